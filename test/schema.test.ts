import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Manifest, migrationsFolder, readManifest } from '../src/platform/migrate.ts'
import { testDatabase } from './app.ts'

let db: pg.Client
let drop: () => Promise<void>
let manifest: Manifest
beforeAll(async () => {
  const made = await testDatabase()
  drop = made.drop
  db = new pg.Client(made.ownerUrl)
  await db.connect()
  manifest = await readManifest()
})
afterAll(async () => {
  await db.end()
  await drop()
})

/** What scaling.md R2, R6, R7 and R16 forbid, found in this database's catalogue by the manifest. Grown from scaling-lint.sql. */
async function lint(tables: Manifest): Promise<string[]> {
  await db.query('drop table if exists pg_temp.manifest')
  await db.query('create temp table manifest (tbl regclass, kind text, col name, grp text)')
  for (const [name, r] of Object.entries(tables))
    await db.query('insert into manifest values ($1::regclass, $2, $3, $4)', [
      name,
      r.kind,
      r.kind === 'distributed' ? r.column : null,
      r.kind === 'distributed' ? r.group : null,
    ])
  const { rows } = await db.query<{ finding: string }>(
    readFileSync(new URL('./scaling-lint.sql', import.meta.url), 'utf8'),
  )
  return rows.map((r) => r.finding)
}

test('every table is in the manifest, says what a row is, and the manifest names no other', async () => {
  const { rows } = await db.query<{ name: string; comment: string | null }>(
    `select n.nspname || '.' || c.relname as name, obj_description(c.oid) as comment from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and n.nspname not like 'pg_temp%' order by 1`,
  )
  expect(rows.map((r) => r.name)).toEqual(Object.keys(manifest).sort())
  expect(rows.filter((r) => !r.comment && r.name !== 'platform.migration').map((r) => r.name)).toEqual([])
})

test('the schema keeps the rules that let it be spread over a cluster', async () => {
  expect(await lint(manifest)).toEqual([])
})

test('the lint finds each fault that is planted', async () => {
  await db.query('create schema planted')
  for (const sql of [
    'create table planted.no_pk (party_id uuid not null)',
    'create table planted.parent (party_id uuid not null, id uuid, code text unique, primary key (party_id, id))',
    'create table planted.nullable (party_id uuid, id int generated always as identity primary key)',
    'create table planted.small (id int primary key, parent uuid)',
    'create table planted.child (party_id uuid not null, id uuid, parent uuid, primary key (party_id, id), foreign key (party_id, parent) references planted.parent (id, party_id) not valid)',
  ])
    await db.query(sql).catch(async () => {
      await db.query('create unique index on planted.parent (id, party_id)')
      await db.query(sql)
    })
  await db.query("create function planted.f() returns trigger language plpgsql as 'begin return new; end'")
  await db.query('create trigger t before insert on planted.parent for each row execute function planted.f()')
  const group = { kind: 'distributed', column: 'party_id', group: 'party' } as const
  const findings = await lint({
    'planted.no_pk': group,
    'planted.parent': group,
    'planted.nullable': group,
    'planted.child': group,
    'planted.small': { kind: 'reference' },
  })
  await db.query('drop schema planted cascade')
  for (const expected of [
    /without PRIMARY KEY: planted\.no_pk/,
    /without its distribution column: planted\.parent planted\.parent_code_key/,
    /nullable, generated or missing: planted\.nullable/,
    /integer sequence: planted\.nullable/,
    /trigger: planted\.parent/,
    /foreign key .*: planted\.child/,
  ])
    expect(findings.join('\n')).toMatch(expected)
})

test('a migration that has landed never changes', () => {
  const landed = JSON.parse(readFileSync(`${migrationsFolder}/landed.json`, 'utf8')) as Record<string, string>
  const files = readdirSync(migrationsFolder).filter((f) => f.endsWith('.sql'))
  const hashes = Object.fromEntries(
    files.map((f) => [
      f,
      createHash('sha256')
        .update(readFileSync(`${migrationsFolder}/${f}`))
        .digest('hex'),
    ]),
  )
  // a new file is added to landed.json in the commit that lands it (`npm run land`); a listed one stays as it is
  expect(hashes).toEqual(landed)
})
