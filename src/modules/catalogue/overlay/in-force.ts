import { sql } from 'kysely'
import type { OverlayChange } from '../../../kernel/overlay.ts'
import type { Db, Tx } from '../../../platform/db.ts'

/** An approved overlay that binds a party. */
export type OverlayInForce = {
  profile: string
  divisionId: string
  version: number
  changes: readonly OverlayChange[]
}

/**
 * The overlays of the divisions a party lies in, on a civil date: of each division and profile the latest version that
 * began. Wider divisions first, so that a city's comes on top of its province's.
 */
export async function overlaysOf(db: Db | Tx, partyId: string, date: string): Promise<OverlayInForce[]> {
  const { rows } = await sql<OverlayInForce & { validTo: string | null; depth: number }>`
    select o.profile, o.division_id, o.version, o.changes, o.valid_to,
      (select max(cardinality(d.path)) from identity.division d where d.division_id = o.division_id) as depth
    from identity.party_area a
      join catalogue.profile_overlay o on o.division_id = a.division_id
    where a.party_id = ${partyId} and o.state = 'approved' and o.valid_from <= ${date}`.execute(db)
  const latest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const key = `${row.divisionId} ${row.profile}`
    if (row.version > (latest.get(key)?.version ?? 0)) latest.set(key, row)
  }
  // the latest version says when it ends: an earlier one does not come back
  return [...latest.values()]
    .filter((r) => r.validTo === null || date < r.validTo)
    .sort((a, b) => a.depth - b.depth)
    .map(({ validTo: _, depth: _depth, ...r }) => r)
}
