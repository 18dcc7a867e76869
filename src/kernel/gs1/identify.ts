import { parseCode } from '../code.ts'
import { readPieceUri } from '../piece-code.ts'
import { gtin14 } from './check.ts'
import { CANONICAL_STEM, linkPath, parseLink } from './digital-link.ts'
import { type Element, parseBracketed } from './elements.ts'
import { parseUrn } from './epc.ts'

/** What an identifier names, by what it looks like. */
export type IdentifiedKind =
  | 'piece'
  | 'batch'
  | 'class'
  | 'pack'
  | 'asset'
  | 'party'
  | 'location'
  | 'document'
  | 'other'

/** What an identifier (EPC URN, EPC class URN, idpat, Digital Link on any domain, our code or /s/ address, other URI) names. */
export type Identified = {
  /** `https://id.gs1.org/01/…/21/…`, `/s/<code>` for ours (ADR 11), other URIs as they are. */
  readonly canonical: string
  readonly kind: IdentifiedKind
  /**
   * Key of trace.namespace, the same whatever form the identifier came in: `gs1/01/<gtin14>`, `gs1/8003/<asset type>`;
   * for keys without a class part the seven digits where the company prefix begins (`gs1/00/0614141`), because the length
   * of the prefix is not known; `suyuan/1` for our codes; `uri/<host>`, `uri/urn:uuid`, `uri/<scheme>`.
   */
  readonly namespace: string
  /** EPC URN where the company prefix length is known (it came as URN), else null. */
  readonly urn: string | null
}

/** The qualifier that names most finely, by key; the first that is there counts. */
const FINEST: Readonly<Record<string, readonly (readonly [ai: string, kind: IdentifiedKind])[]>> = {
  '01': [
    ['21', 'piece'],
    ['235', 'piece'],
    ['10', 'batch'],
  ],
  '8006': [
    ['21', 'piece'],
    ['10', 'batch'],
  ],
  '8010': [['8011', 'piece']],
  '414': [['254', 'location']],
  '415': [['8020', 'document']],
}
/** What a key names on its own, and which of its characters make the namespace. */
const KEYS: Readonly<Record<string, readonly [kind: IdentifiedKind, from: number, to: number]>> = {
  '00': ['pack', 1, 8],
  '01': ['class', 0, 14],
  '253': ['document', 0, 13],
  '255': ['document', 0, 13],
  '401': ['document', 0, 7],
  '402': ['document', 0, 7],
  '414': ['location', 0, 7],
  '415': ['party', 0, 7],
  '417': ['party', 0, 7],
  '8003': ['asset', 1, 14],
  '8004': ['asset', 0, 7],
  '8006': ['class', 0, 14],
  '8010': ['class', 0, 30],
  '8013': ['class', 0, 7],
  '8017': ['document', 0, 7],
  '8018': ['document', 0, 7],
}
/** Keys that without their serial part name a class, with the length they then have. */
const SERIAL_FROM: Readonly<Record<string, number>> = { '253': 13, '255': 13, '8003': 14 }

/**
 * Canonical form, kind and namespace of a key with its qualifiers. Only the finest level of identification counts: a
 * serial is unique within its GTIN, so lot and variant are facts about the piece and no part of its name.
 */
export function identifyElements(elements: readonly Element[], urn: string | null = null): Identified | undefined {
  const key = elements.find((e) => Object.hasOwn(KEYS, e.ai))
  if (!key) return undefined
  const [own, from, to] = KEYS[key.ai]!
  const finest = FINEST[key.ai]?.find(([ai]) => elements.some((e) => e.ai === ai))
  const qualifier = finest && elements.find((e) => e.ai === finest[0])!
  const kind = finest?.[1] ?? (key.value.length === SERIAL_FROM[key.ai] ? 'class' : own)
  // pieces of a thing belong to the thing
  const family = key.ai === '8006' ? '01' : key.ai
  return {
    canonical: CANONICAL_STEM + linkPath(qualifier ? [key, qualifier] : [key]),
    kind,
    namespace: `gs1/${family}/${key.value.slice(from, to)}`,
    urn,
  }
}

/** EPCs of other bodies have no Digital Link: the URN is their canonical form. */
const FOREIGN_KINDS: Readonly<Record<string, IdentifiedKind>> = {
  gid: 'piece',
  usdod: 'piece',
  adi: 'piece',
  bic: 'asset',
  imovn: 'asset',
}

const OWN_KINDS = { batch: 'batch', subject: 'party', voucher: 'document', certificate: 'document' } as const

function ownCode(text: string): Identified | undefined {
  const parsed = parseCode(text.replace(/^\/s\//, ''))
  if (!parsed.ok) return undefined
  return { canonical: `/s/${parsed.code}`, kind: OWN_KINDS[parsed.kind], namespace: 'suyuan/1', urn: null }
}

function uriNamespace(text: string): string {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(text)?.[1]
  if (host !== undefined) return `uri/${host.toLowerCase()}`
  const urn = /^urn:([a-z0-9][a-z0-9-]*):(?:(id|class|idpat):([a-z]+):)?/i.exec(text)
  if (urn) return `uri/urn:${[urn[1], urn[2], urn[3]].filter((part) => part !== undefined).join(':')}`.toLowerCase()
  return `uri/${/^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? 'none'}`
}

/** What an identifier names. Never throws: what is nothing we know is an `other` that stays as it is. */
export function identify(text: string): Identified {
  const other: Identified = { canonical: text, kind: 'other', namespace: uriNamespace(text), urn: null }
  const plain = text.trim()
  if (/^urn:epc:/i.test(plain)) {
    const parsed = parseUrn(plain)
    if ('reason' in parsed) return other
    const foreign = FOREIGN_KINDS[parsed.scheme]
    if (foreign) return { canonical: plain, kind: foreign, namespace: uriNamespace(plain), urn: plain }
    return identifyElements(parsed.elements, plain) ?? other
  }
  const piece = readPieceUri(plain)
  if (piece) return { canonical: piece.identifier, kind: 'piece', namespace: piece.namespace, urn: null }
  if (/^https?:\/\//i.test(plain)) {
    const link = parseLink(plain, true)
    // compressed links are left alone: EPCIS does not allow them, and a random word can look like one
    return (link.reason ? ownCode(plain) : identifyElements(link.elements)) ?? other
  }
  if (plain.startsWith('(')) {
    const { elements, reason } = parseBracketed(plain)
    return (reason === undefined ? identifyElements(elements) : undefined) ?? other
  }
  const gtin = gtin14(plain)
  if (gtin !== undefined) return identifyElements([{ ai: '01', value: gtin }])!
  return /^[a-z][a-z0-9+.-]*:/i.test(plain) ? other : (ownCode(plain) ?? other)
}

const MEMORY = 20_000
const remembered = new Map<string, string>()

/** The canonical form alone; asked of the same few identifiers again and again, so the newest are remembered. */
export function canonicalIdentifier(text: string): string {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const { canonical } = identify(text)
  if (remembered.size >= MEMORY) remembered.clear()
  remembered.set(text, canonical)
  return canonical
}
