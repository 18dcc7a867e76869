import { sql } from 'kysely'
import { add } from '../../../kernel/quantity.ts'
import { arrayText } from '../../../platform/array.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { record } from '../../../platform/journal.ts'
import { carriedPiece } from '../hold/rules.ts'
import { compareTimes, recordTime } from '../time.ts'
import { byParty, type HoldingKey, type Item, inLockOrder, keyOf, type Mark, textOf } from '../work/holding.ts'
import { lockHoldings } from '../work/lock.ts'
import { insertRows, type Row, type Rows } from '../work/rows.ts'

/** The event that rows stand under, and what it says of the holdings it moves. */
export type EventRef = {
  partyId: string
  eventId: string
  eventTime: string
  step: string
  place: string | null
  disposition: string | null
}

/** What an event does to a holding. `unit`: in which the delta counts; `says`: its place and disposition hold for it. */
export type PlannedTouch = { partyId: string; item: Item; event: EventRef; delta: string; unit: string; says: boolean }
export type PlannedLink = {
  from: { partyId: string; item: Item }
  to: { partyId: string; item: Item }
  event: EventRef
  quantity: string | null
  basis: 'declared' | 'inferred'
}

export type Plan = {
  touches: readonly PlannedTouch[]
  links: readonly PlannedLink[]
  /** Other holdings to lock in the same turn: those of events that are being corrected. */
  lock: readonly HoldingKey[]
  /** Sector of new holdings, by party. */
  sectors: ReadonlyMap<string, string | null>
}

export type Written = {
  recordedAt: string
  /** By event id: what looked wrong. */
  signals: Map<string, Set<Signal>>
  /** Rows still to be written, with those of the events. */
  rows: Rows
  carried: () => void
}

/** What can look wrong with a captured event: accepted all the same, and said (core.md §2, §5). */
export const signals = [
  /** Its eventID was used for another event. */
  'event_id_reused',
  /** It moves goods that this platform's own records count: those stay as they are. */
  'governed',
  /** The goods are on hold. */
  'held',
  /** It takes from a holding before anything of it began there. */
  'before_input',
  /** A quantity in another kind of unit than the item was first heard of with: not counted. */
  'other_unit',
  /** Class-level quantities without a lot: kept, not traced. */
  'untraceable',
  /** It takes back an event whose goods had gone on. */
  'has_outputs',
  /** It takes back an event that has not come yet. */
  'original_unknown',
] as const
export type Signal = (typeof signals)[number]

/** Keys of holdings, each worked out once: a hash a time. */
class Keys {
  private readonly known = new Map<Item, Map<string, HoldingKey & { text: string }>>()
  of(partyId: string, item: Item): HoldingKey & { text: string } {
    let parties = this.known.get(item)
    if (!parties) this.known.set(item, (parties = new Map()))
    let key = parties.get(partyId)
    if (!key) {
      const { holdingId } = keyOf(partyId, item)
      parties.set(partyId, (key = { partyId, holdingId, text: `${partyId} ${holdingId}` }))
    }
    return key
  }
}

type Change = HoldingKey & {
  item: Item
  delta: string
  began: string
  says: EventRef | undefined
}

const later = (a: EventRef, b: EventRef) =>
  a.eventTime > b.eventTime || (a.eventTime === b.eventTime && a.eventId > b.eventId)

/**
 * Writes what captured events do to holdings, as a set: makes the holdings that are new with all of it in them, locks
 * the others and changes them, one statement a party, and carries hold marks along the links. Times of `plan` are UTC
 * with microseconds. Holdings of our own records (governed) get every delta as 0. The rows of deltas and links are
 * left to the caller's one insert.
 */
export async function writeDeclared(ctx: CommandCtx, plan: Plan): Promise<Written> {
  const { db, now } = ctx
  const signalled = new Map<string, Set<Signal>>()
  const signal = (e: EventRef, what: Signal) =>
    signalled.set(e.eventId, (signalled.get(e.eventId) ?? new Set()).add(what))

  const keys = new Keys()
  const wrongUnit = (t: PlannedTouch) => t.unit !== t.item.unit && t.delta !== '0'
  const changes = changesOf(keys, plan.touches, (t) => (wrongUnit(t) ? '0' : t.delta))
  const fresh = await makeHoldings(db, [...changes.values()], plan.sectors, now)
  const old = [...changes.values()].filter((c) => !fresh.has(textOf(c)))
  const locked = await lockHoldings(db, [...old, ...plan.lock], fresh)
  const byKey = new Map(locked.map((h) => [textOf(h), h]))
  const recordedAt = recordTime(
    now,
    locked.map((h) => h.changedAt),
  )
  const governed = new Set(locked.filter((h) => h.regime === 'governed').map(textOf))
  // what this command made cannot have been marked
  const marks = await marksOf(db, old)

  const rows: Rows = {}
  const touchRows = new Map<string, { t: PlannedTouch; key: HoldingKey; delta: string; says: boolean }>()
  for (const t of plan.touches) {
    const { text: at, ...key } = keys.of(t.partyId, t.item)
    const counted = governed.has(at) || wrongUnit(t) ? '0' : t.delta
    if (governed.has(at) && t.delta !== '0') signal(t.event, 'governed')
    if (wrongUnit(t)) signal(t.event, 'other_unit')
    if (marks.has(at)) signal(t.event, 'held')
    const before = byKey.get(at)
    if (before && t.delta.startsWith('-') && sortable(t.event.eventTime) < sortable(before.beganAt))
      signal(t.event, 'before_input')
    const id = `${t.event.eventId} ${at}`
    const earlier = touchRows.get(id)
    if (earlier) {
      earlier.delta = add(earlier.delta, counted)
      earlier.says ||= t.says
    } else touchRows.set(id, { t, key, delta: counted, says: t.says })
  }
  rows.holdingEvent = []
  rows.itemEvent = []
  for (const { t, key, delta, says } of touchRows.values()) {
    const { partyId: eventParty, eventId, eventTime, place, disposition } = t.event
    const { homeId, itemId } = t.item
    rows.holdingEvent.push({
      ...key,
      eventId,
      eventParty,
      delta,
      place: says ? place : null,
      disposition: says ? disposition : null,
      eventTime,
      recordedAt,
    })
    rows.itemEvent.push({
      homeId,
      itemId,
      eventTime,
      eventId,
      partyId: key.partyId,
      holdingId: key.holdingId,
      eventParty,
    })
  }
  const linkRows = linkRowsOf(keys, plan.links, recordedAt)
  rows.linkF = linkRows
  rows.linkB = linkRows
  rows.held = carry(keys, plan.links, marks, fresh, recordedAt)

  const changed = governed.size
    ? changesOf(keys, plan.touches, (t) =>
        wrongUnit(t) || governed.has(keys.of(t.partyId, t.item).text) ? '0' : t.delta,
      )
    : changes
  await applyChanges(
    db,
    [...changed.values()].filter((c) => !fresh.has(textOf(c))),
    governed,
    recordedAt,
  )
  if (fresh.size && compareTimes(recordedAt, now) !== 0)
    await redate(
      db,
      [...changes.values()].filter((c) => fresh.has(textOf(c))),
      recordedAt,
    )
  return { recordedAt, signals: signalled, rows, carried: () => recordCarried(ctx, rows) }
}

/** ISO instants of different precision, so that text compares as time does. */
const sortable = (iso: string) => `${iso.slice(0, 19)}${iso.slice(19, -1).padEnd(7, '.000000').slice(0, 7)}`

function changesOf(
  keys: Keys,
  touches: readonly PlannedTouch[],
  deltaOf: (t: PlannedTouch) => string,
): Map<string, Change> {
  const changes = new Map<string, Change>()
  for (const t of touches) {
    const { text: at, partyId, holdingId } = keys.of(t.partyId, t.item)
    const delta = deltaOf(t)
    const says = t.says && (t.event.place !== null || t.event.disposition !== null) ? t.event : undefined
    const c = changes.get(at)
    if (!c) changes.set(at, { partyId, holdingId, item: t.item, delta, began: t.event.eventTime, says })
    else {
      if (delta !== '0') c.delta = c.delta === '0' ? delta : add(c.delta, delta)
      if (t.event.eventTime < c.began) c.began = t.event.eventTime
      if (says && (!c.says || later(says, c.says))) c.says = says
    }
  }
  return changes
}

/** Makes the holdings that are not there, in lock order and with everything in them; says which those were. */
async function makeHoldings(
  tx: Tx,
  changes: readonly Change[],
  sectors: ReadonlyMap<string, string | null>,
  now: string,
): Promise<Set<string>> {
  if (!changes.length) return new Set()
  const wanted = new Map(changes.map((c) => [textOf(c), c]))
  const sorted = [...wanted.keys()].sort().map((t) => wanted.get(t)!)
  const plain = (pick: (c: Change) => unknown) => arrayText(sorted.map(pick), true)
  const texts = (pick: (c: Change) => unknown) => arrayText(sorted.map(pick), false)
  const made = await sql<HoldingKey>`
    insert into trace.holding (party_id, holding_id, home_id, item_id, kind, code, product_id, product_name, class_code,
      sector, profile, made_on, unit, began_at, quantity, place, disposition, fold_time, fold_event, fold_recorded,
      regime, basis, reserved, changed_at, created_at)
    select n.*, case when n.fold_event is not null then ${now}::timestamptz end, 'declared', 'declared', 0,
      ${now}::timestamptz, ${now}::timestamptz
    from unnest(${plain((c) => c.partyId)}::uuid[], ${plain((c) => c.holdingId)}::uuid[],
      ${plain((c) => c.item.homeId)}::uuid[], ${plain((c) => c.item.itemId)}::uuid[],
      ${texts((c) => c.item.kind)}::text[], ${texts((c) => c.item.code)}::text[],
      ${plain((c) => c.item.productId)}::uuid[], ${texts((c) => c.item.productName)}::text[],
      ${texts((c) => c.item.classCode)}::text[], ${texts((c) => c.item.sector ?? sectors.get(c.partyId) ?? null)}::text[],
      ${texts((c) => c.item.profile)}::text[], ${plain((c) => c.item.madeOn)}::date[],
      ${texts((c) => c.item.unit)}::text[], ${plain((c) => c.began)}::timestamptz[], ${plain((c) => c.delta)}::numeric[],
      ${texts((c) => c.says?.place ?? null)}::text[], ${texts((c) => c.says?.disposition ?? null)}::text[],
      ${plain((c) => c.says?.eventTime ?? null)}::timestamptz[], ${plain((c) => c.says?.eventId ?? null)}::uuid[])
      as n (party_id, holding_id, home_id, item_id, kind, code, product_id, product_name, class_code, sector, profile,
        made_on, unit, began_at, quantity, place, disposition, fold_time, fold_event)
    on conflict do nothing
    returning party_id as "partyId", holding_id as "holdingId"`.execute(tx.withoutPlugins())
  return new Set(made.rows.map(textOf))
}

/** Open marks, in a later statement than the locks (core.md §5), each holding one probe of the index. */
async function marksOf(tx: Tx, keys: readonly HoldingKey[]): Promise<Map<string, Mark[]>> {
  const marks = new Map<string, Mark[]>()
  if (!keys.length) return marks
  const sorted = inLockOrder(keys)
  const { rows } = await sql<HoldingKey & Mark>`
    select m.party_id, m.holding_id, m.hold_id, m.hold_party, m.piece_id
    from unnest(${arrayText(
      sorted.map((k) => k.partyId),
      true,
    )}::uuid[],
      ${arrayText(
        sorted.map((k) => k.holdingId),
        true,
      )}::uuid[]) as k (party_id, holding_id)
    join trace.held m on m.party_id = k.party_id and m.holding_id = k.holding_id
    where m.lifted_at is null`.execute(tx)
  for (const { partyId, holdingId, ...mark } of rows) {
    const key = textOf({ partyId, holdingId })
    marks.set(key, [...(marks.get(key) ?? []), mark])
  }
  return marks
}

function linkRowsOf(keys: Keys, links: readonly PlannedLink[], recordedAt: string): Row<'linkF'>[] {
  const rows = new Map<string, Row<'linkF'>>()
  for (const { from, to, event, quantity, basis } of links) {
    const input = keys.of(from.partyId, from.item)
    const output = keys.of(to.partyId, to.item)
    const id = `${input.holdingId} ${output.holdingId} ${event.eventId}`
    const earlier = rows.get(id)
    if (earlier) {
      earlier.quantity = earlier.quantity === null || quantity === null ? null : add(String(earlier.quantity), quantity)
      continue
    }
    rows.set(id, {
      inParty: input.partyId,
      inHolding: input.holdingId,
      outParty: output.partyId,
      outHolding: output.holdingId,
      eventParty: event.partyId,
      eventId: event.eventId,
      step: event.step,
      sameItem: from.item.itemId === to.item.itemId && from.item.homeId === to.item.homeId,
      quantity,
      basis,
      eventTime: event.eventTime,
      recordedAt,
    })
  }
  return [...rows.values()]
}

/**
 * Open marks go along the links of this command as far as they lead. A copy counts as expanded only on a holding that
 * is new and from which no link of this command goes on: from every other one the job must still walk (core.md §5).
 */
function carry(
  keys: Keys,
  links: readonly PlannedLink[],
  marks: Map<string, Mark[]>,
  fresh: ReadonlySet<string>,
  at: string,
): Row<'held'>[] {
  if (!marks.size) return []
  const onward = Map.groupBy(links, (l) => keys.of(l.from.partyId, l.from.item).text)
  const rows: Row<'held'>[] = []
  const queue = [...marks].flatMap(([key, list]) => list.map((mark) => ({ key, mark })))
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const l of onward.get(next.key) ?? []) {
      const sameItem = l.from.item.itemId === l.to.item.itemId && l.from.item.homeId === l.to.item.homeId
      const carried = carriedPiece(next.mark.pieceId, { sameItem, toItem: l.to.item.itemId })
      if (!carried) continue
      const { text: key, ...to } = keys.of(l.to.partyId, l.to.item)
      const there = marks.get(key) ?? []
      const { holdId, holdParty } = next.mark
      if (there.some((m) => m.holdId === holdId && (m.pieceId === null || m.pieceId === carried.pieceId))) continue
      const mark: Mark = { holdId, holdParty, pieceId: carried.pieceId }
      marks.set(key, [...there, mark])
      rows.push({ ...to, ...mark, expanded: fresh.has(key) && !onward.has(key), placedAt: at })
      queue.push({ key, mark })
    }
  }
  return rows
}

/** One journal row for each hold that goes along: the job walks on from there and tells the holders. */
function recordCarried(ctx: CommandCtx, rows: Rows): void {
  const byHold = Map.groupBy(rows.held ?? [], (r) => String(r.holdId))
  for (const [holdId, marks] of byHold) {
    const data = { issuerId: String(marks[0]!.holdParty), partyIds: [...new Set(marks.map((m) => String(m.partyId)))] }
    record(ctx, 'hold.carried', { about: holdId, data })
  }
}

/**
 * Changes holdings that were there, one statement a party. A governed one keeps its beginning: our own records say it. One
 * of which every event was taken back begins anew.
 */
async function applyChanges(
  tx: Tx,
  changes: readonly Change[],
  governed: ReadonlySet<string>,
  recordedAt: string,
): Promise<void> {
  const byId = new Map(changes.map((c) => [c.holdingId, c]))
  for (const [partyId, ids] of byParty(changes)) {
    const list = ids.map((id) => byId.get(id)!)
    const column = <T>(pick: (c: Change) => T) => list.map(pick)
    await sql`
      update trace.holding h set quantity = h.quantity + c.delta,
        began_at = case when h.quantity = 0 and c.began is not null and not exists (
            select 1 from trace.holding_event e where e.party_id = ${partyId} and e.holding_id = h.holding_id
              and e.voided_by is null)
          then c.began else least(h.began_at, c.began) end,
        changed_at = greatest(h.changed_at, ${recordedAt}::timestamptz),
        place = case when c.wins then c.place else h.place end,
        disposition = case when c.wins then c.disposition else h.disposition end,
        fold_time = case when c.wins then c.time else h.fold_time end,
        fold_recorded = case when c.wins then ${recordedAt}::timestamptz else h.fold_recorded end,
        fold_event = case when c.wins then c.event_id else h.fold_event end
      from (
        select v.*, v.time is not null and (o.fold_time is null
          or (v.time, ${recordedAt}::timestamptz, v.event_id) > (o.fold_time, o.fold_recorded, o.fold_event)) as wins
        from unnest(${ids}::uuid[], ${column((c) => c.delta)}::numeric[], ${column((c) => c.says?.place ?? null)}::text[],
          ${column((c) => c.says?.disposition ?? null)}::text[],
          ${column((c) => c.says?.eventTime ?? null)}::timestamptz[], ${column((c) => c.says?.eventId ?? null)}::uuid[],
          ${column((c) => (governed.has(textOf(c)) ? null : c.began))}::timestamptz[])
          as v (holding_id, delta, place, disposition, time, event_id, began)
        join trace.holding o on o.party_id = ${partyId} and o.holding_id = v.holding_id
      ) c
      where h.party_id = ${partyId} and h.holding_id = c.holding_id`.execute(tx)
  }
}

/** Holdings made with the time of the command, when the record time had to be later: what they fold from is dated so. */
async function redate(tx: Tx, changes: readonly Change[], recordedAt: string): Promise<void> {
  for (const [partyId, ids] of byParty(changes))
    await sql`
      update trace.holding set changed_at = ${recordedAt}::timestamptz,
        fold_recorded = case when fold_event is not null then ${recordedAt}::timestamptz end
      where party_id = ${partyId} and holding_id = any(${ids}::uuid[])`.execute(tx)
}

/** Writes rows in the common order. */
export const writeRows = (tx: Tx, rows: Rows): Promise<void> => insertRows(tx, rows)
