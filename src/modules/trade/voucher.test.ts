import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf, holdGoods, makeTrader, pdfOf, refusal, stockOf, type Trader } from '../../../test/market.ts'
import { issueCertificate } from '../label/schema.ts'
import { getBatch } from '../trace/schema.ts'
import { publicVoucher } from './index.ts'
import * as api from './schema.ts'

let t: TestApp
let farm: Trader
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
})
afterAll(() => t.close())

const market = { buyerName: '示例南北市场37号档', destination: '示例南北水果市场', vehicle: '琼A00000' }

async function sell(quantity = '30') {
  const stock = await farm.grow('100')
  const answer = await farm.call(api.sellToMarket, { ...market, lines: [{ holdingId: stock.holdingId, quantity }] })
  expect(answer.status).toBe(200)
  return { stock, voucher: answer.body }
}

test('a sale to a market is confirmed at once; the goods are gone under a code that stays scannable', async () => {
  const { stock, voucher } = await sell()
  expect(voucher.code).toMatch(/^14\d{18}$/)
  expect(voucher).toMatchObject({ sellerName: farm.name, subjectCode: farm.subjectCode, ...market, voidedAt: null })
  const [line] = voucher.lines
  expect(line).toMatchObject({ quantity: '30', unit: 'kg', voided: false })
  expect(line!.origin).toContain('三亚')
  expect(line!.batchCode).not.toBe(stock.code)
  expect(await stockOf(t, stock)).toEqual({ quantity: '70', reserved: '0' })
  expect(await stockOf(t, { partyId: farm.partyId, holdingId: line!.holdingId })).toEqual({
    quantity: '0',
    reserved: '0',
  })
  const found = await farm.call(getBatch, { code: line!.batchCode! })
  expect(found.body).toMatchObject({ codeState: 'issued', holdings: [{ disposition: 'sold' }] })
  const out = (await farm.call(api.listTransfers, { direction: 'out', limit: 1 })).body.items[0]!
  expect(out).toMatchObject({ buyerId: null, buyerName: market.buyerName, state: 'received', open: '0' })
  expect((await farm.call(api.getTransfer, out)).body.actions).toEqual([])
})

test('a voucher holds several batches in the order they were given, with the certificates that go with them', async () => {
  const batches = [await farm.grow('10'), await farm.grow('10'), await farm.grow('10')]
  const certified = await farm.call(issueCertificate, {
    holdingId: batches[1]!.holdingId,
    style: 1,
    basis: ['quality_control'],
  })
  expect(certified.status).toBe(200)
  const lines = batches.map((b, i) => ({ holdingId: b.holdingId, quantity: String(i + 1) }))
  const { body } = await farm.call(api.sellToMarket, { ...market, lines })
  expect(body.lines.map((l) => l.quantity)).toEqual(['1', '2', '3'])
  expect(body.lines.map((l) => l.certificates)).toEqual([[], [certified.body.code], []])
})

test('nothing of a voucher is sold when one of its lines is refused', async () => {
  const [good, held, few] = [await farm.grow('10'), await farm.grow('10'), await farm.grow('1')]
  await holdGoods(t, held)
  const selling = (...lines: object[]) =>
    farm.call(api.sellToMarket, { ...market, lines: lines as { holdingId: string; quantity: string }[] })
  const of = (b: { holdingId: string }, quantity = '2') => ({ holdingId: b.holdingId, quantity })
  expect(refusal(await selling(of(good), of(held)))).toBe('409 batch.held')
  expect(refusal(await selling(of(good), of(few)))).toBe('409 batch.not_enough')
  expect(refusal(await selling(of(good), of(good)))).toBe('400 batch.taken_twice')
  expect(refusal(await selling(of(good), of(good, '0')))).toMatch('400')
  expect(refusal(await selling(of(await (await makeTrader(t)).grow('5'))))).toBe('404 holding.not_found')
  expect(await stockOf(t, good)).toEqual({ quantity: '10', reserved: '0' })
  const closed = await makeTrader(t)
  const own = await closed.grow('5')
  await closed.setState('suspended')
  expect(refusal(await closed.call(api.sellToMarket, { ...market, lines: [of(own)] }))).toBe(
    '409 operator.not_in_force',
  )
})

test('a double click sells once', async () => {
  const stock = await farm.grow('10')
  const id = crypto.randomUUID()
  const lines = [{ holdingId: stock.holdingId, quantity: '4' }]
  const both = await Promise.all([1, 2].map(() => farm.call(api.sellToMarket, { ...market, lines }, id)))
  expect(both[0]!.body.code).toBe(both[1]!.body.code)
  expect(await stockOf(t, stock)).toEqual({ quantity: '6', reserved: '0' })
})

test('vouchers that take the same batches at once in other orders all end', async () => {
  const batches = [await farm.grow('100'), await farm.grow('100'), await farm.grow('100')]
  const lines = batches.map((b) => ({ holdingId: b.holdingId, quantity: '1' }))
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      farm.call(api.sellToMarket, { ...market, lines: i % 2 ? lines : [...lines].reverse() }),
    ),
  )
  expect(answers.map((a) => a.status)).toEqual(Array(8).fill(200))
  for (const b of batches) expect((await stockOf(t, b)).quantity).toBe('92')
})

test('a voided voucher gives the goods back, says so to everybody, and is voided once', async () => {
  const { stock, voucher } = await sell()
  const { voucherId } = voucher
  const voided = await farm.call(api.voidVoucher, { voucherId, reason: '买方未到' })
  expect(voided).toMatchObject({ status: 200, body: { voidReason: '买方未到', lines: [{ voided: true }] } })
  expect(await stockOf(t, stock)).toEqual({ quantity: '100', reserved: '0' })
  const shown = await publicVoucher(t.db, farm.partyId, voucherId)
  expect(shown).toMatchObject({ code: voucher.code, voidReason: '买方未到' })
  expect(shown!.voidedAt).not.toBeNull()
  expect((await farm.call(getBatch, { code: voucher.lines[0]!.batchCode! })).body.codeState).toBe('voided')
  expect(refusal(await farm.call(api.voidVoucher, { voucherId, reason: '再' }))).toBe('409 voucher.already_voided')
})

test('a voucher is seen by its seller and the agencies above, and by nobody else', async () => {
  const { voucher } = await sell()
  const of = { partyId: farm.partyId, voucherId: voucher.voucherId }
  const list = async (call: typeof farm.call) =>
    (await call(api.listVouchers, { partyId: farm.partyId })).body.items.map((v) => v.voucherId)
  for (const call of [farm.call, agencyOf(t, ['460204']), agencyOf(t, ['460000'])]) {
    expect((await call(api.getVoucher, of)).body.code).toBe(voucher.code)
    expect(await list(call)).toContain(voucher.voucherId)
  }
  for (const call of [t.as(), agencyOf(t, ['460106']), agencyOf(t, ['460204'], ['fishery'])]) {
    expect(refusal(await call(api.getVoucher, of))).toBe('404 voucher.not_found')
    expect(refusal(await call(api.voucherPdf, of))).toBe('404 voucher.not_found')
    expect(refusal(await call(api.voidVoucher, { ...of, reason: 'x' }))).toBe('404 voucher.not_found')
    expect(await list(call)).toEqual([])
  }
  const first = (await farm.call(api.listVouchers, { limit: 1 })).body
  expect(first.items).toHaveLength(1)
  const second = (await farm.call(api.listVouchers, { limit: 1, cursor: first.nextCursor! })).body
  expect(second.items[0]!.voucherId).not.toBe(first.items[0]!.voucherId)
})

test('the printed voucher holds its code, the codes of the goods and who stated the buyer, and says when it is void', async () => {
  const { voucher } = await sell()
  const print = async () => (await pdfOf(t, farm, `/api/vouchers/${voucher.voucherId}/pdf`))[0]!
  const page = await print()
  const text = page.all.replace(/\s/g, '')
  for (const part of [voucher.code, voucher.lines[0]!.batchCode!, farm.name, market.buyerName, '30千克', '琼A00000'])
    expect(text).toContain(part)
  expect(page.qrs.map((q) => q.text)).toContain(`https://sy.example/s/${voucher.code}`)
  await farm.call(api.voidVoucher, { voucherId: voucher.voucherId, reason: '买方未到' })
  expect((await print()).all).toContain('已作废')
})
