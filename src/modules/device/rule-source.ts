import { sql } from 'kysely'
import type { RuleReadings } from '../../kernel/rule.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { RuleSource } from '../production/index.ts'

/** A pack on a pallet in a crate: as deep as a trace looks. */
const DEEPEST = 8

type Place = { homeId: string; itemId: string; from: string; to: string }
type Bound = { partyId: string; deviceId: string; from: string; to: string }

/**
 * Gives the rules what loggers measured that were with the goods, or with the pack they were in, over the time that the
 * event's fields say. Undefined: the profile judges nothing on readings, or no logger was there. Several loggers count
 * together: the coldest and the warmest of all, and a gap only where none of them said anything.
 */
export const deviceRuleSource: RuleSource = {
  name: 'device',
  readings: async (db, { profile: { sensing }, event, values }, _item, holding) => {
    if (!sensing?.events.includes(event.id) || !holding) return undefined
    const [from, to] = [instant(values[sensing.from]), instant(values[sensing.to])]
    if (from === undefined || to === undefined || from > to) return undefined
    const loggers = await loggersWith(db, await placesOf(db, holding, { from, to }))
    return loggers.length ? readingsOf(db, loggers, { from, to }, sensing.maxGapMinutes) : undefined
  },
}

function instant(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** The item itself, and the packs it was in while it was in them, level by level. */
async function placesOf(
  db: Db | Tx,
  { partyId, holdingId }: { partyId: string; holdingId: string },
  { from, to }: { from: string; to: string },
): Promise<Place[]> {
  const { rows } = await sql<{ homeId: string; itemId: string }>`
    select home_id, item_id from trace.holding where party_id = ${partyId} and holding_id = ${holdingId}`.execute(db)
  const places: Place[] = []
  let level: Place[] = rows.map((r) => ({ ...r, from, to }))
  for (let depth = 0; level.length && depth < DEEPEST; depth++) {
    places.push(...level)
    const { rows: outer } = await sql<Place>`
      select c.parent_home as home_id, c.parent_id as item_id, greatest(c.from_time, k.from_at) as "from",
        least(coalesce(c.to_time, 'infinity'), k.to_at) as "to"
      from unnest(${level.map((p) => p.homeId)}::uuid[], ${level.map((p) => p.itemId)}::uuid[],
        ${level.map((p) => p.from)}::timestamptz[], ${level.map((p) => p.to)}::timestamptz[])
        as k (home_id, item_id, from_at, to_at)
        join trace.contained c on c.home_id = k.home_id and c.child_id = k.item_id
      where c.home_id = any(${[...new Set(level.map((p) => p.homeId))]}::uuid[])
        and c.from_time < k.to_at and (c.to_time is null or c.to_time > k.from_at)`.execute(db)
    level = outer
  }
  return places
}

async function loggersWith(db: Db | Tx, places: readonly Place[]): Promise<Bound[]> {
  if (!places.length) return []
  const { rows } = await sql<Bound>`
    select b.party_id, b.device_id, greatest(b.from_at, k.from_at) as "from",
      least(coalesce(b.to_at, 'infinity'), k.to_at) as "to"
    from unnest(${places.map((p) => p.homeId)}::uuid[], ${places.map((p) => p.itemId)}::uuid[],
      ${places.map((p) => p.from)}::timestamptz[], ${places.map((p) => p.to)}::timestamptz[])
      as k (home_id, item_id, from_at, to_at)
      join device.bound b on b.home_id = k.home_id and b.item_id = k.item_id
    where b.home_id = any(${[...new Set(places.map((p) => p.homeId))]}::uuid[])
      and b.from_at < k.to_at and (b.to_at is null or b.to_at > k.from_at)`.execute(db)
  return rows
}

/** Figures of the rule, in one statement: however many readings there are, a handful of values comes back. */
async function readingsOf(
  db: Db | Tx,
  loggers: readonly Bound[],
  { from, to }: { from: string; to: string },
  maxGapMinutes: number,
): Promise<RuleReadings> {
  const { rows } = await sql<{
    count: number
    from: string | null
    to: string | null
    min: string | null
    max: string | null
    gaps: { from: string; to: string }[] | null
  }>`
    with told as (
      select r.at, r.celsius
      from unnest(${loggers.map((l) => l.partyId)}::uuid[], ${loggers.map((l) => l.deviceId)}::uuid[],
        ${loggers.map((l) => l.from)}::timestamptz[], ${loggers.map((l) => l.to)}::timestamptz[])
        as l (party_id, device_id, from_at, to_at)
        join device.reading r on r.party_id = l.party_id and r.device_id = l.device_id
          and r.at between l.from_at and l.to_at
      where r.celsius is not null and r.party_id = any(${[...new Set(loggers.map((l) => l.partyId))]}::uuid[])),
    stepped as (select at, celsius, lag(at) over (order by at) as before from told)
    select count(*)::int as count, min(at) as "from", max(at) as "to", min(celsius)::text as min, max(celsius)::text as max,
      json_agg(json_build_object('from', before, 'to', at) order by at)
        filter (where at - before > make_interval(mins => ${maxGapMinutes})) as gaps
    from stepped`.execute(db)
  const [r] = rows
  if (!r?.count) return { from, to, count: 0, gaps: [{ from, to }] }
  return {
    ...{ from: r.from!, to: r.to!, count: r.count },
    ...{ minC: String(Number(r.min)), maxC: String(Number(r.max)) },
    gaps: r.gaps ?? [],
  }
}
