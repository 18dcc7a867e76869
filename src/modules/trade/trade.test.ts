import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf, holdGoods, makeTrader, refusal, stepOf, stockOf, type Trader } from '../../../test/market.ts'
import { brokenBalances, nothingBroken } from '../../../test/trace.ts'
import { issueCertificate } from '../label/schema.ts'
import { getHolding } from '../trace/schema.ts'
import * as api from './schema.ts'

let t: TestApp
let farm: Trader
let shop: Trader
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
  shop = await makeTrader(t, { name: '示例海口南北水果行', divisionId: '460106' })
})
afterAll(() => t.close())

/** Goods of the farm on their way to the shop. */
async function onTheWay(quantity = '30', from = '100') {
  const stock = await farm.grow(from)
  const { status, body } = await farm.call(api.dispatchGoods, {
    holdingId: stock.holdingId,
    quantity,
    buyerId: shop.partyId,
    vehicle: '琼A00000',
    note: '冷链',
  })
  expect(status).toBe(200)
  return { stock, ...body, key: { sellerId: farm.partyId, transferId: body.transferId } }
}

test('dispatched goods get a batch code of their own and are reserved until the buyer has received them', async () => {
  const { stock, batch, key } = await onTheWay()
  expect(batch.code).toMatch(/^11\d{18}$/)
  expect(batch.code).not.toBe(stock.code)
  expect(await stockOf(t, stock)).toEqual({ quantity: '70', reserved: '0' })
  expect(await stockOf(t, batch)).toEqual({ quantity: '30', reserved: '30' })

  const { status, body } = await shop.call(api.receiveGoods, key)
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'received', batch: { partyId: shop.partyId, code: batch.code, quantity: '30' } })
  expect(await stockOf(t, batch)).toEqual({ quantity: '0', reserved: '0' })
  expect(await stockOf(t, body.batch)).toEqual({ quantity: '30', reserved: '0' })
})

test('a buyer is found by its subject code, as scanned or typed, by name, by pinyin and by the end of its credit code', async () => {
  const coop = await makeTrader(t, {
    name: '示例万宁槟榔合作社',
    divisionId: '460106',
    creditCode: '91460106MA9X7Y2Q3A',
  })
  const found = async (q: string) => (await farm.call(api.findBuyer, { q })).body.items.map((b) => b.partyId)
  expect(await found(coop.subjectCode)).toEqual([coop.partyId])
  expect(await found(`https://sy.example/s/${coop.subjectCode}`)).toEqual([coop.partyId])
  expect(await found('万宁槟榔')).toEqual([coop.partyId])
  expect(await found('shiliwanning')).toContain(coop.partyId)
  expect(await found('7Y2Q3A')).toEqual([coop.partyId])
  const [buyer] = (await farm.call(api.findBuyer, { q: '槟榔' })).body.items
  expect(Object.keys(buyer!).sort()).toEqual(['divisionNames', 'form', 'name', 'partyId', 'subjectCode'])
})

test('who is not in force is not found as a buyer, nor is the seller itself', async () => {
  const closed = await makeTrader(t, { name: '示例停业水果行', state: 'suspended' })
  const found = async (q: string) => (await farm.call(api.findBuyer, { q })).body.items
  expect(await found('停业水果')).toEqual([])
  expect(await found(closed.subjectCode)).toEqual([])
  expect(await found(farm.subjectCode)).toEqual([])
})

test('the register of buyers cannot be read out: searches are limited', async () => {
  const curious = await makeTrader(t)
  const answers = []
  for (let i = 0; i < 61; i++) answers.push((await curious.call(api.findBuyer, { q: '水果' })).status)
  expect(answers.slice(0, 60)).toEqual(Array(60).fill(200))
  expect(answers[60]).toBe(429)
})

test.each(['suspended', 'revoked', 'cancelled', 'temporary'] as const)(
  'goods are not dispatched to or by a %s operator, and it receives none',
  async (state) => {
    const other = await makeTrader(t)
    const stock = await farm.grow('10')
    const own = await other.grow('10')
    const send = () =>
      farm.call(api.dispatchGoods, { holdingId: stock.holdingId, quantity: '1', buyerId: other.partyId })
    const sent = (await send()).body
    await other.setState(state)
    expect(refusal(await send())).toBe('409 transfer.buyer_not_in_force')
    const out = { holdingId: own.holdingId, quantity: '1', buyerId: farm.partyId }
    expect(refusal(await other.call(api.dispatchGoods, out))).toBe('409 operator.not_in_force')
    const key = { sellerId: farm.partyId, transferId: sent.transferId }
    expect(refusal(await other.call(api.receiveGoods, key))).toBe('409 operator.not_in_force')
    // but goods on the way can go back
    expect((await other.call(api.refuseTransfer, { ...key, reason: '已停业' })).body.state).toBe('returned')
  },
)

test('an operator whose registration was never approved is no buyer', async () => {
  const stock = await farm.grow('10')
  const stranger = t.as()
  const out = { holdingId: stock.holdingId, quantity: '1', buyerId: stranger.actor.partyId }
  expect(refusal(await farm.call(api.dispatchGoods, out))).toBe('409 transfer.buyer_not_in_force')
})

test('a dispatch is refused to oneself, of more than there is, of goods of others, of goods on hold, and before they were', async () => {
  const stock = await farm.grow('10')
  const send = (over: object) =>
    farm.call(api.dispatchGoods, { holdingId: stock.holdingId, quantity: '1', buyerId: shop.partyId, ...over })
  expect(refusal(await send({ buyerId: farm.partyId }))).toBe('400 transfer.to_self')
  expect(refusal(await send({ quantity: '10.001' }))).toBe('409 batch.not_enough')
  expect(refusal(await send({ quantity: '0' }))).toBe('400 quantity.not_positive')
  expect(refusal(await send({ holdingId: (await shop.grow('1')).holdingId }))).toBe('404 holding.not_found')
  expect(refusal(await send({ eventTime: '2026-05-01T00:00:00.000Z' }))).toBe('409 event.before_input')
  expect(refusal(await send({ eventTime: '2027-01-01T00:00:00.000Z' }))).toBe('409 event.in_future')
  await holdGoods(t, stock)
  expect(refusal(await send({}))).toBe('409 batch.held')
  expect(await stockOf(t, stock)).toEqual({ quantity: '10', reserved: '0' })
})

test('a double click dispatches once; the same id with another quantity is refused', async () => {
  const stock = await farm.grow('10')
  const out = { holdingId: stock.holdingId, quantity: '4', buyerId: shop.partyId }
  const id = crypto.randomUUID()
  const both = await Promise.all([1, 2].map(() => farm.call(api.dispatchGoods, out, id)))
  expect(both.map((a) => a.status)).toEqual([200, 200])
  expect(both[0]!.body).toEqual(both[1]!.body)
  expect(await stockOf(t, stock)).toEqual({ quantity: '6', reserved: '0' })
  expect(refusal(await farm.call(api.dispatchGoods, { ...out, quantity: '5' }, id))).toBe('409 command.id_reused')
})

test('a double click receives once', async () => {
  const { batch, key } = await onTheWay()
  const id = crypto.randomUUID()
  const both = await Promise.all([1, 2].map(() => shop.call(api.receiveGoods, { ...key, quantity: '10' }, id)))
  expect(both[0]!.body).toEqual(both[1]!.body)
  expect(await stockOf(t, batch)).toEqual({ quantity: '20', reserved: '20' })
})

test('what did not arrive is refused with its reason, in the same step; without a reason it stays open', async () => {
  const { batch, key } = await onTheWay()
  expect(refusal(await shop.call(api.receiveGoods, { ...key, difference: '破损' }))).toBe('409 transfer.no_difference')
  expect(refusal(await shop.call(api.receiveGoods, { ...key, quantity: '31' }))).toBe('409 transfer.quantity_not_open')
  expect((await shop.call(api.receiveGoods, { ...key, quantity: '5' })).body.state).toBe('partly')
  const { body } = await shop.call(api.receiveGoods, { ...key, quantity: '20', difference: '破损' })
  expect(body).toMatchObject({ state: 'received', batch: { quantity: '20' } })
  expect(await stockOf(t, batch)).toEqual({ quantity: '5', reserved: '0' })
  const seen = (await farm.call(api.getTransfer, key)).body
  expect(seen).toMatchObject({ received: '25', returned: '5', open: '0', returnReason: '破损', waitingHours: null })
})

test('part is received and part of that goes back, as the dispatched batch and never into the stock', async () => {
  const { stock, batch, key } = await onTheWay()
  const received = (await shop.call(api.receiveGoods, { ...key, quantity: '20' })).body
  const back = await shop.call(api.returnTransfer, { ...key, quantity: '8', reason: '质量不符' })
  expect(back).toMatchObject({ status: 200, body: { state: 'partly' } })
  expect(await stockOf(t, received.batch)).toEqual({ quantity: '12', reserved: '0' })
  expect(await stockOf(t, batch)).toEqual({ quantity: '18', reserved: '10' })
  expect(await stockOf(t, stock)).toEqual({ quantity: '70', reserved: '0' })
  // what the shop used up cannot go back
  await shop.consume(received.batch.holdingId, '10')
  expect(refusal(await shop.call(api.returnTransfer, { ...key, quantity: '3', reason: '退' }))).toBe(
    '409 batch.not_enough',
  )
  expect(refusal(await shop.call(api.returnTransfer, { ...key, quantity: '1', reason: ' ' }))).toBe(
    '400 request.invalid',
  )
})

test('a refusal gives the reservation back to the seller, who may dispatch the goods again', async () => {
  const { batch, key } = await onTheWay()
  expect((await shop.call(api.refuseTransfer, { ...key, reason: '未订货' })).body.state).toBe('returned')
  expect(await stockOf(t, batch)).toEqual({ quantity: '30', reserved: '0' })
  expect(refusal(await shop.call(api.receiveGoods, key))).toBe('409 transfer.already_answered')
  const again = { holdingId: batch.holdingId, quantity: '30', buyerId: shop.partyId }
  expect((await farm.call(api.dispatchGoods, again)).status).toBe(200)
})

test('the seller withdraws what is open, and only the seller', async () => {
  const { batch, key } = await onTheWay()
  const { transferId } = key
  expect(refusal(await shop.call(api.withdrawTransfer, { transferId, reason: '错' }))).toBe('404 transfer.not_found')
  expect((await farm.call(api.withdrawTransfer, { transferId, reason: '发错' })).body.state).toBe('withdrawn')
  expect(await stockOf(t, batch)).toEqual({ quantity: '30', reserved: '0' })
  expect(refusal(await shop.call(api.receiveGoods, key))).toBe('409 transfer.already_answered')
})

test('buyer and seller at once: one of them wins, nothing is made or lost', async () => {
  for (let i = 0; i < 12; i++) {
    const { batch, key } = await onTheWay('10', '10')
    const answers = await Promise.all([
      shop.call(api.receiveGoods, key),
      farm.call(api.withdrawTransfer, { transferId: key.transferId, reason: '发错' }),
    ])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    const { quantity, reserved } = await stockOf(t, batch)
    expect([quantity, reserved]).toEqual(answers[0]!.status === 200 ? ['0', '0'] : ['10', '0'])
  }
})

test('two receive parts at once: together never more than was sent', async () => {
  const { batch, key } = await onTheWay('10', '10')
  const answers = await Promise.all([1, 2, 3].map(() => shop.call(api.receiveGoods, { ...key, quantity: '4' })))
  expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 409])
  expect(await stockOf(t, batch)).toEqual({ quantity: '2', reserved: '2' })
})

test('a transfer is there for both sides and the agencies above either, and for nobody else', async () => {
  const { key } = await onTheWay()
  const asSeller = (await farm.call(api.getTransfer, key)).body
  expect(asSeller).toMatchObject({
    sellerName: farm.name,
    buyerName: shop.name,
    open: '30',
    vehicle: '琼A00000',
    note: '冷链',
    actions: ['withdraw'],
  })
  expect((await shop.call(api.getTransfer, key)).body.actions).toEqual(['receive', 'refuse'])
  const above = [agencyOf(t, ['460204']), agencyOf(t, ['460106']), agencyOf(t, ['460000'])]
  for (const agency of above) expect((await agency(api.getTransfer, key)).body.actions).toEqual([])
  const others = [t.as(), agencyOf(t, ['460108']), agencyOf(t, ['460204'], ['fishery']), agencyOf(t, ['440000'])]
  for (const call of others) {
    expect(refusal(await call(api.getTransfer, key))).toBe('404 transfer.not_found')
    expect(refusal(await call(api.receiveGoods, key))).toMatch(/^(404 transfer.not_found|409 operator.not_in_force)$/)
    expect(refusal(await call(api.refuseTransfer, { ...key, reason: 'x' }))).toBe('404 transfer.not_found')
    expect(refusal(await call(api.returnTransfer, { ...key, reason: 'x' }))).toBe('404 transfer.not_found')
  }
  const third = await makeTrader(t)
  expect(refusal(await third.call(api.receiveGoods, key))).toBe('404 transfer.not_found')
})

test('of an operator with two sectors an agency of one sees only what is of its own', async () => {
  const mixed = await makeTrader(t, { alsoSectors: ['fishery'] })
  const { holdingId } = await mixed.grow('10')
  const out = { holdingId, quantity: '1', buyerId: shop.partyId }
  const { transferId } = (await mixed.call(api.dispatchGoods, out)).body
  const key = { sellerId: mixed.partyId, transferId }
  const list = { direction: 'out', partyId: mixed.partyId } as const
  const crop = agencyOf(t, ['460204'])
  expect((await crop(api.getTransfer, key)).status).toBe(200)
  expect((await crop(api.listTransfers, list)).body.items).toHaveLength(1)
  const fishery = agencyOf(t, ['460204'], ['fishery'])
  expect(refusal(await fishery(api.getTransfer, key))).toBe('404 transfer.not_found')
  expect((await fishery(api.listTransfers, list)).body.items).toEqual([])
})

test('lists show transfers out and in by page, and what waits with its age, longest first', async () => {
  const [seller, buyer] = [await makeTrader(t), await makeTrader(t)]
  const stock = await seller.grow('10')
  const ids: string[] = []
  try {
    for (const hour of ['08', '09', '10']) {
      t.setNow(`2026-06-01T${hour}:30:00.000Z`)
      const out = { holdingId: stock.holdingId, quantity: '1', buyerId: buyer.partyId }
      ids.push((await seller.call(api.dispatchGoods, out)).body.transferId)
    }
    await buyer.call(api.receiveGoods, { sellerId: seller.partyId, transferId: ids[1]! })
    t.setNow('2026-06-02T08:29:00.000Z')
    for (const [who, direction] of [
      [seller, 'out'],
      [buyer, 'in'],
    ] as const) {
      const first = (await who.call(api.listTransfers, { direction, limit: 2 })).body
      expect(first.items.map((i) => i.transferId)).toEqual([ids[2], ids[1]])
      const second = (await who.call(api.listTransfers, { direction, limit: 2, cursor: first.nextCursor! })).body
      expect(second).toMatchObject({ items: [{ transferId: ids[0], waitingHours: 23 }], nextCursor: null })
      const waiting = (await who.call(api.listTransfers, { direction, waiting: 'yes' })).body.items
      expect(waiting.map((i) => [i.transferId, i.waitingHours])).toEqual([
        [ids[0], 23],
        [ids[2], 21],
      ])
    }
  } finally {
    t.setNow('2026-06-01T08:00:00.000Z')
  }
  const agency = agencyOf(t, ['460204'])
  expect(refusal(await agency(api.listTransfers, { direction: 'out' }))).toBe('400 transfer.party_missing')
  const out = { direction: 'out', partyId: seller.partyId } as const
  expect((await agency(api.listTransfers, out)).body.items).toHaveLength(3)
  expect((await agencyOf(t, ['460108'])(api.listTransfers, out)).body.items).toEqual([])
  expect((await shop.call(api.listTransfers, out)).body.items).toEqual([])
  expect((await shop.call(api.listTransfers, { direction: 'in', partyId: buyer.partyId })).body.items).toEqual([])
})

test('a hold that comes while goods are on the way goes with them: received, they can be sent back but not on', async () => {
  const { stock, key } = await onTheWay()
  await holdGoods(t, stock)
  const { body } = await shop.call(api.receiveGoods, key)
  await t.drain()
  const got = (await shop.call(getHolding, { holdingId: body.batch.holdingId })).body.holdings[0]!
  expect(got.held).toBe(true)
  const on = { holdingId: got.holdingId, quantity: '1', buyerId: farm.partyId }
  expect(refusal(await shop.call(api.dispatchGoods, on))).toBe('409 batch.held')
  expect((await shop.call(api.returnTransfer, { ...key, reason: '停售' })).status).toBe(200)
})

test('a transfer tells both sides what was done with it, in order, and which certificates go along', async () => {
  const stock = await farm.grow('100')
  const certificate = ok(
    await farm.call(issueCertificate, { holdingId: stock.holdingId, style: 1, basis: ['quality_control'] }),
  )
  const out = { holdingId: stock.holdingId, quantity: '30', buyerId: shop.partyId }
  const { transferId } = ok(await farm.call(api.dispatchGoods, out))
  const key = { sellerId: farm.partyId, transferId }
  ok(await shop.call(api.receiveGoods, { ...key, quantity: '20', difference: '少一筐' }))
  ok(await shop.call(api.returnTransfer, { ...key, quantity: '5', reason: '有烂果' }))
  for (const who of [farm, shop]) {
    const { steps, certificates, held } = ok(await who.call(api.getTransfer, key))
    expect(steps.map((s) => [s.kind, s.of, s.quantity, s.reason, s.partyId === farm.partyId, s.voidedAt])).toEqual([
      ['dispatch', null, '30', null, true, null],
      ['receive', null, '20', null, false, null],
      ['return', 'arriving', '10', '少一筐', false, null],
      ['return', 'received', '5', '有烂果', false, null],
    ])
    expect(certificates?.map((c) => c.code)).toEqual([certificate.code])
    expect(held).toBe(false)
  }
})

test('a pack that went out, came back and went out again tells each transfer its own steps', async () => {
  const stock = await farm.grow('10')
  const pack = ok(
    await stepOf(farm, 'pack', {
      inputs: [{ holdingId: stock.holdingId, quantity: '10' }],
      outputs: [{ quantity: '10' }],
    }),
  )
  const holdingId = pack.batches[0]!.holdingId
  const send = async () =>
    ok(await farm.call(api.dispatchGoods, { holdingId, quantity: '10', buyerId: shop.partyId })).transferId
  const first = await send()
  ok(await farm.call(api.withdrawTransfer, { transferId: first, reason: '车坏了' }))
  const second = await send()
  const kinds = async (transferId: string) =>
    ok(await shop.call(api.getTransfer, { sellerId: farm.partyId, transferId })).steps.map((s) => s.kind)
  expect(await kinds(first)).toEqual(['dispatch', 'withdraw'])
  expect(await kinds(second)).toEqual(['dispatch'])
})

test('a hold on goods on the way is told to the buyer before it receives them', async () => {
  const { stock, key } = await onTheWay()
  await holdGoods(t, stock)
  expect(ok(await shop.call(api.getTransfer, key)).held).toBe(true)
})

test('every balance holds after all of this', async () => {
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})
