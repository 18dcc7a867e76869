import { sql } from 'kysely'
import { parseCode } from '../../kernel/code.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { unscopedArchivedTexts } from './archive.ts'
import { identifierOf } from './code.ts'
import type { Link } from './walk/graph.ts'
import { rawRows, uuids } from './walk/rows.ts'
import { hasRecursiveWalk, walk } from './walk/walk.ts'
import type { HoldingKey } from './work/holding.ts'

/** An event of a profile that touched goods, as its body has it. */
export type HistoryFact = {
  profile: string
  event: string
  eventId: string
  happenedAt: string
  partyId: string
  values: Record<string, unknown>
}

/** Goods with what happened to them and to what they were made from, oldest first. */
export type ItemHistory = HoldingKey & {
  identifier: string
  kind: string
  code: string | null
  classCode: string | null
  profile: string | null
  sector: string | null
  productName: string | null
  madeOn: string | null
  unit: string
  available: string
  held: boolean
  facts: HistoryFact[]
}

/** Holdings that a rule looks back on at most: the origin of a pallet, not the whole country of a blend. */
const MOST = 2000

/**
 * Histories of holdings up to an instant, whoever recorded them: the walk, the goods with their events, in two
 * statements (on a cluster one a level). For rules that judge, never for showing: nothing here is scoped. Voided events
 * are left out, and captured ones, which follow no profile.
 */
export async function unscopedHistories(
  db: Db | Tx,
  keys: readonly HoldingKey[],
  until: string,
): Promise<ItemHistory[]> {
  if (!keys.length) return []
  const reader = db as Db
  const recursive = await hasRecursiveWalk(reader)
  const starts = keys.map((k) => ({ ...k, until }))
  const { holdings, links } = await walk(reader, 'back', starts, { depth: 'all', most: MOST, recursive })
  const all = [...holdings.values()]
  const [goods, events] = [await goodsOf(reader, keys), await eventsOf(reader, all, until)]
  const origins = originsOf(links)
  return keys.flatMap((key) => {
    const own = goods.get(key.holdingId)
    if (!own) return []
    const from = reachedFrom(key.holdingId, origins)
    const seen = new Set<string>()
    const facts = events.filter((e) => {
      if (!from.has(e.holdingId) || seen.has(e.fact.eventId)) return false
      seen.add(e.fact.eventId)
      return true
    })
    return [{ ...own, facts: facts.map((e) => e.fact) }]
  })
}

type Goods = Omit<ItemHistory, 'facts'>

async function goodsOf(db: Db, keys: readonly HoldingKey[]): Promise<Map<string, Goods>> {
  const rows = await rawRows(
    db,
    sql<Omit<Goods, 'identifier'> & { itemId: string }>`
    select h.party_id as "partyId", h.holding_id as "holdingId", h.item_id as "itemId", h.kind, h.code,
      h.class_code as "classCode", h.profile, h.sector, h.product_name as "productName", h.made_on as "madeOn", h.unit,
      (h.quantity - h.reserved)::text as available,
      exists (select 1 from trace.held x
        where x.party_id = h.party_id and x.holding_id = h.holding_id and x.lifted_at is null) as held
    from trace.holding h
    where h.party_id = any(${uuids(new Set(keys.map((k) => k.partyId)))})
      and h.holding_id = any(${uuids(keys.map((k) => k.holdingId))})`,
  )
  return new Map(rows.map(({ itemId, ...r }) => [r.holdingId, { ...r, identifier: nameOf(r.code, itemId) }]))
}

/** What is printed on it: one of our codes, or that of a maker's own coding. */
const nameOf = (code: string | null, itemId: string): string =>
  code === null ? `urn:uuid:${itemId}` : parseCode(code).ok ? identifierOf(code) : code

type Touched = { holdingId: string; fact: HistoryFact }

async function eventsOf(db: Db, keys: readonly HoldingKey[], until: string): Promise<Touched[]> {
  type Row = {
    holdingId: string
    eventId: string
    partyId: string
    happenedAt: string
    ofGoods: string | null
    fields: Record<string, unknown> | null
    gone: boolean
  }
  const rows = await rawRows(
    db,
    sql<Row>`
    select t.holding_id as "holdingId", t.event_id as "eventId", t.event_party as "partyId",
      t.event_time as "happenedAt", h.profile as "ofGoods", b.body::jsonb -> 'fields' as fields, b.body is null as gone
    from trace.holding_event t
      join trace.holding h on h.party_id = t.party_id and h.holding_id = t.holding_id
      join trace.event e on e.party_id = t.event_party and e.event_id = t.event_id
      left join trace.event_body b on b.party_id = t.event_party and b.event_id = t.event_id
    where t.party_id = any(${uuids(new Set(keys.map((k) => k.partyId)))})
      and t.holding_id = any(${uuids(keys.map((k) => k.holdingId))})
      and t.event_time <= ${until}::timestamptz and t.voided_at is null and e.regime = 'governed'
    order by t.event_time, t.recorded_at, t.event_id`,
  )
  // rules judge on what is archived too: that it is old does not make it unsaid
  const archived = await unscopedArchivedTexts(
    db,
    rows.filter((r) => r.gone),
  )
  const archivedValues = (eventId: string) => {
    const text = archived.get(eventId)?.text
    return text === undefined ? undefined : (JSON.parse(text) as { fields?: Record<string, unknown> }).fields
  }
  return rows.flatMap(({ holdingId, ofGoods, gone, fields: told, ...r }) => {
    const fields = gone ? archivedValues(r.eventId) : told
    const { profile = ofGoods, event, ...values } = fields ?? {}
    if (typeof profile !== 'string' || typeof event !== 'string') return []
    return [{ holdingId, fact: { ...r, profile, event, values } }]
  })
}

/** What each holding came out of. */
function originsOf(links: readonly Link[]): Map<string, string[]> {
  const origins = new Map<string, string[]>()
  for (const { inHolding, outHolding } of links)
    origins.set(outHolding, [...(origins.get(outHolding) ?? []), inHolding])
  return origins
}

function reachedFrom(start: string, origins: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([start])
  for (const holding of reached) for (const origin of origins.get(holding) ?? []) reached.add(origin)
  return reached
}

/** Holdings that these went on to, themselves included: where a fact that arrives late may change a judgement. */
export async function unscopedDestinations(db: Db | Tx, keys: readonly HoldingKey[], from: string) {
  if (!keys.length) return []
  const recursive = await hasRecursiveWalk(db as Db)
  const starts = keys.map((k) => ({ ...k, from }))
  const { holdings } = await walk(db as Db, 'forward', starts, { depth: 'all', most: MOST, recursive })
  return [...holdings.values()]
}
