import type { EpcisEvent, NormalEvent } from '../../../kernel/epcis/model.ts'

/**
 * What of an event is shown to a party that the event names and that did not record it (docs/domain/visibility.md,
 * sight "named"): what, when, by whom and to whom, why. Not where, not what it was made from, and nothing that has a
 * name of its own: instance and lot master data, sensor data and extensions may say more than the recorder's books let
 * the other side know.
 */
const named = [
  'type',
  'eventID',
  'eventTime',
  'eventTimeZoneOffset',
  'recordTime',
  'action',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'parentID',
  'epcList',
  'quantityList',
  'childEPCs',
  'childQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  'bizTransactionList',
  'destinationList',
] as const

const declared = ['declarationTime', 'reason', 'correctiveEventIDs'] as const
/** The place goods came from is the recorder's; the parties are known to both. */
const isLocation = (type: unknown): boolean => typeof type === 'string' && /(?:^|[:-])location$/.test(type)

const only = (from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.flatMap((k) => (from[k] === undefined ? [] : [[k, from[k]]])))

/** The event as a party sees it that it names. */
export function namedEvent(event: EpcisEvent): EpcisEvent {
  const shown: EpcisEvent = { ...only(event, named), type: event.type }
  const { sourceList, errorDeclaration } = event
  if (Array.isArray(sourceList)) {
    const sources = sourceList.filter((s: { type?: unknown }) => !isLocation(s?.type))
    if (sources.length) shown['sourceList'] = sources
  }
  if (typeof errorDeclaration === 'object' && errorDeclaration !== null)
    shown['errorDeclaration'] = only(errorDeclaration as Record<string, unknown>, declared)
  return shown
}

/** The same of the normal form: what a query of that party may find the event by. */
export function namedNormal(n: NormalEvent): NormalEvent {
  const { readPoint: _, bizLocation: __, errorDeclaration: error, ...rest } = n
  return {
    ...rest,
    inputs: [],
    inputQuantities: [],
    sources: n.sources.filter((s) => !isLocation(s.type)),
    certificationInfo: [],
    ilmd: {},
    sensors: [],
    extensions: {},
    readPointExtensions: {},
    bizLocationExtensions: {},
    ...(error ? { errorDeclaration: { ...error, extensions: {} } } : {}),
  }
}
