import { eventPath } from './json.ts'
import {
  type EpcisEvent,
  type EventType,
  eventTypes,
  type Namespaces,
  type Problem,
  type ReadDocument,
} from './model.ts'
import { at, problem } from './reasons.ts'
import { isOffset } from './time.ts'
import {
  bizTransactions,
  errorDeclaration,
  ilmd,
  persistentDisposition,
  place,
  quantities,
  sensorElements,
  sourcesOrDestinations,
  unknownKey,
} from './validate-part.ts'
import {
  aListOf,
  anEventId,
  anIdentifier,
  anInstance,
  aTime,
  aWord,
  type Check,
  field,
  isObject,
} from './validate-value.ts'

/**
 * The rules of EPCIS 2.0 §7 for events in JSON form, written by hand: GS1's JSON schema lets through what the standard
 * forbids (an aggregation without a parent, a sensor's device named twice) and leaves out fields that it allows
 * (persistentDisposition of aggregation, transaction and association events).
 */

const anAction: Check = (v, path) =>
  v === 'ADD' || v === 'OBSERVE' || v === 'DELETE' ? [] : [problem(path, 'action_unknown')]
const anOffset: Check = (v, path) =>
  typeof v === 'string' && isOffset(v.trim()) ? [] : [problem(path, 'offset_malformed')]
const instances = aListOf(anInstance, { distinct: true })
/** recordTime is given by whoever captures; what a sender writes there is not looked at (EPCIS 2.0 §7.4.1). */
const unread: Check = () => []

const common = [
  '@context',
  'type',
  'eventID',
  'eventTime',
  'eventTimeZoneOffset',
  'recordTime',
  'errorDeclaration',
  'certificationInfo',
]
const dimensions = [
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList',
]
const fieldsOf: Readonly<Record<EventType, ReadonlySet<string>>> = {
  ObjectEvent: new Set([...common, ...dimensions, 'action', 'epcList', 'quantityList', 'ilmd']),
  AggregationEvent: new Set([...common, ...dimensions, 'action', 'parentID', 'childEPCs', 'childQuantityList']),
  AssociationEvent: new Set([...common, ...dimensions, 'action', 'parentID', 'childEPCs', 'childQuantityList']),
  TransactionEvent: new Set([...common, ...dimensions, 'action', 'parentID', 'epcList', 'quantityList']),
  TransformationEvent: new Set([
    ...common,
    ...dimensions,
    'inputEPCList',
    'inputQuantityList',
    'outputEPCList',
    'outputQuantityList',
    'transformationID',
    'ilmd',
  ]),
}
const everyField = new Set(Object.values(fieldsOf).flatMap((s) => [...s]))

const certification: Check = (v, path) => (Array.isArray(v) ? aListOf(anIdentifier)(v, path) : anIdentifier(v, path))

/** The longest namespace, in characters. */
export const namespaceMost = 256
/** What an event may grow to, in characters, when every name and value in it is written with its whole namespace. */
export const expandedMost = 16 * 1024 * 1024

type Checks = Readonly<Record<string, Check>>
const made = new WeakMap<Namespaces, Map<boolean, Checks>>()

/** One check for each field of any event; made once for all events that share their namespaces. */
function checksFor(namespaces: Namespaces, declaredWrong: boolean): Checks {
  const known = made.get(namespaces) ?? new Map<boolean, Checks>()
  made.set(namespaces, known)
  const checks = known.get(declaredWrong) ?? makeChecks(namespaces, declaredWrong)
  known.set(declaredWrong, checks)
  return checks
}

function makeChecks(namespaces: Namespaces, declaredWrong: boolean): Checks {
  const at = place(namespaces)
  const amounts = quantities(namespaces)
  return {
    '@context': unread,
    type: unread,
    eventID: anEventId,
    eventTime: aTime,
    eventTimeZoneOffset: anOffset,
    recordTime: unread,
    errorDeclaration: errorDeclaration(namespaces),
    certificationInfo: certification,
    action: anAction,
    bizStep: aWord('bizStep'),
    disposition: aWord('disposition'),
    persistentDisposition: persistentDisposition(namespaces),
    readPoint: at,
    bizLocation: at,
    bizTransactionList: bizTransactions(namespaces),
    sourceList: sourcesOrDestinations('source', namespaces),
    destinationList: sourcesOrDestinations('destination', namespaces),
    sensorElementList: sensorElements(namespaces, declaredWrong),
    ilmd: ilmd(namespaces),
    parentID: anInstance,
    epcList: instances,
    childEPCs: instances,
    inputEPCList: instances,
    outputEPCList: instances,
    quantityList: amounts,
    childQuantityList: amounts,
    inputQuantityList: amounts,
    outputQuantityList: amounts,
    transformationID: anIdentifier,
  }
}

const filled = (event: EpcisEvent, ...keys: string[]): boolean =>
  keys.some((k) => {
    const v = field(event, k)
    return Array.isArray(v) && v.length > 0
  })

/** Rules between the fields of one event, by its type. */
const rules: Readonly<Record<EventType, (e: EpcisEvent, path: string) => Problem[]>> = {
  ObjectEvent(e, path) {
    // §7.4.2; sensor data alone is about a place (§7.3.7)
    const sensed = filled(e, 'sensorElementList') && field(e, 'readPoint') !== undefined
    return [
      ...(filled(e, 'epcList', 'quantityList') || sensed ? [] : [problem(path, 'object_without_what')]),
      ...(field(e, 'ilmd') !== undefined && field(e, 'action') !== 'ADD'
        ? [problem(at(path, 'ilmd'), 'ilmd_not_here')]
        : []),
    ]
  },
  AggregationEvent: parentAndChildren,
  AssociationEvent: parentAndChildren,
  TransactionEvent(e, path) {
    // §7.4.4: DELETE without objects ends the association of all of them
    const { action, type } = e
    return [
      ...(filled(e, 'bizTransactionList') ? [] : [problem(at(path, 'bizTransactionList'), 'transaction_required')]),
      ...(action !== 'DELETE' && !filled(e, 'epcList', 'quantityList') && field(e, 'parentID') === undefined
        ? [problem(path, 'objects_required', { type, action })]
        : []),
    ]
  },
  TransformationEvent(e, path) {
    // §7.4.5
    const inputs = filled(e, 'inputEPCList', 'inputQuantityList')
    const outputs = filled(e, 'outputEPCList', 'outputQuantityList')
    const together = field(e, 'transformationID') !== undefined
    return (inputs && outputs) || (together && (inputs || outputs)) ? [] : [problem(path, 'transformation_one_side')]
  },
}

/** EPCIS 2.0 §7.4.3 and §7.4.6, TCR-54: only an observation may not know the parent, only a DELETE may mean all children. */
function parentAndChildren(e: EpcisEvent, path: string): Problem[] {
  const { action, type } = e
  return [
    ...(action !== 'OBSERVE' && field(e, 'parentID') === undefined
      ? [problem(at(path, 'parentID'), 'parent_required', { type, action })]
      : []),
    ...(action !== 'DELETE' && !filled(e, 'childEPCs', 'childQuantityList')
      ? [problem(path, 'children_required', { type, action })]
      : []),
  ]
}

/** Could the event grow beyond all bounds when its prefixes are written in full? */
function growsTooLarge(event: EpcisEvent, namespaces: Namespaces): boolean {
  const longest = Math.max(1, ...Object.values(namespaces).map((n) => n?.length ?? 0))
  let count = 0
  const todo: object[] = [event]
  for (let o = todo.pop(); o; o = todo.pop())
    for (const v of Object.values(o)) {
      if (++count * longest > expandedMost) return true
      if (typeof v === 'object' && v !== null) todo.push(v)
    }
  return false
}

/**
 * What is wrong with an event by the rules of EPCIS 2.0 and CBV 2.0; empty when it may be captured. `namespaces` are
 * those in force for it (`ReadEvent.namespaces`), `path` the JSON pointer to it.
 */
export function problemsOf(event: EpcisEvent, namespaces: Namespaces, path: string): Problem[] {
  if (!isObject(event)) return [problem(path, 'not_an_object')]
  const type = eventTypes.find((t) => t === event.type)
  if (type === undefined) return [problem(at(path, 'type'), 'event_type', { value: event.type })]

  if (Object.values(namespaces).some((n) => (n?.length ?? 0) > namespaceMost))
    return [problem(at(path, '@context'), 'namespace_too_long', { most: namespaceMost })]
  if (growsTooLarge(event, namespaces)) return [problem(path, 'event_too_large')]

  const checks = checksFor(namespaces, field(event, 'errorDeclaration') !== undefined)
  const allowed = fieldsOf[type]
  const found: Problem[] = []
  const required = ['eventTime', 'eventTimeZoneOffset', ...(allowed.has('action') ? ['action'] : [])]
  for (const name of required)
    if (field(event, name) === undefined) found.push(problem(at(path, name), 'field_missing', { field: name }))
  for (const [key, value] of Object.entries(event)) {
    const here = at(path, key)
    if (allowed.has(key)) found.push(...checks[key]!(value, here))
    else if (key === 'ilmd') found.push(problem(here, 'ilmd_not_here'))
    else if (everyField.has(key)) found.push(problem(here, 'field_not_here', { type, field: key }))
    else found.push(...unknownKey(key, value, here, namespaces, true))
  }
  // without an action the rules that depend on it would only repeat that it is missing
  const acts = !allowed.has('action') || anAction(field(event, 'action'), '').length === 0
  return acts ? [...found, ...rules[type](event, path)] : found
}

/** Everything wrong with one event of a document that was read, in JSON or XML: by reading it and by the rules. */
export function eventProblems(document: ReadDocument, index: number): Problem[] {
  const { event, namespaces, problems } = document.events[index]!
  // what could not be read as an event is refused already
  if (problems.some((p) => p.reason === 'not_an_object')) return problems
  return [...problems, ...problemsOf(event, namespaces, eventPath(document, index))]
}

/** The document with the problems of each event by the rules added to those of reading it. */
export const validateDocument = (document: ReadDocument): ReadDocument => ({
  ...document,
  events: document.events.map((e, i) => ({ ...e, problems: eventProblems(document, i) })),
})
