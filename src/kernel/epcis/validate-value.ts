import { keySegments, parseLink } from '../gs1/digital-link.ts'
import type { IdentifiedKind } from '../gs1/identify.ts'
import { type CbvVocabulary, cbvWord, isInventedCbvWord } from './cbv.ts'
import { identified } from './identified.ts'
import type { Problem } from './model.ts'
import { isNumber } from './number.ts'
import { at, problem, type Reason } from './reasons.ts'
import { instantOf } from './time.ts'

export type Fields = Record<string, unknown>
export const isObject = (v: unknown): v is Fields =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !isNumber(v)
export const field = (o: Fields, key: string): unknown => (Object.hasOwn(o, key) ? o[key] : undefined)

/** Judges one value at its path. */
export type Check = (value: unknown, path: string) => Problem[]

/** A URI or IRI with a scheme and no character that RFC 3986 and 3987 exclude; CURIEs have this form too. */
const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}\p{Cs}]+$/iu.test(text)

/** The check of a text; surrounding white space is no part of a value. */
const ofText =
  (judge: (text: string, path: string) => Problem[]): Check =>
  (value, path) =>
    typeof value === 'string' ? judge(value.trim(), path) : [problem(path, 'not_a_text')]

export const aText: Check = ofText(() => [])
export const aTime: Check = ofText((t, path) => (instantOf(t) ? [] : [problem(path, 'time_malformed')]))
export const aNumber: Check = (v, path) => (isNumber(v) ? [] : [problem(path, 'not_a_number')])
export const aBoolean: Check = (v, path) => (typeof v === 'boolean' ? [] : [problem(path, 'not_a_boolean')])

/** Why a text in the form of a GS1 identifier is none, or undefined. */
function identifierProblem(text: string, path: string): Problem | undefined {
  if (!isUri(text)) return problem(path, 'uri_malformed', { value: text })
  const epc = /^urn:epc:/i.test(text)
  if ((!epc && !/^https?:/i.test(text)) || identified(text).kind !== 'other') return undefined
  // every EPC URN there is names something
  if (epc) return problem(path, 'epc_malformed', { value: text })
  const { reason } = parseLink(text, true)
  if (reason === undefined || reason === 'gs1.no_key' || reason === 'gs1.wrong_uri') return undefined
  // on GS1's own host nothing but an identifier stands behind a key; elsewhere `/01/…` may be anything, unless it has
  // all of a GTIN but the right check digit
  const [, host = '', behind = ''] = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(text) ?? []
  const digits = keySegments(behind.replace(/\/+$/, ''))?.[1] ?? ''
  return host.toLowerCase() === 'id.gs1.org' || (reason === 'gs1.wrong_check_digit' && /^\d{13,}/.test(digits))
    ? problem(path, 'check_digit', { value: text })
    : undefined
}

const named = (wrong?: (kind: IdentifiedKind) => boolean, reason?: Reason): Check =>
  ofText((t, path) => {
    const problemOf = identifierProblem(t, path)
    if (problemOf) return [problemOf]
    return wrong && reason && wrong(identified(t).kind) ? [problem(path, reason, { value: t })] : []
  })

/** An identifier or another URI. */
export const anIdentifier: Check = named()

/** An identifier of one object, not of a class or lot (EPCIS 2.0 §7.3.3.1). */
export const anInstance: Check = named((kind) => kind === 'class' || kind === 'batch', 'epc_class_level')

/** An identifier of a class or lot, whose quantity can be told (EPCIS 2.0 §7.3.3.3). */
export const aClass: Check = named((kind) => !['class', 'batch', 'other'].includes(kind), 'epc_instance_level')

/** Characters of an eventID at most: it stands in addresses and headers, which others cut off. The standard has no bound. */
const eventIdMost = 2_000

export const anEventId: Check = ofText((t, path) => {
  if (t.length > eventIdMost) return [problem(path, 'event_id_too_long', { most: eventIdMost })]
  return isUri(t) && (!/^ni:/i.test(t) || /^ni:\/\/[^/\s]*\/[a-z0-9-]+;[a-z0-9_-]+(?:\?\S*)?$/i.test(t))
    ? []
    : [problem(path, 'event_id_malformed')]
})

/** A bare word of the vocabulary, or a URI of one's own; GS1's namespaces hold nothing but their own words. */
export const aWord = (vocabulary: CbvVocabulary): Check =>
  ofText((t, path) =>
    cbvWord(vocabulary, t) !== undefined || (isUri(t) && !isInventedCbvWord(vocabulary, t))
      ? []
      : [problem(path, 'word_unknown', { value: t, vocabulary })],
  )

export const aHex: Check = ofText((t, path) => (/^(?:[0-9a-f]{2})+$/i.test(t) ? [] : [problem(path, 'hex_malformed')]))

/** Codes of UN/CEFACT Recommendation 20 have two or three characters. Whether a code exists is asked where it is converted. */
export const aUnit: Check = ofText((t, path) => (/^[A-Z0-9]{2,3}$/.test(t) ? [] : [problem(path, 'uom_malformed')]))

/** A list that is wrong throughout need not say so a million times. */
const listProblemsMost = 200

/** A list whose every entry passes; `distinct`: the standard calls it a set, and a repeated value is a mistake. */
export function aListOf(check: Check, { filled = false, distinct = false } = {}): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [problem(path, 'not_a_list')]
    if (filled && value.length === 0) return [problem(path, 'list_empty')]
    const found: Problem[] = []
    for (let i = 0; i < value.length && found.length < listProblemsMost; i++)
      found.push(...check(value[i], at(path, i)))
    if (!distinct) return found
    const seen = new Set<unknown>()
    for (const [i, entry] of value.entries()) {
      if (found.length >= listProblemsMost) break
      if (seen.has(entry)) found.push(problem(at(path, i), 'list_repeats', { value: entry }))
      seen.add(entry)
    }
    return found
  }
}
