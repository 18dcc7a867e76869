import { sql } from 'kysely'
import { anonymous } from '../../../platform/actor.ts'
import { runCommand } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { insertAccount, sealName } from '../account/queries.ts'
import { hashNewPassword, newSecret, secretHash } from '../account/secrets.ts'
import { insertAgency } from '../agency/queries.ts'
import { Sector } from '../party/schema.ts'
import { setupHours } from '../rules.ts'
import type { FirstAdministrator } from './schema.ts'

/** The root of the division tree: the ministry's jurisdiction. */
const country = '0'

/**
 * On a platform without an administrator, a link that makes the first one, valid 24 hours and once; undefined when
 * there is one. Printed by main.ts; only the token's SHA-256 is kept.
 */
export async function setupLink(deps: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<string | undefined> {
  if (await hasAdministrator(deps.db)) return undefined
  const token = newSecret()
  const createdAt = deps.clock()
  const expiresAt = new Date(Date.parse(createdAt) + setupHours * 3_600_000).toISOString()
  await deps.db
    .insertInto('identity.setup')
    .values({ tokenHash: secretHash(token), createdAt, expiresAt })
    .execute()
  return `${deps.config.origin}/setup?token=${token}`
}

async function hasAdministrator(db: Db | Tx): Promise<boolean> {
  const row = await db
    .selectFrom('identity.account')
    .select('accountId')
    .where(sql<boolean>`'platform_administrator' = any(roles)`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Why this link does not work now, as a reason; undefined when it does. */
export async function refuseLink(db: Db, token: string, now: string): Promise<string | undefined> {
  if (await hasAdministrator(db)) return 'setup.done_already'
  const row = await db
    .selectFrom('identity.setup')
    .select('expiresAt')
    .where('tokenHash', '=', secretHash(token))
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return row && Date.parse(row.expiresAt) > Date.parse(now) ? undefined : 'setup.link_not_valid'
}

/**
 * Makes the agency that runs the platform and its first administrator.
 * @throws conflict `setup.done_already`; forbidden `setup.link_not_valid`; invalid `password.*`.
 */
export async function setUp(
  deps: Deps,
  now: string,
  input: FirstAdministrator,
): Promise<{ accountId: string; partyId: string }> {
  const passwordHash = await hashNewPassword(input.password, [input.login, input.name])
  const [accountId, partyId] = [newId(), newId()]
  const actor = { ...anonymous('zh'), kind: 'agency' as const, accountId, partyId }
  return runCommand(deps, { name: 'setUp', actor, now }, async (ctx) => {
    // every open link is taken at once and their rows stay locked: of two requests, one finds nothing left
    const taken = await ctx.db
      .updateTable('identity.setup')
      .set({ usedAt: now })
      .where('usedAt', 'is', null)
      .returning(['tokenHash', 'expiresAt'])
      .execute()
    if (await hasAdministrator(ctx.db)) throw new AppError('conflict', 'setup.done_already')
    const hash = secretHash(input.token)
    if (!taken.some((r) => hash.equals(r.tokenHash) && Date.parse(r.expiresAt) > Date.parse(now)))
      throw new AppError('forbidden', 'setup.link_not_valid')
    await insertAgency(
      ctx.db,
      {
        partyId,
        kind: 'supervision',
        level: 'ministry',
        name: input.agencyName,
        nameEn: null,
        department: 'agriculture',
        divisions: [country],
        sectors: [...Sector.options],
      },
      now,
    )
    await insertAccount(ctx.db, {
      accountId,
      partyId,
      partyKind: 'agency',
      login: input.login,
      nameSealed: sealName(deps.sealer, accountId, input.name),
      phoneSealed: null,
      passwordHash,
      mustChangePassword: false,
      passwordExpiresAt: null,
      roles: ['platform_administrator', 'agency_administrator'],
      sectors: null,
      state: 'open',
      createdAt: now,
      createdBy: null,
      signedInAt: null,
    })
    record(ctx, 'platform.setUp', { about: accountId })
    return { accountId, partyId }
  })
}
