import { createHash } from 'node:crypto'
import { bodyText } from '../../../kernel/epcis/body.ts'
import { preHash } from '../../../kernel/epcis/hash.ts'
import { eventPath, readJson } from '../../../kernel/epcis/json.ts'
import { parseJson } from '../../../kernel/epcis/json-text.ts'
import type { EpcisEvent, Namespaces, NormalEvent, Problem, Vocabulary } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { isExactNumber } from '../../../kernel/epcis/number.ts'
import { problemsOf } from '../../../kernel/epcis/validate.ts'
import { readXml } from '../../../kernel/epcis/xml-read.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'

export type Ready = { normal: NormalEvent; hash: Uint8Array; body: string; namespaces: Namespaces; exact: boolean }
/** An event of a document, ready to be written; one with problems never is. `path`: JSON pointer into the document. */
export type PreparedEvent = {
  path: string
  eventID: string | undefined
  problems: Problem[]
  ready: Ready | undefined
}

/** Master data with canonical identifiers; attributes as the text that is stored. */
export type StoredVocabulary = { type: string; elements: { id: string; attributes: string; children: string[] }[] }

/** A document as its job works on it; plain values that can cross from a thread. `bare`: no document around the events. */
export type Prepared = {
  bare: boolean
  events: PreparedEvent[]
  vocabularies: StoredVocabulary[]
  problems: Problem[]
}

export type Format = 'json' | 'xml'

/**
 * Reads, judges, normalises and hashes a document: all that can be done to it away from the database. A document with
 * more than `most` events is only counted.
 */
export function prepare(text: string, format: Format, most: number): Prepared {
  const document = format === 'xml' ? readXml(text) : readJson(text)
  const bare = 'bare' in document && document.bare !== undefined
  const tooMany = document.events.length > most
  const events = document.events.map(({ event, namespaces, problems: ofReading }, i): PreparedEvent => {
    const path = eventPath(document, i)
    const eventID = typeof event['eventID'] === 'string' ? event['eventID'] : undefined
    if (tooMany) return { path, eventID, problems: [], ready: undefined }
    const readable = ofReading.every((p) => p.reason !== 'not_an_object')
    const problems = readable ? [...ofReading, ...problemsOf(event, namespaces, path)] : ofReading
    if (problems.length) return { path, eventID, problems, ready: undefined }
    const normal = normalForm(event, namespaces)
    const hash = createHash('sha256').update(preHash(normal), 'utf8').digest()
    const body = bodyText(event, document.context)
    return { path, eventID, problems, ready: { normal, hash, body, namespaces, exact: holdsExact(normal) } }
  })
  return { bare, events, vocabularies: document.vocabularies.map(canonical), problems: document.problems }
}

const canonical = ({ type, elements }: Vocabulary): StoredVocabulary => ({
  type,
  elements: elements.map((e) => ({
    id: canonicalIdentifier(e.id),
    attributes: JSON.stringify(e.attributes),
    children: e.children.map(canonicalIdentifier),
  })),
})

/** True where there is a number that only its text has in full: as a value it does not cross from a thread. */
function holdsExact(value: unknown): boolean {
  if (isExactNumber(value)) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(holdsExact)
}

/** The event in a text that was written by `bodyText`, with the context it came with. */
export function eventInBody(body: string): { event: EpcisEvent; context: unknown[] } {
  const parsed = parseJson(body, { depth: 80, length: body.length + 1 })
  if ('refused' in parsed) throw new Error(`a body of ours cannot be read: ${parsed.refused}`)
  return parsed.value as { event: EpcisEvent; context: unknown[] }
}

/** What can cross from a thread: a number that only its text has in full cannot, and is read from the text again. */
export const forCrossing = (d: Prepared): Prepared => ({
  ...d,
  events: d.events.map((e) =>
    e.ready?.exact ? { ...e, ready: { ...e.ready, normal: { ...e.ready.normal, ...withoutValues } } } : e,
  ),
})
const withoutValues = {
  ilmd: {},
  sensors: [],
  extensions: {},
  readPointExtensions: {},
  bizLocationExtensions: {},
  errorDeclaration: undefined,
}

/** The normal form as it was before it crossed from a thread. */
export const normalOf = (r: Ready): NormalEvent =>
  r.exact ? normalForm(eventInBody(r.body).event, r.namespaces) : r.normal
