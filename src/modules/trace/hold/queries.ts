import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import { type HoldingKey, textOf } from '../work/holding.ts'
import { type HoldScope, type HoldSource, type HoldState, holdActions } from './rules.ts'
import type {
  HeldHolding,
  Hold,
  HoldDetail,
  HoldProgress,
  holdHoldings,
  listHeldOfMine,
  listHolds,
  OwnHeld,
} from './schema.ts'

/** A holding that a hold begins with. */
export type Root = HoldingKey & {
  homeId: string
  itemId: string
  code: string | null
  productName: string | null
  sector: string | null
}

/** The holdings, if this actor may see every one of them. @throws not_found `holding.not_found` */
export const requireRoots = (db: Db | Tx, actor: Actor, keys: readonly HoldingKey[]): Promise<Root[]> =>
  readRoots(
    db,
    keys,
    actor.kind === 'agency'
      ? sql`${partiesInScope(actor, 'h.partyId')} and ${inSectors(actor, 'h.sector')}`
      : partiesInScope(actor, 'h.partyId'),
  )

/** The holdings whoever asks: for a module that knows why it may stop them. @throws not_found `holding.not_found` */
export const unscopedRoots = (db: Db | Tx, keys: readonly HoldingKey[]): Promise<Root[]> =>
  readRoots(db, keys, sql`true`)

async function readRoots(db: Db | Tx, keys: readonly HoldingKey[], visible: ReturnType<typeof sql>): Promise<Root[]> {
  const { rows } = await sql<Root>`
    select h.party_id, h.holding_id, h.home_id, h.item_id, h.code, h.product_name, h.sector
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.holdingId)}::uuid[]) as k (party_id, holding_id)
    join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
    where ${visible}`.execute(db)
  const byKey = new Map(rows.map((r) => [textOf(r), r]))
  return [...new Map(keys.map((k) => [textOf(k), k])).keys()].map((text) => {
    const root = byKey.get(text)
    if (!root) throw new AppError('not_found', 'holding.not_found', { id: text.split(' ')[1] })
    return root
  })
}

/**
 * Holds that this actor may read: those its party placed, and those of agencies within its jurisdiction; a member of an
 * agency only those of the sectors it works on.
 */
const holdsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('trace.hold as h')
    .selectAll()
    .where((eb) => eb.or([eb('h.partyId', '=', actor.partyId), partiesInScope(actor, 'h.partyId')]))
    .$if(actor.kind === 'agency', (q) => q.where(inSectors(actor, 'h.sector')))

/** Goods without a sector are everybody's. */
const inSectors = (actor: Actor, column: string) =>
  sql<boolean>`(${sql.ref(column)} is null or ${sql.ref(column)} = any(${[...actor.sectors]}::text[]))`

type Row = Awaited<ReturnType<ReturnType<typeof holdsOf>['executeTakeFirstOrThrow']>>

async function holdViews(db: Db | Tx, actor: Actor, rows: readonly Row[]): Promise<Hold[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.partyId),
  )
  return rows.map((r) => ({
    issuerId: r.partyId,
    holdId: r.holdId,
    issuerName: names.get(r.partyId)?.name ?? null,
    source: r.source as HoldSource,
    state: r.state as HoldState,
    scope: r.scope as HoldScope,
    reason: r.reason,
    documentNo: r.documentNo,
    contact: r.contact,
    roots: r.roots,
    rootParty: r.rootParty,
    rootHolding: r.rootHolding,
    rootCode: r.rootCode,
    productName: r.productName,
    sector: r.sector,
    pieceId: r.pieceId,
    placedAt: r.placedAt,
    liftReason: r.liftReason,
    liftedAt: r.liftedAt,
    markedHoldings: Number(r.markedHoldings),
    markedParties: Number(r.markedParties),
    actions: r.partyId === actor.partyId ? holdActions(r.state as HoldState, actor.permissions) : [],
  }))
}

/** Newest first. */
export async function pageOfHolds(
  db: Db,
  actor: Actor,
  { state, cursor, limit }: Input<typeof listHolds>,
): Promise<Output<typeof listHolds>> {
  const after = decodeCursor(cursor, ['time', 'id'])
  const rows = await holdsOf(db, actor)
    .$if(state !== undefined, (q) => q.where('h.state', 'in', state!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(h.placed_at, h.hold_id) < (${after![0]!}::timestamptz, ${after![1]!}::uuid)`),
    )
    .orderBy('h.placedAt', 'desc')
    .orderBy('h.holdId', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, limit, (r) => [r.placedAt, r.holdId])
  return { items: await holdViews(db, actor, items), nextCursor }
}

/** The decision as it stands in its row. @throws not_found `hold.not_found`, also for who may not read it */
export async function requireVisible(db: Db | Tx, actor: Actor, issuerId: string, holdId: string): Promise<Row> {
  const row = await holdsOf(db, actor)
    .where('h.partyId', '=', issuerId)
    .where('h.holdId', '=', holdId)
    .executeTakeFirst()
  return found(row, 'hold', holdId)
}

/** A hold with how far it has come. @throws not_found `hold.not_found` */
export async function requireHold(db: Db | Tx, actor: Actor, issuerId: string, holdId: string): Promise<HoldDetail> {
  const [hold] = await holdViews(db, actor, [await requireVisible(db, actor, issuerId, holdId)])
  return { ...hold!, progress: await progressOf(db, issuerId, holdId) }
}

async function progressOf(db: Db | Tx, issuerId: string, holdId: string): Promise<HoldProgress> {
  const marks = await sql<Record<keyof HoldProgress, string>>`
    select count(*) as marked, count(*) filter (where lifted_at is null) as open,
      count(*) filter (where lifted_at is null and not expanded) as to_do,
      count(*) filter (where release_reason is not null) as released, count(distinct party_id) as holders
    from trace.held where hold_id = ${holdId}`.execute(db)
  const told = await sql<{ told: string }>`
    select count(*) as told from trace.hold_notice where party_id = ${issuerId} and hold_id = ${holdId}`.execute(db)
  const n = { ...marks.rows[0]!, ...told.rows[0]! }
  return {
    marked: Number(n.marked),
    open: Number(n.open),
    toDo: Number(n.toDo),
    released: Number(n.released),
    holders: Number(n.holders),
    told: Number(n.told),
  }
}

/** What a hold has reached, by holder: for the list and the spreadsheet. */
export async function pageOfMarks(
  db: Db,
  actor: Actor,
  { issuerId, holdId, cursor, limit }: Input<typeof holdHoldings>,
): Promise<Output<typeof holdHoldings>> {
  await requireVisible(db, actor, issuerId, holdId)
  const after = decodeCursor(cursor, ['id', 'id'])
  const rows = await db
    .selectFrom('trace.held as m')
    .innerJoin('trace.holding as g', (j) =>
      j.onRef('g.partyId', '=', 'm.partyId').onRef('g.holdingId', '=', 'm.holdingId'),
    )
    .select(['m.partyId', 'm.holdingId', 'm.pieceId', 'm.expanded', 'm.placedAt', 'm.liftedAt', 'm.releaseReason'])
    .select(['g.code', 'g.productName', 'g.quantity', 'g.reserved', 'g.unit'])
    .where('m.holdId', '=', holdId)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(m.party_id, m.holding_id) > (${after![0]!}::uuid, ${after![1]!}::uuid)`),
    )
    .orderBy('m.partyId')
    .orderBy('m.holdingId')
    .limit(limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, limit, (r) => [r.partyId, r.holdingId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map((r): HeldHolding => ({ ...r, partyName: names.get(r.partyId)?.name ?? null })),
    nextCursor,
  }
}

/** What of the actor's own goods is stopped now, newest first, with the decision and whom to call. */
export async function pageOfOwnHeld(
  db: Db,
  actor: Actor,
  { cursor, limit }: Input<typeof listHeldOfMine>,
): Promise<Output<typeof listHeldOfMine>> {
  const after = decodeCursor(cursor, ['time', 'id', 'id'])
  const rows = await db
    .selectFrom('trace.held as m')
    .innerJoin('trace.holding as g', (j) =>
      j.onRef('g.partyId', '=', 'm.partyId').onRef('g.holdingId', '=', 'm.holdingId'),
    )
    .select(['m.holdingId', 'm.holdId', 'm.holdParty', 'm.pieceId', 'm.placedAt'])
    .select(['g.code', 'g.productName', 'g.quantity', 'g.unit'])
    .where('m.partyId', '=', actor.partyId)
    .where('m.liftedAt', 'is', null)
    // of goods that were passed on before there is nothing left to stop
    .where('g.quantity', '<>', '0')
    .$if(after !== undefined, (q) =>
      q.where(
        sql<boolean>`(m.placed_at, m.holding_id, m.hold_id) < (${after![0]!}::timestamptz, ${after![1]!}::uuid, ${after![2]!}::uuid)`,
      ),
    )
    .orderBy('m.placedAt', 'desc')
    .orderBy('m.holdingId', 'desc')
    .orderBy('m.holdId', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, limit, (r) => [r.placedAt, r.holdingId, r.holdId])
  const holds = await unscopedHolds(
    db,
    items.map((r) => ({ issuerId: r.holdParty, holdId: r.holdId })),
  )
  return {
    items: items.flatMap((r): OwnHeld[] => {
      const hold = holds.get(r.holdId)
      const { holdingId, code, productName, quantity, unit, pieceId, placedAt: since } = r
      return hold ? [{ holdingId, code, productName, quantity, unit, pieceId, since, ...hold }] : []
    }),
    nextCursor,
  }
}

/** What a holder, and with `source` and `placedAt` the public, may know of the decision behind a mark. */
export type HoldFacts = {
  issuerId: string
  issuerName: string | null
  holdId: string
  source: HoldSource
  reason: string
  documentNo: string | null
  contact: string | null
  placedAt: string
}

/** Decisions behind marks that a scoped read has already shown; by hold id. */
export async function unscopedHolds(
  db: Db | Tx,
  marks: readonly { issuerId: string; holdId: string }[],
): Promise<Map<string, HoldFacts>> {
  if (!marks.length) return new Map()
  const { rows } = await sql<Omit<HoldFacts, 'issuerName'>>`
    select distinct h.party_id as issuer_id, h.hold_id, h.source, h.reason, h.document_no, h.contact, h.placed_at
    from unnest(${marks.map((m) => m.issuerId)}::uuid[], ${marks.map((m) => m.holdId)}::uuid[]) as k (party_id, hold_id)
    join trace.hold h on h.party_id = k.party_id and h.hold_id = k.hold_id`.execute(db)
  const names = await partyNames(
    db,
    rows.map((r) => r.issuerId),
  )
  return new Map(rows.map((r) => [r.holdId, { ...r, issuerName: names.get(r.issuerId)?.name ?? null }]))
}
