import { sql } from 'kysely'
import { compare, sum } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { divisionsOf, partyNames } from '../../identity/index.ts'
import { type HoldingKey, isForeign } from '../work/holding.ts'
import { reach } from './marks.ts'
import { requireRoots } from './queries.ts'
import type { HoldImpact, impactOfHold, UnitTotal } from './schema.ts'

/** Counting stops here and says so; a hold itself has no limit. */
const LIMIT = 200_000
const CHUNK = 5000
const LISTED_DIVISIONS = 50

type Totals = Map<string, string>
const addTo = (totals: Totals, unit: string, quantity: string) =>
  totals.set(unit, sum([totals.get(unit) ?? '0', quantity]))
const listOf = (totals: Totals): UnitTotal[] =>
  [...totals]
    .filter(([, quantity]) => compare(quantity, '0') > 0)
    .map(([unit, quantity]) => ({ unit, quantity }))
    .sort((a, b) => (a.unit < b.unit ? -1 : 1))

type Holder = { holdings: number; inStock: number; quantities: Totals }

/**
 * What a hold on these holdings would stop now, in numbers, and the holders by pages. Reads only; what moves before the
 * hold is placed is not in it. @throws not_found `holding.not_found`
 */
export async function holdImpact(db: Db, actor: Actor, input: Input<typeof impactOfHold>): Promise<HoldImpact> {
  const { scope, pieceId, cursor, limit } = input
  const roots = (await requireRoots(db, actor, input.roots)).map((r) => ({
    ...r,
    pieceId: pieceId === undefined || pieceId === r.itemId ? null : pieceId,
  }))
  const { reached, complete } = scope === 'holding' ? { reached: roots, complete: true } : await reach(db, roots, LIMIT)
  const counted = await count(db, reached)
  const registered = [...counted.holders.keys()].filter((id) => !isForeign(id)).sort()
  const after = decodeCursor(cursor, ['id'])?.[0] ?? ''
  const following = registered.filter((id) => id > after).slice(0, limit + 1)
  const { items, nextCursor } = page(following, limit, (id) => [id])
  const names = await partyNames(db, items)
  return {
    holdings: reached.length,
    inStock: counted.inStock,
    quantities: listOf(counted.quantities),
    operators: registered.length,
    operatorsInStock: registered.filter((id) => counted.holders.get(id)!.inStock > 0).length,
    unregistered: counted.holders.size - registered.length,
    divisions: await divisionsWith(db, registered),
    transfers: counted.transfers,
    onTheWay: listOf(counted.onTheWay),
    codes: counted.codes.size,
    complete,
    holders: items.map((partyId) => {
      const { holdings, quantities } = counted.holders.get(partyId)!
      return { partyId, name: names.get(partyId)?.name ?? null, holdings, quantities: listOf(quantities) }
    }),
    nextCursor,
  }
}

async function count(db: Db, reached: readonly HoldingKey[]) {
  const holders = new Map<string, Holder>()
  const quantities: Totals = new Map()
  const onTheWay: Totals = new Map()
  const codes = new Set<string>()
  let inStock = 0
  let transfers = 0
  for (let i = 0; i < reached.length; i += CHUNK) {
    const part = reached.slice(i, i + CHUNK)
    const keys = sql`unnest(${part.map((k) => k.partyId)}::uuid[], ${part.map((k) => k.holdingId)}::uuid[]) as k (party_id, holding_id)`
    const held = await sql<{ partyId: string; unit: string; quantity: string; holdings: string; full: string }>`
      select h.party_id, h.unit, sum(h.quantity) as quantity, count(*) as holdings,
        count(*) filter (where h.quantity > 0) as full
      from ${keys} join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
      group by h.party_id, h.unit`.execute(db)
    for (const r of held.rows) {
      const holder = holders.get(r.partyId) ?? { holdings: 0, inStock: 0, quantities: new Map() }
      holders.set(r.partyId, holder)
      holder.holdings += Number(r.holdings)
      holder.inStock += Number(r.full)
      inStock += Number(r.full)
      addTo(holder.quantities, r.unit, r.quantity)
      addTo(quantities, r.unit, r.quantity)
    }
    const coded = await sql<{ code: string }>`
      select distinct h.code from ${keys} join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
      where h.code is not null`.execute(db)
    for (const { code } of coded.rows) codes.add(code)
    const moving = await sql<{ unit: string; quantity: string; transfers: string }>`
      select t.unit, sum(t.quantity - t.received - t.returned - t.withdrawn) as quantity, count(*) as transfers
      from ${keys} join trace.transfer t on t.party_id = k.party_id and t.holding_id = k.holding_id
      where t.state in ('open', 'partly') group by t.unit`.execute(db)
    for (const r of moving.rows) {
      transfers += Number(r.transfers)
      addTo(onTheWay, r.unit, r.quantity)
    }
  }
  return { holders, quantities, onTheWay, codes, inStock, transfers }
}

/** How many of the operators are at home in each county, or in the division above where no county is known. */
async function divisionsWith(db: Db, partyIds: readonly string[]): Promise<HoldImpact['divisions']> {
  const homes = [...(await partyNames(db, partyIds)).values()].flatMap((p) => p.divisionId ?? [])
  const own = await divisionsOf(db, homes)
  const above = await divisionsOf(
    db,
    [...own.values()].flatMap((d) => d.path),
  )
  const operators = new Map<string, number>()
  for (const home of homes) {
    const path = own.get(home)?.path ?? []
    const county = path.find((id) => above.get(id)?.level === 'county') ?? home
    operators.set(county, (operators.get(county) ?? 0) + 1)
  }
  return [...operators]
    .map(([divisionId, n]) => ({ divisionId, name: above.get(divisionId)?.name ?? divisionId, operators: n }))
    .sort((a, b) => b.operators - a.operators || (a.divisionId < b.divisionId ? -1 : 1))
    .slice(0, LISTED_DIVISIONS)
}
