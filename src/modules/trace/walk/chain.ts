import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { partyNames } from '../../identity/index.ts'
import { type HoldingKey, isForeign } from '../work/holding.ts'
import { type Link, linkKey, type Walk } from './graph.ts'
import {
  factsOf,
  type HoldingFacts,
  holdReasons,
  type Inside,
  identifiersOf,
  type Marked,
  nodesOf,
  outsideNames,
  type Said,
} from './queries.ts'
import { sortable, sortedBy } from './rows.ts'
import { type Sight, sightOf } from './rules.ts'
import type { StartRow } from './start.ts'

/** What the walks both ways found, put together. */
export type Chain = {
  holdings: Map<string, HoldingKey>
  links: Link[]
  stoppedAt: Set<string>
  starts: Set<string>
  /** Goods on their way to this person: an event that names it brought them there. */
  named: Set<string>
  /** The starts and what was made from them. */
  onward: Set<string>
  /** Ways into a holding; none for a holding the walk did not look back from. */
  waysIn: Map<string, number>
  /** The sale by which goods came to somebody who is not registered, by that holding. */
  soldBy: Map<string, Link>
}

/** Both walks as one chain; of depth one, only the starts were looked back from. */
export function chainOf(starts: readonly StartRow[], back: Walk, forward: Walk, depth: 'one' | 'all'): Chain {
  const links = new Map<string, Link>()
  for (const l of back.links) links.set(linkKey(l), l)
  for (const l of forward.links) links.set(linkKey(l), l)
  const startIds = new Set(starts.map((s) => s.holdingId))
  const waysIn = new Map<string, number>()
  for (const id of depth === 'one' && back.levels ? startIds : back.holdings.keys())
    if (!back.stoppedAt.has(id)) waysIn.set(id, 0)
  // what was sprayed on a plot is no way in of the goods
  for (const l of back.links) if (!l.applied) waysIn.set(l.outHolding, (waysIn.get(l.outHolding) ?? 0) + 1)
  const all = [...links.values()]
  return {
    holdings: new Map([...back.holdings, ...forward.holdings]),
    links: all,
    stoppedAt: new Set([...back.stoppedAt, ...forward.stoppedAt]),
    starts: startIds,
    named: new Set(starts.filter((s) => s.named && !s.mine).map((s) => s.holdingId)),
    onward: new Set([...forward.holdings.keys(), ...startIds]),
    waysIn,
    soldBy: new Map(all.filter((l) => isForeign(l.outParty)).map((l) => [l.outHolding, l])),
  }
}

/** What an event did to a node; `says`: its place and disposition hold for this holding. */
export type Touch = { node: Node; delta: string; voided: boolean; says: boolean }
/** An event with all the nodes it touched. */
export type ChainEvent = { said: Said; touches: Touch[] }

/** A holding of the chain with everything known about it; `position` is its name in the answer. */
export type Node = Omit<HoldingFacts, 'what' | 'at'> &
  HoldingKey & {
    position: number
    /** Of an item without a code of ours. */
    identifier: string | undefined
    mine: boolean
    sight: Sight
    marks: Marked[]
    events: { said: Said; touch: Touch }[]
  }

export type ReadChain = {
  nodes: Node[]
  byId: Map<string, Node>
  events: ChainEvent[]
  inside: Inside[]
  /** Names that sellers gave to buyers outside, by event. */
  buyers: Map<string, string | null>
  reasons: Map<string, string>
  names: Map<string, { name: string; nameEn: string | null; divisionId: string | null }>
}

/**
 * Reads what the chain's holdings are; with `detail` also their events and the packs they were in. What is shown of it is
 * decided afterwards, by each node's sight.
 */
export async function readChain(
  db: Db,
  actor: Actor,
  chain: Chain,
  { asOf, detail }: { asOf: string | undefined; detail: boolean },
): Promise<ReadChain> {
  const keys = [...chain.holdings.values()]
  const rows = await nodesOf(db, actor, keys, { asOf, events: detail || asOf !== undefined })
  const parties = new Map(rows.flatMap((r) => (r.what === 'party' ? [[r.partyId, r] as const] : [])))
  const byAt: Node[] = []
  for (const r of rows) {
    if (r.what !== 'holding') continue
    const key = keys[r.at]!
    const sector = actor.kind !== 'agency' || (r.sector !== null && actor.sectors.includes(r.sector))
    const mine = sector && (parties.get(key.partyId)?.mine ?? false)
    byAt[r.at] = nodeFrom(r, key, mine)
  }
  const nodes = sortedBy(
    byAt.filter((n) => n !== undefined),
    (n) => `${sortable(n.beganAt)} ${n.holdingId}`,
  )
  for (const [i, n] of nodes.entries()) n.position = i
  const byId = new Map(nodes.map((n) => [n.holdingId, n]))
  decideSights(actor, nodes, byId, chain)

  const marked = rows.filter((r) => r.what === 'held')
  for (const m of marked) byAt[m.at]?.marks.push(m)
  const touched = rows.filter((r) => r.what === 'event')
  const uncoded = nodes.filter((n) => n.code === null && n.kind !== 'mix')
  const [facts, reasons, identifiers] = await Promise.all([
    factsOf(db, {
      events: touched,
      items: detail ? nodes.filter((n) => n.kind !== 'mix') : [],
      sales: [...chain.soldBy.values()],
    }),
    holdReasons(db, [...new Map(marked.map((m) => [m.holdId, m])).values()]),
    identifiersOf(db, uncoded),
  ])
  for (const n of uncoded) n.identifier = identifiers.get(n.itemId)
  const said = new Map(facts.flatMap((f) => (f.what === 'event' ? [[f.eventId, f] as const] : [])))
  const events = touched.flatMap((t) => {
    const s = said.get(t.eventId)
    return s ? [eventOf(s, t.touched, byAt)] : []
  })
  const names = new Map(
    [...parties].map(([id, { name, nameEn, divisionId }]) => [id, { name, nameEn, divisionId }] as const),
  )
  const strangers = [...new Set(touched.map((t) => t.eventParty))].filter(
    (p) => !names.has(p) && !chain.holdings.has(p),
  )
  if (strangers.length) for (const [id, name] of await partyNames(db, strangers)) names.set(id, name)
  const outside = [...new Set(nodes.map((n) => n.partyId))].filter((p) => !names.has(p) && !isForeign(p))
  for (const [id, name] of await outsideNames(db, outside)) names.set(id, { name, nameEn: null, divisionId: null })
  return {
    nodes,
    byId,
    events,
    inside: facts.filter((f) => f.what === 'inside'),
    buyers: new Map(facts.flatMap((f) => (f.what === 'buyer' ? [[f.eventId, f.buyerName] as const] : []))),
    reasons,
    names,
  }
}

// field by field: a thousand spreads of twenty fields are slower than the query
const nodeFrom = (h: HoldingFacts, { partyId, holdingId }: HoldingKey, mine: boolean): Node => ({
  partyId,
  holdingId,
  homeId: h.homeId,
  itemId: h.itemId,
  kind: h.kind,
  code: h.code,
  productName: h.productName,
  sector: h.sector,
  madeOn: h.madeOn,
  unit: h.unit,
  regime: h.regime,
  quantity: h.quantity,
  basis: h.basis,
  place: h.place,
  disposition: h.disposition,
  beganAt: h.beganAt,
  mine,
  identifier: undefined,
  position: 0,
  sight: 'bare',
  marks: [],
  events: [],
})

function eventOf(said: Said, touched: string, byAt: readonly Node[]): ChainEvent {
  const touches: Touch[] = []
  for (const text of touched.split(' ')) {
    const [at, delta, flags] = text.split(':')
    const node = byAt[Number(at)]
    if (!node) continue
    const touch = { node, delta: delta!, voided: (Number(flags) & 1) === 1, says: (Number(flags) & 2) === 2 }
    touches.push(touch)
    node.events.push({ said, touch })
  }
  return { said, touches }
}

function decideSights(actor: Actor, nodes: readonly Node[], byId: Map<string, Node>, chain: Chain): void {
  // what is known of a buyer outside is what the seller said: it is shown to whoever sees the seller
  for (const [outside, sale] of chain.soldBy)
    if (byId.get(sale.inHolding)?.mine && byId.has(outside)) byId.get(outside)!.mine = true
  const next = new Set(chain.named)
  if (actor.kind !== 'agency')
    for (const l of chain.links) {
      if (byId.get(l.inHolding)?.mine) next.add(l.outHolding)
      if (byId.get(l.outHolding)?.mine) next.add(l.inHolding)
    }
  for (const n of nodes) n.sight = sightOf(actor.kind, n.mine, next.has(n.holdingId))
}
