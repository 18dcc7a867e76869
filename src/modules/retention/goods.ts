import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { type Candidate, PAGE } from './page.ts'
import { monthsAfter } from './rules.ts'

export type Key = { partyId: string; holdingId: string }

/** Goods of a page of records, at most; a record that has more of its own is not decided and stays (`too_wide`). */
const MOST = 20 * PAGE
/** Goods that came from a plot or group of animals within so many months after a record of it are that record's goods. */
const SEASON_MONTHS = 24

/** The goods of one record, and those as far back and forward as the other side of a delivery. */
export type RecordGoods = { own: Key[]; back: Key[]; forward: Key[] }

/** What stands with some goods now. */
export type GoodsState = Key & {
  onHand: boolean
  /** Some of it is on its way, and the buyer has not answered. */
  reserved: boolean
  held: boolean
  madeOn: string | null
  /** Civil day on which the last of it left, where nothing is left. */
  soldOn: string | null
}

/**
 * The goods of a page of one party's records: those a record names, those that came from its plot or group of animals
 * within 24 months, and two links each way, because a delivery is two: out of the batch, and to the buyer. Six statements.
 * @returns by record id; undefined where there are more than is looked at.
 */
export async function goodsOf(
  db: Db | Tx,
  partyId: string,
  records: readonly Candidate[],
): Promise<Map<string, RecordGoods> | undefined> {
  const later = await harvestedFrom(db, partyId, records)
  if (!later) return undefined
  const own = new Map(records.map((r) => [r.recordId, new Set([...r.holdingIds, ...(later.get(r.recordId) ?? [])])]))
  const keys = [...new Set([...own.values()].flatMap((s) => [...s]))].map((holdingId) => ({ partyId, holdingId }))
  if (keys.length > MOST) return undefined
  const back = await twoSteps(db, keys, 'back')
  const forward = await twoSteps(db, keys, 'forward')
  if (!back || !forward) return undefined
  return new Map(
    records.map(({ recordId }) => {
      const mine = [...own.get(recordId)!]
      const around = (reached: ReadonlyMap<string, Key[]>) => mine.flatMap((id) => reached.get(id) ?? [])
      const held = mine.map((holdingId) => ({ partyId, holdingId }))
      return [recordId, { own: held, back: around(back), forward: around(forward) }]
    }),
  )
}

/** What came from the plots and groups that records are about, by the id of the record; undefined where it is too much. */
async function harvestedFrom(
  db: Db | Tx,
  partyId: string,
  records: readonly Candidate[],
): Promise<Map<string, string[]> | undefined> {
  const fields = records.filter((r) => (r.object === 'plot' || r.object === 'group') && r.targets.length > 0)
  if (!fields.length) return new Map()
  const days = fields.map((r) => r.happenedOn).sort()
  const [first, last] = [days[0]!, monthsAfter(days.at(-1)!, SEASON_MONTHS)]
  const { rows } = await sql<{ targets: string[]; holdingIds: string[]; happenedOn: string }>`
    select targets, holding_ids, happened_on from production.record
    where party_id = ${partyId} and targets && ${[...new Set(fields.flatMap((r) => r.targets))]}::text[]
      and holding_ids <> '{}' and voided_at is null and happened_on between ${first}::date and ${last}::date
    order by happened_on limit ${MOST + 1}`.execute(db)
  if (rows.length > MOST) return undefined
  return new Map(
    fields.map((r) => {
      const until = monthsAfter(r.happenedOn, SEASON_MONTHS)
      const made = rows.filter(
        (h) => h.happenedOn >= r.happenedOn && h.happenedOn <= until && h.targets.some((t) => r.targets.includes(t)),
      )
      return [r.recordId, made.flatMap((h) => h.holdingIds)]
    }),
  )
}

type Step = Key & { of: string }

/** What goods came out of, or went into, within two links; by holding id. Undefined where it is more than is looked at. */
async function twoSteps(
  db: Db | Tx,
  keys: readonly Key[],
  way: 'back' | 'forward',
): Promise<Map<string, Key[]> | undefined> {
  const first = await step(db, keys, way)
  if (first.length > MOST) return undefined
  const second = await step(db, first, way)
  if (second.length > MOST) return undefined
  const on = Map.groupBy(second, (s) => s.of)
  const reached = new Map<string, Key[]>()
  for (const s of first) reached.set(s.of, [...(reached.get(s.of) ?? []), s, ...(on.get(s.holdingId) ?? [])])
  return reached
}

async function step(db: Db | Tx, keys: readonly Key[], way: 'back' | 'forward'): Promise<Step[]> {
  if (!keys.length) return []
  const parties = sql`any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`
  const holdings = sql`any(${[...new Set(keys.map((k) => k.holdingId))]}::uuid[])`
  const { rows } =
    way === 'back'
      ? await sql<Step>`
          select out_holding as of, in_party as party_id, in_holding as holding_id from trace.link_b
          where out_party = ${parties} and out_holding = ${holdings} and voided_by is null
          limit ${MOST + 1}`.execute(db)
      : await sql<Step>`
          select in_holding as of, out_party as party_id, out_holding as holding_id from trace.link_f
          where in_party = ${parties} and in_holding = ${holdings} and voided_by is null
          limit ${MOST + 1}`.execute(db)
  return rows
}

/** What stands with these goods now, by holding id. */
export async function statesOf(db: Db | Tx, keys: readonly Key[]): Promise<Map<string, GoodsState>> {
  const each = [...new Map(keys.map((k) => [k.holdingId, k])).values()]
  if (!each.length) return new Map()
  const { rows } = await sql<GoodsState>`
    select h.party_id, h.holding_id, h.quantity > 0 as on_hand, h.reserved > 0 as reserved, h.made_on,
      exists (select 1 from trace.held x
        where x.party_id = h.party_id and x.holding_id = h.holding_id and x.lifted_at is null) as held,
      case when h.quantity = 0 then (select (max(e.event_time) at time zone 'Asia/Shanghai')::date
        from trace.holding_event e
        where e.party_id = h.party_id and e.holding_id = h.holding_id and e.delta < 0 and e.voided_by is null)
      end as sold_on
    from unnest(${each.map((k) => k.partyId)}::uuid[], ${each.map((k) => k.holdingId)}::uuid[]) as k (party_id, holding_id)
      join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
    where h.party_id = any(${[...new Set(each.map((k) => k.partyId))]}::uuid[])`.execute(db)
  return new Map(rows.map((r) => [r.holdingId, r]))
}
