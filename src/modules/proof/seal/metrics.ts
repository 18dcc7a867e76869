import { sql } from 'kysely'
import { Gauge } from 'prom-client'
import type { Db } from '../../../platform/db.ts'
import type { Deps } from '../../../platform/http.ts'
import { lastCheckpoint, openHalt } from '../log/checkpoint.ts'

/** More are not counted: a number this large says enough, and counting must not cost more than sealing. */
const most = 100_000

/** How many events and decisions wait to be sealed. */
async function waitingCount(db: Db): Promise<number> {
  const events = await sql<{ n: string }>`
    select count(*) as n from (select 1 from trace.unsealed limit ${most}) u`.execute(db)
  const decisions = await sql<{ n: string }>`
    select count(*) as n from (select 1 from platform.unsealed limit ${most}) u`.execute(db)
  return Number(events.rows[0]!.n) + Number(decisions.rows[0]!.n)
}

/** For how many seconds the oldest event or decision has waited to be sealed; 0 when none waits. */
export async function waitingSeconds({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const event = await db.selectFrom('trace.unsealed').select('eventId').orderBy('eventId').limit(1).executeTakeFirst()
  const decision = await db.selectFrom('platform.unsealed').select('at').orderBy('at').limit(1).executeTakeFirst()
  const times = [
    // the first 48 bits of a UUIDv7 are the milliseconds of its making
    ...(event ? [Number.parseInt(event.eventId.replaceAll('-', '').slice(0, 12), 16)] : []),
    ...(decision ? [Date.parse(decision.at)] : []),
  ]
  return times.length ? Math.max(0, (Date.parse(clock()) - Math.min(...times)) / 1000) : 0
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
    'Events and decisions that are not in the log yet, at most 100,000 of each counted',
    () => waitingCount(deps.db),
  )
  gauge('suyuan_log_unsealed_oldest_seconds', 'Age of the oldest event or decision that is not in the log yet', () =>
    waitingSeconds(deps),
  )
  gauge('suyuan_log_size', 'Leaves of the log', async () => (await lastCheckpoint(deps.db))?.size ?? 0)
  gauge(
    'suyuan_log_halted',
    '1 while no checkpoint is signed: the log does not continue what was published',
    async () => ((await openHalt(deps.db)) ? 1 : 0),
  )
}
