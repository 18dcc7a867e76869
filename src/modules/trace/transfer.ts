import { sql } from 'kysely'
import { compare } from '../../kernel/quantity.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import { issueCodes } from './code.ts'
import { answered, openQuantity, refuseAnswer, type TransferAnswer, transferState } from './rules.ts'
import { compareTimes } from './time.ts'
import { type EventMade, requireReason } from './use.ts'
import {
  type BatchMade,
  checkQuantity,
  type EventDetails,
  goodsOf,
  madeOf,
  requireFacts,
  sameGoods,
} from './work/batch.ts'
import { foreignParty, type Item, type ItemFacts, type ItemKind, isForeign, keyOf } from './work/holding.ts'
import { refuse, Work } from './work/work.ts'

/** A registered party, or somebody outside the platform: a market stall, a shop. */
export type Buyer = { partyId: string } | { name: string }

export type Dispatched = { eventId: string; transferId: string; batch: BatchMade }

/**
 * Goods leave for a buyer. What moves gets a batch code of its own, so that each delivery can be told apart and
 * returned; a pack keeps its code and moves whole. The quantity stays with the seller, reserved, until the buyer answers.
 * An unregistered buyer is not asked: the goods are with a foreign party at once, on the seller's word.
 */
export async function dispatch(
  ctx: CommandCtx,
  input: EventDetails & {
    holdingId: string
    quantity: string
    buyer: Buyer
    note?: string | undefined
  },
): Promise<Dispatched> {
  const { holdingId, quantity, buyer, note, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const seller = work.partyId
  if ('partyId' in buyer && buyer.partyId === seller) throw new AppError('invalid', 'transfer.to_self')
  const [facts] = await requireFacts(ctx.db, seller, [holdingId])
  checkQuantity(quantity, facts!.unit)
  const whole = facts!.kind === 'pack' || facts!.kind === 'piece'
  const code = whole ? undefined : (await issueCodes(ctx, [{ kind: 'batch', partyId: seller }]))[0]!
  const item = code === undefined ? undefined : sameGoods(seller, code, facts!)
  const moved: ItemFacts = item ?? facts!
  const buyerId = 'partyId' in buyer ? buyer.partyId : foreignParty(moved.itemId)
  const outside = isForeign(buyerId)
  const source = { partyId: seller, holdingId }
  const sent = keyOf(seller, moved)
  const arrived = keyOf(buyerId, moved)
  const made = { item: { ...moved, identifier: item?.identifier ?? '' }, beganAt: eventTime }
  await work.take({
    make: [
      ...(item ? [{ ...made, partyId: seller, regime: 'governed' as const, basis: 'own' as const }] : []),
      ...(outside ? [{ ...made, partyId: buyerId, regime: 'declared' as const, basis: 'declared' as const }] : []),
    ],
    lock: [source],
  })
  work.checkTime(eventTime, [source])
  work.checkHeld(source)
  work.checkEnough(source, quantity)
  if (whole && compare(quantity, work.holding(source).quantity) !== 0)
    throw new AppError('conflict', 'dispatch.pack_moves_whole', {
      code: facts!.code,
      quantity: work.holding(source).quantity,
    })

  const transferId = newId()
  const goods = goodsOf({ ...moved, ...sent }, quantity)
  const event = work.event({
    kind: 'dispatch',
    step,
    sector: moved.sector,
    eventTime,
    place,
    disposition: outside ? 'sold' : 'in_transit',
    counterpartId: buyerId,
    transfer: { partyId: seller, transferId },
    body: { fields, buyerId: outside ? undefined : buyerId, inputs: [goodsOf(facts!, quantity)], outputs: [goods] },
  })
  if (item) {
    work.addItem(item)
    work.touch(source, `-${quantity}`, event, { says: false })
    work.link(source, sent, quantity, event)
    work.touch(sent, quantity, event, { reserve: outside ? '0' : quantity })
  } else work.touch(source, '0', event, { reserve: outside ? '0' : quantity })
  if (outside) {
    work.touch(sent, `-${quantity}`, event)
    work.touch(arrived, quantity, event)
    work.link(sent, arrived, quantity, event)
  }
  const { homeId, itemId, productId, productName, classCode, sector, profile, madeOn, kind, unit } = moved
  work.add('transfer', {
    ...{ homeId, itemId, productId, productName, classCode, sector, profile, madeOn, kind, unit },
    partyId: seller,
    transferId,
    buyerId,
    buyerName: 'name' in buyer ? buyer.name : null,
    holdingId: sent.holdingId,
    code: moved.code,
    quantity,
    received: outside ? quantity : '0',
    returned: '0',
    withdrawn: '0',
    state: outside ? 'received' : 'open',
    regime: 'governed',
    place: place ?? null,
    note: note ?? null,
    dispatchEvent: event.eventId,
    dispatchedAt: eventTime,
    createdAt: work.recordedAt,
    answeredAt: outside ? work.recordedAt : null,
  })
  if (!outside)
    work.add('transferIn', {
      partyId: buyerId,
      transferId,
      sellerId: seller,
      waiting: true,
      sector,
      dispatchedAt: eventTime,
    })
  await work.flush()
  record(ctx, 'transfer.dispatched', {
    about: transferId,
    eventId: event.eventId,
    data: { buyerId, holdingId: sent.holdingId, quantity, unit, outside },
  })
  return { eventId: event.eventId, transferId, batch: madeOf(work.holding(sent), quantity) }
}

export type Transfer = Omit<ItemFacts, 'kind'> & {
  kind: ItemKind
  partyId: string
  transferId: string
  buyerId: string
  holdingId: string
  quantity: string
  received: string
  returned: string
  withdrawn: string
  state: string
  dispatchedAt: string
}

/** The transfer's row, locked: always before the holdings. */
export async function lockTransfer(tx: Tx, sellerId: string, transferId: string): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    select party_id, transfer_id, buyer_id, holding_id, home_id, item_id, code, product_id, product_name, class_code,
      sector, profile, made_on, kind, unit, quantity, received, returned, withdrawn, state, dispatched_at
    from trace.transfer where party_id = ${sellerId} and transfer_id = ${transferId} for no key update`.execute(tx)
  return rows[0]
}

/** Writes the counts and the state they say; `waiting` at the buyer narrows its list of what to answer. */
export async function setTransfer(
  tx: Tx,
  t: Transfer,
  {
    state = transferState(t),
    at,
    reason,
    answer,
  }: { state?: string; at: string; reason?: string; answer?: TransferAnswer },
): Promise<void> {
  const returns = answer === 'return_arriving' || answer === 'return_received'
  await tx
    .updateTable('trace.transfer')
    .set({ received: t.received, returned: t.returned, withdrawn: t.withdrawn, state, answeredAt: at })
    .$if(returns && reason !== undefined, (q) => q.set({ returnReason: reason! }))
    .$if(answer === 'withdraw' && reason !== undefined, (q) => q.set({ withdrawReason: reason! }))
    .where('partyId', '=', t.partyId)
    .where('transferId', '=', t.transferId)
    .execute()
  const waiting = state !== 'voided' && compare(openQuantity(t), '0') > 0
  if (!isForeign(t.buyerId))
    await tx
      .updateTable('trace.transferIn')
      .set({ waiting })
      .where('partyId', '=', t.buyerId)
      .where('transferId', '=', t.transferId)
      .where('waiting', '<>', waiting)
      .execute()
}

/** The transfer to this buyer, locked; another party's is not there. */
async function requireArriving(ctx: CommandCtx, sellerId: string, transferId: string): Promise<Transfer> {
  const t = await lockTransfer(ctx.db, sellerId, transferId)
  if (!t || t.buyerId !== ctx.actor.partyId) throw new AppError('not_found', 'transfer.not_found', { id: transferId })
  return t
}

const itemOf = (t: Transfer): Item => ({
  homeId: t.homeId,
  itemId: t.itemId,
  identifier: '',
  kind: t.kind,
  code: t.code,
  productId: t.productId,
  productName: t.productName,
  classCode: t.classCode,
  sector: t.sector,
  profile: t.profile,
  unit: t.unit,
  madeOn: t.madeOn,
})

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
  await work.take({
    make: [{ partyId: work.partyId, item: itemOf(t), regime: 'governed', basis, beganAt: eventTime }],
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
