import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { refusal, stockOf } from '../../../test/market.ts'
import { codeOf, type DrugParty, makeDrugParty, newRange, relations } from '../../../test/serial.ts'
import { brokenBalances, nothingBroken } from '../../../test/trace.ts'
import { recordProduction, voidRecord } from '../production/record/schema.ts'
import { listSignals } from '../production/signal/schema.ts'
import { voidEvent } from '../trace/schema.ts'
import { type EpcisTrace, traceItem } from '../trace/walk/schema.ts'

let t: TestApp
let maker: DrugParty
let dealer: DrugParty
let shop: DrugParty
beforeAll(async () => {
  t = await testApp()
  maker = await makeDrugParty(t, '示例药业')
  dealer = await makeDrugParty(t, '示例医药公司')
  shop = await makeDrugParty(t, '示例药店', '460203')
})
afterAll(() => t.close())

/** A batch of `quantity`, with a case of two boxes of three pieces, and one piece in none. */
async function coded(quantity = '10') {
  const range = newRange()
  const batch = await maker.make(quantity)
  const upload = await maker.uploaded(relations(range, { loose: 1 }).join('\n'), batch.holdingId)
  expect(upload).toMatchObject({ state: 'done', pieces: 7, packs: 3, sealed: 1, problems: 0 })
  const code = (n: number) => codeOf(range, n)
  // 1 case, 2 and 6 boxes, 3-5 and 7-9 pieces, 10 loose
  const seen = ok(await maker.see(code(1)))
  return { batch, code, upload, caseHolding: seen.holder!.holdingId! }
}

const states = async (who: DrugParty, codes: string[]) =>
  Promise.all(codes.map(async (c) => (await who.see(c)).body.state ?? null))

/** The case, sold by the maker and received by the dealer. */
async function sold(goods: Awaited<ReturnType<typeof coded>>, to = dealer) {
  const sent = ok(await maker.send(to, goods.caseHolding, '6', [goods.code(1)]))
  const got = ok(await to.take(maker.partyId, sent.transferId, [goods.code(1)]))
  return got.batch.holdingId
}

test('a sealed case moves as one: its pieces inherit where it is', async () => {
  const goods = await coded()
  const { code } = goods
  expect(await stockOf(t, { partyId: maker.partyId, holdingId: goods.batch.holdingId })).toMatchObject({
    quantity: '4',
  })
  expect(await states(maker, [code(1), code(2), code(3), code(10)])).toEqual(['active', 'active', 'active', 'active'])
  const piece = ok(await maker.see(code(3)))
  expect(piece.parents.map((p) => [p.code, p.level])).toEqual([
    [code(2), 2],
    [code(1), 3],
  ])
  expect(piece).toMatchObject({ level: 1, children: 0, productName: '示例片 3片/盒', holder: { name: '示例药业' } })
  expect(ok(await maker.see(code(2))).children).toBe(3)
  const sent = ok(await maker.send(dealer, goods.caseHolding, '6', [code(1)]))
  expect(await states(maker, [code(3), code(10)])).toEqual(['out', 'active'])
  ok(await dealer.take(maker.partyId, sent.transferId, [code(1)]))
  expect(await states(dealer, [code(1), code(3)])).toEqual(['in', 'in'])
  expect(ok(await dealer.see(code(3))).holder).toMatchObject({ name: '示例医药公司' })
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})

test('who holds it not cannot send it, and what is on its way is out already', async () => {
  const goods = await coded()
  await sold(goods)
  const again = await maker.send(dealer, goods.batch.holdingId, '1', [goods.code(3)])
  expect(refusal(again)).toBe('409 rule.blocked')
  expect(again.body.details).toMatchObject({ rule: 'R-DR-HOLDER', items: [goods.code(3)] })
  const unknown = await maker.send(dealer, goods.batch.holdingId, '1', [codeOf(newRange(), 1)])
  expect(unknown.body.details).toMatchObject({ rule: 'R-DR-ACTIVE' })
})

test('a piece is sold out of an unbroken case, once; a second sale is an alarm; brought back it is sold again', async () => {
  const goods = await coded()
  const holdingId = await sold(goods, shop)
  const { code } = goods
  const first = ok(await shop.piece('retail', [code(3)]))
  expect(first.findings).toEqual([])
  expect(await states(shop, [code(3), code(4), code(1)])).toEqual(['used', 'in', 'in'])
  expect(await stockOf(t, { partyId: shop.partyId, holdingId })).toMatchObject({ quantity: '5' })
  const second = ok(await shop.piece('retail', [code(3)]))
  expect(second.findings.map((f) => `${f.rule} ${f.action}`)).toContain('R-DR-REPEAT alarm')
  const county = t.as({ kind: 'agency', divisions: ['460200'], sectors: ['drug'] })
  const signals = ok(await county(listSignals, {})).items
  expect(signals.some((s) => s.recordId === second.recordId)).toBe(true)
  expect(ok(await shop.piece('customer_return', [code(3)], { return_reason: '示例' })).findings).toEqual([])
  expect(await states(shop, [code(3)])).toEqual(['in'])
  expect(ok(await shop.piece('retail', [code(3)])).findings).toEqual([])
  expect(await states(shop, [code(3)])).toEqual(['used'])
  // a box of the case at once
  ok(await shop.piece('retail', [code(6)]))
  expect(await states(shop, [code(6), code(7)])).toEqual(['used', 'used'])
  expect(await stockOf(t, { partyId: shop.partyId, holdingId })).toMatchObject({ quantity: '2' })
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})

test('a case is broken by the event of the profile: boxes act alone, pieces come out, and it is a case no more', async () => {
  const goods = await coded()
  const holdingId = await sold(goods)
  const { code } = goods
  const taken = ok(
    await dealer.step('unpack', { inputs: [{ holdingId, pieces: [code(3)] }], fields: { box_status: 'remainder' } }),
  )
  expect(taken.batches).toMatchObject([{ quantity: '1', code: code(3) }])
  expect(ok(await dealer.see(code(3))).parents).toEqual([])
  const broken = ok(await dealer.step('unpack', { inputs: [{ holdingId }], fields: { box_status: 'closed' } }))
  expect(broken.batches.map((b) => [b.code, b.quantity])).toEqual([
    [code(2), '2'],
    [code(6), '3'],
  ])
  expect(await stockOf(t, { partyId: dealer.partyId, holdingId })).toMatchObject({ quantity: '0' })
  // the box moves alone now, and breaks into a batch of its own
  const box = broken.batches[1]!.holdingId
  const rest = ok(await dealer.step('unpack', { inputs: [{ holdingId: box }], fields: { box_status: 'closed' } }))
  expect(rest.batches).toMatchObject([{ quantity: '3' }])
  expect(await states(dealer, [code(7)])).toEqual(['in'])
  // whose pieces are named when a part of it is sent
  const part = ok(await dealer.send(shop, rest.batches[0]!.holdingId, '2', [code(7), code(8)]))
  ok(await shop.take(dealer.partyId, part.transferId, [code(7), code(8)]))
  expect(ok(await shop.see(code(7))).holder).toMatchObject({ name: '示例药店' })
  expect(ok(await dealer.see(code(9))).holder).toMatchObject({ name: '示例医药公司' })
  const other = await dealer.send(shop, rest.batches[0]!.holdingId, '1', [code(4)])
  expect(refusal(other)).toBe('409 serial.break_first')
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})

test('pieces of a batch are sealed into a case under its own code, and a code is replaced in it', async () => {
  const range = newRange()
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => codeOf(range, n))
  const batch = await maker.make('5', [a!, b!, c!])
  const packed = (pieces: string[], code?: string) =>
    maker.step('pack', {
      inputs: [{ holdingId: batch.holdingId }],
      outputs: [{ quantity: String(pieces.length), pieces, ...(code ? { code } : {}) }],
      fields: { box_status: 'full' },
    })
  expect(refusal(await packed([a!, b!]))).toBe('400 serial.pack_needs_code')
  expect(refusal(await packed([a!, b!], c!))).toBe('409 serial.code.on_record')
  const sealed = ok(await packed([a!, b!], d!))
  expect(sealed.batches).toMatchObject([{ code: d!, quantity: '2' }])
  expect(ok(await maker.see(d!))).toMatchObject({ level: 2, children: 2, state: 'active' })
  expect(refusal(await packed([a!], codeOf(range, 9)))).toBe('409 pack.piece_already_packed')
  const replaced = (code: string, new_code: string) =>
    maker.call(recordProduction, {
      ...{ profile: 'drug', event: 'code_replace' },
      fields: { code, new_code, reason: '示例' },
    })
  expect(refusal(await replaced(a!, b!))).toBe('409 serial.code.on_record')
  ok(await replaced(a!, codeOf(range, 5)))
  expect(await states(maker, [a!, codeOf(range, 5)])).toEqual(['void', 'active'])
  expect(ok(await maker.see(codeOf(range, 5))).parents.map((p) => p.code)).toEqual([d])
  expect(ok(await maker.see(a!)).parents).toEqual([])
})

test('a record of a sale that was an error is taken back: the piece is in stock again', async () => {
  const range = newRange()
  const batch = await maker.make('3', [codeOf(range, 1), codeOf(range, 2)])
  const { recordId } = ok(await maker.piece('retail', [codeOf(range, 1)]))
  expect(await states(maker, [codeOf(range, 1)])).toEqual(['used'])
  ok(await maker.call(voidRecord, { recordId, reason: '示例' }))
  await t.drain()
  expect(await states(maker, [codeOf(range, 1)])).toEqual(['active'])
  // sent with its batch by mistake, and not sent after all
  const sent = ok(await maker.send(dealer, batch.holdingId, '1', [codeOf(range, 2)]))
  expect(await states(maker, [codeOf(range, 2)])).toEqual(['out'])
  ok(await maker.call(voidEvent, { eventId: sent.eventId, reason: '示例' }))
  await t.drain()
  expect(await states(maker, [codeOf(range, 2)])).toEqual(['active'])
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})

test('a trace from a piece inside a case finds the batch behind it and who has it', async () => {
  const goods = await coded()
  await sold(goods)
  const walk = async (who: DrugParty, id: string) =>
    (ok(await who.call(traceItem, { id })) as unknown as EpcisTrace).items
  const holders = (await walk(dealer, goods.code(3))).map((i) => i.holder?.name)
  expect(holders).toContain('示例医药公司')
  expect((await walk(maker, goods.code(3))).map((i) => i.holdingId)).toContain(goods.batch.holdingId)
  expect((await walk(maker, goods.code(10))).map((i) => i.holdingId)).toContain(goods.batch.holdingId)
  expect(ok(await dealer.call(traceItem, { code: goods.code(3) })).holders).toMatchObject([{ quantity: '6' }])
})

test('the public page of a scanned piece is that of its batch; a code that is not on record is only not known', async () => {
  const goods = await coded()
  const scan = async (code: string) => t.app.inject({ url: `/s/${code}`, headers: { 'accept-language': 'zh' } })
  const page = await scan(goods.code(3))
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('示例片')
  expect((await scan(codeOf(newRange(), 1))).statusCode).toBe(404)
})
