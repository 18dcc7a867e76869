import type { Db } from '../../../platform/db.ts'

/** What was erased by decision: few, and all are read. */
export type Erasures = {
  count: number
  ofEvent: (partyId: string, eventId: string) => string | undefined
  ofDecision: (partyId: string, seq: string) => string | undefined
  /** By number. */
  all: ReadonlyMap<string, { partyId: string; nonce: Buffer; body: string }>
}

export async function readErasures(db: Db): Promise<Erasures> {
  const rows = await db
    .selectFrom('proof.erasure')
    .select(['erasureNo', 'partyId', 'eventId', 'journalSeq', 'decision', 'nonce', 'body'])
    .execute()
  const byKey = new Map(rows.map((r) => [`${r.partyId} ${r.eventId ?? r.journalSeq}`, r.decision]))
  return {
    count: rows.length,
    ofEvent: (partyId, eventId) => byKey.get(`${partyId} ${eventId}`),
    ofDecision: (partyId, seq) => byKey.get(`${partyId} ${seq}`),
    all: new Map(rows.map((r) => [r.erasureNo, r])),
  }
}
