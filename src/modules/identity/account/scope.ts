import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { placeOf, unscopedAgency } from '../agency/queries.ts'
import { divisionsOf } from '../division/queries.ts'
import { requireParty } from '../party/queries.ts'
import { type AgencyKind, type AgencyLevel, type Allocation, allocation, permissionsOf } from '../rules.ts'
import { type AccountRow, unscopedAccount } from './queries.ts'

/** A party whose accounts the actor has to do with, and which of them. */
export type Charge = {
  partyId: string
  of: AgencyKind | 'operator'
  level?: AgencyLevel
  sectors: readonly string[]
  allocation: Allocation
  /** An agency helps an operator's people back in (disable, reset) but opens no accounts there: they do that themselves. */
  mayOpen: boolean
}

/**
 * The party and which of its accounts are this actor's to look after: its own; agencies it allocates to
 * (`allocation`); operators in a supervision agency's jurisdiction. @throws not_found `party.not_found`.
 */
export async function requireCharge(db: Db | Tx, actor: Actor, partyId: string): Promise<Charge> {
  if (actor.kind === 'operator') {
    found(partyId === actor.partyId ? partyId : undefined, 'party', partyId)
    return { partyId, of: 'operator', sectors: [], allocation: 'any', mayOpen: true }
  }
  const mine = found(await unscopedAgency(db, actor.partyId), 'party', partyId)
  const target = await unscopedAgency(db, partyId)
  if (!target) {
    const party = await requireParty(db, actor, partyId)
    found(party.kind === 'operator' && mine.kind === 'supervision' ? party : undefined, 'party', partyId)
    return { partyId, of: 'operator', sectors: party.sectors, allocation: 'any', mayOpen: false }
  }
  const divisions = await divisionsOf(db, [...mine.divisions, ...target.divisions])
  const allowed = found(allocation(placeOf(mine, divisions), placeOf(target, divisions)), 'party', partyId)
  return {
    partyId,
    of: target.kind,
    level: target.level,
    sectors: target.sectors,
    allocation: allowed,
    mayOpen: true,
  }
}

/** One account that is this actor's to look after. @throws not_found `account.not_found`. */
export async function requireAccount(db: Db | Tx, actor: Actor, accountId: string) {
  const account = found(await unscopedAccount(db, accountId), 'account', accountId)
  const charge = await requireCharge(db, actor, account.partyId).catch((err: unknown) => {
    throw err instanceof AppError && err.code === 'not_found'
      ? new AppError('not_found', 'account.not_found', { id: accountId })
      : err
  })
  const hidden = charge.allocation === 'administrator' && !account.roles.includes('agency_administrator')
  return { account: found(hidden ? undefined : account, 'account', accountId), charge }
}

/**
 * One account that this actor may change: not its own, and not one that may do more than the actor (whoever resets a
 * password could sign in with it). Operators' accounts are another world: there an agency's rights are no measure.
 */
export async function requireManaged(
  db: Db | Tx,
  actor: Actor,
  accountId: string,
): Promise<{ account: AccountRow; charge: Charge }> {
  const { account, charge } = await requireAccount(db, actor, accountId)
  if (accountId === actor.accountId) throw new AppError('conflict', 'account.own')
  const theirs = charge.mayOpen ? permissionsOf(account.roles, charge.of) : []
  const lacking = theirs.filter((p) => !actor.permissions.includes(p))
  if (lacking.length) throw new AppError('forbidden', 'account.more_than_held', { permissions: lacking })
  return { account, charge }
}
