import { mkdtempSync, rmSync } from 'node:fs'
import { connect as openSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { newCode } from '../kernel/code.ts'
import { TEMPLATE } from '../modules/portal/page/build.ts'
import { start } from '../run.ts'
import { anonymous } from './actor.ts'
import { type CommandCtx, runCommand } from './command.ts'
import { readConfig } from './config.ts'
import { newId } from './id.ts'
import { type JournalRow, record, type Subscriber } from './journal.ts'
import { startRelay } from './relay.ts'

let t: TestApp
let owner: pg.Client
beforeAll(async () => {
  t = await testApp()
  owner = new pg.Client(t.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await t.close()
})
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((r) => setTimeout(r, 10))
}
const count = async (sql: string) =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]!.n)
const now = '2026-06-01T08:00:00.000Z'

/** A subscriber that waits at a gate with each entry it is given. */
function gated(name: string) {
  const begun: string[] = []
  const done: string[] = []
  let open = () => {}
  const gate = new Promise<void>((r) => {
    open = r
  })
  const handle = async (ctx: CommandCtx, row: JournalRow) => {
    begun.push(`${row.partyId}:${row.seq}`)
    await gate
    record(ctx, `${name}.seen`, { about: row.seq })
    done.push(`${row.partyId}:${row.seq}`)
  }
  const subscriber: Subscriber = { name, kinds: [`${name}.done`], handle }
  return { subscriber, begun, done, open }
}

async function decide(subscriber: Subscriber, parties: number, each: number) {
  const deps = { ...t.deps, subscribers: [subscriber] }
  for (let p = 0; p < parties; p++) {
    const actor = { ...anonymous('zh'), kind: 'operator' as const, accountId: newId(), partyId: newId() }
    for (let i = 0; i < each; i++)
      await runCommand(deps, { name: 'x', actor, now }, async (ctx) => record(ctx, subscriber.kinds[0]!))
  }
  return deps
}

test('a stop waits for the rows in hand, hands the rest back, and the next start delivers each of them once', async () => {
  const slow = gated('slow')
  const deps = await decide(slow.subscriber, 5, 2)
  const relay = await startRelay(deps, t.ownerUrl, { every: 50, concurrency: 2 })
  await until(() => slow.begun.length === 2)

  let stopped = false
  const stopping = relay.stop().then(() => {
    stopped = true
  })
  await new Promise((r) => setTimeout(r, 100))
  expect([stopped, slow.done.length]).toEqual([false, 0])
  slow.open()
  await stopping
  expect(slow.done.sort()).toEqual(slow.begun.sort())
  expect(slow.begun).toHaveLength(2)
  expect(await count("platform.pending where subscriber = 'slow'")).toBe(8)
  expect(await count('graphile_worker.jobs where locked_at is not null')).toBe(0)

  const next = await startRelay(deps, t.ownerUrl, { every: 50, concurrency: 2 })
  await until(async () => (await count("platform.pending where subscriber = 'slow'")) === 0)
  await next.stop()
  // two workers may take the same row in hand; its effect counts once
  expect(new Set(slow.done).size).toBe(10)
  expect(await count("platform.journal where kind = 'slow.seen'")).toBe(10)
})

test('what a killed process had in hand is delivered at the next start, not after its lock has run out', async () => {
  const left = gated('left')
  const deps = await decide(left.subscriber, 1, 1)
  left.open()
  const { rows } = await owner.query<{ party: string }>(
    "select party_id as party from platform.pending where subscriber = 'left'",
  )
  const { party: partyId } = rows[0]!
  await owner.query(
    "select graphile_worker.add_job('deliver', json_build_object('partyId', $1::text, 'subscriber', 'left'), job_key => 'left:' || $1)",
    [partyId],
  )
  await owner.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1")
  const relay = await startRelay(deps, t.ownerUrl, { every: 50 })
  await until(() => left.done.length === 1)
  await relay.stop()
  await owner.query('delete from graphile_worker._private_jobs')
})

test('what takes long is worked on once, leaves the other workers free, and what comes meanwhile is delivered too', async () => {
  const slow = gated('once')
  const deps = await decide(slow.subscriber, 1, 1)
  const relay = await startRelay(deps, t.ownerUrl, { every: 20, concurrency: 3 })
  await until(() => slow.begun.length === 1)
  const [entry] = slow.begun
  await new Promise((r) => setTimeout(r, 300)) // many sweeps
  expect(slow.begun).toEqual([entry])
  const actor = { ...anonymous('zh'), kind: 'operator' as const, accountId: newId(), partyId: entry!.split(':')[0]! }
  await runCommand(deps, { name: 'x', actor, now }, async (ctx) => record(ctx, 'once.done'))
  await decide(slow.subscriber, 2, 1)
  await until(() => slow.begun.length === 3)
  slow.open()
  await until(async () => (await count("platform.pending where subscriber = 'once'")) === 0)
  await relay.stop()
  expect(slow.begun).toHaveLength(4)
  expect(slow.done.sort()).toEqual(slow.begun.sort())
})

test('two workers on one database deliver every row once, in the order of its party', async () => {
  const seen: string[] = []
  const both: Subscriber = {
    name: 'both',
    kinds: ['both.done'],
    handle: async (ctx, row) => {
      record(ctx, 'both.seen', { about: row.seq })
      seen.push(row.partyId)
    },
  }
  const deps = await decide(both, 6, 3)
  const workers = await Promise.all([1, 2].map(() => startRelay(deps, t.ownerUrl, { every: 20, concurrency: 3 })))
  await until(async () => (await count("platform.pending where subscriber = 'both'")) === 0)
  await Promise.all(workers.map((w) => w.stop()))
  const { rows } = await owner.query<{ order: string }>(
    "select string_agg(about, ',' order by seq) as order from platform.journal where kind = 'both.seen' group by party_id",
  )
  expect(rows.map((r) => r.order)).toEqual(Array(6).fill('1,2,3'))
})

test('a failing party is tried again and counted; a subscriber that is gone does not stop the others', async () => {
  let failures = 0
  const shaky: Subscriber = {
    name: 'shaky',
    kinds: ['shaky.done'],
    handle: async (ctx, row) => {
      if (failures++ === 0) throw new Error('not today')
      record(ctx, 'shaky.seen', { about: row.seq })
    },
  }
  const deps = await decide(shaky, 1, 1)
  await owner.query("insert into platform.pending values (gen_random_uuid(), 'gone', 1, now())")
  const relay = await startRelay(deps, t.ownerUrl, { every: 50 })
  await until(async () => (await count("platform.pending where subscriber = 'shaky'")) === 0)
  await relay.stop()
  expect(await count("platform.journal where kind = 'shaky.seen'")).toBe(1)
  expect(await t.deps.metrics.registry.getSingleMetricAsString('suyuan_subscriber_failures_total')).toMatch(
    /subscriber="shaky"\} 1/,
  )
  await owner.query("delete from platform.pending where subscriber = 'gone'")
})

test('a stop answers the request in flight, takes no new one, waits for no idle connection, and writes the scans', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'suyuan-stop-'))
  const server = await start(
    readConfig({
      ...{ DATA_DIR: dataDir, PORT: '0', ORIGIN: 'https://sy.example', LOG_LEVEL: 'silent' },
      ...{ DATABASE_URL: t.appUrl, DATABASE_OWNER_URL: t.ownerUrl },
    }),
  )
  const code = newCode('batch', (n) => crypto.getRandomValues(new Uint8Array(n)))
  await owner.query(
    `insert into portal.page (code, kind, marks, built_marks, template, state, zh, en, party_ids, holding_ids, built_at)
     values ($1, 'batch', 1, 1, $2, 'live', '', '', '{}', '{}', now())`,
    [code, TEMPLATE],
  )
  const url = `http://127.0.0.1:${server.port}/s/${code}`
  expect((await fetch(url)).status).toBe(200) // this connection stays open, idle
  const early = openSocket(server.port!, '127.0.0.1') // as a browser opens one in advance
  await new Promise((r) => early.once('connect', r))
  early.on('error', () => {})

  await owner.query('begin')
  await owner.query('lock table portal.page in access exclusive mode')
  const slow = fetch(url)
  await until(async () => (await count("pg_locks where not granted and relation = 'portal.page'::regclass")) > 0)
  let closed = false
  const closing = server.close().then(() => {
    closed = true
  })
  await until(() =>
    fetch(url).then(
      () => false,
      (err: Error & { cause?: { code?: string } }) => err.cause?.code === 'ECONNREFUSED',
    ),
  )
  expect(closed).toBe(false)
  await owner.query('commit')
  expect((await slow).status).toBe(200)
  await closing
  const { rows } = await owner.query('select count from portal.scan where code = $1', [code])
  expect(rows).toEqual([{ count: '2' }])
  rmSync(dataDir, { recursive: true, force: true })
})

test('daily work is done at a start and every day, and its failure is counted', async () => {
  let runs = 0
  const work = async () => {
    runs++
    throw new Error('not today')
  }
  const relay = await startRelay(t.deps, t.ownerUrl, { every: 50, daily: [{ name: 'test', at: '22:10', work }] })
  await until(() => runs === 1)
  await relay.stop()
  const counted = await t.deps.metrics.registry.getSingleMetricAsString('suyuan_subscriber_failures_total')
  expect(counted).toContain('daily:test')
  const { rows } = await owner.query('select identifier from graphile_worker._private_known_crontabs')
  expect(rows.map((r) => r.identifier)).toContain('daily:test')
  await owner.query(`delete from graphile_worker._private_jobs`)
})
