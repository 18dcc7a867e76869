import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeFarm, spraying } from '../../../test/production/farm.ts'
import { newId } from '../../platform/id.ts'
import * as harvests from './harvest/schema.ts'
import * as inputs from './input/schema.ts'
import * as records from './record/schema.ts'
import { listRefusals } from './refusal/schema.ts'
import { listSignals } from './signal/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Farm = Awaited<ReturnType<typeof makeFarm>>
const line = (plot: string, over: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  profile: 'crop',
  event: 'pesticide_use',
  fields: spraying(plot, over),
  ...more,
})
const spray = (f: Farm, plot: string, over: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  f.call(records.recordProduction, line(plot, over, more))
const named = (name: string, substances?: string[]) => ({
  input: { name, kind: 'pesticide', source: '示例农资店', ...(substances ? { substances } : {}) },
})
const pick = (f: Farm, plot: string, on: string) =>
  f.call(harvests.harvest, {
    productId: f.productId,
    event: 'harvest',
    quantity: '100',
    fields: { plot, harvested_on: on },
  })
const county = () => t.as({ kind: 'agency', divisions: ['460200'], sectors: ['crop'] })
const refusalsOf = async (f: Farm) => (await county()(listRefusals, { partyId: f.partyId })).body.items
const signalsOf = async (f: Farm, more: Record<string, unknown> = {}) =>
  (await county()(listSignals, { partyId: f.partyId, ...more })).body.items
const journalOf = async (f: Farm, kind: string) => {
  const { rows } = await t.owner.query<{ n: number }>(
    'select count(*)::int as n from platform.journal where party_id = $1 and kind = $2',
    [f.partyId, kind],
  )
  return rows[0]!.n
}

test.each([
  ['by its name', named('甲胺磷'), '甲胺磷'],
  ['inside a trade name', named('示例牌50%甲胺磷乳油'), '甲胺磷'],
  ['by another name', named('呋喃丹', undefined), '克百威'],
  ['in full width and with spaces', named('示例２，４－ 滴丁酯'), '2,4-滴丁酯'],
  ['in Latin letters', named('示例 ddt 粉剂'), '滴滴涕'],
  ['by an active substance under a harmless name', named('示例果园清', ['水胺硫磷']), '水胺硫磷'],
])('a banned input is refused %s, and its county hears of it', async (_, over, substance) => {
  const f = await makeFarm(t)
  const days = { used_on: '2026-06-01', stopped_on: '2026-06-01' }
  const { status, body } = await spray(f, f.plot1, { ...over, ...days })
  expect({ status, body }).toMatchObject({ status: 409, body: { reason: 'input.banned', details: { substance } } })
  expect(body.details!['basis']).toMatch(/公告|环境部/)
  expect(body.title).toContain(substance)
  expect(await refusalsOf(f)).toMatchObject([
    {
      reason: 'input.banned',
      rule: 'AG-2',
      substance,
      event: 'pesticide_use',
      target: f.plot1,
      happenedOn: '2026-06-01',
    },
  ])
  expect((await f.call(records.listRecords, {})).body.items).toEqual([])
  expect(await journalOf(f, 'production.refused')).toBe(1)
})

test('a ban counts from its day on: 克百威 is banned since 2026-06-01', async () => {
  const f = await makeFarm(t)
  const on = (day: string) => spray(f, f.plot1, { ...named('克百威'), used_on: day, stopped_on: day })
  expect((await on('2026-05-31')).status).toBe(200)
  expect(await on('2026-06-01')).toMatchObject({ status: 409, body: { details: { from: '2026-06-01' } } })
})

test.each(['丁硫克百威', '乙酰甲胺磷', '硫双灭多威'])(
  '%s is not taken for the banned one it contains',
  async (name) => {
    const f = await makeFarm(t)
    const plot = await f.plot('稻田', '010101')
    expect((await spray(f, plot, { ...named(name), used_on: '2026-06-01', stopped_on: '2026-06-01' })).status).toBe(200)
  },
)

test('a restricted input is refused on the crops of its notice, whoever names the crop', async () => {
  const f = await makeFarm(t)
  const vegetables = await f.plot('菜地', '010401')
  const rice = await f.plot('稻田', '010101')
  const use = (plot: string, productId?: string) => spray(f, plot, named('毒死蜱乳油'), productId ? { productId } : {})
  expect(await use(vegetables)).toMatchObject({
    status: 409,
    body: { reason: 'input.restricted', details: { substance: '毒死蜱', rule: 'AG-2-restricted' } },
  })
  // naming a product that may be sprayed does not make the vegetables another crop
  expect((await use(vegetables, f.productId)).body.reason).toBe('input.restricted')
  expect((await use(rice)).status).toBe(200)
  expect(await refusalsOf(f)).toHaveLength(2)
})

test('what was last sown says what grows there; where nothing does, a restricted input is only warned of', async () => {
  const f = await makeFarm(t, { product: { name: '示例菜心', spec: '', classCode: '0104', unit: 'kg' } })
  expect((await spray(f, f.plot1, named('毒死蜱'))).body.warnings).toContain('input.crop_unknown')
  const sown = await f.call(records.recordProduction, {
    profile: 'crop',
    event: 'sowing',
    productId: f.productId,
    fields: { plot: f.plot1, variety: '示例', planted_on: '2026-04-01', area: { quantity: '2', unit: 'mu' } },
  })
  expect(sown).toMatchObject({ status: 200, body: { warnings: ['field.recommended:seed'] } })
  expect((await spray(f, f.plot1, named('毒死蜱'))).body.reason).toBe('input.restricted')
  expect((await spray(f, f.plot2, named('毒死蜱'), { productId: f.productId })).body.reason).toBe('input.restricted')
})

const purchase = {
  name: '示例吡虫啉',
  kind: 'pesticide' as const,
  registrationNumber: 'PD00000001',
  substances: ['吡虫啉'],
  source: '示例农资店',
  maker: '示例农药厂',
  batchNo: 'B-7',
  quantity: '2',
  unit: 'l' as const,
  boughtOn: '2026-04-20',
  documentNo: '示例-001',
}

test('what was bought fills the record of its use, and what is left of it is shown but stops nothing', async () => {
  const f = await makeFarm(t)
  const { purchaseId } = (await f.call(inputs.recordInputPurchase, purchase)).body
  const { maker: _, ...fields } = spraying(f.plot1, { input: undefined, amount: { quantity: '1500', unit: 'ml' } })
  const use = (more: Record<string, unknown> = {}) =>
    f.call(records.recordProduction, {
      profile: 'crop',
      event: 'pesticide_use',
      purchaseId,
      fields: { ...fields, ...more },
    })
  const made = await use()
  expect(made).toMatchObject({ status: 200, body: { missing: [] } })
  expect((await f.call(records.getRecord, { recordId: made.body.recordId })).body.fields).toMatchObject({
    input: {
      name: '示例吡虫啉',
      kind: 'pesticide',
      source: '示例农资店',
      registrationNumber: 'PD00000001',
      substances: ['吡虫啉'],
    },
    purchase_batch: 'B-7',
    maker: '示例农药厂',
  })
  const left = async () => (await f.call(inputs.listInputPurchases, { q: '吡虫' })).body.items[0]!
  expect(await left()).toMatchObject({ left: '0.5', uncountedUses: 0, documentNo: '示例-001' })
  expect((await use()).status).toBe(200)
  expect(await left()).toMatchObject({ left: '-1' })
  await use({ amount: { quantity: '1', unit: 'bottle' } })
  expect(await left()).toMatchObject({ left: '-1', uncountedUses: 1 })
  expect(await use({ input: { name: '别的', kind: 'pesticide' } })).toMatchObject({
    body: { reason: 'record.other_than_bought' },
  })
  // a use that was an error gives back what it took
  await f.call(records.voidRecord, { recordId: made.body.recordId, reason: '重复' })
  expect(await left()).toMatchObject({ left: '0.5' })
  const voiding = () => f.call(inputs.voidInputPurchase, { purchaseId, reason: '记错' })
  expect(await voiding()).toMatchObject({ status: 409, body: { reason: 'input.purchase_used' } })
})

test('a purchase that was an error can no longer be picked', async () => {
  const f = await makeFarm(t)
  const { purchaseId } = (await f.call(inputs.recordInputPurchase, purchase)).body
  expect((await f.call(inputs.voidInputPurchase, { purchaseId, reason: '记错' })).status).toBe(200)
  expect((await spray(f, f.plot1, {}, { purchaseId })).body.reason).toBe('purchase.not_found')
  expect((await f.call(inputs.listInputPurchases, {})).body.items[0]).toMatchObject({ voidedAt: expect.any(String) })
})

test('buying what is banned is refused and reported; a purchase of a day to come or of nothing is refused', async () => {
  const f = await makeFarm(t)
  const buy = (over: Partial<typeof purchase>) => f.call(inputs.recordInputPurchase, { ...purchase, ...over })
  expect((await buy({ name: '示例净', substances: ['甲拌磷'] })).body.reason).toBe('input.banned')
  expect(await refusalsOf(f)).toMatchObject([{ reason: 'input.banned', substance: '甲拌磷', sector: null }])
  expect((await buy({ boughtOn: '2026-06-02' })).body.reason).toBe('record.in_future')
  expect((await buy({ quantity: '0' })).body.reason).toBe('quantity.not_positive')
  expect((await buy({ source: ' ' })).status).toBe(400)
})

test('a purchase’s banned substance is found though the record names none', async () => {
  const f = await makeFarm(t)
  // bought while it was still allowed
  const { purchaseId } = (
    await f.call(inputs.recordInputPurchase, {
      ...purchase,
      name: '示例旧药',
      substances: ['克百威'],
      boughtOn: '2026-05-01',
    })
  ).body
  const use = (day: string) => spray(f, f.plot1, { input: undefined, used_on: day, stopped_on: day }, { purchaseId })
  expect((await use('2026-05-20')).status).toBe(200)
  expect((await use('2026-06-01')).body.reason).toBe('input.banned')
})

test('many records from a phone are kept all or none, and every bad line is named', async () => {
  const f = await makeFarm(t)
  const lines = Array.from({ length: 5 }, () => line(f.plot1, {}, { recordId: newId() }))
  const bad = [
    ...lines.slice(0, 2),
    line(f.plot1, { target: '' }, { recordId: newId() }),
    lines[2]!,
    line(f.plot1, named('甲胺磷'), { recordId: newId() }),
  ] as typeof lines
  const refused = await f.call(records.recordProductionMany, { records: bad as never })
  expect(refused).toMatchObject({
    status: 400,
    body: {
      reason: 'record.law_field_missing',
      details: {
        line: 3,
        lines: [
          { line: 3, reason: 'record.law_field_missing' },
          { line: 5, reason: 'input.banned', details: { substance: '甲胺磷' } },
        ],
      },
    },
  })
  expect((await f.call(records.listRecords, {})).body.items).toEqual([])
  expect(await refusalsOf(f)).toHaveLength(1)
  const made = await f.call(records.recordProductionMany, { records: lines as never })
  expect(made.status).toBe(200)
  expect(made.body.records.map((r) => r.recordId)).toEqual(lines.map((l) => (l as { recordId?: string }).recordId))
  expect((await f.call(records.listRecords, {})).body.items).toHaveLength(5)
})

test('a record sent again in other company is still one; the same id for another record is refused', async () => {
  const f = await makeFarm(t)
  const [a, b, c] = [newId(), newId(), newId()]
  const many = (list: object[]) => f.call(records.recordProductionMany, { records: list as never })
  const first = await many([line(f.plot1, {}, { recordId: a }), line(f.plot1, {}, { recordId: b })])
  const second = await many([line(f.plot1, {}, { recordId: b }), line(f.plot2, {}, { recordId: c })])
  expect(second.status).toBe(200)
  expect(second.body.records[0]).toEqual(first.body.records[1])
  expect((await f.call(records.listRecords, {})).body.items).toHaveLength(3)
  expect(await many([line(f.plot2, {}, { recordId: a })])).toMatchObject({
    status: 409,
    body: { reason: 'record.id_reused' },
  })
  expect(await many([line(f.plot2, {}, { recordId: a }), line(f.plot2, {}, { recordId: a })])).toMatchObject({
    body: { reason: 'record.id_twice' },
  })
  expect(await many(Array.from({ length: 201 }, () => line(f.plot1, {}, { recordId: newId() })))).toMatchObject({
    status: 400,
    body: { reason: 'request.invalid' },
  })
})

test('a use recorded after the harvest it would have refused is a signal on the batch, not a refusal', async () => {
  const f = await makeFarm(t)
  const harvested = await pick(f, f.plot1, '2026-05-05')
  const other = await pick(f, f.plot1, '2026-05-08')
  // the harvest is long looked at when the use arrives
  await t.drain()
  expect(await signalsOf(f)).toEqual([])
  const late = await spray(f, f.plot1)
  expect(late.status).toBe(200)
  await t.drain()
  expect(await signalsOf(f)).toMatchObject([
    {
      kind: 'late_use',
      partyName: '示例农场',
      holdingId: harvested.body.batch.holdingId,
      recordId: harvested.body.recordId,
      useRecord: late.body.recordId,
      inputName: '示例氯虫苯甲酰胺',
      happenedOn: '2026-05-05',
      allowedFrom: '2026-05-08',
      withdrawnAt: null,
    },
  ])
  expect(await signalsOf(f, { holdingId: other.body.batch.holdingId })).toEqual([])
  expect(await journalOf(f, 'production.lateUse')).toBe(1)
  // the operator sees it too; a neighbour and another county do not
  expect((await f.call(listSignals, {})).body.items).toHaveLength(1)
  for (const call of [
    (await makeFarm(t)).call,
    t.as({ kind: 'agency', divisions: ['460100'], sectors: ['crop'] }),
    t.as({ kind: 'agency', divisions: ['460200'], sectors: ['fishery'] }),
  ])
    expect((await call(listSignals, { partyId: f.partyId })).body.items).toEqual([])
  // the use was an error: the signal holds no more, and stays on record
  await f.call(records.voidRecord, { recordId: late.body.recordId, reason: '记错了地块' })
  await t.drain()
  expect(await signalsOf(f)).toEqual([])
  expect(await signalsOf(f, { withdrawn: 'with' })).toMatchObject([{ withdrawnAt: expect.any(String) }])
})

test('of an operator with two sectors an agency of one sees what belongs to it', async () => {
  const f = await makeFarm(t, { sectors: ['crop', 'livestock'] })
  await pick(f, f.plot1, '2026-05-05')
  await spray(f, f.plot1)
  await pick(f, f.plot1, '2026-05-06')
  await t.drain()
  const seen = async (sector: string) => {
    const call = t.as({ kind: 'agency', divisions: ['460200'], sectors: [sector] })
    const { partyId } = f
    return [
      (await call(records.listRecords, { partyId })).body.items.length,
      (await call(listRefusals, { partyId })).body.items.length,
      (await call(listSignals, { partyId })).body.items.length,
    ]
  }
  expect(await seen('crop')).toEqual([2, 1, 1])
  expect(await seen('livestock')).toEqual([0, 0, 0])
})

test('a harvest and a use that arrive together never both pass unseen', async () => {
  const f = await makeFarm(t)
  for (let i = 0; i < 10; i++) {
    const plot = await f.plot(`同时${i}`)
    const [harvested, used] = await Promise.all([pick(f, plot, '2026-05-05'), spray(f, plot)])
    expect(used.status).toBe(200)
    await t.drain()
    const signals = harvested.status === 200 ? await signalsOf(f, { holdingId: harvested.body.batch.holdingId }) : []
    if (harvested.status === 200) expect(signals).toMatchObject([{ kind: 'late_use' }])
    else expect(harvested.body.reason).toBe('harvest.inside_interval')
  }
})

test('a use declared an error to make way for a harvest is seen', async () => {
  const f = await makeFarm(t)
  const { recordId } = (await spray(f, f.plot1)).body
  await f.call(records.voidRecord, { recordId, reason: '记错了' })
  const harvested = await pick(f, f.plot1, '2026-05-05')
  expect(harvested.status).toBe(200)
  await t.drain()
  expect(await signalsOf(f)).toMatchObject([
    { kind: 'voided_use', useRecord: recordId, holdingId: harvested.body.batch.holdingId },
  ])
})
