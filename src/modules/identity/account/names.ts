import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'

/**
 * What the accounts and machine clients with these ids are called where a scoped read has shown that they acted: login
 * or client name, never the sealed name of a person. Ids that are neither are left out.
 */
export async function actorNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { kind: 'account' | 'client'; name: string }>> {
  if (!ids.length) return new Map()
  const unique = [...new Set(ids)]
  const { rows } = await sql<{ id: string; kind: 'account' | 'client'; name: string }>`
    select account_id as id, 'account' as kind, login as name from identity.account
    where account_id = any(${unique}::uuid[])
    union all
    select client_id, 'client', name from identity.client where client_id = any(${unique}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, kind, name }) => [id, { kind, name }]))
}

/** Whose account or machine client this is; undefined when there is none. */
export async function partyOfActor(db: Db, actorId: string): Promise<string | undefined> {
  const { rows } = await sql<{ partyId: string }>`
    select party_id from identity.account where account_id = ${actorId}
    union all
    select party_id from identity.client where client_id = ${actorId}`.execute(db)
  return rows[0]?.partyId
}
