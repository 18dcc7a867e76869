import type { AiEntry, Repertoire } from './ai.ts'
import { gs1CheckPair, hasCheckDigit } from './check.ts'
import { COUNTRY_LETTERS, COUNTRY_NUMBERS, CURRENCY_NUMBERS, PACKAGE_TYPES } from './code-lists.ts'
import { isCouponCode, isPositiveOffer } from './coupon.ts'

/** What is wrong with the value of an AI. */
export type ValueReason =
  | 'gs1.wrong_length'
  | 'gs1.wrong_character'
  | 'gs1.wrong_check_digit'
  | 'gs1.wrong_check_pair'
  | 'gs1.no_company_prefix'
  | 'gs1.wrong_date'
  | 'gs1.wrong_time'
  | 'gs1.unknown_country'
  | 'gs1.unknown_currency'
  | 'gs1.wrong_iban'
  | 'gs1.wrong_percent_encoding'
  | 'gs1.wrong_coupon'
  | 'gs1.wrong_piece_number'
  | 'gs1.wrong_coordinates'
  | 'gs1.wrong_content'

const REPERTOIRES: Readonly<Record<Repertoire, RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[A-Za-z0-9_-]*={0,2}$/,
}

/** The padding of base 64 may be left out; where it stands, the dictionary counts it in groups of three. */
const isPadded = (text: string) => !text.endsWith('=') || text.length % 3 === 0

/** A day of the calendar; day 00 (no day given) where the rule allows it. */
function isDay(yyyymmdd: string, zeroDay: boolean): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6)].map(Number) as [
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12) return false
  if (day === 0) return zeroDay
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/**
 * A date of two-digit year. GS1 places the year between 49 years back and 50 ahead of today; the century only decides
 * whether a year 00 leaps, and 2000 does in every window until 2050.
 */
const isShortDay = (yymmdd: string, zeroDay: boolean) => isDay(`20${yymmdd}`, zeroDay)

const upTo = (max: number) => (text: string) => /^[0-9]{2}$/.test(text) && Number(text) <= max

function isIban(text: string): boolean {
  if (text.length <= 10 || text.length > 34 || !/^[0-9A-Z]+$/.test(text)) return false
  if (!COUNTRY_LETTERS.has(text.slice(0, 2))) return false
  let rest = 0
  for (const c of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(c, 36)
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97
  }
  return rest === 1
}

function isPositionOfEnd(text: string): boolean {
  const match = /^([1-9][0-9]*)\/([1-9][0-9]*)$/.exec(text)
  return match !== null && Number(match[1]) <= Number(match[2])
}

function isPieceOfTotal(text: string): boolean {
  const half = text.length / 2
  const [piece, total] = [Number(text.slice(0, half)), Number(text.slice(half))]
  return piece > 0 && piece <= total
}

type Rule = readonly [reason: ValueReason, keeps: (text: string) => boolean]

/** Every rule that the dictionary names. */
const RULES: Readonly<Record<string, Rule>> = {
  csum: ['gs1.wrong_check_digit', hasCheckDigit],
  csumalpha: ['gs1.wrong_check_pair', (t) => t.length >= 2 && gs1CheckPair(t.slice(0, -2)) === t.slice(-2)],
  // no list of company prefixes is public: a prefix has at least four digits, that is all that can be said
  gcppos1: ['gs1.no_company_prefix', (t) => /^[0-9]{4}/.test(t)],
  gcppos2: ['gs1.no_company_prefix', (t) => /^.[0-9]{4}/.test(t)],
  yymmdd: ['gs1.wrong_date', (t) => isShortDay(t, false)],
  yymmd0: ['gs1.wrong_date', (t) => isShortDay(t, true)],
  yyyymmdd: ['gs1.wrong_date', (t) => isDay(t, false)],
  yyyymmd0: ['gs1.wrong_date', (t) => isDay(t, true)],
  hh: ['gs1.wrong_time', upTo(23)],
  mi: ['gs1.wrong_time', upTo(59)],
  ss: ['gs1.wrong_time', upTo(59)],
  hhmi: ['gs1.wrong_time', (t) => upTo(23)(t.slice(0, 2)) && upTo(59)(t.slice(2))],
  iso3166: ['gs1.unknown_country', (t) => COUNTRY_NUMBERS.has(t)],
  iso3166999: ['gs1.unknown_country', (t) => t === '999' || COUNTRY_NUMBERS.has(t)],
  iso3166alpha2: ['gs1.unknown_country', (t) => COUNTRY_LETTERS.has(t)],
  iso4217: ['gs1.unknown_currency', (t) => CURRENCY_NUMBERS.has(t)],
  iso5218: ['gs1.wrong_content', (t) => /^[0129]$/.test(t)],
  iban: ['gs1.wrong_iban', isIban],
  pcenc: ['gs1.wrong_percent_encoding', (t) => !/%(?![0-9A-Fa-f]{2})/.test(t)],
  couponcode: ['gs1.wrong_coupon', (t) => isCouponCode(t, (date) => isShortDay(date, false))],
  couponposoffer: ['gs1.wrong_coupon', isPositiveOffer],
  pieceoftotal: ['gs1.wrong_piece_number', isPieceOfTotal],
  posinseqslash: ['gs1.wrong_piece_number', isPositionOfEnd],
  latitude: ['gs1.wrong_coordinates', (t) => Number(t) <= 1_800_000_000],
  longitude: ['gs1.wrong_coordinates', (t) => Number(t) <= 3_600_000_000],
  winding: ['gs1.wrong_content', (t) => /^[019]$/.test(t)],
  yesno: ['gs1.wrong_content', (t) => /^[01]$/.test(t)],
  zero: ['gs1.wrong_content', (t) => /^0+$/.test(t)],
  nonzero: ['gs1.wrong_content', (t) => /[^0]/.test(t)],
  nozeroprefix: ['gs1.wrong_content', (t) => !t.startsWith('0')],
  hasnondigit: ['gs1.wrong_content', (t) => /[^0-9]/.test(t)],
  hyphen: ['gs1.wrong_content', (t) => /^-+$/.test(t)],
  importeridx: ['gs1.wrong_content', (t) => /^[-0-9A-Z_a-z]$/.test(t)],
  mediatype: ['gs1.wrong_content', (t) => /^(?:0[1-9]|10|[89][0-9])$/.test(t)],
  packagetype: ['gs1.wrong_content', (t) => PACKAGE_TYPES.has(t)],
}

/** True for a rule of the dictionary that is checked here: the test asks it of every rule that the table names. */
export function isCheckedRule(name: string): boolean {
  return Object.hasOwn(RULES, name)
}

/**
 * Reads the data field of an AI from the front of a text: how many characters it takes, or what is wrong with it.
 * `text` ends where the field ends at the latest: at an FNC1 or the end of the data.
 */
export function readField(entry: AiEntry, text: string): { length: number } | { reason: ValueReason } {
  let at = 0
  for (const part of entry.components) {
    const value = text.slice(at, at + part.max)
    if (value === '' && part.optional) continue
    if (value.length < part.min) return { reason: 'gs1.wrong_length' }
    if (!REPERTOIRES[part.repertoire].test(value)) return { reason: 'gs1.wrong_character' }
    if (part.repertoire === 'Z' && !isPadded(value)) return { reason: 'gs1.wrong_character' }
    for (const name of part.rules) {
      const [reason, keeps] = RULES[name]!
      if (!keeps(value)) return { reason }
    }
    at += value.length
  }
  return { length: at }
}

/** What is wrong with the whole value of an AI; undefined when nothing is. */
export function valueProblem(entry: AiEntry, value: string): ValueReason | undefined {
  let max = 0
  for (const part of entry.components) max += part.max
  if (value.length > max) return 'gs1.wrong_length'
  const read = readField(entry, value)
  if ('reason' in read) return read.reason
  return read.length === value.length ? undefined : 'gs1.wrong_length'
}
