import type { Deps } from '../../platform/http.ts'
import { type Sender, unscopedSenders } from './register.ts'
import { batchBounds, messageOf, type Reading, readReadings } from './rules.ts'
import { keepReadings, noteRefused } from './store.ts'

type IntakeDeps = Pick<Deps, 'db' | 'clock' | 'sealer' | 'subscribers' | 'wake' | 'metrics'>
/** `cut`: the device was switched off, or has another secret by now. */
export type Taken = 'kept' | 'cut'
type Waiting = {
  sender: Sender
  readings: Reading[]
  done: { resolve: (taken: Taken) => void; reject: (err: unknown) => void }
}

/** Messages that come by MQTT: what arrives while others are being written is written with the next ones. */
export type Intake = {
  /**
   * Keeps what a message says; resolves when it is committed. A message that cannot be read is counted at its device
   * and is no reason to send it again.
   */
  take: (sender: Sender, payload: Buffer) => Promise<Taken>
}

export function makeIntake(deps: IntakeDeps): Intake {
  let waiting: Waiting[] = []
  let working = false
  const work = async () => {
    if (working) return
    working = true
    while (waiting.length) {
      const now = nextOf(waiting)
      waiting = waiting.slice(now.length)
      await keepAll(deps, now)
    }
    working = false
  }
  return {
    async take(sender, payload) {
      const { readings, problem } = readPayload(payload, deps.clock())
      if (problem) {
        deps.metrics.refusals.inc({ reason: problem.reason })
        await noteRefused(deps.db, sender, problem, deps.clock())
      }
      if (!readings.length) return 'kept'
      return new Promise<Taken>((resolve, reject) => {
        waiting.push({ sender, readings, done: { resolve, reject } })
        void work()
      })
    },
  }
}

/** As many messages as one statement should hold, the first in any case. */
function nextOf(waiting: readonly Waiting[]): Waiting[] {
  let sum = 0
  const end = waiting.findIndex((w, i) => {
    sum += w.readings.length
    return i > 0 && sum > batchBounds.readings
  })
  return waiting.slice(0, end < 0 ? undefined : end)
}

async function keepAll(deps: IntakeDeps, messages: readonly Waiting[]): Promise<void> {
  try {
    const known = await unscopedSenders(
      deps.db,
      messages.map((m) => m.sender.deviceId),
    )
    const isStill = (m: Waiting) => known.get(m.sender.deviceId)?.secretHash.equals(m.sender.secretHash) ?? false
    await keepReadings(deps, messages.filter(isStill))
    for (const m of messages) m.done.resolve(isStill(m) ? 'kept' : 'cut')
  } catch (err) {
    // not acknowledged: the device sends it again
    for (const m of messages) m.done.reject(err)
  }
}

type Problem = { count: number; reason: string; text: string }

function readPayload(payload: Buffer, now: string): { readings: Reading[]; problem?: Problem } {
  const none = (reason: string): { readings: Reading[]; problem: Problem } => ({
    readings: [],
    problem: { count: 1, reason, text: payload.subarray(0, 100).toString('utf8').replaceAll('\0', '') },
  })
  if (payload.length > batchBounds.bytes) return none('message.too_large')
  const value = parse(payload)
  const given = value === undefined ? undefined : messageOf(value)
  if (!given?.length) return none('message.unreadable')
  if (given.length > batchBounds.readings) return none('message.too_large')
  const { readings, refused } = readReadings(given, now)
  const [first] = refused
  if (!first) return { readings }
  const text = JSON.stringify(given[first.index])?.slice(0, 100).replaceAll('\\u0000', '') ?? ''
  return { readings, problem: { count: refused.length, reason: first.reason, text } }
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}
