import type { WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import type { EpcFormat } from '../../../kernel/epcis/format.ts'
import type { Actor } from '../../../platform/actor.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { Instant } from '../../identity/party/schema.ts'
import { type ScheduleField, scheduleFields } from './rules.ts'
import type { Schedule } from './schedule.ts'
import type { Sent } from './send.ts'
import { sendDue } from './send.ts'
import { type Controls, keepSubscription } from './service.ts'
import { deleteSubscriptions, type Stored, setSubscription } from './store.ts'
import { unscopedDue } from './worker.ts'

/** How often this process asks what its sockets have to send, and says that they are still there. */
const pollEvery = 500
const beatEvery = 30_000
/** Bytes that a client has not taken yet: until it has, nothing more is read for it. */
const bufferMost = 1024 * 1024

const flags: Readonly<Record<string, boolean>> = { true: true, false: false }

/**
 * The controls of a socket, from the query string (openapi.yaml, GET /queries/{queryName}/events).
 * @throws invalid `epcis_subscription.parameter_unknown`, `.parameter_malformed`
 */
export function controlsOf(query: Readonly<Record<string, unknown>>, epcFormat: EpcFormat): Controls {
  const malformed = (parameter: string): never => {
    throw new AppError('invalid', 'epcis_subscription.parameter_malformed', { parameter })
  }
  const controls: Controls & { schedule?: Schedule } = { epcFormat }
  for (const [key, value] of Object.entries(query)) {
    if (typeof value !== 'string') malformed(key)
    const text = String(value)
    if (key === 'stream' || key === 'reportIfEmpty') controls[key] = flags[text] ?? malformed(key)
    else if (key === 'initialRecordTime') {
      // a plus that was not encoded arrives as a space
      const time = text.replace(/ (\d\d:\d\d)$/, '+$1')
      controls.initialRecordTime = Instant.safeParse(time).success ? time : malformed(key)
    } else if ((scheduleFields as readonly string[]).includes(key))
      controls.schedule = { ...controls.schedule, [key as ScheduleField]: text }
    else throw new AppError('invalid', 'epcis_subscription.parameter_unknown', { parameter: key })
  }
  return controls
}

/** A browser sends its session's cookie along from any site: only ours may open a socket with it. */
export function refuseForeignOrigin(req: FastifyRequest, origin: string): void {
  const from = req.headers.origin
  if (from !== undefined && from !== origin) throw new AppError('forbidden', 'epcis_subscription.foreign_origin')
}

export type Sockets = {
  /** Keeps the subscription of a socket that is about to open; refusals are answered over HTTP. */
  prepare: (actor: Actor, now: string, queryName: string, controls: Controls) => Promise<Stored>
  open: (socket: WebSocket, subscription: Stored) => void
  /** A socket that was prepared and never opened. */
  forget: (subscription: Stored) => Promise<void>
  stop: () => Promise<void>
}

/**
 * The sockets of this process. Each has a subscription of its own as long as it is open; the worker puts events in its
 * queue like in any other, and this process sends them. A process that dies leaves rows that `tidy` takes away.
 */
export function openSockets(deps: Deps): Sockets {
  const open = new Map<string, { socket: WebSocket; s: Stored; alive: boolean; busy: boolean }>()
  let stopped = false
  let polling: Promise<void> | undefined
  let timers: NodeJS.Timeout[] = []

  const forget = async (s: Stored): Promise<void> => {
    await deps.db.transaction().execute((tx) => deleteSubscriptions(tx, s.partyId, [s.subscriptionId]))
  }
  // one that cannot be told is told later; one that is gone is taken away by the worker
  const quietly = (what: Promise<unknown>) => void what.catch(() => deps.metrics.failures.inc({ subscriber: 'socket' }))

  const poll = async (): Promise<void> => {
    for (const key of await unscopedDue(deps.db, 'socket', deps.clock(), 1000)) {
      const entry = open.get(key.subscriptionId)
      if (!entry || entry.busy || stopped || entry.socket.bufferedAmount > bufferMost) continue
      entry.busy = true
      const sending = sendDue(deps, key, ({ text }) => write(entry.socket, text)).finally(() => {
        entry.busy = false
      })
      quietly(sending)
    }
  }
  const beat = async (): Promise<void> => {
    const seenAt = deps.clock()
    for (const { socket, s, alive } of open.values()) {
      if (!alive) socket.terminate()
      else {
        open.get(s.subscriptionId)!.alive = false
        socket.ping()
        await setSubscription(deps.db, s, { seenAt })
      }
    }
  }
  const start = () => {
    if (timers.length) return
    const turn = () => {
      polling ??= poll()
        .catch(() => deps.metrics.failures.inc({ subscriber: 'socket' }))
        .finally(() => {
          polling = undefined
        })
    }
    timers = [setInterval(turn, pollEvery), setInterval(() => quietly(beat()), beatEvery)]
    for (const t of timers) t.unref()
  }

  return {
    prepare: (actor, now, queryName, controls) =>
      keepSubscription(deps, actor, now, { kind: 'socket', queryName, dest: null, controls }),
    forget,
    open(socket, s) {
      if (stopped) return void socket.close(1001)
      open.set(s.subscriptionId, { socket, s, alive: true, busy: false })
      start()
      socket.on('pong', () => {
        const entry = open.get(s.subscriptionId)
        if (entry) entry.alive = true
      })
      // nothing is said to us over a socket
      socket.on('message', () => socket.close(1008, 'this socket only sends'))
      socket.on('close', () => {
        open.delete(s.subscriptionId)
        quietly(forget(s))
      })
      socket.on('error', () => socket.terminate())
    },
    async stop() {
      stopped = true
      for (const t of timers) clearInterval(t)
      await polling
      const all = [...open.values()]
      open.clear()
      for (const { socket } of all) socket.close(1001, 'the server is going offline')
      await Promise.all(all.map(({ s }) => forget(s).catch(() => {})))
    },
  }
}

/** Waits until the client's end has taken it, as far as the system tells. */
function write(socket: WebSocket, text: string): Promise<Sent> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve({ outcome: 'gone', error: 'closed' })
    socket.send(text, (err) => resolve(err ? { outcome: 'gone', error: err.message } : { outcome: 'sent' }))
  })
}
