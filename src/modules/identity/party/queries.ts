import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { unscopedDivision } from '../division/queries.ts'
import { partiesInScope } from './scope.ts'

export type PartyKind = 'platform' | 'agency' | 'operator' | 'foreign'
export type Party = {
  partyId: string
  kind: PartyKind
  name: string
  nameEn: string | null
  divisionId: string | null
  sectors: string[]
  mergedInto: string | null
}

/**
 * Writes a party, new or changed, and the areas it lies in: every division from its own up to the country, by the tree
 * as it stands. Tells nobody: the calling command journals why. @throws invalid `division.not_found`.
 */
export async function putParty(
  tx: Tx,
  p: Pick<Party, 'partyId' | 'kind' | 'name' | 'sectors'> & Partial<Party> & { now: string },
): Promise<void> {
  const { partyId, kind, name, sectors, now } = p
  const divisionId = p.divisionId ?? null
  const path = divisionId === null ? [] : (await unscopedDivision(tx, divisionId))?.path
  if (!path) throw new AppError('invalid', 'division.not_found', { id: divisionId })
  const row = { kind, name, nameEn: p.nameEn ?? null, divisionId, sectors, mergedInto: p.mergedInto ?? null }
  await tx
    .insertInto('identity.party')
    .values({ partyId, ...row, createdAt: now })
    .onConflict((c) => c.column('partyId').doUpdateSet(row))
    .execute()
  await tx.deleteFrom('identity.partyArea').where('partyId', '=', partyId).execute()
  if (path.length)
    await tx
      .insertInto('identity.partyArea')
      .values(path.map((d) => ({ partyId, divisionId: d, sectors })))
      .execute()
}

const columns = ['partyId', 'kind', 'name', 'nameEn', 'divisionId', 'sectors', 'mergedInto'] as const

/** The party, if this actor's jurisdiction holds it (an operator: itself). @throws not_found `party.not_found`. */
export async function requireParty(db: Db | Tx, actor: Actor, partyId: string): Promise<Party> {
  const row = await db
    .selectFrom('identity.party as p')
    .select(columns)
    .where('partyId', '=', partyId)
    .where(partiesInScope(actor, 'p.partyId'))
    .executeTakeFirst()
  return found(row as Party | undefined, 'party', partyId)
}

/** The party whoever asks: for commands that know already why they may (a transfer's other side, a hold's holders). */
export async function unscopedParty(db: Db | Tx, partyId: string): Promise<Party | undefined> {
  const row = await db.selectFrom('identity.party').select(columns).where('partyId', '=', partyId).executeTakeFirst()
  return row as Party | undefined
}

/** Names, home divisions and sectors for ids that a scoped read has already answered; an id that is no party is left out. */
export async function partyNames(
  db: Db | Tx,
  ids: readonly string[],
): Promise<Map<string, { name: string; nameEn: string | null; divisionId: string | null; sectors: string[] }>> {
  if (!ids.length) return new Map()
  const rows = await db
    .selectFrom('identity.party')
    .select(['partyId', 'name', 'nameEn', 'divisionId', 'sectors'])
    .where('partyId', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ partyId, ...party }) => [partyId, party]))
}
