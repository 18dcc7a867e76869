import { aiEntry } from './ai.ts'
import { gs1CheckDigit } from './check.ts'
import type { Element } from './elements.ts'
import { type ValueReason, valueProblem } from './linters.ts'
import { decodePercent, encodeForUrn } from './percent.ts'

/**
 * EPC URNs (GS1 EPC Tag Data Standard): identities `urn:epc:id:…`, lots `urn:epc:class:lgtin:…`, and the patterns
 * `urn:epc:idpat:…*` that name a class. Of a URN the length of the company prefix is known; from a key alone it is not.
 */

/** `elements` is empty for the five schemes that are no GS1 keys (gid, usdod, adi, bic, imovn). */
export type ParsedUrn = {
  readonly scheme: string
  readonly elements: readonly Element[]
  /** A pattern or lot: names a class, not one thing. */
  readonly isClass: boolean
  readonly companyPrefix?: string
}
export type UrnReason = ValueReason | 'gs1.wrong_urn'

/** How long the company prefix is that a row of digits begins with; undefined where that is not known. */
export type PrefixLengths = (digits: string) => number | undefined

/** Looks company prefixes up in a list of known ones; of two that fit the longer. */
export function prefixLengthsOf(prefixes: Iterable<string>): PrefixLengths {
  const known = new Set(prefixes)
  return (digits) => {
    for (let n = 12; n >= 6; n--) if (known.has(digits.slice(0, n)) && digits.length >= n) return n
    return undefined
  }
}

type Scheme = {
  /** Parts that dots separate; the last takes every further dot, a serial may contain some. */
  parts: number
  /** AI elements of the decoded parts; undefined when they do not fit. `*` as the last part of a pattern is left out. */
  elements: (parts: readonly string[]) => Element[] | undefined
  classes?: readonly ('id' | 'class' | 'idpat')[]
}

const digits = (text: string) => /^[0-9]*$/.test(text)

/** Digits of a company prefix and what follows it, with the check digit. */
function numericKey(prefix: string, reference: string, length: number): string | undefined {
  const body = prefix + reference
  if (!digits(body) || body.length !== length) return undefined
  return body + gs1CheckDigit(body)
}

/** The first digit of the reference (indicator, extension digit) stands before the company prefix. */
function leadingKey(prefix: string, reference: string, length: number): string | undefined {
  return reference === '' ? undefined : numericKey(reference[0]! + prefix, reference.slice(1), length)
}

const optional = (ai: string, value: string | undefined): Element[] => (value === undefined ? [] : [{ ai, value }])

const gtinScheme =
  (qualifier: string) =>
  ([p = '', i = '', s]: readonly string[]): Element[] | undefined => {
    const gtin = leadingKey(p, i, 13)
    return gtin === undefined ? undefined : [{ ai: '01', value: gtin }, ...optional(qualifier, s)]
  }

/** A key of `length` digits and check digit, followed in the same AI by the serial, if there is one. */
const keyWithSerial =
  (ai: string, length: number, before = '') =>
  ([p = '', r = '', s = '']: readonly string[]): Element[] | undefined => {
    const key = numericKey(p, r, length)
    return key === undefined ? undefined : [{ ai, value: before + key + s }]
  }

const plainKey =
  (ai: string) =>
  ([p = '', r = '']: readonly string[]): Element[] | undefined =>
    r === '' ? undefined : [{ ai, value: p + r }]

const SCHEMES: Readonly<Record<string, Scheme>> = {
  sgtin: { parts: 3, elements: gtinScheme('21'), classes: ['id', 'idpat'] },
  lgtin: { parts: 3, elements: gtinScheme('10'), classes: ['class'] },
  upui: { parts: 3, elements: gtinScheme('235'), classes: ['id', 'idpat'] },
  sscc: {
    parts: 2,
    elements: ([p = '', r = '']) => {
      const sscc = leadingKey(p, r, 17)
      return sscc === undefined ? undefined : [{ ai: '00', value: sscc }]
    },
  },
  sgln: {
    parts: 3,
    elements: ([p = '', r = '', extension]) => {
      const gln = numericKey(p, r, 12)
      // extension 0 says that there is none
      return gln === undefined
        ? undefined
        : [{ ai: '414', value: gln }, ...optional('254', extension === '0' ? undefined : extension)]
    },
  },
  pgln: { parts: 2, elements: keyWithSerial('417', 12) },
  grai: { parts: 3, elements: keyWithSerial('8003', 12, '0'), classes: ['id', 'idpat'] },
  gdti: { parts: 3, elements: keyWithSerial('253', 12), classes: ['id', 'idpat'] },
  sgcn: { parts: 3, elements: keyWithSerial('255', 12), classes: ['id', 'idpat'] },
  gsrn: { parts: 2, elements: keyWithSerial('8018', 17) },
  gsrnp: { parts: 2, elements: keyWithSerial('8017', 17) },
  gsin: { parts: 2, elements: keyWithSerial('402', 16) },
  giai: { parts: 2, elements: plainKey('8004') },
  ginc: { parts: 2, elements: plainKey('401') },
  cpi: {
    parts: 3,
    elements: ([p = '', r = '', s]) => (r === '' ? undefined : [{ ai: '8010', value: p + r }, ...optional('8011', s)]),
    classes: ['id', 'idpat'],
  },
  itip: {
    parts: 5,
    elements: ([p = '', i = '', piece = '', total = '', s]) => {
      const gtin = leadingKey(p, i, 13)
      if (gtin === undefined || !/^[0-9]{2}$/.test(piece) || !/^[0-9]{2}$/.test(total)) return undefined
      return [{ ai: '8006', value: gtin + piece + total }, ...optional('21', s)]
    },
    classes: ['id', 'idpat'],
  },
}

/** Identities of other bodies: an EPC, but no GS1 key and no Digital Link. */
const FOREIGN: Readonly<Record<string, RegExp>> = {
  gid: /^(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}$/,
  usdod: /^[0-9A-HJ-NP-Z]{5,6}\.(?:0|[1-9][0-9]{0,10})$/,
  adi: /^[0-9A-HJ-NP-Z]{5,6}\.(?:[0-9A-Z-]|%2F|%23)*\.(?:%23)?(?:[0-9A-Z-]|%2F)+$/,
  bic: /^[A-Z]{3}[JUZ][0-9]{7}$/,
  imovn: /^[0-9]{7}$/,
}

/** Splits at the first dots; the last part keeps the others. */
function split(text: string, count: number): string[] {
  const parts = text.split('.')
  return [...parts.slice(0, count - 1), ...(parts.length >= count ? [parts.slice(count - 1).join('.')] : [])]
}

/** Reads an EPC URN. The check digit is worked out, for a URN carries none. */
export function parseUrn(text: string): ParsedUrn | { readonly reason: UrnReason } {
  const wrong = { reason: 'gs1.wrong_urn' } as const
  const match = /^urn:epc:(id|class|idpat):([a-z]+):(\S+)$/i.exec(text)
  if (!match) return wrong
  const [form, name, body] = [match[1]!.toLowerCase(), match[2]!.toLowerCase(), match[3]!]
  if (form === 'id' && Object.hasOwn(FOREIGN, name))
    return FOREIGN[name]!.test(body) ? { scheme: name, elements: [], isClass: false } : wrong
  const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name]! : undefined
  if (!scheme || !(scheme.classes ?? ['id']).includes(form as 'id')) return wrong
  // these stand for themselves in no URN: they must be escaped
  if (/["&/<>?#]/.test(body)) return wrong
  const parts = split(body, scheme.parts)
  const pattern = form === 'idpat' && parts.at(-1) === '*'
  if (parts.length !== scheme.parts || (parts.at(-1) === '' && scheme.parts > 2)) return wrong
  const decoded = parts.map(decodePercent)
  if (decoded.some((part) => part === undefined)) return wrong
  const companyPrefix = parts[0]!
  if (!/^[0-9]{6,12}$/.test(companyPrefix)) return wrong
  const elements = scheme.elements((pattern ? decoded.slice(0, -1) : decoded) as string[])
  if (!elements) return wrong
  for (const { ai, value } of elements) {
    const reason = valueProblem(aiEntry(ai)!, value)
    if (reason) return { reason }
  }
  return { scheme: name, elements, isClass: pattern || form === 'class', companyPrefix }
}

/**
 * The EPC URN of a key and its qualifiers. Undefined where the length of the company prefix is not known, or where the
 * standard has no URN for the key.
 */
export function epcUrn(elements: readonly Element[], lengths: PrefixLengths): string | undefined {
  const value = (ai: string) => elements.find((e) => e.ai === ai)?.value
  const key = elements.find((e) => e.ai in WRITERS)
  return key && WRITERS[key.ai]!(key.value, lengths, value)
}

type Writer = (key: string, lengths: PrefixLengths, value: (ai: string) => string | undefined) => string | undefined

/** Prefix and reference of a key, the leading digit of a GTIN or SSCC moved before the reference. */
function cut(body: string, lengths: PrefixLengths, leading: boolean): string | undefined {
  const rest = leading ? body.slice(1) : body
  const n = lengths(rest)
  if (n === undefined || n < 6 || n > 12 || rest.length < n) return undefined
  return `${rest.slice(0, n)}.${leading ? body[0] : ''}${encodeForUrn(rest.slice(n))}`
}

const gtinUrn = (body: string, lengths: PrefixLengths, after: string, form: string) => {
  const key = cut(body.slice(0, 13), lengths, true)
  return key && `urn:epc:${form}:${key}.${after}`
}

const serialised =
  (scheme: string, length: number, before = 0): Writer =>
  (key, lengths) => {
    const body = cut(key.slice(before, before + length), lengths, false)
    const serial = key.slice(before + length + 1)
    if (body === undefined) return undefined
    return serial === '' ? `urn:epc:idpat:${scheme}:${body}.*` : `urn:epc:id:${scheme}:${body}.${encodeForUrn(serial)}`
  }

const bare =
  (scheme: string, length: number, leading = false): Writer =>
  (key, lengths) => {
    const body = cut(key.slice(0, length), lengths, leading)
    return body && `urn:epc:id:${scheme}:${body}`
  }

const WRITERS: Readonly<Record<string, Writer>> = {
  '01': (key, lengths, value) => {
    const [serial, tpx, lot] = [value('21'), value('235'), value('10')]
    if (serial !== undefined) return gtinUrn(key, lengths, encodeForUrn(serial), 'id:sgtin')
    if (tpx !== undefined) return gtinUrn(key, lengths, encodeForUrn(tpx), 'id:upui')
    if (lot !== undefined) return gtinUrn(key, lengths, encodeForUrn(lot), 'class:lgtin')
    return gtinUrn(key, lengths, '*', 'idpat:sgtin')
  },
  '00': bare('sscc', 17, true),
  '414': (key, lengths, value) => {
    const extension = value('254')
    const body = cut(key.slice(0, 12), lengths, false)
    // a true extension "0" cannot be written: there 0 says that there is none
    return body === undefined || extension === '0'
      ? undefined
      : `urn:epc:id:sgln:${body}.${encodeForUrn(extension ?? '0')}`
  },
  '417': bare('pgln', 12),
  '8003': serialised('grai', 12, 1),
  '253': serialised('gdti', 12),
  '255': serialised('sgcn', 12),
  '8018': bare('gsrn', 17),
  '8017': bare('gsrnp', 17),
  '402': bare('gsin', 16),
  '8004': bare('giai', 30),
  '401': bare('ginc', 30),
  '8010': (key, lengths, value) => {
    const body = cut(key, lengths, false)
    const serial = value('8011')
    if (body === undefined) return undefined
    return serial === undefined ? `urn:epc:idpat:cpi:${body}.*` : `urn:epc:id:cpi:${body}.${serial}`
  },
  '8006': (key, lengths, value) => {
    const serial = value('21')
    // a lot of pieces has no URN
    if (serial === undefined && value('10') !== undefined) return undefined
    const part = `${key.slice(14, 16)}.${key.slice(16)}.${serial === undefined ? '*' : encodeForUrn(serial)}`
    return gtinUrn(key, lengths, part, serial === undefined ? 'idpat:itip' : 'id:itip')
  },
}
