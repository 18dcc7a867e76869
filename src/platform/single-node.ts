import { sql } from 'kysely'
import type { Db } from './db.ts'

// One node or a cluster does not change while we are connected to it; tests and benchmarks choose.
const known = new WeakMap<Db, boolean>()

/**
 * The capability flag behind every statement that only one node can run (`/* single node: … *\/`): false where the
 * `citus` extension exists, and then its twin is sent, which keeps to scaling.md R10–R15.
 */
export async function isSingleNode(db: Db): Promise<boolean> {
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
