import { contextList, contextProblems, mergeContexts, namespacesOf } from './context.ts'
import { parseJson } from './json-text.ts'
import {
  type EpcisEvent,
  eventTypes,
  type Namespaces,
  type Problem,
  type ReadDocument,
  type ReadEvent,
  type Vocabulary,
} from './model.ts'
import { at, problem } from './reasons.ts'
import { instantOf } from './time.ts'
import { readVocabularies } from './vocabulary.ts'

/** What a document may be at most. `length` counts characters of the text, `depth` nested objects and lists. */
export type ReadLimits = { depth: number; length: number; events: number }
export const readLimits: ReadLimits = { depth: 64, length: 32 * 1024 * 1024, events: 100_000 }

type Fields = Record<string, unknown>
const isObject = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v)
/** Own properties only: a key `__proto__` of the text is data, what an object inherits is not. */
const field = (o: Fields, key: string): unknown => (Object.hasOwn(o, key) ? o[key] : undefined)

const documentFields = new Set(
  '@context id type schemaVersion creationDate instanceIdentifier sender receiver epcisHeader epcisBody'.split(' '),
)
const structural = new Set(['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'])

const empty = (problems: Problem[]): ReadDocument => ({
  kind: 'EPCISDocument',
  schemaVersion: '',
  context: [],
  vocabularies: [],
  events: [],
  problems,
})

/**
 * Reads EPCIS in JSON: an EPCISDocument, an EPCISQueryDocument, one event or a list of events (EPCIS 2.0 §9 and §12).
 * Nothing is thrown: what cannot be read is a problem of the document, what is wrong with one event is a problem of that
 * event. Events are the objects of the text, unchanged. Only the reading is judged here; `validateDocument` judges the
 * events by the rules of the standard.
 */
export function readJson(text: string, limits: ReadLimits = readLimits): ReadDocument {
  const parsed = parseJson(text, limits)
  if ('refused' in parsed) return empty([problem('', parsed.refused, { detail: parsed.detail ?? '' })])
  const { value } = parsed
  // only a text with such an escape can hold what no column takes
  const suspicious = /\\u(?:0000|[dD][89a-bA-B])/.test(text) || !text.isWellFormed()
  const document = readValue(value, limits)
  if (!suspicious) return document
  const { events: _, ...rest } = document
  return {
    ...document,
    problems: [...document.problems, ...unstorable({ ...rest, problems: [] }, '').slice(0, 1)],
    events: document.events.map((e, i) => ({
      ...e,
      problems: [...e.problems, ...unstorable(e.event, eventPath(document, i))],
    })),
  }
}

/** The JSON pointer to an event of a document that was read. */
export function eventPath(document: Pick<ReadDocument, 'kind' | 'bare'>, index: number): string {
  if (document.bare === 'event') return ''
  if (document.bare === 'list') return `/${index}`
  return document.kind === 'EPCISDocument'
    ? `/epcisBody/eventList/${index}`
    : `/epcisBody/queryResults/resultsBody/eventList/${index}`
}

function readValue(value: unknown, limits: ReadLimits): ReadDocument {
  if (Array.isArray(value)) return bare(value, 'list', limits)
  if (!isObject(value)) return empty([problem('', 'not_a_document')])
  const type = field(value, 'type')
  if (type === 'EPCISDocument' || type === 'EPCISQueryDocument') return readDocument(value, type, limits)
  if (eventTypes.includes(type as never) || field(value, 'eventTime') !== undefined)
    return bare([value], 'event', limits)
  return empty([problem(type === undefined ? '' : '/type', 'not_a_document')])
}

/** An event, or events, without a document around them: each may say its own context. */
function bare(list: unknown[], form: 'event' | 'list', limits: ReadLimits): ReadDocument {
  const document = { ...empty([]), schemaVersion: '2.0', bare: form }
  if (list.length > limits.events)
    return { ...document, problems: [problem('', 'too_many_events', { most: limits.events })] }
  return { ...document, events: list.map((e, i) => readEvent(e, {}, eventPath(document, i))) }
}

function readDocument(d: Fields, kind: ReadDocument['kind'], limits: ReadLimits): ReadDocument {
  const problems: Problem[] = []
  const refuse = (path: string, ...rest: [Parameters<typeof problem>[1], Record<string, unknown>?]) =>
    problems.push(problem(path, ...rest))

  const context = contextList(field(d, '@context'))
  const namespaces = namespacesOf(context)
  if (context.length === 0) refuse('/@context', 'context_missing')
  problems.push(...contextProblems(field(d, '@context'), '/@context'))

  const schemaVersion = field(d, 'schemaVersion')
  // a query document may leave it out, by the schema
  if (
    typeof schemaVersion === 'string'
      ? !/^2\.0(?:\.\d+)*$/.test(schemaVersion)
      : kind === 'EPCISDocument' || schemaVersion !== undefined
  )
    refuse('/schemaVersion', 'schema_version')
  const creationDate = field(d, 'creationDate')
  if (
    creationDate === undefined ? kind === 'EPCISDocument' : typeof creationDate !== 'string' || !instantOf(creationDate)
  )
    refuse('/creationDate', 'creation_date')

  const header: Fields = {}
  for (const [key, v] of Object.entries(d)) {
    if (structural.has(key)) continue
    if (!documentFields.has(key) && !key.includes(':')) refuse(at('', key), 'field_unknown', { field: key })
    else if (key !== '__proto__') header[key] = v
  }
  const vocabularies: Vocabulary[] = []
  const epcisHeader = field(d, 'epcisHeader')
  if (epcisHeader !== undefined) {
    if (isObject(epcisHeader)) {
      const master = field(epcisHeader, 'epcisMasterData')
      if (master !== undefined) {
        if (isObject(master))
          vocabularies.push(
            ...readVocabularies(
              field(master, 'vocabularyList'),
              '/epcisHeader/epcisMasterData/vocabularyList',
              problems,
            ),
          )
        else refuse('/epcisHeader/epcisMasterData', 'header_malformed')
      }
    } else refuse('/epcisHeader', 'header_malformed')
  }

  const found = kind === 'EPCISDocument' ? documentBody(d, refuse) : queryBody(d, refuse)
  if (found.master !== undefined)
    vocabularies.push(...readVocabularies(found.master, '/epcisBody/queryResults/resultsBody/vocabularyList', problems))
  let list = found.events
  if (list.length > limits.events) {
    refuse(eventPath({ kind }, 0).replace(/\/0$/, ''), 'too_many_events', { most: limits.events })
    list = []
  }
  return {
    kind,
    schemaVersion: typeof schemaVersion === 'string' ? schemaVersion : '',
    ...(typeof creationDate === 'string' ? { creationDate } : {}),
    context,
    ...(Object.keys(header).length > 0 ? { header } : {}),
    vocabularies,
    events: list.map((e, i) => readEvent(e, namespaces, eventPath({ kind }, i))),
    problems,
    ...(found.queryName !== undefined ? { queryName: found.queryName } : {}),
    ...(found.subscriptionID !== undefined ? { subscriptionID: found.subscriptionID } : {}),
  }
}

type Body = { events: unknown[]; master?: unknown; queryName?: string; subscriptionID?: string }
type Refuse = (path: string, ...rest: [Parameters<typeof problem>[1], Record<string, unknown>?]) => void

function documentBody(d: Fields, refuse: Refuse): Body {
  const body = field(d, 'epcisBody')
  if (!isObject(body)) {
    refuse('/epcisBody', 'body_missing')
    return { events: [] }
  }
  const events = field(body, 'eventList')
  if (Array.isArray(events)) return { events }
  refuse('/epcisBody/eventList', events === undefined ? 'event_list_missing' : 'not_a_list')
  return { events: [] }
}

function queryBody(d: Fields, refuse: Refuse): Body {
  const body = field(d, 'epcisBody')
  const results = isObject(body) ? field(body, 'queryResults') : undefined
  const resultsBody = isObject(results) ? field(results, 'resultsBody') : undefined
  if (!isObject(results) || !isObject(resultsBody)) {
    refuse('/epcisBody/queryResults', 'query_results_missing')
    return { events: [] }
  }
  const queryName = field(results, 'queryName')
  if (typeof queryName !== 'string') refuse('/epcisBody/queryResults/queryName', 'query_name_missing')
  const subscriptionID = field(results, 'subscriptionID')
  if (subscriptionID !== undefined && typeof subscriptionID !== 'string')
    refuse('/epcisBody/queryResults/subscriptionID', 'not_a_text')
  const events = field(resultsBody, 'eventList')
  if (!Array.isArray(events)) refuse('/epcisBody/queryResults/resultsBody/eventList', 'event_list_missing')
  const master = field(resultsBody, 'vocabularyList')
  return {
    events: Array.isArray(events) ? events : [],
    ...(master !== undefined ? { master } : {}),
    ...(typeof queryName === 'string' ? { queryName } : {}),
    ...(typeof subscriptionID === 'string' ? { subscriptionID } : {}),
  }
}

function readEvent(value: unknown, inForce: Namespaces, path: string): ReadEvent {
  if (!isObject(value)) return { event: { type: '' }, namespaces: inForce, problems: [problem(path, 'not_an_object')] }
  const context = field(value, '@context')
  const namespaces = context === undefined ? inForce : namespacesOf(contextList(context), inForce)
  const problems = context === undefined ? [] : contextProblems(context, at(path, '@context'))
  // an event without a type is refused by its rules; here it only has to be an event to whoever reads `type`
  return {
    event: (typeof field(value, 'type') === 'string' ? value : { ...value, type: '' }) as EpcisEvent,
    namespaces,
    problems,
  }
}

const storable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** Where text stands that no database column takes. */
function unstorable(root: unknown, path: string): Problem[] {
  const found: Problem[] = []
  const todo: [unknown, string][] = [[root, path]]
  for (let next = todo.pop(); next; next = todo.pop()) {
    const [value, here] = next
    if (typeof value === 'string') {
      if (!storable(value)) found.push(problem(here, 'text_unstorable'))
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        if (storable(key)) todo.push([inner, at(here, key)])
        else found.push(problem(here, 'text_unstorable'))
  }
  return found
}

/** An event with the context of the document it came in (without the event's own, which is in the event). */
export type OutEvent = { event: EpcisEvent; context: readonly unknown[] }

export type OutDocument = {
  kind: ReadDocument['kind']
  creationDate: string
  schemaVersion?: string | undefined
  /** Sender, receiver, `epcisHeader` and other fields beside the body, as `ReadDocument.header` has them. */
  header?: Readonly<Record<string, unknown>> | undefined
  queryName?: string | undefined
  subscriptionID?: string | undefined
  /** Master data of a query document; that of an EPCISDocument stands in its header. */
  vocabularies?: readonly Vocabulary[] | undefined
  events: readonly OutEvent[]
}

/**
 * The document as a JSON value. Events keep what they came with; a prefix that means two things in two events is solved
 * by a context at event level (JSON-LD 1.1 §4.1), so that each says what it said.
 */
export function documentValue(d: OutDocument): Record<string, unknown> {
  const { context, own } = mergeContexts(d.events.map((e) => e.context))
  const eventList = d.events.map(({ event }, i) => {
    const mine = own[i]
    return mine === undefined ? event : { '@context': [...mine, ...contextList(event['@context'])], ...without(event) }
  })
  const vocabularyList = d.vocabularies?.map(({ type, elements }) => ({
    type,
    vocabularyElementList: elements.map(({ id, attributes, children }) => ({
      id,
      ...(attributes.length > 0 ? { attributes } : {}),
      ...(children.length > 0 ? { children } : {}),
    })),
  }))
  const body =
    d.kind === 'EPCISDocument'
      ? { eventList }
      : {
          queryResults: {
            ...(d.subscriptionID !== undefined ? { subscriptionID: d.subscriptionID } : {}),
            queryName: d.queryName ?? 'SimpleEventQuery',
            resultsBody: { eventList, ...(vocabularyList?.length ? { vocabularyList } : {}) },
          },
        }
  return {
    '@context': context.length > 0 ? context : mergeContexts([]).context,
    type: d.kind,
    schemaVersion: d.schemaVersion ?? '2.0',
    creationDate: d.creationDate,
    ...d.header,
    epcisBody: body,
  }
}

function without(event: EpcisEvent): Record<string, unknown> {
  const { '@context': _, ...rest } = event
  return rest
}

/** The document as JSON text; numbers have the digits they came with. */
export const writeDocument = (d: OutDocument): string => JSON.stringify(documentValue(d))
