import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'

/**
 * The condition every read that answers a person begins with: rows of parties that `actor` may see.
 * - an operator: its own;
 * - an agency: parties that lie in one of its divisions and share a sector with it (jurisdiction = divisions ×
 *   industries). Rows with a sector of their own (a batch of one sector of a mixed operator): `rowsInScope`;
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

/**
 * Rows that have a sector of their own and that `actor` may see: an operator its own, an agency those of its parties
 * whose sector it works on. A row without a sector is nobody's but the operator's. Both names are of columns.
 */
export function rowsInScope(actor: Actor, partyId: string, sector: string): RawBuilder<SqlBool> {
  const parties = partiesInScope(actor, partyId)
  if (actor.kind !== 'agency') return sql<SqlBool>`(${parties})`
  return sql<SqlBool>`(${parties} and ${sql.ref(sector)} = any(${[...actor.sectors]}::text[]))`
}
