import type { ProfileEvent } from '../../../kernel/profile.ts'
import { convert } from '../../../kernel/quantity.ts'
import type { Unit } from '../../../kernel/unit.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { consume, type GoodsIn, requireGoodsIn } from '../../trace/index.ts'
import { profileOn } from '../profile/in-force.ts'
import type { Values } from '../record/rules.ts'
import { judgeEvent } from '../rule/judge.ts'
import type { Finding } from '../rule/schema.ts'
import type { Amount } from './rules.ts'

/** What a record of use takes from a batch that was received on this platform. */
export type Taking = { goods: GoodsIn; quantity: string | undefined }

/**
 * How much of the batch a use takes: what the record says, else its amount where it converts to the batch's unit.
 * Undefined quantity: something of it, and nobody can say how much.
 */
export async function takingOf(
  ctx: CommandCtx,
  holdingId: string,
  { taken, amount }: { taken: string | undefined; amount: Amount | undefined },
): Promise<Taking> {
  const goods = await requireGoodsIn(ctx.db, ctx.actor.partyId, holdingId)
  const converted = amount && convert(amount.quantity, amount.unit as Unit, goods.unit as Unit)
  return { goods, quantity: taken ?? converted }
}

/** The event by which a chain of inputs says that they were used: consumed, and not sold over the counter. */
const useEventOf = (events: readonly ProfileEvent[]) => events.find((e) => e.move === 'consume' && e.step === 'using')

/**
 * What the chain of the input says of its use: what was recalled or is past its day may not be used, by whichever form
 * the use is recorded. @throws conflict `rule.blocked`
 */
export async function judgeTaking(
  ctx: CommandCtx,
  { goods, quantity }: Taking,
  use: { values: Values; happenedOn: string; happenedAt: string },
  about: { command: string; line: number },
): Promise<Finding[]> {
  if (goods.profile === null) return []
  const profile = await profileOn(ctx.db, ctx.actor.partyId, goods.profile, use.happenedOn)
  const event = profile && useEventOf(profile.events)
  if (!profile || !event) return []
  const judging = { ...use, profile, event, goods: [{ holdingId: goods.holdingId, moved: quantity }] }
  return judgeEvent(ctx, judging, { ...about, productName: goods.productName ?? undefined })
}

/** Takes it. @returns the event of the trace. @throws conflict `batch.held`, `batch.not_enough`, `event.before_input` */
export async function take(
  ctx: CommandCtx,
  { goods, quantity }: Taking,
  use: { event: ProfileEvent; profile: { id: string }; fields: Values; happenedAt: string; targets: readonly string[] },
): Promise<string> {
  const { eventId } = await consume(ctx, {
    holdingId: goods.holdingId,
    quantity,
    eventTime: use.happenedAt,
    step: use.event.step,
    place: use.targets[0],
    fields: { profile: use.profile.id, event: use.event.id, ...use.fields },
  })
  return eventId
}
