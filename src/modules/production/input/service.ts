import { sql } from 'kysely'
import { bannedInput, profiles } from '../../../industries/index.ts'
import { compare, quantityProblem } from '../../../kernel/quantity.ts'
import type { Unit } from '../../../kernel/unit.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { bannedInputs } from '../../catalogue/index.ts'
import { partyNames } from '../../identity/index.ts'
import { requireGoodsIn } from '../../trace/index.ts'
import { requireOperator } from '../record/actor.ts'
import { keepAttempt } from '../refusal/report.ts'
import { purchasesById } from './queries.ts'
import type { recordInputBatch, recordInputPurchase, voidInputPurchase } from './schema.ts'

/**
 * Inputs bought, to be picked when they are used. What is banned on the day it was bought is refused and reported
 * (`input.banned`): nobody may sell or use it (农药管理条例 art. 34, 农产品质量安全法 art. 29).
 */
export async function buyInput(
  ctx: CommandCtx,
  input: Input<typeof recordInputPurchase>,
): Promise<{ purchaseId: string }> {
  await requireOperator(ctx)
  return enter(ctx, 'recordInputPurchase', input, null)
}

/**
 * A batch that was received on this platform becomes an input to be picked: name, dealer, code, quantity and day are
 * the batch's own. A use takes from the batch then, and the trace leads from it to what was harvested.
 * @throws invalid `purchase.no_input`, conflict `batch.empty`, `constraint.input_purchase_batch`
 */
export async function enterInputBatch(
  ctx: CommandCtx,
  { holdingId, ...more }: Input<typeof recordInputBatch>,
): Promise<{ purchaseId: string }> {
  await requireOperator(ctx)
  const { partyId } = ctx.actor
  const goods = await requireGoodsIn(ctx.db, partyId, holdingId)
  const kind = profiles.find((p) => p.id === goods.profile)?.inputKind
  if (!kind) throw new AppError('invalid', 'purchase.no_input', { product: goods.productName ?? '' })
  if (compare(goods.available, '0') <= 0) throw new AppError('conflict', 'batch.empty', { code: goods.code })
  // what it bought from outside or made itself has no dealer here
  const from = goods.fromParty ?? partyId
  const source = (await partyNames(ctx.db, [from])).get(from)?.name ?? ''
  const batch = {
    ...{ name: goods.productName ?? '', kind, source, quantity: goods.available, unit: goods.unit as Unit },
    ...{ batchNo: goods.code ?? undefined, boughtOn: civilDate(goods.beganAt) },
  }
  return enter(ctx, 'recordInputBatch', { ...more, ...batch }, holdingId)
}

async function enter(
  ctx: CommandCtx,
  command: string,
  input: Input<typeof recordInputPurchase>,
  holdingId: string | null,
): Promise<{ purchaseId: string }> {
  const { quantity, unit, boughtOn } = input
  const problem = quantityProblem(quantity, unit)
  if (problem) throw new AppError('invalid', problem, { quantity, unit })
  const today = civilDate(ctx.now)
  if (boughtOn > today) throw new AppError('invalid', 'record.in_future', { date: boughtOn, today })
  const banned = bannedInput(await bannedInputs(ctx.db, boughtOn), input, boughtOn)
  if (banned) {
    const { substance, basis, from, confidence } = banned.substance
    const details = { input: input.name, substance, basis, from: from ?? null, confidence }
    keepAttempt(ctx, {
      command,
      reason: 'input.banned',
      details,
      source: basis,
      inputName: input.name,
      substance,
      happenedOn: boughtOn,
    })
    throw new AppError('conflict', 'input.banned', details)
  }
  const purchaseId = newId()
  const { partyId, accountId, onBehalfOf } = ctx.actor
  await ctx.db
    .insertInto('production.inputPurchase')
    .values({
      partyId,
      purchaseId,
      ...input,
      registrationNumber: input.registrationNumber ?? null,
      maker: input.maker ?? null,
      batchNo: input.batchNo ?? null,
      documentNo: input.documentNo ?? null,
      holdingId,
      accountId,
      onBehalfOf: onBehalfOf ?? null,
      recordedAt: ctx.now,
    })
    .execute()
  record(ctx, 'production.inputBought', { about: purchaseId, data: { kind: input.kind, quantity, unit } })
  return { purchaseId }
}

/** Declares a purchase an error; refused while records use it (`input.purchase_used`). */
export async function voidPurchase(
  ctx: CommandCtx,
  { purchaseId, reason }: Input<typeof voidInputPurchase>,
): Promise<{ purchaseId: string; voidedAt: string }> {
  const { partyId } = ctx.actor
  found((await purchasesById(ctx.db, partyId, [purchaseId])).get(purchaseId), 'purchase', purchaseId)
  await requireOperator(ctx)
  const used = await ctx.db
    .selectFrom('production.inputUse')
    .select('recordId')
    .where('partyId', '=', partyId)
    .where('purchaseId', '=', purchaseId)
    .where('voidedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (used) throw new AppError('conflict', 'input.purchase_used', { recordId: used.recordId })
  await declareError(ctx, purchaseId, reason)
  await sql`update production.input_purchase set voided_by = ${ctx.commandId}, voided_at = ${ctx.now}
    where party_id = ${partyId} and purchase_id = ${purchaseId}`.execute(ctx.db)
  record(ctx, 'production.inputPurchaseVoided', { about: purchaseId, data: { reason } })
  return { purchaseId, voidedAt: ctx.now }
}

export type Declarer = { accountId: string; onBehalfOf?: string | undefined }

/** The declaration itself; twice for one record trips over `record_void_once`. The command's id is the declaration's. */
export async function declareError(
  ctx: CommandCtx,
  recordId: string,
  reason: string,
  by: Declarer = ctx.actor,
): Promise<void> {
  await ctx.db
    .insertInto('production.recordVoid')
    .values({
      partyId: ctx.actor.partyId,
      voidId: ctx.commandId,
      recordId,
      reason,
      accountId: by.accountId,
      onBehalfOf: by.onBehalfOf ?? null,
      voidedAt: ctx.now,
    })
    .execute()
}
