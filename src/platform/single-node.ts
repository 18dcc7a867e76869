import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

// One node or a cluster does not change while we are connected to it; tests and benchmarks choose.
const known = new WeakMap<Db | Tx, boolean>()

/**
 * The capability flag behind every statement that only one node can run (`/* single node: … *\/`): false where the
 * `citus` extension exists, and then its twin is sent, which keeps to scaling.md R10–R15.
 */
export async function isSingleNode(db: Db | Tx): Promise<boolean> {
  const answer = known.get(db)
  if (answer !== undefined) return answer
  const { rows } = await sql`select 1 from pg_extension where extname = 'citus'`.execute(db)
  known.set(db, rows.length === 0)
  return rows.length === 0
}

/** Makes this connection take the one way or the other, whatever the database can: for tests of both. */
export function setSingleNode(db: Db, single: boolean): void {
  known.set(db, single)
}

const apart = new WeakSet<Tx>()

/** Tells a command's transaction what is known of its database, so that nothing in it has to ask again. */
export async function knowNode(db: Db, tx: Tx): Promise<void> {
  // by this transaction's own connection: another one may not be free while all of them are in commands
  const single = known.get(db) ?? (await isSingleNode(tx))
  known.set(db, single)
  known.set(tx, single)
  if (!single) apart.add(tx)
}

/** Whether each table has to be written by a statement of its own: a cluster takes one with several only on one shard. */
export const writesApart = (tx: Tx): boolean => apart.has(tx)
