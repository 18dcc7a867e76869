import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { arriveWhereSomeLeft, markWhileWaiting, storm } from './test-storm.ts'

// What these find when the protocol is broken is in control.test.ts.
let t: TestApp
let owner: pg.Pool
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
  owner = new pg.Pool({ connectionString: t.ownerUrl, max: 4 })
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

test('a command that waits for a lock sees a hold that came meanwhile', async () => {
  expect(await markWhileWaiting(t.deps, owner, t.ownerUrl)).toEqual({ reason: 'batch.held', reached: 1, unmarked: 0 })
})

test('held goods that come into a holding take the hold to what left it before', async () => {
  expect(await arriveWhereSomeLeft(t.deps, owner)).toEqual({ reached: 4, unmarked: 0 })
})

test('a thousand holds against sales, returns, processing, merging and splitting let nothing through', {
  timeout: 240_000,
}, async () => {
  const s = await storm(t.deps, owner, { rounds: 125 })
  expect(s).toMatchObject({ rounds: 125, holds: 1000, leaksDuring: 0, leaksAfter: 0, leftAfterLift: 0 })
  // the test is worth something only if goods moved and holds met them
  expect(s.commands - s.refused).toBeGreaterThan(2000)
  expect(s.reached).toBeGreaterThan(2 * s.holds)
  const { rows } = await owner.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  expect(rows).toEqual([{ deadlocks: '0' }])
})
