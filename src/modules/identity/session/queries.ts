import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { AgencyKind } from '../rules.ts'
import { sessionTimes } from '../rules.ts'

const hours = 3_600_000

/** An account with its agency: all that a request needs to know of who sent it. */
export type Holder = {
  accountId: string
  partyId: string
  partyKind: 'platform' | 'agency' | 'operator'
  roles: string[]
  sectors: string[] | null
  mustChangePassword: boolean
  agencyKind: AgencyKind | null
  agencyDivisions: string[] | null
  agencySectors: string[] | null
  /** As the person chose it; null: the browser's. */
  language: Language | null
  seenAt: string
}

/** Who holds this session, in one statement; undefined when it ended, idled out or its account is disabled. */
export async function findSession(db: Db, tokenHash: Buffer, now: string): Promise<Holder | undefined> {
  const idleSince = new Date(Date.parse(now) - sessionTimes.idleHours * hours).toISOString()
  const { rows } = await sql<Holder>`/* by keys */
    select a.account_id, a.party_id, a.party_kind, a.roles, a.sectors, a.must_change_password, s.seen_at,
      g.kind as agency_kind, g.divisions as agency_divisions, g.sectors as agency_sectors,
      p.language
    from identity.session s
    join identity.account a on a.account_id = s.account_id
    left join identity.agency g on g.party_id = a.party_id
    left join identity.preference p on p.account_id = a.account_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and s.seen_at > ${idleSince} and a.state = 'open'`.execute(
    db,
  )
  return rows[0]
}

/** An account that is open, as `findSession` finds it. */
export async function findHolder(
  db: Db,
  accountId: string,
): Promise<Omit<Holder, 'seenAt' | 'mustChangePassword'> | undefined> {
  const { rows } = await sql<Omit<Holder, 'seenAt' | 'mustChangePassword'>>`
    select a.account_id, a.party_id, a.party_kind, a.roles, a.sectors,
      g.kind as agency_kind, g.divisions as agency_divisions, g.sectors as agency_sectors,
      p.language
    from identity.account a
    left join identity.agency g on g.party_id = a.party_id
    left join identity.preference p on p.account_id = a.account_id
    where a.account_id = ${accountId} and a.state = 'open'`.execute(db)
  return rows[0]
}

export type ClientHolder = {
  clientId: string
  partyId: string
  partyKind: 'agency' | 'operator'
  permissions: string[]
  sectors: string[]
  secretHash: Buffer
  agencyKind: AgencyKind | null
  agencyDivisions: string[] | null
  agencySectors: string[] | null
}

/** The machine client with its agency, in one statement; undefined when there is none or it is disabled. */
export async function findClient(db: Db, clientId: string): Promise<ClientHolder | undefined> {
  const { rows } = await sql<ClientHolder>`/* by keys */
    select c.client_id, c.party_id, c.party_kind, c.permissions, c.sectors, c.secret_hash,
      g.kind as agency_kind, g.divisions as agency_divisions, g.sectors as agency_sectors
    from identity.client c
    left join identity.agency g on g.party_id = c.party_id
    where c.client_id = ${clientId} and c.disabled_at is null`.execute(db)
  return rows[0]
}

/** Opens a session until the absolute end; the account's dead ones go. */
export async function insertSession(tx: Tx, tokenHash: Buffer, accountId: string, now: string): Promise<void> {
  const expiresAt = new Date(Date.parse(now) + sessionTimes.absoluteHours * hours).toISOString()
  await tx.deleteFrom('identity.session').where('accountId', '=', accountId).where('expiresAt', '<=', now).execute()
  await tx
    .insertInto('identity.session')
    .values({ tokenHash, accountId, createdAt: now, seenAt: now, expiresAt })
    .execute()
}

export async function setSeen(db: Db, tokenHash: Buffer, now: string): Promise<void> {
  await db.updateTable('identity.session').set({ seenAt: now }).where('tokenHash', '=', tokenHash).execute()
}

export async function deleteSession(db: Db | Tx, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('identity.session').where('tokenHash', '=', tokenHash).execute()
}
