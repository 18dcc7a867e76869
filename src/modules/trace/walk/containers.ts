import type { Db } from '../../../platform/db.ts'
import type { Node } from './chain.ts'
import { type Inside, insideOf, type PackEvent, packsOf } from './queries.ts'
import { sortable } from './rows.ts'
import type { StartRow } from './start.ts'

/** Something of the chain was in a pack from … to …; `nodes` are its holdings, none for a piece in a sealed pack. */
export type Stay = { nodes: Node[]; parentHome: string; parentId: string; from: string; to: string | null }

/** A stay with what the pack is and what happened to it meanwhile. */
export type Container = Stay & Pick<PackEvent, 'kind' | 'code' | 'identifier'> & { events: PackEvent[] }

const DEEPEST = 8
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

/** Items of the chain in packs. A piece in a sealed pack has no holding: its stays are the starts' intervals. */
export function staysOf(starts: readonly StartRow[], nodes: readonly Node[], inside: readonly Inside[]): Stay[] {
  const windows = starts.filter((s) => s.from !== undefined)
  const pieces = new Map<string, Stay>()
  for (const { homeId, itemId, from, until = null } of windows)
    pieces.set(`${keyOf(homeId, itemId)} ${from}`, {
      ...{ nodes: [], parentHome: homeId, parentId: itemId, from: from!, to: until },
    })
  if (!inside.length) return [...pieces.values()]
  // what a piece's pack was in while the piece was inside is found from the piece's own stay
  const packs = new Set(windows.map((s) => keyOf(s.homeId, s.itemId)))
  const byItem = Map.groupBy(nodes, (n) => keyOf(n.homeId, n.itemId))
  const own = inside.flatMap(({ homeId, itemId, parentHome, parentId, from, to }) =>
    packs.has(keyOf(homeId, itemId))
      ? []
      : [{ nodes: byItem.get(keyOf(homeId, itemId)) ?? [], parentHome, parentId, from, to }],
  )
  return [...pieces.values(), ...own]
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
  return shared ? [{ ...shared, nodes: stay.nodes, parentHome: i.parentHome, parentId: i.parentId }] : []
}

const uniqueParents = (stays: readonly Stay[]) => {
  const parents = stays.map((s) => ({ homeId: s.parentHome, itemId: s.parentId }))
  return [...new Map(parents.map((p) => [keyOf(p.homeId, p.itemId), p])).values()]
}
