import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { reviewerOf } from '../filing/reviewer.ts'
import { unscopedOperator } from '../operator/queries.ts'
import { inForce } from '../operator/rules.ts'
import { type ClaimRow, lockClaim, requireClaim, unscopedIdentifierHolder } from './queries.ts'
import { type IdentifierState, identifierText, readIdentifier } from './rules.ts'
import type * as api from './schema.ts'

/** Identifiers that wait or are confirmed; a company has few, and each is looked at by a person. */
const mostOfAParty = 200

/**
 * An operator says what identifies it; its agency will look. Several may declare the same: only one is confirmed.
 * @throws conflict `operator.not_in_force`, `identifier.too_many`, `constraint.identifier_claim_live_unique`; invalid
 * `identifier.*`.
 */
export async function declareIdentifier(ctx: CommandCtx, { kind, value }: Input<typeof api.declareIdentifier>) {
  const { partyId } = ctx.actor
  const operator = await unscopedOperator(ctx.db, partyId)
  if (!operator || !inForce(operator.state))
    throw new AppError('conflict', 'operator.not_in_force', { state: operator?.state ?? null })
  const read = readIdentifier(kind, value)
  if ('reason' in read) throw new AppError('invalid', read.reason)
  const live = await ctx.db
    .selectFrom('registry.identifierClaim')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('partyId', '=', partyId)
    .where('state', 'in', ['declared', 'confirmed'])
    .executeTakeFirstOrThrow()
  if (Number(live.count) >= mostOfAParty) throw new AppError('conflict', 'identifier.too_many', { most: mostOfAParty })
  const claimId = newId()
  const reviewerId = await reviewerOf(ctx.db, operator.divisionId, operator.sectors)
  await ctx.db
    .insertInto('registry.identifierClaim')
    .values({ partyId, claimId, kind, ...read, state: 'declared', reviewerId, declaredAt: ctx.now })
    .execute()
  record(ctx, 'identifier.declared', { about: claimId, data: { kind, value: identifierText(read.identifier) } })
  return requireClaim(ctx.db, ctx.actor, partyId, claimId)
}

/** It is the operator's no longer, or never was: from now on it names nobody. */
export async function withdrawIdentifier(ctx: CommandCtx, { claimId }: Input<typeof api.withdrawIdentifier>) {
  const claim = await lockClaim(ctx.db, ctx.actor, ctx.actor.partyId, claimId)
  if (claim.state !== 'declared' && claim.state !== 'confirmed')
    throw new AppError('conflict', 'identifier.wrong_state', { state: claim.state })
  await ctx.db
    .deleteFrom('registry.partyIdentifier')
    .where('identifier', '=', claim.identifier)
    .where('claimId', '=', claimId)
    .execute()
  await setState(ctx, claim, 'withdrawn', claim.reason)
  tell(ctx, 'identifier.withdrawn', claim)
  return requireClaim(ctx.db, ctx.actor, claim.partyId, claimId)
}

/**
 * From now on captured events that name it mean this operator. @throws conflict `identifier.taken` when it is confirmed
 * for another operator that is still there.
 */
export async function confirmIdentifier(ctx: CommandCtx, { partyId, claimId }: Input<typeof api.confirmIdentifier>) {
  const claim = await lockForDecision(ctx, partyId, claimId)
  const { identifier } = claim
  const holder = await unscopedIdentifierHolder(ctx.db, identifier)
  if (holder) {
    const other = await unscopedOperator(ctx.db, holder.partyId)
    if (other && !['cancelled', 'revoked', 'merged'].includes(other.state))
      throw new AppError('conflict', 'identifier.taken')
    // its holder is gone: GS1 gives out numbers again
    await ctx.db
      .deleteFrom('registry.partyIdentifier')
      .where('identifier', '=', identifier)
      .where('claimId', '=', holder.claimId)
      .execute()
    await setState(ctx, { ...holder, state: 'confirmed' }, 'withdrawn', null)
  }
  await ctx.db
    .insertInto('registry.partyIdentifier')
    .values({ identifier, partyId, claimId, confirmedAt: ctx.now })
    .execute()
  await setState(ctx, claim, 'confirmed', null)
  tell(ctx, 'identifier.confirmed', claim)
  return requireClaim(ctx.db, ctx.actor, partyId, claimId)
}

/** It is not this operator's; the operator reads why and may declare it again. */
export async function refuseIdentifier(ctx: CommandCtx, input: Input<typeof api.refuseIdentifier>) {
  const claim = await lockForDecision(ctx, input.partyId, input.claimId)
  await setState(ctx, claim, 'refused', input.reason)
  tell(ctx, 'identifier.refused', claim, { reason: input.reason })
  return requireClaim(ctx.db, ctx.actor, input.partyId, input.claimId)
}

async function lockForDecision(ctx: CommandCtx, partyId: string, claimId: string): Promise<ClaimRow> {
  const claim = await lockClaim(ctx.db, ctx.actor, partyId, claimId)
  if (claim.reviewerId !== ctx.actor.partyId) throw new AppError('forbidden', 'identifier.other_reviewer')
  if (claim.state !== 'declared') throw new AppError('conflict', 'identifier.wrong_state', { state: claim.state })
  return claim
}

async function setState(
  ctx: CommandCtx,
  claim: Pick<ClaimRow, 'partyId' | 'claimId' | 'state'>,
  state: IdentifierState,
  reason: string | null,
): Promise<void> {
  await ctx.db
    .updateTable('registry.identifierClaim')
    .set({ state, reason, decidedAt: ctx.now, decidedBy: ctx.actor.accountId })
    .where('partyId', '=', claim.partyId)
    .where('claimId', '=', claim.claimId)
    .execute()
}

function tell(ctx: CommandCtx, kind: string, claim: ClaimRow, data: Record<string, unknown> = {}): void {
  const { partyId, claimId, identifier } = claim
  record(ctx, kind, {
    about: claimId,
    data: { partyId, kind: claim.kind, value: identifierText(identifier), ...data },
  })
}
