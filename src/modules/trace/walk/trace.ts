import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { withApplied } from './applied.ts'
import { type Chain, chainOf, type ReadChain, readChain } from './chain.ts'
import { type Container, containersOf, staysOf } from './containers.ts'
import { eventsOf } from './events.ts'
import type { Walk } from './graph.ts'
import { holdersOf, linksOf, nodeOf } from './nodes.ts'
import type { Trace, TraceContainer, traceItem } from './schema.ts'
import { firstFound, subjectsNamed } from './sources.ts'
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
  const { direction, depth, asOf } = asked
  const subject = subjectOf(actor, asked)
  const go = (s: Subject) => walkFor(db, actor, now, asked, s)
  const { starts, chain, read } = await go(subject).catch(async (err: unknown) => {
    // a code of another coding, which a module above knows
    if (!(err instanceof AppError) || err.reason !== 'item.not_found' || asked.code === undefined) throw err
    return firstFound(await subjectsNamed(db, asked.code), go)
  })
  const full = asked.detail === 'all'
  const containers = full ? await containersOf(db, staysOf(starts, read.nodes, read.inside)) : []
  const shown = read.nodes.map((n) => nodeOf(n, chain, read, asOf))
  const nodes = shown.map((n) => n.node)
  const { events, places } = full ? await eventsOf(db, actor, read, containers, asOf) : { events: [], places: [] }
  const { code, productName } = starts[0]!
  return {
    at: now,
    ...(asOf === undefined ? {} : { asOf }),
    direction,
    depth,
    subject: { ...(code === null ? {} : { code }), ...(productName === null ? {} : { productName }) },
    truncated: chain.stoppedAt.size > 0,
    parties: partiesOf(read, [...nodes, ...events]),
    nodes,
    links: linksOf(actor, chain, read),
    events,
    containers: containers.map((c) => containerOf(actor, c)),
    places,
    ...holdersOf(shown.filter((n) => chain.onward.has(n.node.holdingId))),
  }
}

/** What a trace is read from: where it begins for this person, the chain both ways, and what is known of it. */
export async function walkFor(
  db: Db,
  actor: Actor,
  now: string,
  { direction, depth, asOf, most, detail }: Pick<Asked, 'direction' | 'depth' | 'asOf' | 'most' | 'detail'>,
  subject: Subject,
): Promise<{ starts: StartRow[]; chain: Chain; read: ReadChain }> {
  if (asOf !== undefined && Date.parse(asOf) > Date.parse(now)) throw new AppError('invalid', 'trace.as_of_in_future')
  const starts = await requireStart(db, actor, subject)
  const packs = starts.filter((s) => s.from !== undefined)
  const except = packs.length ? await takenOutOf(db, packs) : []
  const recursive = await hasRecursiveWalk(db)
  const options = { depth: depth === 'one' ? 1 : 'all', asOf, most, except, recursive } as const
  const none: Walk = { holdings: new Map(), links: [], stoppedAt: new Set(), levels: 0 }
  const [back, forward] = await Promise.all([
    direction === 'forward' ? none : walk(db, 'back', starts, options),
    direction === 'back' ? none : walk(db, 'forward', starts, options),
  ])
  const [from, to] = await Promise.all([
    direction === 'forward' ? none : withApplied(db, actor, 'back', back, starts, options),
    direction === 'back' ? none : withApplied(db, actor, 'forward', forward, starts, options),
  ])
  const chain = chainOf(starts, from, to, depth)
  // what grew where an input was used is not made of it
  chain.onward = new Set([...forward.holdings.keys(), ...chain.starts])
  return { starts, chain, read: await readChain(db, actor, chain, { asOf, detail: detail === 'all' }) }
}

/** A division's code to the county: enough to find whom to call, too little to find the field. */
const countyDigits = 6

/** The names of the parties that are shown. */
function partiesOf({ names }: ReadChain, shown: readonly { partyId?: string | undefined }[]): Trace['parties'] {
  return [...new Set(shown.flatMap((s) => s.partyId ?? []))].flatMap((partyId) => {
    const party = names.get(partyId)
    if (!party) return []
    const { name, nameEn, divisionId } = party
    return [
      {
        partyId,
        name,
        ...(nameEn === null ? {} : { nameEn }),
        ...(divisionId === null ? {} : { countyId: divisionId.slice(0, countyDigits) }),
      },
    ]
  })
}

/** A crate of a party further along the chain is shown without its number. */
function containerOf(actor: Actor, { nodes, kind, from, to, code, identifier, events }: Container): TraceContainer {
  const shown = actor.kind === 'agency' || !nodes.length || nodes.some((n) => n.sight === 'full')
  return {
    nodes: nodes.map((n) => n.position),
    kind,
    from,
    ...(to === null ? {} : { to }),
    ...(shown && code !== null ? { code } : {}),
    ...(shown ? { identifier } : {}),
    eventIds: events.flatMap((e) => e.eventId ?? []),
  }
}
