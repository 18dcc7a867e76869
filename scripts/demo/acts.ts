import type { Unit } from '../../src/kernel/unit.ts'
import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { issueCertificate } from '../../src/modules/label/certificate/schema.ts'
import { printLabels } from '../../src/modules/label/run/schema.ts'
import { harvest } from '../../src/modules/production/harvest/schema.ts'
import { recordInputPurchase } from '../../src/modules/production/input/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { createPlot, createSite, type siteKinds } from '../../src/modules/registry/site/schema.ts'
import { dispatchGoods, receiveGoods } from '../../src/modules/trade/transfer/schema.ts'
import { sellToMarket } from '../../src/modules/trade/voucher/schema.ts'
import { type Place, places } from './agencies.ts'
import type { Person } from './people.ts'

const start = Date.now()
/** The civil date (Asia/Shanghai) that many days ago. */
export const day = (ago: number): string => new Date(start + 8 * 3600_000 - ago * 86_400_000).toISOString().slice(0, 10)
/** An hour of that day in China; never later than now. */
export const at = (ago: number, hour: number): string =>
  new Date(Math.min(Date.parse(`${day(ago)}T${String(hour).padStart(2, '0')}:00:00+08:00`), start)).toISOString()

/** A batch in somebody's hands. */
export type Goods = { holdingId: string; code: string; quantity: string }
const goodsOf = (b: { holdingId: string; code: string | null; quantity: string }): Goods => ({ ...b, code: b.code! })

export const product = async (p: Person, name: string, classCode: string, unit: Unit = 'kg') =>
  (await p.call(createProduct, { name, classCode, unit })).productId

/** A site of work with its plots (or ponds); answers the plots' ids. */
export async function plots(
  p: Person,
  place: Place,
  kind: (typeof siteKinds)[number],
  classCode: string,
  names: readonly string[],
): Promise<string[]> {
  const { siteId } = await p.call(createSite, { name: '示例一号基地', kind, divisionId: places[place].town })
  const made: string[] = []
  for (const name of names)
    made.push((await p.call(createPlot, { siteId, name, areaMu: String(12 + made.length * 7), classCode })).plotId)
  return made
}

const maker = '示例农化有限公司'
/** Buys an input and answers the purchase; names and numbers are examples, not registered products. */
export const buyInput = async (
  p: Person,
  name: string,
  kind: 'pesticide' | 'fertiliser' | 'veterinary_drug' | 'feed',
  ago: number,
  quantity = '40',
) =>
  (
    await p.call(recordInputPurchase, {
      name,
      kind,
      registrationNumber: `示例证号${name.length}${quantity}`,
      maker,
      source: '示例澄迈农资经营部',
      batchNo: `示例${day(ago)}`,
      quantity,
      unit: 'kg',
      boughtOn: day(ago),
    })
  ).purchaseId

type Use = {
  plot?: string
  group?: string
  purchaseId: string
  name: string
  ago: number
  interval?: number
  target?: string
}
const amount = (quantity: string) => ({ quantity, unit: 'kg' })

export const usePesticide = (p: Person, u: Use) =>
  p.call(recordProduction, {
    profile: 'crop',
    event: 'pesticide_use',
    purchaseId: u.purchaseId,
    fields: {
      plot: u.plot,
      input: { name: u.name, kind: 'pesticide' },
      method: 'spray',
      amount: amount('1.2'),
      used_on: day(u.ago),
      stopped_on: day(u.ago),
      target: u.target ?? '蓟马',
      maker,
      interval_days: String(u.interval ?? 7),
    },
  })

export const record = (
  p: Person,
  profile: string,
  event: string,
  fields: Record<string, unknown>,
  purchaseId?: string,
) => p.call(recordProduction, { profile, event, fields, ...(purchaseId ? { purchaseId } : {}) })

/** Harvest, catch or off-take at six in the morning of that day. */
export const take = async (
  p: Person,
  productId: string,
  event: string,
  ago: number,
  quantity: string,
  fields: Record<string, unknown>,
): Promise<Goods> =>
  goodsOf((await p.call(harvest, { productId, event, quantity, happenedAt: at(ago, 6), fields })).batch)

export const certify = (p: Person, g: Goods, style: 1 | 2 = 1) =>
  p.call(issueCertificate, { holdingId: g.holdingId, style, basis: ['quality_control'] })
export const label = (p: Person, g: Goods, copies = 24) =>
  p.call(printLabels, { holdingId: g.holdingId, template: '3x8', copies })

/** The form of a profile's event for one half of a transfer. */
export type Form = { profile?: string; event: string; fields: Record<string, unknown> }

/** Dispatches; the batch answered is the one on its way, still the seller's. */
export async function send(
  seller: Person,
  g: Goods,
  quantity: string,
  buyer: Person,
  ago: number,
  hour = 9,
  form?: Form,
) {
  const sent = await seller.call(dispatchGoods, {
    holdingId: g.holdingId,
    quantity,
    buyerId: buyer.partyId,
    eventTime: at(ago, hour),
    vehicle: '琼A示例1',
    ...form,
  })
  return { ...sent, goods: goodsOf(sent.batch) }
}
export type Sent = Awaited<ReturnType<typeof send>>

type Received = { quantity?: string; form?: Form }
/** The buyer receives it, all or in part. */
export const accept = async (
  buyer: Person,
  s: Sent,
  ago: number,
  hour = 14,
  { quantity, form }: Received = {},
): Promise<Goods> =>
  goodsOf(
    (
      await buyer.call(receiveGoods, {
        sellerId: s.sellerId,
        transferId: s.transferId,
        eventTime: at(ago, hour),
        ...(quantity ? { quantity, difference: '到货少件,已与发货方核对' } : {}),
        ...form,
      })
    ).batch,
  )

/** Sold and received on one day, each with the form of its chain: the batch in the buyer's hands. */
export const deal = async (
  seller: Person,
  g: Goods,
  quantity: string,
  buyer: Person,
  ago: number,
  { sent, received, hour = 9 }: { sent: Form; received: Form; hour?: number },
): Promise<Goods> =>
  accept(buyer, await send(seller, g, quantity, buyer, ago, hour, sent), ago, Math.min(hour + 1, 23), {
    form: received,
  })

/** Sold and received on one day: the batch in the buyer's hands. */
export const sell = async (seller: Person, g: Goods, quantity: string, buyer: Person, ago: number, hour = 9) =>
  accept(buyer, await send(seller, g, quantity, buyer, ago, hour), ago, Math.min(hour + 4, 22))

type Step = {
  inputs?: { holdingId: string; quantity?: string }[]
  outputs?: { productId?: string; quantity: string; unit?: Unit }[]
  fields: Record<string, unknown>
  ago: number
  hour?: number
}
/** A step of the profile on batches; answers what it made. */
export async function step(p: Person, profile: string, event: string, s: Step): Promise<Goods[]> {
  const { inputs = [], outputs = [], fields } = s
  const done = await p.call(recordStep, {
    profile,
    event,
    inputs,
    outputs,
    fields,
    happenedAt: at(s.ago, s.hour ?? 16),
  })
  return done.batches.map(goodsOf)
}

/** Sold to somebody outside under a market-entry voucher. */
export const market = (p: Person, g: Goods, quantity: string, buyerName: string, ago: number) =>
  p.call(sellToMarket, {
    lines: [{ holdingId: g.holdingId, quantity }],
    buyerName,
    destination: '示例农贸市场',
    vehicle: '琼A示例2',
    eventTime: at(ago, 17),
  })
