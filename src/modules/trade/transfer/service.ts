import { dispatch as dispatchEvent, receive as receiveEvent } from '../../../industries/trading.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { judgeTransfer } from '../../production/index.ts'
import { mustBeInForce, requireOperatorInForce, unscopedOperators } from '../../registry/index.ts'
import * as trace from '../../trace/index.ts'
import type * as api from './schema.ts'

type State = Output<typeof api.refuseTransfer>['state']
const answered = <T extends { state: string }>(answer: T): T & { state: State } => ({
  ...answer,
  state: answer.state as State,
})

/**
 * Goods leave for an approved buyer: reserved at the seller under a batch code of their own until the buyer answers.
 * @throws conflict `operator.not_in_force` (the seller), `transfer.buyer_not_in_force`, and what trace.dispatch refuses
 */
export async function dispatchGoods(
  ctx: CommandCtx,
  sealer: Sealer,
  input: Input<typeof api.dispatchGoods>,
): Promise<Output<typeof api.dispatchGoods>> {
  const { holdingId, quantity, buyerId, vehicle, place, note } = input
  const { partyId } = ctx.actor
  const operators = await unscopedOperators(ctx.db, [partyId, buyerId])
  mustBeInForce(operators.get(partyId))
  if (buyerId === partyId) throw new AppError('invalid', 'transfer.to_self')
  const buyer = operators.get(buyerId)
  if (buyer?.state !== 'approved')
    throw new AppError('conflict', 'transfer.buyer_not_in_force', { name: buyer?.name ?? '' })
  const [facts] = await trace.requireFacts(ctx.db, partyId, [holdingId])
  const judged = await judgeTransfer(ctx, sealer, {
    ...{ move: 'dispatch', command: 'dispatchGoods', counterpartId: buyerId },
    eventTime: input.eventTime,
    goods: { ...facts!, partyId, moved: quantity },
    given: input,
  })
  const { eventId, transferId, batch } = await trace.dispatch(ctx, {
    holdingId,
    quantity,
    buyer: { partyId: buyerId },
    eventTime: judged.eventTime,
    place,
    note,
    step: dispatchEvent.step,
    fields: { ...(vehicle === undefined ? {} : { vehicle }), ...judged.fields },
  })
  await judged.keep({ eventId, holdingIds: [...new Set([holdingId, batch.holdingId])] })
  const { as, missing, findings } = judged
  return { eventId, sellerId: partyId, transferId, batch, as, missing, findings }
}

/** What arrived is in the buyer's stock; of the rest the buyer says why it refuses it, or it stays open. */
export async function receiveGoods(
  ctx: CommandCtx,
  sealer: Sealer,
  input: Input<typeof api.receiveGoods>,
): Promise<Output<typeof api.receiveGoods>> {
  const { sellerId, transferId, quantity, difference, place } = input
  await requireOperatorInForce(ctx.db, ctx.actor.partyId)
  const sent = await trace.unscopedTransferGoods(ctx.db, sellerId, transferId)
  const judged =
    sent?.buyerId === ctx.actor.partyId
      ? await judgeTransfer(ctx, sealer, {
          ...{ move: 'receive', command: 'receiveGoods', counterpartId: sellerId },
          eventTime: input.eventTime,
          goods: { ...sent, moved: quantity ?? sent.quantity },
          given: input,
        })
      : undefined
  const eventTime = judged?.eventTime ?? input.eventTime ?? ctx.now
  const details = { place, eventTime, step: receiveEvent.step, fields: judged?.fields }
  const received = {
    ...answered(await trace.receive(ctx, { sellerId, transferId, quantity, ...details })),
    as: judged?.as ?? null,
    missing: judged?.missing ?? [],
    findings: judged?.findings ?? [],
  }
  await judged?.keep({ eventId: received.eventId, holdingIds: [received.batch.holdingId] })
  if (difference === undefined) return received
  if (received.state !== 'partly') throw new AppError('conflict', 'transfer.no_difference')
  const rest = { sellerId, transferId, of: 'arriving', reason: difference, eventTime } as const
  const { state } = answered(await trace.returnGoods(ctx, rest))
  return { ...received, state }
}

/**
 * The buyer does not take what is on the way: the seller's reservation ends, the goods are again the dispatched batch.
 * Open to a suspended buyer too: goods must be able to go back.
 */
export const refuseTransfer = async (
  ctx: CommandCtx,
  { eventTime = ctx.now, ...input }: Input<typeof api.refuseTransfer>,
): Promise<Output<typeof api.refuseTransfer>> =>
  answered(await trace.returnGoods(ctx, { ...input, eventTime, of: 'arriving' }))

/** Received goods go back; open to a suspended buyer too. */
export const returnTransfer = async (
  ctx: CommandCtx,
  { eventTime = ctx.now, ...input }: Input<typeof api.returnTransfer>,
): Promise<Output<typeof api.returnTransfer>> =>
  answered(await trace.returnGoods(ctx, { ...input, eventTime, of: 'received' }))

/** The seller takes back what the buyer has not answered. */
export const withdrawTransfer = async (
  ctx: CommandCtx,
  { eventTime = ctx.now, ...input }: Input<typeof api.withdrawTransfer>,
): Promise<Output<typeof api.withdrawTransfer>> => answered(await trace.withdraw(ctx, { ...input, eventTime }))
