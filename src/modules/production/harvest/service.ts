import { rulesOn } from '../../../industries/index.ts'
import { isUnit } from '../../../kernel/unit.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { produce } from '../../trace/index.ts'
import { usesBeyond } from '../input/queries.ts'
import { inForce } from '../profile/in-force.ts'
import { requireEventRole } from '../profile/roles.ts'
import { requireOperator } from '../record/actor.ts'
import { checkEvent, checkReferences, type Product, requireOwnProduct } from '../record/check.ts'
import { earlierRecords, insertRecords } from '../record/insert.ts'
import { hidePersonal } from '../record/personal.ts'
import { isKnownTarget, type Plot } from '../record/targets.ts'
import { keepAttempt } from '../refusal/report.ts'
import { carryOut, judgeEvent } from '../rule/judge.ts'
import { insideAny, intervalRule } from './rules.ts'
import type { harvest } from './schema.ts'

/**
 * Goods come from plots or groups: a batch with its code. Refused inside a safety interval or withdrawal period of any
 * of them (`harvest.inside_interval`, with the date from which it is allowed), and the attempt reported.
 */
export async function harvestGoods(
  ctx: CommandCtx,
  sealer: Sealer,
  input: Input<typeof harvest>,
): Promise<Output<typeof harvest>> {
  await requireOperator(ctx)
  const product = await requireOwnProduct(ctx, input.productId)
  const { profile, event } = await inForce(ctx, product.profile, input.event, input)
  if (event.move !== 'produce' || event.object === 'batch')
    throw new AppError('invalid', 'harvest.other_event', { event: event.id })
  const unit = input.unit ?? product.unit
  if (!isUnit(unit) || !profile.units.includes(unit))
    throw new AppError('invalid', 'product.wrong_unit', { units: profile.units })
  const recordId = input.recordId ?? newId()
  if (input.recordId && (await earlierRecords(ctx.db, ctx.actor.partyId, [recordId])).size)
    throw new AppError('conflict', 'record.id_reused', { recordId })
  const checked = checkEvent(ctx, event, input.fields, input.happenedAt)
  const { happenedOn, happenedAt } = checked
  await requireEventRole(ctx, profile, event, happenedOn)
  const { targets, plots } = await checkReferences(ctx, event, checked.fields, input.alsoFrom)
  const { partyId } = ctx.actor
  const { fields, ...personal } = hidePersonal(sealer, { partyId, recordId }, event.fields, checked.fields)

  const warnings: string[] = []
  const rule = intervalRule(rulesOn(profile, event.id))
  const uses = rule ? await usesBeyond(ctx.db, ctx.actor.partyId, targets, happenedOn) : []
  const inside = insideAny(uses, targets, happenedOn)
  if (rule && inside) {
    if (rule.action !== 'block') warnings.push('harvest.inside_interval')
    else throw refuseInside(ctx, { rule, inside, product, event: event.id, plots, happenedOn, sector: profile.sector })
  }
  if (event.object === 'group' && !(await isKnownTarget(ctx.db, ctx.actor.partyId, targets)))
    warnings.push('harvest.group_unknown')

  const judging = { profile, event, values: fields, happenedOn, happenedAt, targets }
  const findings = await judgeEvent(ctx, judging, { command: 'harvest', productName: product.name })
  const made = await produce(ctx, {
    product,
    quantity: input.quantity,
    unit,
    madeOn: happenedOn,
    eventTime: happenedAt,
    step: event.step,
    place: plots.size ? [...plots.keys()][0] : undefined,
    fields: { profile: profile.id, event: event.id, ...fields },
  })
  const { holdingId } = made.batch
  const [judged] = await insertRecords(ctx, sealer, [
    {
      recordId,
      profile,
      event,
      targets,
      product,
      fields,
      personal,
      happenedOn,
      happenedAt,
      warnings,
      findings,
      holdingIds: [holdingId],
      traceEvent: made.eventId,
      sent: input,
    },
  ])
  const data = { event: event.id, targets, happenedOn, holdingId }
  await carryOut(ctx, findings, { recordId, profile, happenedOn, holdingIds: [holdingId], product })
  record(ctx, 'production.harvested', { about: recordId, eventId: made.eventId, data })
  return { recordId, eventId: made.eventId, happenedOn, batch: made.batch, ...judged! }
}

function refuseInside(
  ctx: CommandCtx,
  about: {
    rule: NonNullable<ReturnType<typeof intervalRule>>
    inside: NonNullable<ReturnType<typeof insideAny>>
    product: Product
    event: string
    plots: ReadonlyMap<string, Plot>
    happenedOn: string
    sector: string
  },
): AppError {
  const { rule, inside, product, event, plots, happenedOn, sector } = about
  const { use, allowedFrom } = inside
  const details = {
    allowedFrom,
    date: happenedOn,
    input: use.name,
    usedOn: use.usedOn,
    lastUsedOn: use.lastUsedOn,
    intervalDays: use.intervalDays,
    target: use.target,
    targetName: plots.get(use.target)?.name ?? use.target,
    recordId: use.recordId,
    rule: rule.id,
    law: rule.source,
  }
  keepAttempt(ctx, {
    command: 'harvest',
    reason: 'harvest.inside_interval',
    details,
    rule: rule.id,
    source: rule.source,
    profile: product.profile,
    sector,
    event,
    target: use.target,
    productName: product.name,
    inputName: use.name,
    happenedOn,
  })
  return new AppError('conflict', 'harvest.inside_interval', details)
}
