import type { CommandDeps } from '../../platform/command.ts'
import { connect } from '../../platform/db.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { runningRuns, stepRun } from './step.ts'

export type RetentionWorker = { stop: () => Promise<void> }

/** How often a process looks for runs, in ms. */
const lookEvery = 5000

/**
 * Works on every run that is not at its end until it is, or `goOn` says stop; one that fails keeps none of the others
 * waiting. `deps.db` is the owner's connection. @throws what a run failed with, when all were worked on
 */
export async function workRuns(
  deps: CommandDeps & { clock: () => string },
  goOn: () => boolean = () => true,
): Promise<void> {
  const failed: unknown[] = []
  for (const { partyId, runId } of await runningRuns(deps.db))
    try {
      for (let more = true; more && goOn(); ) {
        const run = (await runningRuns(deps.db)).find((r) => r.partyId === partyId && r.runId === runId)
        more = run !== undefined && (await stepRun(deps, run))
      }
    } catch (err) {
      failed.push(err)
    }
  if (failed.length) throw failed[0]
}

/**
 * Carries runs on in this process, on the owner's connection: what was sealed may be archived by the keeper's role only,
 * never by the application. Every process that works has one; a run's row lets one of them work on it at a time.
 */
export function startRetention(
  deps: CommandDeps & { clock: () => string; metrics: Metrics },
  ownerUrl: string,
  every = lookEvery,
): RetentionWorker {
  const db = connect(ownerUrl, { max: 2 })
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    try {
      await workRuns({ ...deps, db }, () => !stopped)
    } catch {
      deps.metrics.failures.inc({ subscriber: 'retention' })
    }
  }
  let running: Promise<void> = Promise.resolve()
  const next = () => {
    running = round().then(() => {
      if (!stopped) timer = setTimeout(next, every)
    })
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      await db.destroy()
    },
  }
}
