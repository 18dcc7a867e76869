import { sql } from 'kysely'
import type { Pool } from 'pg'
import { type Db, poolOf } from '../../../platform/db.ts'
import type { Language } from '../../../platform/i18n.ts'
import { TEMPLATE } from '../page/build.ts'
import type { PageState } from '../rules.ts'

/** Everything a scan needs to know of a code. */
export type Scanned = {
  state: PageState
  stateAt: string | null
  body: string
  /** False: something changed since the page was made, or it was never made. */
  fresh: boolean
  count: number
  firstAt: string | null
  held: boolean
}

const columns = `p.state, p.state_at, case when $2 = 'zh' then p.zh else p.en end,
  p.marks = p.built_marks and p.template = ${TEMPLATE}, s.count, s.first_at`

/**
 * One statement a scan, prepared by name on each connection: the page, the scans so far, and whether any holding of the
 * goods has an open mark. Marks are read as they stand, so a hold is on the page the moment it is placed.
 */
export const singleStatement = `/* single node: marks lie with the holders, the page with its code; its twin is pageStatement and heldStatement */
select ${columns},
  exists (select 1 from unnest(p.party_ids) as k (party_id)
    join trace.held m on m.party_id = k.party_id and m.holding_id = any(p.holding_ids) and m.lifted_at is null)
from portal.page p left join portal.scan s on s.code = p.code where p.code = $1`

/** On a cluster: what lies with the code, then what lies with the holders. */
export const pageStatement = `select ${columns}, p.party_ids, p.holding_ids
from portal.page p left join portal.scan s on s.code = p.code where p.code = $1`
export const heldStatement = `select 1 from trace.held m
where m.party_id = any($1::uuid[]) and m.holding_id = any($2::uuid[]) and m.lifted_at is null limit 1`

export type ScanReader = (code: string, language: Language) => Promise<Scanned | undefined>

type Row = [PageState, string | null, string, boolean | null, string | null, string | null, unknown, unknown]

const scanned = (r: Row, held: boolean): Scanned => ({
  state: r[0],
  stateAt: r[1],
  body: r[2],
  fresh: r[3] === true,
  count: r[4] === null ? 0 : Number(r[4]),
  firstAt: r[5],
  held,
})

/** Reads by one statement, where the database is one node. */
export const readBySingle = (pool: Pool): ScanReader => {
  const query = { name: 'portal.scan', text: singleStatement, rowMode: 'array' as const }
  return async (code, language) => {
    const { rows } = await pool.query<Row>({ ...query, values: [code, language] })
    return rows[0] && scanned(rows[0], rows[0][6] === true)
  }
}

/** The same by two statements, each of which a cluster sends to the shards it needs. */
export const readBySeveral = (pool: Pool): ScanReader => {
  const page = { name: 'portal.page', text: pageStatement, rowMode: 'array' as const }
  const held = { name: 'portal.held', text: heldStatement, rowMode: 'array' as const }
  return async (code, language) => {
    const { rows } = await pool.query<Row>({ ...page, values: [code, language] })
    const row = rows[0]
    if (!row) return undefined
    const [parties, holdings] = [(row[6] ?? []) as string[], (row[7] ?? []) as string[]]
    if (!holdings.length) return scanned(row, false)
    return scanned(row, (await pool.query({ ...held, values: [parties, holdings] })).rowCount === 1)
  }
}

/** The reader for this database: the capability is asked for once. */
export async function scanReader(db: Db): Promise<ScanReader> {
  const { rows } = await sql`select 1 from pg_extension where extname = 'citus'`.execute(db)
  return rows.length === 0 ? readBySingle(poolOf(db)) : readBySeveral(poolOf(db))
}

/** Since when the goods of a code are on hold, and who placed it: only asked for when they are. */
export async function holdOf(
  db: Db,
  partyIds: readonly string[],
  holdingIds: readonly string[],
): Promise<{ placedAt: string; issuerId: string } | undefined> {
  const { rows } = await sql<{ placedAt: string; issuerId: string }>`
    select m.placed_at, m.hold_party as issuer_id from trace.held m
    where m.party_id = any(${partyIds}::uuid[]) and m.holding_id = any(${holdingIds}::uuid[]) and m.lifted_at is null
    order by m.placed_at, m.hold_id limit 1`.execute(db)
  return rows[0]
}
