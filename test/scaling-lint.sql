with m as (select * from manifest),
i as (
  select m.tbl, x.indexrelid::regclass as ix, x.indkey::int2[] as k,
    (select attnum from pg_attribute a where a.attrelid = m.tbl and a.attname = m.col) as dk
  from m join pg_index x on x.indrelid = m.tbl and (x.indisunique or x.indisprimary or x.indisexclusion)
  where m.kind = 'distributed'),
f as (
  select c.conname, c.conrelid::regclass as src, c.confrelid::regclass as dst, s.kind as sk, coalesce(d.kind, 'unlisted') as dkind,
    s.grp as sg, d.grp as dg,
    array_position(c.conkey, (select attnum from pg_attribute where attrelid = c.conrelid and attname = s.col)) as sp,
    array_position(c.confkey, (select attnum from pg_attribute where attrelid = c.confrelid and attname = d.col)) as dp
  from pg_constraint c join m s on s.tbl = c.conrelid left join m d on d.tbl = c.confrelid
  where c.contype = 'f')
select 'R2 unique key without its distribution column: ' || tbl::text || ' ' || ix::regclass::text as finding from i where dk is null or dk <> all (k)
union all select 'R2 distributed table without PRIMARY KEY: ' || tbl::text from m
  where kind = 'distributed' and not exists (select 1 from pg_index where indrelid = tbl and indisprimary)
union all select 'R2 distribution column nullable, generated or missing: ' || m.tbl::text
  from m left join pg_attribute a on a.attrelid = m.tbl and a.attname = m.col
  where kind = 'distributed' and (a.attnum is null or not a.attnotnull or a.attgenerated <> '')
union all select 'R6 foreign key between distributed tables must pair their distribution columns: ' || src::text || ' ' || conname
  from f where sk = 'distributed' and dkind = 'distributed' and (sg is distinct from dg or sp is null or sp is distinct from dp)
union all select 'R6 foreign key from a distributed to a local table: ' || src::text || ' ' || conname from f where sk = 'distributed' and dkind in ('local', 'unlisted')
union all select 'R6 foreign key from a reference or local to a distributed table: ' || src::text || ' ' || conname
  from f where sk in ('reference', 'local') and dkind = 'distributed'
union all select 'R6 foreign key between local and reference tables: ' || src::text || ' ' || conname from f where sk = 'reference' and dkind = 'local'
union all select 'R7 trigger: ' || tgrelid::regclass::text || ' ' || tgname from pg_trigger join m on m.tbl = tgrelid and m.kind <> 'local' where not tgisinternal
union all select 'R7 rule: ' || ev_class::regclass::text || ' ' || rulename from pg_rewrite join m on m.tbl = ev_class and m.kind <> 'local' where rulename <> '_RETURN'
union all select 'R7 inheritance: ' || inhrelid::regclass::text from pg_inherits join m on m.tbl in (inhparent, inhrelid) join pg_class c on c.oid = inhparent where c.relkind = 'r'
union all select 'R7 view: ' || c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'v' and n.nspname in (select split_part(tbl::text, '.', 1) from m)
union all select 'R16 multi-level partitioning: ' || c.oid::regclass::text from pg_class c join m on m.tbl = c.oid where c.relkind = 'p' and c.relispartition
union all select 'R3 integer sequence: ' || m.tbl::text || ' ' || a.attname
  from m join pg_attribute a on a.attrelid = m.tbl and a.atttypid in ('int4'::regtype, 'int2'::regtype)
  where m.kind <> 'local' and (a.attidentity <> '' or exists (
    select 1 from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum and pg_get_expr(d.adbin, d.adrelid) like 'nextval%'))
order by 1
