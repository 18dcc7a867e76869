import type { Actor } from '../../../platform/actor.ts'
import { type HoldingKey, isForeign } from '../work/holding.ts'
import type { Stay } from './containers.ts'
import type { Link, Walk } from './graph.ts'
import type { HoldingFacts, Ids, Inside, Touched } from './queries.ts'
import { type Sight, sightOf } from './rules.ts'
import type { StartRow } from './start.ts'

/** What the walks both ways found, put together. */
export type Chain = {
  holdings: Map<string, HoldingKey>
  links: Link[]
  stoppedAt: Set<string>
  starts: Set<string>
  /** By event names only: goods on their way to this person. */
  named: Set<string>
  /** The starts and what was made from them. */
  onward: Set<string>
  /** Ways into a holding; none for a holding the walk did not look back from. */
  waysIn: Map<string, number>
  /** Ways in from outside the platform's seller: the event that sold there. */
  soldBy: Map<string, Link>
}

/** Both walks as one chain; `depth` one looks back only from the starts. */
export function chainOf(starts: readonly StartRow[], back: Walk, forward: Walk, depth: 'one' | 'all'): Chain {
  const links = new Map(
    [...back.links, ...forward.links].map((l) => [`${l.inHolding} ${l.outHolding} ${l.eventId}`, l]),
  )
  const startIds = new Set(starts.map((s) => s.holdingId))
  const waysIn = new Map<string, number>()
  for (const id of depth === 'one' && back.levels ? startIds : back.holdings.keys())
    if (!back.stoppedAt.has(id)) waysIn.set(id, 0)
  for (const l of back.links) waysIn.set(l.outHolding, (waysIn.get(l.outHolding) ?? 0) + 1)
  return {
    holdings: new Map([...back.holdings, ...forward.holdings]),
    links: [...links].sort(([a, x], [b, y]) => order(x.eventTime, y.eventTime) || order(a, b)).map(([, l]) => l),
    stoppedAt: new Set([...back.stoppedAt, ...forward.stoppedAt]),
    starts: startIds,
    named: new Set(starts.filter((s) => s.named && !s.mine).map((s) => s.holdingId)),
    onward: new Set([...forward.holdings.keys(), ...startIds]),
    waysIn,
    soldBy: new Map([...links.values()].filter((l) => isForeign(l.outParty)).map((l) => [l.outHolding, l])),
  }
}

// instants end in Z and sort as text without it
const order = (a: string, b: string) => {
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** What is still to be asked about a chain. */
export function idsOf(facts: readonly HoldingFacts[], touched: Map<string, Touched[]>, links: readonly Link[]): Ids {
  const events = new Map([...touched.values()].flat().map((t) => [t.eventId, t]))
  return {
    events: [...events.values()],
    items: facts.filter((f) => f.kind !== 'mix'),
    sales: links.filter((l) => isForeign(l.outParty)),
  }
}

/** How much of each holding this person is shown. */
export function sightsOf(actor: Actor, facts: readonly HoldingFacts[], chain: Chain): Map<string, Sight> {
  const mine = new Set(facts.filter((f) => f.mine).map((f) => f.holdingId))
  // what is known of a buyer outside is what the seller said: it is shown to whoever sees the seller
  for (const [outside, sale] of chain.soldBy) if (mine.has(sale.inHolding)) mine.add(outside)
  const next = new Set(chain.named)
  for (const l of chain.links) {
    if (mine.has(l.inHolding)) next.add(l.outHolding)
    if (mine.has(l.outHolding)) next.add(l.inHolding)
  }
  return new Map(
    facts.map((f) => [f.holdingId, sightOf(actor.kind, mine.has(f.holdingId), next.has(f.holdingId))] as const),
  )
}

/** Items of the chain in packs. A piece in a sealed pack has no holding: its stays are the starts' intervals. */
export function staysOf(
  starts: readonly StartRow[],
  facts: readonly HoldingFacts[],
  inside: readonly Inside[],
): Stay[] {
  const key = (x: { homeId: string; itemId: string }) => `${x.homeId} ${x.itemId}`
  const holdings = Map.groupBy(facts, key)
  const pieces = starts.flatMap((s): Stay[] =>
    s.from === undefined
      ? []
      : [{ holdingIds: [], parentHome: s.homeId, parentId: s.itemId, from: s.from, to: s.until ?? null }],
  )
  const once = new Map(pieces.map((p) => [`${p.parentHome} ${p.parentId} ${p.from}`, p]))
  // a pack that the walk entered as a piece's is in other packs only while the piece is in it: `containersOf` sees to it
  const windowed = new Set(starts.filter((s) => s.from !== undefined).map(key))
  const own = inside
    .filter((i) => !windowed.has(key(i)))
    .map(({ parentHome, parentId, from, to, ...i }) => ({
      ...{ parentHome, parentId, from, to },
      holdingIds: (holdings.get(key(i)) ?? []).map((f) => f.holdingId),
    }))
  return [...once.values(), ...own]
}
