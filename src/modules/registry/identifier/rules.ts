import { hasCheckDigit } from '../../../kernel/gs1/check.ts'
import { identify } from '../../../kernel/gs1/identify.ts'

/** A GS1 company prefix · a number of the party itself or of a place of its (GLN, PGLN, SGLN) · any other party URI. */
export const identifierKinds = ['company_prefix', 'location', 'uri'] as const
export type IdentifierKind = (typeof identifierKinds)[number]

/**
 * `declared`: waits for the agency · `confirmed`: captured events that name it mean this operator · `refused` ·
 * `withdrawn`: by the operator, or because the number was confirmed for another after this one was cancelled.
 */
export const identifierStates = ['declared', 'confirmed', 'refused', 'withdrawn'] as const
export type IdentifierState = (typeof identifierStates)[number]

/** Company prefixes have 4 to 12 digits (GS1 General Specifications §1.4.1, EPC Tag Data Standard §7: 6 to 12 in EPCs). */
const companyPrefix = /^[0-9]{4,12}$/
const id = 'https://id.gs1.org/'

/** The key that a company prefix is kept under. */
export const prefixKey = (digits: string): string => `gs1/prefix/${digits}`

const isGln = (text: string) => text.length === 13 && hasCheckDigit(text)

/** A global location number names a party as `/417/` and a place as `/414/`, with or without an extension: one key. */
function glnOf(canonical: string): string | undefined {
  return /^https:\/\/id\.gs1\.org\/41[47]\/([0-9]{13})(?:\/|$)/.exec(canonical)?.[1]
}

/** The key under which an identifier is kept and looked up. `canonical` as `canonicalIdentifier` of the kernel gives it. */
export function identifierKey(canonical: string): string {
  const gln = glnOf(canonical)
  return gln === undefined ? canonical : `${id}417/${gln}`
}

/**
 * The keys of company prefixes that an identifier may begin with, the longest first; none for what is no GS1 key. A GTIN,
 * an SSCC and a GRAI have a digit before the prefix (indicator, extension, zero).
 */
export function prefixKeys(canonical: string): string[] {
  const [, ai = '', value = ''] = /^https:\/\/id\.gs1\.org\/([0-9]{2,4})\/([0-9]+)/.exec(canonical) ?? []
  const from = { '414': 0, '417': 0, '8004': 0, '01': 1, '00': 1, '8003': 1, '253': 0, '255': 0 }[ai]
  if (from === undefined) return []
  const digits = value.slice(from)
  return [12, 11, 10, 9, 8, 7, 6, 5, 4].filter((n) => n < digits.length).map((n) => prefixKey(digits.slice(0, n)))
}

/**
 * What an operator typed as the key it is kept under, or why it cannot be. A location number may come as 13 digits, EPC
 * URN or Digital Link; a URI must be one that names a party, not goods.
 */
export function readIdentifier(kind: IdentifierKind, typed: string): { identifier: string } | { reason: string } {
  const text = typed.trim()
  if (kind === 'company_prefix')
    return companyPrefix.test(text) && !/^0+$/.test(text)
      ? { identifier: prefixKey(text) }
      : { reason: 'identifier.prefix_malformed' }
  if (kind === 'location') {
    if (isGln(text)) return { identifier: `${id}417/${text}` }
    const gln = glnOf(identify(text).canonical)
    return gln !== undefined && isGln(gln)
      ? { identifier: `${id}417/${gln}` }
      : { reason: 'identifier.location_malformed' }
  }
  if (!/^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(text) || !URL.canParse(text)) return { reason: 'identifier.uri_malformed' }
  const what = identify(text)
  // goods, packs, places of GS1 and codes of our own are no names of a party
  return what.kind === 'other' || what.kind === 'document'
    ? { identifier: what.canonical }
    : {
        reason: what.kind === 'party' || what.kind === 'location' ? 'identifier.is_location' : 'identifier.names_goods',
      }
}

/** As people write it: the digits of a prefix or a location number, a URI as it is. */
export function identifierText(identifier: string): string {
  return identifier.startsWith('gs1/prefix/') ? identifier.slice(11) : (glnOf(identifier) ?? identifier)
}
