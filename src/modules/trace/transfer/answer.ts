import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { answered, openQuantity, refuseAnswer, transferState } from '../rules.ts'
import { compareTimes } from '../time.ts'
import { type EventMade, requireReason } from '../use.ts'
import { type BatchMade, checkQuantity, type EventDetails, goodsOf, madeOf } from '../work/batch.ts'
import { keyOf } from '../work/holding.ts'
import { refuse, Work } from '../work/work.ts'
import { carryContent, openPackOf, packArriving } from './inside.ts'
import { itemOf, lockTransfer, setTransfer, type Transfer } from './row.ts'

/** The transfer to this buyer, locked; another party's is not there. */
async function requireArriving(ctx: CommandCtx, sellerId: string, transferId: string): Promise<Transfer> {
  const t = await lockTransfer(ctx.db, sellerId, transferId)
  if (!t || t.buyerId !== ctx.actor.partyId) throw new AppError('not_found', 'transfer.not_found', { id: transferId })
  return t
}

/**
 * The buyer has the goods, all or in part (without a quantity: all that is open). They come under the code they
 * travelled with; a hold does not stop goods on the way, it comes along.
 */
export async function receive(
  ctx: CommandCtx,
  input: EventDetails & { sellerId: string; transferId: string; quantity?: string | undefined },
): Promise<{ eventId: string; batch: BatchMade; state: string }> {
  const { sellerId, transferId, eventTime, step, place, fields } = input
  const t = await requireArriving(ctx, sellerId, transferId)
  const quantity = input.quantity ?? openQuantity(t)
  const refusal = refuseAnswer(t, 'receive', quantity)
  if (refusal) refuse(refusal)
  checkQuantity(quantity, t.unit)
  const work = new Work(ctx)
  const sent = { partyId: sellerId, holdingId: t.holdingId }
  const got = keyOf(work.partyId, t)
  const basis = 'counterpart_confirmed'
  const pack = await openPackOf(ctx.db, t)
  await work.take({
    make: [
      { partyId: work.partyId, item: itemOf(t), regime: 'governed', basis, beganAt: eventTime },
      ...packArriving(pack, work.partyId, eventTime),
    ],
    lock: [sent],
  })
  checkAfterDispatch(work, t, eventTime)
  const event = work.event({
    kind: 'receive',
    step,
    sector: t.sector,
    eventTime,
    basis,
    place,
    disposition: 'in_progress',
    counterpartId: sellerId,
    transfer: { partyId: sellerId, transferId },
    body: { fields, sellerId, inputs: [goodsOf({ ...itemOf(t), ...sent }, quantity)] },
  })
  work.touch(sent, `-${quantity}`, event, { reserve: `-${quantity}`, says: false })
  work.touch(got, quantity, event)
  work.link(sent, got, quantity, event)
  await carryContent(work, pack, [sent, got])
  const after = answered(t, 'receive', quantity)
  await setTransfer(ctx.db, after, { at: work.recordedAt })
  await work.flush()
  record(ctx, 'transfer.received', {
    about: transferId,
    eventId: event.eventId,
    data: { sellerId, holdingId: got.holdingId, quantity },
  })
  return { eventId: event.eventId, batch: madeOf(work.holding(got), quantity), state: transferState(after) }
}

function checkAfterDispatch(work: Work, t: Transfer, eventTime: string): void {
  work.checkTime(eventTime, [])
  if (compareTimes(eventTime, t.dispatchedAt) < 0)
    throw new AppError('conflict', 'event.before_input', { eventTime, began: t.dispatchedAt })
}

/**
 * Goods go back to the seller, with a reason: those still arriving are refused and no longer reserved, those received
 * leave the buyer's holding. Either way they are again the dispatched batch under its own code, never part of the
 * batch it was taken from. Without a quantity: all of them. A hold does not stop a return.
 */
export async function returnGoods(
  ctx: CommandCtx,
  input: EventDetails & {
    sellerId: string
    transferId: string
    of: 'arriving' | 'received'
    quantity?: string | undefined
    reason: string
  },
): Promise<EventMade & { state: string }> {
  const { sellerId, transferId, eventTime, step, place, fields, of } = input
  const reason = requireReason(input.reason)
  const t = await requireArriving(ctx, sellerId, transferId)
  const answer = of === 'arriving' ? 'return_arriving' : 'return_received'
  const quantity = input.quantity ?? (of === 'arriving' ? openQuantity(t) : t.received)
  const refusal = refuseAnswer(t, answer, quantity)
  if (refusal) refuse(refusal)
  checkQuantity(quantity, t.unit)
  const work = new Work(ctx)
  const sent = { partyId: sellerId, holdingId: t.holdingId }
  const got = keyOf(work.partyId, t)
  await work.take({ lock: of === 'received' ? [sent, got] : [sent] })
  checkAfterDispatch(work, t, eventTime)
  if (of === 'received') {
    work.checkTime(eventTime, [got])
    work.checkEnough(got, quantity)
  }
  const event = work.event({
    kind: 'return',
    step,
    sector: t.sector,
    eventTime,
    place,
    disposition: 'returned',
    counterpartId: sellerId,
    transfer: { partyId: sellerId, transferId },
    body: { fields, of, reason, sellerId, inputs: [goodsOf({ ...itemOf(t), ...sent }, quantity)] },
  })
  if (of === 'received') {
    work.touch(got, `-${quantity}`, event, { says: false })
    work.touch(sent, quantity, event)
    work.link(got, sent, quantity, event)
    await carryContent(work, await openPackOf(ctx.db, t), [sent, got])
  } else work.touch(sent, '0', event, { reserve: `-${quantity}` })
  const after = answered(t, answer, quantity)
  await setTransfer(ctx.db, after, { at: work.recordedAt, reason, answer })
  await work.flush()
  record(ctx, 'transfer.returned', { about: transferId, eventId: event.eventId, data: { sellerId, quantity, of } })
  return { eventId: event.eventId, state: transferState(after) }
}

/** The seller takes back what the buyer has not answered. It is not undone: goods withdrawn are dispatched again. */
export async function withdraw(
  ctx: CommandCtx,
  input: EventDetails & { transferId: string; reason: string },
): Promise<EventMade & { state: string }> {
  const { transferId, eventTime, step, place, fields } = input
  const reason = requireReason(input.reason)
  const work = new Work(ctx)
  const t = await lockTransfer(ctx.db, work.partyId, transferId)
  if (!t) throw new AppError('not_found', 'transfer.not_found', { id: transferId })
  const quantity = openQuantity(t)
  const refusal = refuseAnswer(t, 'withdraw', quantity)
  if (refusal) refuse(refusal)
  const sent = { partyId: work.partyId, holdingId: t.holdingId }
  await work.take({ lock: [sent] })
  checkAfterDispatch(work, t, eventTime)
  const event = work.event({
    kind: 'withdraw',
    step,
    sector: t.sector,
    eventTime,
    place,
    disposition: 'active',
    counterpartId: t.buyerId,
    transfer: { partyId: work.partyId, transferId },
    body: { fields, reason, inputs: [goodsOf({ ...itemOf(t), ...sent }, quantity)] },
  })
  work.touch(sent, '0', event, { reserve: `-${quantity}` })
  const after = answered(t, 'withdraw', quantity)
  await setTransfer(ctx.db, after, { at: work.recordedAt, reason, answer: 'withdraw' })
  await work.flush()
  record(ctx, 'transfer.withdrawn', { about: transferId, eventId: event.eventId, data: { quantity } })
  return { eventId: event.eventId, state: transferState(after) }
}
