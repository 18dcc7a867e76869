import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import { compareTimes } from '../time.ts'
import type { ItemKey } from '../work/containment.ts'
import { byParty, type HoldingKey } from '../work/holding.ts'
import { everIn } from './contents.ts'

/** An event to be taken back, and the declaration that does. */
export type Voidable = { eventId: string; by: string; recordedAt: string | null; alreadyVoided: boolean }

type Waiting = { eventId: string; externalId: string; declaration: boolean }
type Earlier = { eventId: string; kind: string; recordedAt: string; voids: string | null }

export type Targets = {
  voided: Voidable[]
  byDeclaration: Map<string, Voidable[]>
  /** What they touched, to be locked with everything else. */
  holdings: HoldingKey[]
  children: ItemKey[]
  emptied: ItemKey[]
  /** Of each declaration: whether goods of what it takes back had gone on. */
  outputs: () => Promise<Map<string, boolean>>
}

/**
 * What the error declarations of this capture take back, and which of its events were declared errors before they came.
 * A declaration means every event of the same party under its eventID that is no declaration itself, so that it does not
 * matter which of them arrives first.
 */
export async function findVoidable(
  tx: Tx,
  partyId: string,
  incoming: readonly Waiting[],
  earlier: ReadonlyMap<string, readonly Earlier[]>,
): Promise<Targets> {
  const byDeclaration = new Map<string, Voidable[]>()
  const voided = new Map<string, Voidable>()
  const groups = Map.groupBy(incoming, (e) => e.externalId)
  for (const [externalId, group] of groups) {
    const before = earlier.get(externalId) ?? []
    const declarations = [...before.filter((b) => b.kind === 'error'), ...group.filter((e) => e.declaration)]
    const first = declarations[0]?.eventId
    if (first === undefined) continue
    const known = before.filter((b) => b.kind !== 'error')
    // declared before: already taken back when the first declaration came, or when they did
    const was = before.some((b) => b.kind === 'error')
    const all: Voidable[] = [
      ...known.map((k) => ({ eventId: k.eventId, by: first, recordedAt: k.recordedAt, alreadyVoided: was })),
      ...group
        .filter((e) => !e.declaration)
        .map((e) => ({ eventId: e.eventId, by: first, recordedAt: null, alreadyVoided: false })),
    ]
    for (const d of group)
      if (d.declaration)
        byDeclaration.set(d.eventId, d.eventId === first ? all : all.map((v) => ({ ...v, alreadyVoided: true })))
    for (const v of all) if (!v.alreadyVoided) voided.set(v.eventId, v)
  }
  const old = [...voided.values()].filter((v) => v.recordedAt !== null)
  const at = await whereabouts(
    tx,
    partyId,
    old.map((v) => v.eventId),
  )
  // the moves first: whoever works out what moved along holds their lock before any other
  if (old.length)
    await lockMoves(
      tx,
      partyId,
      old.map((v) => v.eventId),
    )
  const holdings = old.length
    ? await touchedBy(
        tx,
        at.parties,
        old.map((v) => v.eventId),
      )
    : []
  const packed = at.homes.length
    ? await packedBy(
        tx,
        at.homes,
        old.map((v) => v.eventId),
      )
    : []
  const emptied = packed.filter((p) => p.parentId === p.itemId)
  return {
    voided: [...voided.values()],
    byDeclaration,
    holdings,
    children: packed.filter((p) => p.parentId !== p.itemId).map(({ homeId, itemId }) => ({ homeId, itemId })),
    emptied: emptied.map(({ homeId, itemId }) => ({ homeId, itemId })),
    outputs: () => haveOutputs(tx, old, holdings),
  }
}

async function whereabouts(tx: Tx, partyId: string, eventIds: readonly string[]) {
  if (!eventIds.length) return { parties: [], homes: [] }
  const rows = await tx
    .selectFrom('trace.event')
    .select(['touchedParties', 'touchedHomes'])
    .where('partyId', '=', partyId)
    .where(sql<boolean>`event_id = any(${eventIds}::uuid[])`)
    .execute()
  const words = (text: string | null) => (text ? text.split(' ') : [])
  return {
    parties: [...new Set(rows.flatMap((r) => words(r.touchedParties)))].sort(),
    homes: [...new Set(rows.flatMap((r) => words(r.touchedHomes)))].sort(),
  }
}

const lockMoves = (tx: Tx, partyId: string, eventIds: readonly string[]) =>
  sql`select 1 from trace.pack_move where party_id = ${partyId} and event_id = any(${eventIds}::uuid[])
    order by event_id, home_id, pack_id for update`.execute(tx)

type Touched = HoldingKey & { eventId: string; delta: string }

async function touchedBy(tx: Tx, parties: readonly string[], eventIds: readonly string[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select party_id, holding_id, event_id, delta from trace.holding_event
    where party_id = any(${parties}::uuid[]) and event_id = any(${eventIds}::uuid[]) and voided_by is null`.execute(tx)
  return rows
}

type Packed = ItemKey & { parentHome: string; parentId: string }

async function packedBy(tx: Tx, homes: readonly string[], eventIds: readonly string[]): Promise<Packed[]> {
  const { rows } = await sql<Packed>`
    select home_id, child_id as item_id, parent_home, parent_id from trace.containment_event
    where home_id = any(${homes}::uuid[]) and event_id = any(${eventIds}::uuid[]) and voided_by is null`.execute(tx)
  return rows
}

/** Whether goods that an event brought had gone on, by something recorded after it. */
async function haveOutputs(
  tx: Tx,
  old: readonly Voidable[],
  holdings: readonly HoldingKey[],
): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>()
  const touched = holdings as readonly Touched[]
  const gained = touched.filter((t) => Number(t.delta) > 0)
  if (!gained.length) return found
  const { rows } = await sql<{ holdingId: string; recordedAt: string; eventId: string }>`
    select l.in_holding as holding_id, l.event_id, l.recorded_at
    from unnest(${gained.map((g) => g.partyId)}::uuid[], ${gained.map((g) => g.holdingId)}::uuid[]) as k (party_id, holding_id)
    join trace.link_f l on l.in_party = k.party_id and l.in_holding = k.holding_id
    where l.voided_by is null`.execute(tx)
  const byEvent = new Map(old.map((v) => [v.eventId, v]))
  for (const g of gained) {
    const v = byEvent.get(g.eventId)
    if (
      v &&
      rows.some(
        (r) => r.holdingId === g.holdingId && r.eventId !== v.eventId && compareTimes(r.recordedAt, v.recordedAt!) > 0,
      )
    )
      found.set(v.by, true)
  }
  return found
}

/**
 * Takes events back: their rows count no more, and what was folded from them is folded again. All holdings are locked.
 * @returns what they had put into packs or taken out, to be folded by the caller
 */
export async function reverseDeclared(
  tx: Tx,
  partyId: string,
  voided: readonly Voidable[],
  at: string,
): Promise<ItemKey[]> {
  if (!voided.length) return []
  const ids = voided.map((v) => v.eventId)
  const { parties, homes } = await whereabouts(tx, partyId, ids)
  const touched = await touchedBy(tx, parties, ids)
  const packed = homes.length ? await packedBy(tx, homes, ids) : []
  const by = sql`unnest(${ids}::uuid[], ${voided.map((v) => v.by)}::uuid[]) as v (event_id, by_event)`
  const holdings = [...new Set(touched.map((t) => t.holdingId))]
  await sql`update trace.holding_event e set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${by}
    where e.party_id = any(${parties}::uuid[]) and e.event_id = v.event_id and e.voided_by is null`.execute(tx)
  await sql`update trace.link_f l set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${by}
    where l.in_party = any(${parties}::uuid[]) and l.in_holding = any(${holdings}::uuid[]) and l.event_id = v.event_id
      and l.voided_by is null`.execute(tx)
  await sql`update trace.link_b l set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${by}
    where l.out_party = any(${parties}::uuid[]) and l.out_holding = any(${holdings}::uuid[]) and l.event_id = v.event_id
      and l.voided_by is null`.execute(tx)
  if (homes.length)
    await sql`update trace.containment_event c set voided_by = v.by_event, voided_at = ${at}::timestamptz from ${by}
      where c.home_id = any(${homes}::uuid[]) and c.event_id = v.event_id and c.voided_by is null`.execute(tx)
  await sql`update trace.pack_move set voided = true
    where party_id = ${partyId} and event_id = any(${ids}::uuid[])`.execute(tx)
  await recount(tx, touched, at)
  const emptied = packed.filter((p) => p.parentId === p.itemId)
  return [...packed.filter((p) => p.parentId !== p.itemId), ...(await everIn(tx, emptied))]
}

/** Quantity, beginning, place and disposition of declared holdings from everything that still counts; governed ones keep theirs. */
export async function recount(tx: Tx, keys: readonly HoldingKey[], at: string): Promise<void> {
  for (const [partyId, ids] of byParty(keys))
    await sql`
      update trace.holding h set
        quantity = case when h.regime = 'governed' then h.quantity else coalesce(c.total, 0) end,
        began_at = case when h.regime = 'governed' then h.began_at else coalesce(c.began, h.began_at) end,
        changed_at = greatest(h.changed_at, ${at}::timestamptz),
        place = c.place, disposition = c.disposition,
        fold_time = c.event_time, fold_recorded = c.recorded_at, fold_event = c.event_id
      from (
        select k.holding_id, s.total, s.began, f.place, f.disposition, f.event_time, f.recorded_at, f.event_id
        from unnest(${ids}::uuid[]) as k (holding_id)
        left join (
          select holding_id, sum(delta) as total, min(event_time) as began from trace.holding_event
          where party_id = ${partyId} and holding_id = any(${ids}::uuid[]) and voided_by is null
          group by holding_id) s on s.holding_id = k.holding_id
        left join (
          select distinct on (holding_id) holding_id, place, disposition, event_time, recorded_at, event_id
          from trace.holding_event
          where party_id = ${partyId} and holding_id = any(${ids}::uuid[]) and voided_by is null
            and (place is not null or disposition is not null)
          order by holding_id, event_time desc, recorded_at desc, event_id desc) f on f.holding_id = k.holding_id
      ) c
      where h.party_id = ${partyId} and h.holding_id = c.holding_id`.execute(tx)
}
