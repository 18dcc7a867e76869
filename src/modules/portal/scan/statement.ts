import { sql } from 'kysely'
import pg, { type Pool } from 'pg'
import type { CodeKind } from '../../../kernel/code.ts'
import { type Db, poolOf } from '../../../platform/db.ts'
import type { Language } from '../../../platform/i18n.ts'
import { TEMPLATE } from '../page/build.ts'
import type { PageState } from '../rules.ts'
import { together } from './together.ts'

/** Everything a scan needs to know of a code. */
export type Scanned = {
  state: PageState
  stateAt: string | null
  body: string
  /** False: something changed since the page was made, or it was never made. */
  fresh: boolean
  count: number
  firstAt: string | null
  /** The first open hold on the goods: since when, and whose decision. */
  held: { placedAt: string; issuerId: string } | undefined
}

const columns = `p.code, p.state, p.state_at, case when $2 = 'zh' then p.zh else p.en end,
  p.marks = p.built_marks and p.template = ${TEMPLATE}, s.count, s.first_at`

// the first by time: ISO instants sort as text; an order by would have the server walk an index by time instead of by key
const hold = `min(json_build_array(m.placed_at, m.hold_party)::text collate "C")`

/**
 * The one statement of a scan, and of all scans that come at the same time, prepared by name on each connection: the
 * page, the scans so far, and whether any holding of the goods has an open mark. Marks are read as they stand, so a
 * hold is on the page the moment it is placed.
 */
export const singleStatement = `/* single node: marks lie with the holders, the page with its code; its twin is pageStatement and heldStatement */
select ${columns},
  (select ${hold} from unnest(p.party_ids, p.holding_ids) as k (party_id, holding_id)
    join trace.held m on m.party_id = k.party_id and m.holding_id = k.holding_id and m.lifted_at is null)
from portal.page p left join portal.scan s on s.code = p.code where p.code = any($1::text[])`

/** On a cluster: what lies with the codes, then what lies with the holders. */
export const pageStatement = `select ${columns}, p.party_ids, p.holding_ids
from portal.page p left join portal.scan s on s.code = p.code where p.code = any($1::text[])`
export const heldStatement = `select m.holding_id, ${hold} from trace.held m
where m.party_id = any($1::uuid[]) and m.holding_id = any($2::uuid[]) and m.lifted_at is null
group by m.holding_id`

/** Was a code issued? Asked for codes without a page only. */
export const issuedStatement = 'select code from trace.code where code = any($1::text[])'
export const subjectStatement = 'select code from registry.subject_code where code = any($1::text[])'

export type ScanReader = {
  read: (code: string, language: Language) => Promise<Scanned | undefined>
  isIssued: (code: string, kind: CodeKind) => Promise<boolean>
  close: () => Promise<void>
}
type ReadMany = (codes: string[], language: Language) => Promise<Map<string, Scanned>>

type Row = [string, PageState, string | null, string, boolean | null, string | null, string | null, unknown, unknown]

const scanned = (r: Row, hold: unknown): Scanned => ({
  state: r[1],
  stateAt: r[2],
  body: r[3],
  fresh: r[4] === true,
  count: r[5] === null ? 0 : Number(r[5]),
  firstAt: r[6],
  held: typeof hold === 'string' ? holdOf(hold) : undefined,
})

const holdOf = (text: string): Scanned['held'] => {
  const [placedAt, issuerId] = JSON.parse(text) as [string, string]
  return { placedAt, issuerId }
}

/** Reads by one statement, where the database is one node. */
export const readBySingle = (pool: Pool): ReadMany => {
  const query = { name: 'portal.scan', text: singleStatement, rowMode: 'array' as const }
  return async (codes, language) => {
    const { rows } = await pool.query<Row>({ ...query, values: [codes, language] })
    return new Map(rows.map((r) => [r[0], scanned(r, r[7])]))
  }
}

/** The same by two statements, each of which a cluster sends to the shards it needs. */
export const readBySeveral = (pool: Pool): ReadMany => {
  const page = { name: 'portal.page', text: pageStatement, rowMode: 'array' as const }
  const held = { name: 'portal.held', text: heldStatement, rowMode: 'array' as const }
  return async (codes, language) => {
    const { rows } = await pool.query<Row>({ ...page, values: [codes, language] })
    const ids = (column: 7 | 8) => [...new Set(rows.flatMap((r) => (r[column] ?? []) as string[]))]
    const marked = ids(8).length
      ? await pool.query<[string, string]>({ ...held, values: [ids(7), ids(8)] })
      : { rows: [] }
    const marks = new Map(marked.rows)
    const first = (own: readonly string[]) => own.flatMap((id) => marks.get(id) ?? []).sort()[0]
    return new Map(rows.map((r) => [r[0], scanned(r, first((r[8] ?? []) as string[]))]))
  }
}

/**
 * Connections of their own: scans wait behind no command, and their few statements, which only probe keys, are planned
 * once. Left to itself the server would plan anew whenever a scan comes alone, and would read tables whole that were
 * small when it last looked.
 */
function scanPool(db: Db): Pool {
  const { options } = poolOf(db)
  const pool = new pg.Pool({
    ...options,
    max: LANES,
    options: `${options.options ?? ''} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c enable_bitmapscan=off`,
    application_name: 'suyuan-scan',
  })
  pool.on('error', () => {})
  return pool
}

/** Statements on their way at once. */
const LANES = 4

/** The reader for this database: the capability is asked for once. */
export async function scanReader(db: Db): Promise<ScanReader> {
  const { rows } = await sql`select 1 from pg_extension where extname = 'citus'`.execute(db)
  const pool = scanPool(db)
  const many = rows.length === 0 ? readBySingle(pool) : readBySeveral(pool)
  const read = { zh: together((codes) => many(codes, 'zh'), LANES), en: together((codes) => many(codes, 'en'), LANES) }
  const known = (name: string, text: string) =>
    together(async (codes) => {
      const found = await pool.query<[string]>({ name, text, values: [codes], rowMode: 'array' })
      return new Map(found.rows.map((r) => [r[0], true]))
    }, LANES)
  const issued = known('portal.issued', issuedStatement)
  const subject = known('portal.subject', subjectStatement)
  return {
    read: (code, language) => read[language](code),
    close: () => pool.end(),
    isIssued: async (code, kind) => (await (kind === 'subject' ? subject : issued)(code)) === true,
  }
}
