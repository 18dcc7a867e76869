import { sum } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { isForeign } from '../work/holding.ts'
import type { Chain } from './chain.ts'
import type { Link } from './graph.ts'
import type { HoldingFacts, Marked, Touched } from './queries.ts'
import { problemsOf, type Sight, seesQuantity } from './rules.ts'
import type { Trace, TraceLink, TraceNode } from './schema.ts'

/** Holdings in the order in which they began. */
export const byTime = (a: HoldingFacts, b: HoldingFacts) => {
  const [x, y] = [a.beganAt.slice(0, -1), b.beganAt.slice(0, -1)]
  return x < y ? -1 : x > y ? 1 : a.holdingId < b.holdingId ? -1 : 1
}

/** The name a seller gave to a buyer outside: for the seller's own eyes and those of its supervisors. */
export function buyerOf(f: HoldingFacts, chain: Chain, sights: Map<string, Sight>, buyers: Map<string, string | null>) {
  const sale = chain.soldBy.get(f.holdingId)
  return sale && sights.get(sale.inHolding) === 'full' ? (buyers.get(sale.eventId) ?? null) : null
}

/** `10.500` as `10.5`: PostgreSQL keeps as many decimals as the longest term of a sum had. */
export const trimmed = (quantity: string) => (quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity)

type NodeParts = {
  chain: Chain
  asOf: string | undefined
  touched: readonly Touched[]
  marks: readonly Marked[]
  reasons: Map<string, string>
  kinds: Map<string, string>
  buyer: string | null
}

/** Quantity, place and disposition at a record time: the same sums and folds as the holding's row, over what counted then. */
function stateAt(f: HoldingFacts, touched: readonly Touched[], asOf: string | undefined) {
  if (asOf === undefined)
    return { quantity: f.quantity, reserved: f.reserved, place: f.place, disposition: f.disposition }
  const counted = touched.filter((t) => t.voidedAt === null)
  const order = (t: Touched) => `${t.eventTime.slice(0, -1)} ${t.recordedAt.slice(0, -1)} ${t.eventId}`
  const says = counted.filter((t) => t.place !== null || t.disposition !== null)
  const last = says.reduce<Touched | undefined>((a, t) => (a && order(a) > order(t) ? a : t), undefined)
  return {
    quantity: sum(counted.map((t) => t.delta)),
    reserved: null,
    place: last?.place ?? null,
    disposition: last?.disposition ?? null,
  }
}

/** A holding as this person may see it, and its quantity for the sums. */
export function nodeOf(f: HoldingFacts, sight: Sight, p: NodeParts): { node: TraceNode; quantity: string } {
  const full = sight === 'full'
  const named = sight !== 'bare'
  const state = stateAt(f, p.touched, p.asOf)
  const unknown = isForeign(f.partyId)
  const waysIn = p.chain.waysIn.get(f.holdingId)
  const node: TraceNode = {
    holdingId: f.holdingId,
    sight,
    start: p.chain.starts.has(f.holdingId),
    partyId: named && !unknown ? f.partyId : null,
    partyName: unknown ? p.buyer : named ? f.partyName : null,
    partyNameEn: named && !unknown ? f.partyNameEn : null,
    kind: f.kind,
    code: named ? f.code : null,
    productName: f.productName,
    classCode: f.classCode,
    sector: f.sector,
    profile: f.profile,
    madeOn: f.madeOn,
    unit: f.unit,
    quantity: full ? trimmed(state.quantity) : null,
    reserved: full && state.reserved !== null ? trimmed(state.reserved) : null,
    place: full ? state.place : null,
    disposition: named ? state.disposition : null,
    basis: f.basis,
    regime: f.regime,
    beganAt: f.beganAt,
    held: p.marks.length > 0,
    holds: named
      ? p.marks.map((m) => ({
          holdId: m.holdId,
          reason: full ? (p.reasons.get(m.holdId) ?? null) : null,
          placedAt: m.placedAt,
        }))
      : [],
    problems: problemsOf({
      quantity: state.quantity,
      holderUnknown: unknown,
      hasWayIn: waysIn === undefined ? undefined : waysIn > 0,
      events: p.touched
        .filter((t) => t.voidedAt === null)
        .map(({ eventTime, recordedAt, eventId }) => ({ eventTime, recordedAt, kind: p.kinds.get(eventId) })),
    }),
    more: p.chain.stoppedAt.has(f.holdingId),
  }
  return { node, quantity: state.quantity }
}

/** A link as this person may see it; `units`: unit of each holding. */
export const linkOf = (actor: Actor, l: Link, sights: Map<string, Sight>, units: Map<string, string>): TraceLink => ({
  from: l.inHolding,
  to: l.outHolding,
  eventId: l.eventId,
  step: l.step,
  quantity: seesQuantity(actor.kind, sights.get(l.inHolding)!, sights.get(l.outHolding)!)
    ? l.quantity && trimmed(l.quantity)
    : null,
  unit: units.get(l.inHolding)!,
  eventTime: l.eventTime,
  basis: l.basis,
  sameItem: l.sameItem,
})

/** Who has how much of the traced goods and of what was made from them, as far as this person is shown quantities. */
export function holdersOf(
  nodes: readonly { node: TraceNode; quantity: string }[],
): Pick<Trace, 'holders' | 'holdersNotShown'> {
  const there = nodes.filter((n) => Number(n.quantity) !== 0)
  const shown = there.filter((n) => n.node.quantity !== null)
  const groups = Map.groupBy(shown, ({ node: n }) => `${n.partyId} ${n.partyName} ${n.productName} ${n.unit}`)
  return {
    holders: [...groups.values()].map((group) => {
      const { partyId, partyName, productName, unit } = group[0]!.node
      const quantity = sum(group.map((n) => n.quantity))
      return { partyId, partyName, productName, unit, quantity, holdings: group.length }
    }),
    holdersNotShown: there.length - shown.length,
  }
}
