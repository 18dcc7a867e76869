import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { type Role, refuseRoles, temporaryPasswordDays } from '../rules.ts'
import { forgetTries } from '../session/attempts.ts'
import { accountShown, deleteSessions, insertAccount, openPhone, sealName, sealPhone, setAccount } from './queries.ts'
import type * as api from './schema.ts'
import type { Account } from './schema.ts'
import { type Charge, requireAccount, requireCharge, requireManaged } from './scope.ts'
import { hashPassword, temporaryPassword } from './secrets.ts'

const days = 24 * 3_600_000
const temporaryUntil = (now: string) => new Date(Date.parse(now) + temporaryPasswordDays * days).toISOString()

/** Why these rights may not be given there by this actor: nobody gives what they do not hold. */
function requireGivable(ctx: CommandCtx, charge: Charge, given: readonly Role[], sectors: readonly string[] | null) {
  const where = { of: charge.of, allocation: charge.allocation, ...(charge.level ? { level: charge.level } : {}) }
  const refused = refuseRoles(given, where, ctx.actor.permissions)
  if (refused) throw new AppError('forbidden', refused.reason, refused.details)
  if (charge.of === 'operator') return
  const beyond = (sectors ?? charge.sectors).filter((s) => !ctx.actor.sectors.includes(s))
  if (beyond.length) throw new AppError('forbidden', 'account.more_than_held', { sectors: beyond })
}

/**
 * Opens an account with a temporary password (agriculture.md §1.1 rules 1–4). The password is not in the stored
 * answer: the route adds it.
 */
export async function createAccount(ctx: CommandCtx, sealer: Sealer, input: Input<typeof api.createAccount>) {
  const charge = await requireCharge(ctx.db, ctx.actor, input.partyId ?? ctx.actor.partyId)
  if (!charge.mayOpen) throw new AppError('forbidden', 'agency.not_yours_to_allocate')
  const sectors = input.sectors ?? null
  requireGivable(ctx, charge, input.roles, sectors)
  const phone = input.phone === undefined ? undefined : parseMobileNumber(input.phone)
  if (input.phone !== undefined && !phone) throw new AppError('invalid', 'account.phone_invalid')
  const accountId = newId()
  const expiresAt = temporaryUntil(ctx.now)
  await insertAccount(ctx.db, {
    accountId,
    partyId: charge.partyId,
    partyKind: charge.of === 'operator' ? 'operator' : 'agency',
    login: input.login,
    nameSealed: sealName(sealer, accountId, input.name),
    phoneSealed: phone ? sealPhone(sealer, accountId, phone) : null,
    passwordHash: await hashPassword(temporaryPassword(sealer, accountId, ctx.commandId)),
    mustChangePassword: true,
    passwordExpiresAt: expiresAt,
    roles: input.roles,
    sectors,
    state: 'open',
    createdAt: ctx.now,
    createdBy: ctx.actor.accountId,
    signedInAt: null,
  })
  record(ctx, 'account.created', { about: accountId, data: { partyId: charge.partyId, roles: input.roles, sectors } })
  return { accountId, login: input.login, temporaryPassword: '', expiresAt }
}

/** Gives an account other roles and sectors; takes effect with its next request. */
export async function changeAccountRoles(
  ctx: CommandCtx,
  sealer: Sealer,
  input: Input<typeof api.changeAccountRoles>,
): Promise<Account> {
  const { account, charge } = await requireManaged(ctx.db, ctx.actor, input.accountId)
  if (!charge.mayOpen) throw new AppError('forbidden', 'agency.not_yours_to_allocate')
  requireGivable(ctx, charge, input.roles, input.sectors)
  const change = { roles: input.roles, sectors: input.sectors }
  await setAccount(ctx.db, account.accountId, change)
  record(ctx, 'account.rolesChanged', { about: account.accountId, data: change })
  return accountShown(sealer, { ...account, ...change })
}

/** Disables an account and signs it out, or enables it again. */
export async function setAccountState(
  ctx: CommandCtx,
  sealer: Sealer,
  accountId: string,
  state: 'open' | 'disabled',
): Promise<Account> {
  const { account } = await requireManaged(ctx.db, ctx.actor, accountId)
  await setAccount(ctx.db, accountId, { state })
  if (state === 'disabled') await deleteSessions(ctx.db, accountId)
  if (account.state !== state)
    record(ctx, state === 'disabled' ? 'account.disabled' : 'account.enabled', { about: accountId })
  return accountShown(sealer, { ...account, state })
}

/** Replaces a forgotten password by a temporary one and signs the account out. */
export async function resetPassword(ctx: CommandCtx, sealer: Sealer, accountId: string) {
  const { account } = await requireManaged(ctx.db, ctx.actor, accountId)
  const expiresAt = temporaryUntil(ctx.now)
  await setAccount(ctx.db, accountId, {
    passwordHash: await hashPassword(temporaryPassword(sealer, accountId, ctx.commandId)),
    mustChangePassword: true,
    passwordExpiresAt: expiresAt,
  })
  await deleteSessions(ctx.db, accountId)
  await forgetTries(ctx.db, sealer, account.login)
  record(ctx, 'account.passwordReset', { about: accountId })
  return { accountId, login: account.login, temporaryPassword: '', expiresAt }
}

/**
 * Shows a phone number in full; who looked, and why, stays in the journal. Not in the stored answer: the route adds it.
 */
export async function unmaskAccountPhone(ctx: CommandCtx, input: Input<typeof api.unmaskAccountPhone>) {
  const { account } = await requireAccount(ctx.db, ctx.actor, input.accountId)
  record(ctx, 'account.phoneUnmasked', { about: account.accountId, data: { reason: input.reason } })
  return { accountId: account.accountId, phone: account.phoneSealed }
}

/** The number that `unmaskAccountPhone` answered still sealed. */
export const openShownPhone = (sealer: Sealer, a: { accountId: string; phone: string | null }) => ({
  ...a,
  phone: openPhone(sealer, { accountId: a.accountId, phoneSealed: a.phone }),
})
