import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runSubscriptions } from '../../src/modules/exchange/index.ts'
import { createQuery } from '../../src/modules/exchange/query/schema.ts'
import * as trace from '../../src/modules/trace/index.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { newId } from '../../src/platform/id.ts'
import type { TestApp } from '../app.ts'
import { after, mango, now, type TraceWorld, traceWorld } from '../trace.ts'

export type Note = { headers: IncomingHttpHeaders; text: string; events: Record<string, unknown>[]; results: Results }
type Results = { subscriptionID?: string; queryName: string; resultsBody: { eventList: Record<string, unknown>[] } }

/** A receiver of webhooks on this machine, and what it was sent. `answers`: statuses of the next messages, then 200. */
export async function receiver() {
  const notes: Note[] = []
  const answers: (number | { status: number; headers: Record<string, string> })[] = []
  let hang = false
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (c: Buffer) => chunks.push(c))
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const results = (JSON.parse(text) as { epcisBody: { queryResults: Results } }).epcisBody.queryResults
      notes.push({ headers: req.headers, text, results, events: results.resultsBody.eventList })
      if (hang) return
      const next = answers.shift() ?? 200
      const { status, headers } = typeof next === 'number' ? { status: next, headers: {} } : next
      res.writeHead(status, headers).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    notes,
    answers,
    port,
    dest: `http://127.0.0.1:${port}/hook`,
    hang: (on: boolean) => {
      hang = on
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type Receiver = Awaited<ReturnType<typeof receiver>>

/** A party with a machine client that may query, as which it calls. */
export async function querier(t: TestApp, partyId = newId(), over: Partial<Actor> = {}) {
  const clientId = newId()
  const permissions = ['epcis:query' as const, 'epcis:capture' as const]
  await t.db
    .insertInto('identity.client')
    .values({
      ...{ clientId, partyId, partyKind: over.kind ?? 'operator', name: '示例', secretHash: Buffer.alloc(32) },
      ...{ permissions, sectors: [...(over.sectors ?? [])], createdAt: now, createdBy: partyId },
    })
    .execute()
  const call = t.as({ partyId, accountId: clientId, permissions, ...over })
  const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, headers = {}) => {
    const res = await t.app.inject({
      method,
      url,
      headers: { ...call.headers, ...headers },
      ...(payload ? { payload } : {}),
    })
    return {
      status: res.statusCode,
      headers: res.headers,
      // biome-ignore lint/suspicious/noExplicitAny: what the wire holds
      body: (res.body ? res.json() : undefined) as any,
    }
  }
  return { partyId, clientId, call, send }
}
export type Querier = Awaited<ReturnType<typeof querier>>

/** A database, a party that makes batches, and a receiver that the platform's operator allows. */
export async function subscriptionWorld() {
  const w: TraceWorld = await traceWorld()
  const { t } = w
  const hook = await receiver()
  t.deps.config.outgoingHosts.push(`127.0.0.1:${hook.port}`)
  let minute = 0
  /** The record time moves on, so that events have an order. */
  const tick = (minutes = 1) => {
    minute += minutes
    t.setNow(after(minute))
    return after(minute)
  }
  return {
    ...w,
    hook,
    tick,
    /** Makes a batch; its event is found by queries when this is done. */
    async produce(partyId: string, fields: Record<string, unknown> = {}): Promise<string> {
      const at = tick()
      const made = await w.as(
        partyId,
        trace.produce,
        { product: mango, quantity: '10', eventTime: at, fields: { profile: 'crop', event: 'harvest', ...fields } },
        at,
      )
      await t.drain()
      return `urn:uuid:${made.eventId}`
    },
    run: () => runSubscriptions(t.deps),
    async name(q: Querier, query: Record<string, unknown> = {}, name = `q${newId().slice(-12)}`) {
      const { status, body } = await q.send('POST', createQuery.path, { name, query })
      if (status !== 201) throw new Error(JSON.stringify(body))
      return name
    },
    async subscribe(q: Querier, queryName: string, over: Record<string, unknown> = {}) {
      const controls = 'schedule' in over ? {} : { stream: true }
      const { status, body } = await q.send('POST', `/epcis/queries/${queryName}/subscriptions`, {
        dest: hook.dest,
        ...controls,
        ...over,
      })
      if (status !== 201) throw new Error(JSON.stringify(body))
      // its first look at the index is over: from now on it lives by what arrives
      await runSubscriptions(t.deps)
      return body.subscriptionID as string
    },
    idsSent: () => hook.notes.flatMap((n) => n.events.map((e) => e['eventID'] as string)),
    async close() {
      await w.close()
      await hook.close()
    },
  }
}
export type SubscriptionWorld = Awaited<ReturnType<typeof subscriptionWorld>>
