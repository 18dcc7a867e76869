import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { keeperRole } from './migrate.ts'

/**
 * Does something in this transaction with the rights of the keeper's role, which may erase and archive and nothing
 * more (core.md §7); as whoever is connected where that role was not made, or not given its rights. A fault ends the transaction, and the role
 * with it.
 */
export async function asKeeper<T>(tx: Tx, run: () => Promise<T>, keeper = keeperRole): Promise<T> {
  const { rows } = await sql<{ may: boolean }>`
    select pg_has_role(current_user, oid, 'set') and has_table_privilege(oid, 'trace.event_body', 'delete') as may
    from pg_roles where rolname = ${keeper}`.execute(tx)
  if (!rows[0]?.may) return run()
  await sql`set local role ${sql.id(keeper)}`.execute(tx)
  const done = await run()
  await sql`set local role none`.execute(tx)
  return done
}
