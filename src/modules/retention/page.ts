import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { unscopedArchivedRecords } from '../production/index.ts'

/** A record whose time is asked for, with what it says; of an archived one what the archive has. */
export type Candidate = {
  partyId: string
  recordId: string
  profile: string
  event: string
  object: string
  targets: string[]
  happenedOn: string
  recordedAt: string
  holdingIds: string[]
  traceEvent: string | null
  archivedAt: string | null
  values: Record<string, unknown>
}

/** Where a run stands within one party's records. */
export type At = { day: string; recordId: string }

/** Records looked at in one step: one transaction of well below a second. */
export const PAGE = 100

const columns = sql`r.party_id, r.record_id, r.profile, r.event, r.object, r.targets, r.happened_on, r.recorded_at,
  r.holding_ids, r.trace_event, r.archived_at, r.fields as values`

/**
 * The next page of one party's records that happened on `until` or before, oldest first: those at hand (`hot`), or
 * those in the archive that still say something (`persons`: that still name somebody).
 */
export async function pageOf(
  db: Db | Tx,
  {
    partyId,
    which,
    until,
    after,
    profile,
    sectors,
  }: {
    partyId: string
    which: 'hot' | 'archived' | 'persons'
    until: string
    after: At | undefined
    profile: string | null
    sectors: readonly string[]
  },
): Promise<Candidate[]> {
  const kept =
    which === 'hot'
      ? sql`r.archived_at is null`
      : sql`r.archived_at is not null and exists (select 1 from production.record_archive a
          where a.party_id = r.party_id and a.record_id = r.record_id
            and ${which === 'persons' ? sql`a.persons is not null` : sql`a.packed is not null`})`
  const { rows } = await sql<Candidate>`
    select ${columns} from production.record r
    where r.party_id = ${partyId} and r.happened_on <= ${until}::date and ${kept}
      and r.sector = any(${[...sectors]}::text[])
      ${after ? sql`and (r.happened_on, r.record_id) > (${after.day}::date, ${after.recordId}::uuid)` : sql``}
      ${profile === null ? sql`` : sql`and r.profile = ${profile}`}
    order by r.happened_on, r.record_id limit ${PAGE}`.execute(db)
  return withValues(db, rows)
}

/** One record. */
export async function unscopedCandidate(
  db: Db | Tx,
  partyId: string,
  recordId: string,
): Promise<Candidate | undefined> {
  const { rows } = await sql<Candidate>`
    select ${columns} from production.record r where r.party_id = ${partyId} and r.record_id = ${recordId}`.execute(db)
  return (await withValues(db, rows))[0]
}

async function withValues(db: Db | Tx, rows: Candidate[]): Promise<Candidate[]> {
  const archived = await unscopedArchivedRecords(
    db,
    rows.filter((r) => r.archivedAt !== null),
  )
  return rows.map((r) => {
    const kept = archived.get(r.recordId)?.kept
    return kept ? { ...r, values: kept.fields } : r
  })
}
