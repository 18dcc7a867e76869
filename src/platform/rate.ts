import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import { AppError } from './errors.ts'

/**
 * Counts one attempt under `key` and answers how many there were in the current window of `seconds`. The count lives
 * in the database: N nodes must not give N times the guesses (core.md §7).
 */
export async function countAttempt(db: Db | Tx, key: string, seconds: number, now: string): Promise<number> {
  const windowStart = new Date(Date.parse(now) - seconds * 1000).toISOString()
  const { rows } = await sql<{ count: string }>`
    insert into platform.rate as r (key, started_at, count) values (${key}, ${now}, 1)
    on conflict (key) do update set
      count = case when r.started_at < ${windowStart} then 1 else r.count + 1 end,
      started_at = case when r.started_at < ${windowStart} then excluded.started_at else r.started_at end
    returning count`.execute(db)
  return Number(rows[0]!.count)
}

/** Seconds until the window of `key` ends; 0 when nothing was counted in it. */
export async function secondsLeft(db: Db | Tx, key: string, seconds: number, now: string): Promise<number> {
  const row = await db.selectFrom('platform.rate').select('startedAt').where('key', '=', key).executeTakeFirst()
  if (!row) return 0
  return Math.max(0, Math.ceil((Date.parse(row.startedAt) - Date.parse(now)) / 1000 + seconds))
}

/** Attempts under `key` in the current window, without counting one. */
export async function attemptsSoFar(db: Db | Tx, key: string, seconds: number, now: string): Promise<number> {
  const windowStart = new Date(Date.parse(now) - seconds * 1000).toISOString()
  const row = await db
    .selectFrom('platform.rate')
    .select('count')
    .where('key', '=', key)
    .where('startedAt', '>=', windowStart)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Refuses (429, `request.too_many`, details.retryAfter in seconds) once `key` was counted more than `limit` times in the window. */
export async function limitRate(db: Db, key: string, limit: number, seconds: number, now: string): Promise<void> {
  if ((await countAttempt(db, key, seconds, now)) > limit)
    throw new AppError('too_many', 'request.too_many', { retryAfter: await secondsLeft(db, key, seconds, now) })
}

/** Forgets the attempts under `key` (after a success). */
export async function clearAttempts(db: Db | Tx, key: string): Promise<void> {
  await db.deleteFrom('platform.rate').where('key', '=', key).execute()
}
