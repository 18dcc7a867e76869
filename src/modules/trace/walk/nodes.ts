import { sum } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { isForeign } from '../work/holding.ts'
import type { Chain, Node, ReadChain } from './chain.ts'
import type { Link } from './graph.ts'
import { sortable, sortedBy } from './rows.ts'
import { problemsOf, seesQuantity } from './rules.ts'
import type { Trace, TraceLink, TraceNode } from './schema.ts'

/** `10.500` as `10.5`: PostgreSQL keeps as many decimals as the longest term of a sum had. */
export const trimmed = (quantity: string): string =>
  quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity

/** Quantity, place and disposition at a record time: the sums and folds of the holding's row, over what counted then. */
function stateAt(n: Node, asOf: string | undefined): Pick<Node, 'quantity' | 'place' | 'disposition'> {
  if (asOf === undefined) return n
  const counted = n.events.filter((e) => !e.touch.voided)
  const key = ({ said: s }: Node['events'][number]) => `${sortable(s.eventTime)} ${sortable(s.recordedAt)} ${s.eventId}`
  const last = counted.filter((e) => e.touch.says).sort((a, b) => (key(a) < key(b) ? 1 : -1))[0]
  return {
    quantity: sum(counted.map((e) => e.touch.delta)),
    place: last?.said.place ?? null,
    disposition: last?.said.disposition ?? null,
  }
}

/** A holding as this person may see it, and its quantity for the sums. */
export function nodeOf(
  n: Node,
  chain: Chain,
  read: ReadChain,
  asOf: string | undefined,
): { node: TraceNode; quantity: string } {
  const full = n.sight === 'full'
  const named = n.sight !== 'bare'
  const { quantity, place, disposition } = stateAt(n, asOf)
  const node: TraceNode = {
    holdingId: n.holdingId,
    sight: n.sight,
    kind: n.kind,
    unit: n.unit,
    basis: n.basis,
    regime: n.regime,
    beganAt: n.beganAt,
  }
  if (n.productName !== null) node.productName = n.productName
  if (n.sector !== null) node.sector = n.sector
  if (n.madeOn !== null) node.madeOn = n.madeOn
  if (isForeign(n.partyId)) {
    const buyer = full && read.buyers.get(chain.soldBy.get(n.holdingId)?.eventId ?? '')
    if (buyer) node.buyerName = buyer
  } else if (named) node.partyId = n.partyId
  if (named && n.code !== null) node.code = n.code
  if (named && n.identifier !== undefined) node.identifier = n.identifier
  if (named && disposition !== null) node.disposition = disposition
  if (full) {
    node.quantity = trimmed(quantity)
    if (place !== null) node.place = place
  }
  if (chain.starts.has(n.holdingId)) node.start = true
  if (chain.stoppedAt.has(n.holdingId)) node.more = true
  if (n.marks.length) node.held = true
  if (n.marks.length && named)
    node.holds = n.marks.map(({ holdId, placedAt }) => {
      const reason = full ? read.reasons.get(holdId) : undefined
      return reason === undefined ? { holdId, placedAt } : { holdId, placedAt, reason }
    })
  const waysIn = chain.waysIn.get(n.holdingId)
  const problems = problemsOf({
    // that nobody said a pack was made is how captured packs usually come, and says nothing of the goods
    quantity: n.kind === 'pack' && n.regime === 'declared' ? '0' : quantity,
    basis: n.basis,
    holderUnknown: isForeign(n.partyId),
    hasWayIn: waysIn === undefined ? undefined : waysIn > 0,
    events: n.events.flatMap((e) => (e.touch.voided ? [] : [e.said])),
  })
  if (problems.length) node.problems = problems
  return { node, quantity }
}

/** The links as this person may see them, in the order of time. */
export function linksOf(actor: Actor, { links }: Chain, { byId }: ReadChain): TraceLink[] {
  const shown = links.flatMap((l: Link) => {
    const [from, to] = [byId.get(l.inHolding), byId.get(l.outHolding)]
    if (!from || !to) return []
    const link: TraceLink = {
      from: from.position,
      to: to.position,
      eventId: l.eventId,
      step: l.step,
      unit: from.unit,
      eventTime: l.eventTime,
      basis: l.basis,
    }
    if (l.quantity !== null && seesQuantity(actor.kind, from.sight, to.sight)) link.quantity = trimmed(l.quantity)
    if (l.sameItem) link.sameItem = true
    if (l.applied) link.applied = true
    return [link]
  })
  const place = (n: number) => String(n).padStart(6, '0')
  return sortedBy(shown, (l) => `${sortable(l.eventTime)} ${place(l.from)} ${place(l.to)}`)
}

/** Who has how much of the traced goods and of what was made from them, as far as this person is shown quantities. */
export function holdersOf(
  nodes: readonly { node: TraceNode; quantity: string }[],
): Pick<Trace, 'holders' | 'holdersNotShown'> {
  const there = nodes.filter((n) => Number(n.quantity) !== 0)
  const shown = there.filter((n) => n.node.quantity !== undefined)
  const groups = Map.groupBy(shown, ({ node: n }) => `${n.partyId} ${n.buyerName} ${n.productName} ${n.unit}`)
  return {
    holders: [...groups.values()].map((group) => {
      const { partyId, buyerName, productName, unit } = group[0]!.node
      return {
        ...(partyId === undefined ? {} : { partyId }),
        ...(buyerName === undefined ? {} : { buyerName }),
        ...(productName === undefined ? {} : { productName }),
        unit,
        quantity: sum(group.map((n) => n.quantity)),
        holdings: group.length,
      }
    }),
    holdersNotShown: there.length - shown.length,
  }
}
