import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import { isSingleNode } from '../../../platform/single-node.ts'
import type { HoldingKey } from '../work/holding.ts'
import { boundsOf, type Link, linkKey, type Start, type Walk, type Way, walkLevels } from './graph.ts'
import { rawRows, uuids } from './rows.ts'

export type WalkOptions = {
  depth: 1 | 'all'
  /** Record time: what was known then. Absent: what is known now. */
  asOf?: string | undefined
  /** Events whose links are not followed: those that took other pieces out of a pack. */
  except?: readonly string[] | undefined
  /** Holdings at most; a walk that stops there says so in `stoppedAt`. */
  most: number
  /** One recursive statement, where the database is one node (see `hasRecursiveWalk`). */
  recursive: boolean
}

// what tests and benchmarks chose
const recursiveWalk = new WeakMap<object, boolean>()

/** The capability flag `recursiveWalk`: a cluster cannot run a recursive statement across its nodes (scaling.md R13). */
export async function hasRecursiveWalk(db: Db): Promise<boolean> {
  return recursiveWalk.get(db) ?? isSingleNode(db)
}

/** Makes this connection's walks recursive or not, whatever the database can. */
export function setRecursiveWalk(db: Db, recursive: boolean): void {
  recursiveWalk.set(db, recursive)
}

/** The ends of a link as columns: goods go from `in` to `out`, and each copy is keyed by the end it is asked from. */
const sides = {
  forward: { table: 'trace.link_f', near: 'in', far: 'out' },
  back: { table: 'trace.link_b', near: 'out', far: 'in' },
} as const

/** Links as they stand, or as they stood at a record time. */
function standing({ asOf, except }: Pick<WalkOptions, 'asOf' | 'except'>): RawBuilder<unknown> {
  const then =
    asOf === undefined
      ? sql`l.voided_by is null`
      : sql`l.recorded_at <= ${asOf}::timestamptz and (l.voided_at is null or l.voided_at > ${asOf}::timestamptz)`
  return except?.length ? sql`${then} and l.event_id <> all(${[...except]}::uuid[])` : then
}

const linkColumns = sql.raw(`l.in_party as "inParty", l.in_holding as "inHolding", l.out_party as "outParty",
  l.out_holding as "outHolding", l.event_id as "eventId", l.step,
  l.same_item as "sameItem", l.quantity, l.basis, l.event_time as "eventTime"`)

/**
 * Follows the links from `starts` one way. Complete up to `most` holdings, also in a circle; respects time.
 * @returns holdings, links, where it stopped and how many statements it took.
 */
export async function walk(db: Db, way: Way, starts: readonly Start[], options: WalkOptions): Promise<Walk> {
  if (options.recursive && options.depth === 'all') {
    const found = await walkByRecursion(db, way, starts, options)
    if (found) return found
  }
  return walkByLevels(db, way, starts, options)
}

/**
 * Links read for one level at most: a holding of a hub may have gone to a hundred thousand others, of which a walk that
 * goes to `most` holdings can show no more than so many. What is left out is said (`stoppedAt`).
 */
const linksAtOnce = (most: number): number => 5 * most + 1000

/** The base path: one statement a level, which a cluster can send to the shards it needs. */
export function walkByLevels(db: Db, way: Way, starts: readonly Start[], o: Omit<WalkOptions, 'recursive'>) {
  const { table, near } = sides[way]
  const linksOf = (holdings: readonly HoldingKey[]): Promise<Link[]> =>
    rawRows(
      db,
      sql<Link>`
      select ${linkColumns} from ${sql.table(table)} l
      where ${sql.ref(`l.${near}_party`)} = any(${uuids(new Set(holdings.map((h) => h.partyId)))})
        and ${sql.ref(`l.${near}_holding`)} = any(${uuids(holdings.map((h) => h.holdingId))})
        and ${standing(o)}
      limit ${linksAtOnce(o.most)}`,
    )
  return walkLevels(way, starts, linksOf, { ...o, linksAtOnce: linksAtOnce(o.most) })
}

/**
 * The same in one statement. Each round keeps, for every holding, only the way that lets most through. Undefined when
 * there was more than the walk may hold, which `limit` ends early: what is left out, and how one holding that comes
 * again and again in circles of bad data counts once, is the base path's to say.
 */
async function walkByRecursion(db: Db, way: Way, starts: readonly Start[], o: WalkOptions): Promise<Walk | undefined> {
  const { table, near, far } = sides[way]
  const bounds = starts.map((s) => boundsOf(way, s))
  const first = way === 'forward' ? '-infinity' : 'infinity'
  const last = way === 'forward' ? 'infinity' : '-infinity'
  const on = sql`${sql.ref(`l.${near}_holding`)} = w.holding_id and ${sql.ref(`l.${near}_party`)} = w.party_id and ${standing(o)}
    and ${way === 'forward' ? sql`l.event_time >= w.at and l.event_time <= w.bound` : sql`l.event_time <= w.at and l.event_time >= w.bound`}`
  const rows = await rawRows(
    db,
    sql<Link & { ways: string | null }>`
    /* single node: its twin is walkByLevels */
    with recursive w as (
      select s.* from unnest(${uuids(starts.map((s) => s.partyId))}, ${uuids(starts.map((s) => s.holdingId))},
        ${bounds.map((b) => b.at ?? first)}::timestamptz[], ${bounds.map((b) => b.bound ?? last)}::timestamptz[])
        as s (party_id, holding_id, at, bound)
      union
      select n.* from (
        select distinct on (l.${sql.raw(far)}_party, l.${sql.raw(far)}_holding, b.bound)
          l.${sql.raw(far)}_party, l.${sql.raw(far)}_holding, l.event_time, b.bound
        from w join ${sql.table(table)} l on ${on}
          cross join lateral (select case when l.same_item then w.bound else ${last}::timestamptz end as bound) b
        order by 1, 2, 4, l.event_time ${sql.raw(way === 'forward' ? 'asc' : 'desc')}
      ) n
    ), reached as materialized (select * from w limit ${o.most + 1})
    select ${linkColumns}, null as ways from reached w join ${sql.table(table)} l on ${on}
    where (select count(*) from reached) <= ${o.most}
    union all
    select null, null, null, null, null, null, null, null, null, null, count(*) from reached`,
  )
  if (Number(rows.pop()!.ways) > o.most) return undefined
  const holdings = new Map<string, HoldingKey>()
  for (const s of starts) holdings.set(s.holdingId, { partyId: s.partyId, holdingId: s.holdingId })
  for (const l of rows) {
    if (way === 'forward') holdings.set(l.outHolding, { partyId: l.outParty, holdingId: l.outHolding })
    else holdings.set(l.inHolding, { partyId: l.inParty, holdingId: l.inHolding })
  }
  return { holdings, links: uniqueLinks(rows), stoppedAt: new Set(), levels: 1 }
}

/** A holding that was reached in two ways has its links twice. */
function uniqueLinks(rows: readonly Link[]): Link[] {
  return [...new Map(rows.map((l) => [linkKey(l), l])).values()]
}
