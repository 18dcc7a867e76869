import { sha256 } from '@noble/hashes/sha2'
import canonicalize from 'canonicalize'
import { concat, toHex, utf8 } from './bytes.ts'
import type { LeafKind } from './kinds.ts'
import { leafHash } from './merkle.ts'

/**
 * What a leaf of the log says (core.md §6). Hashes of events as CBV 2.0 writes them
 * (`ni:///sha-256;<hex>?ver=CBV2.0`), the others as hexadecimal digits; what does not apply is null.
 */
export type Leaf = {
  v: 1
  kind: LeafKind
  /** Who recorded it. */
  party: string
  /** When it was recorded: an instant in UTC with as many digits as the database keeps. */
  recordTime: string
  eventHash: string | null
  /** SHA-256 of the RFC 8785 JSON of the error declaration, which the event's own hash leaves out. */
  declarationHash: string | null
  /** SHA-256(32-byte nonce ‖ stored text). Null where the text was gone before it could be sealed. */
  commitment: string | null
}

/** RFC 8785 JSON: one spelling of a value, whatever order its keys came in. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('nothing to write')
  return text
}

/** What the hash of an error declaration is made over; a number too long for a double counts as the double, as RFC 8785 has it. */
export const declarationText = (declared: unknown): string => canonicalJson(JSON.parse(JSON.stringify(declared)))

/** The text of a leaf that is hashed. */
export const leafText = ({ v, kind, party, recordTime, eventHash, declarationHash, commitment }: Leaf): string =>
  canonicalJson({ v, kind, party, recordTime, eventHash, declarationHash, commitment })

/** The leaf hash of RFC 9162 over the leaf's text. */
export const hashOfLeaf = (leaf: Leaf): Uint8Array => leafHash(utf8(leafText(leaf)))

/** What a leaf says of a stored text without showing it: SHA-256(nonce ‖ text). */
export const commitmentOf = (nonce: Uint8Array, text: string): string => toHex(sha256(concat(nonce, utf8(text))))

/** An event hash as CBV 2.0 writes it. */
export const niOf = (hash: Uint8Array): string => `ni:///sha-256;${toHex(hash)}?ver=CBV2.0`
