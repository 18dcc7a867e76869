import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import {
  at,
  capture,
  commission,
  lgtin,
  makeHolder,
  named,
  observe,
  pack,
  pgln,
  receive,
  sgtin,
  ship,
  sscc,
  transform,
} from '../../../../test/capture/world.ts'
import { agency, HERE } from '../../../../test/hold/officer.ts'
import { reasonOf, runAs } from '../../../../test/trace.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import * as holds from '../hold/schema.ts'
import { voidEvent } from '../index.ts'
import { traceItem } from '../walk/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

let serial = 0
const fresh = () => `C${++serial}`
const where = async (identifier: string) =>
  (
    await t.owner.query<{ homeId: string; itemId: string; partyId: string; holdingId: string }>(
      `select h.home_id as "homeId", h.item_id as "itemId", h.party_id as "partyId", h.holding_id as "holdingId"
       from trace.holding h join trace.item i using (home_id, item_id) where i.identifier = $1`,
      [canonicalIdentifier(identifier)],
    )
  ).rows
const marked = async (identifier: string): Promise<string[]> =>
  (
    await t.owner.query<{ p: string }>(
      `select m.party_id as p from trace.held m join trace.holding h on h.party_id = m.party_id and h.holding_id = m.holding_id
       join trace.item i using (home_id, item_id) where i.identifier = $1 and m.lifted_at is null`,
      [canonicalIdentifier(identifier)],
    )
  ).rows.map((r) => r.p)

test('a captured chain is traced as any other: parties outside by name, items by their identifier', async () => {
  const [a, b] = [await makeHolder(t.deps), await makeHolder(t.deps)]
  const [lot, made] = [lgtin(fresh()), sgtin(fresh())]
  await capture(t.deps, a.partyId, [commission(1, [[lot, 10]]), ship(2, [[lot, 10]], a.gln, b.gln)])
  await capture(t.deps, b.partyId, [
    receive(3, [[lot, 10]], a.gln, b.gln),
    transform(4, [[lot, 10]], [made]),
    ship(5, [made], b.gln, 997),
  ])
  await t.drain()
  const officer = await agency(t, [HERE])
  const [{ homeId, itemId }] = (await where(made)) as [Awaited<ReturnType<typeof where>>[number]]
  const { status, body } = await officer(traceItem, { homeId, itemId } as never)
  expect(status).toBe(200)
  const trace = body as unknown as {
    nodes: { identifier?: string; partyId?: string; basis: string; problems?: string[] }[]
    parties: { name: string; partyId: string }[]
    links: unknown[]
    events: { step: string; kind: string }[]
  }
  expect(trace.nodes.map((n) => n.identifier)).toEqual(
    expect.arrayContaining([canonicalIdentifier(lot), canonicalIdentifier(made)]),
  )
  expect(trace.nodes).toHaveLength(4)
  expect(trace.links).toHaveLength(4)
  expect(trace.events.map((e) => e.step)).toEqual([
    'commissioning',
    'shipping',
    'receiving',
    'transforming',
    'shipping',
  ])
  expect(trace.parties.map((p) => p.name)).toContain(canonicalIdentifier(pgln(997)))
  expect(trace.nodes.flatMap((n) => n.problems ?? [])).toEqual(['origin_declared'])
})

test('captured goods that are sold while they are on hold take the hold along, also in a pack', async () => {
  const [a, b, c] = [await makeHolder(t.deps), await makeHolder(t.deps), await makeHolder(t.deps)]
  const [lot, x, box] = [lgtin(fresh()), sgtin(fresh()), sscc(++serial)]
  await capture(t.deps, a.partyId, [commission(1, [x, box, [lot, 10]]), pack(2, box, [x])])
  await t.drain()
  const officer = await agency(t, [HERE])
  const roots = [...(await where(lot)), ...(await where(x))].map(({ partyId, holdingId }) => ({ partyId, holdingId }))
  const placed = await officer(holds.placeHold, { roots, source: 'stop_sale', reason: '示例' })
  expect(placed.status).toBe(200)
  const [sold] = await capture(t.deps, a.partyId, [ship(3, [[lot, 4], box], a.gln, b.gln)])
  expect(sold!.signals).toEqual(['held'])
  await t.drain()
  expect((await marked(lot)).sort()).toEqual([a.partyId, b.partyId].sort())
  expect((await marked(x)).sort()).toEqual([a.partyId, b.partyId].sort())
  // what was captured before the hold came and is told of late, and everything after it
  await capture(t.deps, b.partyId, [
    receive(4, [[lot, 4], box], a.gln, b.gln),
    ship(5, [[lot, 1]], b.gln, c.gln),
    observe(6, [[lot, 3]]),
  ])
  await t.drain()
  expect((await marked(lot)).sort()).toEqual([a.partyId, b.partyId, c.partyId].sort())
  const told = await t.owner.query('select holder_id from trace.hold_notice where hold_id = $1', [placed.body.holdId])
  expect(told.rows.map((r) => r.holder_id).sort()).toEqual([a.partyId, b.partyId, c.partyId].sort())
})

test('a whole chain captured in one document out of order is marked to its end', async () => {
  const [a, b, c] = [await makeHolder(t.deps), await makeHolder(t.deps), await makeHolder(t.deps)]
  const lot = lgtin(fresh())
  await capture(t.deps, a.partyId, [commission(1, [[lot, 10]])])
  const officer = await agency(t, [HERE])
  const roots = (await where(lot)).map(({ partyId, holdingId }) => ({ partyId, holdingId }))
  await officer(holds.placeHold, { roots, source: 'recall', reason: '示例' })
  await t.drain()
  const made = sgtin(fresh())
  await capture(t.deps, c.partyId, [
    transform(5, [[lot, 1]], [made]),
    receive(4, [[lot, 1]], b.gln, c.gln),
    ship(3, [[lot, 1]], b.gln, c.gln),
    ship(2, [[lot, 1]], a.gln, b.gln),
  ])
  await t.drain()
  expect((await marked(lot)).sort()).toEqual([a.partyId, b.partyId, c.partyId].sort())
  expect(await marked(made)).toEqual([c.partyId])
})

test('a captured event is corrected by who captured it, the same way it came', async () => {
  const a = await makeHolder(t.deps)
  const [got] = await capture(t.deps, a.partyId, [named(commission(1, [sgtin(fresh())]))])
  const correction = runAs(t.deps, a.partyId, voidEvent, { eventId: got!.eventId, reason: '示例' }, at(600))
  expect(await reasonOf(correction)).toBe('event.is_captured')
})

test('more than a thousand identifiers are kept in chunks beside the event', async () => {
  const a = await makeHolder(t.deps)
  const run = fresh()
  const many = Array.from({ length: 2300 }, (_, i) => sgtin(`${run}.${i}`))
  const [got] = await capture(t.deps, a.partyId, [commission(1, many)])
  const { rows } = await t.owner.query<{ n: number }>(
    `select array_length(string_to_array(ids, E'\\n'), 1) as n from trace.event_list where event_id = $1 order by chunk`,
    [got!.eventId],
  )
  expect(rows.map((r) => r.n)).toEqual([1000, 1000, 300])
})
