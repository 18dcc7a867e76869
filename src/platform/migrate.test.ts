import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/app.ts'
import { type Manifest, migrate, readManifest, statementsOf } from './migrate.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let owner: pg.Client
let folder: string
const appRole = 'suyuan_test_app'
const bare = () => {
  const u = new URL(database.ownerUrl)
  u.pathname = u.pathname.replace('/t_', '/m_')
  return u
}
const name = () => bare().pathname.slice(1)

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.query(`drop database if exists ${name()} with (force)`)
  await owner.end()
  await database.drop()
})

/** A database with nothing in it and a folder of migrations of the test's own. */
beforeEach(async () => {
  await owner.query(`drop database if exists ${name()} with (force)`)
  await owner.query(`create database ${name()}`)
  folder = mkdtempSync(join(tmpdir(), 'suyuan-migrate-'))
  put('manifest.json', '{"shop.a":{"kind":"local"},"shop.b":{"kind":"local","app":"append"}}')
  return () => rmSync(folder, { recursive: true, force: true })
})
const put = (file: string, text: string) => writeFileSync(join(folder, file), text)
const apply = () => migrate(bare().href, { appRole, folder })
const rows = async (sql: string) => {
  const db = new pg.Client(bare().href)
  await db.connect()
  try {
    return (await db.query({ text: sql, rowMode: 'array' })).rows as unknown[][]
  } finally {
    await db.end()
  }
}
const first = 'create schema shop\n--;\ncreate table shop.a (n int primary key)\n'

test('statements are what lies between lines of --; and comments alone are none', () => {
  expect(statementsOf("a\n--;\n-- only a remark\n--;\nb '--;' -- x\n--; \r\nc\n--;\n")).toEqual([
    'a',
    "b '--;' -- x",
    'c',
  ])
})

test('files are applied once each, in the order of their names', async () => {
  put('0002_b.sql', 'create table shop.b (n int primary key)\n--;\ninsert into shop.b values (1)')
  put('0001_a.sql', first)
  await apply()
  await apply()
  expect(await rows('select name from platform.migration order by at, name')).toEqual([['0001_a.sql'], ['0002_b.sql']])
  expect(await rows('select n from shop.b')).toEqual([[1]])
})

test('a file that was applied and has changed since is refused by its name, and nothing after it is applied', async () => {
  put('0001_a.sql', first)
  await apply()
  put('0001_a.sql', `${first}-- a remark\n`)
  put('0002_b.sql', 'create table shop.b (n int primary key)')
  await expect(apply()).rejects.toThrow(/^migration 0001_a\.sql was applied .* has changed since/)
  expect(await rows("select to_regclass('shop.b')")).toEqual([[null]])
})

test('a database that a newer version migrated is refused by an older one', async () => {
  put('0001_a.sql', first)
  put('0002_b.sql', 'create table shop.b (n int primary key)')
  await apply()
  rmSync(join(folder, '0002_b.sql'))
  await expect(apply()).rejects.toThrow(/^migration 0002_b\.sql .* is not in this version/)
})

test('a statement that fails leaves nothing of its file, and names the file', async () => {
  put('0001_a.sql', first)
  put('0002_b.sql', 'create table shop.b (n int primary key)\n--;\ncreate table shop.a (n int)')
  await expect(apply()).rejects.toThrow(/^migration 0002_b\.sql: relation "a" already exists$/)
  expect(await rows('select name from platform.migration')).toEqual([['0001_a.sql']])
  expect(await rows("select to_regclass('shop.b')")).toEqual([[null]])
  put('0002_b.sql', 'create table shop.b (n int primary key)')
  await apply()
  expect(await rows('select count(*)::int from platform.migration')).toEqual([[2]])
})

test('two statements without a separator between them are refused', async () => {
  put('0001_a.sql', 'create schema shop;\ncreate table shop.a (n int primary key);\n')
  await expect(apply()).rejects.toThrow(/^migration 0001_a\.sql: cannot insert multiple commands/)
  expect(await rows("select to_regnamespace('shop')")).toEqual([[null]])
})

test('four migrators at once apply each file once', async () => {
  put('0001_a.sql', `${first}--;\nselect pg_sleep(0.2)`)
  put('0002_b.sql', 'create table shop.b (n int primary key)\n--;\ninsert into shop.b values (1)')
  await Promise.all([apply(), apply(), apply(), apply()])
  expect(await rows('select n from shop.b')).toEqual([[1]])
})

test('rights given by hand are taken away again, and a serving process never lacks its own meanwhile', async () => {
  put('0001_a.sql', `${first}--;\ncreate table shop.b (n int primary key)\n--;\ncreate table shop.unlisted (n int)`)
  await apply()
  await rows(`grant all on shop.b, shop.unlisted to ${appRole}`)
  await rows('grant update (n), delete on shop.b to public')
  await rows(`grant create on schema shop to ${appRole}`)
  const url = new URL(database.appUrl)
  url.pathname = `/${name()}`
  const app = new pg.Client(url.href)
  await app.connect()
  let migrating = true
  const serving = (async () => {
    while (migrating) await app.query('select n from shop.a')
  })()
  for (let i = 0; i < 5; i++) await apply()
  migrating = false
  await serving
  for (const sql of [
    'update shop.b set n = 1',
    'delete from shop.b',
    'select * from shop.unlisted',
    'create table shop.c ()',
  ])
    await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' })
  await app.end()
})

/** Rights of one table as the manifest means them, in one line. */
const meant = (rule: Manifest[string]): string =>
  ({
    read: 'SELECT',
    append: 'INSERT,SELECT',
    'append+void': 'INSERT,SELECT,UPDATE(voided_at),UPDATE(voided_by)',
    full: 'DELETE,INSERT,SELECT,UPDATE',
  })[rule.app ?? 'full']

test('the application role has exactly the rights of the manifest: on tables, columns, schemas, database and nothing else', async () => {
  const manifest = await readManifest()
  const ask = async <R extends pg.QueryResultRow>(sql: string) => (await owner.query<R>(sql, [appRole])).rows
  // by what the role can really do, also through PUBLIC and roles it is in
  const tables = await ask<{ table: string; rights: string | null; columns: string | null }>(
    `select n.nspname || '.' || c.relname as table,
       (select string_agg(p, ',' order by p) from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
         where has_table_privilege($1, c.oid, p)) as rights,
       (select string_agg(p || '(' || a.attname || ')', ',' order by p, a.attname)
         from pg_attribute a, unnest(array['INSERT','REFERENCES','SELECT','UPDATE']) p
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege($1, c.oid, a.attnum, p) and not has_table_privilege($1, c.oid, p)) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
     order by 1`,
  )
  const real = Object.fromEntries(tables.map((t) => [t.table, [t.rights, t.columns].filter(Boolean).join(',')]))
  expect(real).toEqual(Object.fromEntries(Object.entries(manifest).map(([t, rule]) => [t, meant(rule)])))

  const schemas = await ask<{ name: string; usage: boolean; create: boolean }>(
    `select nspname as name, has_schema_privilege($1, oid, 'usage') as usage, has_schema_privilege($1, oid, 'create') as create
     from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by 1`,
  )
  expect(schemas.filter((s) => s.create)).toEqual([])
  const ours = new Set(Object.keys(manifest).map((t) => t.split('.')[0]))
  expect(schemas.filter((s) => s.usage !== (ours.has(s.name) || s.name === 'public'))).toEqual([])

  const [role] = await ask(
    `select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
       has_database_privilege($1, current_database(), 'create') as creates,
       (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
       (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned,
       (select count(*)::int from pg_class c where case when c.relkind = 'S' then has_sequence_privilege($1, c.oid, 'usage') end) as sequences,
       (select count(*)::int from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')) as definer_functions
     from pg_roles r where rolname = $1`,
  )
  expect(role).toEqual({
    ...{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false, rolreplication: false },
    ...{ creates: false, memberships: 0, owned: 0, sequences: 0, definer_functions: 0 },
  })
})
