import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { querier, type SubscriptionWorld, subscriptionWorld } from '../../../../test/subscription/world.ts'
import { after } from '../../../../test/trace.ts'
import { newId } from '../../../platform/id.ts'
import { insertIndexRows } from '../query/index-rows.ts'
import { distribute } from './feed.ts'
import * as api from './schema.ts'

let w: SubscriptionWorld
beforeAll(async () => {
  w = await subscriptionWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  w.hook.notes.length = 0
  w.hook.answers.length = 0
  await w.t.owner.query('delete from exchange.subscription')
  await w.t.owner.query('delete from exchange.listener')
  await w.t.owner.query('delete from exchange.delivery')
  await w.t.owner.query('delete from exchange.arrival')
})

const stateOf = async (q: Awaited<ReturnType<typeof querier>>, id: string) =>
  (await q.call(api.listSubscriptions, {})).body.items.find((s) => s.subscriptionId === id)!

test('a stream sends each new event that its query finds once, signed, and says so', async () => {
  const q = await querier(w.t)
  const name = await w.name(q, { EQ_bizStep: ['commissioning'] })
  const before = await w.produce(q.partyId)
  w.tick()
  const id = await w.subscribe(q, name, { signatureToken: 'shared secret' })
  await w.run()
  expect(w.hook.notes).toEqual([])
  const [a, b] = [await w.produce(q.partyId), await w.produce(q.partyId)]
  await w.run()
  expect(w.idsSent()).toEqual([a, b])
  expect(w.idsSent()).not.toContain(before)
  const [note] = w.hook.notes
  expect(note!.headers).toMatchObject({
    'content-type': 'application/ld+json; charset=utf-8',
    'gs1-epcis-version': '2.0.0',
    'gs1-signature': createHmac('sha256', 'shared secret').update(note!.text).digest('hex'),
  })
  expect(note!.results).toMatchObject({ subscriptionID: id, queryName: name })
  expect(JSON.parse(note!.text)).toMatchObject({ type: 'EPCISQueryDocument', schemaVersion: '2.0' })
  await w.run()
  w.tick()
  await w.run()
  expect(w.hook.notes).toHaveLength(1)

  const told = await q.send('GET', `/epcis/queries/${name}/subscriptions/${id}`)
  expect(told.body).toMatchObject({
    dest: w.hook.dest,
    subscriptionID: id,
    stream: true,
    lastNotifiedAt: expect.any(String),
  })
  expect(JSON.stringify(told.body)).not.toContain('shared secret')
  const { rows } = await w.t.owner.query('select * from exchange.subscription')
  expect(JSON.stringify(rows)).not.toContain('shared secret')
})

test('a query, a party and a first record time decide what is sent', async () => {
  const [q, other] = [await querier(w.t), await querier(w.t)]
  const early = await w.produce(q.partyId)
  const from = w.tick()
  const [wanted] = [await w.produce(q.partyId)]
  await w.produce(other.partyId)
  const all = await w.name(q)
  const none = await w.name(q, { EQ_bizStep: ['shipping'] })
  await w.subscribe(q, all, { initialRecordTime: from })
  await w.subscribe(q, none, { initialRecordTime: from })
  await w.run()
  expect(w.idsSent()).toEqual([wanted])
  expect(w.idsSent()).not.toContain(early)
  const soon = await w.subscribe(q, all, { initialRecordTime: after(600) })
  await w.produce(q.partyId)
  await w.run()
  expect(w.hook.notes.some((n) => n.results.subscriptionID === soon)).toBe(false)
  w.hook.notes.length = 0
  // looked for again when all that did not see the listener has ended: nothing twice, nothing missed
  w.tick(11)
  await w.run()
  expect(w.idsSent()).toEqual([])
})

test('an event that a command wrote before it could see the listener is found by the late scan', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  await w.subscribe(q, name)
  await w.run()
  // as a capture that began before the subscription and ended after its first scan
  await w.t.owner.query('alter table exchange.listener rename to listener_away')
  await w.t.owner.query('create table exchange.listener as table exchange.listener_away with no data')
  await w.t.owner.query('grant select on exchange.listener to public')
  const missed = await w.produce(q.partyId)
  await w.t.owner.query('drop table exchange.listener')
  await w.t.owner.query('alter table exchange.listener_away rename to listener')
  const seen = await w.produce(q.partyId)
  await w.run()
  expect(w.idsSent()).toEqual([seen])
  w.tick(15)
  await w.run()
  expect(w.idsSent()).toEqual([seen, missed])
})

test('commits out of order: what was recorded earlier and seen later is sent all the same', async () => {
  const q = await querier(w.t)
  await w.subscribe(q, await w.name(q))
  await w.run()
  const first = await w.produce(q.partyId)
  await w.run()
  // indexed now, recorded long ago by the clock of another node
  const [row] = (await w.t.owner.query('select * from exchange.epcis_event where viewer_id = $1', [q.partyId]))
    .rows as Record<string, string>[]
  await w.t.owner.query('delete from exchange.epcis_event where viewer_id = $1', [q.partyId])
  await w.t.db.transaction().execute((tx) =>
    insertIndexRows(tx, [
      {
        viewerId: q.partyId,
        partyId: q.partyId,
        eventId: row!['event_id']!,
        eventTime: '2026-06-01T08:00:00Z',
        recordTime: '2026-06-01T08:00:00.5Z',
        sector: 'crop',
        eventType: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: null,
        terms: [],
        values: [],
      },
    ]),
  )
  await w.t.owner.query('delete from exchange.delivery')
  await w.t.owner.query("update exchange.subscription set initial_record_time = '2026-06-01T08:00:00Z'")
  await w.run()
  expect(w.idsSent()).toEqual([first, first])
})

test('an agency hears of its jurisdiction and of nothing else', async () => {
  const [here, there] = [await querier(w.t), await querier(w.t)]
  for (const [{ partyId }, divisionId] of [
    [here, '460204'],
    [there, '469002'],
  ] as const)
    await w.t.owner.query(
      `insert into identity.party_area (party_id, division_id, sectors) values ($1, $2, '{crop}')`,
      [partyId, divisionId],
    )
  const partyId = newId()
  await w.t.owner.query(
    `insert into identity.agency (party_id, kind, level, name, department, divisions, sectors, created_at)
     values ($1, 'supervision', 'county', '示例', 'agriculture', '{460204}', '{crop}', now())`,
    [partyId],
  )
  const agency = await querier(w.t, partyId, { kind: 'agency', divisions: ['460204'], sectors: ['crop'] })
  await w.subscribe(agency, await w.name(agency))
  const seen = await w.produce(here.partyId)
  await w.produce(there.partyId)
  await w.run()
  expect(w.idsSent()).toEqual([seen])
})

test('with the account that subscribed ends the sending; another account may go on', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  await w.t.owner.query('update identity.client set disabled_at = now() where client_id = $1', [q.clientId])
  const a = await w.produce(q.partyId)
  await w.run()
  expect(w.hook.notes).toEqual([])
  expect(await stateOf(q, id)).toMatchObject({ state: 'disabled', stateReason: 'epcis_subscription.account_closed' })
  const colleague = await querier(w.t, q.partyId)
  expect((await colleague.call(api.enableSubscription, { subscriptionId: id })).status).toBe(200)
  const b = await w.produce(q.partyId)
  w.tick(12)
  await w.run()
  expect(w.idsSent().sort()).toEqual([a, b].sort())
})

test('with its query a subscription ends; unsubscribed nothing is left', async () => {
  const q = await querier(w.t)
  const [one, two] = [await w.name(q), await w.name(q)]
  const id = await w.subscribe(q, one)
  await w.subscribe(q, two)
  await w.produce(q.partyId)
  await distribute(w.t.deps)
  expect((await q.send('DELETE', `/epcis/queries/${two}/subscriptions/${id}`)).status).toBe(404)
  expect((await q.send('DELETE', `/epcis/queries/${one}/subscriptions/${id}`)).status).toBe(204)
  expect((await q.send('GET', `/epcis/queries/${one}/subscriptions/${id}`)).status).toBe(404)
  expect((await q.send('DELETE', `/epcis/queries/${two}`)).status).toBe(204)
  for (const table of ['subscription', 'listener', 'delivery'])
    expect((await w.t.owner.query(`select 1 from exchange.${table}`)).rows).toEqual([])
  await w.run()
  expect(w.hook.notes).toEqual([])
})

test('lists come in pages; another party sees none of it', async () => {
  const [q, other] = [await querier(w.t), await querier(w.t)]
  const name = await w.name(q)
  const ids = [await w.subscribe(q, name), await w.subscribe(q, name), await w.subscribe(q, name)]
  const url = `/epcis/queries/${name}/subscriptions`
  const first = await q.send('GET', `${url}?perPage=2`)
  expect(first.body.map((s: { subscriptionID: string }) => s.subscriptionID)).toEqual(ids.slice(0, 2))
  const next = /<https:\/\/sy\.example([^>]+)>; rel="next"/.exec(String(first.headers['link']))![1]!
  const second = await q.send('GET', next)
  expect(second.body.map((s: { subscriptionID: string }) => s.subscriptionID)).toEqual(ids.slice(2))
  expect(second.headers['link']).toBeUndefined()
  expect((await other.send('GET', url)).status).toBe(404)
  expect((await other.call(api.listSubscriptions, {})).body.items).toEqual([])
  expect((await other.call(api.enableSubscription, { subscriptionId: ids[0]! })).status).toBe(404)
  expect(
    (await q.send('POST', url, { dest: w.hook.dest, stream: true }, { 'content-type': 'application/json' })).headers[
      'location'
    ],
  ).toMatch(new RegExp(`^https://sy\\.example/epcis/queries/${name}/subscriptions/[0-9a-f-]{36}$`))
})

test.each([
  [{}, 'epcis_subscription.no_controls'],
  [{ stream: false }, 'epcis_subscription.stream_false'],
  [{ stream: true, schedule: { hour: '1' } }, 'epcis_subscription.both_controls'],
  [{ schedule: {} }, 'epcis_subscription.schedule_never'],
  [{ schedule: { hour: '25' } }, 'epcis_subscription.schedule_malformed'],
  [{ stream: true, dest: 'ftp://a.example/' }, 'epcis_subscription.dest_scheme'],
  [{ stream: true, dest: 'http://10.0.0.1/' }, 'epcis_subscription.dest_private'],
  [{ stream: true, dest: 'http://169.254.169.254/latest' }, 'epcis_subscription.dest_private'],
  [{ stream: true, dest: 'http://localhost/' }, 'epcis_subscription.dest_private'],
  [{ stream: true, dest: 'http://[::1]/' }, 'epcis_subscription.dest_private'],
])('%j is refused: %s', async (over, reason) => {
  const q = await querier(w.t)
  const name = await w.name(q)
  const { status, body } = await q.send('POST', `/epcis/queries/${name}/subscriptions`, { dest: w.hook.dest, ...over })
  expect([status, body.reason, body.type]).toEqual([400, reason, 'epcisException:SubscriptionControlsException'])
})

test('a query that ends by itself cannot be subscribed to, nor one that is not there', async () => {
  const q = await querier(w.t)
  const name = await w.name(q, { maxEventCount: 5 })
  const asked = { dest: w.hook.dest, stream: true }
  expect((await q.send('POST', `/epcis/queries/${name}/subscriptions`, asked)).body.reason).toBe(
    'epcis_subscription.query_limited',
  )
  const missing = await q.send('POST', '/epcis/queries/nope/subscriptions', asked)
  expect(missing).toMatchObject({ status: 404, body: { type: 'epcisException:NoSuchNameException' } })
})

test('OPTIONS says what a subscription takes', async () => {
  const res = await w.t.app.inject({ method: 'OPTIONS', url: '/epcis/queries/a/subscriptions/b' })
  expect([res.statusCode, res.headers['allow']]).toEqual([204, 'OPTIONS, GET, DELETE'])
})
