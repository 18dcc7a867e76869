import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Generated, generate, type Size } from '../scripts/generate/generate.ts'
import { loadCatalogue } from '../src/modules/catalogue/index.ts'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { connect } from '../src/platform/db.ts'
import { migrate, migrationsFolder } from '../src/platform/migrate.ts'
import { type Cluster, startCluster } from '../src/platform/postgres.ts'
import { indexEventsOf } from './lib-index.ts'

/*
 * Generated stores for the benchmarks of national scale, kept between runs: a folder under BENCH_STORE (or the system's
 * temporary folder) named by what the migrations and the generator are; those of other versions are removed. What was
 * asked for and what the disk allowed are in the tier's words, which every figure carries.
 */

export type Tier = Required<Pick<Size, 'operators' | 'events' | 'hubLots' | 'recallParties'>>

/** A hundredth of everything is for trials of the benchmarks themselves: BENCH_SCALE=0.01. */
const scale = Number(process.env['BENCH_SCALE'] ?? 1)
const tier = (operators: number, events: number, hubLots: number, recallParties: number): Tier => ({
  operators: Math.max(200, Math.round(operators * scale)),
  events: Math.round(events * scale),
  hubLots: Math.round(hubLots * scale),
  recallParties: Math.round(recallParties * scale),
})
const tenth = tier(3_000, 200_000, 10_000, 2_000)
const national = tier(30_000, 2_000_000, 100_000, 20_000)
const full = tier(300_000, 20_000_000, 100_000, 20_000)

/** The store to measure on and one a tenth its size: with `--full` (BENCH_FULL) ten times as large, both. */
export const pairOfTiers = (): { large: Tier; small: Tier } =>
  process.env['BENCH_FULL'] ? { large: full, small: national } : { large: national, small: tenth }

/** Chains that are traced: about so many holdings each. */
const wide = [...Array<number>(10).fill(100), ...Array<number>(5).fill(1000), ...Array<number>(2).fill(10_000)]

/** What an event with its rows, keys and indexes took on disk when this was measured, and what is left free beside. */
const BYTES_AN_EVENT = 5_000
const LEFT_FREE = 8e9

export type Store = {
  /** In words, for the figures. */
  tier: string
  ownerUrl: string
  appUrl: string
  subjects: Generated['subjects']
}
type Known = { tier: string; subjects: Generated['subjects'] }

const root = process.env['BENCH_STORE'] ?? join(tmpdir(), 'suyuan-bench-store')

/** What a store depends on: the migrations and whatever makes its rows. */
function version(): string {
  const hash = createHash('sha256')
  const folders = [migrationsFolder, new URL('../scripts/generate/', import.meta.url).pathname]
  for (const folder of folders)
    for (const name of readdirSync(folder).sort())
      if (/\.(sql|ts)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}

const say = (what: string) => console.error(`… ${what}`)

/** Runs `use` on stores of these tiers, loading those that are not there yet. */
export async function withStores<T>(tiers: readonly Tier[], use: (stores: Store[]) => Promise<T>): Promise<T> {
  const folder = join(root, version())
  mkdirSync(folder, { recursive: true })
  for (const other of readdirSync(root))
    if (join(root, other) !== folder && !existsSync(join(root, other, 'pg', 'postmaster.pid')))
      rmSync(join(root, other), { recursive: true, force: true })
  const cluster = await startCluster({
    folder: join(folder, 'pg'),
    superuser: 'owner',
    password: 'bench',
    durable: false,
    settings: { max_wal_size: '8GB', shared_buffers: '1GB', random_page_cost: '1.1' },
  })
  try {
    const stores: Store[] = []
    for (const t of tiers) stores.push(await storeOf(cluster, folder, t))
    return await use(stores)
  } finally {
    await cluster.stop()
  }
}

async function storeOf(cluster: Cluster, folder: string, asked: Tier): Promise<Store> {
  const url = (user: string, database: string) => `postgres://${user}:bench@127.0.0.1:${cluster.port}/${database}`
  const name = `events_${asked.events}`
  const note = join(folder, `${name}.json`)
  const found = (known: Known): Store => ({ ...known, ownerUrl: url('owner', name), appUrl: url('app', name) })
  if (existsSync(note)) return found(JSON.parse(readFileSync(note, 'utf8')) as Known)
  const free = statfsSync(folder)
  const fits = Math.floor((free.bavail * free.bsize - LEFT_FREE) / BYTES_AN_EVENT)
  if (fits < 10_000) throw new Error(`no room for a store in ${folder}: set BENCH_STORE to a folder on a larger disk`)
  const events = Math.min(asked.events, fits)
  const admin = new pg.Client(url('owner', 'postgres'))
  await admin.connect()
  const { rowCount } = await admin.query("select 1 from pg_roles where rolname = 'app'")
  if (!rowCount) await admin.query("create role app login password 'bench'")
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name}`)
  await admin.end()
  const ownerUrl = url('owner', name)
  await migrate(ownerUrl, { appRole: 'app' })
  const db = connect(ownerUrl, { max: 1 })
  const now = '2026-01-01T00:00:00.000Z'
  await loadDivisions(db, now)
  await loadCatalogue(db, now)
  await db.destroy()
  const began = performance.now()
  const made = await generate(ownerUrl, { ...asked, events, wide, seed: 1 }, (what) => say(`${name}: ${what}`))
  if (made.subjects.hub) await indexEventsOf(ownerUrl, made.subjects.hub.partyId)
  const seconds = Math.round((performance.now() - began) / 1000)
  const size = await sizeOf(ownerUrl)
  const cut = events < asked.events ? ` of ${asked.events} asked for: the disk had no room for more` : ''
  const n = (x: number) => x.toLocaleString('en')
  const known: Known = {
    tier: `${n(made.rows.get('trace.event') ?? 0)} events${cut}, ${n(asked.operators)} operators`,
    subjects: made.subjects,
  }
  say(`${name}: loaded in ${seconds} s, ${(size / 1e9).toFixed(1)} GB`)
  writeFileSync(note, JSON.stringify(known))
  return found(known)
}

async function sizeOf(url: string): Promise<number> {
  const db = new pg.Client(url)
  await db.connect()
  const { rows } = await db.query<{ size: string }>('select pg_database_size(current_database()) as size')
  await db.end()
  return Number(rows[0]!.size)
}
