import type { Db, Tx } from '../../../platform/db.ts'

/**
 * Several reads of one moment, so that what is written between two of them is no fault. On a cluster there is no such
 * moment across parties (scaling.md R11): there, what an audit finds while the platform works is looked at again.
 */
export const atOnce = <T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
