import { newCode } from '../../src/kernel/code.ts'
import { identifierOf, itemIdOf } from '../../src/modules/trace/code.ts'
import { shares } from '../../src/modules/trace/rules.ts'
import { batchOf, goodsOf, type ProductFacts, sameGoods } from '../../src/modules/trace/work/batch.ts'
import { foreignParty, type Item, type ItemFacts, isForeign, keyOf } from '../../src/modules/trace/work/holding.ts'
import type { Random } from './random.ts'
import {
  addEvent,
  addInside,
  addItem,
  addLink,
  addTouch,
  addTransfer,
  type Counterpart,
  type Event,
  holdingRow,
  iso,
  recordedAt,
  type Stock,
  type Transfer,
} from './rows.ts'
import type { Row, Sink } from './sink.ts'

/** What an event of a profile says: which one it is, its word in EPCIS, its fields. */
export type Told = { kind: string; step?: string; profile?: string; event?: string; fields?: Row }

/** An open pack is of no product. */
const nameless = { productId: null, productName: null, classCode: null, profile: null, madeOn: null }

/**
 * The rows that the commands of trace write, for events that are known to be right: produce, process, merge, split, pack,
 * observe, consume, dispatch, receive, return. Holdings and transfers change until `close` hands them over. Events of one
 * holding must come in the order of their times, at least five minutes apart.
 */
export function openLedger(sink: Sink, random: Random) {
  const stocks = new Map<string, Stock>()
  const transfers: Transfer[] = []

  const newItem = (item: Item, at: number): Item => {
    addItem(sink, item, at)
    return item
  }
  const newStock = (partyId: string, item: Item, at: number, over: Partial<Stock> = {}): Stock => {
    const recorded = recordedAt(at)
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
    stocks.set(stock.holdingId, stock)
    return stock
  }
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
    addEvent(sink, {
      ...{ party_id: partyId, event_id: eventId, kind, step, sector, basis, disposition, body },
      at,
      counterpart: about.with,
    })
    const nonce = Buffer.from(random.bytes(32))
    sink.add('trace.event_body', { party_id: partyId, event_id: eventId, nonce, body })
    sink.add('trace.unsealed', { party_id: partyId, event_id: eventId })
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
    stock.changedAt = recordedAt(e.at)
    if (says && e.disposition !== null)
      Object.assign(stock, { disposition: e.disposition, foldTime: iso(e.at), foldEvent: e.eventId })
    addTouch(sink, stock, delta, e, says)
  }
  const link = (from: Stock, to: Stock, quantity: string, e: Event) => {
    addLink(sink, from, to, quantity, e)
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
    /** Goods of one holding are sealed into a pack with a code of its own. */
    seal(from: Stock, quantity: number, at: number, told: Told): Stock {
      const { partyId } = from
      const pack = newStock(partyId, newItem(sameGoods(partyId, code(), from, 'pack'), at), at)
      const body = { inputs: [goods(from, quantity)], outputs: [goods(pack, quantity)] }
      const e = event(partyId, at, told, { sector: pack.sector, disposition: 'active', body })
      touch(from, -quantity, e, { says: false })
      touch(pack, quantity, e)
      link(from, pack, String(quantity), e)
      return pack
    },
    /** Batches go into an open pack under a code of its own: they keep their holdings, being inside is an interval. */
    box(contents: readonly Stock[], at: number, told: Told): Stock {
      const first = contents[0]!
      const { partyId, sector } = first
      const item: Item = { ...sameGoods(partyId, code(), first, 'pack'), ...nameless, unit: 'box' }
      const pack = newStock(partyId, newItem(item, at), at)
      const body = {
        pack: { homeId: pack.homeId, itemId: pack.itemId, code: pack.code },
        contents: contents.map((c) => goods(c, c.quantity)),
      }
      const e = event(partyId, at, told, { sector, disposition: 'active', body })
      for (const c of contents) {
        touch(c, 0, e)
        addInside(sink, c, pack, e)
      }
      touch(pack, 0, e)
      return pack
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
        answeredAt: outside ? recordedAt(at) : null,
        returnReason: null,
        buyerName: outside ? buyer.name : null,
      }
      transfers.push(transfer)
      return transfer
    },
    /** The buyer has it, all or in part. */
    receive(t: Transfer, quantity: number, at: number): Stock {
      const { sent, buyerId, transferId } = t
      const got =
        stocks.get(keyOf(buyerId, sent).holdingId) ?? newStock(buyerId, sent, at, { basis: 'counterpart_confirmed' })
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
      t.answeredAt = recordedAt(at)
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
      t.answeredAt = recordedAt(at)
      t.returnReason = reason
    },
    /** Hands over what holdings and transfers have come to. @returns how many holdings there are. */
    close(): number {
      for (const s of stocks.values()) sink.add('trace.holding', holdingRow(s))
      for (const t of transfers) addTransfer(sink, t)
      const made = stocks.size
      stocks.clear()
      transfers.length = 0
      return made
    },
  }
}
export type Ledger = ReturnType<typeof openLedger>
