import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partiesInScope } from '../../identity/index.ts'
import type { listVouchers, Voucher, VoucherDetail, VoucherLine } from './schema.ts'

const vouchers = (db: Db | Tx) =>
  db
    .selectFrom('trade.voucher as v')
    .leftJoin('trade.voucherVoid as w', (j) =>
      j.onRef('w.partyId', '=', 'v.partyId').onRef('w.voucherId', '=', 'v.voucherId'),
    )
    .select(['v.partyId', 'v.voucherId', 'v.code', 'v.sellerName', 'v.subjectCode', 'v.buyerName', 'v.destination'])
    .select(['v.vehicle', 'v.language', 'v.soldAt', 'v.createdAt', 'v.voidedAt', 'w.reason as voidReason'])

/** The vouchers this person may see: a seller its own, an agency those with goods of its jurisdiction. */
const vouchersOf = (db: Db | Tx, actor: Actor) =>
  vouchers(db)
    .where(partiesInScope(actor, 'v.partyId'))
    .$if(actor.kind === 'agency', (q) =>
      q.where(
        sql<boolean>`exists (select 1 from trade.voucher_line l where l.party_id = v.party_id
          and l.voucher_id = v.voucher_id and l.sector = any(${[...actor.sectors]}::text[]))`,
      ),
    )

/** Vouchers, newest first. */
export async function listVouchersOf(
  db: Db,
  actor: Actor,
  f: Input<typeof listVouchers>,
): Promise<{ items: Voucher[]; nextCursor: string | null }> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await vouchersOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('v.partyId', '=', f.partyId!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(v.sold_at, v.voucher_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('v.soldAt', 'desc')
    .orderBy('v.voucherId', 'desc')
    .limit(f.limit + 1)
    .execute()
  return page(rows as Voucher[], f.limit, (r) => [r.soldAt, r.voucherId])
}

/** @throws not_found `voucher.not_found`, also for one this person may not see. */
export async function requireVoucher(
  db: Db | Tx,
  actor: Actor,
  partyId: string,
  voucherId: string,
): Promise<VoucherDetail> {
  const row = await vouchersOf(db, actor)
    .where('v.partyId', '=', partyId)
    .where('v.voucherId', '=', voucherId)
    .executeTakeFirst()
  const voucher = found(row as Voucher | undefined, 'voucher', voucherId)
  return { ...voucher, lines: await linesOf(db, partyId, voucherId) }
}

/** The voucher that a scanned voucher code leads to (`trace.code`: party and target), as anyone who holds it may read it. */
export async function publicVoucher(db: Db, partyId: string, voucherId: string): Promise<VoucherDetail | undefined> {
  const row = await vouchers(db)
    .where('v.partyId', '=', partyId)
    .where('v.voucherId', '=', voucherId)
    .executeTakeFirst()
  return row && { ...(row as Voucher), lines: await linesOf(db, partyId, voucherId) }
}

async function linesOf(db: Db | Tx, partyId: string, voucherId: string): Promise<VoucherLine[]> {
  const rows = await db
    .selectFrom('trade.voucherLine')
    .select(['line', 'transferId', 'eventId', 'holdingId', 'batchCode', 'productName', 'quantity', 'unit', 'origin'])
    .select('certificates')
    .where('partyId', '=', partyId)
    .where('voucherId', '=', voucherId)
    .orderBy('line')
    .execute()
  const voided = await db
    .selectFrom('trace.transfer')
    .select('transferId')
    .where('partyId', '=', partyId)
    .where('transferId', '=', sql<string>`any(${rows.map((r) => r.transferId)}::uuid[])`)
    .where('state', '=', 'voided')
    .execute()
  const ids = new Set(voided.map((v) => v.transferId))
  return rows.map((r) => ({ ...r, quantity: normalise(r.quantity), voided: ids.has(r.transferId) }))
}
