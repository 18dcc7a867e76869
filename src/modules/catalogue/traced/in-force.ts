import { sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { type Profile, profileAt } from '../../../kernel/profile.ts'
import type { Db, Tx } from '../../../platform/db.ts'

/**
 * The profile that the dynamic catalogue gives a product class in the divisions a party lies in, on a civil date: the
 * narrowest class wins, then the narrowest division, then the latest decision. Undefined: it says nothing, and the
 * prefixes of the profiles decide (`profileFor`).
 */
export async function tracedProfile(
  db: Db | Tx,
  partyId: string,
  classCode: string,
  date: string,
): Promise<Profile | undefined> {
  const { rows } = await sql<{ profile: string }>`
    select t.profile,
      (select max(cardinality(d.path)) from identity.division d where d.division_id = t.division_id) as depth
    from identity.party_area a
      join catalogue.traced_class t on t.division_id = a.division_id
    where a.party_id = ${partyId} and starts_with(${classCode}, t.class_code) and t.valid_from <= ${date}
      and (t.valid_to is null or t.valid_to > ${date})
    order by length(t.class_code) desc, depth desc, t.valid_from desc, t.set_at desc`.execute(db)
  return rows.map((r) => profileAt(profiles, r.profile, date)).find((p) => p !== undefined)
}
