import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { anonymous } from './actor.ts'
import { runCommand } from './command.ts'
import { connect, type Tx } from './db.ts'
import { AppError, toAppError } from './errors.ts'
import { newId } from './id.ts'
import { record, type Subscriber } from './journal.ts'
import { countAttempt } from './rate.ts'
import { deliver } from './relay.ts'
import { setSingleNode } from './single-node.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const actor = () => ({ ...anonymous('zh'), kind: 'operator' as const, accountId: newId(), partyId: newId() })
const now = '2026-06-01T08:00:00.000Z'

test('a retried command gives the first answer and changes nothing twice', async () => {
  const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: { a: 1 } }
  let runs = 0
  const run = () =>
    runCommand(t.deps, meta, async (ctx) => {
      runs++
      record(ctx, 'thing.done', { about: 'a' })
      return { n: runs }
    })
  expect(await run()).toEqual({ n: 1 })
  expect(await run()).toEqual({ n: 1 })
  expect(runs).toBe(1)
})

test('a command that arrives eight times at once is done once, and everyone gets its answer', async () => {
  const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: {} }
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      runCommand(t.deps, meta, async (ctx) => {
        record(ctx, 'thing.done')
        await new Promise((r) => setTimeout(r, 20))
        return { id: newId() }
      }),
    ),
  )
  expect(new Set(answers.map((a) => a.id)).size).toBe(1)
  const rows = await t.db.selectFrom('platform.journal').selectAll().where('partyId', '=', meta.actor.partyId).execute()
  expect(rows.map((r) => r.seq)).toEqual(['1'])
})

test('a command id with another input, name or account is refused', async () => {
  const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: { a: 1 } }
  await runCommand(t.deps, meta, async () => 1)
  for (const other of [
    { ...meta, input: { a: 2 } },
    { ...meta, name: 'y' },
    { ...meta, actor: { ...meta.actor, accountId: newId() } },
  ])
    await expect(runCommand(t.deps, other, async () => 1)).rejects.toMatchObject({ reason: 'command.id_reused' })
})

test('a refused command leaves nothing but what it asked to keep, and may be tried again', async () => {
  const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: {} }
  const key = newId()
  const refuse = runCommand(t.deps, meta, async (ctx) => {
    await countAttempt(ctx.db, `${key}:lost`, 60, now)
    ctx.onRefusal(async (tx) => void (await countAttempt(tx, `${key}:kept`, 60, now)))
    throw new AppError('conflict', 'thing.wrong')
  })
  await expect(refuse).rejects.toMatchObject({ reason: 'thing.wrong' })
  const kept = await t.db.selectFrom('platform.rate').select('key').where('key', 'like', `${key}%`).execute()
  expect(kept).toEqual([{ key: `${key}:kept` }])
  expect(await runCommand(t.deps, meta, async () => 'done')).toBe('done')
})

test('parallel commands of one party number their journal without gap or double', async () => {
  const who = actor()
  await Promise.all(
    Array.from({ length: 30 }, () =>
      runCommand(t.deps, { name: 'x', actor: who, now }, async (ctx) => {
        record(ctx, 'a.done')
        record(ctx, 'b.done')
      }),
    ),
  )
  const rows = await t.db.selectFrom('platform.journal').select('seq').where('partyId', '=', who.partyId).execute()
  expect(rows.map((r) => Number(r.seq)).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
})

test('the application role can neither change nor delete the journal, nor take the right to', async () => {
  const who = actor()
  await runCommand(t.deps, { name: 'x', actor: who, now }, async (ctx) => record(ctx, 'a.done'))
  const app = new pg.Client(t.appUrl)
  await app.connect()
  for (const sql of [
    "update platform.journal set kind = 'forged'",
    'delete from platform.journal',
    'truncate platform.journal',
    "update platform.command set result = '1'",
    'delete from platform.command',
    'alter table platform.journal disable row level security',
    'drop table platform.journal',
  ])
    await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' })
  await app.end()
})

test("a subscriber sees a party's entries in order, each effect once; a failure stops that party only", async () => {
  const good = actor()
  const bad = actor()
  const seen: string[] = []
  let broken = true
  const subscriber: Subscriber = {
    name: 'test',
    kinds: ['thing.done'],
    handle: async (ctx, row) => {
      if (broken && row.partyId === bad.partyId) throw new Error('not today')
      seen.push(`${row.partyId}:${row.seq}`)
      record(ctx, 'thing.seen', { about: row.seq })
    },
  }
  const deps = { ...t.deps, subscribers: [subscriber] }
  for (const who of [good, bad])
    for (let i = 0; i < 2; i++)
      await runCommand(deps, { name: 'x', actor: who, now }, async (ctx) => record(ctx, 'thing.done'))
  await expect(deliver(deps, subscriber, bad.partyId)).rejects.toThrow('not today')
  await Promise.all([deliver(deps, subscriber, good.partyId), deliver(deps, subscriber, good.partyId)])
  const kinds = await t.db
    .selectFrom('platform.journal')
    .select(['kind', 'about'])
    .where('partyId', '=', good.partyId)
    .where('kind', '=', 'thing.seen')
    .orderBy('seq')
    .execute()
  expect(kinds.map((k) => k.about)).toEqual(['1', '2'])
  broken = false
  seen.length = 0
  await deliver(deps, subscriber, bad.partyId)
  expect(seen).toEqual([`${bad.partyId}:1`, `${bad.partyId}:2`])
})

test('of two commands that wait for each other one is run again, and both are done', async () => {
  const lock = (tx: Tx, key: number) => sql`select pg_advisory_xact_lock(${key})`.execute(tx)
  const both = Promise.withResolvers<void>()
  let runs = 0
  const command = (first: number, second: number) =>
    runCommand(t.deps, { name: 'x', actor: actor(), commandId: newId(), now, input: {} }, async (ctx) => {
      await lock(ctx.db, first)
      if (++runs === 2) both.resolve()
      await both.promise
      await lock(ctx.db, second)
      record(ctx, 'thing.done')
      return first
    })
  expect(await Promise.all([command(7_001, 7_002), command(7_002, 7_001)])).toEqual([7_001, 7_002])
  expect(runs).toBe(3)
})

test('the first commands of a process need no more connections than they hold', async () => {
  const db = connect(t.appUrl, { max: 1 })
  const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: {} }
  expect(await runCommand({ ...t.deps, db }, meta, async () => 'done')).toBe('done')
  await db.destroy()
})

test('one node writes journal, outbox and answer in one statement, a cluster one table after another: the same rows', async () => {
  const rowsOf = async (single: boolean) => {
    const sent: string[] = []
    const db = connect(t.appUrl, { max: 1, onStatement: (text) => sent.push(text) })
    setSingleNode(db, single)
    const meta = { name: 'x', actor: actor(), commandId: newId(), now, input: {} }
    const { partyId } = meta.actor
    for (const commandId of [newId(), newId()])
      await runCommand({ ...t.deps, db }, { ...meta, commandId }, async (ctx) => {
        record(ctx, 'thing.done', { about: 'a', data: { n: 1 } })
        record(ctx, 'batch.produced')
      })
    const rows = async (table: 'platform.journal' | 'platform.pending' | 'platform.unsealed') =>
      (await t.db.selectFrom(table).select('seq').where('partyId', '=', partyId).orderBy('seq').execute()).map(
        (r) => r.seq,
      )
    const pending = await rows('platform.pending')
    await t.owner.query('delete from platform.pending where party_id = $1', [partyId])
    await db.destroy()
    const written = sent.filter((text) => /insert into/.test(text)).length
    return { written, rows: [await rows('platform.journal'), [...new Set(pending)], await rows('platform.unsealed')] }
  }
  const [one, apart] = [await rowsOf(true), await rowsOf(false)]
  expect(one.rows).toEqual([
    ['1', '2', '3', '4'],
    ['2', '4'],
    ['1', '2', '3', '4'],
  ])
  expect(apart.rows).toEqual(one.rows)
  expect([one.written, apart.written]).toEqual([2, 10])
})

test('what passes is answered as such, with when to ask again; what does not is a fault of ours', () => {
  const lost = new Error('timeout exceeded when trying to connect')
  for (const err of [
    ...['40P01', '40001', '55P03', '53300', '57P01', '08006', 'ECONNREFUSED'].map((code) => ({ code })),
    lost,
  ])
    expect(toAppError(err)).toMatchObject({ status: 503, reason: 'platform.busy', details: { retryAfter: 5 } })
  for (const err of [{ code: '23505' }, { code: '42P01' }, new TypeError('x'), undefined])
    expect(toAppError(err)).toMatchObject({ status: 500, reason: 'internal' })
})
