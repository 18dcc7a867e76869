import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type Querier,
  querier,
  type SubscriptionWorld,
  subscriptionWorld,
} from '../../../../test/subscription/world.ts'
import { distribute } from './feed.ts'
import { mostOf } from './rules.ts'
import { controlsOf } from './socket.ts'
import { tidy } from './worker.ts'

let w: SubscriptionWorld
let origin: string
beforeAll(async () => {
  w = await subscriptionWorld()
  await w.t.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `127.0.0.1:${(w.t.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  // a server that stops says so to whoever is connected, and waits for nobody
  const q = await querier(w.t)
  const last = open(q, await w.name(q), 'stream=true')
  await last.state
  await w.close()
  expect(await last.closed).toBe(1001)
})

const opened: WebSocket[] = []
afterEach(async () => {
  for (const s of opened.splice(0)) s.close()
  await expect.poll(subscriptions).toBe(0)
})
const subscriptions = async () => (await w.t.owner.query('select 1 from exchange.subscription')).rowCount

/** Node's client takes headers, which a browser's does not. */
type Client = new (url: string, options: { headers: Record<string, string> }) => WebSocket
function open(q: Querier, name: string, query: string, headers: Record<string, string> = {}) {
  const messages: Record<string, unknown>[][] = []
  const url = `ws://${origin}/epcis/queries/${name}/events?${query}`
  const socket = new (WebSocket as unknown as Client)(url, { headers: { ...q.call.headers, ...headers } })
  opened.push(socket)
  socket.onmessage = ({ data }) => {
    const document = JSON.parse(String(data)) as Document
    messages.push(document.epcisBody.queryResults.resultsBody.eventList)
  }
  const state = new Promise<string>((done) => {
    socket.onopen = () => done('open')
    socket.onerror = () => done('refused')
  })
  const closed = new Promise<number>((done) => {
    socket.onclose = ({ code }) => done(code)
  })
  const ids = () => messages.flat().map((e) => e['eventID'])
  return { socket, messages, state, closed, ids }
}
type Document = { epcisBody: { queryResults: { resultsBody: { eventList: Record<string, unknown>[] } } } }

test('an open socket is sent what its query newly finds, each socket for itself', async () => {
  const [q, other] = [await querier(w.t), await querier(w.t)]
  const [mine, theirs] = [await w.name(q), await w.name(other)]
  const a = open(q, mine, 'stream=true')
  const b = open(q, mine, 'stream=true')
  const c = open(other, theirs, 'stream=true')
  expect(await Promise.all([a.state, b.state, c.state])).toEqual(['open', 'open', 'open'])
  const made = await w.produce(q.partyId)
  await distribute(w.t.deps)
  await expect.poll(a.ids, { timeout: 5000 }).toEqual([made])
  await expect.poll(b.ids, { timeout: 5000 }).toEqual([made])
  expect(c.ids()).toEqual([])
  // closed, it leaves nothing behind
  a.socket.close()
  await expect.poll(subscriptions).toBe(2)
})

test('what was recorded since a time comes first; a schedule and an empty report work as for webhooks', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  const from = w.tick()
  const made = await w.produce(q.partyId)
  w.tick()
  const a = open(q, name, `stream=true&initialRecordTime=${encodeURIComponent(from)}`)
  const b = open(q, name, 'second=0&reportIfEmpty=true')
  expect(await a.state).toBe('open')
  expect(await b.state).toBe('open')
  await w.run()
  await expect.poll(a.ids, { timeout: 5000 }).toEqual([made])
  w.tick()
  await expect.poll(() => b.messages.length, { timeout: 5000 }).toBe(1)
  expect(b.messages[0]).toEqual([])
})

test('who may not, asks wrongly or comes from another site gets no socket', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  for (const [query, headers] of [
    ['', {}],
    ['stream=false', {}],
    ['stream=true&second=0', {}],
    ['stream=true&colour=red', {}],
    ['stream=true', { 'x-test-actor': 'nobody' }],
    ['stream=true', { origin: 'https://evil.example' }],
  ] as const)
    expect([query, await open(q, name, query, headers).state]).toEqual([query, 'refused'])
  expect(await open(q, 'nope', 'stream=true').state).toBe('refused')
  expect(await subscriptions()).toBe(0)
})

test('an upgrade anywhere else opens nothing and breaks nothing', async () => {
  for (const path of ['/healthz', '/nowhere', '/epcis/queries/a/subscriptions', '/api/desk', '/console/']) {
    const socket = new WebSocket(`ws://${origin}${path}`)
    const ended = await new Promise<string>((done) => {
      socket.onopen = () => done('open')
      socket.onerror = () => done('refused')
    })
    expect([path, ended]).toEqual([path, 'refused'])
  }
  expect((await w.t.app.inject({ url: '/healthz', headers: { upgrade: 'websocket' } })).statusCode).toBe(200)
})

test('the same address without an upgrade is a page of the query', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  const made = await w.produce(q.partyId)
  const { status, body } = await q.send('GET', `/epcis/queries/${name}/events`)
  expect(status).toBe(200)
  expect((body as Document).epcisBody.queryResults.resultsBody.eventList[0]!['eventID']).toBe(made)
})

test('a party has so many sockets and no more; one that speaks is closed', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  const all = Array.from({ length: mostOf.socket }, () => open(q, name, 'stream=true'))
  expect(new Set(await Promise.all(all.map((a) => a.state)))).toEqual(new Set(['open']))
  expect(await open(q, name, 'stream=true').state).toBe('refused')
  all[0]!.socket.send('hello')
  expect(await all[0]!.closed).toBe(1008)
})

test('a socket whose process died is taken away', async () => {
  const q = await querier(w.t)
  const a = open(q, await w.name(q), 'stream=true')
  await a.state
  w.tick(3)
  await tidy(w.t.deps)
  expect(await subscriptions()).toBe(0)
})

test('controls are read from a query string', () => {
  const read = (query: string) => controlsOf(Object.fromEntries(new URLSearchParams(query)), 'No_Preference')
  expect(read('second=0&hour=[1-5]&reportIfEmpty=true')).toMatchObject({
    schedule: { second: '0', hour: '[1-5]' },
    reportIfEmpty: true,
  })
  expect(read('stream=true&initialRecordTime=2026-06-01T08:00:00+08:00')).toMatchObject({
    initialRecordTime: '2026-06-01T08:00:00+08:00',
  })
  expect(() => read('stream=yes')).toThrow('parameter_malformed')
  expect(() => read('initialRecordTime=soon')).toThrow('parameter_malformed')
  expect(() => controlsOf({ stream: ['true', 'true'] }, 'No_Preference')).toThrow('parameter_malformed')
})
