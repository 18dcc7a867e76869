import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bothWays, ok, type TestApp, testApp } from '../../../../test/app.ts'
import { agencyOf, makeTrader, refusal, stockOf, type Trader } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import { brokenBalances } from '../../../../test/trace.ts'
import { placeHold } from '../../trace/hold/schema.ts'
import { setRecursiveWalk } from '../../trace/index.ts'
import { type Trace, traceItem } from '../../trace/walk/schema.ts'
import { dispatchGoods, receiveGoods } from '../../trade/transfer/schema.ts'
import { harvest } from '../harvest/schema.ts'
import { recordProduction, voidRecord } from '../record/schema.ts'
import { listInputPurchases, recordInputBatch, recordInputPurchase } from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow('2026-06-01T08:00:00.000Z')
})
afterAll(() => t.close())

type Farm = Awaited<ReturnType<typeof makeFarm>>
type Goods = { holdingId: string; code: string | null }
let dealer: Trader
let farm: Farm
let stock: Goods & { partyId: string }
let bought: Goods & { partyId: string }

const manure = { name: '示例有机肥', spec: '', classCode: '0103S01', unit: 'kg' as const }
/** Sold and received over HTTP: the goods as the buyer has them. */
async function sell(
  from: Trader['call'],
  holdingId: string,
  quantity: string,
  to: { partyId: string; call: Farm['call'] },
) {
  const { sellerId, transferId } = ok(await from(dispatchGoods, { holdingId, quantity, buyerId: to.partyId }))
  return ok(await to.call(receiveGoods, { sellerId, transferId })).batch
}
beforeEach(async () => {
  dealer = await makeTrader(t, { sector: 'farm_input', product: { ...manure, classCode: 'S40501' } })
  farm = await makeFarm(t)
  stock = await dealer.buyIn('100')
  bought = await sell(dealer.call, stock.holdingId, '60', farm)
})

const enter = () => farm.call(recordInputBatch, { holdingId: bought.holdingId, maker: '示例肥料厂' })
const use = (purchaseId: string, plot: string, amount: object, more: Record<string, unknown> = {}) =>
  farm.call(recordProduction, {
    ...{ profile: 'crop', event: 'fertiliser_use', purchaseId, ...more },
    fields: {
      plot,
      input: { name: '示例有机肥', kind: 'fertiliser' },
      method: 'top',
      amount,
      used_on: '2026-06-01',
      stopped_on: '2026-06-01',
    },
  })
const kg = (quantity: string) => ({ quantity, unit: 'kg' })
const pick = async (plot: string) =>
  ok(
    await farm.call(harvest, {
      ...{ productId: farm.productId, event: 'harvest', quantity: '500', happenedAt: t.deps.clock() },
      fields: { plot, harvested_on: '2026-06-01' },
    }),
  ).batch
const county = () => agencyOf(t, ['460204'], ['crop', 'farm_input'])
const traceOf = async (call: Farm['call'], of: { partyId: string; holdingId: string }, more = {}) =>
  ok(await call(traceItem, { partyId: of.partyId, holdingId: of.holdingId, ...more }))
/** What was used on what, by the codes of the batches. */
const applied = (trace: Trace) =>
  trace.links.flatMap((l) => (l.applied ? [`${trace.nodes[l.from]!.code} ${trace.nodes[l.to]!.code}`] : []))
const holdings = (trace: Trace) => trace.nodes.map((n) => n.holdingId)

test('a received batch is entered among the inputs with what is known of it, once, and only if it is one', async () => {
  const { purchaseId } = ok(await enter())
  expect((await farm.call(listInputPurchases, {})).body.items).toMatchObject([
    {
      ...{ purchaseId, name: '示例有机肥', kind: 'fertiliser', source: dealer.name, maker: '示例肥料厂' },
      ...{ batchNo: bought.code, quantity: '60', unit: 'kg', boughtOn: '2026-06-01', holdingId: bought.holdingId },
    },
  ])
  expect(refusal(await enter())).toBe('409 constraint.input_purchase_batch')
  const crop = await pick(farm.plot1)
  const entered = await farm.call(recordInputBatch, { holdingId: crop.holdingId })
  expect(refusal(entered)).toBe('400 purchase.no_input')
  expect(refusal(await farm.call(recordInputBatch, { holdingId: stock.holdingId }))).toBe('404 holding.not_found')
})

test('a use takes from the batch what its amount says, and never more than is there', async () => {
  const { purchaseId } = ok(await enter())
  ok(await use(purchaseId, farm.plot1, kg('25.5')))
  expect(await stockOf(t, bought)).toMatchObject({ quantity: '34.5' })
  expect(refusal(await use(purchaseId, farm.plot1, kg('34.6')))).toBe('409 batch.not_enough')
  // an amount that does not convert is kept and takes nothing, unless the record says how much
  const litres = { quantity: '3', unit: 'l' }
  expect(ok(await use(purchaseId, farm.plot1, litres)).warnings).toContain('input.not_counted')
  expect(await stockOf(t, bought)).toMatchObject({ quantity: '34.5' })
  expect(ok(await use(purchaseId, farm.plot1, litres, { taken: '4.5' })).warnings).not.toContain('input.not_counted')
  expect(await stockOf(t, bought)).toMatchObject({ quantity: '30.0' })
  const outside = ok(
    await farm.call(recordInputPurchase, {
      ...{
        name: '示例有机肥',
        kind: 'fertiliser',
        source: '示例农资店',
        quantity: '9',
        unit: 'kg',
        boughtOn: '2026-06-01',
      },
    }),
  )
  expect(refusal(await use(outside.purchaseId, farm.plot1, kg('1'), { taken: '1' }))).toBe('400 record.takes_no_batch')
})

test.each(bothWays())('a trace leads from the harvest to the input and back (recursive: %s)', async (recursive) => {
  setRecursiveWalk(t.db, recursive)
  const { purchaseId } = ok(await enter())
  ok(await use(purchaseId, farm.plot1, kg('20')))
  const [crop, other] = [await pick(farm.plot1), await pick(farm.plot2)]
  const buyer = await makeTrader(t)
  const sold = await sell(farm.call, crop.holdingId, '100', buyer)

  const back = await traceOf(county(), { ...sold, partyId: buyer.partyId })
  expect(applied(back)).toEqual([`${bought.code} ${crop.code}`])
  expect(holdings(back)).toContain(stock.holdingId)
  const forward = await traceOf(county(), stock)
  expect(holdings(forward)).toEqual(expect.arrayContaining([crop.holdingId, sold.holdingId]))
  expect(holdings(forward)).not.toContain(other.holdingId)
  // nothing of the crop is made of it
  expect(new Set(forward.holders.map((h) => h.productName))).toEqual(new Set(['示例有机肥']))
  expect(applied(await traceOf(county(), crop, { depth: 'one' }))).toEqual([`${bought.code} ${crop.code}`])

  // the farm sees its own; neither its dealer nor its buyer is told
  expect(applied(await traceOf(farm.call, crop))).toEqual([`${bought.code} ${crop.code}`])
  expect(holdings(await traceOf(dealer.call, stock))).not.toContain(crop.holdingId)
  const seen = await traceOf(buyer.call, { ...sold, partyId: buyer.partyId })
  expect(holdings(seen)).toContain(crop.holdingId)
  expect(holdings(seen)).not.toContain(bought.holdingId)
  setRecursiveWalk(t.db, bothWays()[0]!)
})

test('a use recorded after the harvest is told, one declared an error no longer, and its goods are back', async () => {
  const { purchaseId } = ok(await enter())
  const crop = await pick(farm.plot1)
  const { recordId } = ok(await use(purchaseId, farm.plot1, kg('20')))
  expect(applied(await traceOf(farm.call, crop))).toHaveLength(1)
  const known = t.deps.clock()
  t.setNow('2026-06-01T09:00:00.000Z')
  ok(await farm.call(voidRecord, { recordId, reason: '示例:地块填错' }))
  expect(applied(await traceOf(farm.call, crop))).toEqual([])
  expect(applied(await traceOf(farm.call, crop, { asOf: known }))).toHaveLength(1)
  expect(await stockOf(t, bought)).toMatchObject({ quantity: '60' })
  t.setNow(known)
})

test('a hold on the input stops its use and not what grew where it was used', async () => {
  const { purchaseId } = ok(await enter())
  ok(await use(purchaseId, farm.plot1, kg('20')))
  const crop = await pick(farm.plot1)
  const root = { partyId: stock.partyId, holdingId: stock.holdingId }
  ok(await county()(placeHold, { roots: [root], source: 'stop_sale', reason: '示例' }))
  await t.drain()
  expect(refusal(await use(purchaseId, farm.plot1, kg('1')))).toBe('409 batch.held')
  ok(
    await farm.call(dispatchGoods, {
      holdingId: crop.holdingId,
      quantity: '5',
      buyerId: (await makeTrader(t)).partyId,
    }),
  )
})

test('every balance holds', async () => {
  expect(Object.entries(await brokenBalances(t)).filter(([, n]) => n > 0)).toEqual([])
})
