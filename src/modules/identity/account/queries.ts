import { sql } from 'kysely'
import { maskMobileNumber } from '../../../kernel/mobile-number.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Sealer } from '../../../platform/seal.ts'
import type { Role } from '../rules.ts'
import type { Account } from './schema.ts'

export type AccountRow = {
  accountId: string
  partyId: string
  partyKind: 'platform' | 'agency' | 'operator'
  login: string
  nameSealed: string
  phoneSealed: string | null
  passwordHash: string
  mustChangePassword: boolean
  passwordExpiresAt: string | null
  roles: Role[]
  sectors: string[] | null
  state: 'open' | 'disabled'
  createdAt: string
  createdBy: string | null
  signedInAt: string | null
}

/** What the sealed name and phone are bound to: a value moved to another account does not open. */
const context = (column: 'name' | 'phone', accountId: string) => `identity.account.${column}:${accountId}`
export const sealName = (s: Sealer, accountId: string, name: string) => s.seal(name, context('name', accountId))
export const sealPhone = (s: Sealer, accountId: string, phone: string) => s.seal(phone, context('phone', accountId))
export const openName = (s: Sealer, r: Pick<AccountRow, 'accountId' | 'nameSealed'>) =>
  s.open(r.nameSealed, context('name', r.accountId))
export const openPhone = (s: Sealer, r: Pick<AccountRow, 'accountId' | 'phoneSealed'>) =>
  r.phoneSealed === null ? null : s.open(r.phoneSealed, context('phone', r.accountId))

/** An account as its administrators see it: the phone masked, nothing of the password. */
export function accountShown(sealer: Sealer, r: AccountRow): Account {
  const phone = openPhone(sealer, r)
  return {
    accountId: r.accountId,
    partyId: r.partyId,
    login: r.login,
    name: openName(sealer, r),
    phone: phone === null ? null : maskMobileNumber(phone),
    roles: r.roles,
    sectors: r.sectors as Account['sectors'],
    state: r.state,
    mustChangePassword: r.mustChangePassword,
    createdAt: r.createdAt,
    signedInAt: r.signedInAt,
  }
}

/** The account whoever asks; who may do what with it is `account/scope.ts`. */
export async function unscopedAccount(db: Db | Tx, accountId: string): Promise<AccountRow | undefined> {
  const row = await db.selectFrom('identity.account').selectAll().where('accountId', '=', accountId).executeTakeFirst()
  return row as AccountRow | undefined
}

/** The account with this login name, for signing in. */
export async function unscopedAccountByLogin(db: Db | Tx, login: string): Promise<AccountRow | undefined> {
  const row = await db
    .selectFrom('identity.account')
    .selectAll()
    .where('login', '=', login.normalize('NFKC').trim().toLowerCase())
    .executeTakeFirst()
  return row as AccountRow | undefined
}

/** A party's accounts in the order they were opened; `administrators`: only those. The caller knows that it may. */
export async function unscopedAccountsOf(
  db: Db,
  partyId: string,
  f: { cursor?: string | undefined; limit: number; administrators: boolean },
) {
  const [after] = decodeCursor(f.cursor, ['id']) ?? []
  const rows = await db
    .selectFrom('identity.account')
    .selectAll()
    .where('partyId', '=', partyId)
    .$if(f.administrators, (q) => q.where(sql<boolean>`'agency_administrator' = any(roles)`))
    .$if(after !== undefined, (q) => q.where('accountId', '>', after!))
    .orderBy('accountId')
    .limit(f.limit + 1)
    .execute()
  return page(rows as AccountRow[], f.limit, (r) => [r.accountId])
}

export async function insertAccount(tx: Tx, row: AccountRow): Promise<void> {
  await tx.insertInto('identity.account').values(row).execute()
}

export async function setAccount(tx: Tx, accountId: string, set: Partial<AccountRow>): Promise<void> {
  await tx.updateTable('identity.account').set(set).where('accountId', '=', accountId).execute()
}

/** Signs an account out everywhere, but for the session with this hash. */
export async function deleteSessions(tx: Tx, accountId: string, but?: Buffer): Promise<void> {
  await tx
    .deleteFrom('identity.session')
    .where('accountId', '=', accountId)
    .$if(but !== undefined, (q) => q.where('tokenHash', '<>', but!))
    .execute()
}
