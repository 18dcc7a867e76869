import { dispatch as dispatchEvent } from '../../../industries/trading.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { type Issuer, requireIssuer, unscopedBehind } from '../../label/index.ts'
import { judgeTransfer, type TransferJudged } from '../../production/index.ts'
import { type Dispatched, dispatch, issueCodes, requireFacts, voidEvent } from '../../trace/index.ts'
import { requireVoucher } from './queries.ts'
import type { sellToMarket as Sell, voidVoucher as Void, VoucherDetail } from './schema.ts'

/**
 * A sale to a market or a buyer who is not registered: confirmed at once, because nobody is there to ask. The goods
 * leave under batch codes of their own, which stay scannable, and are from then on with a holder outside the platform,
 * on the seller's word. The voucher with its own code travels with them. Each line is judged by the rules of its chain
 * as a sale to somebody outside. @throws what `judgeTransfer` and trace.dispatch refuse
 */
export async function sellToMarket(
  ctx: CommandCtx,
  sealer: Sealer,
  input: Input<typeof Sell>,
): Promise<Output<typeof Sell>> {
  const { lines, buyerName, destination, vehicle, language } = input
  const { partyId } = ctx.actor
  const seller = await requireIssuer(ctx.db, partyId)
  if (new Set(lines.map((l) => l.holdingId)).size < lines.length) throw new AppError('invalid', 'batch.taken_twice')

  const sold: (Dispatched & { line: number })[] = []
  // every voucher locks its batches in one order, so that two of them never wait for each other
  const inOrder = lines.map((l, line) => ({ ...l, line })).sort((a, b) => (a.holdingId < b.holdingId ? -1 : 1))
  const known = await requireFacts(
    ctx.db,
    partyId,
    inOrder.map((l) => l.holdingId),
  )
  const facts = new Map(known.map((f) => [f.holdingId, f]))
  const judged: TransferJudged[] = []
  for (const { holdingId, quantity, line, ...given } of inOrder) {
    const of = await judgeTransfer(ctx, sealer, {
      ...{ move: 'dispatch', command: 'sellToMarket', outside: true },
      eventTime: input.eventTime,
      goods: { ...facts.get(holdingId)!, partyId, moved: quantity },
      given,
    })
    const made = await dispatch(ctx, {
      holdingId,
      quantity,
      buyer: { name: buyerName },
      eventTime: of.eventTime,
      place: destination,
      step: dispatchEvent.step,
      fields: { ...(vehicle === undefined ? {} : { vehicle }), ...of.fields },
    })
    await of.keep({ eventId: made.eventId, holdingIds: [...new Set([holdingId, made.batch.holdingId])] })
    judged.push(of)
    sold.push({ ...made, line })
  }

  const voucherId = newId()
  const [code] = await issueCodes(ctx, [{ kind: 'voucher', partyId, targetId: voucherId }])
  await ctx.db
    .insertInto('trade.voucher')
    .values({
      partyId,
      voucherId,
      code: code!,
      sellerName: seller.name,
      subjectCode: seller.subjectCode,
      buyerName,
      destination: destination ?? null,
      vehicle: vehicle ?? null,
      language,
      soldAt: judged[0]!.eventTime,
      createdAt: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('trade.voucherLine')
    .values(await linesOf(ctx, seller, voucherId, sold))
    .execute()
  record(ctx, 'voucher.issued', {
    about: voucherId,
    data: { code, transferIds: sold.map((s) => s.transferId) },
  })
  const findings = judged.flatMap((j) => j.findings)
  return {
    ...(await requireVoucher(ctx.db, ctx.actor, partyId, voucherId)),
    // two lines of one chain are warned of in the same words
    findings: findings.filter((f, i) => findings.findIndex((g) => g.rule === f.rule && g.text.zh === f.text.zh) === i),
    lacking: judged.filter((j) => j.missing.length > 0).length,
  }
}

/** The lines with the certificates that go with the goods, and the origin these name; own produce is from here. */
async function linesOf(
  ctx: CommandCtx,
  seller: Issuer,
  voucherId: string,
  sold: readonly (Dispatched & { line: number })[],
) {
  const { partyId } = ctx.actor
  const behind = await unscopedBehind(
    ctx.db,
    sold.map((s) => s.batch),
    { own: true },
  )
  const sectors = await ctx.db
    .selectFrom('trace.transfer')
    .select(['transferId', 'sector'])
    .where('partyId', '=', partyId)
    .where(
      'transferId',
      'in',
      sold.map((s) => s.transferId),
    )
    .execute()
  const sectorOf = new Map(sectors.map((s) => [s.transferId, s.sector]))
  return sold.map((s, i) => {
    const { certificates, uncovered } = behind[i]!
    const origins = new Set(certificates.map((c) => c.origin))
    if (uncovered.some((u) => u.partyId === partyId && !u.boughtIn)) origins.add(seller.place)
    return {
      partyId,
      voucherId,
      line: s.line,
      transferId: s.transferId,
      eventId: s.eventId,
      holdingId: s.batch.holdingId,
      batchCode: s.batch.code,
      productName: s.batch.productName,
      sector: sectorOf.get(s.transferId) ?? null,
      quantity: s.batch.quantity,
      unit: s.batch.unit,
      origin: [...origins].join('、') || null,
      certificates: certificates.map((c) => c.code),
    }
  })
}

/**
 * The sale did not happen, or not so: each of its dispatches is declared an error and the goods are back in the
 * batches they were taken from. The voucher still resolves and says that it is void, when and why.
 */
export async function voidVoucher(ctx: CommandCtx, { voucherId, reason }: Input<typeof Void>): Promise<VoucherDetail> {
  const { partyId, accountId } = ctx.actor
  const voucher = await requireVoucher(ctx.db, ctx.actor, partyId, voucherId)
  const { numUpdatedRows } = await ctx.db
    .updateTable('trade.voucher')
    .set({ voidedBy: accountId, voidedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('voucherId', '=', voucherId)
    .where('voidedAt', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new AppError('conflict', 'voucher.already_voided', { code: voucher.code })
  await ctx.db.insertInto('trade.voucherVoid').values({ partyId, voucherId, reason, voidedAt: ctx.now }).execute()
  const wrong = voucher.lines.filter((l) => !l.voided).sort((a, b) => (a.transferId < b.transferId ? -1 : 1))
  for (const { eventId } of wrong) await voidEvent(ctx, { eventId, reason })
  record(ctx, 'voucher.voided', { about: voucherId, data: { code: voucher.code, reason } })
  return requireVoucher(ctx.db, ctx.actor, partyId, voucherId)
}
