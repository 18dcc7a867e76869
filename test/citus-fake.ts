import pg from 'pg'

/**
 * Makes a database look like the coordinator of a Citus cluster, as far as the migration runner and the capability flag
 * ask: the extension's row, its catalogue, and its two functions, which note what they were asked and refuse what the
 * real ones refuse (scaling.md §2). Nothing is spread. `ownerUrl` is a superuser's, its database empty.
 */
export async function fakeCitus(ownerUrl: string): Promise<void> {
  const db = new pg.Client(ownerUrl)
  await db.connect()
  for (const text of [
    'set allow_system_table_mods = on',
    `insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
     values (99999, 'citus', 10, 'public'::regnamespace, false, 'fake')`,
    `create table public.pg_dist_partition
     (n int generated always as identity, logicalrelid regclass primary key, column_name text, leader regclass)`,
    `create function public.create_reference_table(t text) returns void language plpgsql as $$ begin
       if exists (select 1 from pg_constraint c where c.contype = 'f' and c.conrelid = t::regclass
           and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.confrelid)) then
         raise exception 'referenced table of % must be a reference table', t; end if;
       insert into pg_dist_partition (logicalrelid) values (t::regclass); end $$`,
    `create function public.create_distributed_table(t text, col text, colocate_with text) returns void
     language plpgsql as $$ declare k smallint; begin
       select attnum into strict k from pg_attribute where attrelid = t::regclass and attname = col and attnotnull;
       if exists (select 1 from pg_index where indrelid = t::regclass and indisunique and not k = any(indkey::int2[])) then
         raise exception 'cannot create constraint on "%"', t; end if;
       if colocate_with <> 'none' and not exists (select 1 from pg_dist_partition
           where logicalrelid = colocate_with::regclass and leader is null and column_name is not null) then
         raise exception '% is not distributed, or goes along with another one itself', colocate_with; end if;
       if exists (select 1 from pg_constraint c where c.contype = 'f' and c.conrelid = t::regclass
           and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.confrelid)) then
         raise exception 'referenced table of % must be a distributed table or a reference table', t; end if;
       insert into pg_dist_partition (logicalrelid, column_name, leader)
       values (t::regclass, col, case when colocate_with <> 'none' then colocate_with::regclass end); end $$`,
  ])
    await db.query(text)
  await db.end()
}
