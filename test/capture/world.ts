import { namespacesOf } from '../../src/kernel/epcis/context.ts'
import type { EpcisEvent } from '../../src/kernel/epcis/model.ts'
import { normalForm } from '../../src/kernel/epcis/normal.ts'
import { canonicalIdentifier } from '../../src/kernel/gs1/identify.ts'
import { putParty } from '../../src/modules/identity/index.ts'
import { eventHash } from '../../src/modules/trace/epcis/hash.ts'
import { type CaptureEvent, captureEvents } from '../../src/modules/trace/index.ts'
import type { CommandDeps } from '../../src/platform/command.ts'
import { newId } from '../../src/platform/id.ts'
import { runAs } from '../trace.ts'

/** Invented company prefix of the tests' goods; parties are named by global location numbers of the same block. */
export const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld']
export const sgtin = (serial: string | number, item = '081234') => `urn:epc:id:sgtin:9521321.${item}.${serial}`
export const lgtin = (lot: string | number, item = '081234') => `urn:epc:class:lgtin:9521321.${item}.${lot}`
export const sscc = (n: number) => `urn:epc:id:sscc:9521321.${String(n).padStart(10, '0')}`
export const crate = (n: number) => `urn:epc:id:grai:9521321.00001.${n}`
export const pgln = (n: number) => `urn:epc:id:pgln:9521321.${String(n).padStart(5, '0')}`

type Fields = Record<string, unknown>
/** `minute` after the morning of the tests; each event of a test has a time of its own. */
export const at = (minute: number) => new Date(Date.UTC(2026, 4, 31, 0, minute)).toISOString()
const event = (type: string, minute: number, fields: Fields): EpcisEvent => ({
  type,
  eventTime: at(minute),
  eventTimeZoneOffset: '+08:00',
  ...fields,
})
const goods = (ids: readonly (string | [lot: string, quantity: number, uom?: string])[], prefix = '') => {
  const epcs = ids.filter((i) => typeof i === 'string')
  const lots = ids.filter((i) => typeof i !== 'string')
  const list = (name: string) => (prefix ? `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}` : name)
  return {
    ...(epcs.length ? { [prefix === 'child' ? 'childEPCs' : prefix ? `${prefix}EPCList` : 'epcList']: epcs } : {}),
    ...(lots.length
      ? {
          [list('quantityList')]: lots.map(([epcClass, quantity, uom = 'KGM']) => ({ epcClass, quantity, uom })),
        }
      : {}),
  }
}
export type Goods = readonly (string | [lot: string, quantity: number, uom?: string])[]

const sides = (from: number | undefined, to: number | undefined) => ({
  ...(from === undefined ? {} : { sourceList: [{ type: 'possessing_party', source: pgln(from) }] }),
  ...(to === undefined ? {} : { destinationList: [{ type: 'possessing_party', destination: pgln(to) }] }),
})

export const commission = (minute: number, ids: Goods, more: Fields = {}) =>
  event('ObjectEvent', minute, {
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    ...goods(ids),
    ...more,
  })
export const observe = (minute: number, ids: Goods, more: Fields = {}) =>
  event('ObjectEvent', minute, { action: 'OBSERVE', bizStep: 'storing', ...goods(ids), ...more })
export const destroyed = (minute: number, ids: Goods, more: Fields = {}) =>
  event('ObjectEvent', minute, {
    action: 'DELETE',
    bizStep: 'destroying',
    disposition: 'destroyed',
    ...goods(ids),
    ...more,
  })
export const ship = (minute: number, ids: Goods, from?: number, to?: number, more: Fields = {}) =>
  event('ObjectEvent', minute, {
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    ...goods(ids),
    ...sides(from, to),
    ...more,
  })
export const receive = (minute: number, ids: Goods, from?: number, to?: number, more: Fields = {}) =>
  event('ObjectEvent', minute, { action: 'OBSERVE', bizStep: 'receiving', ...goods(ids), ...sides(from, to), ...more })
export const pack = (minute: number, parentID: string, ids: Goods, more: Fields = {}) =>
  event('AggregationEvent', minute, { action: 'ADD', bizStep: 'packing', parentID, ...goods(ids, 'child'), ...more })
export const unpack = (minute: number, parentID: string, ids: Goods = [], more: Fields = {}) =>
  event('AggregationEvent', minute, {
    action: 'DELETE',
    bizStep: 'unpacking',
    parentID,
    ...goods(ids, 'child'),
    ...more,
  })
export const transform = (minute: number, inputs: Goods, outputs: Goods, more: Fields = {}) =>
  event('TransformationEvent', minute, { ...goods(inputs, 'input'), ...goods(outputs, 'output'), ...more })
/** The event again, declared wrong. */
export const wrong = (e: EpcisEvent, more: Fields = {}): EpcisEvent => ({
  ...e,
  errorDeclaration: { declarationTime: at(600), reason: 'incorrect_data', ...more },
})
export const named = (e: EpcisEvent, eventID = `urn:uuid:${crypto.randomUUID()}`): EpcisEvent => ({ ...e, eventID })

export function captureOf(e: EpcisEvent): CaptureEvent {
  const normal = normalForm(e, namespacesOf(context))
  return { event: e, context, normal, hash: eventHash(normal).hash }
}

/** Captures one document as that party does. */
export const capture = (
  deps: CommandDeps,
  partyId: string,
  events: readonly EpcisEvent[],
  now = '2026-06-01T08:00:00.000Z',
) => runAs(deps, partyId, captureEvents, events.map(captureOf), now)

let numbers = 0
/** A registered operator whose location number is confirmed; `gln` names it in events. */
export async function makeHolder(deps: CommandDeps, divisionId = '460204'): Promise<{ partyId: string; gln: number }> {
  const partyId = newId()
  const gln = ++numbers
  const now = '2026-05-01T00:00:00.000Z'
  await deps.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name: `示例采集方${gln}`, divisionId, sectors: ['crop'], now })
    await tx
      .insertInto('registry.partyIdentifier')
      .values({ identifier: canonicalIdentifier(pgln(gln)), partyId, claimId: newId(), confirmedAt: now })
      .execute()
  })
  return { partyId, gln }
}
