import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { record } from '../../platform/journal.ts'
import type { Sensed } from './epcis/sensed.ts'
import { checkQuantity, type EventDetails, goodsOf } from './work/batch.ts'
import { type EventKind, Work } from './work/work.ts'

export type EventMade = { eventId: string }

/** Something was seen, measured or done on a batch that changes no quantity: storing, checking, a place, a sample. */
export async function observe(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; disposition?: string | undefined },
): Promise<EventMade> {
  const work = new Work(ctx)
  const key = { partyId: work.partyId, holdingId: input.holdingId }
  await work.take({ lock: [key] })
  const h = work.holding(key)
  work.checkTime(input.eventTime, [key])
  const event = work.event({
    kind: 'observe',
    step: input.step,
    sector: h.sector,
    eventTime: input.eventTime,
    place: input.place,
    disposition: input.disposition,
    body: { fields: input.fields, goods: [goodsOf(h, h.quantity)] },
  })
  work.touch(key, '0', event)
  await work.flush()
  record(ctx, 'batch.observed', { about: h.holdingId, eventId: event.eventId, data: { step: event.step } })
  return { eventId: event.eventId }
}

/**
 * What a logger measured while goods were with it, as one event of all of them. `quantity`: as much as was with it, which
 * may have gone on to a buyer since. Its word for what counts: the basis is the device.
 */
export async function observeSensed(
  ctx: CommandCtx,
  input: { goods: readonly { holdingId: string; quantity: string }[]; eventTime: string; sensed: readonly Sensed[] },
): Promise<EventMade> {
  const work = new Work(ctx)
  const keys = input.goods.map(({ holdingId }) => ({ partyId: work.partyId, holdingId }))
  await work.take({ lock: keys })
  work.checkTime(input.eventTime, keys)
  const [first] = keys
  const event = work.event({
    kind: 'observe',
    step: 'sensor_reporting',
    sector: work.holding(first!).sector,
    eventTime: input.eventTime,
    basis: 'device',
    body: {
      goods: input.goods.map((g, i) => goodsOf(work.holding(keys[i]!), g.quantity)),
      sensed: input.sensed,
    },
  })
  for (const key of keys) work.touch(key, '0', event)
  await work.flush()
  for (const { holdingId } of keys)
    record(ctx, 'batch.observed', { about: holdingId, eventId: event.eventId, data: { step: event.step } })
  return { eventId: event.eventId }
}

export type Used = EventDetails & { holdingId: string; quantity: string; reason?: string | undefined }

/**
 * Goods are used up here: eaten, fed, sown. Without a quantity something of them was, and nobody can say how much in
 * their unit: on record, stopped by a hold, and not counted.
 */
export const consume = (
  ctx: CommandCtx,
  input: Omit<Used, 'quantity'> & { quantity: string | undefined },
): Promise<EventMade> => use(ctx, input, 'consume', true)

/**
 * Goods are disposed of. Held goods only under a decision (`decisionNo`: the document that orders or allows it),
 * because destroying evidence is no way out of a hold (core.md §5).
 */
export const destroy = (ctx: CommandCtx, input: Used & { decisionNo?: string | undefined }): Promise<EventMade> =>
  use(ctx, input, 'destroy', input.decisionNo === undefined)

async function use(
  ctx: CommandCtx,
  input: Omit<Used, 'quantity'> & { quantity: string | undefined; decisionNo?: string | undefined },
  kind: EventKind & ('consume' | 'destroy'),
  stoppedByHolds: boolean,
): Promise<EventMade> {
  const { holdingId, quantity = '0', eventTime, reason, decisionNo } = input
  const work = new Work(ctx)
  const key = { partyId: work.partyId, holdingId }
  await work.take({ lock: [key] })
  const h = work.holding(key)
  if (input.quantity !== undefined) checkQuantity(quantity, h.unit)
  work.checkTime(eventTime, [key])
  if (stoppedByHolds) work.checkHeld(key)
  work.checkEnough(key, quantity)
  const event = work.event({
    kind,
    step: input.step,
    sector: h.sector,
    eventTime,
    place: input.place,
    body: { fields: input.fields, reason, decisionNo, inputs: [goodsOf(h, quantity)] },
  })
  work.touch(key, input.quantity === undefined ? '0' : `-${quantity}`, event, { says: false })
  await work.flush()
  const entry = kind === 'consume' ? 'batch.consumed' : 'batch.destroyed'
  record(ctx, entry, { about: holdingId, eventId: event.eventId, data: { quantity, unit: h.unit } })
  return { eventId: event.eventId }
}

/** The reason a person must give; empty is none. */
export function requireReason(reason: string): string {
  const text = reason.trim()
  if (!text) throw new AppError('invalid', 'reason.missing')
  return text
}
