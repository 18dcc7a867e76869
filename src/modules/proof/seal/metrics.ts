import { sql } from 'kysely'
import { Gauge } from 'prom-client'
import type { Deps } from '../../../platform/http.ts'
import { lastCheckpoint, openHalt } from '../log/checkpoint.ts'

/** More are not counted: a number this large says enough, and counting must not cost more than sealing. */
const most = 100_000

/** How many events and decisions wait to be sealed (at most 100,000 of each are counted), and for how long the oldest has. */
export async function waiting({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<{ count: number; seconds: number }> {
  const { rows } = await sql<{ count: string; event: string | null; at: string | null }>`
    select (select count(*) from (select 1 from trace.unsealed limit ${most}) e)
        + (select count(*) from (select 1 from platform.unsealed limit ${most}) d) as count,
      (select event_id from trace.unsealed order by event_id limit 1) as event,
      (select at from platform.unsealed order by at limit 1) as at`.execute(db)
  const { count, event, at } = rows[0]!
  const times = [
    // the first 48 bits of a UUIDv7 are the milliseconds of its making
    ...(event === null ? [] : [Number.parseInt(event.replaceAll('-', '').slice(0, 12), 16)]),
    ...(at === null ? [] : [Date.parse(at)]),
  ]
  const seconds = times.length ? Math.max(0, (Date.parse(clock()) - Math.min(...times)) / 1000) : 0
  return { count: Number(count), seconds }
}

/** Registers what is told of the log in /metrics; NaN without a database. */
export function proofMetrics(deps: Pick<Deps, 'db' | 'clock' | 'metrics'>): void {
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [deps.metrics.registry],
      async collect() {
        this.set(await read().catch(() => Number.NaN))
      },
    })
  gauge(
    'suyuan_log_unsealed',
    'Events and decisions that are not in the log yet',
    async () => (await waiting(deps)).count,
  )
  gauge(
    'suyuan_log_unsealed_oldest_seconds',
    'Age of the oldest event or decision that is not in the log yet',
    async () => (await waiting(deps)).seconds,
  )
  gauge('suyuan_log_size', 'Leaves of the log', async () => (await lastCheckpoint(deps.db))?.size ?? 0)
  gauge(
    'suyuan_log_halted',
    '1 while no checkpoint is signed: the log does not continue what was published',
    async () => ((await openHalt(deps.db)) ? 1 : 0),
  )
}
