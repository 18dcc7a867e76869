import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import { byParty, type HoldingKey, type Item, inLockOrder, keyOf, type Locked, type Mark, textOf } from './holding.ts'

/** A holding to be made if it is not there yet. */
export type NewHolding = {
  partyId: string
  item: Item
  regime: 'governed' | 'declared'
  basis: 'own' | 'counterpart_confirmed' | 'declared' | 'device' | 'official'
  beganAt: string
}

/**
 * Makes sure the output holdings exist, in lock order, and says which of them are new. No conflict target: a holding
 * that another command just made is simply there.
 */
export async function ensureHoldings(tx: Tx, holdings: readonly NewHolding[], now: string): Promise<Set<string>> {
  if (!holdings.length) return new Set()
  const wanted = new Map(holdings.map((h) => [textOf(keyOf(h.partyId, h.item)), h]))
  const rows = [...wanted.keys()].sort().map((t) => ({ ...wanted.get(t)!, id: t.split(' ')[1]! }))
  const column = <T>(pick: (r: (typeof rows)[number]) => T) => rows.map(pick)
  const made = await sql<HoldingKey>`
    insert into trace.holding (party_id, holding_id, home_id, item_id, kind, code, product_id, product_name, class_code,
      sector, profile, made_on, unit, regime, basis, began_at, quantity, reserved, changed_at, created_at)
    select n.*, 0, 0, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${column((r) => r.partyId)}::uuid[], ${column((r) => r.id)}::uuid[],
      ${column((r) => r.item.homeId)}::uuid[], ${column((r) => r.item.itemId)}::uuid[],
      ${column((r) => r.item.kind)}::text[], ${column((r) => r.item.code)}::text[],
      ${column((r) => r.item.productId)}::uuid[], ${column((r) => r.item.productName)}::text[],
      ${column((r) => r.item.classCode)}::text[], ${column((r) => r.item.sector)}::text[],
      ${column((r) => r.item.profile)}::text[], ${column((r) => r.item.madeOn)}::date[],
      ${column((r) => r.item.unit)}::text[], ${column((r) => r.regime)}::text[], ${column((r) => r.basis)}::text[],
      ${column((r) => r.beganAt)}::timestamptz[]) as n
    on conflict do nothing
    returning party_id, holding_id`.execute(tx)
  return new Set(made.rows.map(textOf))
}

/** Locks the holdings, one statement a party, in (party, id) order. Those that are not there are not in the answer. */
export async function lockHoldings(tx: Tx, keys: readonly HoldingKey[], fresh: ReadonlySet<string>): Promise<Locked[]> {
  const locked: Locked[] = []
  for (const [partyId, ids] of byParty(keys)) {
    const { rows } = await sql<Omit<Locked, 'fresh' | 'marks'>>`
      select party_id, holding_id, home_id, item_id, kind, code, product_id, product_name, class_code, sector, profile,
        made_on, unit, regime, quantity, reserved, began_at, changed_at
      from trace.holding
      where party_id = ${partyId} and holding_id = any(${ids}::uuid[])
      order by holding_id for no key update`.execute(tx)
    for (const r of rows) locked.push({ ...r, fresh: fresh.has(textOf(r)), marks: [] })
  }
  return locked
}

/**
 * Open marks of locked holdings. Always a later statement than the lock: read committed looks again only at the locked
 * row, so marks read together with it may be older than the lock (core.md §5).
 */
export async function readMarks(tx: Tx, keys: readonly HoldingKey[]): Promise<Map<string, Mark[]>> {
  const sorted = inLockOrder(keys)
  const { rows } = await sql<HoldingKey & Mark>`
    select party_id, holding_id, hold_id, hold_party, piece_id
    from trace.held
    where party_id = any(${[...new Set(sorted.map((k) => k.partyId))]}::uuid[])
      and holding_id = any(${sorted.map((k) => k.holdingId)}::uuid[]) and lifted_at is null`.execute(tx)
  const marks = new Map<string, Mark[]>()
  for (const { partyId, holdingId, ...mark } of rows) {
    const key = textOf({ partyId, holdingId })
    marks.set(key, [...(marks.get(key) ?? []), mark])
  }
  return marks
}
