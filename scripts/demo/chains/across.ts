import { harvest } from '../../../src/modules/production/harvest/schema.ts'
import { recordInputBatch } from '../../../src/modules/production/input/schema.ts'
import { recordProduction } from '../../../src/modules/production/record/schema.ts'
import * as act from '../acts.ts'
import type { Agencies } from '../agencies.ts'
import { licence, role } from '../licences.ts'
import type { Operators } from '../operators.ts'
import { refused } from '../refused.ts'

const NAME = '示例限用杀虫剂'
const maker = '示例海南农药制造有限公司'
const permit = { permit_no: 'PD00000000', permit_valid_to: act.day(-700) }
const specification = '500毫升/瓶'

/** Who is what, and the licences that the rules of the chains ask for. */
async function qualify(o: Operators, a: Agencies): Promise<void> {
  await role(o.pestmaker, 'pesticide', 'maker')
  await licence(o.pestmaker, a, 'meilan', 'pesticide_production')
  await role(o.inputs, 'pesticide', 'dealer')
  await licence(o.inputs, a, 'chengmai', 'pesticide_trade')
  await role(o.veg6, 'pesticide', 'user')
  await role(o.wholesale2, 'meat_vegetable', 'wholesaler')
  await licence(o.wholesale2, a, 'meilan', 'circulation_card')
  await role(o.sauce, 'food', 'maker')
  await licence(o.sauce, a, 'meilan', 'food_production')
  // it buys at a market where everybody trades by card
  await licence(o.sauce, a, 'meilan', 'circulation_card')
  await role(o.market1, 'food', 'retailer')
}

/** A pesticide from its maker over a designated dealer to the farm, where it is among the inputs. */
async function pesticide(o: Operators, a: Agencies) {
  const made = act.day(40)
  const product = await act.product(o.pestmaker, NAME, 'S40102', 'bottle')
  const [lot] = await act.step(o.pestmaker, 'pesticide', 'produce', {
    outputs: [{ productId: product, quantity: '600' }],
    fields: {
      ...permit,
      ...{
        holder: maker,
        production: 'holder',
        specification_code: '001',
        specification,
        lot: '示例批1',
        made_on: made,
      },
      ...{ expires_on: act.day(-690), restricted: true, for_edible: true, safety_days: '10', usable_on: '辣椒' },
    },
    ago: 40,
    hour: 9,
  })
  const atDealer = await act.deal(o.pestmaker, lot!, '240', o.inputs, 36, {
    sent: {
      event: 'out',
      fields: {
        ...{ specification, made_on: made, lot: '示例批1', quality: '合格', sold_on: act.day(36) },
        label_state: 'good',
      },
    },
    received: {
      event: 'receive',
      fields: { permit_no: permit.permit_no, specification, maker, received_on: act.day(36) },
    },
  })
  const sale = {
    event: 'dealer_out',
    fields: {
      ...{ sanitary: false, specification, maker, sold_on: act.day(33), usable_on: '辣椒', restricted: true },
      ...{ crop: '辣椒', purpose: '防治蓟马', label_state: 'good', safety_days: '10', advised: true },
    },
  }
  // a pesticide of restricted use: first only a dealer, then a designated outlet
  await refused(act.send(o.inputs, atDealer, '20', o.veg6, 33, 9, sale), 'R-PEST-RESTRICTED')
  await licence(o.inputs, a, 'chengmai', 'pesticide_restricted_outlet')
  const bought = await act.deal(o.inputs, atDealer, '20', o.veg6, 33, {
    sent: sale,
    received: { event: 'user_receive', fields: { received_on: act.day(33) } },
  })
  // over the counter under no name
  await refused(
    act.step(o.inputs, 'pesticide', 'retail', {
      inputs: [{ holdingId: atDealer.holdingId, quantity: '1' }],
      fields: { ...sale.fields, buyer: '示例购买人', sold_on: act.day(32) },
      ago: 32,
    }),
    'R-PEST-REALNAME',
  )
  const { purchaseId } = await o.veg6.call(recordInputBatch, { holdingId: bought.holdingId, maker })
  return { lot: lot!, bought, purchaseId }
}

/**
 * One product through the industries: pesticide maker → designated dealer → pepper farm → harvest, first too early →
 * wholesale market → sauce factory → supermarket. Answers the batches along the way.
 */
export async function across(
  o: Operators,
  a: Agencies,
  pepper: { plot: string; productId: string },
  say: (what: string) => void,
) {
  await qualify(o, a)
  say('a pesticide from its maker to the farm')
  const { lot, bought, purchaseId } = await pesticide(o, a)
  await o.veg6.call(recordProduction, {
    ...{ profile: 'crop', event: 'pesticide_use', purchaseId, taken: '6', productId: pepper.productId },
    fields: {
      ...{ plot: pepper.plot, input: { name: NAME, kind: 'pesticide' }, method: 'spray' },
      ...{ amount: { quantity: '3', unit: 'l' }, used_on: act.day(12), stopped_on: act.day(12) },
      ...{ target: '蓟马', maker, interval_days: '10' },
    },
  })
  const pick = (ago: number) => ({
    ...{ productId: pepper.productId, event: 'harvest', quantity: '600', happenedAt: act.at(ago, 6) },
    fields: { plot: pepper.plot, harvested_on: act.day(ago) },
  })
  await refused(o.veg6.call(harvest, pick(5)), 'harvest.inside_interval')
  const { batch } = await o.veg6.call(harvest, pick(2))
  const crop = { ...batch, code: batch.code! }
  await act.certify(o.veg6, crop)
  say('peppers to the market, the factory and the shop')
  const atMarket = await act.sell(o.veg6, crop, '500', o.wholesale2, 2, 8)
  const about = { inputs: [{ holdingId: atMarket.holdingId }], ago: 2 }
  await act.step(o.wholesale2, 'meat_vegetable', 'entry_check', {
    ...{ ...about, hour: 14, fields: { check: 'certificate', paper: '示例合格证', checked_on: act.day(2) } },
  })
  await act.step(o.wholesale2, 'meat_vegetable', 'market_test', {
    ...{ ...about, hour: 15 },
    fields: {
      market: '示例综合批发市场',
      items: '农药残留(快速检测)',
      tested_on: act.day(2),
      result: 'pass',
      report: '示例检1',
    },
  })
  const raw = await act.deal(o.wholesale2, atMarket, '400', o.sauce, 2, {
    hour: 16,
    sent: {
      ...{ profile: 'meat_vegetable', event: 'wholesale_trade' },
      fields: { tran_id: '示例凭证1', weight: { quantity: '400', unit: 'kg' }, traded_on: act.day(2) },
    },
    received: {
      ...{ profile: 'food', event: 'raw_receive' },
      fields: { goods: 'raw', purchased_on: act.day(2), supplier_licence: '示例证', conformity_certificate: '示例检1' },
    },
  })
  const product = await act.product(o.sauce, '剁辣椒酱(示例)', 'S20106', 'bottle')
  const [sauce] = await act.step(o.sauce, 'food', 'process', {
    ...{ inputs: [{ holdingId: raw.holdingId }], outputs: [{ productId: product, quantity: '900' }], ago: 1, hour: 1 },
    fields: { processed_on: act.day(1), operation: '腌制、灌装' },
  })
  const goods = { specification: '280克/瓶', date_or_lot: '示例批号1', shelf_life: '12个月' }
  const sold = { event: 'sale', fields: { ...goods, certificate: '示例检2', sold_on: act.day(1) } }
  await refused(act.send(o.sauce, sauce!, '300', o.market1, 1, 2, sold), 'R-FD-RELEASE')
  await act.step(o.sauce, 'food', 'release', {
    ...{ inputs: [{ holdingId: sauce!.holdingId }], ago: 1, hour: 3 },
    fields: { ...goods, tested_on: act.day(1), standard: '示例标准', result: 'pass', certificate: '示例检2' },
  })
  await act.label(o.sauce, sauce!)
  const onShelf = await act.deal(o.sauce, sauce!, '300', o.market1, 1, {
    ...{ hour: 4, sent: sold, received: { event: 'dealer_receive', fields: { purchased_on: act.day(1) } } },
  })
  await act.step(o.market1, 'food', 'retail_sale', {
    ...{ inputs: [{ holdingId: onShelf.holdingId, quantity: '40' }], ago: 0, hour: 0 },
    fields: { sold_on: act.day(0), stall: '示例调味区' },
  })
  return { pesticide: lot, bought, crop, atMarket, sauce: sauce!, onShelf }
}
