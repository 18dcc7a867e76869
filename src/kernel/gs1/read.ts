import { aiEntry } from './ai.ts'
import { gtin14, hasCheckDigit } from './check.ts'
import { decompressLink } from './compression.ts'
import { digitalLink, type LinkReason, parseLink } from './digital-link.ts'
import {
  bracketed,
  combinationProblem,
  type Element,
  FNC1,
  type ParsedElements,
  parseBracketed,
  parseConcatenated,
} from './elements.ts'
import { epcUrn, type PrefixLengths, parseUrn, prefixLengthsOf, type UrnReason } from './epc.ts'

/** Why a text is no GS1 identifier. The words stand in `words.ts`. */
export type Gs1Reason = LinkReason | UrnReason | 'gs1.unknown_form' | 'gs1.unknown_symbology' | 'gs1.too_long'

/** A GS1 identifier in each of its forms; what a form cannot say is null. */
export interface ReadIdentifier {
  readonly valid: boolean
  readonly problem: Gs1Reason | null
  /** As they stood; of a wrong text those that were read. */
  readonly elements: readonly Element[]
  /** Canonical: on id.gs1.org, key and qualifiers in the path, everything else as attributes. */
  readonly digitalLink: string | null
  readonly urn: string | null
  /** In brackets. */
  readonly elementString: string | null
}

/** Longest text that is read: a barcode holds 7,089 digits, an address some thousands of characters. */
export const LONGEST_IDENTIFIER = 8192

/** `path`: how many elements stood in the path of a link; `urn`: it came as one. */
type Reading = {
  elements: readonly Element[]
  reason?: Gs1Reason | undefined
  path?: number
  urn?: string
  companyPrefix?: string | undefined
}

const read = ({ elements, reason }: ParsedElements): Reading => ({ elements, reason })

function readUrn(text: string): Reading {
  const parsed = parseUrn(text)
  if ('reason' in parsed) return { elements: [], reason: parsed.reason }
  return { elements: parsed.elements, urn: text, companyPrefix: parsed.companyPrefix }
}

function readLink(text: string): Reading {
  const link = parseLink(text)
  if (link.reason !== 'gs1.no_key' && link.reason !== 'gs1.wrong_qualifiers') return link
  const compressed = decompressLink(text)
  return compressed ? { elements: compressed } : link
}

/** A key alone, told by its number of digits: GTIN, SSCC (a GSRN is as long and is asked for with its AI), GSIN. */
function readKey(text: string): Reading | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined
  const gtin = gtin14(text)
  if (gtin !== undefined) return { elements: [{ ai: '01', value: gtin }] }
  const ai = { 18: '00', 17: '402' }[text.length]
  if (ai !== undefined)
    return { elements: [{ ai, value: text }], ...(hasCheckDigit(text) ? {} : { reason: 'gs1.wrong_check_digit' }) }
  if (![8, 12, 13, 14].includes(text.length)) return undefined
  return { elements: [{ ai: '01', value: text.padStart(14, '0') }], reason: 'gs1.wrong_check_digit' }
}

/** EAN and UPC symbols carry a bare GTIN, and may have a composite component with elements beside them. */
function readEan(text: string, length: number): Reading {
  const [primary = '', component] = [text.slice(0, length), text.slice(length)]
  if (primary.length < length) return { elements: [], reason: 'gs1.wrong_length' }
  if (!/^[0-9]+$/.test(primary)) return { elements: [], reason: 'gs1.wrong_character' }
  const key = { ai: '01', value: primary.padStart(14, '0') }
  if (!hasCheckDigit(primary)) return { elements: [key], reason: 'gs1.wrong_check_digit' }
  if (component === '') return { elements: [key] }
  if (!component.startsWith('|]e0')) return { elements: [key], reason: 'gs1.wrong_length' }
  const more = parseConcatenated(component.slice(4))
  return { elements: [key, ...more.elements], reason: more.reason }
}

/** What a scanner sends: `]`, a letter and a digit that name the symbology, then the data. */
function readScan(text: string): Reading {
  const [symbology, data] = [text.slice(1, 3), text.slice(3)]
  if (['C1', 'e0', 'd2', 'Q3', 'J1'].includes(symbology)) return read(parseConcatenated(data))
  if (symbology === 'E0') return readEan(data, 13)
  if (symbology === 'E4') return readEan(data, 8)
  if (symbology === 'I1') return readEan(data, 14)
  // no GS1 data structure: a Digital Link is the one thing of ours that can be in it
  if (['d1', 'Q1', 'J0'].includes(symbology))
    return /^https?:\/\//i.test(data) ? readLink(data) : { elements: [], reason: 'gs1.unknown_form' }
  return { elements: [], reason: 'gs1.unknown_symbology' }
}

function readText(text: string): Reading {
  if (text === '') return { elements: [], reason: 'gs1.empty' }
  if (text.length > LONGEST_IDENTIFIER) return { elements: [], reason: 'gs1.too_long' }
  if (/^urn:/i.test(text)) return readUrn(text)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return readLink(text)
  if (text.startsWith('(')) return read(parseBracketed(text))
  if (text.startsWith(']')) return readScan(text)
  // FNC1 first: sent as it is, or written `^` as GS1's own tools do
  if (text.startsWith('^')) return read(parseConcatenated(text.slice(1).replaceAll('^', FNC1)))
  if (text.startsWith(FNC1)) return read(parseConcatenated(text.slice(1)))
  const key = readKey(text)
  if (key) return key
  // a scanner that sends no symbology identifier; only what is right to its end is taken for one
  const scanned = parseConcatenated(text)
  if (scanned.reason === undefined || text.includes(FNC1)) return read(scanned)
  return { elements: [], reason: 'gs1.unknown_form' }
}

const prefixOnly = (companyPrefix: string | undefined): PrefixLengths =>
  companyPrefix === undefined ? () => undefined : prefixLengthsOf([companyPrefix])

/**
 * Reads a GS1 identifier in whatever form it comes, checks it against every rule of the GS1 Syntax Dictionary, and says
 * it in the other forms. `lengths` knows company prefixes; without it a URN is only given back for what came as one.
 */
export function readIdentifier(value: string, lengths: PrefixLengths = () => undefined): ReadIdentifier {
  // only what people and machines put around a value: a separator inside belongs to it
  const text = value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  const reading = readText(text)
  const { elements, path } = reading
  const known = elements.filter((e) => aiEntry(e.ai))
  const problem = reading.reason ?? combinationProblem(known) ?? null
  if (problem !== null) return { valid: false, problem, elements, digitalLink: null, urn: null, elementString: null }
  const own = prefixOnly(reading.companyPrefix)
  const urn = epcUrn(elements, (digits) => own(digits) ?? lengths(digits)) ?? reading.urn ?? null
  return {
    valid: true,
    problem: null,
    elements,
    digitalLink: elements.length ? (digitalLink(elements, path) ?? null) : null,
    urn,
    elementString: elements.length ? bracketed(elements) : null,
  }
}
