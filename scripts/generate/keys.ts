import type pg from 'pg'

/** The schemas whose big tables are loaded without their keys. */
const large = ['trace', 'exchange']

/**
 * Runs `load` while the tables of trace and exchange (or other `schemas`) have no keys and no indexes, which are made again when the rows
 * are there: many times as fast as keeping them up row by row. Only for a database that nobody else uses; one whose load
 * fails in between is thrown away.
 */
export async function withoutKeys(
  db: pg.Client,
  load: () => Promise<void>,
  onProgress: (what: string) => void = () => {},
  schemas: readonly string[] = large,
): Promise<void> {
  const { rows: keys } = await db.query<{ name: string; on_table: string; definition: string }>(
    `select quote_ident(c.conname) as name, c.conrelid::regclass::text as on_table, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c where c.contype in ('p', 'u') and c.connamespace = any($1::regnamespace[])
     order by c.conrelid::regclass::text, c.contype, c.conname`,
    [schemas],
  )
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relnamespace = any($1::regnamespace[]) and t.relkind = 'r'
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [schemas],
  )
  for (const { name } of indexes) await db.query(`drop index ${name}`)
  for (const { name, on_table } of keys) await db.query(`alter table ${on_table} drop constraint ${name}`)
  await load()
  await db.query("set maintenance_work_mem = '512MB'")
  onProgress('keys')
  for (const { name, on_table, definition } of keys)
    await db.query(`alter table ${on_table} add constraint ${name} ${definition}`)
  onProgress('indexes')
  for (const { definition } of indexes) await db.query(definition)
  await db.query('reset maintenance_work_mem')
}
