import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, anonymous } from '../../../platform/actor.ts'
import { runCommand } from '../../../platform/command.ts'
import { AppError, found } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { record } from '../../../platform/journal.ts'
import {
  deleteSessions,
  openName,
  openPhone,
  setAccount,
  unscopedAccount,
  unscopedAccountByLogin,
} from '../account/queries.ts'
import { hashNewPassword, isPassword, newSecret, secretHash } from '../account/secrets.ts'
import { divisionsOf } from '../division/queries.ts'
import { partyNames } from '../party/queries.ts'
import { ownPreferences } from '../preference/queries.ts'
import { sessionTimes } from '../rules.ts'
import { countTry, forgetTries } from './attempts.ts'
import { csrfTokenOf, sessionCookie } from './authenticate.ts'
import { deleteSession, insertSession } from './queries.ts'
import type { Session } from './schema.ts'

const cookieOf = (deps: Deps) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: deps.config.origin.startsWith('https:'),
})

/**
 * Opens a session. Unknown name and wrong password are one answer after one time; only who knows the password hears
 * that the account is disabled. @throws unauthenticated `session.wrong_credentials`; too_many `session.locked`;
 * forbidden `account.disabled`, `account.password_expired`.
 */
export async function signIn(
  deps: Deps,
  now: string,
  input: { login: string; password: string },
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  await countTry(deps.db, deps.sealer, input.login, req.ip, now)
  const account = await unscopedAccountByLogin(deps.db, input.login)
  if (!(await isPassword(input.password, account?.passwordHash)) || !account)
    throw new AppError('unauthenticated', 'session.wrong_credentials')
  if (account.state === 'disabled') throw new AppError('forbidden', 'account.disabled')
  if (
    account.mustChangePassword &&
    account.passwordExpiresAt &&
    Date.parse(account.passwordExpiresAt) <= Date.parse(now)
  )
    throw new AppError('forbidden', 'account.password_expired')
  const token = newSecret()
  const actor: Actor = {
    ...anonymous('zh'),
    accountId: account.accountId,
    partyId: account.partyId,
    kind: account.partyKind,
  }
  await runCommand(deps, { name: 'signIn', actor, now }, async (ctx) => {
    const old = req.cookies[sessionCookie]
    if (old) await deleteSession(ctx.db, secretHash(old))
    await insertSession(ctx.db, secretHash(token), account.accountId, now)
    await setAccount(ctx.db, account.accountId, { signedInAt: now })
    await forgetTries(ctx.db, deps.sealer, input.login)
    record(ctx, 'session.opened', { about: account.accountId })
  })
  reply.setCookie(sessionCookie, token, { ...cookieOf(deps), maxAge: sessionTimes.absoluteHours * 3600 })
  return token
}

/** Ends the session whose cookie came along, if any. */
export async function signOut(deps: Deps, req: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = req.cookies[sessionCookie]
  if (token) await deleteSession(deps.db, secretHash(token))
  reply.clearCookie(sessionCookie, cookieOf(deps))
}

/**
 * Replaces one's own password; every other session of the account ends. Guessing the old one is counted like signing
 * in. @throws invalid `password.*`; conflict `password.wrong`; too_many `session.locked`.
 */
export async function changePassword(
  deps: Deps,
  actor: Actor,
  now: string,
  input: { password: string; newPassword: string },
  req: FastifyRequest,
): Promise<void> {
  const account = found(await unscopedAccount(deps.db, actor.accountId), 'account', actor.accountId)
  await countTry(deps.db, deps.sealer, account.login, req.ip, now)
  if (!(await isPassword(input.password, account.passwordHash))) throw new AppError('conflict', 'password.wrong')
  if (input.password === input.newPassword) throw new AppError('invalid', 'password.same')
  const own = [account.login, openName(deps.sealer, account), openPhone(deps.sealer, account) ?? '']
  const passwordHash = await hashNewPassword(input.newPassword, own)
  const token = req.cookies[sessionCookie]
  await runCommand(deps, { name: 'changePassword', actor, now }, async (ctx) => {
    await setAccount(ctx.db, account.accountId, { passwordHash, mustChangePassword: false, passwordExpiresAt: null })
    await deleteSessions(ctx.db, account.accountId, token ? secretHash(token) : undefined)
    await forgetTries(ctx.db, deps.sealer, account.login)
    record(ctx, 'account.passwordChanged', { about: account.accountId })
  })
}

/** Who this is, what they may do and where; for a visitor, nulls. */
export async function describeSession(deps: Deps, actor: Actor, token: string | undefined): Promise<Session> {
  const account = actor.kind === 'anonymous' ? undefined : await unscopedAccount(deps.db, actor.accountId)
  const [names, divisions, { typeSize, theme }] = await Promise.all([
    partyNames(deps.db, actor.kind === 'anonymous' ? [] : [actor.partyId]),
    divisionsOf(deps.db, actor.divisions),
    ownPreferences(deps.db, deps.sealer, actor.accountId),
  ])
  return {
    account: account
      ? {
          accountId: account.accountId,
          login: account.login,
          name: openName(deps.sealer, account),
          mustChangePassword: account.mustChangePassword,
        }
      : null,
    party:
      actor.kind === 'anonymous'
        ? null
        : {
            partyId: actor.partyId,
            kind: actor.kind,
            name: names.get(actor.partyId)?.name ?? '',
            sectors: names.get(actor.partyId)?.sectors ?? [],
          },
    roles: [...actor.roles],
    permissions: [...actor.permissions],
    divisions: actor.divisions.map((divisionId) => ({
      divisionId,
      name: divisions.get(divisionId)?.name ?? divisionId,
    })),
    sectors: [...actor.sectors],
    language: actor.language,
    typeSize,
    theme,
    csrfToken: account && token ? csrfTokenOf(token) : null,
  }
}
