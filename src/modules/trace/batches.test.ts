import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeTrader, refusal } from '../../../test/market.ts'
import { type CommandCtx, runCommand } from '../../platform/command.ts'
import { newId } from '../../platform/id.ts'
import { productFacts } from '../catalogue/index.ts'
import { createProduct } from '../catalogue/schema.ts'
import { putParty } from '../identity/index.ts'
import { consume, dispatch, purchaseIn } from './index.ts'
import * as api from './schema.ts'

let t: TestApp
const now = '2026-06-01T08:00:00.000Z'
// Jiyang, a district of Sanya, and Qionghai: two places in one province
const here = '460203'
const elsewhere = '469002'
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

async function operator(divisionId = here, name = '示例果园', sectors = ['crop']) {
  const partyId = newId()
  await t.db.transaction().execute((tx) => putParty(tx, { partyId, kind: 'operator', name, divisionId, sectors, now }))
  const call = t.as({ partyId })
  const { body: fresh } = await call(createProduct, { name: '贵妃芒', spec: '一级', classCode: '0103S01', unit: 'kg' })
  const as = <I, O>(command: (ctx: CommandCtx, input: I) => Promise<O>, input: I): Promise<O> =>
    runCommand(t.deps, { name: 'test', actor: call.actor, now, input }, (ctx) => command(ctx, input))
  return { partyId, call, as, fresh }
}
const agency = (division: string, sectors = ['crop']) =>
  t.as({ kind: 'agency', partyId: newId(), divisions: [division], sectors })
const bought = async (o: Awaited<ReturnType<typeof operator>>, quantity = '100', { productId } = o.fresh) => {
  const product = await productFacts(t.db, o.partyId, productId)
  return (await o.as(purchaseIn, { product, quantity, eventTime: now, step: 'accepting', fields: { event: 'a' } }))
    .batch
}

test('goods of an own product are on record with the product’s words, their source only declared', async () => {
  const o = await operator()
  const batch = await bought(o)
  expect(batch).toMatchObject({ productName: '贵妃芒 一级', quantity: '100', unit: 'kg' })
  const { body } = await o.call(api.getHolding, { holdingId: batch.holdingId })
  expect(body).toMatchObject({
    code: batch.code,
    codeState: 'issued',
    holdings: [
      { basis: 'declared', available: '100', classCode: '0103S01', sector: 'crop', partyName: '示例果园', held: false },
    ],
  })
  const { body: events } = await o.call(api.listEvents, { holdingId: batch.holdingId })
  expect(events.items).toMatchObject([
    {
      kind: 'purchase_in',
      delta: '100',
      step: 'accepting',
      body: { fields: { event: 'a' } },
    },
  ])
})

test('batches are put into a crate and taken out over HTTP, and an event is declared an error', async () => {
  const o = await makeTrader(t)
  const { holdingId } = await o.grow('100')
  const other = await o.grow('10')
  const contents = [holdingId, other.holdingId]
  const crate = await o.call(api.fillOpenPack, { pack: 'new', contents, eventTime: now })
  expect(refusal(crate)).toBe('200')
  const pack = { holdingId: crate.body.pack.holdingId }
  const { body: full } = await o.call(api.getHolding, pack)
  expect(full.contents.map((c) => c.holdingId).sort()).toEqual([...contents].sort())
  expect(refusal(await o.call(api.emptyOpenPack, { pack, contents: [holdingId], eventTime: now }))).toBe('200')
  expect((await o.call(api.getHolding, pack)).body.contents.map((c) => c.holdingId)).toEqual([other.holdingId])
  const { eventId } = await o.consume(holdingId, '2')
  expect(refusal(await o.call(api.voidEvent, { eventId, reason: '录错数量' }))).toBe('200')
  const { body } = await o.call(api.getBatch, { code: (await o.call(api.getHolding, { holdingId })).body.code! })
  expect(body.holdings).toMatchObject([{ quantity: '100' }])
  const { body: history } = await o.call(api.listEvents, { holdingId })
  expect(history.items.map((e) => [e.kind, e.delta, e.voidedBy !== null])).toEqual([
    ['consume', '-2', true],
    ['unpack', '0', false],
    ['pack', '0', false],
    ['produce', '100', false],
  ])
})

test.each([['suspended'], ['revoked'], ['cancelled']] as const)(
  'an operator that is %s changes nothing in its packs and events, and still reads them',
  async (state) => {
    const o = await makeTrader(t)
    const { holdingId } = await o.grow('100')
    const contents = [holdingId]
    const { pack } = (await o.call(api.fillOpenPack, { pack: 'new', contents, eventTime: now })).body
    const { eventId } = await o.consume(holdingId, '2')
    await o.setState(state)
    const inPack = { pack: { holdingId: pack.holdingId }, contents, eventTime: now }
    const answers = [
      await o.call(api.fillOpenPack, { pack: 'new', contents, eventTime: now }),
      await o.call(api.emptyOpenPack, inPack),
      await o.call(api.voidEvent, { eventId, reason: '录错数量' }),
    ]
    expect(answers.map(refusal)).toEqual(Array(3).fill('409 operator.not_in_force'))
    expect(answers[0]!.body.details).toMatchObject({ state })
    const { body } = await o.call(api.getHolding, { holdingId })
    expect(body).toMatchObject({ holdings: [{ quantity: '98' }], inside: [{ packHoldingId: pack.holdingId }] })
    await o.setState('approved')
    expect(refusal(await o.call(api.voidEvent, { eventId, reason: '录错数量' }))).toBe('200')
  },
)

test('a batch is seen by its holder and by agencies of its place and sector, and by nobody else', async () => {
  const o = await operator()
  const batch = await bought(o)
  const sees = async (call: typeof o.call) => {
    const list = (await call(api.listHoldings, { partyId: o.partyId })).body.items.length
    const holding = (await call(api.getHolding, { holdingId: batch.holdingId, partyId: o.partyId })).status
    const found = (await call(api.getBatch, { code: batch.code! })).status
    const events = (await call(api.listEvents, { partyId: o.partyId })).body.items.length
    const history = (await call(api.listEvents, { partyId: o.partyId, holdingId: batch.holdingId })).status
    return { list, holding, found, events, history }
  }
  const all = { list: 1, holding: 200, found: 200, events: 1, history: 200 }
  const none = { list: 0, holding: 404, found: 404, events: 0, history: 404 }
  expect(await sees(o.call)).toEqual(all)
  expect(await sees(agency(here))).toEqual(all)
  expect(await sees(agency('460000'))).toEqual(all)
  expect(await sees(agency(elsewhere))).toEqual(none)
  expect(await sees(agency(here, ['livestock']))).toEqual(none)
  expect(await sees((await operator()).call)).toEqual(none)
})

test('of an operator with crops and livestock, a crop agency sees the crops only', async () => {
  const o = await operator(here, '示例农场', ['crop', 'livestock'])
  const { body: eggs } = await o.call(createProduct, { name: '鸡蛋', classCode: '02S0301', unit: 'kg' })
  await bought(o)
  await bought(o, '100', eggs)
  const sees = async (sectors: string[]) => {
    const of = { partyId: o.partyId }
    const call = agency(here, sectors)
    const batches = (await call(api.listHoldings, of)).body.items.map((h) => h.sector)
    return [batches.sort(), (await call(api.listEvents, of)).body.items.map((e) => e.sector).sort()]
  }
  expect(await sees(['crop'])).toEqual([['crop'], ['crop']])
  expect(await sees(['livestock'])).toEqual([['livestock'], ['livestock']])
  const both = ['crop', 'livestock']
  expect(await sees(both)).toEqual([both, both])
})

test('a counterpart sees that goods were sent to it, not what the seller wrote in its own books', async () => {
  const seller = await operator(here, '示例卖方')
  const buyer = await operator(elsewhere, '示例买方')
  const { holdingId } = await bought(seller)
  await seller.as(dispatch, { holdingId, quantity: '5', buyer: { partyId: buyer.partyId }, eventTime: now })
  const dispatched = async (call: typeof seller.call) =>
    (await call(api.listEvents, { kind: 'dispatch' })).body.items.map((e) => [
      e.partyName,
      e.counterpartName,
      e.body === null,
    ])
  expect(await dispatched(seller.call)).toEqual([['示例卖方', '示例买方', false]])
  expect(await dispatched(buyer.call)).toEqual([['示例卖方', '示例买方', true]])
  expect(await dispatched(agency(here))).toEqual([['示例卖方', '示例买方', false]])
  expect(await dispatched(agency(elsewhere))).toEqual([])
})

test('pages of batches and events show each row once, and filters narrow them', async () => {
  const o = await operator()
  const made = []
  for (let i = 0; i < 7; i++) made.push((await bought(o, `${i + 1}`)).holdingId)
  const read = async (list: 'batches' | 'events') => {
    const ids: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = { limit: 3, ...(cursor ? { cursor } : {}) }
      if (list === 'batches') {
        const { body } = await o.call(api.listHoldings, page)
        ids.push(...body.items.map((h) => h.holdingId))
        cursor = body.nextCursor
      } else {
        const { body } = await o.call(api.listEvents, page)
        ids.push(...body.items.map((e) => e.eventId))
        cursor = body.nextCursor
      }
    }
    return ids
  }
  expect((await read('batches')).sort()).toEqual([...made].sort())
  expect(new Set(await read('events')).size).toBe(7)
  const count = async (filter: object) => (await o.call(api.listHoldings, filter)).body.items.length
  await o.as(consume, { holdingId: made[0]!, quantity: '1', eventTime: now })
  expect(await count({ q: '贵妃' })).toBe(7)
  expect(await count({ q: '%' })).toBe(0)
  expect(await count({ classCode: '0103S' })).toBe(7)
  expect(await count({ classCode: '02' })).toBe(0)
  expect(await count({ inStock: 'yes' })).toBe(6)
  expect(await count({ held: 'yes' })).toBe(0)
  expect(await count({ madeFrom: '2026-01-01' })).toBe(0)
  expect(await o.call(api.listHoldings, { cursor: 'x' })).toMatchObject({
    status: 400,
    body: { reason: 'cursor.malformed' },
  })
})

test('what is no code is refused as such', async () => {
  const o = await operator()
  expect(await o.call(api.getBatch, { code: '12345678901234567890' })).toMatchObject({ status: 400 })
})
