import type { Actor } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { divisionsOf } from '../identity/index.ts'

/**
 * An administrator decides for divisions in the jurisdiction of its agency and for sectors it works on. @throws invalid
 * `division.not_found`, forbidden `profile.outside_jurisdiction`
 */
export async function requireOwnDivision(db: Db | Tx, actor: Actor, divisionId: string, sector: string): Promise<void> {
  const division = (await divisionsOf(db, [divisionId])).get(divisionId)
  if (!division) throw new AppError('invalid', 'division.not_found', { id: divisionId })
  const mine = actor.kind === 'agency' && division.path.some((d) => actor.divisions.includes(d))
  if (!mine || !actor.sectors.includes(sector))
    throw new AppError('forbidden', 'profile.outside_jurisdiction', { divisionId, sector })
}
