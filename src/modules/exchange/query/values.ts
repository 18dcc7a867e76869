import { type CbvVocabulary, cbvWord, isInventedCbvWord } from '../../../kernel/epcis/cbv.ts'
import { eventTypes, type Namespaces } from '../../../kernel/epcis/model.ts'
import { expandName } from '../../../kernel/epcis/names.ts'
import { decimalOf } from '../../../kernel/epcis/number.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Simple } from './filter.ts'
import { instantKey } from './instant.ts'

/** More values in one parameter are no query a person wrote. */
const mostValues = 1000

/** A parameter that is no parameter: EPCIS 2.0 QueryParameterException. */
export const refuse = (problem: string, parameter: string, details: Record<string, unknown> = {}): never => {
  throw new AppError('invalid', `epcis_query.${problem}`, { parameter, ...details })
}

/** Reads a parameter's value. `url`: it came in a query string, where everything is text and lists stand between `|`. */
export type Given = { name: string; value: unknown; url: boolean; namespaces: Namespaces }

export function list(g: Given): string[] {
  const parts = (Array.isArray(g.value) ? g.value : [g.value]).flatMap((v) => {
    if (typeof v !== 'string') return refuse('value_malformed', g.name, { expected: 'list of strings' })
    return g.url ? v.split('|') : [v]
  })
  if (!Array.isArray(g.value) && !g.url) refuse('value_malformed', g.name, { expected: 'list of strings' })
  const values = parts.map((v) => v.trim())
  if (!values.length || values.some((v) => v === '')) refuse('value_malformed', g.name, { expected: 'list of strings' })
  if (values.length > mostValues) refuse('too_many_values', g.name, { most: mostValues })
  return values
}

/** The only value of a parameter that takes one. */
export function single(g: Given): unknown {
  if (!Array.isArray(g.value)) return g.value
  return g.value.length === 1 ? g.value[0] : refuse('value_malformed', g.name, { expected: 'one value' })
}

export function instant(g: Given): string {
  const value = single(g)
  if (typeof value !== 'string') return refuse('value_malformed', g.name, { expected: 'date and time with offset' })
  return asInstant(value, g.url) ?? refuse('value_malformed', g.name, { expected: 'date and time with offset' })
}

/** In a query string a plus that was not encoded arrives as a space. */
const asInstant = (text: string, url: boolean) =>
  instantKey(url ? text.trim().replace(/ (\d\d:\d\d)$/, '+$1') : text.trim())

export function number(g: Given): string {
  const value = single(g)
  const decimal = typeof value === 'string' && !g.url ? undefined : decimalOf(value)
  return decimal ?? refuse('value_malformed', g.name, { expected: 'number' })
}

export function numbers(g: Given): string[] {
  const values = Array.isArray(g.value) ? g.value : [g.value]
  const given = g.url ? values.flatMap((v) => (typeof v === 'string' ? v.split('|') : [v])) : values
  if (!given.length || given.length > mostValues) refuse('value_malformed', g.name, { expected: 'list of numbers' })
  return given.map((v) => {
    const decimal = typeof v === 'string' && !g.url ? undefined : decimalOf(v)
    return decimal ?? refuse('value_malformed', g.name, { expected: 'list of numbers' })
  })
}

export function count(g: Given): number {
  const value = single(g)
  const n =
    typeof value === 'number'
      ? value
      : g.url && typeof value === 'string' && /^\d{1,9}$/.test(value)
        ? Number(value)
        : NaN
  if (!Number.isInteger(n) || n < 1 || n > 999_999_999)
    refuse('value_malformed', g.name, { expected: 'whole number above 0' })
  return n
}

/** A parameter whose presence says all; `false` takes it back (openapi.yaml), other values are of no account. */
export function flag(g: Given): boolean {
  const value = single(g)
  if (value === false || value === 'false') return false
  const known =
    value === null ||
    value === true ||
    typeof value === 'number' ||
    (g.url && typeof value === 'string' && /^(?:true|null|\d*)$/.test(value))
  return known || refuse('value_malformed', g.name, { expected: 'true or false' })
}

export function boolean(g: Given): boolean {
  const value = single(g)
  if (value === true || (g.url && value === 'true')) return true
  if (value === false || (g.url && value === 'false')) return false
  return refuse('value_malformed', g.name, { expected: 'true or false' })
}

/** A word of a CBV vocabulary, bare, or the URI of one of somebody's own. */
export function words(g: Given, vocabulary: CbvVocabulary): string[] {
  return list(g).map((v) => wordOf(v, vocabulary, g))
}
export function wordOf(text: string, vocabulary: CbvVocabulary, g: Given): string {
  const word = cbvWord(vocabulary, text)
  if (word !== undefined) return word
  if (isInventedCbvWord(vocabulary, text)) return refuse('word_unknown', g.name, { value: text })
  return uri(text, g)
}
function uri(text: string, g: Given): string {
  const full = expandName(text, g.namespaces)
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(full)) refuse('word_unknown', g.name, { value: text })
  return full
}
/** URIs that may be identifiers: in the canonical spelling. */
export const ids = (g: Given): string[] => list(g).map((v) => canonicalIdentifier(expandName(v, g.namespaces)))

export function types(g: Given): string[] {
  return list(g).map((v) => {
    const bare = v.replace(/^(?:epcis:|https:\/\/(?:ref|ns)\.gs1\.org\/epcis\/)/, '')
    if ((eventTypes as readonly string[]).includes(bare)) return bare
    return uri(v, g)
  })
}

export function actions(g: Given): string[] {
  const values = list(g)
  const wrong = values.find((v) => v !== 'ADD' && v !== 'OBSERVE' && v !== 'DELETE')
  return wrong === undefined ? values : refuse('word_unknown', g.name, { value: wrong })
}

/** Values of EQ_ of an extension field: text as it stands, and a number or an instant where it reads as one. */
export function simples(g: Given): Simple[] {
  const values = Array.isArray(g.value) ? g.value : [g.value]
  const given = g.url ? values.flatMap((v) => (typeof v === 'string' ? v.split('|') : [v])) : values
  if (!given.length || given.length > mostValues) refuse('value_malformed', g.name, { expected: 'values' })
  return given.map((v) => {
    if (typeof v === 'number') return { number: decimalOf(v)! }
    if (typeof v === 'boolean') return { text: String(v) }
    if (typeof v !== 'string') return refuse('value_malformed', g.name, { expected: 'text, number or date and time' })
    const at = asInstant(v, g.url)
    const decimal = g.url ? decimalOf(v) : undefined
    return {
      text: v,
      ...(at === undefined ? {} : { instant: at }),
      ...(decimal === undefined ? {} : { number: decimal }),
    }
  })
}

/** The value of GT_, GE_, LT_ or LE_ of an extension field: a number or an instant. */
export function comparable(g: Given): Simple[] {
  const value = single(g)
  const at = typeof value === 'string' ? asInstant(value, g.url) : undefined
  if (at !== undefined) return [{ instant: at }]
  const decimal = typeof value === 'number' || g.url ? decimalOf(value) : undefined
  return decimal === undefined
    ? refuse('value_malformed', g.name, { expected: 'number or date and time with offset' })
    : [{ number: decimal }]
}
