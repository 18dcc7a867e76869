import type { Deps } from '../../../platform/http.ts'
import { type SealDeps, seal } from './seal.ts'

export type LogSealer = { stop: () => Promise<void> }

/** How long a sale may wait for its seal, in ms: what a restore of this moment would lose without leaving a trace. */
const sealEvery = 2000

/**
 * Seals again and again, at once while more waits. Every process that works runs one; a lock in the database lets one
 * seal at a time. A fault (a database that is away, a file that cannot be written) is counted and tried again.
 */
export function startSealer(deps: SealDeps & Pick<Deps, 'metrics'>, every = sealEvery): LogSealer {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await seal(deps)).more);
    } catch {
      deps.metrics.failures.inc({ subscriber: 'seal' })
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
    },
  }
}
