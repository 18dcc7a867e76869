import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/app.ts'
import { fakeCitus } from '../../test/citus-fake.ts'
import { connect } from './db.ts'
import { distributionPlan } from './distribute.ts'
import { type Manifest, migrate, readManifest } from './migrate.ts'
import { isSingleNode } from './single-node.ts'

// No cluster here: what the runner would ask of one is judged by a catalogue that looks like it (test/citus-fake.ts).
let near: Awaited<ReturnType<typeof testDatabase>>
let admin: pg.Client
const name = `c_${crypto.randomUUID().replaceAll('-', '')}`
const url = () => near.ownerUrl.replace(/\/t_\w+$/, `/${name}`)

beforeAll(async () => {
  near = await testDatabase()
  admin = new pg.Client(near.ownerUrl)
  await admin.connect()
  await admin.query(`create database ${name}`)
  await fakeCitus(url())
})
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  await near.drop()
})

type Placed = { table: string; column: string | null; leader: string | null }
async function placed(): Promise<Placed[]> {
  const db = new pg.Client(url())
  await db.connect()
  const { rows } = await db.query<Placed>(
    `select logicalrelid::text as "table", column_name as "column", leader::text from public.pg_dist_partition order by n`,
  )
  await db.end()
  return rows
}

test('where citus is there, every table of the manifest gets its place, references first; a second start changes nothing', async () => {
  await migrate(url(), { appRole: 'suyuan_test_app' })
  const first = await placed()
  const manifest = await readManifest()
  const wanted = Object.entries(manifest).filter(([, r]) => r.kind !== 'local')
  expect(first.map((p) => p.table).sort()).toEqual(wanted.map(([table]) => table).sort())
  const lastReference = first.findLastIndex((p) => p.column === null)
  expect(first.findIndex((p) => p.column !== null)).toBe(lastReference + 1)
  const groups = new Map<string, Set<string>>()
  for (const { table, column, leader } of first) {
    const rule = manifest[table]!
    expect(column, table).toBe(rule.kind === 'distributed' ? rule.column : null)
    if (rule.kind !== 'distributed') continue
    groups.set(rule.group, (groups.get(rule.group) ?? new Set()).add(leader ?? table))
  }
  // one group, one table that the others go along with
  expect([...groups].filter(([, leaders]) => leaders.size !== 1)).toEqual([])
  expect(new Set([...groups.values()].map((l) => [...l][0])).size).toBe(groups.size)
  await migrate(url(), { appRole: 'suyuan_test_app' })
  expect(await placed()).toEqual(first)
})

test('the capability flag says that this is no single node, and that the plain one is', async () => {
  for (const [at, single] of [
    [url(), false],
    [near.ownerUrl, true],
  ] as const) {
    const db = connect(at, { max: 1 })
    expect(await isSingleNode(db)).toBe(single)
    await db.destroy()
  }
})

const rules: Manifest = {
  'a.late': { kind: 'distributed', column: 'party_id', group: 'party' },
  'a.first': { kind: 'distributed', column: 'party_id', group: 'party' },
  'a.code': { kind: 'distributed', column: 'code', group: 'code' },
  'a.own': { kind: 'local' },
  'a.unit': { kind: 'reference' },
  'a.gone': { kind: 'reference' },
}
const exists = new Set(['a.late', 'a.first', 'a.code', 'a.own', 'a.unit'])
const references = [{ from: 'a.late', to: 'a.first' }]

test('the order follows references between tables, and the first of a group begins it', () => {
  expect(distributionPlan(rules, { exists, spread: new Set(), references })).toEqual([
    { table: 'a.unit', kind: 'reference' },
    { table: 'a.first', kind: 'distributed', column: 'party_id', with: null },
    { table: 'a.late', kind: 'distributed', column: 'party_id', with: 'a.first' },
    { table: 'a.code', kind: 'distributed', column: 'code', with: null },
  ])
})

test('a table that comes later joins its group, whichever of it is there', () => {
  expect(distributionPlan(rules, { exists, spread: new Set(['a.unit', 'a.late', 'a.code']), references: [] })).toEqual([
    { table: 'a.first', kind: 'distributed', column: 'party_id', with: 'a.late' },
  ])
  expect(distributionPlan(rules, { exists, spread: new Set(exists), references })).toEqual([])
})
