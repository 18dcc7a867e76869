import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { ControlPerson, listControlPersons } from './schema.ts'

/** Persons of operators this person may see, in its sectors. */
const personsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('control.person as p')
    .select(['p.partyId', 'p.personId', 'p.profile', 'p.sector', 'p.role', 'p.nameMasked', 'p.identityMasked'])
    .select(['p.licenceMasked', 'p.validFrom', 'p.validTo', 'p.revokedOn', 'p.reason', 'p.addedAt'])
    .where(rowsInScope(actor, 'p.partyId', 'p.sector'))
type Row = Awaited<ReturnType<ReturnType<typeof personsOf>['execute']>>[number]

type Days = Pick<Row, 'validFrom' | 'validTo' | 'revokedOn'>
/** Whether the person may have goods in hand on a civil date. */
export const inForceOn = ({ validFrom, validTo, revokedOn }: Days, date: string): boolean =>
  validFrom <= date && (validTo === null || date <= validTo) && (revokedOn === null || date < revokedOn)

async function dress(db: Db | Tx, rows: readonly Row[], now: string): Promise<ControlPerson[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.partyId),
  )
  return rows.map(({ nameMasked, identityMasked, licenceMasked, ...r }) => ({
    ...r,
    partyName: names.get(r.partyId)?.name ?? '',
    name: nameMasked,
    identityNumber: identityMasked,
    licenceNo: licenceMasked,
    inForce: inForceOn(r, civilDate(now)),
  }))
}

/** The latest entered first. */
export async function findPersons(
  db: Db,
  actor: Actor,
  f: Input<typeof listControlPersons>,
  now: string,
): Promise<Output<typeof listControlPersons>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const today = civilDate(now)
  const rows = await personsOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('p.partyId', '=', f.partyId!))
    .$if(f.profile !== undefined, (q) => q.where('p.profile', '=', f.profile!))
    .$if(f.role !== undefined, (q) => q.where('p.role', '=', f.role!))
    .$if(f.inForce !== undefined, (q) =>
      q.where(sql<SqlBool>`p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to >= ${today}::date)
        and (p.revoked_on is null or p.revoked_on > ${today}::date)`),
    )
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(p.added_at, p.person_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('p.addedAt', 'desc')
    .orderBy('p.personId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.addedAt, r.personId])
  return { items: await dress(db, items, now), nextCursor }
}

/** @throws not_found `control_person.not_found` */
export async function personShown(
  db: Db | Tx,
  actor: Actor,
  { partyId, personId }: { partyId: string; personId: string },
  now: string,
): Promise<ControlPerson> {
  const row = await personsOf(db, actor)
    .where('p.partyId', '=', partyId)
    .where('p.personId', '=', personId)
    .executeTakeFirst()
  return (await dress(db, [found(row, 'control_person', personId)], now))[0]!
}

/** The sealed values of a person that the reader may see. @throws not_found `control_person.not_found` */
export async function sealedOf(
  db: Db | Tx,
  actor: Actor,
  { partyId, personId }: { partyId: string; personId: string },
): Promise<string> {
  const row = await db
    .selectFrom('control.person as p')
    .select('p.sealed')
    .where(rowsInScope(actor, 'p.partyId', 'p.sector'))
    .where('p.partyId', '=', partyId)
    .where('p.personId', '=', personId)
    .executeTakeFirst()
  return found(row, 'control_person', personId).sealed
}

/** Persons of a unit in a profile, for the commands of its own records. */
export const unscopedPersons = (db: Db | Tx, partyId: string, profile: string) =>
  db
    .selectFrom('control.person')
    .select(['personId', 'role', 'nameKey', 'validFrom', 'validTo', 'revokedOn'])
    .where('partyId', '=', partyId)
    .where('profile', '=', profile)
    .execute()

/** Masked names and roles of persons, beside rows that a scoped read answered. */
export async function personNames(
  db: Db | Tx,
  keys: readonly { partyId: string; personId: string | null }[],
): Promise<Map<string, { name: string; role: string }>> {
  const ids = keys.flatMap((k) => k.personId ?? [])
  if (!ids.length) return new Map()
  const rows = await db
    .selectFrom('control.person')
    .select(['personId', 'nameMasked', 'role'])
    .where('partyId', '=', sql<string>`any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`)
    .where('personId', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.personId, { name: r.nameMasked, role: r.role }]))
}
