import { afterEach, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Troubles } from './pool.test-thread.ts'
import { type DocumentPool, type DocumentPoolOptions, openDocumentPool } from './pool.ts'

const opened: DocumentPool<Troubles>[] = []
const open = (options: DocumentPoolOptions) => {
  const pool = openDocumentPool<Troubles>(new URL('./pool.test-thread.ts', import.meta.url), options)
  opened.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pool) => pool.close()))
})
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('documents come back to whom they belong', async () => {
  const pool = open({ threads: 2 })
  const asked = Array.from({ length: 20 }, (_, i) => `第${i}份`)
  const made = await Promise.all(asked.map((one) => pool.renderDocument('echo', one)))
  expect(made.map(text)).toEqual(asked)
  expect(pool.load()).toEqual({ working: 0, waiting: 0 })
})

test('a refusal of the renderer arrives as it was thrown, and the thread goes on', async () => {
  const pool = open({ threads: 1 })
  const refused = pool.renderDocument('refuse', 'print.too_many_labels')
  await expect(refused).rejects.toBeInstanceOf(AppError)
  await expect(refused).rejects.toMatchObject({
    code: 'too_large',
    reason: 'print.too_many_labels',
    details: { most: 3 },
  })
  expect(text(await pool.renderDocument('echo', 'after'))).toBe('after')
})

test('a job that throws, crashes its thread or cannot be sent fails alone', async () => {
  const pool = open({ threads: 1 })
  const jobs = await Promise.allSettled([
    pool.renderDocument('throw', 'boom'),
    pool.renderDocument('crash', 3),
    pool.renderDocument('echo', (() => 'a function') as unknown as string),
    pool.renderDocument('echo', 'after'),
  ])
  expect(jobs.map((job) => job.status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
  for (const job of jobs.slice(0, 3))
    expect((job as PromiseRejectedResult).reason).toMatchObject({ code: 'internal', reason: 'document.failed' })
  expect(String((jobs[0] as PromiseRejectedResult).reason.cause)).toContain('TypeError: boom')
})

test('a kind that nobody renders fails', async () => {
  const pool = open({ threads: 1 })
  await expect(pool.renderDocument('toString' as 'echo', 'x')).rejects.toMatchObject({ reason: 'document.failed' })
})

test('a full queue refuses the next document', async () => {
  const pool = open({ threads: 1, queue: 2 })
  const taken = [1, 2, 3].map(() => pool.renderDocument('sleep', 50))
  expect(pool.load()).toEqual({ working: 1, waiting: 2 })
  await expect(pool.renderDocument('sleep', 50)).rejects.toMatchObject({ code: 'too_many', reason: 'document.busy' })
  await Promise.all(taken)
})

test('a document that never ends is given up, and its thread is replaced', async () => {
  const pool = open({ threads: 1, seconds: 1 })
  await expect(pool.renderDocument('forever', null)).rejects.toMatchObject({ reason: 'document.took_too_long' })
  expect(text(await pool.renderDocument('echo', 'after'))).toBe('after')
})

test('closing finishes what was taken and takes nothing new', async () => {
  const pool = open({ threads: 1 })
  const taken = ['a', 'b', 'c'].map((one) => pool.renderDocument('echo', one))
  const closed = pool.close()
  await expect(pool.renderDocument('echo', 'late')).rejects.toMatchObject({ reason: 'document.closed' })
  await closed
  expect((await Promise.all(taken)).map(text)).toEqual(['a', 'b', 'c'])
  await pool.close()
})
