import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { divisionsOf } from '../division/queries.ts'
import { putParty } from '../party/queries.ts'
import { allocation } from '../rules.ts'
import {
  type AgencyRow,
  insertAgency,
  partyOf,
  placeOf,
  requireAgency,
  unscopedAgency,
  withDivisions,
} from './queries.ts'
import type { Agency, changeAgency as changeAgencyEndpoint, NewAgency } from './schema.ts'

/**
 * Sets up an agency that the actor's own may allocate (agriculture.md §1.1), never with more sectors than the actor's.
 * @throws forbidden `agency.not_yours_to_allocate`, `agency.sectors_not_held`; invalid `agency.division_of_other_level`.
 */
export async function createAgency(ctx: CommandCtx, input: NewAgency): Promise<Agency> {
  const row: AgencyRow = { ...input, partyId: newId(), nameEn: input.nameEn ?? null }
  await requireAllocated(ctx, row)
  requireHeld(ctx, row.sectors)
  await insertAgency(ctx.db, row, ctx.now)
  record(ctx, 'agency.created', { about: row.partyId, data: { kind: row.kind, level: row.level } })
  return (await withDivisions(ctx.db, [row]))[0]!
}

/** Changes the name or the sectors of an agency that the actor's own allocates. */
export async function changeAgency(ctx: CommandCtx, input: Input<typeof changeAgencyEndpoint>): Promise<Agency> {
  const before = await requireAgency(ctx.db, ctx.actor, input.partyId)
  await requireAllocated(ctx, before)
  const row: AgencyRow = {
    ...before,
    name: input.name ?? before.name,
    nameEn: input.nameEn ?? before.nameEn,
    sectors: input.sectors ?? before.sectors,
  }
  // sectors that stay need not be the actor's; sectors that are added must
  requireHeld(
    ctx,
    row.sectors.filter((s) => !before.sectors.includes(s)),
  )
  await ctx.db
    .updateTable('identity.agency')
    .set({ name: row.name, nameEn: row.nameEn, sectors: row.sectors })
    .where('partyId', '=', row.partyId)
    .execute()
  await putParty(ctx.db, { ...partyOf(row), now: ctx.now })
  record(ctx, 'agency.changed', { about: row.partyId, data: { sectors: row.sectors } })
  return (await withDivisions(ctx.db, [row]))[0]!
}

async function requireAllocated(ctx: CommandCtx, target: AgencyRow): Promise<void> {
  const mine = await unscopedAgency(ctx.db, ctx.actor.partyId)
  const divisions = await divisionsOf(ctx.db, [...target.divisions, ...(mine?.divisions ?? [])])
  const unknown = target.divisions.find((d) => !divisions.has(d))
  if (unknown) throw new AppError('invalid', 'division.not_found', { id: unknown })
  if (!mine) throw new AppError('forbidden', 'agency.not_yours_to_allocate')
  // the production corps and the state farms are of the province's level without being one province
  const otherLevel = target.divisions.some((d) => divisions.get(d)!.level !== levelOf(target.level))
  if (target.level !== 'province' && otherLevel) throw new AppError('invalid', 'agency.division_of_other_level')
  const allowed = allocation(placeOf(mine, divisions), placeOf(target, divisions))
  if (!allowed || target.partyId === mine.partyId) throw new AppError('forbidden', 'agency.not_yours_to_allocate')
}

const levelOf = (level: AgencyRow['level']) => (level === 'ministry' ? 'country' : level)

function requireHeld(ctx: CommandCtx, sectors: readonly string[]): void {
  const lacking = sectors.filter((s) => !ctx.actor.sectors.includes(s))
  if (lacking.length) throw new AppError('forbidden', 'agency.sectors_not_held', { sectors: lacking })
}
