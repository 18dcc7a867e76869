import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { refusal } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import { newId } from '../../../platform/id.ts'
import { createProduct, retireProduct } from '../../catalogue/schema.ts'
import { emptyOpenPack, fillOpenPack, getHolding, listEvents, listHoldings, voidEvent } from '../../trace/schema.ts'
import { getRecord, listRecords } from '../record/schema.ts'
import { recordStep } from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Farm = Awaited<ReturnType<typeof makeFarm>>
const today = '2026-06-01'
const step = (f: Farm, event: string, more: Record<string, unknown>, profile = 'crop') =>
  f.call(recordStep, { profile, event, fields: {}, ...more })
const supplier = { supplier_name: '示例合作社', supplier_address: '示例村', supplier_contact: '0898-00000000' }
const buy = (f: Farm, productId: string, quantity = '100', more: Record<string, unknown> = {}, profile = 'crop') => {
  const outputs = [{ productId, quantity, ...more }]
  return step(f, 'purchase_in', { outputs, fields: { ...supplier, purchased_on: today } }, profile)
}
const ok = async (answer: ReturnType<typeof step>) => {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
/** A batch that the farm bought. */
const bought = async (f: Farm, quantity = '100') => (await ok(buy(f, f.productId, quantity))).batches[0]!
const stockOf = async (f: Farm, holdingId: string) =>
  (await f.call(getHolding, { holdingId })).body.holdings.map((h) => [h.quantity, h.place])[0]

test('a batch is split, merged, packed, opened, crated, stored, used up and destroyed, and its history says so', async () => {
  const f = await makeFarm(t)
  const { holdingId } = await bought(f)
  const of = (quantity?: string) => ({ inputs: [{ holdingId, ...(quantity ? { quantity } : {}) }] })
  const { batches } = await ok(step(f, 'split', { ...of(), outputs: [{ quantity: '30' }, { quantity: '20' }] }))
  const inputs = batches.map((b) => ({ holdingId: b.holdingId }))
  const [merged] = (await ok(step(f, 'merge', { inputs }))).batches
  const from = { inputs: [{ holdingId: merged!.holdingId }] }
  const [pack] = (await ok(step(f, 'pack', { ...from, outputs: [{ quantity: '10' }] }))).batches
  await ok(step(f, 'unpack', { inputs: [{ holdingId: pack!.holdingId, quantity: '4' }] }))
  const contents = [merged!.holdingId, pack!.holdingId]
  const eventTime = t.deps.clock()
  const crate = (await f.call(fillOpenPack, { pack: 'new', contents, eventTime })).body.pack
  const { body: full } = await f.call(getHolding, { holdingId: crate.holdingId })
  expect(full.contents.map((c) => [c.holdingId, c.quantity]).sort()).toEqual(
    [
      [merged!.holdingId, '40'],
      [pack!.holdingId, '6'],
    ].sort(),
  )
  expect(refusal(await f.call(emptyOpenPack, { pack: { holdingId: crate.holdingId }, contents, eventTime }))).toBe(
    '200',
  )
  await ok(step(f, 'store', { ...of(), place: '示例冷库', fields: { stored_on: today } }))
  await ok(step(f, 'own_use', { ...of('1'), fields: { used_on: today, purpose: '示例食堂' } }))
  const fields = { destroyed_on: today, reason: 'spoiled', method: '深埋' }
  const [destroyed] = (await ok(step(f, 'destroy', { ...of('2'), fields }))).records
  expect(refusal(await f.call(voidEvent, { eventId: destroyed!.eventId, reason: '录错数量' }))).toBe('200')
  expect(await stockOf(f, holdingId)).toEqual(['49', '示例冷库'])
  const { body: history } = await f.call(listEvents, { holdingId })
  expect(history.items.map((e) => [e.kind, e.step, e.delta, e.voidedBy !== null])).toEqual([
    ['destroy', 'destroying', '-2', true],
    ['consume', 'own_use', '-1', false],
    ['observe', 'storing', '0', false],
    ['split', 'disassembling', '-50', false],
    ['purchase_in', 'accepting', '100', false],
  ])
  expect(history.items.at(-1)!.body).toMatchObject({
    fields: { profile: 'crop', event: 'purchase_in', supplier_name: '示例合作社' },
  })
  await t.drain()
  expect((await f.call(getRecord, { recordId: destroyed!.recordId })).body.voided).toMatchObject({ reason: '录错数量' })
})

test('a retired product, and another operator’s, cannot be bought in or made', async () => {
  const f = await makeFarm(t)
  const other = await makeFarm(t)
  const { holdingId } = await bought(f)
  const dry = (productId: string) =>
    step(f, 'process', {
      inputs: [{ holdingId, quantity: '1' }],
      outputs: [{ productId, quantity: '1' }],
      fields: { processed_on: today, method: 'dry' },
    })
  expect(refusal(await buy(f, other.productId))).toBe('404 product.not_found')
  expect(refusal(await dry(other.productId))).toBe('404 product.not_found')
  await f.call(retireProduct, { productId: f.productId })
  expect(refusal(await buy(f, f.productId))).toBe('409 product.retired')
  expect(refusal(await dry(f.productId))).toBe('409 product.retired')
})

test('what is no quantity is refused before anything happens', async () => {
  const f = await makeFarm(t)
  const asked = ['0', '-1', '1.2345', '1e3', 'many', ''].map(async (q) => refusal(await buy(f, f.productId, q)))
  expect(await Promise.all(asked)).toEqual(['400 quantity.not_positive', ...Array(5).fill('400 request.invalid')])
  expect((await f.call(listHoldings, {})).body.items).toEqual([])
  const { holdingId } = await bought(f)
  const use = (quantity: string) => step(f, 'own_use', { inputs: [{ holdingId, quantity }] })
  expect(refusal(await use('many'))).toBe('400 request.invalid')
  expect(refusal(await use('100.001'))).toBe('409 batch.not_enough')
})

test.each([
  ['slaughter', {}, '404 profile_event.not_found'],
  ['store', { holdingId: newId() }, '404 holding.not_found'],
  ['store', { fields: {} }, '400 record.fields_wrong'],
  ['store', { pieces: ['A1'] }, '400 step.pieces_of_pack'],
] as const)('the step %s with %j is refused: %s', async (event, over: Record<string, unknown>, reason) => {
  const f = await makeFarm(t)
  const { fields = { stored_on: today }, ...input } = over
  const answer = await step(f, event, { inputs: [{ holdingId: (await bought(f)).holdingId, ...input }], fields })
  expect(refusal(answer)).toBe(reason)
  expect((await f.call(listRecords, { event })).body.items).toEqual([])
})

test('goods bought in may be older than the purchase, never younger', async () => {
  const f = await makeFarm(t)
  const [rice] = (await ok(buy(f, f.productId, '10', { madeOn: '2026-05-20' }))).batches
  const madeOn = async (holdingId: string) => (await f.call(getHolding, { holdingId })).body.holdings[0]!.madeOn
  expect(await madeOn(rice!.holdingId)).toBe('2026-05-20')
  expect(await madeOn((await bought(f)).holdingId)).toBe(today)
  expect(refusal(await buy(f, f.productId, '10', { madeOn: '2026-06-02' }))).toBe('400 step.made_later')
})

test('a process takes goods of another profile beside those of its own, and nothing else does', async () => {
  const f = await makeFarm(t, { sectors: ['crop', 'livestock'] })
  const { productId } = (await f.call(createProduct, { name: '示例鸡蛋', classCode: '02S0301', unit: 'kg' })).body
  const { productId: made } = (await f.call(createProduct, { name: '示例芒果干', classCode: '0103S9001', unit: 'kg' }))
    .body
  const mango = await bought(f)
  const [eggs] = (await ok(buy(f, productId, '10', {}, 'livestock'))).batches
  const both = [{ holdingId: mango.holdingId }, { holdingId: eggs!.holdingId, quantity: '1' }]
  const dry = (inputs: object[], quantity: string) =>
    step(f, 'process', {
      inputs,
      outputs: [{ productId: made, quantity }],
      fields: { processed_on: today, method: 'dry' },
    })
  // eggs add nothing to what mangoes can give
  expect(refusal(await dry(both, '50.001'))).toBe('409 yield.too_much')
  expect(refusal(await dry([both[1]!], '1'))).toBe('400 step.other_profile')
  const fields = { stored_on: today }
  expect(refusal(await step(f, 'store', { inputs: both.map(({ holdingId }) => ({ holdingId })), fields }))).toBe(
    '400 step.other_profile',
  )
  expect(refusal(await step(f, 'merge', { inputs: both }))).toBe('400 step.other_profile')
  await ok(dry(both, '50'))
  expect([await stockOf(f, mango.holdingId), await stockOf(f, eggs!.holdingId)]).toEqual([
    ['0', null],
    ['9', null],
  ])
})

test('goods of several makers become the product that is named, all of them and no more', async () => {
  const f = await makeFarm(t)
  const like = { name: '示例邻村贵妃芒', classCode: '0103S01', unit: 'kg' as const }
  const { productId } = (await f.call(createProduct, like)).body
  const own = await bought(f)
  const [others] = (await ok(buy(f, productId, '20'))).batches
  const merge = (outputs: object[]) =>
    step(f, 'merge', { inputs: [own, others!].map(({ holdingId }) => ({ holdingId })), outputs })
  expect(refusal(await merge([]))).toBe('409 merge.needs_product')
  expect(refusal(await merge([{ productId: f.productId, quantity: '119' }]))).toBe('400 merge.other_quantity')
  const { batches } = await ok(merge([{ productId: f.productId, quantity: '120' }]))
  expect(batches).toMatchObject([{ productId: f.productId, quantity: '120' }])
  expect(await stockOf(f, others!.holdingId)).toEqual(['0', null])
})

test('pieces are sealed into a pack by their identifiers and taken out one by one', async () => {
  const product = { name: '示例生猪', spec: '', classCode: '02S0101', unit: 'head' as const }
  const f = await makeFarm(t, { sectors: ['livestock'], product })
  const [herd] = (await ok(buy(f, f.productId, '5', {}, 'livestock'))).batches
  const tags = ['示例耳标1', '示例耳标2', '示例耳标3']
  const seal = (pieces: string[], quantity = '3') =>
    step(f, 'pack', { inputs: [{ holdingId: herd!.holdingId }], outputs: [{ quantity, pieces }] }, 'livestock')
  expect(refusal(await seal(tags, '2'))).toBe('400 pack.pieces_do_not_match')
  expect(refusal(await seal([tags[0]!, tags[0]!], '2'))).toBe('400 pack.piece_twice')
  const sealed = await ok(seal(tags))
  const [pack] = sealed.batches
  expect(refusal(await seal([tags[0]!, '示例耳标4'], '2'))).toBe('409 pack.piece_already_packed')
  const open = (more: object) => step(f, 'unpack', { inputs: [{ holdingId: pack!.holdingId, ...more }] }, 'livestock')
  expect(refusal(await open({}))).toBe('409 unpack.by_piece')
  expect(refusal(await open({ pieces: ['示例耳标9'] }))).toBe('409 unpack.not_inside')
  expect(refusal(await open({ pieces: tags.slice(1), quantity: '3' }))).toBe('400 pack.pieces_do_not_match')
  const opened = await ok(open({ pieces: tags.slice(1) }))
  expect(opened.batches.map((b) => [b.quantity, b.unit, b.code])).toEqual(Array(2).fill(['1', 'head', null]))
  expect(opened.records).toHaveLength(1)
  const { body: kept } = await f.call(getRecord, { recordId: opened.records[0]!.recordId })
  expect([...kept.holdingIds].sort()).toEqual([pack!, ...opened.batches].map((b) => b.holdingId).sort())
  expect([await stockOf(f, herd!.holdingId), await stockOf(f, pack!.holdingId)]).toEqual([
    ['2', null],
    ['1', null],
  ])
  const { body: held } = await f.call(listHoldings, { kind: 'piece' })
  expect(held.items.map((h) => h.holdingId).sort()).toEqual(opened.batches.map((b) => b.holdingId).sort())
})
