import { createHash } from 'node:crypto'
import { hashUri, preHash } from '../../../kernel/epcis/hash.ts'
import type { NormalEvent } from '../../../kernel/epcis/model.ts'

export type EventHash = {
  /** The canonical string that is hashed. */
  preHash: string
  /** SHA-256 of its UTF-8 bytes. */
  hash: Buffer
  /** `ni:///sha-256;<hex>?ver=CBV2.0`. */
  uri: string
}

/** The event hash of GS1 Core Business Vocabulary 2.0 §8.9 of an event in normal form. */
export function eventHash(event: NormalEvent): EventHash {
  const text = preHash(event)
  const hash = createHash('sha256').update(text, 'utf8').digest()
  return { preHash: text, hash, uri: hashUri(hash.toString('hex')) }
}
