import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf, deliver, holdGoods, makeTrader, pdfOf, refusal, stepOf, type Trader } from '../../../test/market.ts'
import { dispatch } from '../trace/index.ts'
import { voidEvent } from '../trace/schema.ts'
import * as api from './schema.ts'

let t: TestApp
let farm: Trader
let shop: Trader
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
  shop = await makeTrader(t, { name: '示例海口超市', divisionId: '460106' })
})
afterAll(() => t.close())

const print = (who: Trader, holdingId: string, over: object = {}) =>
  who.call(api.printLabels, { holdingId, template: '3x8', copies: 3, ...over })
const certify = (who: Trader, holdingId: string, style: 1 | 2 = 1) =>
  who.call(api.issueCertificate, { holdingId, style, basis: ['quality_control'] })

test('a print run is logged with its batch, template and copies, and its file holds that many labels with the code', async () => {
  const batch = await farm.grow('100')
  const { status, body } = await print(farm, batch.holdingId, { copies: 25 })
  expect(status).toBe(200)
  expect(body).toMatchObject({ batchCode: batch.code, template: '3x8', copies: 25, certificateCode: null })
  const pages = await pdfOf(t, farm, `/api/print-runs/${body.runId}/pdf`)
  expect(pages.map((p) => p.qrs.length)).toEqual([24, 1])
  expect(new Set(pages.flatMap((p) => p.qrs.map((q) => q.text)))).toEqual(
    new Set([`https://sy.example/s/${batch.code}`]),
  )
  const text = pages[0]!.all.replace(/\s/g, '')
  for (const part of [batch.code!, farm.name, '示例贵妃芒一级', '2026年6月1日', '13800000012'])
    expect(text).toContain(part)
  const journal = await t.db
    .selectFrom('platform.journal')
    .select(['kind', 'data'])
    .where('about', '=', batch.holdingId)
    .where('kind', '=', 'label.printed')
    .execute()
  expect(journal).toMatchObject([{ data: { copies: 25 } }])
})

test.each([
  ['2x5', 10, [210, 297]],
  ['60x40', 1, [60, 40]],
  ['70x50', 1, [70, 50]],
] as const)('labels are made on %s', async (template, perPage, size) => {
  const batch = await farm.grow('100')
  const { body } = await print(farm, batch.holdingId, { template, copies: 2, used: 0 })
  const pages = await pdfOf(t, farm, `/api/print-runs/${body.runId}/pdf`)
  expect(pages).toHaveLength(perPage === 1 ? 2 : 1)
  expect([pages[0]!.width, pages[0]!.height].map(Math.round)).toEqual([...size])
})

test('labels are refused for goods on hold, used up, of others, with a void code, by who is not in force, and too many', async () => {
  const held = await farm.grow('10')
  await holdGoods(t, held)
  expect(refusal(await print(farm, held.holdingId))).toBe('409 batch.held')
  const gone = await farm.grow('10')
  await farm.consume(gone.holdingId, '10')
  expect(refusal(await print(farm, gone.holdingId))).toBe('409 batch.empty')
  const some = await farm.grow('10')
  expect(refusal(await print(shop, some.holdingId))).toBe('404 holding.not_found')
  for (const copies of [0, 2401, 1.5])
    expect(refusal(await print(farm, some.holdingId, { copies }))).toBe('400 request.invalid')
  const { eventId } = await t.db
    .selectFrom('trace.holdingEvent')
    .select('eventId')
    .where('partyId', '=', farm.partyId)
    .where('holdingId', '=', some.holdingId)
    .executeTakeFirstOrThrow()
  expect((await farm.call(voidEvent, { eventId, reason: '错' })).status).toBe(200)
  expect(refusal(await print(farm, some.holdingId))).toBe('409 label.code_voided')
  const closed = await makeTrader(t)
  const own = await closed.grow('10')
  await closed.setState('revoked')
  expect(refusal(await print(closed, own.holdingId))).toBe('409 operator.not_in_force')
})

test('a label that is also the certificate needs one, its own or that of the goods it was taken from', async () => {
  const batch = await farm.grow('100')
  expect(refusal(await print(farm, batch.holdingId, { certified: true }))).toBe('409 label.no_certificate')
  const { code } = (await certify(farm, batch.holdingId)).body
  const { body } = await print(farm, batch.holdingId, { certified: true })
  expect(body.certificateCode).toBe(code)
  const [page] = await pdfOf(t, farm, `/api/print-runs/${body.runId}/pdf`)
  expect(page!.all).toContain('承诺达标合格证')
  const got = await deliver(farm, shop, batch.holdingId, '20')
  expect((await print(shop, got.holdingId, { certified: true })).body.certificateCode).toBe(code)
})

test('mixed goods are labelled as certified under a certificate of their own only', async () => {
  const sources = [await farm.grow('10'), await farm.grow('10')]
  for (const s of sources) await certify(farm, s.holdingId)
  const inputs = []
  for (const s of sources) inputs.push({ holdingId: (await deliver(farm, shop, s.holdingId, '10')).holdingId })
  const [batch] = (await stepOf(shop, 'merge', { inputs })).body.batches
  expect(refusal(await print(shop, batch!.holdingId, { certified: true }))).toBe('409 label.several_certificates')
  const { code } = (await certify(shop, batch!.holdingId, 2)).body
  expect((await print(shop, batch!.holdingId, { certified: true })).body.certificateCode).toBe(code)
})

test('the label of a delivery says how much of it went to whom and when; the buyer’s label names the producer without its number', async () => {
  const stock = await farm.grow('100')
  const got = await deliver(farm, shop, stock.holdingId, '20')
  const { body: other } = await print(shop, got.holdingId, { template: '70x50', copies: 1 })
  const [label] = await pdfOf(t, shop, `/api/print-runs/${other.runId}/pdf`)
  expect(label!.all).toContain(farm.name)
  expect(label!.all).not.toContain('13800000012')
  const { send } = await onTheWay()
  const { body } = await print(farm, send.holdingId, { template: '70x50', copies: 1 })
  const text = (await pdfOf(t, farm, `/api/print-runs/${body.runId}/pdf`))[0]!.all.replace(/\s/g, '')
  for (const part of ['15千克', '示例海口超市', '2026年6月1日', send.code!]) expect(text).toContain(part)
})

/** Goods that have left for the shop and are not answered yet. */
async function onTheWay() {
  const stock = await farm.grow('100')
  const { batch } = await farm.as(dispatch, {
    holdingId: stock.holdingId,
    quantity: '15',
    buyer: { partyId: shop.partyId },
    eventTime: '2026-06-01T08:00:00.000Z',
  })
  return { send: batch }
}

test('a print run is its operator’s; agencies above read the list, others nothing', async () => {
  const batch = await farm.grow('100')
  const { runId } = (await print(farm, batch.holdingId)).body
  const list = async (call: typeof farm.call) =>
    (await call(api.listPrintRuns, { holdingId: batch.holdingId })).body.items.map((r) => r.runId)
  for (const call of [farm.call, agencyOf(t, ['460204'])]) expect(await list(call)).toEqual([runId])
  for (const call of [shop.call, agencyOf(t, ['460106']), agencyOf(t, ['460204'], ['fishery'])])
    expect(await list(call)).toEqual([])
  for (const call of [shop.call, agencyOf(t, ['460204'])])
    expect(refusal(await call(api.printRunPdf, { runId }))).toBe('404 print_run.not_found')
  const id = crypto.randomUUID()
  const input = { holdingId: batch.holdingId, template: '2x5' as const, copies: 7 }
  const both = await Promise.all([1, 2].map(() => farm.call(api.printLabels, input, id)))
  expect(both[0]!.body.runId).toBe(both[1]!.body.runId)
  const first = (await farm.call(api.listPrintRuns, { holdingId: batch.holdingId, limit: 1 })).body
  const second = (
    await farm.call(api.listPrintRuns, { holdingId: batch.holdingId, limit: 1, cursor: first.nextCursor! })
  ).body
  expect([first.items[0]!.copies, second.items[0]!.copies].sort()).toEqual([3, 7])
})

test('what a label would say is shown before it is printed, the same as is printed then, and refused where printing is', async () => {
  const preview = (who: Trader, holdingId: string) => who.call(api.previewLabel, { holdingId })
  const batch = await farm.grow('100')
  const { label, address } = (await preview(farm, batch.holdingId)).body
  expect(address).toBe(`https://sy.example/s/${batch.code}`)
  expect(label).toEqual({
    code: batch.code,
    product: '示例贵妃芒 一级',
    producer: { name: farm.name, contact: '13800000012' },
    batchDate: '2026-06-01',
  })
  const { runId } = (await print(farm, batch.holdingId)).body
  const kept = await t.db
    .selectFrom('label.printRun')
    .select('label')
    .where('runId', '=', runId)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(kept.label)).toEqual(label)
  expect((await preview(farm, batch.holdingId)).body.uncertified?.reason).toBe('label.no_certificate')
  await certify(farm, batch.holdingId)
  expect((await preview(farm, batch.holdingId)).body).toMatchObject({ uncertified: null, mark: '承诺达标合格证' })
  expect(refusal(await preview(shop, batch.holdingId))).toBe('404 holding.not_found')
  await holdGoods(t, batch)
  expect(refusal(await preview(farm, batch.holdingId))).toBe('409 batch.held')
})
