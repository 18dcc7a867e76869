import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { record } from '../../platform/journal.ts'
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

export type Used = EventDetails & { holdingId: string; quantity: string; reason?: string | undefined }

/** Goods are used up here: eaten, fed, sown. */
export const consume = (ctx: CommandCtx, input: Used): Promise<EventMade> => use(ctx, input, 'consume', true)

/**
 * Goods are disposed of. Held goods only under a decision (`decisionNo`: the document that orders or allows it),
 * because destroying evidence is no way out of a hold (core.md §5).
 */
export const destroy = (ctx: CommandCtx, input: Used & { decisionNo?: string | undefined }): Promise<EventMade> =>
  use(ctx, input, 'destroy', input.decisionNo === undefined)

async function use(
  ctx: CommandCtx,
  input: Used & { decisionNo?: string | undefined },
  kind: EventKind & ('consume' | 'destroy'),
  stoppedByHolds: boolean,
): Promise<EventMade> {
  const { holdingId, quantity, eventTime, reason, decisionNo } = input
  const work = new Work(ctx)
  const key = { partyId: work.partyId, holdingId }
  await work.take({ lock: [key] })
  const h = work.holding(key)
  checkQuantity(quantity, h.unit)
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
  work.touch(key, `-${quantity}`, event, { says: false })
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
