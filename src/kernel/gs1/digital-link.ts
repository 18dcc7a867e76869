import { aiEntries, aiEntry } from './ai.ts'
import { gtin14 } from './check.ts'
import type { Element, ElementReason } from './elements.ts'
import { valueProblem } from './linters.ts'
import { decodePercent, encodeForLink } from './percent.ts'

/** GS1 Digital Link: URI syntax. The short names of older versions (`gtin`, `lot`) are read, never written. */

export type LinkReason =
  | ElementReason
  | 'gs1.wrong_uri'
  | 'gs1.no_key'
  | 'gs1.wrong_qualifiers'
  | 'gs1.no_attribute'
  | 'gs1.not_in_query'

/** `path`: how many of the elements stand in the path (the key and its qualifiers), the others in the query. */
export type ParsedLink = { readonly elements: readonly Element[]; readonly path: number; readonly reason?: LinkReason }

/** Where the canonical form of every Digital Link lives. */
export const CANONICAL_STEM = 'https://id.gs1.org'

const SHORT_NAMES: Readonly<Record<string, string>> = {
  sscc: '00',
  gtin: '01',
  lot: '10',
  ser: '21',
  cpv: '22',
  gdti: '253',
  glnx: '254',
  gcn: '255',
  ginc: '401',
  gsin: '402',
  gln: '414',
  payto: '415',
  party: '417',
  grai: '8003',
  giai: '8004',
  itip: '8006',
  cpid: '8010',
  cpsn: '8011',
  gmn: '8013',
  gsrnp: '8017',
  gsrn: '8018',
  srin: '8019',
  refno: '8020',
}

const entryOf = (segment: string) => {
  const short = SHORT_NAMES[segment.toLowerCase()]
  return aiEntry(short !== undefined && Object.hasOwn(SHORT_NAMES, segment.toLowerCase()) ? short : segment)
}

/** AIs that are the key of a Digital Link, in the order of the dictionary. */
export const LINK_KEYS: readonly string[] = [...aiEntries()].filter((e) => e.qualifiers).map((e) => e.ai)

/** True when the qualifiers may follow the key: of one of its sequences, in order, any left out. */
function mayFollow(key: string, qualifiers: readonly string[]): boolean {
  return (aiEntry(key)?.qualifiers ?? []).some((sequence) => {
    let last = -1
    for (const ai of qualifiers) {
      const place = sequence.indexOf(ai)
      if (place <= last) return false
      last = place
    }
    return true
  })
}

/** Splits an address at its host; undefined when it is none. `strict`: letters of the scheme all small or all capital. */
function addressParts(text: string, strict: boolean): { path: string; query: string } | undefined {
  if (strict && !/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(text)) return undefined
  const scheme = strict ? /^(?:https?|HTTPS?):\/\// : /^https?:\/\//i
  const match = new RegExp(
    `${scheme.source}[^/?#\\s_~@!$&'()*+,;=%]+(/[^?#\\s]*)(?:\\?([^#\\s]*))?(?:#\\S*)?$`,
    scheme.flags,
  ).exec(text)
  return match ? { path: match[1]!, query: match[2] ?? '' } : undefined
}

/** Segments of a path from the last pair on that begins with a key; undefined when there is no key. */
export function keySegments(path: string): string[] | undefined {
  const segments = path.split('/').slice(1)
  for (let i = segments.length - 2; i >= 0; i -= 2) {
    const entry = entryOf(segments[i]!)
    if (!entry) return undefined
    if (entry.qualifiers) return segments.slice(i)
  }
  return undefined
}

/** The elements of the path, checked one by one and in their order. */
function readPath(segments: readonly string[]): ParsedLink {
  const elements: Element[] = []
  const wrong = (reason: LinkReason): ParsedLink => ({ elements, path: elements.length, reason })
  for (let i = 0; i < segments.length; i += 2) {
    const entry = entryOf(segments[i]!)!
    const text = decodePercent(segments[i + 1]!)
    if (text === undefined || text === '') return wrong('gs1.wrong_uri')
    // GTINs of 8, 12 and 13 digits were allowed until version 1.1 of the standard
    const value = entry.ai === '01' ? (gtin14(text) ?? text) : text
    elements.push({ ai: entry.ai, value })
    const reason = valueProblem(entry, value)
    if (reason) return wrong(reason)
  }
  const [key, ...qualifiers] = elements.map((e) => e.ai)
  return mayFollow(key!, qualifiers) ? { elements, path: elements.length } : wrong('gs1.wrong_qualifiers')
}

/** The elements of the query. Parameters that are no AI are somebody else's and left alone. */
function readQuery(link: ParsedLink, query: string): ParsedLink {
  const elements = [...link.elements]
  const wrong = (reason: LinkReason): ParsedLink => ({ elements, path: link.path, reason })
  const [key, ...qualifiers] = elements.slice(0, link.path).map((e) => e.ai)
  for (const parameter of query.split('&')) {
    const [, name = '', escaped = ''] = /^([0-9]+)=(.*)$/.exec(parameter) ?? []
    if (name === '') continue
    const entry = aiEntry(name)
    if (!entry) return wrong('gs1.unknown_ai')
    const text = decodePercent(escaped.replaceAll('+', ' '))
    if (text === undefined || text === '') return wrong('gs1.wrong_uri')
    const value = name === '01' ? (gtin14(text) ?? text) : text
    const repeated = elements.some((e) => e.ai === name)
    elements.push({ ai: name, value })
    const reason = valueProblem(entry, value)
    if (reason) return wrong(reason)
    if (repeated) return wrong('gs1.repeated_ai')
    if (!entry.attribute) return wrong('gs1.no_attribute')
    // a qualifier that could stand in the path must stand there
    const places = qualifiers.map((_, i) => i).concat(qualifiers.length)
    if (places.some((i) => mayFollow(key!, qualifiers.toSpliced(i, 0, name)))) return wrong('gs1.not_in_query')
  }
  return { elements, path: link.path }
}

/**
 * Reads a Digital Link on any domain, behind any path. `lenient` is for recognising what people and old labels write:
 * a slash at the end, capitals in the scheme; the query is then not looked at, so that nothing in it can hide the key.
 */
export function parseLink(text: string, lenient = false): ParsedLink {
  const parts = addressParts(text, !lenient)
  if (!parts) return { elements: [], path: 0, reason: 'gs1.wrong_uri' }
  const segments = keySegments(lenient ? parts.path.replace(/\/+$/, '') : parts.path)
  if (!segments) return { elements: [], path: 0, reason: 'gs1.no_key' }
  const link = readPath(segments)
  return link.reason || lenient ? link : readQuery(link, parts.query)
}

const pair = ({ ai, value }: Element) => `/${ai}/${encodeForLink(value)}`

/** The path of a Digital Link from its elements as they stand. */
export function linkPath(elements: readonly Element[]): string {
  return elements.map(pair).join('')
}

/**
 * The Digital Link of elements: the first key with as many of its qualifiers as are there, the others as attributes,
 * those of predefined length first. `path` keeps the order of elements that came from a link. Undefined without a key or
 * with an element that has no place in a link.
 */
export function digitalLink(elements: readonly Element[], path = 0, stem = CANONICAL_STEM): string | undefined {
  const unique = elements.filter((e, i) => elements.findIndex((other) => other.ai === e.ai) === i)
  const inPath = path > 0 ? unique.slice(0, path) : pathElements(unique)
  if (!inPath.length) return undefined
  const others = unique.filter((e) => !inPath.includes(e))
  if (others.some((e) => !aiEntry(e.ai)!.attribute)) return undefined
  const query = [true, false].flatMap((fixed) => others.filter((e) => aiEntry(e.ai)!.fixed === fixed))
  const attributes = query.map(({ ai, value }) => `${ai}=${encodeForLink(value)}`).join('&')
  return stem.replace(/\/$/, '') + linkPath(inPath) + (attributes && `?${attributes}`)
}

function pathElements(elements: readonly Element[]): Element[] {
  const key = elements.find((e) => aiEntry(e.ai)?.qualifiers)
  if (!key) return []
  const choices = aiEntry(key.ai)!.qualifiers!.map((sequence) =>
    sequence.flatMap((ai) => elements.find((e) => e.ai === ai) ?? []),
  )
  return [key, ...choices.reduce((best, choice) => (choice.length > best.length ? choice : best))]
}
