import { sql } from 'kysely'
import { add, compare, subtract } from '../../../kernel/quantity.ts'
import type { Tx } from '../../../platform/db.ts'
import { type Interval, intervalsOf, type PackFact } from '../rules.ts'
import { compareTimes } from '../time.ts'
import { byHome, type ItemKey, lockItems } from '../work/containment.ts'
import type { Row } from '../work/rows.ts'
import { insertRows } from '../work/rows.ts'

/** A fact about what is in what; of a lot, how much. */
export type Packing = PackFact & { quantity: string | null }
type Stay = Interval & { quantity: string | null }

export const itemText = (i: ItemKey): string => `${i.homeId} ${i.itemId}`
export const itemKeyOf = (text: string): ItemKey => ({ homeId: text.slice(0, 36), itemId: text.slice(37) })

/**
 * The intervals of a lot: parts of it can be in many packs at once, so each pack has its own. What goes in adds up,
 * what comes out is taken away; with nothing left, or taken out without saying how much, the stay ends.
 */
export function lotStays(facts: readonly Packing[]): Stay[] {
  const stays: Stay[] = []
  for (const group of Map.groupBy(facts, (f) => `${f.parentHome} ${f.parentId}`).values()) {
    const sorted = [...group].sort(
      (a, b) =>
        compareTimes(a.eventTime, b.eventTime) ||
        compareTimes(a.recordedAt, b.recordedAt) ||
        (a.eventId < b.eventId ? -1 : 1),
    )
    let open: Stay | undefined
    for (const f of sorted) {
      if (f.what === 'out' && !open) continue
      const left = remaining(open, f)
      if (open) Object.assign(open, { toTime: f.eventTime, toEvent: f.eventId })
      open = undefined
      if (left === 'nothing') continue
      open = {
        fromTime: f.eventTime,
        toTime: null,
        parentHome: f.parentHome,
        parentId: f.parentId,
        fromEvent: f.eventId,
        toEvent: null,
        quantity: left,
      }
      stays.push(open)
    }
  }
  return stays
}

function remaining(open: Stay | undefined, f: Packing): string | null | 'nothing' {
  if (f.what === 'in') {
    if (!open) return f.quantity
    return open.quantity === null || f.quantity === null ? null : add(open.quantity, f.quantity)
  }
  if (f.quantity === null || !open || open.quantity === null) return f.quantity === null ? 'nothing' : null
  return compare(open.quantity, f.quantity) > 0 ? subtract(open.quantity, f.quantity) : 'nothing'
}

const pairs = (items: readonly ItemKey[]) =>
  sql`unnest(${items.map((i) => i.homeId)}::uuid[], ${items.map((i) => i.itemId)}::uuid[]) as k (home_id, item_id)`

/** What was ever put into these packs or taken out, by a captured event. */
export async function everIn(tx: Tx, packs: readonly ItemKey[]): Promise<ItemKey[]> {
  if (!packs.length) return []
  const { rows } = await sql<ItemKey>`
    select c.child_home as home_id, c.child_id as item_id from ${pairs(packs)}
    join trace.pack_child c on c.home_id = k.home_id and c.pack_id = k.item_id`.execute(tx)
  return rows
}

/**
 * Locks, in the common order, what goes into packs or out of them, and the packs themselves: a late fact about the one
 * and the emptying of the other must see each other. Before any holding is locked.
 */
export async function lockPacked(
  tx: Tx,
  {
    children,
    packs,
    emptied,
  }: { children: readonly ItemKey[]; packs: readonly ItemKey[]; emptied: readonly ItemKey[] },
): Promise<ItemKey[]> {
  const before = await everIn(tx, emptied)
  await lockItems(tx, [...children, ...packs, ...emptied, ...before])
  if (!emptied.length) return [...children]
  // what came into an emptied pack while its lock was waited for; out of order, so a deadlock is possible and retried
  const known = new Set(before.map(itemText))
  const after = (await everIn(tx, emptied)).filter((i) => !known.has(itemText(i)))
  if (after.length) await lockItems(tx, after)
  return [...children, ...before, ...after]
}

/**
 * Derives the intervals of children again from everything that is written about them. The children are locked.
 * @returns every pack that any of it was ever in: what moved with those has to be worked out again.
 */
export async function refoldContents(tx: Tx, children: readonly ItemKey[]): Promise<ItemKey[]> {
  const unique = byHome(children).flatMap(([homeId, ids]) => ids.map((itemId) => ({ homeId, itemId })))
  if (!unique.length) return []
  const { rows } = await sql<Packing & { homeId: string; itemId: string; kind: string }>`
    select k.home_id, k.item_id, i.kind, c.event_id, c.parent_home, c.parent_id, c.what, c.event_time, c.recorded_at,
      c.quantity
    from ${pairs(unique)}
    join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id
    join trace.containment_event c on c.home_id = i.home_id and c.child_id = i.item_id and c.parent_id <> i.item_id
    where c.voided_by is null`.execute(tx)
  const packs = new Map(
    rows.map((r) => [`${r.parentHome} ${r.parentId}`, { homeId: r.parentHome, itemId: r.parentId }]),
  )
  const emptyings = await emptyingsOf(tx, [...packs.values()])
  const contained: Row<'contained'>[] = []
  for (const facts of Map.groupBy(rows, itemText).values()) {
    const { homeId, itemId: childId, kind } = facts[0]!
    const parents = new Set(facts.map((f) => `${f.parentHome} ${f.parentId}`))
    const all: Packing[] = [...facts, ...[...parents].flatMap((p) => emptyings.get(p) ?? [])]
    const stays = kind === 'batch' ? lotStays(all) : intervalsOf(all)
    for (const s of stays)
      contained.push({ homeId, childId, ...s, quantity: 'quantity' in s ? (s as Stay).quantity : null })
  }
  await sql`delete from trace.contained c using ${pairs(unique)}
    where c.home_id = k.home_id and c.child_id = k.item_id`.execute(tx)
  await insertRows(tx, { contained })
  return [...packs.values()]
}

/** "Everything out" of packs, as facts. */
async function emptyingsOf(tx: Tx, packs: readonly ItemKey[]): Promise<Map<string, Packing[]>> {
  const found = new Map<string, Packing[]>()
  if (!packs.length) return found
  const { rows } = await sql<Packing>`
    select c.event_id, c.parent_home, c.parent_id, c.what, c.event_time, c.recorded_at, null as quantity
    from ${pairs(packs)}
    join trace.containment_event c on c.home_id = k.home_id and c.child_id = k.item_id and c.parent_id = k.item_id
    where c.voided_by is null`.execute(tx)
  for (const r of rows) {
    const key = `${r.parentHome} ${r.parentId}`
    found.set(key, [...(found.get(key) ?? []), r])
  }
  return found
}
