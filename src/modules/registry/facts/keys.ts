import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'

/**
 * Takes numbers for a party, each of which one live operator or open filing may have in the whole country: the primary
 * key decides, also between two that arrive at once. What the party has already stays.
 * @throws conflict `operator.already_registered` with the field.
 */
export async function claimKeys(tx: Tx, partyId: string, keys: readonly string[], now: string): Promise<void> {
  // always in one order, so that two parties claiming the same numbers wait instead of deadlocking
  const wanted = [...keys].sort()
  if (!wanted.length) return
  await sql`insert into registry.operator_key (key, party_id, claimed_at)
    select k, ${partyId}::uuid, ${now}::timestamptz from unnest(${wanted}::text[]) as u (k)
    on conflict do nothing`.execute(tx)
  const taken = await tx
    .selectFrom('registry.operatorKey')
    .select('key')
    .where('key', '=', sql<string>`any(${wanted}::text[])`)
    .where('partyId', '<>', partyId)
    .executeTakeFirst()
  if (!taken) return
  const field = taken.key.startsWith('credit_code:') ? 'creditCode' : 'identityNumber'
  throw new AppError('conflict', 'operator.already_registered', { field })
}

/** Lets go of the party's numbers but those in `keep`, so that another may register with them. */
export async function releaseKeys(tx: Tx, partyId: string, held: readonly string[], keep: readonly string[] = []) {
  const gone = held.filter((k) => !keep.includes(k))
  if (!gone.length) return
  await tx
    .deleteFrom('registry.operatorKey')
    .where('key', '=', sql<string>`any(${gone}::text[])`)
    .where('partyId', '=', partyId)
    .execute()
}

/** Does somebody have this number? Says nothing of who. */
export async function isClaimed(db: Db, key: string): Promise<boolean> {
  return Boolean(await db.selectFrom('registry.operatorKey').select('key').where('key', '=', key).executeTakeFirst())
}
