import { sql } from 'kysely'
import { wordsOf } from '../../../kernel/epcis/cbv.ts'
import { eventTypes } from '../../../kernel/epcis/model.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { rowsInScope } from '../../identity/index.ts'

/** Branches of the resource tree whose values the index keeps. */
export type ValueField = 'eventType' | 'bizStep' | 'disposition' | 'readPoint' | 'bizLocation'

/** Standard values that are known whatever was captured (openapi.yaml, /bizSteps and /dispositions). */
const standard: Readonly<Record<ValueField, readonly string[]>> = {
  eventType: eventTypes,
  bizStep: wordsOf('bizStep'),
  disposition: wordsOf('disposition'),
  readPoint: [],
  bizLocation: [],
}

/** Values that the events this person may see have, and the standard's own first; after `last`, one more than `limit`. */
export async function valuesAfter(
  db: Db,
  actor: Actor,
  field: ValueField,
  limit: number,
  last: string | undefined,
): Promise<string[]> {
  const known = standard[field]
  const at = last === undefined ? -1 : known.indexOf(last)
  const first = last === undefined || at >= 0 ? known.slice(at + 1, at + 1 + limit + 1) : []
  if (first.length > limit || field === 'eventType') return first
  const own = await ownValues(db, actor, field, limit + 1 - first.length, at >= 0 ? undefined : last)
  return [...first, ...own]
}

async function ownValues(
  db: Db,
  actor: Actor,
  field: Exclude<ValueField, 'eventType'>,
  limit: number,
  last: string | undefined,
): Promise<string[]> {
  const after = last === undefined ? sql`` : sql`and v.value > ${last}`
  const { rows } = await sql<{ value: string }>`
    select distinct v.value from exchange.epcis_value v
    where ${rowsInScope(actor, 'v.viewerId', 'v.sector')} and v.field = ${field} ${after}
      and v.value <> all(${[...standard[field]]}::text[])
    order by v.value limit ${limit}`.execute(db)
  return rows.map((r) => r.value)
}

/** Whether a value is the standard's or one that this person's events have. */
export async function isKnownValue(db: Db, actor: Actor, field: ValueField, value: string): Promise<boolean> {
  if (standard[field].includes(value)) return true
  if (field === 'eventType') return false
  const { rows } = await sql`
    select 1 from exchange.epcis_value v
    where ${rowsInScope(actor, 'v.viewerId', 'v.sector')} and v.field = ${field} and v.value = ${value} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** The GS1 company prefixes that the EPC URNs of this person's events have shown. */
export async function knownPrefixes(db: Db, actor: Actor): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select distinct v.value from exchange.epcis_value v
    where ${rowsInScope(actor, 'v.viewerId', 'v.sector')} and v.field = 'companyPrefix' limit 10000`.execute(db)
  return rows.map((r) => r.value)
}
