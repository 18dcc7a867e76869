import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { querier, type SubscriptionWorld, subscriptionWorld } from '../../../../test/subscription/world.ts'
import { distribute } from './feed.ts'
import { failuresMost } from './rules.ts'
import * as api from './schema.ts'
import { startSubscriptions, tidy } from './worker.ts'

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

test('a schedule sends at its time what came since, and an empty message only where that is wanted', async () => {
  const q = await querier(w.t)
  const name = await w.name(q)
  // every minute, at its second 0
  const quiet = await w.subscribe(q, name, { schedule: { second: '0' } })
  const loud = await w.subscribe(q, name, { schedule: { second: '0' }, reportIfEmpty: true })
  const a = await w.produce(q.partyId)
  await w.run()
  const of = (id: string) =>
    w.hook.notes.filter((n) => n.results.subscriptionID === id).map((n) => n.events.map((e) => e['eventID']))
  expect([of(quiet), of(loud)]).toEqual([[[a]], [[a]]])
  await w.run()
  expect(w.hook.notes).toHaveLength(2)
  w.tick()
  await w.run()
  expect([of(quiet), of(loud)]).toEqual([[[a]], [[a], []]])
  expect((await stateOf(q, quiet)).nextAt! > (await stateOf(q, quiet)).minRecordTime).toBe(true)
})

test('a failure is tried again later, with what came meanwhile, and nothing twice', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  w.hook.answers.push(500, { status: 503, headers: { 'retry-after': '120' } })
  const a = await w.produce(q.partyId)
  await w.run()
  expect(await stateOf(q, id)).toMatchObject({ state: 'active', failures: 1, lastError: 'HTTP 500', waiting: 1 })
  await w.run()
  expect(w.hook.notes).toHaveLength(1)
  const b = await w.produce(q.partyId) // a minute later
  await w.run()
  expect(w.hook.notes.map((n) => n.events.length)).toEqual([1, 2])
  expect(await stateOf(q, id)).toMatchObject({ failures: 2, lastError: 'HTTP 503' })
  w.tick()
  await w.run()
  expect(w.hook.notes).toHaveLength(2) // it asked for two minutes
  w.tick(2)
  await w.run()
  expect(w.hook.notes[2]!.events.map((e) => e['eventID'])).toEqual([a, b])
  expect(w.hook.notes[2]!.headers['idempotency-key']).toBe(w.hook.notes[1]!.headers['idempotency-key'])
  expect(await stateOf(q, id)).toMatchObject({ state: 'active', failures: 0, lastError: null, waiting: 0 })
})

test('too many failures disable it; enabled again it sends what has waited', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  w.hook.answers.push(...Array<number>(failuresMost).fill(500))
  const a = await w.produce(q.partyId)
  for (let i = 0; i < failuresMost; i++) {
    w.tick(61)
    await w.run()
  }
  expect(w.hook.notes).toHaveLength(failuresMost)
  expect(await stateOf(q, id)).toMatchObject({
    state: 'disabled',
    stateReason: 'epcis_subscription.failed_too_often',
    failures: failuresMost,
  })
  const b = await w.produce(q.partyId)
  w.tick(61)
  await w.run()
  expect(w.hook.notes).toHaveLength(failuresMost)
  expect((await stateOf(q, id)).waiting).toBe(2)
  expect((await q.call(api.enableSubscription, { subscriptionId: id })).body).toMatchObject({
    state: 'active',
    failures: 0,
  })
  await w.run()
  expect(w.hook.notes.at(-1)!.events.map((e) => e['eventID'])).toEqual([a, b])
  expect((await q.call(api.enableSubscription, { subscriptionId: id })).body.reason).toBe(
    'epcis_subscription.wrong_state',
  )
})

test('disabled by hand nothing goes out; a receiver that is gone is not asked again', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  expect((await q.call(api.disableSubscription, { subscriptionId: id })).body.state).toBe('disabled')
  await w.produce(q.partyId)
  await w.run()
  expect(w.hook.notes).toEqual([])
  await q.call(api.enableSubscription, { subscriptionId: id })
  w.hook.answers.push(410)
  await w.run()
  expect(await stateOf(q, id)).toMatchObject({ state: 'disabled', stateReason: 'epcis_subscription.gone', waiting: 1 })
  // told once, and only of what nobody did by hand
  await w.t.drain()
  const notices = await w.t.owner.query('select kind from notify.notice where party_id = $1', [q.partyId])
  expect(notices.rows).toEqual([{ kind: 'subscription.stopped' }])
})

test('a receiver that cannot take so much gets it in parts', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  const made = []
  for (let i = 0; i < 4; i++) made.push(await w.produce(q.partyId))
  w.hook.answers.push(413, 200, 200)
  await w.run()
  expect(w.hook.notes.map((n) => n.events.length)).toEqual([4, 2, 2])
  expect(w.idsSent().slice(4)).toEqual(made)
  expect(await stateOf(q, id)).toMatchObject({ failures: 0, waiting: 0 })
})

test('a worker that is cut off loses nothing: another takes over when its lease is over', async () => {
  const q = await querier(w.t)
  await w.subscribe(q, await w.name(q))
  const a = await w.produce(q.partyId)
  await distribute(w.t.deps)
  // taken, and then the process was killed
  await w.t.owner.query(
    `update exchange.subscription set leased_until = $1::timestamptz + interval '60 s', next_at = $1::timestamptz + interval '60 s'`,
    [w.t.deps.clock()],
  )
  await w.run()
  expect(w.hook.notes).toEqual([])
  w.tick(2)
  await w.run()
  expect(w.idsSent()).toEqual([a])
})

test('two workers at once send once', async () => {
  const q = await querier(w.t)
  await w.subscribe(q, await w.name(q))
  const a = await w.produce(q.partyId)
  await Promise.all([w.run(), w.run(), w.run()])
  expect(w.idsSent()).toEqual([a])
})

test('a host that is not known yet is taken, and failing to find it is a failure like others', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q), { dest: 'https://erp.invalid/hook' })
  await w.produce(q.partyId)
  await w.run()
  expect(await stateOf(q, id)).toMatchObject({
    state: 'active',
    failures: 1,
    lastError: expect.stringMatching(/^outgoing\./),
  })
})

test('what was sent long ago is forgotten, and what nobody enabled again goes', async () => {
  const q = await querier(w.t)
  const id = await w.subscribe(q, await w.name(q))
  await w.produce(q.partyId)
  await w.run()
  w.tick(15)
  await w.run()
  w.tick(61)
  await tidy(w.t.deps)
  expect((await w.t.owner.query('select 1 from exchange.delivery')).rows).toEqual([])
  await q.call(api.disableSubscription, { subscriptionId: id })
  w.tick(31 * 24 * 60)
  await tidy(w.t.deps)
  expect((await w.t.owner.query('select 1 from exchange.subscription')).rows).toEqual([])
})

test('the worker of a process does all of it by itself and stops in peace', async () => {
  const q = await querier(w.t)
  await w.subscribe(q, await w.name(q))
  const a = await w.produce(q.partyId)
  const worker = startSubscriptions(w.t.deps, { every: 20 })
  await expect.poll(() => w.idsSent(), { timeout: 5000 }).toEqual([a])
  await worker.stop()
  await w.produce(q.partyId)
  await new Promise((r) => setTimeout(r, 100))
  expect(w.hook.notes).toHaveLength(1)
})
