import { createHash } from 'node:crypto'
import { newCode } from '../../src/kernel/code.ts'
import { identifierOf, itemIdOf } from '../../src/modules/trace/code.ts'
import { shares, transferState } from '../../src/modules/trace/rules.ts'
import { batchOf, goodsOf, type ProductFacts, sameGoods } from '../../src/modules/trace/work/batch.ts'
import { foreignParty, type Item, type ItemFacts, isForeign, keyOf } from '../../src/modules/trace/work/holding.ts'
import type { Random } from './random.ts'
import type { Row, Sink } from './sink.ts'

/** Whole units only: what a chain does with fractions is not what a benchmark measures. */
export type Stock = Item & {
  partyId: string
  holdingId: string
  quantity: number
  reserved: number
  regime: 'governed' | 'declared'
  basis: 'own' | 'counterpart_confirmed' | 'declared'
  disposition: string | null
  foldTime: string | null
  foldEvent: string | null
  beganAt: string
  changedAt: string
  createdAt: string
}
export type Transfer = {
  sent: Stock
  buyerId: string
  transferId: string
  quantity: number
  received: number
  returned: number
  withdrawn: number
  dispatchEvent: string
  dispatchedAt: string
  answeredAt: string | null
  returnReason: string | null
  buyerName: string | null
}
/** What an event of a profile says: which one it is, its word in EPCIS, its fields. */
export type Told = { kind: string; step?: string; profile?: string; event?: string; fields?: Row }

const iso = (at: number) => new Date(at).toISOString()
/** Recorded a little after it happened: record times of one holding only go up. */
const LATER = 240_000

/**
 * The rows that the commands of trace write, for events that are known to be right: produce, process, merge, split,
 * observe, consume, dispatch, receive, return. Holdings and transfers change until `close` hands them over. Events of one
 * holding must come in the order of their times, at least five minutes apart.
 */
export function openLedger(sink: Sink, random: Random) {
  const stocks: Stock[] = []
  const transfers: Transfer[] = []

  const newItem = (item: Item, at: number): Item => {
    const recorded = iso(at + LATER)
    const { identifier, homeId, itemId, kind, code, productId, productName, classCode, sector, profile, unit } = item
    sink.add('trace.code', {
      code,
      kind: 'batch',
      state: 'issued',
      home_id: homeId,
      item_id: itemId,
      party_id: homeId,
      target_id: null,
      issued_at: recorded,
    })
    sink.add('trace.item', {
      home_id: homeId,
      item_id: itemId,
      identifier,
      kind,
      code,
      product_id: productId,
      product_name: productName,
      class_code: classCode,
      sector,
      profile,
      unit,
      batch_home: null,
      batch_id: null,
      made_on: item.madeOn,
      maker_id: homeId,
      created_at: recorded,
    })
    return item
  }
  const newStock = (partyId: string, item: Item, at: number, over: Partial<Stock> = {}): Stock => {
    const recorded = iso(at + LATER)
    const stock: Stock = {
      ...item,
      ...keyOf(partyId, item),
      quantity: 0,
      reserved: 0,
      regime: 'governed',
      basis: 'own',
      disposition: null,
      foldTime: null,
      foldEvent: null,
      beganAt: iso(at),
      changedAt: recorded,
      createdAt: recorded,
      ...over,
    }
    stocks.push(stock)
    return stock
  }
  type Event = { partyId: string; eventId: string; step: string; basis: string; disposition: string | null; at: number }
  type Counterpart = { partyId: string; sellerId: string; transferId: string }
  const event = (
    partyId: string,
    at: number,
    told: Told,
    about: { sector: string | null; disposition: string | null; body: Row; with?: Counterpart; basis?: string },
  ): Event => {
    const { kind, step = kind } = told
    const eventId = random.id(at)
    const { sector, disposition, basis = 'own' } = about
    const time = { eventTime: iso(at), place: null, disposition }
    const fields = told.event && { profile: told.profile, event: told.event, ...told.fields }
    const body = JSON.stringify({ v: 1, kind, step, partyId, ...time, fields: fields || undefined, ...about.body })
    sink.add('trace.event', {
      party_id: partyId,
      event_id: eventId,
      kind,
      step,
      sector,
      event_time: iso(at),
      recorded_at: iso(at + LATER),
      basis,
      regime: 'governed',
      place: null,
      disposition,
      actor: partyId,
      external_id: null,
      body_hash: `\\x${createHash('sha256').update(body).digest('hex')}`,
      counterpart_id: about.with?.partyId ?? null,
      transfer_party: about.with?.sellerId ?? null,
      transfer_id: about.with?.transferId ?? null,
      voids: null,
    })
    const nonce = `\\x${Buffer.from(random.bytes(32)).toString('hex')}`
    sink.add('trace.event_body', { party_id: partyId, event_id: eventId, nonce, body })
    const viewers = new Set([partyId, about.with?.partyId])
    for (const viewer of viewers)
      if (viewer && !isForeign(viewer))
        sink.add('trace.event_for', {
          viewer_id: viewer,
          event_time: iso(at),
          event_id: eventId,
          party_id: partyId,
          kind,
          sector,
        })
    return { partyId, eventId, step, basis, disposition, at }
  }
  const touch = (stock: Stock, delta: number, e: Event, { reserve = 0, says = true } = {}) => {
    stock.quantity += delta
    stock.reserved += reserve
    stock.changedAt = iso(e.at + LATER)
    if (says && e.disposition !== null)
      Object.assign(stock, { disposition: e.disposition, foldTime: iso(e.at), foldEvent: e.eventId })
    sink.add('trace.holding_event', {
      party_id: stock.partyId,
      holding_id: stock.holdingId,
      event_id: e.eventId,
      event_party: e.partyId,
      delta: String(delta),
      place: null,
      disposition: says ? e.disposition : null,
      event_time: iso(e.at),
      recorded_at: iso(e.at + LATER),
    })
    sink.add('trace.item_event', {
      home_id: stock.homeId,
      item_id: stock.itemId,
      event_time: iso(e.at),
      event_id: e.eventId,
      party_id: stock.partyId,
      holding_id: stock.holdingId,
      event_party: e.partyId,
    })
  }
  const link = (from: Stock, to: Stock, quantity: string, e: Event) => {
    const row = {
      in_party: from.partyId,
      in_holding: from.holdingId,
      out_party: to.partyId,
      out_holding: to.holdingId,
      event_party: e.partyId,
      event_id: e.eventId,
      step: e.step,
      same_item: from.itemId === to.itemId && from.homeId === to.homeId,
      quantity,
      basis: e.basis,
      event_time: iso(e.at),
      recorded_at: iso(e.at + LATER),
    }
    sink.add('trace.link_f', row)
    sink.add('trace.link_b', row)
  }
  const code = () => newCode('batch', random.bytes)
  const goods = (s: Stock, quantity: number) => goodsOf(s, String(quantity))
  const madeOn = (at: number) => iso(at + 8 * 3_600_000).slice(0, 10)

  return {
    /** Goods come into being with one party. */
    produce(partyId: string, product: ProductFacts, quantity: number, at: number, told: Told): Stock {
      const item = newItem(batchOf(partyId, code(), product, { madeOn: madeOn(at) }), at)
      const stock = newStock(partyId, item, at)
      const about = { sector: stock.sector, disposition: 'active', body: { outputs: [goods(stock, quantity)] } }
      touch(stock, quantity, event(partyId, at, told, about))
      return stock
    },
    /** Process, merge or split: inputs of one party become outputs; without a product the same goods. */
    transform(
      inputs: readonly { stock: Stock; quantity: number }[],
      outputs: readonly { product?: ProductFacts; quantity: number }[],
      at: number,
      told: Told,
    ): Stock[] {
      const first = inputs[0]!.stock
      const { partyId } = first
      const made = outputs.map((o) => {
        const like = sameGoods(partyId, code(), first)
        const item = o.product ? batchOf(partyId, code(), o.product, { madeOn: madeOn(at) }) : like
        return newStock(partyId, newItem(item, at), at)
      })
      const body = {
        inputs: inputs.map((i) => goods(i.stock, i.quantity)),
        outputs: made.map((m, n) => goods(m, outputs[n]!.quantity)),
      }
      const e = event(partyId, at, told, { sector: made[0]!.sector, disposition: 'active', body })
      for (const i of inputs) touch(i.stock, -i.quantity, e, { says: false })
      for (const [n, m] of made.entries()) touch(m, outputs[n]!.quantity, e)
      const parts = outputs.map((o) => String(o.quantity))
      for (const i of inputs)
        for (const [n, share] of shares(String(i.quantity), parts).entries()) link(i.stock, made[n]!, share, e)
      return made
    },
    /** Something was seen or done that changes no quantity. */
    observe(stock: Stock, at: number, told: Told): void {
      const body = { goods: [goods(stock, stock.quantity)] }
      touch(stock, 0, event(stock.partyId, at, told, { sector: stock.sector, disposition: null, body }))
    },
    /** Sold over the counter or used up. */
    consume(stock: Stock, quantity: number, at: number, told: Told): void {
      const body = { inputs: [goods(stock, quantity)] }
      const e = event(stock.partyId, at, told, { sector: stock.sector, disposition: null, body })
      touch(stock, -quantity, e, { says: false })
    },
    /** Leaves for a registered buyer and is reserved; or for somebody outside, who has it at once on the seller's word. */
    dispatch(from: Stock, quantity: number, buyer: { partyId: string } | { name: string }, at: number): Transfer {
      const sellerId = from.partyId
      const moved: ItemFacts = sameGoods(sellerId, code(), from)
      const item = newItem({ ...moved, itemId: itemIdOf(moved.code!), identifier: identifierOf(moved.code!) }, at)
      const outside = 'name' in buyer
      const buyerId = outside ? foreignParty(item.itemId) : buyer.partyId
      const sent = newStock(sellerId, item, at)
      const transferId = random.id(at)
      const e = event(
        sellerId,
        at,
        { kind: 'dispatch', step: 'shipping' },
        {
          sector: item.sector,
          disposition: outside ? 'sold' : 'in_transit',
          with: { partyId: buyerId, sellerId, transferId },
          body: { ...(outside ? {} : { buyerId }), inputs: [goods(from, quantity)], outputs: [goods(sent, quantity)] },
        },
      )
      touch(from, -quantity, e, { says: false })
      link(from, sent, String(quantity), e)
      if (outside) {
        const arrived = newStock(buyerId, item, at, { regime: 'declared', basis: 'declared' })
        // one event, one row a holding: what came and went again leaves nothing behind
        touch(sent, 0, e)
        touch(arrived, quantity, e)
        link(sent, arrived, String(quantity), e)
      } else touch(sent, quantity, e, { reserve: quantity })
      const transfer: Transfer = {
        sent,
        buyerId,
        transferId,
        quantity,
        received: outside ? quantity : 0,
        returned: 0,
        withdrawn: 0,
        dispatchEvent: e.eventId,
        dispatchedAt: iso(at),
        answeredAt: outside ? iso(at + LATER) : null,
        returnReason: null,
        buyerName: outside ? buyer.name : null,
      }
      transfers.push(transfer)
      return transfer
    },
    /** The buyer has it, all or in part. */
    receive(t: Transfer, quantity: number, at: number): Stock {
      const { sent, buyerId, transferId } = t
      const known = stocks.find((s) => s.partyId === buyerId && s.itemId === sent.itemId)
      const got = known ?? newStock(buyerId, sent, at, { basis: 'counterpart_confirmed' })
      const sellerId = sent.partyId
      const e = event(
        buyerId,
        at,
        { kind: 'receive', step: 'receiving' },
        {
          sector: sent.sector,
          disposition: 'in_progress',
          basis: 'counterpart_confirmed',
          with: { partyId: sellerId, sellerId, transferId },
          body: { sellerId, inputs: [goods(sent, quantity)] },
        },
      )
      touch(sent, -quantity, e, { reserve: -quantity, says: false })
      touch(got, quantity, e)
      link(sent, got, String(quantity), e)
      t.received += quantity
      t.answeredAt = iso(at + LATER)
      return got
    },
    /** Some of what was received goes back, with a reason. */
    sendBack(t: Transfer, got: Stock, quantity: number, at: number, reason: string): void {
      const { sent, buyerId, transferId } = t
      const sellerId = sent.partyId
      const e = event(
        buyerId,
        at,
        { kind: 'return' },
        {
          sector: sent.sector,
          disposition: 'returned',
          with: { partyId: sellerId, sellerId, transferId },
          body: { of: 'received', reason, sellerId, inputs: [goods(sent, quantity)] },
        },
      )
      touch(got, -quantity, e, { says: false })
      touch(sent, quantity, e)
      link(got, sent, String(quantity), e)
      t.received -= quantity
      t.returned += quantity
      t.answeredAt = iso(at + LATER)
      t.returnReason = reason
    },
    /** Hands over what holdings and transfers have come to. @returns how many holdings there are. */
    close(): number {
      for (const s of stocks) sink.add('trace.holding', holdingRow(s))
      for (const t of transfers) addTransfer(sink, t)
      const made = stocks.length
      stocks.length = 0
      transfers.length = 0
      return made
    },
  }
}
export type Ledger = ReturnType<typeof openLedger>

const holdingRow = (s: Stock): Row => ({
  party_id: s.partyId,
  holding_id: s.holdingId,
  home_id: s.homeId,
  item_id: s.itemId,
  kind: s.kind,
  code: s.code,
  product_id: s.productId,
  product_name: s.productName,
  class_code: s.classCode,
  sector: s.sector,
  profile: s.profile,
  made_on: s.madeOn,
  unit: s.unit,
  regime: s.regime,
  quantity: String(s.quantity),
  reserved: String(s.reserved),
  basis: s.basis,
  place: null,
  disposition: s.disposition,
  custodian: null,
  fold_time: s.foldTime,
  fold_recorded: s.foldTime && iso(Date.parse(s.foldTime) + LATER),
  fold_event: s.foldEvent,
  began_at: s.beganAt,
  changed_at: s.changedAt,
  created_at: s.createdAt,
})

function addTransfer(sink: Sink, t: Transfer): void {
  const { sent } = t
  const outside = t.buyerName !== null
  const counts = {
    quantity: String(t.quantity),
    received: String(t.received),
    returned: String(t.returned),
    withdrawn: String(t.withdrawn),
  }
  sink.add('trace.transfer', {
    party_id: sent.partyId,
    transfer_id: t.transferId,
    buyer_id: t.buyerId,
    buyer_name: t.buyerName,
    holding_id: sent.holdingId,
    home_id: sent.homeId,
    item_id: sent.itemId,
    code: sent.code,
    product_id: sent.productId,
    product_name: sent.productName,
    class_code: sent.classCode,
    sector: sent.sector,
    profile: sent.profile,
    made_on: sent.madeOn,
    kind: sent.kind,
    unit: sent.unit,
    ...counts,
    state: transferState(counts),
    regime: 'governed',
    place: null,
    note: null,
    return_reason: t.returnReason,
    withdraw_reason: null,
    dispatch_event: t.dispatchEvent,
    dispatched_at: t.dispatchedAt,
    created_at: iso(Date.parse(t.dispatchedAt) + LATER),
    answered_at: t.answeredAt,
  })
  if (!outside)
    sink.add('trace.transfer_in', {
      party_id: t.buyerId,
      transfer_id: t.transferId,
      seller_id: sent.partyId,
      waiting: t.received + t.returned + t.withdrawn < t.quantity,
      sector: sent.sector,
      dispatched_at: t.dispatchedAt,
    })
}
