import { sql } from 'kysely'
import { sum } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/id.ts'
import { compareTimes } from '../time.ts'
import type { ItemKey } from '../work/containment.ts'
import { foreignParty, type HoldingKey, type Item, type ItemKind, isForeign, keyOf } from '../work/holding.ts'
import type { Row } from '../work/rows.ts'
import { everIn, itemKeyOf, itemText } from './contents.ts'
import { recount } from './void.ts'
import { type EventRef, type PlannedLink, type PlannedTouch, writeDeclared, writeRows } from './write.ts'

type EventKey = { partyId: string; eventId: string }
type Move = EventKey & {
  homeId: string
  packId: string
  eventTime: string
  step: string
  inParty: string
  outParty: string
  inDelta: number
  outDelta: number
  link: boolean
  voided: boolean
}

/** What is inferred of one item in one event: it went from one holder to another because its pack did. */
type Inference = EventKey &
  ItemKey & { inParty: string; outParty: string; inDelta: string | null; outDelta: string | null; link: boolean }
type Standing = EventKey &
  ItemKey & { inParty: string; outParty: string; inDelta: string | null; outDelta: string | null; rowEvent: string }

/** Events worked on under one set of locks. */
const AT_ONCE = 200

/**
 * Works out again what went along with packs: for these events of a party, and for every event that moved one of
 * `packs` or what those were in. What is inferred and not yet written is written, what is written and no longer
 * inferred is voided. It may run any number of times and in any order: the last of the facts to arrive decides.
 */
export async function inferMoves(
  ctx: CommandCtx,
  moved: readonly EventKey[],
  packs: readonly ItemKey[],
): Promise<void> {
  const events = new Map(moved.map((e) => [`${e.partyId} ${e.eventId}`, e]))
  for (const e of await movesOf(ctx.db, await withContainers(ctx.db, packs))) events.set(`${e.partyId} ${e.eventId}`, e)
  const sorted = [...events.keys()].sort().map((k) => events.get(k)!)
  // all at once and before any holding, as everybody does
  await lockMoves(ctx.db, sorted)
  for (let i = 0; i < sorted.length; i += AT_ONCE) await inferSome(ctx, sorted.slice(i, i + AT_ONCE))
}

const pairs = (items: readonly ItemKey[]) =>
  sql`unnest(${items.map((i) => i.homeId)}::uuid[], ${items.map((i) => i.itemId)}::uuid[]) as k (home_id, item_id)`
const eventPairs = (events: readonly EventKey[]) =>
  sql`unnest(${events.map((e) => e.partyId)}::uuid[], ${events.map((e) => e.eventId)}::uuid[]) as k (party_id, event_id)`

/** Packs and everything they were ever in: moves of those move what is in these. */
async function withContainers(tx: Tx, packs: readonly ItemKey[]): Promise<ItemKey[]> {
  const all = new Map(packs.map((p) => [itemText(p), p]))
  let level = [...all.values()]
  while (level.length) {
    const { rows } = await sql<ItemKey>`
      select distinct c.parent_home as home_id, c.parent_id as item_id from ${pairs(level)}
      join trace.contained c on c.home_id = k.home_id and c.child_id = k.item_id`.execute(tx)
    level = rows.filter((r) => !all.has(itemText(r)))
    for (const r of level) all.set(itemText(r), r)
  }
  return [...all.values()]
}

async function movesOf(tx: Tx, packs: readonly ItemKey[]): Promise<EventKey[]> {
  if (!packs.length) return []
  const { rows } = await sql<EventKey>`
    select distinct e.event_party as party_id, e.event_id from ${pairs(packs)}
    join trace.item_event e on e.home_id = k.home_id and e.item_id = k.item_id`.execute(tx)
  return rows
}

async function inferSome(ctx: CommandCtx, events: readonly EventKey[]): Promise<void> {
  const { db } = ctx
  const moves = await lockMoves(db, events)
  if (!moves.length) return
  // later statements than the lock: what another run of this wrote is seen
  const keys = [...new Map(moves.map((m) => [m.eventId, { partyId: m.partyId, eventId: m.eventId }])).values()]
  const [inside, standing] = [await insideOf(db, moves), await standingOf(db, keys)]
  const wanted = wantedOf(moves, inside)
  const textOfInference = (i: Inference | Standing) =>
    [i.partyId, i.eventId, i.homeId, i.itemId, i.inParty, i.outParty].join(' ')
  const same = (a: Inference, b: Standing) => a.inDelta === trim(b.inDelta) && a.outDelta === trim(b.outDelta)
  const byText = new Map(standing.map((s) => [textOfInference(s), s]))
  const missing = [...wanted.values()].filter((w) => {
    const s = byText.get(textOfInference(w))
    return !s || !same(w, s)
  })
  const obsolete = standing.filter((s) => {
    const w = wanted.get(textOfInference(s))
    return !w || !same(w, s)
  })
  if (!missing.length && !obsolete.length) return
  const items = await itemsOf(db, [...missing, ...obsolete])
  const holdings = obsolete.flatMap((o) => {
    const item = items.get(itemText(o))
    return item ? [keyOf(o.inParty, item), keyOf(o.outParty, item)] : []
  })
  const refs = refsOf(moves)
  const plan = planOf(missing, items, refs, await takenRows(db, missing, items))
  const sectors = await sectorsAt(db, missing)
  const written = await writeDeclared(ctx, { ...plan, lock: holdings, sectors })
  if (obsolete.length) await voidStanding(db, obsolete, items, written.recordedAt)
  await writeRows(db, { ...written.rows, inferred: plan.rows })
  if (obsolete.length) await recount(db, holdings, written.recordedAt)
  written.carried()
}

const trim = (q: string | null): string | null => (q?.includes('.') ? q.replace(/\.?0+$/, '') : q)

async function lockMoves(tx: Tx, events: readonly EventKey[]): Promise<Move[]> {
  const byParty = Map.groupBy(events, (e) => e.partyId)
  const moves: Move[] = []
  for (const partyId of [...byParty.keys()].sort()) {
    const ids = byParty.get(partyId)!.map((e) => e.eventId)
    const { rows } = await sql<Move>`
      select party_id, event_id, home_id, pack_id, event_time, step, in_party, out_party, in_delta, out_delta, link, voided
      from trace.pack_move where party_id = ${partyId} and event_id = any(${ids}::uuid[])
      order by event_id, home_id, pack_id for update`.execute(tx)
    moves.push(...rows)
  }
  return moves
}

type Inside = ItemKey & {
  kind: string
  parentHome: string
  parentId: string
  fromTime: string
  toTime: string | null
  quantity: string | null
}

/** Everything that is ever in these packs, and in what is in them; by pack. */
async function insideOf(tx: Tx, moves: readonly Move[]): Promise<Map<string, Inside[]>> {
  const found = new Map<string, Inside[]>()
  let level = [
    ...new Map(moves.map((m) => [`${m.homeId} ${m.packId}`, { homeId: m.homeId, itemId: m.packId }])).values(),
  ]
  while (level.length) {
    for (const p of level) found.set(itemText(p), [])
    const children = await everIn(tx, level)
    if (!children.length) break
    const here = new Set(level.map(itemText))
    const rows = (await staysOf(tx, children)).filter((r) => here.has(`${r.parentHome} ${r.parentId}`))
    for (const r of rows) found.get(`${r.parentHome} ${r.parentId}`)!.push(r)
    level = [...new Map(rows.map((r) => [itemText(r), { homeId: r.homeId, itemId: r.itemId }])).values()].filter(
      (r) => !found.has(itemText(r)),
    )
  }
  return found
}

async function staysOf(tx: Tx, children: readonly ItemKey[]): Promise<Inside[]> {
  const { rows } = await sql<Inside>`
    select c.home_id, c.child_id as item_id, i.kind, c.parent_home, c.parent_id, c.from_time, c.to_time, c.quantity
    from ${pairs(uniqueItems(children))}
    join trace.contained c on c.home_id = k.home_id and c.child_id = k.item_id
    join trace.item i on i.home_id = c.home_id and i.item_id = c.child_id`.execute(tx)
  return rows
}

const uniqueItems = (items: readonly ItemKey[]): ItemKey[] => [...new Map(items.map((i) => [itemText(i), i])).values()]

async function standingOf(tx: Tx, events: readonly EventKey[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select i.party_id, i.event_id, i.home_id, i.item_id, i.in_party, i.out_party, i.in_delta, i.out_delta, i.row_event
    from ${eventPairs(events)} join trace.inferred i on i.party_id = k.party_id and i.event_id = k.event_id
    where not i.voided`.execute(tx)
  return rows
}

/** A child is in the pack at a time, both ends included: packed and shipped, or received and unpacked, in one moment. */
const isIn = (c: Inside, time: string): boolean =>
  compareTimes(c.fromTime, time) <= 0 && (c.toTime === null || compareTimes(time, c.toTime) <= 0)

/**
 * What the moves of packs mean for what is in them. What the event itself lists is left to its own word, and so is
 * what is in that: it is a move of its own.
 */
function wantedOf(moves: readonly Move[], inside: Map<string, Inside[]>): Map<string, Inference> {
  const wanted = new Map<string, Inference>()
  const own = new Set(moves.map((m) => `${m.eventId} ${m.homeId} ${m.packId}`))
  for (const move of moves) {
    if (move.voided) continue
    const seen = new Set<string>()
    const queue = [`${move.homeId} ${move.packId}`]
    for (let pack = queue.pop(); pack !== undefined; pack = queue.pop()) {
      if (seen.has(pack)) continue
      seen.add(pack)
      for (const child of inside.get(pack) ?? []) {
        const key = itemText(child)
        if (!isIn(child, move.eventTime) || own.has(`${move.eventId} ${key}`)) continue
        queue.push(key)
        if (child.kind !== 'asset') add(wanted, move, child)
      }
    }
  }
  return wanted
}

function add(wanted: Map<string, Inference>, move: Move, child: Inside): void {
  const quantity = child.kind === 'batch' ? trim(child.quantity) : '1'
  const amount = (sign: number) => (sign === 0 ? '0' : quantity === null ? null : sign < 0 ? `-${quantity}` : quantity)
  // a holder nobody named is another fixed party for each item
  const at = (party: string) => (isForeign(party) ? foreignParty(child.itemId) : party)
  const one: Inference = {
    partyId: move.partyId,
    eventId: move.eventId,
    homeId: child.homeId,
    itemId: child.itemId,
    inParty: at(move.inParty),
    outParty: at(move.outParty),
    inDelta: amount(move.inDelta),
    outDelta: amount(move.outDelta),
    link: move.link,
  }
  const key = [one.partyId, one.eventId, one.homeId, one.itemId, one.inParty, one.outParty].join(' ')
  const earlier = wanted.get(key)
  // parts of one lot in several packs that moved together add up; a piece is in one
  if (earlier && child.kind === 'batch') {
    earlier.inDelta = together(earlier.inDelta, one.inDelta)
    earlier.outDelta = together(earlier.outDelta, one.outDelta)
  } else if (!earlier) wanted.set(key, one)
}

const together = (a: string | null, b: string | null) => (a === null || b === null ? null : sum([a, b]))

async function itemsOf(tx: Tx, keys: readonly ItemKey[]): Promise<Map<string, Item>> {
  const unique = [...new Set(keys.map(itemText))].map(itemKeyOf)
  const { rows } = await sql<Omit<Item, 'kind'> & { kind: string }>`
    select i.home_id, i.item_id, i.identifier, i.kind, i.code, i.product_id, i.product_name, i.class_code, i.sector,
      i.profile, i.unit, i.made_on
    from ${pairs(unique)} join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id`.execute(tx)
  return new Map(rows.map((r) => [itemText(r), { ...r, kind: r.kind as ItemKind }]))
}

async function sectorsAt(tx: Tx, missing: readonly Inference[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(missing.flatMap((m) => [m.inParty, m.outParty, m.partyId]))]
  const { rows } = await sql<{ partyId: string; sectors: string[] }>`
    select party_id, sectors from identity.party where party_id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((r) => [r.partyId, r.sectors[0] ?? null]))
}

function refsOf(moves: readonly Move[]): Map<string, EventRef> {
  return new Map(
    moves.map((m) => {
      const { partyId, eventId, eventTime, step } = m
      // where a pack went is told of by its events; what was in it keeps its own place
      return [eventId, { partyId, eventId, eventTime, step, place: null, disposition: null }]
    }),
  )
}

/** Rows of these inferences that were written once and voided: they keep their keys for ever. */
async function takenRows(tx: Tx, missing: readonly Inference[], items: Map<string, Item>): Promise<Set<string>> {
  const keys = missing.flatMap((m) => {
    const item = items.get(itemText(m))!
    return [keyOf(m.inParty, item), keyOf(m.outParty, item)].map((k) => ({ ...k, eventId: m.eventId }))
  })
  const { rows } = await sql<HoldingKey & { eventId: string }>`
    select e.party_id, e.holding_id, e.event_id
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.holdingId)}::uuid[],
      ${keys.map((k) => k.eventId)}::uuid[]) as k (party_id, holding_id, event_id)
    join trace.holding_event e on e.party_id = k.party_id and e.holding_id = k.holding_id and e.event_id = k.event_id
    `.execute(tx)
  return new Set(rows.map((r) => `${r.holdingId} ${r.eventId}`))
}

function planOf(
  missing: readonly Inference[],
  items: Map<string, Item>,
  refs: Map<string, EventRef>,
  taken: Set<string>,
) {
  const touches: PlannedTouch[] = []
  const links: PlannedLink[] = []
  const rows: Row<'inferred'>[] = []
  for (const m of missing) {
    const item = items.get(itemText(m))!
    const from = { partyId: m.inParty, item }
    const to = { partyId: m.outParty, item }
    const used = [from, to].some((e) => taken.has(`${keyOf(e.partyId, e.item).holdingId} ${m.eventId}`))
    // rows that were voided once stay so: what is inferred anew stands under an id of its own
    const rowEvent = used ? newId() : m.eventId
    const event = { ...refs.get(m.eventId)!, eventId: rowEvent }
    touches.push({ ...from, event, delta: m.inDelta ?? '0', unit: item.unit, says: false })
    touches.push({ ...to, event, delta: m.outDelta ?? '0', unit: item.unit, says: false })
    const quantity = (m.outDelta === '0' ? m.inDelta : m.outDelta)?.replace('-', '') ?? null
    if (m.link) links.push({ from, to, event, quantity: quantity === '0' ? null : quantity, basis: 'inferred' })
    const { partyId, eventId, homeId, itemId, inParty, outParty, inDelta, outDelta } = m
    rows.push({ partyId, eventId, homeId, itemId, inParty, outParty, inDelta, outDelta, rowEvent, voided: false })
  }
  return { touches, links, rows }
}

/** Takes back what was inferred: the event itself is what voids it, there is no declaration of it. */
async function voidStanding(
  tx: Tx,
  obsolete: readonly Standing[],
  items: Map<string, Item>,
  at: string,
): Promise<void> {
  const ends = obsolete.map((o) => {
    const item = items.get(itemText(o))!
    return { o, from: keyOf(o.inParty, item), to: keyOf(o.outParty, item) }
  })
  const touched = ends.flatMap(({ o, from, to }) => [from, to].map((k) => ({ ...k, o })))
  await sql`update trace.holding_event e set voided_by = v.by_event, voided_at = ${at}::timestamptz
    from unnest(${touched.map((t) => t.partyId)}::uuid[], ${touched.map((t) => t.holdingId)}::uuid[],
      ${touched.map((t) => t.o.rowEvent)}::uuid[], ${touched.map((t) => t.o.eventId)}::uuid[])
      as v (party_id, holding_id, event_id, by_event)
    where e.party_id = v.party_id and e.holding_id = v.holding_id and e.event_id = v.event_id and e.voided_by is null
    `.execute(tx)
  const columns = sql`unnest(${ends.map((e) => e.from.partyId)}::uuid[], ${ends.map((e) => e.from.holdingId)}::uuid[],
    ${ends.map((e) => e.to.partyId)}::uuid[], ${ends.map((e) => e.to.holdingId)}::uuid[],
    ${ends.map((e) => e.o.rowEvent)}::uuid[], ${ends.map((e) => e.o.eventId)}::uuid[])
    as v (in_party, in_holding, out_party, out_holding, event_id, by_event)`
  await sql`update trace.link_f l set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${columns}
    where l.in_party = v.in_party and l.in_holding = v.in_holding and l.out_holding = v.out_holding
      and l.event_id = v.event_id and l.voided_by is null`.execute(tx)
  await sql`update trace.link_b l set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${columns}
    where l.out_party = v.out_party and l.out_holding = v.out_holding and l.in_holding = v.in_holding
      and l.event_id = v.event_id and l.voided_by is null`.execute(tx)
  await sql`update trace.inferred i set voided = true
    from unnest(${obsolete.map((o) => o.partyId)}::uuid[], ${obsolete.map((o) => o.eventId)}::uuid[],
      ${obsolete.map((o) => o.homeId)}::uuid[], ${obsolete.map((o) => o.itemId)}::uuid[],
      ${obsolete.map((o) => o.rowEvent)}::uuid[]) as v (party_id, event_id, home_id, item_id, row_event)
    where i.party_id = v.party_id and i.event_id = v.event_id and i.home_id = v.home_id and i.item_id = v.item_id
      and i.row_event = v.row_event and not i.voided`.execute(tx)
}
