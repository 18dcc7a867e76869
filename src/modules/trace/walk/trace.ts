import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { partyNames } from '../../identity/index.ts'
import { type Chain, chainOf, idsOf, sightsOf, staysOf } from './chain.ts'
import { type Container, containersOf } from './containers.ts'
import { eventsOf } from './events.ts'
import type { Walk } from './graph.ts'
import { buyerOf, byTime, holdersOf, linkOf, nodeOf } from './nodes.ts'
import { factsOf, holdReasons, nodesOf } from './queries.ts'
import type { Sight } from './rules.ts'
import type { Trace, TraceContainer, traceItem } from './schema.ts'
import { requireStart, type StartRow, type Subject, takenOutOf } from './start.ts'
import { hasRecursiveWalk, walk } from './walk.ts'

type Asked = Input<typeof traceItem>

function subjectOf(actor: Actor, { code, holdingId, partyId = actor.partyId, homeId, itemId }: Asked): Subject {
  if (code !== undefined) return { code }
  if (holdingId !== undefined) return { partyId, holdingId }
  if (homeId !== undefined && itemId !== undefined) return { homeId, itemId }
  throw new AppError('invalid', 'trace.subject_unclear')
}

/**
 * The chain of an item as this person may see it: from where it begins for them, back to origins, forward to holders.
 * `now`: the record time of the answer. @throws not_found `item.not_found` · invalid `trace.subject_unclear`,
 * `trace.as_of_in_future`
 */
export async function traceFor(db: Db, actor: Actor, now: string, asked: Asked): Promise<Trace> {
  const { direction, depth, asOf, most } = asked
  if (asOf !== undefined && Date.parse(asOf) > Date.parse(now)) throw new AppError('invalid', 'trace.as_of_in_future')
  const starts = await requireStart(db, actor, subjectOf(actor, asked))
  const packs = starts.filter((s) => s.from !== undefined)
  const except = packs.length ? await takenOutOf(db, packs) : []
  const recursive = await hasRecursiveWalk(db)
  const options = { depth: depth === 'one' ? 1 : 'all', asOf, most, except, recursive } as const
  const none: Walk = { holdings: new Map(), links: [], stoppedAt: new Set(), levels: 0 }
  const [back, forward] = await Promise.all([
    direction === 'forward' ? none : walk(db, 'back', starts, options),
    direction === 'back' ? none : walk(db, 'forward', starts, options),
  ])
  const chain = chainOf(starts, back, forward, depth)
  const parts = await readChain(db, actor, starts, chain, asOf)
  const { facts, sights, kinds, containers } = parts
  const nodes = facts.map((f) =>
    nodeOf(f, sights.get(f.holdingId)!, {
      chain,
      asOf,
      kinds,
      touched: parts.touched.get(f.holdingId) ?? [],
      marks: parts.marks.get(f.holdingId) ?? [],
      reasons: parts.reasons,
      buyer: buyerOf(f, chain, sights, parts.buyers),
    }),
  )
  const units = new Map(facts.map((f) => [f.holdingId, f.unit]))
  const first = starts[0]!
  return {
    at: now,
    asOf: asOf ?? null,
    direction,
    depth,
    subject: { code: first.code, productName: first.productName },
    truncated: chain.stoppedAt.size > 0,
    nodes: nodes.map((n) => n.node),
    links: chain.links.map((l) => linkOf(actor, l, sights, units)),
    ...(await eventsOf(db, { actor, asOf, ...parts })),
    containers: containers.map((c) => containerOf(actor, c, sights)),
    ...holdersOf(nodes.filter((n) => chain.onward.has(n.node.holdingId))),
  }
}

/** Everything the chain's holdings, events and packs are, whoever asks; what is shown of it is decided afterwards. */
async function readChain(db: Db, actor: Actor, starts: readonly StartRow[], chain: Chain, asOf: string | undefined) {
  const rows = await nodesOf(db, actor, [...chain.holdings.values()], asOf)
  const facts = rows.filter((r) => r.what === 'holding').sort(byTime)
  const marked = rows.filter((r) => r.what === 'held')
  const touches = rows.filter((r) => r.what === 'event')
  const touched = Map.groupBy(touches, (r) => r.holdingId)
  const [said, reasons] = await Promise.all([
    factsOf(db, idsOf(facts, touched, chain.links)),
    holdReasons(db, [...new Map(marked.map((m) => [m.holdId, m])).values()]),
  ])
  const stays = staysOf(
    starts,
    facts,
    said.filter((s) => s.what === 'inside'),
  )
  const containers = await containersOf(db, stays)
  const names = new Map(facts.map((f) => [f.partyId, { name: f.partyName, nameEn: f.partyNameEn }]))
  const strangers = [...new Set(touches.map((t) => t.eventParty))].filter((p) => !names.has(p))
  if (strangers.length) for (const [id, name] of await partyNames(db, strangers)) names.set(id, name)
  return {
    facts,
    touched,
    marks: Map.groupBy(marked, (r) => r.holdingId),
    reasons,
    said,
    kinds: new Map(said.flatMap((s) => (s.what === 'event' ? [[s.eventId, s.kind] as const] : []))),
    buyers: new Map(said.flatMap((s) => (s.what === 'buyer' ? [[s.eventId, s.buyerName] as const] : []))),
    sights: sightsOf(actor, facts, chain),
    containers,
    names,
  }
}

/** A crate of a party further along the chain is shown without its number. */
function containerOf(actor: Actor, c: Container, sights: Map<string, Sight>): TraceContainer {
  const { holdingIds, kind, from, to, events } = c
  const shown = actor.kind === 'agency' || !holdingIds.length || holdingIds.some((id) => sights.get(id) === 'full')
  const eventIds = events.flatMap((e) => e.eventId ?? [])
  return { holdingIds, kind, from, to, eventIds, code: shown ? c.code : null, identifier: shown ? c.identifier : null }
}
