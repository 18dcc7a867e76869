import type { Db } from '../../../platform/db.ts'
import { type Inside, insideOf, type PackEvent, packsOf } from './queries.ts'

/** Something of the chain was in a pack from … to …; `holdingIds` are its holdings, none for a piece in a sealed pack. */
export type Stay = { holdingIds: string[]; parentHome: string; parentId: string; from: string; to: string | null }

/** A stay with what the pack is and what happened to it meanwhile. */
export type Container = Stay & Pick<PackEvent, 'kind' | 'code' | 'identifier'> & { events: PackEvent[] }

const DEEPEST = 8
const sortable = (iso: string) => iso.slice(0, -1)
const before = (a: string, b: string) => sortable(a) < sortable(b)
const keyOf = (homeId: string, itemId: string) => `${homeId} ${itemId}`

/** What two intervals share, or undefined. An open end is null. */
export function overlap(
  a: { from: string; to: string | null },
  b: { from: string; to: string | null },
): { from: string; to: string | null } | undefined {
  const from = before(a.from, b.from) ? b.from : a.from
  const to = a.to === null ? b.to : b.to === null ? a.to : before(a.to, b.to) ? a.to : b.to
  return to !== null && before(to, from) ? undefined : { from, to }
}

/**
 * The packs that the stays lead to, and the packs those were in at the time: a case on a pallet. An event of a pack
 * counts only inside the interval, and nothing else that was in it is ever reached (core.md §2).
 */
export async function containersOf(db: Db, stays: readonly Stay[]): Promise<Container[]> {
  const all: Stay[] = []
  let level = [...stays]
  for (let depth = 0; level.length && depth < DEEPEST; depth++) {
    all.push(...level)
    const outer = Map.groupBy(await insideOf(db, uniqueParents(level)), (i) => keyOf(i.homeId, i.itemId))
    level = level.flatMap((stay) =>
      (outer.get(keyOf(stay.parentHome, stay.parentId)) ?? []).flatMap((i) => within(stay, i)),
    )
  }
  if (!all.length) return []
  const packs = Map.groupBy(await packsOf(db, uniqueParents(all)), (p) => keyOf(p.homeId, p.itemId))
  return all.flatMap((stay) => {
    const rows = packs.get(keyOf(stay.parentHome, stay.parentId))
    if (!rows) return []
    const { kind, code, identifier } = rows[0]!
    const events = rows.filter(
      ({ eventTime: t }) => t !== null && !before(t, stay.from) && (stay.to === null || !before(stay.to, t)),
    )
    return [{ ...stay, kind, code, identifier, events }]
  })
}

const within = (stay: Stay, i: Inside): Stay[] => {
  const shared = overlap(stay, i)
  return shared ? [{ ...shared, holdingIds: stay.holdingIds, parentHome: i.parentHome, parentId: i.parentId }] : []
}

const uniqueParents = (stays: readonly Stay[]) => {
  const parents = stays.map((s) => ({ homeId: s.parentHome, itemId: s.parentId }))
  return [...new Map(parents.map((p) => [keyOf(p.homeId, p.itemId), p])).values()]
}
