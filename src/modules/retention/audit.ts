import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { archiveDigest, isPacked } from '../production/index.ts'
import type { Finding } from '../proof/index.ts'

type Row = {
  partyId: string
  recordId: string
  batchId: string
  packed: Buffer | null
  digest: Buffer
  persons: Buffer | null
  personsDigest: Buffer | null
  purged: boolean
  personsPurged: boolean
}

/** Archivings read at once. */
const STEP = 50

/**
 * Holds the archive of production records against the journal, which the log holds against its leaves: every archiving
 * has a journal row with the digest over its records, every record its digests, and what was not purged is what they
 * say. Texts of events are checked with the log itself. Reads only.
 * @returns records looked at.
 */
export async function auditArchives(db: Db, report: (finding: Finding) => void): Promise<number> {
  let after = { partyId: '00000000-0000-0000-0000-000000000000', batchId: '00000000-0000-0000-0000-000000000000' }
  let looked = 0
  for (;;) {
    const { rows: batches } = await sql<{ partyId: string; batchId: string }>`
      select distinct party_id, batch_id from production.record_archive
      where (party_id, batch_id) > (${after.partyId}::uuid, ${after.batchId}::uuid)
      order by party_id, batch_id limit ${STEP}`.execute(db)
    const last = batches.at(-1)
    if (!last) return looked
    after = last
    const digests = await digestsOf(db, batches)
    for (const { partyId, batchId } of batches) {
      const batch = { partyId, batchId, digest: digests.get(batchId) ?? null }
      const { rows } = await sql<Row>`
        select party_id, record_id, batch_id, packed, digest, persons, persons_digest,
          purged_at is not null as purged, persons_purged_at is not null as persons_purged
        from production.record_archive where party_id = ${partyId} and batch_id = ${batchId}
        order by record_id`.execute(db)
      looked += rows.length
      auditBatch(batch, rows, report)
    }
  }
}

/** What the journal committed to, by the command that archived. */
async function digestsOf(
  db: Db,
  batches: readonly { partyId: string; batchId: string }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ commandId: string; digest: string }>`
    select command_id, data ->> 'digest' as digest from platform.journal
    where party_id = any(${[...new Set(batches.map((b) => b.partyId))]}::uuid[])
      and command_id = any(${batches.map((b) => b.batchId)}::uuid[]) and kind = 'retention.archived'`.execute(db)
  return new Map(rows.map((r) => [r.commandId, r.digest]))
}

function auditBatch(
  batch: { partyId: string; batchId: string; digest: string | null },
  rows: readonly Row[],
  report: (finding: Finding) => void,
): void {
  const table = 'production.record_archive'
  if (archiveDigest(rows) !== batch.digest)
    report({
      ...{ what: 'archive_changed', table, row: `party_id=${batch.partyId} batch_id=${batch.batchId}` },
      says: batch.digest === null ? 'no journal row says so' : 'records or digests are not those that were archived',
    })
  for (const r of rows) {
    const row = `party_id=${r.partyId} record_id=${r.recordId}`
    if (r.packed ? !isPacked(r.packed, r.digest) : !r.purged)
      report({ what: 'archive_changed', table, row, says: 'what is packed is not what was archived' })
    const persons = r.persons ? r.personsDigest !== null && isPacked(r.persons, r.personsDigest) : undefined
    if (persons === false || (persons === undefined && r.personsDigest !== null && !r.personsPurged && !r.purged))
      report({ what: 'archive_changed', table, row, says: 'the persons are not those that were archived' })
  }
}
