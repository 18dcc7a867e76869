import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/app.ts'
import { connect, type Db } from './db.ts'
import { attemptsSoFar, clearAttempts, countAttempt, limitRate, secondsLeft } from './rate.ts'

let db: Db
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  drop = made.drop
  db = connect(made.appUrl, { max: 5 })
})
afterAll(async () => {
  await db.destroy()
  await drop()
})
const at = (seconds: number) => new Date(Date.UTC(2026, 5, 1) + seconds * 1000).toISOString()

test('a window opens with the first attempt, is not stretched by later ones, and a new one opens after it', async () => {
  const count = (s: number) => countAttempt(db, 'window', 60, at(s))
  expect([await count(0), await count(30), await count(60)]).toEqual([1, 2, 3])
  expect([await secondsLeft(db, 'window', 60, at(45)), await secondsLeft(db, 'window', 60, at(61))]).toEqual([15, 0])
  expect(await attemptsSoFar(db, 'window', 60, at(60))).toBe(3)
  expect(await attemptsSoFar(db, 'window', 60, at(60.001))).toBe(0)
  expect([await count(60.001), await count(90)]).toEqual([1, 2])
})

test('attempts that come at once from many connections are all counted', async () => {
  const counts = await Promise.all(Array.from({ length: 40 }, () => countAttempt(db, 'crowd', 60, at(0))))
  expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
})

test('past the limit it is refused until the window ends; other keys are not touched', async () => {
  const attempt = (key: string, s: number) => limitRate(db, key, 2, 60, at(s))
  await attempt('a', 0)
  await attempt('a', 1)
  await expect(attempt('a', 2)).rejects.toMatchObject({
    status: 429,
    reason: 'request.too_many',
    details: { retryAfter: 58 },
  })
  await attempt('b', 2)
  await attempt('a', 61)
})

test('a success clears what was counted', async () => {
  await countAttempt(db, 'cleared', 60, at(0))
  await clearAttempts(db, 'cleared')
  expect(await attemptsSoFar(db, 'cleared', 60, at(1))).toBe(0)
  expect(await secondsLeft(db, 'cleared', 60, at(1))).toBe(0)
})
