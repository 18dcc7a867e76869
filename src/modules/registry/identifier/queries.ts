import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import { type IdentifierState, identifierKey, identifierText, prefixKey, prefixKeys } from './rules.ts'
import type { listPartyIdentifiers, PartyIdentifier } from './schema.ts'

const columns = ['partyId', 'claimId', 'kind', 'identifier', 'state', 'reviewerId', 'reason'] as const

/** Claims this person may see. */
const claimsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('registry.identifierClaim as c')
    .select([...columns, 'declaredAt', 'decidedAt'])
    .where(partiesInScope(actor, 'c.partyId'))

export type ClaimRow = Awaited<ReturnType<ReturnType<typeof claimsOf>['execute']>>[number]

/** Locks a claim until the command ends; who comes second reads the decision of the first. @throws not_found. */
export async function lockClaim(tx: Tx, actor: Actor, partyId: string, claimId: string): Promise<ClaimRow> {
  const row = await claimsOf(tx, actor)
    .where('c.partyId', '=', partyId)
    .where('c.claimId', '=', claimId)
    .forUpdate('c')
    .executeTakeFirst()
  return found(row, 'identifier', claimId)
}

/** @throws not_found `identifier.not_found`. */
export async function requireClaim(db: Db | Tx, actor: Actor, partyId: string, claimId: string) {
  const row = await claimsOf(db, actor)
    .where('c.partyId', '=', partyId)
    .where('c.claimId', '=', claimId)
    .executeTakeFirst()
  return (await claimsShown(db, actor, [found(row, 'identifier', claimId)]))[0]!
}

/** Of one operator, newest first. */
export async function listIdentifiersOf(db: Db, actor: Actor, f: Input<typeof listPartyIdentifiers>) {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await claimsOf(db, actor)
    .where('c.partyId', '=', f.partyId ?? actor.partyId)
    .$if(f.state !== undefined, (q) => q.where('c.state', '=', f.state!))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(c.declared_at, c.claim_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('c.declaredAt', 'desc')
    .orderBy('c.claimId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.declaredAt, r.claimId])
  return { items: await claimsShown(db, actor, items), nextCursor }
}

/** Claims that wait for this agency's decision. */
const toDecide = (db: Db, actor: Actor) =>
  db
    .selectFrom('registry.identifierClaim as c')
    .where(actor.kind === 'agency' ? sql<SqlBool>`c.reviewer_id = ${actor.partyId}` : sql<SqlBool>`false`)
    .where(partiesInScope(actor, 'c.partyId'))
    .where('c.state', '=', 'declared')

/** Identifiers that wait for this agency, oldest first, after a time and id. */
export async function identifiersToDecide(
  db: Db,
  actor: Actor,
  after: readonly [string, string] | undefined,
  limit: number,
) {
  const rows = await toDecide(db, actor)
    .select([...columns, 'declaredAt'])
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(c.declared_at, c.claim_id) > (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('c.declaredAt')
    .orderBy('c.claimId')
    .limit(limit)
    .execute()
  return rows.map(({ identifier, ...r }) => ({ ...r, value: identifierText(identifier) }))
}

/** How many identifiers wait for this agency's decision. */
export async function countIdentifiersToDecide(db: Db, actor: Actor): Promise<number> {
  const row = await toDecide(db, actor)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export async function claimsShown(db: Db | Tx, actor: Actor, rows: readonly ClaimRow[]): Promise<PartyIdentifier[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.reviewerId),
  )
  return rows.map(({ identifier, kind, state, ...r }) => ({
    ...r,
    kind: kind as PartyIdentifier['kind'],
    state: state as IdentifierState,
    value: identifierText(identifier),
    reviewerName: names.get(r.reviewerId)?.name ?? null,
    actions: [
      ...(actor.partyId === r.partyId &&
      actor.permissions.includes('own:manage') &&
      ['declared', 'confirmed'].includes(state)
        ? (['withdraw'] as const)
        : []),
      ...(actor.partyId === r.reviewerId && actor.permissions.includes('operator:review') && state === 'declared'
        ? (['confirm', 'refuse'] as const)
        : []),
    ],
  }))
}

/** Whose confirmed identifier this key is. */
export async function unscopedIdentifierHolder(tx: Tx, identifier: string) {
  return tx
    .selectFrom('registry.partyIdentifier')
    .select(['partyId', 'claimId'])
    .where('identifier', '=', identifier)
    .executeTakeFirst()
}

/**
 * The registered parties that these identifiers name, by the identifier as it was asked for: a confirmed location number
 * in any form (party or place, with or without extension), a confirmed URI; else by the longest confirmed company prefix
 * that a GS1 key begins with. What nobody confirmed is left out. Identifiers in canonical form
 * (`canonicalIdentifier` of the kernel).
 */
export async function partiesByIdentifier(db: Db | Tx, canonical: readonly string[]): Promise<Map<string, string>> {
  const asked = new Map([...new Set(canonical)].map((c) => [c, [identifierKey(c), ...prefixKeys(c)]]))
  if (!asked.size) return new Map()
  const rows = await db
    .selectFrom('registry.partyIdentifier')
    .select(['identifier', 'partyId'])
    .where(sql<SqlBool>`identifier = any(${[...new Set([...asked.values()].flat())]}::text[])`)
    .execute()
  const holders = new Map(rows.map((r) => [r.identifier, r.partyId]))
  return new Map(
    [...asked].flatMap(([c, keys]) => {
      const key = keys.find((k) => holders.has(k))
      return key === undefined ? [] : [[c, holders.get(key)!] as const]
    }),
  )
}

/** Those of these digits that are confirmed company prefixes: what an EPC URN needs to know of a GS1 key. */
export async function confirmedPrefixes(db: Db | Tx, digits: readonly string[]): Promise<string[]> {
  if (!digits.length) return []
  const rows = await db
    .selectFrom('registry.partyIdentifier')
    .select('identifier')
    .where(sql<SqlBool>`identifier = any(${digits.map(prefixKey)}::text[])`)
    .execute()
  return rows.map((r) => identifierText(r.identifier))
}
