import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from './db.ts'

/** What a process counts of itself, and what it reads from the database when asked. One per server, so tests do not share. */
export function makeMetrics(db: Db, withProcess = true) {
  const registry = new Registry()
  if (withProcess) collectDefaultMetrics({ register: registry, prefix: 'suyuan_' })
  const requests = new Histogram({
    name: 'suyuan_http_request_seconds',
    help: 'Time to answer, by endpoint and status class',
    labelNames: ['endpoint', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'suyuan_refusals_total',
    help: 'Refused requests by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  })
  const failures = new Counter({
    name: 'suyuan_subscriber_failures_total',
    help: 'Journal rows a subscriber failed on; the party waits until the retry succeeds',
    labelNames: ['subscriber'] as const,
    registers: [registry],
  })
  new Gauge({
    name: 'suyuan_pending_oldest_seconds',
    help: 'Age of the oldest journal row that a subscriber has not worked on',
    labelNames: ['subscriber'] as const,
    registers: [registry],
    async collect() {
      this.reset()
      const rows = await ifThere(
        sql<{ subscriber: string; seconds: string }>`
          select subscriber, extract(epoch from now() - min(at)) as seconds from platform.pending group by subscriber`.execute(
          db,
        ),
      )
      for (const r of rows ?? []) this.set({ subscriber: r.subscriber }, Number(r.seconds))
    },
  })
  new Gauge({
    name: 'suyuan_hold_lag_seconds',
    help: 'Age of the oldest hold mark that has not been carried on to what was made from it',
    registers: [registry],
    async collect() {
      const rows = await ifThere(
        sql<{ seconds: string | null }>`
          select extract(epoch from now() - min(placed_at)) as seconds from trace.held where not expanded and lifted_at is null`.execute(
          db,
        ),
      )
      this.set(rows ? Number(rows[0]?.seconds ?? 0) : Number.NaN)
    },
  })
  return { registry, requests, refusals, failures }
}
/** The rows; undefined without a database: then above all the process must go on telling what it counts itself. */
const ifThere = <R>(asked: Promise<{ rows: R[] }>): Promise<R[] | undefined> =>
  asked.then(
    ({ rows }) => rows,
    () => undefined,
  )

export type Metrics = ReturnType<typeof makeMetrics>
