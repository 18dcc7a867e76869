import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { reviewerOf } from '../filing/reviewer.ts'
import { unscopedOperator } from '../operator/queries.ts'
import { inForce } from '../operator/rules.ts'
import { hasDocument, type LicenceRow, lockLicence, requireLicence } from './queries.ts'
import { daysInOrder, type LicenceState, licenceKinds } from './rules.ts'
import type * as api from './schema.ts'

async function ownOperator(ctx: CommandCtx) {
  const operator = await unscopedOperator(ctx.db, ctx.actor.partyId)
  if (!operator || !inForce(operator.state))
    throw new AppError('conflict', 'operator.not_in_force', { state: operator?.state ?? null })
  return operator
}

/**
 * An operator files a licence; its agency looks at it. @throws conflict `operator.not_in_force`,
 * `constraint.licence_live_unique`; invalid `licence.*`.
 */
export async function fileLicence(ctx: CommandCtx, input: Input<typeof api.fileLicence>) {
  const { kind, number, issuer, validFrom, validTo, limits, documentId } = input
  const operator = await ownOperator(ctx)
  const known = licenceKinds().find((k) => k.kind === kind)
  if (!known) throw new AppError('invalid', 'licence.kind_unknown', { kind })
  if (!daysInOrder(validFrom, validTo)) throw new AppError('invalid', 'licence.days_wrong', { validFrom, validTo })
  if (documentId !== undefined && !(await hasDocument(ctx.db, ctx.actor.partyId, documentId)))
    throw new AppError('not_found', 'document.not_found', { id: documentId })
  const { partyId } = ctx.actor
  const licenceId = newId()
  // of several departments that share the place, that of the licence's industry
  const own = operator.sectors.filter((s) => known.sectors.includes(s))
  const reviewerId = await reviewerOf(ctx.db, operator.divisionId, own.length ? own : operator.sectors)
  await ctx.db
    .insertInto('registry.licence')
    .values({
      ...{ partyId, licenceId, kind, number, issuer, state: 'filed', reviewerId, filedAt: ctx.now },
      limits: JSON.stringify(limits),
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
      documentId: documentId ?? null,
    })
    .execute()
  record(ctx, 'licence.filed', { about: licenceId, data: { kind, number } })
  return requireLicence(ctx.db, ctx.actor, partyId, licenceId)
}

/** What an operator filed is its licence no longer, or never was. */
export async function withdrawLicence(ctx: CommandCtx, { licenceId }: Input<typeof api.withdrawLicence>) {
  const licence = await lockLicence(ctx.db, ctx.actor, ctx.actor.partyId, licenceId)
  requireState(licence, 'filed', 'confirmed')
  return decide(ctx, licence, 'withdrawn', licence.reason)
}

/** From now on the rules count it. */
export async function confirmLicence(ctx: CommandCtx, { partyId, licenceId }: Input<typeof api.confirmLicence>) {
  return decide(ctx, await lockForDecision(ctx, partyId, licenceId, 'filed'), 'confirmed', null)
}

/** The operator reads why, and may file it again. */
export async function refuseLicence(ctx: CommandCtx, input: Input<typeof api.refuseLicence>) {
  const licence = await lockForDecision(ctx, input.partyId, input.licenceId, 'filed')
  return decide(ctx, licence, 'refused', input.reason)
}

/** The authority took it back: the rules count it no more. */
export async function revokeLicence(ctx: CommandCtx, input: Input<typeof api.revokeLicence>) {
  const licence = await lockForDecision(ctx, input.partyId, input.licenceId, 'confirmed')
  return decide(ctx, licence, 'revoked', input.reason)
}

function requireState({ state }: LicenceRow, ...allowed: LicenceState[]): void {
  if (!allowed.some((s) => s === state)) throw new AppError('conflict', 'licence.wrong_state', { state })
}

async function lockForDecision(ctx: CommandCtx, partyId: string, licenceId: string, state: LicenceState) {
  const licence = await lockLicence(ctx.db, ctx.actor, partyId, licenceId)
  if (licence.reviewerId !== ctx.actor.partyId) throw new AppError('forbidden', 'licence.other_reviewer')
  requireState(licence, state)
  return licence
}

/** What each decision is called in the journal. */
const decisions = {
  confirmed: 'licence.confirmed',
  refused: 'licence.refused',
  withdrawn: 'licence.withdrawn',
  revoked: 'licence.revoked',
} as const

async function decide(
  ctx: CommandCtx,
  licence: LicenceRow,
  state: LicenceState & keyof typeof decisions,
  reason: string | null,
) {
  const { partyId, licenceId, kind, number } = licence
  await ctx.db
    .updateTable('registry.licence')
    .set({ state, reason, decidedAt: ctx.now, decidedBy: ctx.actor.accountId })
    .where('partyId', '=', partyId)
    .where('licenceId', '=', licenceId)
    .execute()
  const data = { partyId, kind, number, ...(reason === null ? {} : { reason }) }
  record(ctx, decisions[state], { about: licenceId, data })
  return requireLicence(ctx.db, ctx.actor, partyId, licenceId)
}

/**
 * What an operator is in a chain, from a day on; said again with a last day, it ends then. @throws conflict
 * `operator.not_in_force`; invalid `party_role.unknown`, `party_role.other_sector`, `licence.days_wrong`.
 */
export async function setPartyRole(ctx: CommandCtx, input: Input<typeof api.setPartyRole>) {
  const { profile: profileId, role, from, to } = input
  const operator = await ownOperator(ctx)
  const profile = profileAt(profiles, profileId, civilDate(ctx.now))
  if (!profile?.roles.some((r) => r.id === role))
    throw new AppError('invalid', 'party_role.unknown', { profile: profileId, role })
  if (!operator.sectors.includes(profile.sector))
    throw new AppError('invalid', 'party_role.other_sector', { profile: profileId })
  if (to !== undefined && to < from)
    throw new AppError('invalid', 'licence.days_wrong', { validFrom: from, validTo: to })
  const { partyId } = ctx.actor
  const row = { toDate: to ?? null, setBy: ctx.actor.accountId, setAt: ctx.now }
  await ctx.db
    .insertInto('registry.partyRole')
    .values({ partyId, profile: profileId, role, fromDate: from, ...row })
    .onConflict((c) => c.columns(['partyId', 'profile', 'role', 'fromDate']).doUpdateSet(row))
    .execute()
  record(ctx, 'partyRole.set', { about: partyId, data: { profile: profileId, role, from, to: to ?? null } })
  return { partyId, profile: profileId, role, from, to: to ?? null, setAt: ctx.now }
}
