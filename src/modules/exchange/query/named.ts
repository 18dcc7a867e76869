import type { Actor } from '../../../platform/actor.ts'
import { type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Query } from './filter.ts'
import { readQuery } from './language.ts'

/** A named query: its JSON as it was given, and as it is read. */
export type NamedQuery = { name: string; definition: Record<string, unknown>; query: Query }

/** Named queries that one party may have. */
const most = 1000
/** Letters, digits and what an address carries without being encoded. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.~-]{0,99}$/u
/** The queries that the standard itself names (EPCIS 2.0 §8.2.7). */
const reserved = new Set(['SimpleEventQuery', 'SimpleMasterDataQuery'])

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)

/** What is run after a query is gone, in the transaction that takes it away: its subscriptions end. */
export type QueryDeleted = (tx: Tx, partyId: string, name: string) => Promise<void>

/**
 * Keeps a query under a name of the party. @throws invalid `epcis_query.name_malformed`, `.definition_malformed` and all
 * of `readQuery`; conflict `epcis_query.name_taken`, `.too_many_queries`
 */
export async function createNamed(
  deps: CommandDeps,
  actor: Actor,
  now: string,
  input: { name?: unknown; query?: unknown },
  commandId: string | undefined,
): Promise<string> {
  const { name, query } = input
  if (typeof name !== 'string' || !NAME.test(name)) throw new AppError('invalid', 'epcis_query.name_malformed')
  if (!isObject(query)) throw new AppError('invalid', 'epcis_query.definition_malformed')
  readQuery(query)
  if (reserved.has(name)) throw new AppError('conflict', 'epcis_query.name_taken', { name })
  const definition = JSON.stringify(query)
  return runCommand(
    deps,
    { name: 'createQuery', actor, now, input, ...(commandId === undefined ? {} : { commandId }) },
    async ({ db }) => {
      const mine = await db
        .selectFrom('exchange.epcisQuery')
        .select('name')
        .where('partyId', '=', actor.partyId)
        .limit(most)
        .execute()
      if (mine.length >= most) throw new AppError('conflict', 'epcis_query.too_many_queries', { most })
      const made = await db
        .insertInto('exchange.epcisQuery')
        .values({ partyId: actor.partyId, name, definition, createdAt: now, accountId: actor.accountId })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      if (made.numInsertedOrUpdatedRows === 0n) throw new AppError('conflict', 'epcis_query.name_taken', { name })
      return name
    },
  )
}

/** The party's queries by name, after `last`. */
export async function listNamed(
  db: Db,
  partyId: string,
  limit: number,
  last?: string,
): Promise<{ name: string; query: unknown }[]> {
  const rows = await db
    .selectFrom('exchange.epcisQuery')
    .select(['name', 'definition'])
    .where('partyId', '=', partyId)
    .$if(last !== undefined, (q) => q.where('name', '>', last!))
    .orderBy('name')
    .limit(limit)
    .execute()
  return rows.map((r) => ({ name: r.name, query: JSON.parse(r.definition) as unknown }))
}

/** @throws not_found `epcis_query.not_found` */
export async function namedQuery(db: Db | Tx, partyId: string, name: string): Promise<NamedQuery> {
  const row = await db
    .selectFrom('exchange.epcisQuery')
    .select('definition')
    .where('partyId', '=', partyId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'epcis_query.not_found', { name })
  const definition = JSON.parse(row.definition) as Record<string, unknown>
  return { name, definition, query: readQuery(definition) }
}

/** Takes a query away, and with it its subscriptions. @throws not_found `epcis_query.not_found` */
export async function deleteNamed(
  deps: CommandDeps,
  actor: Actor,
  now: string,
  name: string,
  onDeleted: QueryDeleted,
): Promise<void> {
  await runCommand(deps, { name: 'deleteQuery', actor, now, input: { name } }, async ({ db }) => {
    const gone = await db
      .deleteFrom('exchange.epcisQuery')
      .where('partyId', '=', actor.partyId)
      .where('name', '=', name)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new AppError('not_found', 'epcis_query.not_found', { name })
    await onDeleted(db, actor.partyId, name)
    return null
  })
}
