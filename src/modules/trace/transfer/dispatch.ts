import { compare } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { issueCodes } from '../code.ts'
import {
  type BatchMade,
  checkQuantity,
  type EventDetails,
  goodsOf,
  madeOf,
  requireFacts,
  sameGoods,
} from '../work/batch.ts'
import { foreignParty, type ItemFacts, isForeign, keyOf } from '../work/holding.ts'
import { Work } from '../work/work.ts'

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
