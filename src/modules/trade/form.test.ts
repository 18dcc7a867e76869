import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { refusal } from '../../../test/market.ts'
import { makeFarm } from '../../../test/production/farm.ts'
import type { Profile, ProfileField } from '../../kernel/profile.ts'
import { listRecords } from '../production/record/schema.ts'
import { recordStep } from '../production/step/schema.ts'
import { setPartyRole } from '../registry/licence/schema.ts'
import * as api from './schema.ts'

// a chain of its own, so that no change of a real profile changes what is proved here
vi.mock('../../industries/index.ts', async (original) => {
  const real = await original<typeof import('../../industries/index.ts')>()
  const names = { zh: '示例', en: 'example' }
  const field = (f: Partial<ProfileField> & { key: string; type: ProfileField['type'] }) =>
    ({ names, required: false, source: '示例条例 第1条', confidence: 'law', ...f }) as ProfileField
  const event = (id: string, move: 'produce' | 'dispatch' | 'receive', fields: ProfileField[], more: object = {}) => ({
    ...{ id, names, object: 'batch' as const, move, step: 'shipping', fields, publicFields: [] },
    ...more,
  })
  const on = (more: object = {}) => field({ key: 'on', type: 'date', required: true, ...more })
  const lot = field({ key: 'lot', type: 'code', required: 'law' })
  const sale = [
    field({ key: 'made_on', type: 'date', required: 'law' }),
    lot,
    field({ key: 'driver', type: 'text', personal: true }),
    field({ key: 'cold', type: 'yes_no' }),
    field({ key: 'box', type: 'text', required: 'law', when: { key: 'cold', in: ['true'] } }),
    on({ day: true }),
  ]
  const example = {
    ...{ id: 'example', industry: 'food', sector: 'food', names, version: '1', effective: { from: '2025-01-01' } },
    roles: [
      { id: 'maker', names },
      { id: 'shop', names },
    ],
    ...{ productClasses: ['S20199'], units: ['kg'], rules: [], yields: [], retention: [] },
    publicView: { events: [], firstScan: false },
    events: [
      event('purchase_in', 'produce', [on()]),
      event('sale', 'dispatch', sale, { roles: ['maker'] }),
      event('resale', 'dispatch', [on()], { roles: ['shop'] }),
      event('arrive', 'receive', [on(), lot], { formRequired: true }),
    ],
    judged: [
      {
        ...{ id: 'R-LOT', on: ['sale'], action: 'block', names, source: '示例条例 第2条', confidence: 'law' },
        judge: ({ values }) => (values['lot'] === 'BAD' ? { text: { zh: '批号不行', en: 'No such lot' } } : undefined),
      },
      {
        ...{ id: 'R-OUT', on: ['sale'], action: 'warn', names, source: '示例条例 第3条', confidence: 'law' },
        judge: ({ counterpart }) =>
          counterpart?.registered === false ? { text: { zh: '买方未注册', en: 'Not registered' } } : undefined,
      },
    ],
  } as const satisfies Profile
  const profiles = [...real.profiles, example]
  return {
    ...real,
    profiles,
    profileFor: (code: string, date?: string) => (code.startsWith('S20199') ? example : real.profileFor(code, date)),
  }
})

let t: TestApp
let maker: Awaited<ReturnType<typeof makeFarm>>
let shop: Awaited<ReturnType<typeof makeFarm>>
let holdingId: string
const product = { name: '示例食品', spec: '', classCode: 'S20199', unit: 'kg' as const }
beforeAll(async () => {
  t = await testApp()
  t.setNow('2026-06-10T04:00:00.000Z')
  await t.owner.query(`insert into catalogue.product_class
    select 'S20199', 'S201', 3, array['S2','S201','S20199'], '示例食品', 'example food', pinyin, initials, sector, unit,
      certificate, certificate_group, source, verified, true from catalogue.product_class where code = 'S20101'`)
  maker = await makeFarm(t, { sectors: ['food'], product })
  shop = await makeFarm(t, { sectors: ['food'], product })
  await maker.call(setPartyRole, { profile: 'example', role: 'maker', from: '2026-01-01' })
  const bought = ok(
    await maker.call(recordStep, {
      ...{ profile: 'example', event: 'purchase_in', fields: { on: '2026-06-01' } },
      outputs: [{ productId: maker.productId, quantity: '1000' }],
    }),
  )
  holdingId = bought.batches[0]!.holdingId
})
afterAll(() => t.close())

const form = { made_on: '2026-05-01', lot: 'L1', driver: '示例司机甲', on: '2026-06-08' }
const sell = (more: object = {}) =>
  maker.call(api.dispatchGoods, { holdingId, quantity: '1', buyerId: shop.partyId, ...more })
const recordOf = async (made: { holdingId: string }, who = maker) =>
  ok(await who.call(listRecords, { holdingId: made.holdingId })).items[0]

test('a sale with the form happens on its day, keeps its values and hides its persons', async () => {
  const sent = ok(await sell({ event: 'sale', fields: form }))
  expect(sent).toMatchObject({ as: { profile: 'example', event: 'sale' }, missing: [] })
  const record = await recordOf(sent.batch)
  expect(record).toMatchObject({ happenedOn: '2026-06-08', missing: [], personal: ['driver'] })
  expect(record!.fields).toMatchObject({ lot: 'L1', driver: '示****' })
  const shown = ok(await maker.call(api.getTransfer, { sellerId: maker.partyId, transferId: sent.transferId }))
  expect(shown).toMatchObject({ profile: 'example', classCode: 'S20199' })
  expect(shown.steps[0]).toMatchObject({
    eventTime: '2026-06-08T15:59:59.999Z',
    record: { event: 'sale', missing: [] },
  })
  // the record is the seller's: the buyer sees the transfer without it
  const seen = ok(await shop.call(api.getTransfer, { sellerId: maker.partyId, transferId: sent.transferId }))
  expect(seen.steps[0]!.record).toBeNull()
})

test('a form that lacks what the law asks is refused with the fields it names', async () => {
  const refused = await sell({ event: 'sale', fields: { ...form, lot: undefined } })
  expect(refusal(refused)).toBe('400 record.law_field_missing')
  expect(refused.body).toMatchObject({ details: { issues: [{ key: 'lot', reason: 'field.missing' }] } })
})

test('a sale without the form goes, and its record says what the law asked for', async () => {
  const sent = ok(await sell())
  // what is not asked for beside the others is not missing
  expect(sent).toMatchObject({ as: { event: 'sale' }, missing: ['made_on', 'lot', 'on'] })
  expect(await recordOf(sent.batch)).toMatchObject({ event: 'sale', missing: ['made_on', 'lot', 'on'] })
})

test('an event whose profile wants the form is refused without it', async () => {
  const sent = ok(await sell({ event: 'sale', fields: form }))
  const key = { sellerId: maker.partyId, transferId: sent.transferId }
  expect(refusal(await shop.call(api.receiveGoods, key))).toBe('400 record.law_field_missing')
  const fields = { on: '2026-06-10', lot: 'L1' }
  const taken = ok(await shop.call(api.receiveGoods, { ...key, event: 'arrive', fields }))
  expect(taken).toMatchObject({ state: 'received', as: { event: 'arrive' }, missing: [] })
  expect(await recordOf(taken.batch, shop)).toMatchObject({ fields })
})

test('a sale on a voucher is judged too, as one to somebody outside', async () => {
  const line = { holdingId, quantity: '1', event: 'sale' }
  const on = (fields: object) =>
    maker.call(api.sellToMarket, { lines: [{ ...line, fields: { ...form, ...fields } }], buyerName: '示例市场' })
  expect(refusal(await on({ lot: 'BAD' }))).toBe('409 rule.blocked')
  const sold = ok(await on({}))
  expect(sold).toMatchObject({ soldAt: '2026-06-08T15:59:59.999Z', lacking: 0, findings: [{ rule: 'R-OUT' }] })
  expect(await recordOf(sold.lines[0]!)).toMatchObject({ event: 'sale', findings: [{ rule: 'R-OUT' }] })
})

test('of several events that of the party’s role is meant', async () => {
  await maker.call(setPartyRole, { profile: 'example', role: 'maker', from: '2026-01-01', to: '2026-02-01' })
  await maker.call(setPartyRole, { profile: 'example', role: 'shop', from: '2026-01-01' })
  expect(ok(await sell()).as).toEqual({ profile: 'example', event: 'resale' })
  expect(refusal(await sell({ event: 'arrive', fields: form }))).toBe('404 profile_event.not_found')
})
