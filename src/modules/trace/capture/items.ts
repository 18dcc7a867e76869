import { sql } from 'kysely'
import { arrayText } from '../../../platform/array.ts'
import { databaseOf, type Tx } from '../../../platform/db.ts'
import { stableId } from '../../../platform/id.ts'
import { foreignParty, type Item } from '../work/holding.ts'
import { insertRows } from '../work/rows.ts'
import type { Thing } from './facts.ts'

/**
 * The items of things, by canonical identifier: those that are there as they are, the others made. An item of ours
 * stands where its code says; any other at the home of its namespace, which is frozen when it is first seen (core.md §1).
 * `likelyNew`: they are written before they are looked for, which saves a statement where they are being made.
 */
export async function ensureItems(
  tx: Tx,
  things: readonly Thing[],
  { makerId, now, likelyNew }: { makerId: string; now: string; likelyNew: boolean },
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
    const { rows } = await sql<Item>`
      select i.home_id as "homeId", i.item_id as "itemId", i.identifier, i.kind, i.code, i.product_id as "productId",
        i.product_name as "productName", i.class_code as "classCode", i.sector, i.profile, i.unit, i.made_on as "madeOn"
      from unnest(${uuidArray(list, (w) => w.homeId)}::uuid[], ${uuidArray(list, (w) => w.itemId)}::uuid[])
        as k (home_id, item_id)
      join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id`.execute(tx.withoutPlugins())
    for (const r of rows) items.set(r.identifier, r)
  }
  if (!likelyNew) await read(wanted)
  const missing = wanted.filter((w) => !items.has(w.thing.identifier))
  if (!missing.length) return items
  // in one order for everybody: whoever meets an item that another is making waits for them
  missing.sort((a, b) => (a.homeId + a.itemId < b.homeId + b.itemId ? -1 : 1))
  const plain = missing.map(({ homeId, itemId, thing }) =>
    plainItem({ homeId, itemId, identifier: thing.identifier, kind: thing.kind, unit: thing.unit }),
  )
  const { rows } = await sql<{ id: string }>`
    insert into trace.item (home_id, item_id, identifier, kind, unit, maker_id, created_at)
    select n.*, ${makerId}::uuid, ${now}::timestamptz
    from unnest(${uuidArray(plain, (i) => i.homeId)}::uuid[], ${uuidArray(plain, (i) => i.itemId)}::uuid[],
      ${texts(plain, (i) => i.identifier)}::text[], ${texts(plain, (i) => i.kind)}::text[],
      ${texts(plain, (i) => i.unit)}::text[]) as n
    on conflict do nothing
    returning item_id as id`.execute(tx.withoutPlugins())
  const made = new Set(rows.map((r) => r.id))
  for (const i of plain) if (made.has(i.itemId)) items.set(i.identifier, i)
  // a twin of another capture may have been first, with another unit
  await read(missing.filter((w) => !made.has(w.itemId)))
  return items
}

const uuidArray = <T>(list: readonly T[], pick: (item: T) => string): string => arrayText(list.map(pick), true)
const texts = <T>(list: readonly T[], pick: (item: T) => string): string => arrayText(list.map(pick), false)

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

/** Homes of namespaces that were committed, by database: where one is seen first it stays for ever (core.md §1). */
const homesKnown = new WeakMap<object, Map<string, string>>()
const MOST_HOMES = 50_000

function rememberedHomes(tx: Tx): Map<string, string> {
  const database = databaseOf(tx)
  const known = homesKnown.get(database)
  if (known && known.size < MOST_HOMES) return known
  const made = new Map<string, string>()
  homesKnown.set(database, made)
  return made
}

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
  const byKey = rememberedHomes(tx)
  const read = async (keys: readonly string[]) => {
    const { rows } = await sql<{ key: string; homeId: string }>`
      select key, home_id from trace.namespace where key = any(${arrayText(keys, false)}::text[])`.execute(tx)
    return rows.map((r) => [r.key, r.homeId] as const)
  }
  const missing = keys.filter((k) => !byKey.has(k))
  if (missing.length) for (const [key, homeId] of await read(missing)) byKey.set(key, homeId)
  const unheard = missing.filter((k) => !byKey.has(k))
  // not remembered: this command may still be undone
  const fresh = new Map<string, string>()
  if (unheard.length) {
    await insertRows(tx, {
      namespace: unheard.map((key) => ({ key, homeId: foreignParty(stableId(key)), ownerId: null })),
    })
    for (const [key, homeId] of await read(unheard)) fresh.set(key, homeId)
  }
  for (const t of others) homes.set(t.identifier, (byKey.get(t.namespace) ?? fresh.get(t.namespace))!)
  return homes
}
