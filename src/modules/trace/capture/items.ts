import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import { stableId } from '../../../platform/id.ts'
import { foreignParty, type Item, type ItemKind } from '../work/holding.ts'
import { insertRows, type Row } from '../work/rows.ts'
import type { Thing } from './facts.ts'

type Known = Omit<Item, 'kind'> & { kind: string }

/**
 * The items of things, by canonical identifier: those that are there as they are, the others made. An item of ours
 * stands where its code says; any other at the home of its namespace, which is frozen when it is first seen (core.md §1).
 */
export async function ensureItems(
  tx: Tx,
  things: readonly Thing[],
  { makerId, now }: { makerId: string; now: string },
): Promise<Map<string, Item>> {
  const homes = await homesOf(tx, things)
  const wanted = things.map((t) => ({
    homeId: homes.get(t.identifier)!,
    itemId: stableId(t.identifier),
    thing: t,
  }))
  const items = new Map<string, Item>()
  const read = async (list: typeof wanted) => {
    if (!list.length) return
    const { rows } = await sql<Known>`
      select i.home_id, i.item_id, i.identifier, i.kind, i.code, i.product_id, i.product_name, i.class_code, i.sector,
        i.profile, i.unit, i.made_on
      from unnest(${list.map((w) => w.homeId)}::uuid[], ${list.map((w) => w.itemId)}::uuid[]) as k (home_id, item_id)
      join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id`.execute(tx)
    for (const r of rows) items.set(r.identifier, { ...r, kind: r.kind as ItemKind })
  }
  await read(wanted)
  const missing = wanted.filter((w) => !items.has(w.thing.identifier))
  if (!missing.length) return items
  // in one order for everybody: whoever meets an item that another is making waits for them
  missing.sort((a, b) => (a.homeId + a.itemId < b.homeId + b.itemId ? -1 : 1))
  await insertRows(tx, {
    item: missing.map(
      ({ homeId, itemId, thing }): Row<'item'> => ({
        ...plainItem({ homeId, itemId, identifier: thing.identifier, kind: thing.kind, unit: thing.unit }),
        batchHome: null,
        batchId: null,
        makerId,
        createdAt: now,
      }),
    ),
  })
  // a twin of another capture may have been first, with another unit
  await read(missing)
  return items
}

/** An item of which no more is known than its identifier. */
export const plainItem = (i: Pick<Item, 'homeId' | 'itemId' | 'identifier' | 'kind' | 'unit'>): Item => ({
  ...i,
  code: null,
  productId: null,
  productName: null,
  classCode: null,
  sector: null,
  profile: null,
  madeOn: null,
})

const ourCode = (identifier: string) => (identifier.startsWith('/s/') ? identifier.slice(3) : undefined)

async function homesOf(tx: Tx, things: readonly Thing[]): Promise<Map<string, string>> {
  const homes = new Map<string, string>()
  const codes = things.flatMap((t) => ourCode(t.identifier) ?? [])
  if (codes.length) {
    const { rows } = await sql<{ code: string; homeId: string }>`
      select code, home_id from trace.code where code = any(${codes}::text[]) and item_id is not null`.execute(tx)
    for (const r of rows) homes.set(`/s/${r.code}`, r.homeId)
  }
  const others = things.filter((t) => !homes.has(t.identifier))
  const keys = [...new Set(others.map((t) => t.namespace))].sort()
  const byKey = new Map<string, string>()
  const read = async () => {
    const { rows } = await sql<{ key: string; homeId: string }>`
      select key, home_id from trace.namespace where key = any(${keys}::text[])`.execute(tx)
    for (const r of rows) byKey.set(r.key, r.homeId)
  }
  if (keys.length) await read()
  const missing = keys.filter((k) => !byKey.has(k))
  if (missing.length) {
    await insertRows(tx, {
      namespace: missing.map((key) => ({ key, homeId: foreignParty(stableId(key)), ownerId: null })),
    })
    await read()
  }
  for (const t of others) homes.set(t.identifier, byKey.get(t.namespace)!)
  return homes
}
