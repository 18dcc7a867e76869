import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'

type Count = { count: number; first: string; last: string }

/** An array as PostgreSQL reads it: codes, counts and instants hold nothing that must be quoted. */
const list = (values: readonly (string | number)[]): string => `{${values.join()}}`

/** Codes in one statement at most: what is written at once holds nothing up for longer than a blink. */
const CHUNK = 500
/** Different codes waiting to be written at most; past it further ones are not counted but told of (`lost`). */
const MOST = 200_000

/**
 * Counts scans without slowing the answer: in memory, written together at least once a second, and when the
 * process stops. What could not be written is kept and tried again; a process that is killed loses its last second.
 */
export class ScanCounter {
  private waiting = new Map<string, Count>()
  private writing = new Map<string, Count>()
  private flushing: Promise<void> | undefined
  private readonly db: Db
  private readonly most: number
  /** Scans that were not counted because nothing could be written for too long. */
  lost = 0

  constructor(db: Db, most = MOST) {
    this.db = db
    this.most = most
  }

  /** Counts one scan. @returns scans of this code that are not written yet, before this one. */
  add(code: string, at: string): { count: number; first: string } | undefined {
    const known = this.waiting.get(code)
    const inHand = this.writing.get(code)
    const before =
      known || inHand
        ? { count: (known?.count ?? 0) + (inHand?.count ?? 0), first: (inHand ?? known!).first }
        : undefined
    if (known) {
      known.count++
      known.last = at
    } else if (this.waiting.size < this.most) this.waiting.set(code, { count: 1, first: at, last: at })
    else this.lost++
    return before
  }

  /** Writes what is waiting; resolves when all that was counted before the call is written. @throws when it cannot be. */
  async flush(): Promise<void> {
    await this.flushing?.catch(() => {})
    if (!this.waiting.size) return
    this.flushing = this.write()
    try {
      await this.flushing
    } finally {
      this.flushing = undefined
    }
  }

  private async write(): Promise<void> {
    for (let left = this.waiting.size; left > 0; left -= CHUNK) await this.writeSome(Math.min(left, CHUNK))
  }

  private async writeSome(most: number): Promise<void> {
    const taken: [string, Count][] = []
    for (const entry of this.waiting) {
      if (taken.length === most) break
      taken.push(entry)
    }
    for (const [code] of taken) this.waiting.delete(code)
    this.writing = new Map(taken)
    // in one order, so that two processes writing the same codes wait instead of deadlocking
    const rows = taken.sort(([a], [b]) => (a < b ? -1 : 1))
    try {
      await this.db.transaction().execute(async (tx) => {
        // a crash of the database may cost the scans of a moment, as that of this process does; commands wait for no disk
        await sql`set local synchronous_commit = off`.execute(tx)
        await sql`insert into portal.scan as s (code, count, first_at, last_at)
          select u.code, u.count, u.first_at, u.last_at
          from unnest(${list(rows.map(([code]) => code))}::text[], ${list(rows.map(([, c]) => c.count))}::bigint[],
            ${list(rows.map(([, c]) => c.first))}::timestamptz[], ${list(rows.map(([, c]) => c.last))}::timestamptz[])
            as u (code, count, first_at, last_at)
          on conflict (code) do update set count = s.count + excluded.count,
            first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at)`.execute(
          tx,
        )
      })
    } catch (err) {
      for (const [code, c] of this.writing) {
        const since = this.waiting.get(code)
        this.waiting.set(code, since ? { count: c.count + since.count, first: c.first, last: since.last } : c)
      }
      throw err
    } finally {
      this.writing = new Map()
    }
  }
}
