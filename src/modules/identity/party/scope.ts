import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'

/**
 * The condition every read that answers a person begins with: rows of parties that `actor` may see.
 * - an operator: its own;
 * - an agency: parties that lie in one of its divisions and share a sector with it (jurisdiction = divisions ×
 *   industries). Rows with a sector of their own (a batch of one sector of a mixed operator) add `sector = any(...)`;
 * - anybody else: none.
 * `partyId` names the column, e.g. `'h.partyId'`. Co-located with every table distributed by a party.
 */
export function partiesInScope(actor: Actor, partyId: string): RawBuilder<SqlBool> {
  const column = sql.ref(partyId)
  if (actor.kind === 'operator') return sql<SqlBool>`${column} = ${actor.partyId}::uuid`
  if (actor.kind !== 'agency' || !actor.divisions.length) return sql<SqlBool>`false`
  return sql<SqlBool>`exists (select 1 from identity.party_area a where a.party_id = ${column}
    and a.division_id = any(${[...actor.divisions]}::text[]) and a.sectors && ${[...actor.sectors]}::text[])`
}
