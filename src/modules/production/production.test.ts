import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeFarm, spraying } from '../../../test/production/farm.ts'
import { newId } from '../../platform/id.ts'
import { editProduct, retireProduct } from '../catalogue/schema.ts'
import { retirePlot } from '../registry/site/schema.ts'
import * as harvests from './harvest/schema.ts'
import * as inputs from './input/schema.ts'
import * as profiles from './profile/schema.ts'
import * as records from './record/schema.ts'
import { listRefusals } from './refusal/schema.ts'
import { recordStep } from './step/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Farm = Awaited<ReturnType<typeof makeFarm>>
const spray = (f: Farm, plot: string, over: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  f.call(records.recordProduction, { profile: 'crop', event: 'pesticide_use', fields: spraying(plot, over), ...more })
const pick = (f: Farm, plot: string, on: string, more: Record<string, unknown> = {}) =>
  f.call(harvests.harvest, {
    productId: f.productId,
    event: 'harvest',
    quantity: '120.5',
    fields: { plot, harvested_on: on },
    ...more,
  })

test('profiles of one’s sectors are served with the fields, choices and sources of their forms', async () => {
  const call = t.as({ sectors: ['fishery', 'crop'] })
  const list = await call(profiles.listProfiles, {})
  expect(list.body.items.map((p) => p.id).sort()).toEqual(['crop', 'fishery'])
  const { body } = await call(profiles.getProfile, { id: 'crop' })
  const use = body.events.find((e) => e.id === 'pesticide_use')!
  expect(use).toMatchObject({ object: 'plot', move: 'record' })
  expect(use.fields.find((f) => f.key === 'input')).toMatchObject({
    required: 'law',
    source: '农产品质量安全法 第27条第(一)项',
    inputKinds: ['pesticide', 'other'],
  })
  expect(use.fields.find((f) => f.key === 'method')!.choices!.length).toBeGreaterThan(3)
  expect(await call(profiles.getProfile, { id: 'livestock' })).toMatchObject({ status: 404 })
})

test('an input use is kept as the profile asks, says from when it allows a harvest, and is listed with its names', async () => {
  const f = await makeFarm(t)
  const made = await spray(f, f.plot1)
  expect(made).toMatchObject({
    status: 200,
    body: { happenedOn: '2026-05-01', allowedFrom: '2026-05-08', missing: [] },
  })
  const { body } = await f.call(records.getRecord, { recordId: made.body.recordId })
  expect(body).toMatchObject({
    partyName: '示例农场',
    event: 'pesticide_use',
    eventName: { zh: '用药' },
    targets: [{ id: f.plot1, name: '示例基地 一号地' }],
    fields: { target: '蓟马', interval_days: '7' },
    voided: null,
    onBehalfOf: null,
  })
  expect(body).toHaveProperty('accountId', f.call.actor.accountId)
})

test('an entry helper’s record shows who entered it and for whom', async () => {
  const f = await makeFarm(t, { onBehalfOf: newId() })
  const { body } = await spray(f, f.plot1)
  expect((await f.call(records.getRecord, { recordId: body.recordId })).body.onBehalfOf).toBe(f.call.actor.onBehalfOf)
})

test.each([
  ['a field the law asks for', { target: undefined }, 'record.law_field_missing', '防治对象'],
  ['the input itself', { input: undefined }, 'record.law_field_missing', '农药'],
  ['the day of stopping', { stopped_on: '' }, 'record.law_field_missing', '停用日期'],
  ['a field that we require', { interval_days: undefined }, 'record.fields_wrong', '安全间隔期'],
  ['a field the profile does not have', { colour: 'red' }, 'record.fields_wrong', 'colour'],
  ['a date that does not exist', { used_on: '2026-02-30' }, 'record.fields_wrong', '使用日期'],
  ['a quantity as a number', { amount: { quantity: 200, unit: 'ml' } }, 'record.fields_wrong', '用量'],
  ['a unit that does not fit', { amount: { quantity: '2', unit: 'head' } }, 'record.fields_wrong', '用量'],
  ['a choice there is not', { method: 'prayer' }, 'record.fields_wrong', '使用方法'],
  ['an interval that is not whole', { interval_days: '7.5' }, 'record.fields_wrong', '安全间隔期'],
  ['a person by name', { person: '某某' }, 'record.fields_wrong', '操作人'],
  ['a day that has not come', { used_on: '2026-06-02', stopped_on: '2026-06-02' }, 'record.in_future', '2026-06-02'],
])('a record is refused for %s, and says what to do', async (_, over, reason, says) => {
  const f = await makeFarm(t)
  const { status, body } = await spray(f, f.plot1, over)
  expect({ status, reason: body.reason }).toEqual({ status: 400, reason })
  expect(body.title).toContain(says)
  expect((await f.call(records.listRecords, {})).body.items).toEqual([])
})

test('today is today in Shanghai, where it is tomorrow already', async () => {
  const f = await makeFarm(t)
  t.setNow('2026-06-01T16:30:00.000Z')
  const made = await spray(f, f.plot1, { used_on: '2026-06-02', stopped_on: '2026-06-02' })
  t.setNow('2026-06-01T08:00:00.000Z')
  expect(made).toMatchObject({ status: 200, body: { happenedOn: '2026-06-02' } })
})

test('the time given must lie on the day given', async () => {
  const f = await makeFarm(t)
  const at = (happenedAt: string) => spray(f, f.plot1, {}, { happenedAt })
  expect(await at('2026-05-01T23:30:00+08:00')).toMatchObject({ status: 200 })
  expect(await at('2026-05-01T23:30:00Z')).toMatchObject({ status: 400, body: { reason: 'record.other_day' } })
  expect(await at('2026-06-01T08:06:00Z')).toMatchObject({ status: 400, body: { reason: 'record.in_future' } })
})

test('a missing source is accepted and shown as what the law still asks for', async () => {
  const f = await makeFarm(t)
  const made = await spray(f, f.plot1, { input: { name: '示例农药', kind: 'pesticide' } })
  expect(made).toMatchObject({ status: 200, body: { missing: ['input.source'] } })
  const { body } = await f.call(records.getCompleteness, { from: '2026-05-01', to: '2026-05-31' })
  expect(body).toMatchObject({
    records: 1,
    complete: 0,
    missing: [{ event: 'pesticide_use', key: 'input.source', count: 1 }],
    incomplete: [{ recordId: made.body.recordId }],
  })
})

test('a harvest of a plot on which nothing else is on record is named', async () => {
  const f = await makeFarm(t)
  await spray(f, f.plot1)
  await pick(f, f.plot1, '2026-05-20')
  const bare = await pick(f, f.plot2, '2026-05-20')
  const { body } = await f.call(records.getCompleteness, { from: '2026-05-01', to: '2026-05-31' })
  expect(body.bare).toEqual([
    {
      recordId: bare.body.recordId,
      event: 'harvest',
      happenedOn: '2026-05-20',
      target: { id: f.plot2, name: '示例基地 二号地' },
    },
  ])
})

test('plots, products and purchases must be one’s own and in use', async () => {
  const f = await makeFarm(t)
  const other = await makeFarm(t)
  expect(await spray(f, other.plot1)).toMatchObject({ status: 404, body: { reason: 'plot.not_found' } })
  expect(await spray(f, f.plot1, {}, { productId: other.productId })).toMatchObject({ status: 404 })
  expect(await pick(f, f.plot1, '2026-05-20', { productId: other.productId })).toMatchObject({ status: 404 })
  expect(await spray(f, f.plot1, {}, { purchaseId: newId() })).toMatchObject({
    status: 404,
    body: { reason: 'purchase.not_found' },
  })
  expect(await pick(f, f.plot1, '2026-05-20', { alsoFrom: [other.plot1] })).toMatchObject({
    status: 404,
    body: { reason: 'plot.not_found' },
  })
  await f.call(retirePlot, { plotId: f.plot2 })
  expect(await spray(f, f.plot2)).toMatchObject({ status: 409, body: { reason: 'plot.retired' } })
  await f.call(retireProduct, { productId: f.productId })
  expect(await pick(f, f.plot1, '2026-05-20')).toMatchObject({ status: 409, body: { reason: 'product.retired' } })
})

test('a harvest is no record, a record no harvest, a step neither', async () => {
  const f = await makeFarm(t)
  const fields = { plot: f.plot1, harvested_on: '2026-05-20' }
  const as = (event: string) => f.call(records.recordProduction, { profile: 'crop', event, fields })
  expect(await as('harvest')).toMatchObject({ status: 400, body: { reason: 'record.use_harvest' } })
  expect(await as('process')).toMatchObject({ status: 400, body: { reason: 'record.use_step' } })
  expect(await as('flying')).toMatchObject({ status: 404, body: { reason: 'profile_event.not_found' } })
  expect(await pick(f, f.plot1, '2026-05-20', { event: 'pesticide_use' })).toMatchObject({
    body: { reason: 'harvest.other_event' },
  })
  expect(await f.call(records.recordProduction, { profile: 'livestock', event: 'stocking', fields: {} })).toMatchObject(
    { status: 404, body: { reason: 'profile.not_found' } },
  )
})

// the worked numbers of docs/domain/safety-interval.md, "Harvest on a day", asked of the platform
test.each([
  [[['2026-05-01', '2026-05-01', '7']], '2026-05-07', '2026-05-08'],
  [[['2026-05-01', '2026-05-01', '7']], '2026-05-08', undefined],
  [[['2026-05-01', '2026-05-01', '7']], '2026-05-01', '2026-05-08'],
  [[['2026-05-01', '2026-05-01', '7']], '2026-04-30', undefined],
  [[['2026-05-01', '2026-05-10', '5']], '2026-05-04', '2026-05-15'],
  [[['2026-05-03', '2026-05-01', '7']], '2026-05-09', '2026-05-10'],
  [
    [
      ['2026-05-01', '2026-05-01', '7'],
      ['2026-05-12', '2026-05-12', '7'],
    ],
    '2026-05-10',
    undefined,
  ],
  [
    [
      ['2026-05-01', '2026-05-01', '21'],
      ['2026-05-10', '2026-05-10', '3'],
    ],
    '2026-05-14',
    '2026-05-22',
  ],
  [[['2026-05-01', '2026-05-01', '0']], '2026-05-01', undefined],
])('used %j: a harvest on %s is refused until %s', async (uses, on, until) => {
  const f = await makeFarm(t)
  for (const [used_on, stopped_on, interval_days] of uses)
    expect((await spray(f, f.plot1, { used_on, stopped_on, interval_days })).status).toBe(200)
  const preview = await f.call(harvests.harvestPreview, { targets: [f.plot1], date: on })
  expect(preview.body).toMatchObject({ allowed: until === undefined, allowedFrom: until ?? on })
  const { status, body } = await pick(f, f.plot1, on)
  if (until)
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { reason: 'harvest.inside_interval', details: { allowedFrom: until, target: f.plot1 } },
    })
  else expect(status).toBe(200)
  // the other plot is not touched by it
  expect((await pick(f, f.plot2, on)).status).toBe(200)
})

test('a refused harvest leaves no batch, is kept with its reason, and its county sees it while the next one does not', async () => {
  const f = await makeFarm(t)
  await spray(f, f.plot1)
  const id = newId()
  const again = () =>
    f.call(
      harvests.harvest,
      {
        productId: f.productId,
        event: 'harvest',
        quantity: '10',
        alsoFrom: [f.plot1],
        fields: { plot: f.plot2, harvested_on: '2026-05-05' },
      },
      id,
    )
  const refused = await again()
  expect(refused.body.title).toBe(
    '示例基地 一号地 于 2026-05-01 使用“示例氯虫苯甲酰胺”,间隔期 7 天未满,2026-05-08 起方可采收(农药管理条例 第34条)。此次操作已上报监管机构。',
  )
  expect((await again()).status).toBe(409) // sent again: the same refusal, once
  const county = t.as({ kind: 'agency', divisions: ['460200'], sectors: ['crop'] })
  const seen = await county(listRefusals, { partyId: f.partyId })
  expect(seen.body.items).toHaveLength(1)
  expect(seen.body.items[0]).toMatchObject({
    partyName: '示例农场',
    reason: 'harvest.inside_interval',
    rule: 'AG-1',
    target: f.plot1,
    inputName: '示例氯虫苯甲酰胺',
    productName: '示例贵妃芒',
    happenedOn: '2026-05-05',
    details: { allowedFrom: '2026-05-08' },
  })
  const rows = async (call: Farm['call']) => (await call(listRefusals, { partyId: f.partyId })).body.items.length
  expect(await rows(f.call)).toBe(1)
  expect(await rows(t.as({ kind: 'agency', divisions: ['460100'], sectors: ['crop'] }))).toBe(0)
  expect(await rows(t.as({ kind: 'agency', divisions: ['460200'], sectors: ['fishery'] }))).toBe(0)
  expect(await rows((await makeFarm(t)).call)).toBe(0)
  const { rows: kept } = await t.owner.query(
    `select kind, data->>'reason' as reason, (select count(*)::int from trace.holding where party_id = $1) as goods
     from platform.journal where party_id = $1 and kind = 'production.refused'`,
    [f.partyId],
  )
  expect(kept).toEqual([{ kind: 'production.refused', reason: 'harvest.inside_interval', goods: 0 }])
})

test('of goods from two plots the plot that forbids it longest decides, in whatever order they are named', async () => {
  const f = await makeFarm(t)
  await spray(f, f.plot1, { interval_days: '7' })
  await spray(f, f.plot2, { interval_days: '14' })
  for (const [plot, also] of [
    [f.plot1, f.plot2],
    [f.plot2, f.plot1],
  ] as const) {
    const { body } = await pick(f, plot, '2026-05-05', { alsoFrom: [also] })
    expect(body.details).toMatchObject({ allowedFrom: '2026-05-15', target: f.plot2 })
  }
  const { body } = await f.call(harvests.harvestPreview, { targets: [f.plot1, f.plot2], date: '2026-05-05' })
  expect(body).toMatchObject({
    allowedFrom: '2026-05-15',
    uses: [{ target: { id: f.plot2 } }, { target: { id: f.plot1 } }],
  })
})

test('goods of a plot come into being by a harvest alone: no other door lets one past the interval', async () => {
  const f = await makeFarm(t)
  await spray(f, f.plot1)
  const { status, body } = await f.call(recordStep, {
    profile: 'crop',
    event: 'harvest',
    outputs: [{ productId: f.productId, quantity: '10' }],
    fields: { plot: f.plot1, harvested_on: '2026-05-05' },
  })
  expect({ status, reason: body.reason }).toEqual({ status: 400, reason: 'record.use_harvest' })
})

test('an accepted harvest is a batch with a code, linked to its record; sent twice it is one', async () => {
  const f = await makeFarm(t)
  await spray(f, f.plot1)
  const id = newId()
  const send = () =>
    f.call(
      harvests.harvest,
      {
        productId: f.productId,
        event: 'harvest',
        quantity: '120.5',
        alsoFrom: [f.plot2],
        fields: { plot: f.plot1, harvested_on: '2026-05-08', variety: '贵妃' },
      },
      id,
    )
  const [one, two] = await Promise.all([send(), send()])
  expect(one).toMatchObject({
    status: 200,
    body: { batch: { quantity: '120.5', unit: 'kg', productName: '示例贵妃芒' } },
  })
  expect(two.body).toEqual(one.body)
  expect(one.body.batch.code).toMatch(/^[0-9]{20}$/)
  const { body } = await f.call(records.listRecords, { holdingId: one.body.batch.holdingId })
  expect(body.items).toHaveLength(1)
  expect(body.items[0]).toMatchObject({
    recordId: one.body.recordId,
    traceEvent: one.body.eventId,
    targets: [{ id: f.plot1 }, { id: f.plot2 }],
    fields: { variety: '贵妃' },
  })
  const { rows } = await t.owner.query(
    'select count(*)::int as n, sum(quantity) as q from trace.holding where party_id = $1',
    [f.partyId],
  )
  expect(rows).toEqual([{ n: 1, q: '120.5' }])
})

test.each([
  [{ quantity: '0' }, 'quantity.not_positive'],
  [{ quantity: '1.0005' }, 'quantity.too_many_decimals'],
  [{ unit: 'head' as const }, 'product.wrong_unit'],
  [{ fields: { plot: undefined, harvested_on: '2026-05-20' } }, 'record.fields_wrong'],
  [{ fields: { plot: 'here', harvested_on: '2026-05-20' } }, 'record.fields_wrong'],
])('a harvest with %j is refused', async (more, reason) => {
  const f = await makeFarm(t)
  expect(await pick(f, f.plot1, '2026-05-20', more)).toMatchObject({ status: 400, body: { reason } })
})

test('degree-days count by the longer of days and degree-days', async () => {
  const f = await makeFarm(t, {
    sectors: ['fishery'],
    product: { name: '示例罗非鱼', spec: '', classCode: '03S0101', unit: 'kg' },
  })
  const { target: _t, maker: _m, ...use } = spraying(f.plot1, { method: 'mix', target: '链球菌病', interval_days: '5' })
  const made = await f.call(records.recordProduction, {
    profile: 'fishery',
    event: 'drug_use',
    fields: {
      ...use,
      target: '链球菌病',
      input: { name: '示例渔药', kind: 'veterinary_drug', source: '示例渔药店' },
      withdrawal_degree_days: '500',
      water_temperature: '25',
    },
  })
  expect(made.body).toMatchObject({ allowedFrom: '2026-05-21' })
  const caught = (on: string) =>
    f.call(harvests.harvest, {
      productId: f.productId,
      event: 'catch',
      quantity: '50',
      fields: { plot: f.plot1, caught_on: on },
    })
  expect(await caught('2026-05-20')).toMatchObject({ body: { reason: 'harvest.inside_interval' } })
  expect(await caught('2026-05-21')).toMatchObject({ status: 200 })
})

test('the withdrawal period follows a group through pens and spellings; an unknown group is said to be unknown', async () => {
  const f = await makeFarm(t, {
    sectors: ['livestock'],
    product: { name: '示例生猪', spec: '', classCode: '02S0101', unit: 'head' },
  })
  const use = await f.call(records.recordProduction, {
    profile: 'livestock',
    event: 'drug_use',
    fields: {
      ...spraying(f.plot1, { plot: f.plot1, method: 'inject', maker: '示例药厂' }),
      group: 'a-1',
      input: { name: '示例兽药', kind: 'veterinary_drug', source: '示例兽药店' },
      interval_days: '28',
    },
  })
  expect(use.status).toBe(200)
  const leave = (group: string, on: string) =>
    f.call(harvests.harvest, {
      productId: f.productId,
      event: 'off_take',
      quantity: '20',
      fields: { group, plot: f.plot2, left_on: on, origin_quarantine: '示例001' },
    })
  expect(await leave('A-1', '2026-05-28')).toMatchObject({
    status: 409,
    body: { details: { allowedFrom: '2026-05-29', target: 'A-1' } },
  })
  expect(await leave('A-1', '2026-05-29')).toMatchObject({ status: 200, body: { warnings: [] } })
  expect((await leave('A-2', '2026-05-28')).body.warnings).toEqual(['harvest.group_unknown'])
  const { body } = await f.call(harvests.harvestPreview, { targets: ['a-1'], date: '2026-05-10' })
  expect(body).toMatchObject({
    allowed: false,
    allowedFrom: '2026-05-29',
    uses: [{ input: '示例兽药', intervalDays: 28 }],
  })
})

test('a neighbour sees nothing, an agency what lies in its divisions and sectors', async () => {
  const f = await makeFarm(t)
  const { recordId } = (await spray(f, f.plot1)).body
  const county = t.as({ kind: 'agency', divisions: ['460200'], sectors: ['crop'] })
  expect((await county(records.getRecord, { recordId, partyId: f.partyId })).body.recordId).toBe(recordId)
  for (const call of [
    (await makeFarm(t)).call,
    t.as({ kind: 'agency', divisions: ['460100'], sectors: ['crop'] }),
    t.as({ kind: 'agency', divisions: ['460200'], sectors: ['livestock'] }),
    t.as({ kind: 'agency', divisions: [], sectors: ['crop'] }),
  ]) {
    expect((await call(records.getRecord, { recordId, partyId: f.partyId })).status).toBe(404)
    expect((await call(records.getRecord, { recordId })).status).toBe(404)
    expect((await call(records.listRecords, { partyId: f.partyId })).body.items).toEqual([])
    expect((await call(inputs.listInputPurchases, { partyId: f.partyId })).body.items).toEqual([])
    expect(
      (await call(harvests.harvestPreview, { partyId: f.partyId, targets: [f.plot1], date: '2026-05-02' })).status,
    ).toBe(404)
    expect((await call(records.voidRecord, { recordId, reason: '试' })).status).toBe(404)
  }
  expect(await county(records.recordProduction, { profile: 'crop', event: 'pesticide_use', fields: {} })).toMatchObject(
    {
      status: 403,
      body: { reason: 'production.operator_only' },
    },
  )
})

test('records are listed newest first by plot, event, product and day, a page at a time', async () => {
  const f = await makeFarm(t)
  for (const day of ['01', '02', '03', '04', '05'])
    await spray(f, day === '03' ? f.plot2 : f.plot1, { used_on: `2026-05-${day}`, stopped_on: `2026-05-${day}` })
  const list = (filter: Record<string, unknown>) => f.call(records.listRecords, filter)
  const days = async (filter: Record<string, unknown>) =>
    (await list(filter)).body.items.map((r) => r.happenedOn.slice(-2)).join(' ')
  expect(await days({})).toBe('05 04 03 02 01')
  expect(await days({ target: f.plot2 })).toBe('03')
  expect(await days({ from: '2026-05-02', to: '2026-05-04' })).toBe('04 03 02')
  expect(await days({ event: 'harvest' })).toBe('')
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.body.nextCursor })
  const third = await list({ limit: 2, cursor: second.body.nextCursor })
  expect([first, second, third].map((p) => p.body.items.map((r) => r.happenedOn.slice(-2)).join(' '))).toEqual([
    '05 04',
    '03 02',
    '01',
  ])
  expect(third.body.nextCursor).toBeNull()
  expect((await list({ cursor: 'x' })).body.reason).toBe('cursor.malformed')
})

test('an error is declared, not edited: the use no longer counts, and what was harvested is taken back', async () => {
  const f = await makeFarm(t)
  const { recordId } = (await spray(f, f.plot1)).body
  expect((await pick(f, f.plot1, '2026-05-05')).status).toBe(409)
  expect((await f.call(records.voidRecord, { recordId, reason: '  ' })).status).toBe(400)
  expect((await f.call(records.voidRecord, { recordId, reason: '记错了地块' })).status).toBe(200)
  expect((await f.call(records.voidRecord, { recordId, reason: '再来' })).body.reason).toBe('record.voided')
  expect((await f.call(records.getRecord, { recordId })).body.voided).toMatchObject({
    reason: '记错了地块',
    accountId: f.call.actor.accountId,
  })
  expect((await f.call(records.listRecords, { voided: 'without' })).body.items).toEqual([])
  const harvested = await pick(f, f.plot1, '2026-05-05')
  expect(harvested.status).toBe(200)
  expect((await f.call(records.voidRecord, { recordId: harvested.body.recordId, reason: '未采收' })).status).toBe(200)
  const { rows } = await t.owner.query('select quantity from trace.holding where party_id = $1', [f.partyId])
  expect(rows).toEqual([{ quantity: '0.0' }])
  // the application itself may not change what was recorded
  const app = new pg.Client(t.appUrl)
  await app.connect()
  await expect(app.query("update production.record set fields = '{}'")).rejects.toThrow(/permission denied/)
  await expect(app.query('delete from production.record')).rejects.toThrow(/permission denied/)
  await app.end()
})

test('a product renamed later leaves the records of its harvests as they were', async () => {
  const f = await makeFarm(t)
  const { recordId } = (await pick(f, f.plot1, '2026-05-20')).body
  await f.call(editProduct, { productId: f.productId, name: '示例台农芒', spec: '', classCode: '0103S01', unit: 'kg' })
  expect((await f.call(records.getRecord, { recordId })).body.productName).toBe('示例贵妃芒')
})
