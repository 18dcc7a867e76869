import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCode } from '../src/kernel/code.ts'
import { readConfig } from '../src/platform/config.ts'
import { connect, type Db } from '../src/platform/db.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { migrate } from '../src/platform/migrate.ts'
import { type Cluster, startCluster } from '../src/platform/postgres.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'

/** A server whose database is its own, so that it can be taken away. */
const folder = mkdtempSync(join(tmpdir(), 'suyuan-gone-'))
chmodSync(folder, 0o755)
const settings = { folder: join(folder, 'pg'), superuser: 'owner', password: 'test', durable: false }
let cluster: Cluster
let db: Db
let app: ReturnType<typeof buildServer>

beforeAll(async () => {
  cluster = await startCluster(settings)
  const url = (role: string) => `postgres://${role}:test@127.0.0.1:${cluster.port}/postgres`
  const admin = new pg.Client(url('owner'))
  await admin.connect()
  await admin.query("create role suyuan_test_app login password 'test'")
  await admin.end()
  await migrate(url('owner'), { appRole: 'suyuan_test_app' })
  db = connect(url('suyuan_test_app'))
  const config = readConfig({ DATA_DIR: join(folder, 'data'), ORIGIN: 'https://sy.example', LOG_LEVEL: 'silent' })
  const deps = wire({
    db,
    config,
    sealer: sealer(config.secrets),
    metrics: makeMetrics(db),
    clock: () => new Date().toISOString(),
    wake: () => {},
  })
  app = buildServer(deps)
  await app.ready()
}, 60_000)
afterAll(async () => {
  await app.close()
  await db.destroy()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string) => app.inject({ method: 'GET', url })
const signIn = () => app.inject({ method: 'POST', url: '/api/session', payload: { login: 'nobody', password: 'x' } })
const code = `/s/${newCode('batch', (n) => new Uint8Array(n).fill(7))}`

/** Everything that asks the database, and what it answers while there is one. */
const asks = [
  ['a list', () => get('/api/divisions?q=%E6%B5%B7'), 200],
  ['a session', () => app.inject({ method: 'GET', url: '/api/session', headers: { cookie: 'suyuan_session=x' } }), 200],
  ['signing in', signIn, 401],
  ['the set-up page', () => get('/setup?token=x'), 404],
  ['a public page', () => get(code), 404],
] as const
const statuses = async () =>
  Object.fromEntries(await Promise.all(asks.map(async ([what, ask]) => [what, (await ask()).statusCode] as const)))
const alive = Object.fromEntries(asks.map(([what, , status]) => [what, status]))

test('without its database it answers at once that it is to be asked again, and goes on when it is back', async () => {
  expect(await statuses()).toEqual(alive)
  expect((await get('/readyz')).statusCode).toBe(200)

  // a command is at work when the database goes: its connection ends while nothing is being asked
  const during = db
    .transaction()
    .execute(async (tx) => {
      await sql`select 1`.execute(tx)
      await cluster.stop()
      await sleep(50)
      await sql`select 1`.execute(tx)
    })
    .then(
      () => 'done',
      () => 'failed',
    )
  expect(await during).toBe('failed')

  expect((await get('/healthz')).statusCode).toBe(200)
  const waiting = await get('/readyz')
  expect(waiting.statusCode).toBe(503)
  expect(waiting.json()).toEqual({ status: 'waiting', reason: 'database' })
  expect((await get('/metrics')).statusCode).toBe(200)
  for (const [what, ask] of asks) {
    const res = await ask()
    expect(res.statusCode, what).toBe(503)
    expect(res.headers['retry-after'], what).toBe('5')
    expect(res.headers['content-type'], what).toMatch(/^application\/problem\+json/)
    expect(res.json(), what).toMatchObject({ code: 'unavailable', reason: 'platform.busy' })
    // neither where it happened, nor what was asked of whom
    expect(res.body, what).not.toMatch(/\bat \/|node_modules|select|ECONN|127\.0\.0\.1|postgres/i)
  }

  cluster = await startCluster({ ...settings, settings: { port: String(cluster.port) } })
  expect((await get('/readyz')).statusCode).toBe(200)
  expect(await statuses()).toEqual(alive)
}, 60_000)
