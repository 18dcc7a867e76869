import { createServer, type Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import type { Deps } from '../../platform/http.ts'
import { makeIntake } from './intake.ts'
import { bounded } from './mqtt-guard.ts'
import { deviceBySecret, type Sender } from './register.ts'
import { batchBounds, messagesAMinute, topicOf } from './rules.ts'
import { noteRefused } from './store.ts'

export type Broker = { port: number; stop: () => Promise<void> }

/** Lines that are open at once; a process has no more file handles than that to give. */
const linesAtMost = 10_000
/** A packet is its payload and its topic. */
const packetBytes = batchBounds.bytes + 1024

/**
 * A broker for loggers (MQTT 3.1 and 3.1.1): a device signs in with its id and its secret, publishes under its own topic
 * and nothing else, and subscribes to nothing, so there is nothing to keep and nothing to share between processes. What
 * it sends with QoS 1 or 2 is acknowledged when it is stored.
 */
export async function startBroker(deps: Deps, { host, port }: { host: string; port: number }): Promise<Broker> {
  const intake = makeIntake(deps)
  const senders = new WeakMap<Client, { sender: Sender; minute: number; count: number }>()
  const aedes = await Aedes.createBroker({
    connectTimeout: 10_000,
    maxClientsIdLength: 100,
    authenticate: (client, username, password, done) => {
      deviceBySecret(deps.db, username, password?.toString('utf8') ?? '').then(
        (sender) => {
          if (!sender)
            return done(Object.assign(new Error('wrong id or secret'), { returnCode: 4 }) as AuthenticateError, false)
          senders.set(client, { sender, minute: 0, count: 0 })
          // whatever it calls itself, it displaces no other device's line
          Object.assign(client, { id: sender.deviceId })
          done(null, true)
        },
        () => done(Object.assign(new Error('not now'), { returnCode: 3 }) as AuthenticateError, false),
      )
    },
    authorizePublish: (client, packet, done) => {
      const known = client && senders.get(client)
      if (!known) return done(new Error('not signed in'))
      const { sender } = known
      const { payload } = packet
      // the broker itself keeps nothing of it
      packet.retain = false
      const refuse = (reason: string) => {
        deps.metrics.refusals.inc({ reason })
        const problem = { count: 1, reason, text: packet.topic.slice(0, 100).replaceAll('\0', '') }
        const end = () => done(new Error(reason))
        noteRefused(deps.db, sender, problem, deps.clock()).then(end, end)
      }
      if (packet.topic !== topicOf(sender.deviceId)) return refuse('message.foreign_topic')
      if (tooMany(known)) return refuse('message.too_many')
      intake.take(sender, Buffer.from(payload)).then(
        (taken) => (taken === 'kept' ? done() : done(new Error('signed out'))),
        (err: Error) => done(err),
      )
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
  })
  // a refused device reads of it on its line; nothing here is a fault of the process
  aedes.on('clientError', () => {})
  aedes.on('connectionError', () => {})
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    aedes.handle(bounded(socket, packetBytes))
  })
  server.maxConnections = linesAtMost
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => aedes.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** A line may send so many messages a minute; who sends more is cut off and comes again. */
function tooMany(line: { minute: number; count: number }): boolean {
  const minute = Math.floor(Date.now() / 60_000)
  if (line.minute !== minute) Object.assign(line, { minute, count: 0 })
  line.count++
  return line.count > messagesAMinute
}
