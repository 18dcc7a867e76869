import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { partiesInScope } from '../../identity/index.ts'
import { type ArchivedEvent, archivedFields, unscopedArchivedEvents } from '../archive.ts'
import type { HoldingKey } from '../work/holding.ts'
import { rawRows, uuids } from './rows.ts'
import { hasRecursiveWalk } from './walk.ts'

/** A holding as it stands; `at`: its place in the keys that were asked for. */
export type HoldingFacts = {
  what: 'holding'
  at: number
  homeId: string
  itemId: string
  kind: string
  code: string | null
  productName: string | null
  sector: string | null
  madeOn: string | null
  unit: string
  regime: string
  quantity: string
  basis: string
  place: string | null
  disposition: string | null
  beganAt: string
}
/** A party of the chain; `mine`: oneself, or in the jurisdiction. */
export type PartyFacts = {
  what: 'party'
  partyId: string
  name: string
  nameEn: string | null
  divisionId: string | null
  mine: boolean
}
/** What one event did to holdings: `at:delta:flags` of each, by spaces; flags: 1 voided, 2 says place or disposition. */
export type Touches = { what: 'event'; eventId: string; eventParty: string; touched: string }
/** An open mark of a hold. */
export type Marked = { what: 'held'; at: number; holdId: string; holdParty: string; placedAt: string }

/** Pairs as a table to join, so that each is one probe of an index that begins with the party. */
const pairs = (keys: readonly (readonly [string, string])[]) =>
  sql`unnest(${uuids(keys.map((k) => k[0]))}, ${uuids(keys.map((k) => k[1]))}) with ordinality as k (party_id, id, n)`
const oneOf = (ids: readonly string[]) => sql`any(${uuids(new Set(ids))})`

/**
 * `and <column> = any(ids)` beside a join with pairs, where the database is a cluster: it asks only the shards of these
 * parties then. One node must not be told: it would read everything that a hub among them has (a wholesaler with
 * 100,000 lots) to find three of its rows.
 */
async function shardsOf(db: Db): Promise<(column: string, ids: readonly string[]) => RawBuilder<unknown>> {
  const single = await hasRecursiveWalk(db)
  return (column, ids) =>
    single ? sql`/* single node: its twin names the parties */` : sql`and ${sql.raw(column)} = ${oneOf(ids)}`
}
type Shards = Awaited<ReturnType<typeof shardsOf>>

/**
 * The holdings of a walk, their parties, what touched them and what stops them, in one statement: all of it lies with
 * the holding's party. `asOf`: only what was recorded until then. The columns that the four kinds of row share are
 * named by their first use.
 */
export async function nodesOf(
  db: Db,
  actor: Actor,
  keys: readonly HoldingKey[],
  { asOf, events }: { asOf: string | undefined; events: boolean },
): Promise<(HoldingFacts | PartyFacts | Touches | Marked)[]> {
  const parties = keys.map((h) => h.partyId)
  const shards = await shardsOf(db)
  const until = (column: string) => (asOf === undefined ? sql`` : sql`and ${sql.raw(column)} <= ${asOf}::timestamptz`)
  const [voided, open] =
    asOf === undefined
      ? [sql`e.voided_at is not null`, sql`x.lifted_at is null`]
      : [sql`e.voided_at <= ${asOf}::timestamptz`, sql`(x.lifted_at is null or x.lifted_at > ${asOf}::timestamptz)`]
  const touches = sql`select 'event', null, e.event_id, e.event_party,
      string_agg(concat(k.n - 1, ':', e.delta, ':', case when ${voided} then 1 else 0 end
        + case when e.place is not null or e.disposition is not null then 2 else 0 end), ' '),
      null, null, null, null, null, null, null, null, null, null, null, null
    from k join trace.holding_event e on e.party_id = k.party_id and e.holding_id = k.id
    where true ${shards('e.party_id', parties)} ${until('e.recorded_at')}
    group by e.event_id, e.event_party`
  const rows = await rawRows(
    db,
    sql<SharedRow>`
    with k as materialized (select * from ${pairs(keys.map((h) => [h.partyId, h.holdingId] as const))})
    select 'holding' as what, k.n::int - 1 as at, h.home_id as "homeId", h.item_id as "itemId",
      h.quantity::text as quantity, h.kind, h.code,
      h.product_name as "productName", h.sector, h.made_on as "madeOn", h.unit, h.regime, h.basis, h.place,
      h.disposition, h.began_at as "beganAt", false as mine
    from k join trace.holding h on h.party_id = k.party_id and h.holding_id = k.id
    where true ${shards('h.party_id', parties)}
    union all
    select 'party', null, p.party_id, null, p.division_id, p.name, p.name_en, null, null, null, null, null, null, null, null, null,
      (${partiesInScope(actor, 'p.party_id')})
    from identity.party p where p.party_id = ${oneOf(parties)}
    union all
    select 'held', k.n::int - 1, x.hold_id, x.hold_party, null, null, null, null, null, null, null, null, null, null, null,
      x.placed_at, null
    from k join trace.held x on x.party_id = k.party_id and x.holding_id = k.id
    where ${open} ${shards('x.party_id', parties)} ${until('x.placed_at')}
    ${events ? sql`union all ${touches}` : sql``}`,
  )
  return rows.map(named)
}

type SharedRow = HoldingFacts | (Omit<HoldingFacts, 'what'> & { what: 'party' | 'event' | 'held'; mine: boolean })

function named(r: SharedRow): HoldingFacts | PartyFacts | Touches | Marked {
  switch (r.what) {
    case 'event':
      return { what: 'event', eventId: r.homeId, eventParty: r.itemId, touched: r.quantity }
    case 'party':
      return { what: 'party', partyId: r.homeId, name: r.kind, nameEn: r.code, divisionId: r.quantity, mine: r.mine }
    case 'held':
      return { what: 'held', at: r.at, holdId: r.homeId, holdParty: r.itemId, placedAt: r.beganAt }
    default:
      return r
  }
}

/** What the acting party said of an event. */
export type Said = {
  what: 'event'
  eventId: string
  eventParty: string
  kind: string
  step: string
  basis: string
  eventTime: string
  recordedAt: string
  place: string | null
  disposition: string | null
  fields: Record<string, unknown> | null
  /** What looked wrong with a captured event, words by spaces. */
  signals: string | null
  /** Its text is not at hand any more: archived, or erased by decision. */
  gone: boolean
  archive?: ArchivedEvent
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
  /** Dispatches to somebody outside: seller (who recorded it), event, and the event's time, which finds the transfer by its index. */
  sales: readonly { inParty: string; eventId: string; eventTime: string }[]
}

const said = sql`e.event_id as "eventId", e.party_id as "eventParty", e.kind, e.step, e.basis,
  e.event_time as "eventTime", e.recorded_at as "recordedAt", e.place, e.disposition,
  case when e.regime = 'governed' then b.body::jsonb -> 'fields' end as fields, e.signals,
  b.body is null as gone`
const nulls = sql.raw(Array(12).fill('null').join(', '))
const saidOf = (events: Ids['events'], shards: Shards) => sql`
  from ${pairs(events.map((e) => [e.eventParty, e.eventId] as const))}
    join trace.event e on e.party_id = k.party_id and e.event_id = k.id
    left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
  where true ${shards(
    'e.party_id',
    events.map((e) => e.eventParty),
  )}`

const containedOf = (items: Ids['items'], shards: Shards) => sql`
  from ${pairs(items.map((i) => [i.homeId, i.itemId] as const))}
    join trace.contained c on c.home_id = k.party_id and c.child_id = k.id
  where true ${shards(
    'c.home_id',
    items.map((i) => i.homeId),
  )}`

/** The packs that packs were in. */
export async function insideOf(db: Db, items: Ids['items']): Promise<Inside[]> {
  const shards = await shardsOf(db)
  return rawRows(
    db,
    sql<Inside>`select 'inside' as what, c.home_id as "homeId", c.child_id as "itemId", c.parent_home as "parentHome",
      c.parent_id as "parentId", c.from_time as "from", c.to_time as "to" ${containedOf(items, shards)}`,
  )
}

/** What is said of events, items' packs and buyers outside, by their ids, in one statement. */
export async function factsOf(db: Db, { events, items, sales }: Ids): Promise<(Said | Inside | OutsideBuyer)[]> {
  const parts = []
  const shards = await shardsOf(db)
  if (events.length)
    parts.push(sql`select 'event' as what, ${said}, null::uuid as "homeId", null::uuid as "itemId", null::uuid as "parentHome",
        null::uuid as "parentId", null::timestamptz as "from", null::timestamptz as "to", null as "buyerName"
      ${saidOf(events, shards)}`)
  if (items.length)
    parts.push(sql`select 'inside' as what, ${nulls}, c.home_id as "homeId", c.child_id as "itemId",
        c.parent_home as "parentHome", c.parent_id as "parentId", c.from_time as "from", c.to_time as "to", null as "buyerName" ${containedOf(items, shards)}`)
  if (sales.length)
    parts.push(sql`select 'buyer' as what, t.dispatch_event as "eventId", ${nulls}, null, null, null, null, null,
        t.buyer_name as "buyerName"
      from trace.transfer t
      where t.party_id = ${oneOf(sales.map((s) => s.inParty))}
        and t.dispatched_at = any(${sales.map((s) => s.eventTime)}::timestamptz[])
        and t.dispatch_event = any(${sales.map((s) => s.eventId)}::uuid[])`)
  if (!parts.length) return []
  return withArchive(db, await rawRows(db, sql<Said | Inside | OutsideBuyer>`${sql.join(parts, sql` union all `)}`))
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
  const shards = await shardsOf(db)
  return rawRows(
    db,
    sql<PackEvent>`
    select i.home_id as "homeId", i.item_id as "itemId", i.kind, i.code, i.identifier,
      e.event_id as "eventId", e.event_party as "eventParty", e.event_time as "eventTime"
    from ${pairs(items.map((i) => [i.homeId, i.itemId] as const))}
      join trace.item i on i.home_id = k.party_id and i.item_id = k.id
      left join trace.item_event e on e.home_id = i.home_id and e.item_id = i.item_id
    where true ${shards(
      'i.home_id',
      items.map((i) => i.homeId),
    )}
    order by e.event_time`,
  )
}

/** Events of packs, as of a record time. */
export async function packEventsOf(db: Db, events: Ids['events'], asOf: string | undefined): Promise<Said[]> {
  const until = asOf === undefined ? sql`` : sql`and e.recorded_at <= ${asOf}::timestamptz`
  const rows = await rawRows(
    db,
    sql<Said>`select 'event' as what, ${said} ${saidOf(events, await shardsOf(db))} ${until}`,
  )
  return withArchive(db, rows)
}

/** What is still said of events whose texts are in the archive: one statement more, for old chains only. */
async function withArchive<R extends { what: string }>(db: Db, rows: R[]): Promise<R[]> {
  const gone = rows.filter((r): r is R & Said => r.what === 'event' && (r as unknown as Said).gone)
  if (!gone.length) return rows
  const keys = gone.map((r) => ({ partyId: r.eventParty, eventId: r.eventId }))
  const archived = await unscopedArchivedEvents(db, keys)
  for (const r of gone) {
    const archive = archived.get(r.eventId)
    if (archive) Object.assign(r, { archive, fields: archivedFields(archive) })
  }
  return rows
}

/** Reasons of holds, by hold id. */
export async function holdReasons(
  db: Db,
  holds: readonly { holdParty: string; holdId: string }[],
): Promise<Map<string, string>> {
  if (!holds.length) return new Map()
  const rows = await rawRows(
    db,
    sql<{ holdId: string; reason: string }>`
    select h.hold_id as "holdId", h.reason from ${pairs(holds.map((h) => [h.holdParty, h.holdId] as const))}
      join trace.hold h on h.party_id = k.party_id and h.hold_id = k.id
    where true ${(await shardsOf(db))(
      'h.party_id',
      holds.map((h) => h.holdParty),
    )}`,
  )
  return new Map(rows.map((r) => [r.holdId, r.reason]))
}

/** Which of these holdings are on hold now, by holding id. */
export async function heldAmong(db: Db, keys: readonly HoldingKey[]): Promise<Set<string>> {
  if (!keys.length) return new Set()
  const rows = await rawRows(
    db,
    sql<{ id: string }>`
    select distinct x.holding_id as id from ${pairs(keys.map((h) => [h.partyId, h.holdingId] as const))}
      join trace.held x on x.party_id = k.party_id and x.holding_id = k.id
    where x.lifted_at is null ${(await shardsOf(db))(
      'x.party_id',
      keys.map((h) => h.partyId),
    )}`,
  )
  return new Set(rows.map((r) => r.id))
}

/** Names of parties that are not registered, as captured events know them: by their identifier where nobody named them. */
export async function outsideNames(db: Db, partyIds: readonly string[]): Promise<Map<string, string>> {
  if (!partyIds.length) return new Map()
  const rows = await rawRows(
    db,
    sql<{ id: string; name: string }>`
    select o.party_id as id, coalesce(o.name, o.identifier) as name from trace.outside_party o
    where o.party_id = ${oneOf(partyIds)}`,
  )
  return new Map(rows.map((r) => [r.id, r.name]))
}

/** What items are called that have no code of ours, by item id. */
export async function identifiersOf(
  db: Db,
  items: readonly { homeId: string; itemId: string }[],
): Promise<Map<string, string>> {
  if (!items.length) return new Map()
  const rows = await rawRows(
    db,
    sql<{ id: string; identifier: string }>`
    select i.item_id as id, i.identifier from ${pairs(items.map((i) => [i.homeId, i.itemId] as const))}
      join trace.item i on i.home_id = k.party_id and i.item_id = k.id
    where i.home_id = ${oneOf(items.map((i) => i.homeId))}`,
  )
  return new Map(rows.map((r) => [r.id, r.identifier]))
}
