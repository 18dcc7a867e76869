import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { HoldingKey } from '../work/holding.ts'
import { holdingsInScope } from './start.ts'

/** A holding as it stands. */
export type HoldingFacts = {
  what: 'holding'
  partyId: string
  holdingId: string
  homeId: string
  itemId: string
  kind: string
  code: string | null
  productName: string | null
  classCode: string | null
  sector: string | null
  profile: string | null
  madeOn: string | null
  unit: string
  regime: string
  quantity: string
  reserved: string
  basis: string
  place: string | null
  disposition: string | null
  beganAt: string
  partyName: string | null
  partyNameEn: string | null
  mine: boolean
}
/** An event's mark on a holding. */
export type Touched = {
  what: 'event'
  partyId: string
  holdingId: string
  eventId: string
  eventParty: string
  delta: string
  place: string | null
  disposition: string | null
  eventTime: string
  recordedAt: string
  voidedAt: string | null
}
/** An open mark of a hold. */
export type Marked = {
  what: 'held'
  partyId: string
  holdingId: string
  holdId: string
  holdParty: string
  placedAt: string
}

/** Rows as the driver gives them: with many rows, renaming every column of every row is most of the work. */
async function raw<Row>(db: Db, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(db.withoutPlugins())).rows
}

/** Pairs as a table to join, so that each is one probe of an index that begins with the party. */
const pairs = (keys: readonly (readonly [string, string])[]) =>
  sql`unnest(${keys.map((k) => k[0])}::uuid[], ${keys.map((k) => k[1])}::uuid[]) as k (party_id, id)`

/**
 * The holdings of a walk with their parties' names, what touched them and what stops them, in one statement: all of it
 * lies with the holding's party. `asOf`: only what was recorded until then.
 */
export async function nodesOf(
  db: Db,
  actor: Actor,
  keys: readonly HoldingKey[],
  asOf: string | undefined,
): Promise<(HoldingFacts | Touched | Marked)[]> {
  const k = pairs(keys.map((h) => [h.partyId, h.holdingId] as const))
  const parties = sql`any(${[...new Set(keys.map((h) => h.partyId))]}::uuid[])`
  const until = (column: string) => (asOf === undefined ? sql`` : sql`and ${sql.raw(column)} <= ${asOf}::timestamptz`)
  const open =
    asOf === undefined ? sql`x.lifted_at is null` : sql`(x.lifted_at is null or x.lifted_at > ${asOf}::timestamptz)`
  const rows = await raw(
    db,
    sql<Record<string, string | boolean | null>>`
    select 'holding' as what, h.party_id as "partyId", h.holding_id as "holdingId", h.home_id as a, h.item_id as b,
      h.quantity as q, h.place, h.disposition, h.began_at as t, null::timestamptz as "recordedAt",
      null::timestamptz as "voidedAt", h.kind, h.code, h.product_name as "productName", h.class_code as "classCode",
      h.sector, h.profile, h.made_on as "madeOn", h.unit, h.regime, h.reserved, h.basis, p.name as "partyName",
      p.name_en as "partyNameEn", ${holdingsInScope(actor, 'h')} as mine
    from ${k} join trace.holding h on h.party_id = k.party_id and h.holding_id = k.id
      left join identity.party p on p.party_id = h.party_id
    where h.party_id = ${parties}
    union all
    select 'event', e.party_id, e.holding_id, e.event_id, e.event_party, e.delta, e.place, e.disposition, e.event_time,
      e.recorded_at, ${asOf === undefined ? sql`e.voided_at` : sql`case when e.voided_at <= ${asOf}::timestamptz then e.voided_at end`}, null, null, null, null, null, null, null, null, null, null, null, null, null, null
    from ${k} join trace.holding_event e on e.party_id = k.party_id and e.holding_id = k.id
    where e.party_id = ${parties} ${until('e.recorded_at')}
    union all
    select 'held', x.party_id, x.holding_id, x.hold_id, x.hold_party, null, null, null, x.placed_at,
      null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null
    from ${k} join trace.held x on x.party_id = k.party_id and x.holding_id = k.id
    where x.party_id = ${parties} and ${open} ${until('x.placed_at')}`,
  )
  return rows.map(named) as (HoldingFacts | Touched | Marked)[]
}

/** Gives the shared columns of the three kinds of row their names. */
function named(r: Record<string, string | boolean | null>): object {
  if (r['what'] === 'event') {
    const { what, partyId, holdingId, place, disposition, recordedAt, voidedAt } = r
    return {
      ...{ what, partyId, holdingId, eventId: r['a'], eventParty: r['b'], delta: r['q'], place, disposition },
      ...{ eventTime: r['t'], recordedAt, voidedAt },
    }
  }
  if (r['what'] === 'held') {
    const { what, partyId, holdingId } = r
    return { what, partyId, holdingId, holdId: r['a'], holdParty: r['b'], placedAt: r['t'] }
  }
  return Object.assign(r, { homeId: r['a'], itemId: r['b'], quantity: r['q'], beganAt: r['t'] })
}

/** What the acting party said of an event. */
export type Said = {
  what: 'event'
  eventId: string
  kind: string
  step: string
  basis: string
  fields: Record<string, unknown> | null
}
/** An item was in a pack from … to …. */
export type Inside = {
  what: 'inside'
  homeId: string
  itemId: string
  parentHome: string
  parentId: string
  from: string
  to: string | null
}
/** Whom goods went to that left the platform, in the seller's words. */
export type OutsideBuyer = { what: 'buyer'; eventId: string; buyerName: string | null }

export type Ids = {
  events: readonly { eventParty: string; eventId: string }[]
  items: readonly { homeId: string; itemId: string }[]
  /** Dispatches to somebody outside: seller, event, and the event's time, which finds the transfer by its index. */
  sales: readonly { eventParty: string; eventId: string; eventTime: string }[]
}

const containedOf = (items: Ids['items']) => sql`
  from ${pairs(items.map((i) => [i.homeId, i.itemId] as const))}
    join trace.contained c on c.home_id = k.party_id and c.child_id = k.id
  where c.home_id = any(${[...new Set(items.map((i) => i.homeId))]}::uuid[])`

/** The packs that packs were in. */
export async function insideOf(db: Db, items: Ids['items']): Promise<Inside[]> {
  return raw(
    db,
    sql<Inside>`select 'inside' as what, c.home_id as "homeId", c.child_id as "itemId", c.parent_home as "parentHome",
      c.parent_id as "parentId", c.from_time as "from", c.to_time as "to" ${containedOf(items)}`,
  )
}

/** What is said of events, items' packs and buyers outside, by their ids, in one statement. */
export async function factsOf(db: Db, { events, items, sales }: Ids): Promise<(Said | Inside | OutsideBuyer)[]> {
  const parts = [
    sql`select 'event' as what, e.event_id as "eventId", e.kind, e.step, e.basis,
        case when e.regime = 'governed' then b.body::jsonb -> 'fields' end as fields,
        null::uuid as "homeId", null::uuid as "itemId", null::uuid as "parentHome", null::uuid as "parentId",
        null::timestamptz as "from", null::timestamptz as "to", null as "buyerName"
      from ${pairs(events.map((e) => [e.eventParty, e.eventId] as const))}
        join trace.event e on e.party_id = k.party_id and e.event_id = k.id
        left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
      where e.party_id = any(${[...new Set(events.map((e) => e.eventParty))]}::uuid[])`,
  ]
  if (items.length)
    parts.push(sql`select 'inside', null, null, null, null, null, c.home_id, c.child_id, c.parent_home, c.parent_id,
        c.from_time, c.to_time, null ${containedOf(items)}`)
  if (sales.length)
    parts.push(sql`select 'buyer', t.dispatch_event, null, null, null, null, null, null, null, null, null, null, t.buyer_name
      from trace.transfer t
      where t.party_id = any(${[...new Set(sales.map((s) => s.eventParty))]}::uuid[])
        and t.dispatched_at = any(${sales.map((s) => s.eventTime)}::timestamptz[])
        and t.dispatch_event = any(${sales.map((s) => s.eventId)}::uuid[])`)
  return raw(db, sql<Said | Inside | OutsideBuyer>`${sql.join(parts, sql` union all `)}`)
}

/** What a pack is, and what happened to it in an interval. */
export type PackEvent = {
  homeId: string
  itemId: string
  kind: string
  code: string | null
  identifier: string
  eventId: string | null
  eventParty: string | null
  eventTime: string | null
}

/** Packs with all their events; the caller keeps those inside its interval. */
export async function packsOf(db: Db, items: readonly { homeId: string; itemId: string }[]): Promise<PackEvent[]> {
  return raw(
    db,
    sql<PackEvent>`
    select i.home_id as "homeId", i.item_id as "itemId", i.kind, i.code, i.identifier,
      e.event_id as "eventId", e.event_party as "eventParty", e.event_time as "eventTime"
    from ${pairs(items.map((i) => [i.homeId, i.itemId] as const))}
      join trace.item i on i.home_id = k.party_id and i.item_id = k.id
      left join trace.item_event e on e.home_id = i.home_id and e.item_id = i.item_id
    where i.home_id = any(${[...new Set(items.map((i) => i.homeId))]}::uuid[])
    order by e.event_time`,
  )
}

export type PackSaid = Said & {
  eventParty: string
  eventTime: string
  recordedAt: string
  place: string | null
  disposition: string | null
}

/** Events of packs in full, as of a record time. */
export async function packEventsOf(db: Db, events: Ids['events'], asOf: string | undefined): Promise<PackSaid[]> {
  return raw(
    db,
    sql<PackSaid>`
    select 'event' as what, e.party_id as "eventParty", e.event_id as "eventId", e.kind, e.step, e.basis,
      e.event_time as "eventTime", e.recorded_at as "recordedAt", e.place, e.disposition,
      case when e.regime = 'governed' then b.body::jsonb -> 'fields' end as fields
    from ${pairs(events.map((e) => [e.eventParty, e.eventId] as const))}
      join trace.event e on e.party_id = k.party_id and e.event_id = k.id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
    where e.party_id = any(${[...new Set(events.map((e) => e.eventParty))]}::uuid[])
      ${asOf === undefined ? sql`` : sql`and e.recorded_at <= ${asOf}::timestamptz`}`,
  )
}

/** Reasons of holds, by hold id. */
export async function holdReasons(
  db: Db,
  holds: readonly { holdParty: string; holdId: string }[],
): Promise<Map<string, string>> {
  if (!holds.length) return new Map()
  const rows = await raw(
    db,
    sql<{ holdId: string; reason: string }>`
    select h.hold_id as "holdId", h.reason from ${pairs(holds.map((h) => [h.holdParty, h.holdId] as const))}
      join trace.hold h on h.party_id = k.party_id and h.hold_id = k.id
    where h.party_id = any(${[...new Set(holds.map((h) => h.holdParty))]}::uuid[])`,
  )
  return new Map(rows.map((r) => [r.holdId, r.reason]))
}

/** Which of these holdings are on hold now, by holding id. */
export async function heldAmong(db: Db, keys: readonly HoldingKey[]): Promise<Set<string>> {
  if (!keys.length) return new Set()
  const rows = await raw(
    db,
    sql<{ id: string }>`
    select distinct x.holding_id as id from ${pairs(keys.map((h) => [h.partyId, h.holdingId] as const))}
      join trace.held x on x.party_id = k.party_id and x.holding_id = k.id
    where x.party_id = any(${[...new Set(keys.map((h) => h.partyId))]}::uuid[]) and x.lifted_at is null`,
  )
  return new Set(rows.map((r) => r.id))
}
