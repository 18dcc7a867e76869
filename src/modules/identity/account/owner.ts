import { sql } from 'kysely'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import type { Sealer } from '../../../platform/seal.ts'
import type { Role } from '../rules.ts'
import { insertAccount, sealName, sealPhone } from './queries.ts'
import { hashNewPassword } from './secrets.ts'

/**
 * The account of somebody who registers an operator (agriculture.md §1.1 rule 5). It can sign in at once, to see and
 * correct the registration, and do nothing else until `admitApplicants`.
 * @returns accountId. @throws invalid `password.*`, `account.phone_invalid`; a taken login violates
 * `account_login_unique`, which reads as a conflict.
 */
export async function openApplicant(
  ctx: Pick<CommandCtx, 'db' | 'now'>,
  sealer: Sealer,
  a: { partyId: string; login: string; password: string; name: string; phone?: string | undefined },
): Promise<string> {
  const phone = a.phone === undefined ? undefined : parseMobileNumber(a.phone)
  if (a.phone !== undefined && !phone) throw new AppError('invalid', 'account.phone_invalid')
  const accountId = newId()
  await insertAccount(ctx.db, {
    accountId,
    partyId: a.partyId,
    partyKind: 'operator',
    login: a.login.normalize('NFKC').trim().toLowerCase(),
    nameSealed: sealName(sealer, accountId, a.name),
    phoneSealed: phone ? sealPhone(sealer, accountId, phone) : null,
    passwordHash: await hashNewPassword(a.password, [a.login, a.name, phone ?? '']),
    mustChangePassword: false,
    passwordExpiresAt: null,
    roles: ['applicant'],
    sectors: null,
    state: 'open',
    createdAt: ctx.now,
    createdBy: null,
    signedInAt: null,
  })
  return accountId
}

/** On approval: the operator's applicants become its owners, with their next request. */
export async function admitApplicants(ctx: Pick<CommandCtx, 'db'>, partyId: string): Promise<void> {
  await ctx.db
    .updateTable('identity.account')
    .set({ roles: ['operator_owner'] satisfies Role[] })
    .where('partyId', '=', partyId)
    .where(sql<boolean>`'applicant' = any(roles)`)
    .execute()
}
