import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/command.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { partiesInScope, partyNames, rowsInScope } from '../../identity/index.ts'
import { unscopedBehind } from '../../label/index.ts'
import { recordsOfEvents } from '../../production/index.ts'
import { openMarks } from '../../trace/index.ts'
import { openQuantity } from '../../trace/rules.ts'
import { actionsOn, waitingHours } from '../rules.ts'
import type { listTransfers, Transfer, TransferDetail } from './schema.ts'
import { unscopedSteps } from './steps.ts'

type Filter = Input<typeof listTransfers>
type Page = { items: Transfer[]; nextCursor: string | null }

const transfers = (db: Db) =>
  db
    .selectFrom('trace.transfer as t')
    .select(['t.partyId', 't.transferId', 't.buyerId', 't.buyerName', 't.holdingId', 't.code', 't.productName'])
    .select(['t.sector', 't.unit', 't.quantity', 't.received', 't.returned', 't.withdrawn', 't.state', 't.note'])
    .select(['t.returnReason', 't.withdrawReason', 't.dispatchEvent', 't.dispatchedAt', 't.answeredAt', 't.profile'])
    .select('t.classCode')
type Row = Awaited<ReturnType<ReturnType<typeof transfers>['execute']>>[number]

async function shown(db: Db, rows: readonly Row[], now: string): Promise<Transfer[]> {
  const names = await partyNames(
    db,
    rows.flatMap((r) => [r.partyId, r.buyerId]),
  )
  return rows.map(({ partyId, buyerId, buyerName, dispatchEvent: _, profile: _profile, classCode: _class, ...r }) => ({
    ...r,
    sellerId: partyId,
    sellerName: names.get(partyId)?.name ?? null,
    // a buyer who is not registered stands as one of the fixed foreign parties, with the name the seller gave
    buyerId: buyerName === null ? buyerId : null,
    buyerName: buyerName ?? names.get(buyerId)?.name ?? null,
    quantity: normalise(r.quantity),
    received: normalise(r.received),
    returned: normalise(r.returned),
    withdrawn: normalise(r.withdrawn),
    open: r.state === 'voided' ? '0' : openQuantity(r),
    state: r.state as Transfer['state'],
    waitingHours: waitingHours(r, now),
  }))
}

/** Transfers out of or in to one party that this person may see; an agency names the operator. */
export async function listTransfersOf({ db, actor, now }: Ctx, f: Filter): Promise<Page> {
  if (actor.kind === 'agency' && f.partyId === undefined) throw new AppError('invalid', 'transfer.party_missing')
  const partyId = f.partyId ?? actor.partyId
  return f.direction === 'out' ? listOut(db, actor, partyId, f, now) : listIn(db, actor, partyId, f, now)
}

async function listOut(db: Db, actor: Actor, partyId: string, f: Filter, now: string): Promise<Page> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const oldestFirst = f.waiting === 'yes'
  const rows = await transfers(db)
    .where(rowsInScope(actor, 't.partyId', 't.sector'))
    .where('t.partyId', '=', partyId)
    .$if(f.state !== undefined, (q) => q.where('t.state', '=', f.state!))
    .$if(oldestFirst, (q) => q.where('t.state', 'in', ['open', 'partly']))
    .$if(after !== undefined, (q) => q.where(beyond('t', after, oldestFirst)))
    .orderBy('t.dispatchedAt', oldestFirst ? 'asc' : 'desc')
    .orderBy('t.transferId', oldestFirst ? 'asc' : 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.dispatchedAt, r.transferId])
  return { items: await shown(db, items, now), nextCursor }
}

const beyond = (table: 't' | 'i', after: readonly string[] | undefined, oldestFirst: boolean) =>
  sql<boolean>`(${sql.ref(`${table}.dispatchedAt`)}, ${sql.ref(`${table}.transferId`)}) ${
    oldestFirst ? sql`>` : sql`<`
  } (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`

/** The buyer's rows give the order; what they are worth is read from the sellers' rows in a second statement. */
async function listIn(db: Db, actor: Actor, partyId: string, f: Filter, now: string): Promise<Page> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const oldestFirst = f.waiting === 'yes'
  const keys = await db
    .selectFrom('trace.transferIn as i')
    .select(['i.sellerId', 'i.transferId', 'i.dispatchedAt'])
    .where(rowsInScope(actor, 'i.partyId', 'i.sector'))
    .where('i.partyId', '=', partyId)
    .$if(oldestFirst, (q) => q.where('i.waiting', '=', true))
    .$if(after !== undefined, (q) => q.where(beyond('i', after, oldestFirst)))
    .orderBy('i.dispatchedAt', oldestFirst ? 'asc' : 'desc')
    .orderBy('i.transferId', oldestFirst ? 'asc' : 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(keys, f.limit, (r) => [r.dispatchedAt, r.transferId])
  if (!items.length) return { items: [], nextCursor }
  const rows = await transfers(db)
    .where('t.partyId', '=', sql<string>`any(${[...new Set(items.map((k) => k.sellerId))]}::uuid[])`)
    .where('t.transferId', '=', sql<string>`any(${items.map((k) => k.transferId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((r) => [r.transferId, r]))
  return {
    items: await shown(
      db,
      items.flatMap((k) => byId.get(k.transferId) ?? []),
      now,
    ),
    nextCursor,
  }
}

/**
 * A transfer as either side sees it, and agencies that may see either side.
 * @throws not_found `transfer.not_found`, also for everybody else
 */
export async function requireTransfer(
  { db, actor, now }: Ctx,
  sellerId: string,
  transferId: string,
): Promise<TransferDetail> {
  const refusal = new AppError('not_found', 'transfer.not_found', { id: transferId })
  const row = await transfers(db)
    .where('t.partyId', '=', sellerId)
    .where('t.transferId', '=', transferId)
    .executeTakeFirst()
  if (!row) throw refusal
  const sides = await db
    .selectFrom('identity.party as p')
    .select('p.partyId')
    .where('p.partyId', '=', sql<string>`any(${[row.partyId, row.buyerId]}::uuid[])`)
    .where(partiesInScope(actor, 'p.partyId'))
    .execute()
  if (!sides.length || (actor.kind === 'agency' && !actor.sectors.includes(row.sector ?? ''))) throw refusal
  const body = await db
    .selectFrom('trace.eventBody')
    .select('body')
    .where('partyId', '=', sellerId)
    .where('eventId', '=', row.dispatchEvent)
    .executeTakeFirst()
  const fields = body && (JSON.parse(body.body) as { fields?: { vehicle?: string } }).fields
  const [transfer] = await shown(db, [row], now)
  const goods = { partyId: row.partyId, holdingId: row.holdingId }
  const steps = await unscopedSteps(db, row)
  const records = await recordsOfEvents(db, actor, steps)
  return {
    ...transfer!,
    profile: row.profile,
    classCode: row.classCode,
    vehicle: fields?.vehicle ?? null,
    steps: steps.map((s) => ({ ...s, record: records.get(s.eventId) ?? null })),
    certificates: await certificatesWith(db, goods),
    held: (await openMarks(db, [goods])).length > 0,
    actions: actionsOn(transfer!, actor),
  }
}

/** The certificates that stand behind goods on the way; null when the goods came from more than can be looked through. */
async function certificatesWith(db: Db, goods: { partyId: string; holdingId: string }) {
  try {
    const [behind] = await unscopedBehind(db, [goods], { own: true })
    return behind!.certificates.map((c) => ({ ...c, quantity: normalise(c.quantity) }))
  } catch (err) {
    if (err instanceof AppError && err.reason === 'certificate.too_many_sources') return null
    throw err
  }
}
