import type { CommandCtx } from '../../platform/command.ts'
import { record } from '../../platform/journal.ts'
import { nearestOfEachDepartment, unscopedParty } from '../identity/index.ts'
import type { RecordedEvent } from '../production/index.ts'
import { goodsOf } from './permit/lookup.ts'
import { amountIn } from './rules.ts'

/**
 * A loss is told at once to the supervising agencies of the place and the industry, one of each department (police,
 * industry, emergency management), beside the signal that the profile's rule puts on their desks.
 */
export async function tellLoss(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const { control, sector } = made.profile
  if (!control?.losses.includes(made.event.id)) return
  const unit = await unscopedParty(ctx.db, made.partyId)
  const divisionId = unit?.divisionId ?? null
  const agencies = divisionId === null ? [] : await nearestOfEachDepartment(ctx.db, divisionId, sector)
  const [goods] = await goodsOf(ctx.db, made)
  const amount = Object.values(made.values)
    .map(amountIn)
    .find((a) => a !== undefined)
  record(ctx, 'control.lossReported', {
    about: made.recordId,
    data: {
      agencies: agencies.map((a) => a.partyId),
      holdingId: goods?.holdingId ?? null,
      product: goods?.productName ?? '',
      quantity: amount?.quantity ?? null,
      unit: amount?.unit ?? null,
    },
  })
}
