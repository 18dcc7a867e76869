import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import { divisionsOf, partyNames } from '../../identity/index.ts'
import { isPersonal, maskPerson, type PageState } from '../rules.ts'

/** A party as the public sees it. */
export type PublicParty = {
  partyId: string
  /** Masked where it is a person's. */
  name: string
  nameEn: string | null
  /** Names of its divisions from the province down. */
  place: string[]
  subjectCode: string | null
  /** State of its registration; null for whoever is not registered. */
  state: PageState | null
}

const states: Record<string, PageState> = {
  approved: 'recorded',
  temporary: 'temporary',
  suspended: 'suspended',
  revoked: 'revoked',
  cancelled: 'cancelled',
  merged: 'merged',
}
/** The page's state for an operator's. */
export const stateOfOperator = (state: string): PageState => states[state] ?? 'temporary'

/** Parties by id as the public sees them. What is shown of them is public by law or on their labels anyway. */
export async function publicParties(db: Db, ids: readonly string[]): Promise<Map<string, PublicParty>> {
  const names = await partyNames(db, ids)
  const { rows } = await sql<{
    partyId: string
    form: string
    state: string
    creditCode: string | null
    subjectCode: string | null
  }>`
    select party_id, form, state, credit_code, subject_code from registry.operator
    where party_id = any(${[...names.keys()]}::uuid[])`.execute(db)
  const operators = new Map(rows.map((r) => [r.partyId, r]))
  const places = await placeNames(
    db,
    [...names.values()].flatMap((n) => n.divisionId ?? []),
  )
  return new Map(
    [...names].map(([partyId, { name, nameEn, divisionId }]) => {
      const o = operators.get(partyId)
      const personal = o !== undefined && isPersonal(o)
      return [
        partyId,
        {
          partyId,
          name: personal ? maskPerson(name) : name,
          nameEn: personal ? null : nameEn,
          place: (divisionId && places.get(divisionId)) || [],
          subjectCode: o?.subjectCode ?? null,
          state: o ? stateOfOperator(o.state) : null,
        },
      ]
    }),
  )
}

/** The names from the province down to each division. */
export async function placeNames(db: Db, divisionIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = await divisionsOf(db, divisionIds)
  const above = await divisionsOf(
    db,
    [...found.values()].flatMap((d) => d.path),
  )
  return new Map(
    [...found].map(([id, d]) => [
      id,
      d.path.flatMap((p) => {
        const division = above.get(p)
        return division && division.level !== 'country' ? [division.name] : []
      }),
    ]),
  )
}
