import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { runCommand } from '../../platform/command.ts'
import { newId } from '../../platform/id.ts'
import { createProduct, retireProduct } from '../catalogue/schema.ts'
import { putParty } from '../identity/index.ts'
import { dispatch } from './index.ts'
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
  const { body: dried } = await call(createProduct, { name: '芒果干', classCode: '0103S9001', unit: 'kg' })
  return { partyId, call, fresh, dried }
}
const agency = (division: string, sectors = ['crop']) =>
  t.as({ kind: 'agency', partyId: newId(), divisions: [division], sectors })
const purchase = (productId: string, quantity = '100') => ({
  productId,
  quantity,
  eventTime: now,
  fields: {
    supplier_name: '示例合作社',
    supplier_address: '示例村',
    supplier_contact: '0898-00000000',
    purchased_on: '2026-06-01',
  },
})
const bought = async (o: Awaited<ReturnType<typeof operator>>, quantity = '100') => {
  const { status, body } = await o.call(api.recordPurchase, purchase(o.fresh.productId, quantity))
  expect(status).toBe(200)
  return body.batch
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
      body: { fields: { event: 'purchase_in', supplier_name: '示例合作社' } },
    },
  ])
})

test('a retired product, and another operator’s, cannot be made', async () => {
  const o = await operator()
  expect(await (await operator()).call(api.recordPurchase, purchase(o.fresh.productId))).toMatchObject({ status: 404 })
  await o.call(retireProduct, { productId: o.fresh.productId })
  const { status, body } = await o.call(api.recordPurchase, purchase(o.fresh.productId))
  expect({ status, reason: body.reason }).toEqual({ status: 409, reason: 'product.retired' })
})

test('processing keeps to the yields and the fields of the profile', async () => {
  const o = await operator()
  const { holdingId } = await bought(o)
  const make = (quantity: string, more: object = {}) =>
    o.call(api.processBatches, {
      eventTime: now,
      inputs: [{ holdingId, quantity: '10' }],
      outputs: [{ productId: o.dried.productId, quantity }],
      fields: { processed_on: '2026-06-01', method: 'dry' },
      ...more,
    })
  expect(await make('10')).toMatchObject({ status: 409, body: { reason: 'yield.too_much' } })
  expect(await make('1', { fields: {} })).toMatchObject({
    status: 400,
    body: {
      reason: 'event.fields_wrong',
      details: { issues: [{ key: 'processed_on', reason: 'field.missing' }, { key: 'method' }] },
    },
  })
  expect(await make('1', { event: 'slaughter' })).toMatchObject({ status: 400, body: { reason: 'step.unknown' } })
  expect(await make('1', { inputs: [{ holdingId: newId() }] })).toMatchObject({
    status: 404,
    body: { reason: 'holding.not_found' },
  })
  expect(await make('1')).toMatchObject({ status: 200, body: { batches: [{ productName: '芒果干', quantity: '1' }] } })
})

test('a batch is split, merged, packed, opened, crated, checked, used up and destroyed over HTTP', async () => {
  const o = await operator()
  const { holdingId } = await bought(o)
  const eventTime = now
  const ok = async <T>(answer: Promise<{ status: number; body: T }>) => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const { batches } = await ok(o.call(api.splitBatch, { holdingId, quantities: ['30', '20'], eventTime }))
  const inputs = batches.map((b) => ({ holdingId: b.holdingId }))
  const { batch: merged } = await ok(o.call(api.mergeBatches, { inputs, eventTime }))
  const fields = { packed_on: '2026-06-01' }
  const goods = { holdingId: merged.holdingId, quantity: '10', eventTime }
  const { batch: pack } = await ok(o.call(api.packGoods, { ...goods, fields }))
  await ok(o.call(api.unpackGoods, { holdingId: pack.holdingId, quantity: '4', eventTime }))
  const contents = [merged.holdingId, pack.holdingId]
  const crate = await ok(o.call(api.fillOpenPack, { pack: 'new', contents, eventTime }))
  const { body: full } = await o.call(api.getHolding, { holdingId: crate.pack.holdingId })
  expect(full.contents.map((c) => c.holdingId).sort()).toEqual([...contents].sort())
  await ok(o.call(api.emptyOpenPack, { pack: { holdingId: crate.pack.holdingId }, contents, eventTime }))
  await ok(o.call(api.observeBatch, { holdingId, eventTime, place: '示例冷库' }))
  await ok(o.call(api.consumeBatch, { holdingId, quantity: '1', eventTime }))
  const { eventId } = await ok(
    o.call(api.destroyBatch, {
      holdingId,
      quantity: '2',
      eventTime,
      fields: { destroyed_on: '2026-06-01', reason: 'spoiled', method: '深埋' },
    }),
  )
  await ok(o.call(api.voidEvent, { eventId, reason: '录错数量' }))
  const { body } = await o.call(api.getBatch, { code: (await o.call(api.getHolding, { holdingId })).body.code! })
  expect(body.holdings).toMatchObject([{ quantity: '49', place: '示例冷库' }])
  const { body: history } = await o.call(api.listEvents, { holdingId })
  expect(history.items.map((e) => [e.kind, e.delta, e.voidedBy !== null])).toEqual([
    ['destroy', '-2', true],
    ['consume', '-1', false],
    ['observe', '0', false],
    ['split', '-50', false],
    ['purchase_in', '100', false],
  ])
})

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
  const { status } = await o.call(api.recordPurchase, purchase(eggs.productId))
  expect(status).toBe(200)
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
  const { actor } = seller.call
  await runCommand(t.deps, { name: 'dispatch', actor, now }, (ctx) =>
    dispatch(ctx, { holdingId, quantity: '5', buyer: { partyId: buyer.partyId }, eventTime: now }),
  )
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
  await o.call(api.consumeBatch, { holdingId: made[0]!, quantity: '1', eventTime: now })
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

test('what is no quantity, and what is no code, is refused before anything happens', async () => {
  const o = await operator()
  const refused = async (quantity: string) =>
    (await o.call(api.recordPurchase, purchase(o.fresh.productId, quantity))).body.reason
  expect(await refused('0')).toBe('quantity.not_positive')
  expect(await refused('-1')).toBe('request.invalid')
  expect(await refused('1.2345')).toBe('request.invalid')
  expect(await o.call(api.getBatch, { code: '12345678901234567890' })).toMatchObject({ status: 400 })
  expect((await o.call(api.listHoldings, {})).body.items).toEqual([])
})
