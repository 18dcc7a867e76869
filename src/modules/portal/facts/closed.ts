import { sql } from 'kysely'
import { profileFor, profiles } from '../../../industries/index.ts'
import type { Db } from '../../../platform/db.ts'

const closedProfiles = new Set(profiles.filter((p) => p.publicView.none).map((p) => p.id))

/**
 * Goods of a chain of which nothing is ever public (`publicView.none`: explosives), by the profile or the class they were
 * made under. To the public their codes are codes that nobody issued: not even that there are such goods is said.
 */
export const isClosed = ({ profile, classCode }: { profile: string | null; classCode: string | null }): boolean =>
  (profile !== null && closedProfiles.has(profile)) ||
  (classCode !== null && profileFor(classCode)?.publicView.none === true)

/** Whether any of these goods of a party is closed: a paper that names them is as closed as they are. */
export async function anyClosed(db: Db, partyId: string, holdingIds: readonly string[]): Promise<boolean> {
  if (!holdingIds.length) return false
  const { rows } = await sql<{ profile: string | null; classCode: string | null }>`
    select distinct profile, class_code from trace.holding
    where party_id = ${partyId} and holding_id = any(${[...holdingIds]}::uuid[])`.execute(db)
  return rows.some(isClosed)
}
