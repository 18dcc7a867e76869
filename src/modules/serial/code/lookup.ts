import { sql } from 'kysely'
import { compare, subtract } from '../../../kernel/quantity.ts'
import type { CodeState } from '../../../kernel/rule.ts'
import { arrayText } from '../../../platform/array.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { isForeignParty, unscopedRanges } from '../../trace/index.ts'
import { DEEPEST, pieceIdentifier, stateOf } from '../rules.ts'

export type ItemKey = { homeId: string; itemId: string }

/** A code as it is on record. */
export type CodeRow = ItemKey & {
  code: string
  scheme: string
  level: number
  makerId: string
  batchHome: string | null
  batchId: string | null
  lotHome: string | null
  lotId: string | null
  uploadId: string | null
}

/** What a party has of the goods a code is counted in. */
export type Holder = { partyId: string; holdingId: string; quantity: string; reserved: string }

/** A code with where it is: `how` it is counted there. */
export type Found = CodeRow & {
  /** As it was typed. */
  typed: string
  /** The packs around it now, the nearest first. */
  parents: ItemKey[]
  /** Those of them that are on record as codes. */
  parentCodes: CodeRow[]
  at: ItemKey & { how: 'own' | 'pack' | 'lot' }
  holders: Holder[]
  /** The state of the last fact about it, or about a pack around it that was used up or voided. */
  last: CodeState | null
  state: CodeState
}

const textOf = (k: ItemKey) => `${k.homeId} ${k.itemId}`
const uuids = (list: readonly string[]) => arrayText(list, true)
const pairs = (keys: readonly ItemKey[]) =>
  sql`unnest(${uuids(keys.map((k) => k.homeId))}::uuid[], ${uuids(keys.map((k) => k.itemId))}::uuid[]) as k (home_id, item_id)`
const uniqueKeys = (keys: readonly ItemKey[]): ItemKey[] => [...new Map(keys.map((k) => [textOf(k), k])).values()]

const columns = sql`c.home_id, c.code, c.item_id, c.scheme, c.level, c.maker_id, c.batch_home, c.batch_id, c.lot_home,
  c.lot_id, c.upload_id`

/** Codes on record, by what somebody typed or scanned; those of no scheme and those nobody uploaded are left out. */
export async function unscopedCodes(
  db: Db | Tx,
  typed: readonly string[],
  schemes: readonly string[],
): Promise<(CodeRow & { typed: string })[]> {
  const read = typed.flatMap((text) => {
    const piece = pieceIdentifier(text, schemes)
    return piece ? [{ typed: text, ...piece }] : []
  })
  const ranges = await unscopedRanges(
    db,
    read.map((r) => r.namespace),
  )
  const wanted = read.flatMap((r) => {
    const homeId = ranges.get(r.namespace)?.homeId
    return homeId === undefined ? [] : [{ homeId, code: r.code, typed: r.typed }]
  })
  if (!wanted.length) return []
  const { rows } = await sql<CodeRow>`
    select ${columns}
    from unnest(${uuids(wanted.map((w) => w.homeId))}::uuid[], ${arrayText(
      wanted.map((w) => w.code),
      false,
    )}::text[]) as k (home_id, code)
    join serial.code c on c.home_id = k.home_id and c.code = k.code`.execute(db)
  const byCode = new Map(rows.map((r) => [`${r.homeId} ${r.code}`, r]))
  return wanted.flatMap((w) => {
    const row = byCode.get(`${w.homeId} ${w.code}`)
    return row ? [{ ...row, typed: w.typed }] : []
  })
}

/** Codes of items. */
export async function unscopedCodesOf(db: Db | Tx, keys: readonly ItemKey[]): Promise<Map<string, CodeRow>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<CodeRow>`
    select ${columns} from ${pairs(uniqueKeys(keys))}
    join serial.code c on c.home_id = k.home_id and c.item_id = k.item_id`.execute(db)
  return new Map(rows.map((r) => [textOf(r), r]))
}

/** The packs around things now, the nearest first; a level is one statement. */
async function parentsOf(db: Db | Tx, keys: readonly ItemKey[]): Promise<Map<string, ItemKey[]>> {
  const around = new Map<string, ItemKey[]>(keys.map((k) => [textOf(k), []]))
  const parent = new Map<string, ItemKey>()
  let level = uniqueKeys(keys)
  for (let depth = 0; level.length && depth < DEEPEST; depth++) {
    const { rows } = await sql<ItemKey & { parentHome: string; parentId: string }>`
      select k.home_id, k.item_id, c.parent_home, c.parent_id from ${pairs(level)}
      join trace.contained c on c.home_id = k.home_id and c.child_id = k.item_id
      where c.to_time is null`.execute(db)
    for (const r of rows) parent.set(textOf(r), { homeId: r.parentHome, itemId: r.parentId })
    level = uniqueKeys(rows.map((r) => ({ homeId: r.parentHome, itemId: r.parentId }))).filter(
      (k) => !parent.has(textOf(k)),
    )
  }
  for (const [key, chain] of around)
    for (let p = parent.get(key); p && chain.length < DEEPEST; p = parent.get(textOf(p))) chain.push(p)
  return around
}

/** Who has some of these items, or had, by events that still count. */
async function holdersOf(db: Db | Tx, keys: readonly ItemKey[]): Promise<Map<string, Holder[]>> {
  const found = new Map<string, Holder[]>()
  const unique = uniqueKeys(keys)
  if (!unique.length) return found
  const touched = await sql<ItemKey & { partyId: string; holdingId: string }>`
    select distinct k.home_id, k.item_id, e.party_id, e.holding_id from ${pairs(unique)}
    join trace.item_event e on e.home_id = k.home_id and e.item_id = k.item_id
    where e.holding_id is not null`.execute(db)
  if (!touched.rows.length) return found
  const { rows } = await sql<Holder>`
    select h.party_id, h.holding_id, h.quantity, h.reserved
    from unnest(${uuids(touched.rows.map((t) => t.partyId))}::uuid[], ${uuids(touched.rows.map((t) => t.holdingId))}::uuid[])
      as k (party_id, holding_id)
    join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
    where exists (select 1 from trace.holding_event e
      where e.party_id = h.party_id and e.holding_id = h.holding_id and e.voided_by is null)`.execute(db)
  const byId = new Map(rows.map((r) => [r.holdingId, r]))
  for (const t of touched.rows) {
    const holder = byId.get(t.holdingId)
    if (holder) found.set(textOf(t), [...(found.get(textOf(t)) ?? []), holder])
  }
  return found
}

/** The last state that facts which still count left codes in. */
async function lastStates(
  db: Db | Tx,
  keys: readonly { homeId: string; code: string }[],
  until: string | undefined,
): Promise<Map<string, CodeState>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<{ homeId: string; code: string; state: CodeState; partyId: string; recordId: string }>`
    select f.home_id, f.code, f.state, f.party_id, f.record_id
    from unnest(${uuids(keys.map((k) => k.homeId))}::uuid[], ${arrayText(
      keys.map((k) => k.code),
      false,
    )}::text[]) as k (home_id, code)
    join serial.code_fact f on f.home_id = k.home_id and f.code = k.code
    where f.state is not null ${until === undefined ? sql`` : sql`and f.happened_at <= ${until}::timestamptz`}
    order by f.happened_at, f.record_id`.execute(db)
  const counting = await stillCounting(db, rows)
  const last = new Map<string, CodeState>()
  for (const r of rows) if (counting.has(r.recordId)) last.set(`${r.homeId} ${r.code}`, r.state)
  return last
}

/** Records that were not declared an error. */
export async function stillCounting(
  db: Db | Tx,
  keys: readonly { partyId: string; recordId: string }[],
): Promise<Set<string>> {
  const unique = [...new Map(keys.map((k) => [k.recordId, k])).values()]
  if (!unique.length) return new Set()
  const { rows } = await sql<{ recordId: string }>`
    select r.record_id
    from unnest(${uuids(unique.map((u) => u.partyId))}::uuid[], ${uuids(unique.map((u) => u.recordId))}::uuid[])
      as k (party_id, record_id)
    join production.record r on r.party_id = k.party_id and r.record_id = k.record_id
    where r.voided_at is null`.execute(db)
  return new Set(rows.map((r) => r.recordId))
}

/**
 * Where codes are and what state they are in, in a handful of statements for all of them: a code that acts alone by its own
 * holding, one in a pack by that of the topmost pack, any other by the batch it is counted in. `until`: facts up to then.
 */
export async function standingOf<T extends CodeRow & { typed: string }>(
  db: Db | Tx,
  codes: readonly T[],
  until?: string,
): Promise<(T & Found)[]> {
  const around = await parentsOf(db, codes)
  const parents = [...around.values()].flat()
  const topOf = (c: ItemKey) => around.get(textOf(c))?.at(-1)
  const lotOf = (c: CodeRow): ItemKey | undefined =>
    c.lotHome && c.lotId ? { homeId: c.lotHome, itemId: c.lotId } : undefined
  const holders = await holdersOf(db, [...codes, ...parents, ...codes.flatMap((c) => lotOf(c) ?? [])])
  const packs = await unscopedCodesOf(db, parents)
  const last = await lastStates(db, [...codes, ...packs.values()], until)
  const lastOf = (k: { homeId: string; code: string }) => last.get(`${k.homeId} ${k.code}`) ?? null
  return codes.map((c) => {
    const chain = around.get(textOf(c)) ?? []
    const top = topOf(c)
    const own = holders.get(textOf(c))
    const lot = lotOf(c)
    const at: Found['at'] = top
      ? { ...top, how: 'pack' }
      : own || !lot
        ? { homeId: c.homeId, itemId: c.itemId, how: 'own' }
        : { ...lot, how: 'lot' }
    const there = holders.get(textOf(at)) ?? []
    const parentCodes = chain.flatMap((p) => packs.get(textOf(p)) ?? [])
    const dead = parentCodes.map(lastOf).find((s) => s === 'used' || s === 'void')
    const state = dead ?? lastOf(c)
    const holder = holderOf(there)
    return {
      ...c,
      parents: chain,
      parentCodes,
      at,
      holders: there,
      last: state,
      state: stateOf({
        issuedOnly: c.batchId === null,
        last: state,
        makerId: c.makerId,
        holder: holder && {
          partyId: holder.partyId,
          available: compare(subtract(holder.quantity, holder.reserved), '0') > 0,
          registered: !isForeignParty(holder.partyId),
        },
      }),
    }
  })
}

/** Who has it now: of a delivery received in part both sides have some, then who can still use it. */
export function holderOf(holders: readonly Holder[], asking?: string): Holder | undefined {
  const having = holders.filter((h) => compare(h.quantity, '0') > 0)
  return (
    having.find((h) => h.partyId === asking) ?? having.find((h) => compare(h.quantity, h.reserved) > 0) ?? having[0]
  )
}

/** What is right in a pack, in the order of the codes. */
export async function unscopedChildren(
  db: Db | Tx,
  pack: ItemKey,
  { after, limit }: { after?: string | undefined; limit?: number } = {},
): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select ${columns} from trace.contained x
    join serial.code c on c.home_id = x.home_id and c.item_id = x.child_id
    where x.home_id = ${pack.homeId} and x.parent_id = ${pack.itemId} and x.to_time is null
      ${after === undefined ? sql`` : sql`and c.code > ${after}`}
    order by c.code ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(db)
  return rows
}

/** How many things are right in a pack. */
export async function unscopedChildCount(db: Db | Tx, pack: ItemKey): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from trace.contained x
    where x.home_id = ${pack.homeId} and x.parent_id = ${pack.itemId} and x.to_time is null`.execute(db)
  return Number(rows[0]!.count)
}

/** How many pieces are in packs, on whatever level. */
export async function unscopedPieces(db: Db | Tx, packs: readonly ItemKey[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>(packs.map((p) => [textOf(p), 0]))
  // each pack of a level with those of the asked ones that it is in
  let level = new Map<string, { key: ItemKey; of: string }>(packs.map((p) => [textOf(p), { key: p, of: textOf(p) }]))
  for (let depth = 0; level.size && depth <= DEEPEST; depth++) {
    const homes = [...new Set([...level.values()].map((l) => l.key.homeId))]
    const { rows } = await sql<ItemKey & { parentId: string; pieces: string | null }>`
      select x.home_id, case when c.level > 1 then x.child_id end as item_id, x.parent_id, count(*) as pieces
      from trace.contained x join serial.code c on c.home_id = x.home_id and c.item_id = x.child_id
      where x.home_id = any(${uuids(homes)}::uuid[]) and x.parent_id = any(${uuids([...level.values()].map((l) => l.key.itemId))}::uuid[])
        and x.to_time is null
      group by x.home_id, case when c.level > 1 then x.child_id end, x.parent_id`.execute(db)
    const next = new Map<string, { key: ItemKey; of: string }>()
    for (const r of rows) {
      const of = level.get(textOf({ homeId: r.homeId, itemId: r.parentId }))?.of
      if (of === undefined) continue
      if (r.itemId === null) counts.set(of, (counts.get(of) ?? 0) + Number(r.pieces))
      else next.set(textOf(r), { key: { homeId: r.homeId, itemId: r.itemId }, of })
    }
    level = next
  }
  return counts
}

export const itemText = textOf
