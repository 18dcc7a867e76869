import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { divisionsOf, nearestSupervision } from '../../identity/index.ts'

/**
 * Who decides a filing for a place and sectors: the nearest supervision agency with this duty; where several
 * departments share the place, the one that has most of the sectors. @throws conflict `filing.no_reviewer`.
 */
export async function reviewerOf(db: Db | Tx, divisionId: string, sectors: readonly string[]): Promise<string> {
  const agencies: string[] = []
  for (const sector of sectors) {
    const nearest = await nearestSupervision(db, divisionId, sector)
    if (nearest) agencies.push(nearest.partyId)
  }
  const count = (partyId: string) => agencies.filter((a) => a === partyId).length
  const [best] = agencies.toSorted((a, b) => count(b) - count(a))
  if (!best) throw new AppError('conflict', 'filing.no_reviewer', { divisionId })
  return best
}

/**
 * The ids from the country down to the division an operator lies in: a county, a city without counties, or below.
 * @throws invalid `division.not_found`, `facts.division_too_wide`.
 */
export async function operatorAreas(db: Db | Tx, divisionId: string): Promise<string[]> {
  const division = (await divisionsOf(db, [divisionId])).get(divisionId)
  if (!division) throw new AppError('invalid', 'division.not_found', { id: divisionId })
  const low = ['county', 'township', 'village'].includes(division.level)
  if (!low && !(await isCityWithoutCounties(db, division))) {
    throw new AppError('invalid', 'facts.division_too_wide', { divisionId, name: division.name })
  }
  return division.path
}

/** 儋州, 东莞: their towns hang directly under the city. */
async function isCityWithoutCounties(db: Db | Tx, division: { divisionId: string; level: string }): Promise<boolean> {
  if (division.level !== 'city') return false
  const county = await db
    .selectFrom('identity.division')
    .select('divisionId')
    .where('parentId', '=', division.divisionId)
    .where('level', '=', 'county')
    .limit(1)
    .executeTakeFirst()
  return county === undefined
}
