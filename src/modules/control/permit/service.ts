import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import { quantityProblem } from '../../../kernel/quantity.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { requireParty, unscopedParty } from '../../identity/index.ts'
import { requireOperatorInForce } from '../../registry/index.ts'
import { numberKey, type PermitState, permitKindOf } from '../rules.ts'
import { lockForDecision, permitShown } from './queries.ts'
import type * as api from './schema.ts'

type Given = Input<typeof api.issuePermit>

/** What of a permit is not as its profile has it. @throws invalid `permit.*` */
function check({ actor, now }: CommandCtx, input: Given) {
  const profile = profileAt(profiles, input.profile, civilDate(now))
  const kind = permitKindOf(profile?.control, input.kind)
  if (!profile || !kind) throw new AppError('invalid', 'permit.kind_unknown', { kind: input.kind })
  if (!actor.sectors.includes(profile.sector)) throw new AppError('forbidden', 'permit.other_sector')
  if (input.validTo < input.validFrom) throw new AppError('invalid', 'permit.days_wrong')
  if (Boolean(kind.route) !== (input.route !== undefined))
    throw new AppError('invalid', kind.route ? 'permit.route_missing' : 'permit.route_not_asked')
  if (input.counterpartId === input.partyId) throw new AppError('invalid', 'permit.counterpart_is_holder')
  const varieties = input.lines.map((l) => l.variety)
  if (new Set(varieties).size < varieties.length) throw new AppError('invalid', 'permit.variety_twice')
  for (const { quantity, unit } of input.lines) {
    const problem = quantityProblem(quantity, unit)
    if (problem) throw new AppError('invalid', problem, { quantity, unit })
  }
  return profile
}

/**
 * An authority issues a permit, or enters one that it issued on paper. The operator lies in its jurisdiction; the seller
 * or carrier may be anywhere, or be named only. @throws not_found `party.not_found`, `operator.not_found`; forbidden
 * `permit.other_sector`; invalid `permit.*`; conflict `operator.not_in_force`, `constraint.permit_number_once`
 */
export async function issuePermit(ctx: CommandCtx, input: Given) {
  const profile = check(ctx, input)
  const { db, actor, now } = ctx
  const { partyId, kind, number, counterpartId, route, validFrom, validTo, remark } = input
  const holder = await requireParty(db, actor, partyId)
  if (!holder.sectors.includes(profile.sector)) throw new AppError('invalid', 'permit.holder_other_sector')
  await requireOperatorInForce(db, partyId)
  const counterpart = counterpartId === undefined ? undefined : await unscopedParty(db, counterpartId)
  if (counterpartId !== undefined && counterpart?.kind !== 'operator')
    throw new AppError('not_found', 'operator.not_found', { id: counterpartId })
  const permitId = newId()
  const row = { partyId, permitId, profile: profile.id, sector: profile.sector, kind, number, validFrom, validTo }
  await db
    .insertInto('control.permitNumber')
    .values({ number: numberKey(number), issuerId: actor.partyId, partyId, permitId })
    .execute()
  await db
    .insertInto('control.permit')
    .values({
      ...row,
      issuerId: actor.partyId,
      counterpartId: counterpartId ?? null,
      counterpartName: counterpartId === undefined ? (input.counterpartName ?? null) : null,
      route: route ?? null,
      remark: remark ?? null,
      state: 'valid',
      issuedBy: actor.accountId,
      issuedAt: now,
    })
    .execute()
  await db
    .insertInto('control.permitLine')
    .values(
      input.lines.map(({ variety, quantity, unit }, i) => ({
        ...{ partyId, permitId, line: i + 1, variety, granted: quantity, used: '0', unit },
      })),
    )
    .execute()
  if (counterpartId !== undefined)
    await db
      .insertInto('control.permitFor')
      .values({ partyId: counterpartId, holderId: partyId, permitId, issuedAt: now })
      .execute()
  record(ctx, 'permit.issued', {
    about: permitId,
    data: { partyId, kind, number, counterpartId: counterpartId ?? null },
  })
  return permitShown(db, actor, { partyId, permitId })
}

/** It was used, or is no longer needed, and came back: no event uses it any more. */
export const closePermit = (ctx: CommandCtx, input: Input<typeof api.closePermit>) => end(ctx, input, 'closed')

/** Its issuer takes it back. */
export const revokePermit = (ctx: CommandCtx, input: Input<typeof api.revokePermit>) => end(ctx, input, 'revoked')

const kinds = { closed: 'permit.closed', revoked: 'permit.revoked' } as const

async function end(
  ctx: CommandCtx,
  { partyId, permitId, reason }: Input<typeof api.closePermit>,
  state: PermitState & keyof typeof kinds,
) {
  const { db, actor, now } = ctx
  const permit = await lockForDecision(db, actor, { partyId, permitId })
  if (permit.issuerId !== actor.partyId) throw new AppError('forbidden', 'permit.other_issuer')
  if (permit.state !== 'valid') throw new AppError('conflict', 'permit.wrong_state', { state: permit.state })
  await db
    .updateTable('control.permit')
    .set({ state, reason, endedOn: civilDate(now), endedBy: actor.accountId, endedAt: now })
    .where('partyId', '=', partyId)
    .where('permitId', '=', permitId)
    .execute()
  record(ctx, kinds[state], { about: permitId, data: { partyId, number: permit.number, reason } })
  return permitShown(db, actor, { partyId, permitId })
}
