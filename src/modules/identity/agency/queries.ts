import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { type DivisionRow, divisionsOf } from '../division/queries.ts'
import { putParty } from '../party/queries.ts'
import { type AgencyPlace, type Allocation, allocation } from '../rules.ts'
import type { Agency, listAgencies } from './schema.ts'

export type AgencyRow = Omit<Agency, 'divisions'> & { divisions: string[] }

const columns = ['partyId', 'kind', 'level', 'name', 'nameEn', 'department', 'divisions', 'sectors'] as const

/**
 * Does a division of the agency lie in one of these? From the agency's few divisions to their rows by key: the other
 * way round every division of a jurisdiction would be compared with every agency.
 */
const liesIn = (divisions: readonly string[]) => sql<SqlBool>`exists (
  select 1 from unnest(a.divisions) as own (division_id) join identity.division d on d.division_id = own.division_id
  where d.path && ${[...divisions]}::text[])`

/** Agencies this person may see: its own, and those that lie in its divisions and share a sector with it. */
const agenciesOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('identity.agency as a')
    .select(columns)
    .where((eb) =>
      eb.or([
        eb('partyId', '=', actor.partyId),
        sql<SqlBool>`(a.sectors && ${[...actor.sectors]}::text[] and ${liesIn(actor.divisions)})`,
      ]),
    )

/** @throws not_found `agency.not_found`. */
export async function requireAgency(db: Db | Tx, actor: Actor, partyId: string): Promise<AgencyRow> {
  const row = await agenciesOf(db, actor).where('partyId', '=', partyId).executeTakeFirst()
  return found(row as AgencyRow | undefined, 'agency', partyId)
}

/** The agency whoever asks: to find out where the asker itself stands. */
export async function unscopedAgency(db: Db | Tx, partyId: string): Promise<AgencyRow | undefined> {
  const row = await db.selectFrom('identity.agency').select(columns).where('partyId', '=', partyId).executeTakeFirst()
  return row as AgencyRow | undefined
}

/** Agencies in the jurisdiction, in the order they were set up. */
export async function listAgenciesOf(db: Db, actor: Actor, f: Input<typeof listAgencies>) {
  const [after] = decodeCursor(f.cursor, ['id']) ?? []
  const q = f.q?.replace(/[\\%_]/g, (c) => `\\${c}`)
  const rows = await agenciesOf(db, actor)
    .$if(Boolean(q), (x) => x.where('name', 'like', `%${q}%`))
    .$if(f.kind !== undefined, (x) => x.where('kind', '=', f.kind!))
    .$if(f.level !== undefined, (x) => x.where('level', '=', f.level!))
    .$if(f.within !== undefined, (x) => x.where(liesIn([f.within!])))
    .$if(after !== undefined, (x) => x.where('partyId', '>', after!))
    .orderBy('partyId')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows as AgencyRow[], f.limit, (r) => [r.partyId])
  return { items: await withDivisions(db, items), nextCursor }
}

/** Agencies with the names of their divisions. */
export async function withDivisions(db: Db | Tx, rows: readonly AgencyRow[]): Promise<Agency[]> {
  const names = await divisionsOf(
    db,
    rows.flatMap((r) => r.divisions),
  )
  return rows.map((r) => ({
    ...r,
    divisions: r.divisions.map((divisionId) => ({ divisionId, name: names.get(divisionId)?.name ?? divisionId })),
  }))
}

/** Where an agency stands, for the rules; `divisions` from `divisionsOf`. */
export function placeOf(
  a: Pick<AgencyRow, 'partyId' | 'kind' | 'level' | 'divisions'>,
  divisions: Map<string, DivisionRow>,
): AgencyPlace {
  const rows = a.divisions.map((d) => divisions.get(d)!)
  return {
    partyId: a.partyId,
    kind: a.kind,
    level: a.level,
    divisions: a.divisions,
    parents: rows.map((d) => d.parentId ?? ''),
    within: rows.map((d) => d.path),
  }
}

/**
 * The supervision agency that has the duty for a place and a sector: of those whose divisions the place lies in, the
 * nearest from the county up (a city without counties, a county directly under the province and a development zone
 * come out right without a case of their own). Undefined when none is set up yet.
 */
export async function nearestSupervision(
  db: Db | Tx,
  divisionId: string,
  sector: string,
): Promise<{ partyId: string; name: string } | undefined> {
  const [best] = await supervisionOf(db, divisionId, sector)
  return best && { partyId: best.partyId, name: best.name }
}

/** Of each department that supervises a place and a sector its nearest agency: police and industry are both told of a loss. */
export async function nearestOfEachDepartment(
  db: Db | Tx,
  divisionId: string,
  sector: string,
): Promise<{ partyId: string; name: string; department: string }[]> {
  const nearest = new Map<string, { partyId: string; name: string; department: string }>()
  for (const { partyId, name, department } of await supervisionOf(db, divisionId, sector))
    if (!nearest.has(department)) nearest.set(department, { partyId, name, department })
  return [...nearest.values()]
}

/** Supervision agencies with a duty for a place and a sector, from the county up, the nearest first. */
async function supervisionOf(db: Db | Tx, divisionId: string, sector: string) {
  const path = (await divisionsOf(db, [divisionId])).get(divisionId)?.path ?? []
  const rows = await db
    .selectFrom('identity.agency')
    .select(['partyId', 'name', 'divisions', 'department'])
    .where('kind', '=', 'supervision')
    .where('level', '<>', 'township')
    .where(sql<SqlBool>`divisions && ${path}::text[]`)
    .where(sql<SqlBool>`sectors @> array[${sector}]::text[]`)
    .execute()
  const depth = (r: { divisions: string[] }) => Math.max(...r.divisions.map((d) => path.indexOf(d)))
  // where departments are separate, agriculture leads (agriculture.md §1.1 rule 1)
  const order = (r: (typeof rows)[number]) => [-depth(r), r.department === 'agriculture' ? 0 : 1] as const
  return rows.toSorted((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1])
}

/** What the actor's agency gives out in another, by the rule that its commands are checked with. */
export async function allocationOf(db: Db | Tx, actor: Actor, target: AgencyRow): Promise<Allocation | null> {
  const mine = await unscopedAgency(db, actor.partyId)
  if (!mine) return null
  const divisions = await divisionsOf(db, [...mine.divisions, ...target.divisions])
  return allocation(placeOf(mine, divisions), placeOf(target, divisions)) ?? null
}

/** An agency as a party: at home in the first of its divisions. */
export const partyOf = (a: AgencyRow) => ({
  partyId: a.partyId,
  kind: 'agency' as const,
  name: a.name,
  nameEn: a.nameEn,
  divisionId: a.divisions[0]!,
  sectors: a.sectors,
})

/** The reference row first, then the party (scaling.md R12). */
export async function insertAgency(tx: Tx, a: AgencyRow, now: string): Promise<void> {
  await tx
    .insertInto('identity.agency')
    .values({ ...a, createdAt: now })
    .execute()
  await putParty(tx, { ...partyOf(a), now })
}
