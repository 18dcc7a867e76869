import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeFarm } from '../../../test/production/farm.ts'
import { newId } from '../../platform/id.ts'
import { createProduct } from '../catalogue/schema.ts'
import { listHoldings, voidEvent } from '../trace/schema.ts'
import * as harvests from './harvest/schema.ts'
import * as records from './record/schema.ts'
import { listSignals } from './signal/schema.ts'
import { recordStep } from './step/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Farm = Awaited<ReturnType<typeof makeFarm>>
const picked = async (f: Farm, quantity = '100') =>
  (
    await f.call(harvests.harvest, {
      productId: f.productId,
      event: 'harvest',
      quantity,
      fields: { plot: f.plot1, harvested_on: '2026-05-20' },
    })
  ).body.batch
const product = async (f: Farm, name: string, classCode: string, unit: 'kg' | 'head' | 'half_carcass' = 'kg') =>
  (await f.call(createProduct, { name, spec: '', classCode, unit })).body.productId
const step = (f: Farm, event: string, more: Record<string, unknown>, profile = 'crop') =>
  f.call(recordStep, { profile, event, fields: {}, ...more })
const stock = async (f: Farm) =>
  Object.fromEntries(
    (await f.call(listHoldings, {})).body.items.map((h) => [h.holdingId, h.quantity.replace(/\.0+$/, '')]),
  )

test('a process, a merge, a split and a pack are events of the profile, kept with their goods', async () => {
  const f = await makeFarm(t)
  const dried = await product(f, '示例芒果干', '0103S9001')
  const [a, b] = [await picked(f), await picked(f, '60')]
  const merged = await step(f, 'merge', {
    inputs: [{ holdingId: a.holdingId }, { holdingId: b.holdingId }],
    fields: { merged_on: '2026-05-20' },
  })
  expect(merged).toMatchObject({ status: 200, body: { batches: [{ quantity: '160' }] } })
  const [whole] = merged.body.batches
  const made = await step(f, 'process', {
    inputs: [{ holdingId: whole!.holdingId, quantity: '100' }],
    outputs: [{ productId: dried, quantity: '20' }],
    fields: { processed_on: '2026-05-21', method: 'dry' },
  })
  expect(made).toMatchObject({
    status: 200,
    body: { happenedOn: '2026-05-21', batches: [{ quantity: '20', productName: '示例芒果干' }], missing: [] },
  })
  const split = await step(f, 'split', {
    inputs: [{ holdingId: made.body.batches[0]!.holdingId }],
    outputs: [{ quantity: '12' }, { quantity: '8' }],
    fields: { split_on: '2026-05-21' },
  })
  expect(split.body.batches.map((x) => x.quantity)).toEqual(['12', '8'])
  const packed = await step(f, 'pack', {
    inputs: [{ holdingId: split.body.batches[0]!.holdingId }],
    outputs: [{ quantity: '5' }, { quantity: '5' }],
    fields: { packed_on: '2026-05-22', shelf_life_days: '180' },
  })
  expect(packed.body.batches).toHaveLength(2)
  expect(packed.body.records).toHaveLength(2)
  const opened = await step(f, 'unpack', {
    inputs: [{ holdingId: packed.body.batches[0]!.holdingId }],
    fields: { unpacked_on: '2026-05-23' },
  })
  expect(opened.body.batches).toMatchObject([{ quantity: '5' }])
  expect(await stock(f)).toMatchObject({
    [whole!.holdingId]: '60',
    [split.body.batches[0]!.holdingId]: '2',
    [packed.body.batches[0]!.holdingId]: '0',
    [opened.body.batches[0]!.holdingId]: '5',
  })
  const { body } = await f.call(records.listRecords, { holdingId: made.body.batches[0]!.holdingId })
  expect(body.items.map((r) => r.event)).toEqual(['split', 'process'])
  expect(body.items[1]).toMatchObject({
    object: 'batch',
    eventName: { zh: '加工' },
    productName: '示例芒果干',
    holdingIds: [whole!.holdingId, made.body.batches[0]!.holdingId],
    traceEvent: made.body.records[0]!.eventId,
  })
})

test('more out of a step than the profile’s yield allows is refused', async () => {
  const f = await makeFarm(t)
  const dried = await product(f, '示例芒果干', '0103S9001')
  const { holdingId } = await picked(f)
  const dry = (quantity: string) =>
    step(f, 'process', {
      inputs: [{ holdingId }],
      outputs: [{ productId: dried, quantity }],
      fields: { processed_on: '2026-05-21', method: 'dry' },
    })
  expect(await dry('50.001')).toMatchObject({ status: 409, body: { reason: 'yield.too_much' } })
  expect(await dry('50')).toMatchObject({ status: 200 })
})

test.each([
  ['process', { inputs: 1, fields: { processed_on: '2026-05-21', method: 'dry' } }, 'step.needs_inputs_and_outputs'],
  [
    'process',
    { inputs: 1, outputs: [{ quantity: '1' }], fields: { processed_on: '2026-05-21', method: 'dry' } },
    'step.needs_product',
  ],
  ['process', { inputs: 1, fields: { processed_on: '2026-05-21' } }, 'record.fields_wrong'],
  ['merge', { inputs: 1 }, 'step.needs_two_inputs'],
  ['split', { inputs: 1 }, 'step.needs_one_input'],
  ['store', { inputs: 0, fields: { stored_on: '2026-05-21' } }, 'step.needs_inputs_only'],
  ['retail_sale', { inputs: 1, fields: { sold_on: '2026-05-21' } }, 'step.needs_quantity'],
  ['dispatch', { inputs: 1 }, 'step.use_transfer'],
  ['receive', { inputs: 0 }, 'step.needs_transfer'],
  ['harvest', { inputs: 0, fields: {} }, 'record.use_harvest'],
  ['pesticide_use', { inputs: 0, fields: {} }, 'step.of_batches'],
  ['purchase_in', { inputs: 0, fields: { purchased_on: '2026-05-20' } }, 'record.law_field_missing'],
])('the step %s with %j is refused with %s', async (event, { inputs, ...more }, reason) => {
  const f = await makeFarm(t)
  const { holdingId } = await picked(f)
  const given = Array.from({ length: inputs }, () => ({ holdingId }))
  expect(await step(f, event, { inputs: given, ...more })).toMatchObject({ status: 400, body: { reason } })
})

test('goods bought from outside, stored, carried, brought to market, sold and destroyed: each by its event alone', async () => {
  const f = await makeFarm(t)
  const bought = await step(f, 'purchase_in', {
    outputs: [{ productId: f.productId, quantity: '50' }],
    fields: {
      supplier_name: '示例收购点',
      supplier_address: '示例路1号',
      supplier_contact: '0898-00000000',
      purchased_on: '2026-05-18',
    },
  })
  expect(bought).toMatchObject({ status: 200, body: { batches: [{ quantity: '50' }] } })
  expect(bought.body.warnings).toContain('field.recommended:collected_certificate')
  const { holdingId } = bought.body.batches[0]!
  const other = await picked(f)
  const both = [{ holdingId }, { holdingId: other.holdingId }]
  const stored = await step(f, 'store', { inputs: both, fields: { stored_on: '2026-05-21' } })
  expect(stored.body.records).toHaveLength(2)
  const carried = await step(f, 'transport', {
    inputs: both,
    fields: { departed_at: '2026-05-22T06:00:00+08:00', vehicle: '琼A00000' },
    happenedAt: '2026-05-22T06:00:00+08:00',
  })
  expect(carried).toMatchObject({ status: 200, body: { happenedOn: '2026-05-22' } })
  const entered = await step(f, 'wholesale_entry', {
    inputs: [{ holdingId }],
    fields: { market: '示例批发市场', entered_on: '2026-05-22', check: 'certificate' },
  })
  expect(entered.status).toBe(200)
  const sold = await step(f, 'retail_sale', {
    inputs: [{ holdingId, quantity: '30' }],
    fields: { sold_on: '2026-05-23' },
  })
  expect(sold.status).toBe(200)
  const destroyed = await step(f, 'destroy', {
    inputs: [{ holdingId, quantity: '5' }],
    fields: { destroyed_on: '2026-05-24', reason: 'spoiled', method: '深埋' },
  })
  expect(destroyed.status).toBe(200)
  expect(await stock(f)).toMatchObject({ [holdingId]: '15', [other.holdingId]: '100' })
  expect(
    (await step(f, 'retail_sale', { inputs: [{ holdingId, quantity: '16' }], fields: { sold_on: '2026-05-24' } })).body
      .reason,
  ).toBe('batch.not_enough')
})

test('pigs leave the farm and become meat: head into half carcasses, bounded by the yield; no line of code knows of pigs', async () => {
  const f = await makeFarm(t, {
    sectors: ['livestock'],
    product: { name: '示例生猪', spec: '', classCode: '02S0101', unit: 'head' },
  })
  const half = await product(f, '示例白条', '02S040101', 'half_carcass')
  const pigs = await f.call(harvests.harvest, {
    productId: f.productId,
    event: 'off_take',
    quantity: '10',
    fields: { group: 'G1', left_on: '2026-05-20' },
  })
  expect(pigs.status).toBe(200)
  const slaughter = (quantity: string, fields: Record<string, unknown> = { slaughtered_on: '2026-05-21' }) =>
    step(
      f,
      'slaughter',
      { inputs: [{ holdingId: pigs.body.batch.holdingId }], outputs: [{ productId: half, quantity }], fields },
      'livestock',
    )
  expect(await slaughter('20', {})).toMatchObject({ status: 400, body: { reason: 'record.law_field_missing' } })
  expect(await slaughter('21')).toMatchObject({ status: 409, body: { reason: 'yield.too_much' } })
  expect(await slaughter('20')).toMatchObject({
    status: 200,
    body: { batches: [{ quantity: '20', unit: 'half_carcass' }] },
  })
})

test('a failed test is a signal on the batch that the county sees', async () => {
  const f = await makeFarm(t)
  const { holdingId } = await picked(f)
  const tested = (result: string) =>
    step(f, 'test', {
      inputs: [{ holdingId }],
      fields: { kind: 'own', items: '农药残留', tested_on: '2026-05-21', result },
    })
  expect((await tested('pass')).status).toBe(200)
  const failed = await tested('fail')
  const county = t.as({ kind: 'agency', divisions: ['460200'], sectors: ['crop'] })
  const seen = async () => (await county(listSignals, { partyId: f.partyId })).body.items
  expect(await seen()).toMatchObject([
    { kind: 'test_failed', holdingId, recordId: failed.body.records[0]!.recordId, productName: '示例贵妃芒' },
  ])
  await f.call(records.voidRecord, { recordId: failed.body.records[0]!.recordId, reason: '样品有误' })
  await t.drain()
  expect(await seen()).toEqual([])
})

test('a record and its event are declared an error together, from either side', async () => {
  const f = await makeFarm(t)
  const { holdingId } = await picked(f)
  const sell = async () =>
    (await step(f, 'retail_sale', { inputs: [{ holdingId, quantity: '10' }], fields: { sold_on: '2026-05-21' } })).body
      .records[0]!
  const [one, two] = [await sell(), await sell()]
  expect((await f.call(records.voidRecord, { recordId: one.recordId, reason: '未售出' })).status).toBe(200)
  expect((await f.call(voidEvent, { eventId: two.eventId, reason: '数量有误' })).status).toBe(200)
  await t.drain()
  expect(await stock(f)).toMatchObject({ [holdingId]: '100' })
  expect((await f.call(records.getRecord, { recordId: two.recordId })).body.voided).toMatchObject({
    reason: '数量有误',
  })
  expect((await f.call(records.listRecords, { voided: 'without' })).body.items).toHaveLength(1)
})

test('a harvest whose goods went on cannot be declared an error before what came of them', async () => {
  const f = await makeFarm(t)
  const made = await f.call(harvests.harvest, {
    productId: f.productId,
    event: 'harvest',
    quantity: '100',
    fields: { plot: f.plot1, harvested_on: '2026-05-20' },
  })
  const { holdingId } = made.body.batch
  await step(f, 'split', { inputs: [{ holdingId }], outputs: [{ quantity: '40' }] })
  const voiding = await f.call(records.voidRecord, { recordId: made.body.recordId, reason: '试' })
  expect(voiding).toMatchObject({ status: 409, body: { reason: 'event.has_outputs' } })
  expect((await f.call(records.getRecord, { recordId: made.body.recordId })).body.voided).toBeNull()
})

test('steps are of one’s own batches and of their profile', async () => {
  const f = await makeFarm(t, { sectors: ['crop', 'fishery'] })
  const other = await makeFarm(t)
  const { holdingId } = await picked(other)
  const fields = { stored_on: '2026-05-21' }
  expect(await step(f, 'store', { inputs: [{ holdingId }], fields })).toMatchObject({
    status: 404,
    body: { reason: 'holding.not_found' },
  })
  const own = await picked(f)
  expect(await step(f, 'store', { inputs: [{ holdingId: own.holdingId }], fields }, 'fishery')).toMatchObject({
    status: 400,
    body: { reason: 'step.other_profile' },
  })
})

test('a step sent twice under one command id is one, and under a record id of before is refused', async () => {
  const f = await makeFarm(t)
  const { holdingId } = await picked(f)
  const [id, recordId] = [newId(), newId()]
  const send = (commandId: string) =>
    f.call(
      recordStep,
      {
        profile: 'crop',
        event: 'retail_sale',
        recordId,
        inputs: [{ holdingId, quantity: '10' }],
        fields: { sold_on: '2026-05-21' },
      },
      commandId,
    )
  const answers = await Promise.all([send(id), send(id), send(id)])
  expect(answers.map((a) => a.status)).toEqual([200, 200, 200])
  expect((await send(newId())).body.reason).toBe('record.id_reused')
  expect(await stock(f)).toMatchObject({ [holdingId]: '90' })
})

test('an exact time before the goods began is refused; without a time the order of a day is free', async () => {
  const f = await makeFarm(t)
  const harvested = await f.call(harvests.harvest, {
    productId: f.productId,
    event: 'harvest',
    quantity: '10',
    happenedAt: '2026-06-01T09:00:00+08:00',
    fields: { plot: f.plot1, harvested_on: '2026-06-01' },
  })
  const { holdingId } = harvested.body.batch
  const sell = (happenedAt?: string) =>
    step(f, 'retail_sale', {
      inputs: [{ holdingId, quantity: '1' }],
      fields: { sold_on: '2026-06-01' },
      ...(happenedAt ? { happenedAt } : {}),
    })
  expect((await sell('2026-06-01T08:59:00+08:00')).body.reason).toBe('event.before_input')
  expect((await sell()).status).toBe(200)
})
