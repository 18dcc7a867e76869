import { civilDate } from '../../../platform/civil.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { requireParty } from '../../identity/index.ts'
import { usesBeyond } from '../input/queries.ts'
import { plotsOf } from '../record/targets.ts'
import { insideAny } from './rules.ts'
import type { harvestPreview } from './schema.ts'

/** From when a harvest of these plots or groups is allowed, and which uses say so: shown before anybody tries. */
export async function previewHarvest(
  { db, actor, now }: Ctx,
  input: Input<typeof harvestPreview>,
): Promise<Output<typeof harvestPreview>> {
  const partyId = input.partyId ?? actor.partyId
  await requireParty(db, actor, partyId)
  const date = input.date ?? civilDate(now)
  // a plot's id is in small letters, a group's number in capitals: one of them is what is kept
  const targets = [...new Set(input.targets.flatMap((t) => [t.toLowerCase(), t.toUpperCase()]))]
  const uses = await usesBeyond(db, partyId, targets, date)
  const plots = await plotsOf(db, partyId, targets)
  const inside = insideAny(uses, targets, date)
  return {
    date,
    allowed: inside === undefined,
    allowedFrom: inside?.allowedFrom ?? date,
    uses: uses.map(({ name, target, ...u }) => ({
      ...u,
      input: name,
      target: { id: target, name: plots.get(target)?.name ?? target },
    })),
  }
}
