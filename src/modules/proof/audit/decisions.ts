import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { commitmentOf } from '../../../kernel/proof/leaf.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { decisionText, type JournalText } from '../seal/queue.ts'
import type { Erasures } from './erasures.ts'
import { type Report, rowOf } from './finding.ts'
import type { LeafRow } from './tree.ts'

/** Looks at the journal rows of a batch of leaves. */
export async function auditDecisions(
  db: Db | Tx,
  leaves: readonly LeafRow[],
  erasures: Erasures,
  report: Report,
): Promise<void> {
  const asked = leaves.filter((l) => l.kind === 'decision')
  if (!asked.length) return
  const [parties, seqs] = [asked.map((l) => l.partyId), asked.map((l) => l.seq)]
  const journal = await sql<JournalText>`
    select j.party_id, j.seq, j.kind, j.event_id, j.about, j.actor_id, j.on_behalf_of, j.command_id, j.data, j.at
    from unnest(${parties}::uuid[], ${seqs}::bigint[]) as k (party_id, seq)
    join platform.journal j on j.party_id = k.party_id and j.seq = k.seq`.execute(db)
  const kept = await sql<{ partyId: string; seq: string; nonce: Buffer }>`
    select n.party_id, n.seq, n.nonce
    from unnest(${parties}::uuid[], ${seqs}::bigint[]) as k (party_id, seq)
    join proof.decision_nonce n on n.party_id = k.party_id and n.seq = k.seq`.execute(db)
  const rows = new Map(journal.rows.map((r) => [`${r.partyId} ${r.seq}`, r]))
  const nonces = new Map(kept.rows.map((r) => [`${r.partyId} ${r.seq}`, r.nonce]))
  for (const leaf of asked) {
    const key = `${leaf.partyId} ${leaf.seq}`
    const row = rowOf({ party_id: leaf.partyId, seq: leaf.seq })
    const entry = rows.get(key)
    const nonce = nonces.get(key)
    if (!entry)
      report({ what: 'journal_missing', table: 'platform.journal', row, says: `leaf ${leaf.leafIndex} is about it` })
    else if (erasures.ofDecision(leaf.partyId, leaf.seq!)) continue
    else if (!nonce)
      report({ what: 'nonce_missing', table: 'proof.decision_nonce', row, says: 'it is gone, and no decision says so' })
    else if (commitmentOf(nonce, decisionText(entry)) !== leaf.commitment?.toString('hex'))
      report({ what: 'journal_changed', table: 'platform.journal', row, says: 'it is not what was sealed' })
  }
}

/** Looks at the erasures that a batch of leaves is about. */
export function auditErasures(leaves: readonly LeafRow[], erasures: Erasures, report: Report): void {
  for (const leaf of leaves.filter((l) => l.kind === 'erasure')) {
    const row = rowOf({ erasure_no: leaf.seq })
    const erasure = erasures.all.get(leaf.seq!)
    if (!erasure)
      report({ what: 'erasure_missing', table: 'proof.erasure', row, says: `leaf ${leaf.leafIndex} is about it` })
    else if (
      !leaf.commitment?.equals(hash('sha256', Buffer.concat([erasure.nonce, Buffer.from(erasure.body)]), 'buffer'))
    )
      report({ what: 'erasure_changed', table: 'proof.erasure', row, says: 'it is not what was sealed' })
  }
}
