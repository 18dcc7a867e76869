import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import { type Interval, intervalsOf, type PackFact } from '../rules.ts'
import { holdingIdOf } from './holding.ts'
import type { Work, WorkEvent } from './work.ts'

/** An item at its home. */
export type ItemKey = { homeId: string; itemId: string }

/** Item ids of each home, both sorted: one statement a home. */
export function byHome(items: readonly ItemKey[]): [homeId: string, itemIds: string[]][] {
  const homes = new Map<string, Set<string>>()
  for (const i of items) homes.set(i.homeId, (homes.get(i.homeId) ?? new Set()).add(i.itemId))
  return [...homes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([home, ids]) => [home, [...ids].sort()])
}

/** Locks the rows of items that go into or out of a pack: always before the holdings. Pieces may have no row yet. */
export async function lockItems(tx: Tx, items: readonly ItemKey[]): Promise<void> {
  for (const [homeId, ids] of byHome(items))
    await sql`select 1 from trace.item where home_id = ${homeId} and item_id = any(${ids}::uuid[])
      order by item_id for no key update`.execute(tx)
}

async function factsOf(tx: Tx, homeId: string, ids: readonly string[]): Promise<Map<string, PackFact[]>> {
  const rows = await tx
    .selectFrom('trace.containmentEvent')
    .select(['childId', 'eventId', 'parentHome', 'parentId', 'what', 'eventTime', 'recordedAt'])
    .where('homeId', '=', homeId)
    .where(sql<boolean>`child_id = any(${ids}::uuid[])`)
    .where('voidedBy', 'is', null)
    .execute()
  const facts = new Map<string, PackFact[]>()
  for (const { childId, what, ...fact } of rows)
    facts.set(childId, [...(facts.get(childId) ?? []), { ...fact, what: what === 'in' ? 'in' : 'out' }])
  return facts
}

/** Where each child is now, after this command: the pack of its open interval. */
export type Inside = Map<string, ItemKey | undefined>

/**
 * An event puts children into a pack or takes them out: writes the facts and derives each child's intervals again, so
 * that a fact arriving late ends in the same state as one in time (core.md §3).
 */
export async function contain(
  work: Work,
  event: WorkEvent,
  children: readonly ItemKey[],
  parent: ItemKey,
  what: 'in' | 'out',
): Promise<Inside> {
  const fact: PackFact = {
    eventId: event.eventId,
    parentHome: parent.homeId,
    parentId: parent.itemId,
    what,
    eventTime: event.eventTime,
    recordedAt: work.recordedAt,
  }
  for (const { homeId, itemId } of children)
    work.add('containmentEvent', { homeId, childId: itemId, eventParty: event.partyId, ...fact })
  return refold(work, children, fact)
}

/** Derives the intervals of children again from what is recorded, and from `added`, which is not written yet. */
export async function refold(work: Work, children: readonly ItemKey[], added?: PackFact): Promise<Inside> {
  const inside: Inside = new Map()
  for (const [homeId, ids] of byHome(children)) {
    const known = await factsOf(work.ctx.db, homeId, ids)
    const old = ids.filter((id) => known.has(id) || !added)
    if (old.length)
      await work.ctx.db
        .deleteFrom('trace.contained')
        .where('homeId', '=', homeId)
        .where(sql<boolean>`child_id = any(${old}::uuid[])`)
        .execute()
    for (const childId of ids) {
      const intervals = intervalsOf([...(known.get(childId) ?? []), ...(added ? [added] : [])])
      for (const i of intervals) work.add('contained', { homeId, childId, ...i })
      inside.set(`${homeId} ${childId}`, openPack(intervals))
    }
  }
  return inside
}

function openPack(intervals: readonly Interval[]): ItemKey | undefined {
  const last = intervals.at(-1)
  return last && last.toTime === null ? { homeId: last.parentHome, itemId: last.parentId } : undefined
}

/** Writes what is in open packs now, for children that are holdings of this party. */
export async function refoldContent(
  work: Work,
  children: readonly (ItemKey & { holdingId: string })[],
  inside: Inside,
): Promise<void> {
  const { partyId } = work
  const ids = children.map((c) => c.holdingId)
  await work.ctx.db
    .deleteFrom('trace.content')
    .where('partyId', '=', partyId)
    .where(sql<boolean>`child_holding = any(${ids}::uuid[])`)
    .execute()
  for (const c of children) {
    const pack = inside.get(`${c.homeId} ${c.itemId}`)
    if (pack)
      work.add('content', {
        partyId,
        holdingId: holdingIdOf(partyId, pack),
        childParty: partyId,
        childHolding: c.holdingId,
      })
  }
}
