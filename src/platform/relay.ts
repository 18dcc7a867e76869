import { Logger, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { systemActor } from './actor.ts'
import { type CommandDeps, runCommand } from './command.ts'
import { stableId } from './id.ts'
import { type Subscriber, unscopedJournalRow } from './journal.ts'
import type { Metrics } from './metrics.ts'

const batch = 100

/**
 * Works on what a party's journal has pending for one subscriber, in order, until nothing is left. The row's removal
 * and the subscriber's effects commit together (`handle`), or the removal follows them (`work`). `goOn` is asked before
 * each row: a stop waits for the row in hand, not for all that a party has left.
 * @returns how many rows were worked on.
 */
export async function deliver(
  deps: CommandDeps & { clock: () => string },
  subscriber: Subscriber,
  partyId: string,
  goOn: () => boolean = () => true,
): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await deps.db
      .selectFrom('platform.pending')
      .select('seq')
      .where('partyId', '=', partyId)
      .where('subscriber', '=', subscriber.name)
      .orderBy('seq')
      .limit(batch)
      .execute()
    if (!rows.length) return count
    for (const { seq } of rows) {
      if (!goOn()) return count
      const entry = await unscopedJournalRow(deps.db, partyId, seq)
      if (entry && 'work' in subscriber) await subscriber.work(entry)
      await runCommand(
        deps,
        {
          name: `deliver:${subscriber.name}`,
          actor: systemActor(partyId),
          commandId: stableId(`${subscriber.name}:${partyId}:${seq}`),
          now: deps.clock(),
        },
        async (ctx) => {
          if (entry && 'handle' in subscriber) await subscriber.handle(ctx, entry)
          await ctx.db
            .deleteFrom('platform.pending')
            .where('partyId', '=', partyId)
            .where('subscriber', '=', subscriber.name)
            .where('seq', '=', seq)
            .execute()
        },
      )
      count++
    }
  }
}

/** Delivers everything that is pending now, and what that leads to: for tests and for the demo's loading. */
export async function drain(deps: CommandDeps & { clock: () => string }): Promise<void> {
  for (;;) {
    const waiting = await deps.db
      .selectFrom('platform.pending')
      .select(['partyId', 'subscriber'])
      .distinct()
      .orderBy('partyId')
      .execute()
    if (!waiting.length) return
    for (const w of waiting) {
      const subscriber = deps.subscribers.find((s) => s.name === w.subscriber)
      if (!subscriber) throw new Error(`pending rows for an unknown subscriber ${w.subscriber}`)
      await deliver(deps, subscriber, w.partyId)
    }
  }
}

const keyOf = (subscriber: string, partyId: string) => `${subscriber}:${partyId}`

/**
 * Work of a module that is due once a day, or every few minutes: what calendar and clock bring and no record does. It
 * must be idempotent, because a job that failed is tried again, and one runs at each start: who was off at night catches
 * up.
 */
export type DailyWork = {
  name: string
  /** `hh:mm` in UTC (China is eight hours ahead), or every so many minutes of the hour. */
  at: string | { everyMinutes: number }
  work: () => Promise<void>
}

const dailyTask = ({ name }: DailyWork) => `daily:${name}`

/** Five fields of cron, in UTC. */
const cronOf = ({ at }: DailyWork) =>
  typeof at === 'string' ? `${Number(at.slice(3))} ${Number(at.slice(0, 2))} * * *` : `*/${at.everyMinutes} * * * *`

export type Relay = { wake: () => void; stop: () => Promise<void> }

/**
 * Hands pending rows to graphile-worker (one job per party and subscriber, in this process
 * only one at a time; should two processes meet, the command id of each row lets only one count) and runs its jobs with
 * the owner's connection; subscribers work with the application's. A command only wakes it: it never waits for it.
 * `every` ms it looks by itself, for rows that other processes left. `daily`: what else it runs, at its hour.
 */
export async function startRelay(
  deps: CommandDeps & { clock: () => string; metrics: Metrics },
  ownerUrl: string,
  { every = 1000, concurrency = 4, daily = [] as readonly DailyWork[] } = {},
): Promise<Relay> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: concurrency + 2, application_name: 'suyuan-work' })
  pool.on('error', () => {})
  pool.on('connect', (c) => c.on('error', () => {}))
  // graphile's own lines are noise in ours; failures are counted and visible in /metrics
  const quiet = { logger: new Logger(() => () => {}) }
  await runMigrations({ pgPool: pool, ...quiet })
  let stopped = false
  // what this process is working on: a job that takes minutes would be handed out again by each sweep, until every
  // worker is at it. True: more has come meanwhile
  const inHand = new Map<string, boolean>()
  const runner: Runner = await run({
    pgPool: pool,
    concurrency,
    pollInterval: every,
    noHandleSignals: true,
    // finished jobs are given back in batches because only those are waited for at a stop
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    ...quiet,
    parsedCronItems: parseCronItems(
      daily.map((d) => ({
        task: dailyTask(d),
        match: cronOf(d),
        options: { jobKey: dailyTask(d), backfillPeriod: 0 },
      })),
    ),
    taskList: {
      ...Object.fromEntries(
        daily.map((d) => [
          dailyTask(d),
          async () => {
            try {
              await d.work()
            } catch (err) {
              deps.metrics.failures.inc({ subscriber: dailyTask(d) })
              throw err
            }
          },
        ]),
      ),
      deliver: async (payload) => {
        const { partyId, subscriber: name } = payload as { partyId: string; subscriber: string }
        const subscriber = deps.subscribers.find((s) => s.name === name)
        if (!subscriber) return
        const key = keyOf(name, partyId)
        if (inHand.has(key)) {
          inHand.set(key, true)
          return
        }
        try {
          do {
            inHand.set(key, false)
            await deliver(deps, subscriber, partyId, () => !stopped)
          } while (inHand.get(key) && !stopped)
        } catch (err) {
          deps.metrics.failures.inc({ subscriber: name })
          throw err
        } finally {
          inHand.delete(key)
        }
      },
    },
  })
  for (const d of daily) await runner.addJob(dailyTask(d), {}, { jobKey: dailyTask(d) })
  let again = false
  let sweeping: Promise<void> | undefined
  const sweep = async () => {
    const { rows } = await sql<{ partyId: string; subscriber: string }>`
      select distinct party_id, subscriber from platform.pending limit 1000`.execute(deps.db)
    for (const w of rows) {
      const key = keyOf(w.subscriber, w.partyId)
      if (inHand.has(key)) {
        inHand.set(key, true)
        continue
      }
      // preserve_run_at: a party that failed keeps its back-off instead of being hammered by each sweep
      await runner.addJob('deliver', w, { jobKey: key, jobKeyMode: 'preserve_run_at', maxAttempts: 1000 })
    }
  }
  const wake = () => {
    again = true
    if (sweeping || stopped) return
    sweeping = (async () => {
      while (again && !stopped) {
        again = false
        await sweep().catch(() => {}) // a database that is away comes back; the timer asks again
      }
    })().finally(() => {
      sweeping = undefined
    })
  }
  const timer = setInterval(wake, every)
  wake()
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      await sweeping
      await runner.stop() // waits for jobs in hand, gives back the rest
      await runner.promise.catch(() => {})
      await pool.end()
    },
  }
}
