import { hash } from 'node:crypto'
import { canonicalJson } from '../../../kernel/proof/leaf.ts'
import type { Db, Tx } from '../../../platform/db.ts'

export type EventHash = { eventHash: Buffer | null; declarationHash: Buffer | null }
type Asked = { partyId: string; eventId: string; regime: string; eventHash: Buffer | null; declared: string | null }

/** SHA-256 of the RFC 8785 JSON of the error declaration that a captured event's text holds; null without one. */
export function declarationHashOf(body: string | null): Buffer | null {
  if (body === null) return null
  const { event } = JSON.parse(body) as { event?: { errorDeclaration?: unknown } }
  const declared = event?.errorDeclaration
  return declared === undefined || declared === null ? null : hash('sha256', canonicalJson(declared), 'buffer')
}

/** The CBV 2.0 hashes of events, and of the errors they declare, by event id. */
export async function eventHashes(_db: Db | Tx, events: readonly Asked[]): Promise<Map<string, EventHash>> {
  return new Map(
    events.map((e) => [e.eventId, { eventHash: e.eventHash, declarationHash: declarationHashOf(e.declared) }]),
  )
}
