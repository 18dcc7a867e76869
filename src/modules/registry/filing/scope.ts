import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'

/**
 * Filings this person may see, as a condition on `registry.filing f`: an operator its own; an agency those for its
 * jurisdiction, by the place and sectors that the filing asks for (a move into the county is filed with the county,
 * before the operator lies in it). A draft is the operator's own business.
 */
export function filingsInScope(actor: Actor): RawBuilder<SqlBool> {
  if (actor.kind === 'operator') return sql<SqlBool>`f.party_id = ${actor.partyId}::uuid`
  if (actor.kind !== 'agency' || !actor.divisions.length) return sql<SqlBool>`false`
  return sql<SqlBool>`f.submitted_at is not null and f.areas && ${[...actor.divisions]}::text[]
    and f.sectors && ${[...actor.sectors]}::text[]`
}
