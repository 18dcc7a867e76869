import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'

export type DivisionLevel = 'country' | 'province' | 'city' | 'county' | 'township' | 'village'
export type Division = {
  divisionId: string
  parentId: string | null
  name: string
  level: DivisionLevel
  /** Ancestors from the country down to itself. */
  path: string[]
}

const columns = ['divisionId', 'parentId', 'name', 'level', 'path'] as const

/** The division as it stands, or as it last stood. Divisions are public: nobody needs a right to read them. */
export async function unscopedDivision(db: Db | Tx, divisionId: string): Promise<Division | undefined> {
  return (await divisionsOf(db, [divisionId])).get(divisionId)
}

/** Divisions by id, each as it stands or last stood; an unknown id is left out. */
export async function divisionsOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, Division>> {
  if (!ids.length) return new Map()
  const rows = await db
    .selectFrom('identity.division')
    .select(columns)
    .where('divisionId', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .orderBy('validFrom')
    .execute()
  return new Map(rows.map((r) => [r.divisionId, r as Division]))
}
