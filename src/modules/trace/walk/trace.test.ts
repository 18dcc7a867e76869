import exceljs from '@protobi/exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bothWays } from '../../../../test/app.ts'
import { after as at, eggs, lossOnly, mango, now, party, type TraceWorld, traceWorld } from '../../../../test/trace.ts'
import type { Actor } from '../../../platform/actor.ts'
import { stableId } from '../../../platform/id.ts'
import { putParty } from '../../identity/index.ts'
import { placeHold } from '../hold/schema.ts'
import * as trace from '../index.ts'
import { exportTrace, findItems, Trace, traceItem } from './schema.ts'
import { setRecursiveWalk } from './walk.ts'

let w: TraceWorld
const statements: string[] = []
beforeAll(async () => {
  w = await traceWorld({ onStatement: (s) => statements.push(s) })
})
afterAll(() => w.close())

const [farmA, farmB, coop, plant, stranger] = [party(1), party(2), party(3), party(4), party(5)]
const names: Record<string, string> = {
  [farmA]: '示例甲农场',
  [farmB]: '示例乙农场',
  [coop]: '示例合作社',
  [plant]: '示例加工厂',
  [stranger]: '示例外人',
}
let county = ''
let otherCounty = ''

/** A chain over two counties: two farms → cooperative merges → plant dries → a shop that is not registered. */
let chain: Awaited<ReturnType<typeof makeChain>>
async function makeChain() {
  const counties = await w.rows<{ divisionId: string }>(
    `select distinct on (parent_id) division_id as "divisionId" from identity.division where level = 'county' order by parent_id limit 2`,
  )
  ;[county, otherCounty] = counties.map((c) => c.divisionId) as [string, string]
  const [township] = await w.rows<{ divisionId: string }>(
    `select division_id as "divisionId" from identity.division where parent_id = '${county}' order by 1 limit 1`,
  )
  for (const [partyId, name] of Object.entries(names))
    await w.t.db.transaction().execute((tx) =>
      putParty(tx, {
        partyId,
        name,
        kind: 'operator',
        divisionId: partyId === plant ? otherCounty : partyId === coop ? township!.divisionId : county,
        sectors: ['crop', 'livestock'],
        now,
      }),
    )
  const harvest = (partyId: string, quantity: string, place: string) =>
    w.as(partyId, trace.produce, {
      product: mango,
      quantity,
      eventTime: at(0),
      madeOn: '2026-05-30',
      place,
      step: 'harvest',
      fields: { harvested_on: '2026-05-30', workers: '三人' },
    })
  const sell = async (seller: string, buyer: string, holdingId: string, quantity: string, minute: number) => {
    const sent = await w.as(
      seller,
      trace.dispatch,
      { holdingId, quantity, buyer: { partyId: buyer }, eventTime: at(minute) },
      at(minute),
    )
    const got = await w.as(
      buyer,
      trace.receive,
      { sellerId: seller, transferId: sent.transferId, eventTime: at(minute + 1), place: `${names[buyer]}仓库` },
      at(minute + 1),
    )
    return { sent: sent.batch, got: got.batch }
  }
  const a = (await harvest(farmA, '100', '甲一号地')).batch
  const b = (await harvest(farmB, '40', '乙一号地')).batch
  const fromA = await sell(farmA, coop, a.holdingId, '60', 10)
  const fromB = await sell(farmB, coop, b.holdingId, '40', 12)
  const inputs = [{ holdingId: fromA.got.holdingId }, { holdingId: fromB.got.holdingId }]
  const merged = (await w.as(coop, trace.mergeBatches, { inputs, eventTime: at(20) }, at(20))).batch
  const toPlant = await sell(coop, plant, merged.holdingId, '80', 30)
  const dried = await w.as(
    plant,
    trace.processGoods,
    {
      inputs: [{ holdingId: toPlant.got.holdingId, quantity: '50' }],
      outputs: [{ product: { ...mango, name: '=示例芒果干' }, quantity: '12.5' }],
      event: 'process',
      yields: lossOnly,
      eventTime: at(40),
    },
    at(40),
  )
  const dry = dried.batches[0]!
  const sold = await w.as(
    plant,
    trace.dispatch,
    { holdingId: dry.holdingId, quantity: '2.5', buyer: { name: '示例小店' }, eventTime: at(50) },
    at(50),
  )
  return { a, b, fromA, fromB, merged, toPlant, dry, sold: sold.batch }
}
beforeAll(async () => {
  chain = await makeChain()
  w.t.setNow(at(60))
})

const operator = (partyId: string) => w.t.as({ kind: 'operator', partyId })
const agency = (over: Partial<Actor> = {}) =>
  w.t.as({ kind: 'agency', divisions: [county], sectors: ['crop'], ...over })
// what a sight may leave out, so that a test can say that it is left out
const leftOut = { partyId: undefined, code: undefined, quantity: undefined, place: undefined, disposition: undefined }
/** The node of a holding, with its holder's name. */
const nodeOf = (t: Trace, holdingId: string) => {
  const node = t.nodes.find((n) => n.holdingId === holdingId)
  return node && { ...leftOut, ...node, partyName: t.parties.find((p) => p.partyId === node.partyId)?.name }
}
const linkOf = (t: Trace, from: string, to: string) =>
  t.links.find((l) => t.nodes[l.from]!.holdingId === from && t.nodes[l.to]!.holdingId === to)
const sightsOf = (t: Trace) => Object.fromEntries(t.nodes.map((n) => [n.holdingId, n.sight]))

test('an agency traces a batch both ways: every holding, link and event, with who, how much, where and on what basis', async () => {
  const { status, body } = await agency()(traceItem, { code: chain.merged.code! })
  expect(status).toBe(200)
  // A, B: harvest and dispatched; coop: two received, merged, dispatched; plant: received, dried, sold; the shop
  expect(body.nodes).toHaveLength(12)
  expect(body.links).toHaveLength(11)
  expect(body.truncated).toBe(false)
  expect(body).toEqual(Trace.parse(body)) // the shape, and nothing beside it
  expect(nodeOf(body, chain.a.holdingId)).toMatchObject({
    ...{ sight: 'full', partyName: '示例甲农场', quantity: '40', unit: 'kg', madeOn: '2026-05-30', place: '甲一号地' },
    ...{ basis: 'own', regime: 'governed' },
  })
  const { held, problems, start, more } = nodeOf(body, chain.a.holdingId)!
  expect({ held, problems, start, more }).toEqual({})
  expect(nodeOf(body, chain.merged.holdingId)).toMatchObject({ start: true, quantity: '20', code: chain.merged.code })
  const merge = body.links.filter((l) => body.nodes[l.to]!.holdingId === chain.merged.holdingId)
  expect(merge.map((l) => [l.quantity, l.step]).sort()).toEqual([
    ['40', 'merge'],
    ['60', 'merge'],
  ])
  const kinds = body.events.map((e) => e.kind).sort()
  expect(kinds.filter((k) => k === 'produce')).toHaveLength(2)
  expect(kinds.filter((k) => k === 'dispatch')).toHaveLength(4)
  const harvest = body.events.find((e) =>
    e.touched.some((x) => body.nodes[x.node]!.holdingId === chain.a.holdingId && x.delta === '100'),
  )!
  expect(harvest).toMatchObject({ partyId: farmA, place: '甲一号地' })
  expect(harvest.voided).toBeUndefined()
  expect(body.places.map((p) => p.place)).toContain('甲一号地')
})

test('one way is only that way, one step only one step', async () => {
  const back = await agency()(traceItem, { code: chain.merged.code!, direction: 'back' })
  expect(back.body.nodes.map((n) => n.holdingId)).not.toContain(chain.toPlant.got.holdingId)
  expect(back.body.nodes).toHaveLength(7)
  const forward = await agency()(traceItem, { code: chain.merged.code!, direction: 'forward' })
  expect(forward.body.nodes.map((n) => n.holdingId)).not.toContain(chain.a.holdingId)
  expect(forward.body.nodes).toHaveLength(6)
  const one = await agency()(traceItem, { code: chain.merged.code!, depth: 'one' })
  expect(new Set(one.body.nodes.map((n) => n.holdingId))).toEqual(
    new Set([chain.fromA.got, chain.fromB.got, chain.merged, chain.toPlant.sent].map((h) => h.holdingId)),
  )
})

test('a first look at the graph is the same nodes, links and holders without events', async () => {
  const all = (await agency()(traceItem, { code: chain.merged.code! })).body
  const graph = (await agency()(traceItem, { code: chain.merged.code!, detail: 'graph' })).body
  expect(graph).toEqual({ ...all, events: [], places: [], containers: [] })
})

test('level by level answers the same as one recursive statement', async () => {
  const as = agency({ divisions: [county, otherCounty] })
  const ask = async () => (await as(traceItem, { code: chain.dry.code! })).body
  const recursive = await ask()
  setRecursiveWalk(w.t.db, false)
  const levels = await ask()
  setRecursiveWalk(w.t.db, bothWays()[0]!)
  expect(levels).toEqual(recursive)
  expect(recursive.nodes).toHaveLength(12)
})

test('statements of a trace: at most one a level and four, one of which asks what inputs were used', async () => {
  const as = agency()
  for (const recursive of bothWays()) {
    setRecursiveWalk(w.t.db, recursive)
    statements.length = 0
    await as(traceItem, { code: chain.a.code!, direction: 'forward' })
    const walks = statements.filter((s) => s.includes('link_f')).length
    if (!recursive) expect(walks).toBeGreaterThan(5)
    expect(statements.length).toBeLessThanOrEqual(walks + 4)
  }
  setRecursiveWalk(w.t.db, bothWays()[0]!)
})

describe('visibility', () => {
  test('not one’s own, not named by an event, not of the jurisdiction: not found', async () => {
    const code = chain.merged.code!
    const refused = [
      operator(stranger),
      operator(farmA), // its goods are inside, but this batch is the cooperative's
      agency({ divisions: [otherCounty] }),
      agency({ sectors: ['fishery'] }),
      agency({ divisions: [] }),
      w.t.as({ kind: 'platform' }),
    ]
    for (const as of refused) {
      const { status, body } = await as(traceItem, { code })
      expect([status, body.reason]).toEqual([404, 'item.not_found'])
    }
    expect((await agency({ permissions: [] })(traceItem, { code })).status).toBe(403)
    const other = { partyId: farmA, holdingId: chain.a.holdingId }
    expect((await operator(coop)(traceItem, other)).status).toBe(404)
    expect((await operator(coop)(traceItem, {})).body.reason).toBe('trace.subject_unclear')
    expect((await operator(coop)(traceItem, { code: '11000000000000000000' })).status).toBe(404)
  })

  test('an operator sees its own in full, who is one step away, and beyond that only what and when', async () => {
    const { body } = await operator(coop)(traceItem, { code: chain.merged.code! })
    expect(body).toEqual(Trace.parse(body))
    expect(sightsOf(body)).toMatchObject({
      [chain.merged.holdingId]: 'full',
      [chain.fromA.got.holdingId]: 'full',
      [chain.toPlant.sent.holdingId]: 'full',
      [chain.fromA.sent.holdingId]: 'named',
      [chain.toPlant.got.holdingId]: 'named',
      [chain.a.holdingId]: 'bare',
      [chain.dry.holdingId]: 'bare',
    })
    expect(nodeOf(body, chain.fromA.sent.holdingId)).toMatchObject({
      ...{ partyName: '示例甲农场', code: chain.fromA.sent.code, quantity: undefined, place: undefined },
    })
    expect(nodeOf(body, chain.a.holdingId)).toMatchObject({
      ...{ partyId: undefined, partyName: undefined, code: undefined, quantity: undefined, place: undefined },
      disposition: undefined,
      ...{ productName: '示例芒果', madeOn: '2026-05-30' },
    })
    // what was handed over is known to both sides; what happened between others is not
    const link = (from: string, to: string) => linkOf(body, from, to)!
    expect(link(chain.fromA.sent.holdingId, chain.fromA.got.holdingId).quantity).toBe('60')
    expect(link(chain.a.holdingId, chain.fromA.sent.holdingId).quantity).toBeUndefined()
    expect(link(chain.toPlant.got.holdingId, chain.dry.holdingId).quantity).toBeUndefined()
    // nothing of others' names, codes, places or non-public fields anywhere in the answer
    const text = JSON.stringify(body)
    for (const secret of ['甲一号地', '乙一号地', '示例加工厂仓库', '示例小店', '三人', chain.a.code!, chain.dry.code!])
      expect(text).not.toContain(secret)
    expect(text).toContain('示例合作社仓库')
    expect(body.holders).toEqual([{ partyId: coop, productName: '示例芒果', unit: 'kg', quantity: '20', holdings: 1 }])
    expect(body.holdersNotShown).toBe(3)
  })

  test('an agency sees outside its jurisdiction who holds what and what was handed over, not stock, place or records', async () => {
    const { body } = await agency()(traceItem, { code: chain.a.code! })
    const outside = nodeOf(body, chain.dry.holdingId)!
    expect(outside).toMatchObject({
      ...{ sight: 'named', partyName: '示例加工厂', code: chain.dry.code, quantity: undefined, place: undefined },
    })
    expect(linkOf(body, chain.toPlant.got.holdingId, chain.dry.holdingId)?.quantity).toBe('50')
    // whom to call, and in which county; the township stays with the registry
    expect(new Set(body.parties.map((p) => p.countyId))).toEqual(new Set([county, otherCounty]))
    const text = JSON.stringify(body)
    expect(text).toContain('三人')
    for (const secret of ['示例加工厂仓库', '示例小店']) expect(text).not.toContain(secret)
    // an agency of the plant's county: the other way round
    const there = (await agency({ divisions: [otherCounty] })(traceItem, { code: chain.dry.code! })).body
    expect(nodeOf(there, chain.dry.holdingId)).toMatchObject({ sight: 'full', quantity: '10' })
    expect(nodeOf(there, chain.a.holdingId)).toMatchObject({ sight: 'named', quantity: undefined, place: undefined })
    expect(JSON.stringify(there)).not.toContain('三人')
    const shop = there.nodes.find((n) => n.problems?.includes('holder_unknown'))
    expect({ ...leftOut, ...shop }).toMatchObject({ partyId: undefined, buyerName: '示例小店', quantity: '2.5' })
  })

  test('goods of a sector that the agency does not have are outside its jurisdiction, whoever holds them', async () => {
    const { batch } = await w.as(farmB, trace.produce, { product: mango, quantity: '8', eventTime: at(0) })
    const feed = await w.as(farmB, trace.processGoods, {
      inputs: [{ holdingId: batch.holdingId }],
      outputs: [{ product: { ...mango, name: '示例饲料', sector: 'livestock' }, quantity: '7' }],
      event: 'process',
      yields: lossOnly,
      eventTime: at(1),
    })
    const { holdingId, code } = feed.batches[0]!
    const { body } = await agency()(traceItem, { code: batch.code! })
    expect(nodeOf(body, batch.holdingId)).toMatchObject({ sight: 'full', quantity: '0' })
    expect(nodeOf(body, holdingId)).toMatchObject({ sight: 'named', quantity: undefined })
    expect((await agency()(traceItem, { code: code! })).status).toBe(404)
    const livestock = agency({ sectors: ['livestock'] })
    expect(nodeOf((await livestock(traceItem, { code: code! })).body, holdingId)).toMatchObject({ quantity: '7' })
  })

  test('goods on their way are traced by the buyer that the dispatch names, from the dispatched batch', async () => {
    const { batch } = await w.as(
      coop,
      trace.dispatch,
      { holdingId: chain.merged.holdingId, quantity: '5', buyer: { partyId: stranger }, eventTime: at(55) },
      at(55),
    )
    const { status, body } = await operator(stranger)(traceItem, { code: batch.code!, direction: 'back' })
    expect(status).toBe(200)
    expect(nodeOf(body, batch.holdingId)).toMatchObject({
      ...{ sight: 'named', partyName: '示例合作社', quantity: undefined },
    })
    expect(nodeOf(body, chain.merged.holdingId)).toMatchObject({
      ...{ sight: 'bare', partyName: undefined, code: undefined },
    })
    expect((await operator(stranger)(traceItem, { partyId: coop, holdingId: batch.holdingId })).status).toBe(200)
  })
})

test('as of a record time the answer is what was known then', async () => {
  const as = agency({ divisions: [county, otherCounty] })
  const then = (await as(traceItem, { code: chain.merged.code!, asOf: at(25) })).body
  expect(then.nodes.map((n) => n.holdingId)).not.toContain(chain.toPlant.sent.holdingId)
  expect(nodeOf(then, chain.merged.holdingId)).toMatchObject({ quantity: '100' })
  expect(then.events.every((e) => e.recordedAt < '2026-06-01T08:25:01')).toBe(true)
  const ahead = await as(traceItem, { code: chain.merged.code!, asOf: at(9999) })
  expect(ahead.body.reason).toBe('trace.as_of_in_future')
})

test('a step declared an error leads nowhere any more, but did as of before', async () => {
  const { batch } = await w.as(farmB, trace.produce, { product: mango, quantity: '10', eventTime: now })
  const split = await w.as(farmB, trace.splitBatch, { holdingId: batch.holdingId, quantities: ['4'], eventTime: now })
  await w.as(farmB, trace.voidEvent, { eventId: split.eventId, reason: '录错' }, at(5))
  const current = (await operator(farmB)(traceItem, { code: batch.code! })).body
  expect(current.links).toEqual([])
  expect(current.events.filter((e) => e.voided).map((e) => e.kind)).toEqual(['split'])
  expect(nodeOf(current, batch.holdingId)).toMatchObject({ quantity: '10' })
  const before = (await operator(farmB)(traceItem, { code: batch.code!, asOf: at(4) })).body
  expect(before.links).toHaveLength(1)
  expect(before.events.filter((e) => e.voided)).toEqual([])
  expect(nodeOf(before, batch.holdingId)).toMatchObject({ quantity: '6' })
})

test('a piece inside a sealed pack is traced through the pack only while it was inside, and never to its siblings', async () => {
  const laid = await w.as(farmA, trace.produce, { product: eggs, quantity: '10', eventTime: at(0) })
  const pack = await w.as(
    farmA,
    trace.packSealed,
    { holdingId: laid.batch.holdingId, quantity: '3', pieces: ['egg-1', 'egg-2', 'egg-3'], eventTime: at(5) },
    at(5),
  )
  const out = await w.as(
    farmA,
    trace.unpackPieces,
    { holdingId: pack.batch.holdingId, pieces: ['egg-1'], eventTime: at(6) },
    at(6),
  )
  const one = out.batches[0]!
  const moved = await w.as(
    farmA,
    trace.dispatch,
    { holdingId: pack.batch.holdingId, quantity: '2', buyer: { partyId: coop }, eventTime: at(7) },
    at(7),
  )
  await w.as(coop, trace.receive, { sellerId: farmA, transferId: moved.transferId, eventTime: at(8) }, at(8))

  const inside = (await operator(farmA)(traceItem, { homeId: farmA, itemId: stableId('egg-2') })).body
  const ids = inside.nodes.map((n) => n.holdingId)
  expect(ids).toContain(laid.batch.holdingId)
  expect(ids).toContain(pack.batch.holdingId)
  expect(ids).not.toContain(one.holdingId)
  expect(inside.containers).toMatchObject([{ code: pack.batch.code, from: '2026-06-01T08:05:00Z' }])
  expect(inside.containers[0]!.to).toBeUndefined()
  // two holdings: the pack at the farm and at the cooperative, which has it now
  expect(inside.nodes.filter((n) => n.kind === 'pack')).toHaveLength(2)

  const alone = (await operator(farmA)(traceItem, { holdingId: one.holdingId })).body
  expect(new Set(alone.nodes.map((n) => n.holdingId))).toEqual(
    new Set([one, pack.batch, laid.batch].map((b) => b.holdingId)),
  )
  expect(alone.containers).toMatchObject([
    {
      nodes: [alone.nodes.findIndex((n) => n.holdingId === one.holdingId)],
      code: pack.batch.code,
      from: '2026-06-01T08:05:00Z',
      to: '2026-06-01T08:06:00Z',
    },
  ])
})

test('a crate tells what happened to it while a batch was inside, and leads to no other batch', async () => {
  const [x, y] = await Promise.all(
    ['30', '20'].map((quantity) => w.as(farmA, trace.produce, { product: mango, quantity, eventTime: at(0) })),
  )
  const crate = { assetNo: '筐-7' }
  const put = (holdingId: string, minute: number) =>
    w.as(
      farmA,
      trace.packOpen,
      { pack: crate, contents: [holdingId], eventTime: at(minute), place: '示例冷库' },
      at(minute),
    )
  const takeOut = (holdingId: string, minute: number) =>
    w.as(farmA, trace.unpackOpen, { pack: crate, contents: [holdingId], eventTime: at(minute) }, at(minute))
  await put(x!.batch.holdingId, 1)
  await put(y!.batch.holdingId, 2)
  await takeOut(x!.batch.holdingId, 3)
  await takeOut(y!.batch.holdingId, 4)
  const { body } = await operator(farmA)(traceItem, { holdingId: x!.batch.holdingId })
  expect(body.nodes.map((n) => n.holdingId)).toEqual([x!.batch.holdingId])
  expect(body.containers).toHaveLength(1)
  const [stay] = body.containers
  expect(stay).toMatchObject({ kind: 'asset', from: '2026-06-01T08:01:00Z', to: '2026-06-01T08:03:00Z' })
  // its own going in and out, and what happened to the crate between; not what came after
  expect(stay!.eventIds).toHaveLength(3)
  expect(body.events.filter((e) => stay!.eventIds.includes(e.eventId)).map((e) => e.eventTime)).toEqual(
    [1, 2, 3].map((m) => `${at(m).slice(0, 19)}Z`),
  )
  // the other batch: not what came before it either
  const other = (await operator(farmA)(traceItem, { holdingId: y!.batch.holdingId })).body
  const stayed = other.events.filter((e) => other.containers[0]!.eventIds.includes(e.eventId))
  expect(stayed.map((e) => e.eventTime)).toEqual([2, 3, 4].map((m) => `${at(m).slice(0, 19)}Z`))
})

test('a hold shows at every holding it reached; why, only in full sight', async () => {
  const made = await w.as(farmB, trace.produce, { product: mango, quantity: '9', eventTime: at(0) })
  const sold = async (seller: string, buyer: string, holdingId: string, minute: number) => {
    const goods = { holdingId, quantity: '9', buyer: { partyId: buyer }, eventTime: at(minute) }
    const { transferId, batch } = await w.as(seller, trace.dispatch, goods, at(minute))
    await w.as(buyer, trace.receive, { sellerId: seller, transferId, eventTime: at(minute) }, at(minute))
    return (await operator(buyer)(traceItem, { code: batch.code! })).body.nodes.find((n) => n.partyId === buyer)!
  }
  const atCoop = await sold(farmB, coop, made.batch.holdingId, 1)
  const atPlant = await sold(coop, plant, atCoop.holdingId, 2)
  const officer = agency({ partyId: party(70) })
  const roots = [{ partyId: farmB, holdingId: made.batch.holdingId }]
  const { status } = await officer(placeHold, { roots, source: 'stop_sale', reason: '抽检不合格' })
  expect(status).toBe(200)

  const { body } = await operator(coop)(traceItem, { holdingId: atCoop.holdingId })
  const [full, named, bare] = [atCoop, atPlant, made.batch].map((h) => nodeOf(body, h.holdingId)!)
  expect(full).toMatchObject({ sight: 'full', held: true, holds: [{ reason: '抽检不合格' }] })
  expect(named).toMatchObject({ sight: 'named', held: true })
  expect(named!.holds!.map((h) => h.reason)).toEqual([undefined])
  expect(bare).toMatchObject({ sight: 'bare', held: true })
  expect(bare!.holds).toBeUndefined()
  // before the hold was placed nothing was held
  const before = (await officer(traceItem, { code: made.batch.code!, asOf: at(30) })).body
  expect(before.nodes.map((n) => n.held)).toEqual(before.nodes.map(() => undefined))
  const found = (await officer(findItems, { code: made.batch.code! })).body.items
  expect(found.map((i) => i.held)).toEqual([true])
})

test('a chain that is too large says so and where there is more', async () => {
  const { body } = await agency()(traceItem, { code: chain.a.code!, direction: 'forward', most: 3 })
  expect(body.truncated).toBe(true)
  expect(body.nodes).toHaveLength(3)
  expect(body.nodes.filter((n) => n.more)).toHaveLength(1)
})

test('what looks wrong is said: an origin nobody recorded, a declared one, a fact told late', async () => {
  const bought = await w.as(coop, trace.purchaseIn, {
    ...{ product: mango, quantity: '5', eventTime: at(1), source: { name: '示例收购点' } },
  })
  const { body } = await operator(coop)(traceItem, { holdingId: bought.batch.holdingId })
  expect(body.nodes[0]).toMatchObject({ problems: ['origin_declared'], basis: 'declared' })
  await w.as(coop, trace.observe, { holdingId: bought.batch.holdingId, eventTime: at(5) }, at(5))
  await w.as(coop, trace.observe, { holdingId: bought.batch.holdingId, eventTime: at(3) }, at(9))
  const late = (await operator(coop)(traceItem, { holdingId: bought.batch.holdingId })).body
  expect(late.nodes[0]!.problems).toEqual(['late', 'origin_declared'])
})

test('batches are found by code, product, holder and date, inside the jurisdiction only', async () => {
  const all = await agency()(findItems, { limit: 200 })
  expect(new Set(all.body.items.map((i) => i.partyId))).toEqual(new Set([farmA, farmB, coop]))
  expect(all.body.items.find((i) => i.holdingId === chain.a.holdingId)).toMatchObject({
    ...{ partyName: '示例甲农场', code: chain.a.code, quantity: '40', unit: 'kg', held: false },
  })
  const first = await agency()(findItems, { limit: 4 })
  const second = await agency()(findItems, { limit: 4, cursor: first.body.nextCursor! })
  expect([...first.body.items, ...second.body.items]).toEqual(all.body.items.slice(0, 8))

  const ids = async (input: object, as = agency()) => (await as(findItems, input)).body.items.map((i) => i.holdingId)
  expect(await ids({ code: chain.a.code! })).toEqual([chain.a.holdingId])
  expect(await ids({ code: chain.dry.code! })).toEqual([])
  expect((await ids({ partyId: coop })).length).toBeGreaterThan(3)
  expect(await ids({ partyId: plant })).toEqual([])
  expect(await ids({ product: '鸡蛋' })).toHaveLength(4)
  expect(await ids({ product: '%' })).toEqual([])
  expect((await ids({ madeFrom: '2026-05-30', madeTo: '2026-05-30', partyId: farmB })).length).toBeGreaterThan(0)
  expect(await ids({ madeFrom: '2026-05-31' })).toEqual([])
  expect(await ids({}, agency({ sectors: ['fishery'] }))).toEqual([])
  expect(new Set((await operator(plant)(findItems, {})).body.items.map((i) => i.partyId))).toEqual(new Set([plant]))
})

test('the report opens as a workbook: codes whole, no formula, the same rows as the answer', async () => {
  const as = agency({ divisions: [county, otherCounty] })
  const { body } = await as(traceItem, { code: chain.dry.code! })
  const { authenticate } = w.t.deps
  w.t.deps.authenticate = async () => as.actor
  const res = await w.t.app.inject({ url: `${exportTrace.path}?code=${chain.dry.code}&language=zh` })
  w.t.deps.authenticate = authenticate
  expect(res.statusCode).toBe(200)
  const book = new exceljs.Workbook()
  await book.xlsx.load(res.rawPayload as never)
  expect(book.worksheets.map((s) => s.name)).toEqual(['说明', '持有', '流向', '事件', '现持有数量'])
  const rows = (name: string) => book.getWorksheet(name)!.getSheetValues().slice(2) as unknown[][]
  expect(rows('持有')).toHaveLength(body.nodes.length)
  expect(rows('流向')).toHaveLength(body.links.length)
  expect(rows('事件')).toHaveLength(body.events.length)
  const dried = rows('持有').find((r) => r[2] === chain.dry.code)!
  expect(dried.slice(2, 6)).toEqual([chain.dry.code, "'=示例芒果干", 10, '千克'])
})
