import { sql } from 'kysely'
import { queryBigrams } from '../../../kernel/bigram.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { typedReading } from '../../../platform/pinyin.ts'
import type { Division, findDivisions } from './schema.ts'

/** A division with all its ancestors' ids, from the country down to itself. */
export type DivisionRow = Pick<Division, 'divisionId' | 'parentId' | 'name' | 'level'> & { path: string[] }

const columns = ['divisionId', 'parentId', 'name', 'level', 'path'] as const

/** The division as it stands, or as it last stood. Divisions are public: nobody needs a right to read them. */
export async function unscopedDivision(db: Db | Tx, divisionId: string): Promise<DivisionRow | undefined> {
  return (await divisionsOf(db, [divisionId])).get(divisionId)
}

/** Divisions by id, each as it stands or last stood; an unknown id is left out. */
export async function divisionsOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, DivisionRow>> {
  if (!ids.length) return new Map()
  const rows = await db
    .selectFrom('identity.division')
    .select(columns)
    .where('divisionId', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .orderBy('validFrom')
    .execute()
  return new Map(rows.map((r) => [r.divisionId, r as DivisionRow]))
}

const standing = (db: Db, now: string) =>
  db
    .selectFrom('identity.division')
    .select(columns)
    .where('validFrom', '<=', civilDate(now))
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', civilDate(now))]))

const byLevel = sql`array_position(array['country','province','city','county','township','village'], level)`

/** Divisions that stand now, by any part of the name (two characters or more), its reading or code; wider ones first. */
export async function searchDivisions(db: Db, now: string, f: Input<typeof findDivisions>): Promise<Division[]> {
  const q = f.q.normalize('NFKC').replace(/[\s\\%_]/g, '')
  const typed = typedReading(f.q)
  const grams = queryBigrams(q)
  const rows = await standing(db, now)
    .where((eb) =>
      typed
        ? eb.or([eb('pinyin', 'like', `${typed}%`), eb('initials', 'like', `${typed}%`)])
        : /^\d+$/.test(q)
          ? eb('divisionId', 'like', `${q}%`)
          : [...q].length > 1 && grams.length
            ? sql<boolean>`grams @> ${grams}::text[]`
            : eb('name', 'like', `${q || '-'}%`),
    )
    .$if(f.level !== undefined, (x) => x.where('level', '=', f.level!))
    .$if(f.within !== undefined, (x) => x.where(sql<boolean>`path @> array[${f.within!}]::text[]`))
    .orderBy(sql`(name like ${`${q}%`} or pinyin = ${typed ?? ''} or initials = ${typed ?? ''}) desc`)
    .orderBy(byLevel)
    .orderBy('divisionId')
    .limit(f.limit)
    .execute()
  return withAbove(db, rows as DivisionRow[])
}

/** A division and those directly below it, as they stand. @throws not_found `division.not_found`. */
export async function divisionWithChildren(db: Db, now: string, divisionId: string) {
  const division = found(await unscopedDivision(db, divisionId), 'division', divisionId)
  const below = await standing(db, now).where('parentId', '=', divisionId).orderBy('divisionId').execute()
  const [self, ...children] = await withAbove(db, [division, ...(below as DivisionRow[])])
  return { division: self!, children }
}

async function withAbove(db: Db, rows: DivisionRow[]): Promise<Division[]> {
  const names = await divisionsOf(
    db,
    rows.flatMap((r) => r.path),
  )
  return rows.map(({ path, ...r }) => ({
    ...r,
    above: path
      .filter((id) => id !== r.divisionId && names.get(id)?.level !== 'country')
      .map((divisionId) => ({ divisionId, name: names.get(divisionId)!.name })),
  }))
}
