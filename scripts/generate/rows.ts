import { createHash } from 'node:crypto'
import { transferState } from '../../src/modules/trace/rules.ts'
import type { Item } from '../../src/modules/trace/work/holding.ts'
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
/** An event as the rows about it need it; `at` in ms since 1970. */
export type Event = {
  partyId: string
  eventId: string
  step: string
  basis: string
  disposition: string | null
  at: number
}
/** The other party of a transfer, and which transfer. */
export type Counterpart = { partyId: string; sellerId: string; transferId: string }

export const iso = (at: number) => new Date(at).toISOString()
/** Recorded a little after it happened: record times of one holding only go up. */
const LATER = 240_000

/** When something that happened then was recorded. */
export const recordedAt = (at: number): string => iso(at + LATER)

/** An item with its code. */
export function addItem(sink: Sink, item: Item, at: number): void {
  const { identifier, homeId, itemId, kind, code, productId, productName, classCode, sector, profile, unit } = item
  sink.add('trace.code', {
    code,
    kind: 'batch',
    state: 'issued',
    home_id: homeId,
    item_id: itemId,
    party_id: homeId,
    target_id: null,
    issued_at: recordedAt(at),
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
    created_at: recordedAt(at),
  })
}

type EventRow = { party_id: string; event_id: string; kind: string; step: string; sector: string | null }
/** The event itself, bound to its body by the hash. */
export function addEvent(
  sink: Sink,
  e: EventRow & {
    basis: string
    disposition: string | null
    body: string
    at: number
    counterpart: Counterpart | undefined
  },
): void {
  const { body, at, counterpart, ...row } = e
  sink.add('trace.event', {
    ...row,
    event_time: iso(at),
    recorded_at: recordedAt(at),
    regime: 'governed',
    place: null,
    actor: e.party_id,
    external_id: null,
    body_hash: createHash('sha256').update(body).digest(),
    counterpart_id: counterpart?.partyId ?? null,
    transfer_party: counterpart?.sellerId ?? null,
    transfer_id: counterpart?.transferId ?? null,
    voids: null,
  })
}

/** What an event did to a holding: at its holder, and at the home of the item. */
export function addTouch(sink: Sink, stock: Stock, delta: number, e: Event, says: boolean): void {
  sink.add('trace.holding_event', {
    party_id: stock.partyId,
    holding_id: stock.holdingId,
    event_id: e.eventId,
    event_party: e.partyId,
    delta: String(delta),
    place: null,
    disposition: says ? e.disposition : null,
    event_time: iso(e.at),
    recorded_at: recordedAt(e.at),
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

/** Goods went into an open pack and are still there. */
export function addInside(sink: Sink, child: Stock, pack: Stock, e: Event): void {
  const parent = { parent_home: pack.homeId, parent_id: pack.itemId }
  sink.add('trace.containment_event', {
    home_id: child.homeId,
    child_id: child.itemId,
    event_id: e.eventId,
    event_party: e.partyId,
    ...parent,
    what: 'in',
    event_time: iso(e.at),
    recorded_at: recordedAt(e.at),
  })
  sink.add('trace.contained', {
    home_id: child.homeId,
    child_id: child.itemId,
    from_time: iso(e.at),
    to_time: null,
    ...parent,
    from_event: e.eventId,
    to_event: null,
  })
  sink.add('trace.content', {
    party_id: pack.partyId,
    holding_id: pack.holdingId,
    child_party: child.partyId,
    child_holding: child.holdingId,
  })
}

/** Goods went from one holding to another: written twice, as the commands do. */
export function addLink(sink: Sink, from: Stock, to: Stock, quantity: string, e: Event): void {
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
    recorded_at: recordedAt(e.at),
  }
  sink.add('trace.link_f', row)
  sink.add('trace.link_b', row)
}

/** A holding as it has become. */
export const holdingRow = (s: Stock): Row => ({
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
  fold_recorded: s.foldTime && recordedAt(Date.parse(s.foldTime)),
  fold_event: s.foldEvent,
  began_at: s.beganAt,
  changed_at: s.changedAt,
  created_at: s.createdAt,
})

/** A transfer as it stands, at the seller and, where the buyer is registered, at the buyer. */
export function addTransfer(sink: Sink, t: Transfer): void {
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
    created_at: recordedAt(Date.parse(t.dispatchedAt)),
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
