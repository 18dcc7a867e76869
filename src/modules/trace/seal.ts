import { sql } from 'kysely'
import { compare, sum } from '../../kernel/quantity.ts'
import { isCountable, isUnit } from '../../kernel/unit.ts'
import { arrayText } from '../../platform/array.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { record } from '../../platform/journal.ts'
import { writesApart } from '../../platform/single-node.ts'
import { issueCodes } from './code.ts'
import {
  type BatchMade,
  checkQuantity,
  type EventDetails,
  goodsOf,
  madeOf,
  requireFacts,
  sameGoods,
} from './work/batch.ts'
import { packedHash } from './work/effects.ts'
import { type HoldingKey, type Item, type ItemFacts, type ItemKind, keyOf } from './work/holding.ts'
import { Work, type WorkEvent } from './work/work.ts'

/**
 * Packs and pieces by the hundred thousand: the set-based siblings of pack.ts. What an event puts where is written by
 * columns, some statements for all of it, and stands in the event's text as one hash (`effects.packedAll`).
 */

/** What is in what, as columns of one length: homes and ids of the children, homes and ids of their packs. */
export type InsideColumns = {
  homes: readonly string[]
  ids: readonly string[]
  parentHomes: readonly string[]
  parentIds: readonly string[]
}

/** Something with an identifier of its own that stands for so many units of the goods it comes from. */
export type Named = {
  homeId: string
  itemId: string
  identifier: string
  /** What is printed on it. */
  code: string
  kind: Extract<ItemKind, 'pack' | 'piece'>
  quantity: string
}

/** Packs of one event at most: what an event says of each stands in its text. */
const PACKS_A_EVENT = 1000
/** Rows of a statement at most. */
const ROWS = 10_000

const part = (c: InsideColumns, from: number, to: number): InsideColumns => ({
  homes: c.homes.slice(from, to),
  ids: c.ids.slice(from, to),
  parentHomes: c.parentHomes.slice(from, to),
  parentIds: c.parentIds.slice(from, to),
})

const parts = function* (c: InsideColumns): Generator<InsideColumns> {
  for (let i = 0; i < c.ids.length; i += ROWS) yield part(c, i, i + ROWS)
}

/** Rows in the order in which they are hashed: by the child. */
function rowsOf(c: InsideColumns, what: 'in' | 'out'): string[][] {
  const order = c.ids.map((_, i) => i)
  const keys = c.ids.map((id, i) => `${c.homes[i]} ${id}`)
  order.sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1))
  return order.map((i) => [c.homes[i]!, c.ids[i]!, c.parentHomes[i]!, c.parentIds[i]!, what])
}

function sayPacked(work: Work, event: WorkEvent, columns: InsideColumns, what: 'in' | 'out'): void {
  const rows = rowsOf(columns, what)
  work.sayPacked(event, { homes: [...new Set(columns.homes)].sort(), rows: rows.length, hash: packedHash(rows) })
}

const uuids = (list: readonly string[]) => arrayText(list, true)
const unnested = (c: InsideColumns) => sql`unnest(${uuids(c.homes)}::uuid[], ${uuids(c.ids)}::uuid[],
  ${uuids(c.parentHomes)}::uuid[], ${uuids(c.parentIds)}::uuid[]) as u (home_id, child_id, parent_home, parent_id)`

/** The facts, and for things nobody ever packed before the intervals that follow. */
async function putInside(work: Work, event: WorkEvent, columns: InsideColumns): Promise<void> {
  const { db } = work.ctx
  for (const c of parts(columns)) {
    const facts = sql`insert into trace.containment_event (home_id, child_id, event_id, event_party, parent_home, parent_id,
        what, event_time, recorded_at)
      select u.home_id, u.child_id, ${event.eventId}::uuid, ${event.partyId}::uuid, u.parent_home, u.parent_id, 'in',
        ${event.eventTime}::timestamptz, ${work.recordedAt}::timestamptz from ${unnested(c)}`
    const intervals = sql`insert into trace.contained (home_id, child_id, from_time, parent_home, parent_id, from_event)
      select u.home_id, u.child_id, ${event.eventTime}::timestamptz, u.parent_home, u.parent_id, ${event.eventId}::uuid
      from ${unnested(c)}`
    if (writesApart(db)) {
      await facts.execute(db)
      await intervals.execute(db)
    } else await sql`with facts as (${facts}) ${intervals}`.execute(db)
  }
}

/** Ends the stays of things in their packs, and says so. @throws conflict `unpack.not_inside`: one of them is not in it now */
async function takeFrom(work: Work, event: WorkEvent, columns: InsideColumns): Promise<void> {
  const { db } = work.ctx
  for (const c of parts(columns)) {
    await sql`insert into trace.containment_event (home_id, child_id, event_id, event_party, parent_home, parent_id, what,
        event_time, recorded_at)
      select u.home_id, u.child_id, ${event.eventId}::uuid, ${event.partyId}::uuid, u.parent_home, u.parent_id, 'out',
        ${event.eventTime}::timestamptz, ${work.recordedAt}::timestamptz from ${unnested(c)}`.execute(db)
    const { numAffectedRows } = await sql`update trace.contained x
      set to_time = ${event.eventTime}::timestamptz, to_event = ${event.eventId}::uuid
      from ${unnested(c)}
      where x.home_id = u.home_id and x.child_id = u.child_id and x.parent_home = u.parent_home
        and x.parent_id = u.parent_id and x.to_time is null and x.from_time <= ${event.eventTime}::timestamptz`.execute(
      db,
    )
    if (Number(numAffectedRows) !== c.ids.length) throw new AppError('conflict', 'unpack.things_not_inside')
  }
}

/** Whether anything is on record about one of these being in a pack: then its intervals are no matter of two lines. */
export async function firstEverPacked(
  tx: Tx,
  { homes, ids }: Pick<InsideColumns, 'homes' | 'ids'>,
): Promise<string | undefined> {
  const places = [...new Set(homes)]
  for (let i = 0; i < ids.length; i += ROWS) {
    const { rows } = await sql<{ childId: string }>`
      select child_id from trace.containment_event
      where home_id = any(${places}::uuid[]) and child_id = any(${uuids(ids.slice(i, i + ROWS))}::uuid[])
        and voided_by is null limit 1`.execute(tx)
    if (rows[0]) return rows[0].childId
  }
  return undefined
}

const itemOf = (t: Named, like: ItemFacts): Item => ({
  homeId: t.homeId,
  itemId: t.itemId,
  identifier: t.identifier,
  kind: t.kind,
  code: t.code,
  productId: like.productId,
  productName: like.productName,
  classCode: like.classCode,
  sector: like.sector,
  profile: like.profile,
  unit: like.unit,
  madeOn: like.madeOn,
})

function addItem(work: Work, item: Item, from: ItemFacts): void {
  work.add('item', {
    ...item,
    batchHome: from.homeId,
    batchId: from.itemId,
    makerId: work.partyId,
    createdAt: work.recordedAt,
  })
}

/**
 * Seals goods of one holding into packs that have codes of their own: the quantity of each moves into it. `inside` says
 * what is in which pack, on every level, the things of one pack after those of another; `ends` where the things of each
 * pack end. None of them was ever in a pack. `list`: their identifiers, as they go into the lists of the events.
 */
export async function sealPacks(
  ctx: CommandCtx,
  input: EventDetails & {
    holdingId: string
    packs: readonly Named[]
    inside: InsideColumns
    ends: readonly number[]
    list: readonly string[]
  },
): Promise<{ eventIds: string[]; packs: BatchMade[] }> {
  const { holdingId, packs, inside, ends, list, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const [facts] = await requireFacts(ctx.db, work.partyId, [holdingId])
  if (facts!.kind !== 'batch') throw new AppError('conflict', 'pack.of_batch_only', { code: facts!.code })
  requireCounted(facts!.unit)
  const items = packs.map((p) => itemOf(p, facts!))
  const source: HoldingKey = { partyId: work.partyId, holdingId }
  const made = { partyId: work.partyId, regime: 'governed', basis: 'own', beganAt: eventTime } as const
  await work.take({ make: items.map((item) => ({ ...made, item })), lock: [source] })
  work.checkTime(eventTime, [source])
  work.checkHeld(source)
  work.checkEnough(source, sum(packs.map((p) => p.quantity)))
  const eventIds: string[] = []
  for (let from = 0; from < packs.length; from += PACKS_A_EVENT) {
    const some = packs.slice(from, from + PACKS_A_EVENT)
    const quantity = sum(some.map((p) => p.quantity))
    const keys = some.map((p) => keyOf(work.partyId, p))
    const event = work.event({
      kind: 'pack',
      step,
      sector: facts!.sector,
      eventTime,
      place,
      disposition: 'active',
      body: {
        fields,
        inputs: [goodsOf(facts!, quantity)],
        outputs: some.map((p, i) => goodsOf({ ...items[from + i]!, ...keys[i]! }, p.quantity)),
      },
    })
    eventIds.push(event.eventId)
    work.touch(source, `-${quantity}`, event, { says: false })
    for (const [i, p] of some.entries()) {
      addItem(work, items[from + i]!, facts!)
      work.touch(keys[i]!, p.quantity, event)
      work.link(source, keys[i]!, p.quantity, event)
    }
    const [begin, end] = [from ? ends[from - 1]! : 0, ends[from + some.length - 1]!]
    const within = part(inside, begin, end)
    work.addList(event, list.slice(begin, end))
    sayPacked(work, event, within, 'in')
    await putInside(work, event, within)
  }
  await work.flush()
  const batches = packs.map((p) => madeOf(work.holding(keyOf(work.partyId, p)), p.quantity))
  record(ctx, 'batch.packed', {
    about: batches[0]!.holdingId,
    eventId: eventIds[0],
    data: {
      inputs: [holdingId],
      outputs: batches.slice(0, PACKS_A_EVENT).map((b) => b.holdingId),
      packs: packs.length,
    },
  })
  return { eventIds, packs: batches }
}

function requireCounted(unit: string): void {
  if (!isUnit(unit) || !isCountable(unit)) throw new AppError('conflict', 'pack.unit_not_counted', { unit })
}

/**
 * Takes things out of goods: from now on each acts alone and has a holding. `left` says what leaves which pack; `rest` is
 * how much more comes out without acting alone: it is a batch again, under a new code. A hold on one piece stops that
 * piece, and whatever comes out as a rest; other things come out free (core.md §5).
 */
export async function takeOut(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; things: readonly Named[]; rest?: string; left: InsideColumns },
): Promise<{ eventId: string; things: BatchMade[]; rest?: BatchMade }> {
  const { holdingId, things, rest, left, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const [facts] = await requireFacts(ctx.db, work.partyId, [holdingId])
  requireCounted(facts!.unit)
  const items = things.map((t) => itemOf(t, facts!))
  const [code] = rest === undefined ? [] : await issueCodes(ctx, [{ kind: 'batch', partyId: work.partyId }])
  const lot = code === undefined ? undefined : sameGoods(work.partyId, code, facts!)
  const source = { partyId: work.partyId, holdingId }
  const made = { partyId: work.partyId, regime: 'governed', basis: 'own', beganAt: eventTime } as const
  await work.take({ make: [...items, ...(lot ? [lot] : [])].map((item) => ({ ...made, item })), lock: [source] })
  work.checkTime(eventTime, [source])
  if (lot) work.checkHeld(source)
  for (const i of items) work.checkHeld(source, i.itemId)
  const quantity = sum([...things.map((t) => t.quantity), ...(rest === undefined ? [] : [rest])])
  work.checkEnough(source, quantity)
  const outputs = [
    ...items.map((item, i) => ({ item, key: keyOf(work.partyId, item), quantity: things[i]!.quantity })),
    ...(lot ? [{ item: lot, key: keyOf(work.partyId, lot), quantity: rest! }] : []),
  ]
  const event = work.event({
    kind: facts!.kind === 'pack' ? 'unpack' : 'split',
    step,
    sector: facts!.sector,
    eventTime,
    place,
    disposition: 'active',
    body: {
      fields,
      inputs: [goodsOf(facts!, quantity)],
      outputs: outputs.map((o) => goodsOf({ ...o.item, ...o.key }, o.quantity)),
    },
  })
  work.touch(source, `-${quantity}`, event, { says: false })
  for (const o of outputs) {
    if (o.item === lot) work.addItem(lot)
    else addItem(work, o.item, facts!)
    work.touch(o.key, o.quantity, event)
    work.link(source, o.key, o.quantity, event)
  }
  if (left.ids.length) {
    sayPacked(work, event, left, 'out')
    await takeFrom(work, event, left)
  }
  await work.flush()
  record(ctx, 'batch.unpacked', {
    about: holdingId,
    eventId: event.eventId,
    data: { inputs: [holdingId], outputs: outputs.slice(0, PACKS_A_EVENT).map((o) => o.key.holdingId) },
  })
  const batches = outputs.map((o) => madeOf(work.holding(o.key), o.quantity))
  return { eventId: event.eventId, things: batches.slice(0, items.length), ...(lot ? { rest: batches.at(-1)! } : {}) }
}

/** Everything in these holdings is used up, or disposed of, in one event. Held goods are disposed of under a decision only. */
export async function useUp(
  ctx: CommandCtx,
  input: EventDetails & {
    kind: 'consume' | 'destroy'
    holdingIds: readonly string[]
    reason?: string | undefined
    decisionNo?: string | undefined
  },
): Promise<{ eventId: string }> {
  const { kind, holdingIds, reason, decisionNo, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const keys = holdingIds.map((holdingId) => ({ partyId: work.partyId, holdingId }))
  await work.take({ lock: keys })
  work.checkTime(eventTime, keys)
  const used = keys.map((key) => {
    const h = work.holding(key)
    if (kind === 'consume' || decisionNo === undefined) work.checkHeld(key)
    const quantity = work.available(key)
    if (compare(quantity, '0') <= 0) throw new AppError('conflict', 'batch.empty', { code: h.code })
    checkQuantity(quantity, h.unit)
    return { key, h, quantity }
  })
  const event = work.event({
    kind,
    step,
    sector: used[0]!.h.sector,
    eventTime,
    place,
    body: { fields, reason, decisionNo, inputs: used.map(({ h, quantity }) => goodsOf(h, quantity)) },
  })
  for (const { key, quantity } of used) work.touch(key, `-${quantity}`, event, { says: false })
  await work.flush()
  record(ctx, kind === 'consume' ? 'batch.consumed' : 'batch.destroyed', {
    about: holdingIds[0],
    eventId: event.eventId,
    data: { inputs: holdingIds.slice(0, PACKS_A_EVENT) },
  })
  return { eventId: event.eventId }
}

/** Single things come back from somebody who is not registered, one unit each: on that person's word. */
export async function bringBack(
  ctx: CommandCtx,
  input: EventDetails & { things: readonly (Named & { like: ItemFacts })[] },
): Promise<{ eventId: string; batches: BatchMade[] }> {
  const { things, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const items = things.map((t) => itemOf(t, t.like))
  const made = { partyId: work.partyId, regime: 'governed', basis: 'declared', beganAt: eventTime } as const
  await work.take({ make: items.map((item) => ({ ...made, item })) })
  work.checkTime(eventTime, [])
  const event = work.event({
    kind: 'purchase_in',
    step,
    sector: items[0]!.sector,
    eventTime,
    place,
    basis: 'declared',
    disposition: 'returned',
    body: {
      fields,
      outputs: items.map((item, i) => goodsOf({ ...item, ...keyOf(work.partyId, item) }, things[i]!.quantity)),
    },
  })
  for (const [i, item] of items.entries()) {
    addItem(work, item, things[i]!.like)
    work.touch(keyOf(work.partyId, item), things[i]!.quantity, event)
  }
  await work.flush()
  const batches = items.map((item, i) => madeOf(work.holding(keyOf(work.partyId, item)), things[i]!.quantity))
  record(ctx, 'batch.purchasedIn', { about: batches[0]!.holdingId, eventId: event.eventId, data: {} })
  return { eventId: event.eventId, batches }
}

/** One thing in a pack is replaced by another that stands for the same goods: a code that could not be read. */
export async function swapInside(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; left: InsideColumns; put: InsideColumns },
): Promise<{ eventId: string }> {
  const { holdingId, left, put, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const source = { partyId: work.partyId, holdingId }
  await work.take({ lock: [source] })
  work.checkTime(eventTime, [source])
  const h = work.holding(source)
  const event = work.event({
    kind: 'observe',
    step,
    sector: h.sector,
    eventTime,
    place,
    body: { fields, goods: [goodsOf(h, h.quantity)] },
  })
  work.touch(source, '0', event)
  const rows = [...rowsOf(left, 'out'), ...rowsOf(put, 'in')].sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
  work.sayPacked(event, {
    homes: [...new Set([...left.homes, ...put.homes])].sort(),
    rows: rows.length,
    hash: packedHash(rows),
  })
  await takeFrom(work, event, left)
  await putInside(work, event, put)
  await work.flush()
  record(ctx, 'batch.observed', { about: holdingId, eventId: event.eventId, data: { step: event.step } })
  return { eventId: event.eventId }
}
