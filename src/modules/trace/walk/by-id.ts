import { sql } from 'kysely'
import { contextList, namespacesOf } from '../../../kernel/epcis/context.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { instantOf } from '../../../kernel/epcis/time.ts'
import { identify } from '../../../kernel/gs1/identify.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { stableId } from '../../../platform/id.ts'
import { type ItemFact, identifierOf } from '../epcis/governed.ts'
import { type Rendered, readItems, unscopedEpcisEvents } from '../epcis/render.ts'
import { namedEvent } from '../epcis/sight.ts'
import { isForeign } from '../work/holding.ts'
import type { ChainEvent, Node } from './chain.ts'
import { eventSight } from './events.ts'
import { linksOf, nodeOf } from './nodes.ts'
import { sortable } from './rows.ts'
import type { EpcisTrace, traceItem } from './schema.ts'
import { firstFound, subjectsNamed } from './sources.ts'
import type { Subject } from './start.ts'
import { walkFor } from './trace.ts'

type Asked = Pick<Input<typeof traceItem>, 'direction' | 'depth' | 'asOf' | 'most' | 'from' | 'to'>

/**
 * The chain of whatever an identifier names, as EPCIS events, items and links: the same walk and the same sights as
 * `traceFor` (docs/domain/visibility.md). @throws not_found `item.not_found` · invalid `trace.as_of_in_future`
 */
export async function traceById(
  db: Db,
  actor: Actor,
  now: string,
  id: string,
  asked: Asked,
  origin: string,
): Promise<EpcisTrace> {
  const { chain, read } = await firstFound(await subjectsOf(db, actor, id), (subject) =>
    walkFor(db, actor, now, { ...asked, detail: 'all' }, subject),
  )
  const facts = await readItems(db, read.nodes)
  const naming = {
    origin,
    item: (homeId: string, itemId: string): ItemFact | undefined => facts.get(`${homeId} ${itemId}`),
  }
  const nameOf = (n: Node): string => (n.sight === 'bare' ? `urn:uuid:${n.holdingId}` : identifierOf(naming, n))
  const [from, to] = [asked.from, asked.to].map((t) => (t === undefined ? undefined : ordered(t)))
  const inTime = (time: string) =>
    (from === undefined || ordered(time) >= from) && (to === undefined || ordered(time) < to)

  const told = read.events.filter((e) => inTime(e.said.eventTime))
  const events = await eventsTold(db, actor, told, origin)
  const links = linksOf(actor, chain, read).filter((l) => inTime(l.eventTime))
  const windowed = asked.from !== undefined || asked.to !== undefined
  const touched = new Set([
    ...links.flatMap((l) => [l.from, l.to]),
    ...told.flatMap((e) => e.touches.map((t) => t.node.position)),
  ])
  return {
    events: [...events.values()],
    items: read.nodes
      .filter((n) => !windowed || touched.has(n.position) || chain.starts.has(n.holdingId))
      .map((n) => {
        const { node } = nodeOf(n, chain, read, asked.asOf)
        const holder = node.partyId !== undefined ? read.names.get(node.partyId) : undefined
        return {
          identifier: nameOf(n),
          holdingId: n.holdingId,
          kind: n.kind,
          ...(node.productName === undefined ? {} : { product: node.productName }),
          ...(node.madeOn === undefined ? {} : { madeOn: node.madeOn }),
          ...(holder
            ? { holder: { partyId: node.partyId!, identifier: `urn:uuid:${node.partyId}`, name: holder.name } }
            : {}),
          ...(node.buyerName === undefined ? {} : { holder: { name: node.buyerName } }),
          ...(node.quantity === undefined ? {} : { quantity: node.quantity, unit: node.unit }),
          basis: node.basis,
          ...(node.start ? { start: true as const } : {}),
          ...(node.held ? { held: true as const } : {}),
        }
      }),
    links: links.map((l) => {
      const [input, output] = [read.nodes[l.from]!, read.nodes[l.to]!]
      const eventID = events.get(l.eventId)?.['eventID']
      return {
        from: nameOf(input),
        to: nameOf(output),
        fromHolding: input.holdingId,
        toHolding: output.holdingId,
        ...(l.quantity === undefined ? {} : { quantity: l.quantity, unit: l.unit }),
        ...(typeof eventID === 'string' ? { eventID } : {}),
        eventTime: l.eventTime,
        basis: l.basis,
        ...(l.basis === 'inferred' ? { inferred: true as const } : {}),
        ...(l.applied ? { applied: true as const } : {}),
      }
    }),
    truncated: chain.stoppedAt.size > 0,
  }
}

/** An instant as something that sorts, whatever zone and digits it came with. */
function ordered(instant: string): string {
  const utc = instantOf(instant) ?? instant
  return `${utc.slice(0, 20)}${utc.slice(20, -1).padEnd(9, '0')}`
}

/**
 * What an identifier may name here: one of our codes, an item at the home of its namespace, or a piece that the party
 * itself packed under that name.
 */
async function subjectsOf(db: Db, actor: Actor, text: string): Promise<Subject[]> {
  const { canonical, namespace } = identify(text)
  const code = canonical.startsWith('/s/') ? canonical.slice(3) : undefined
  const home =
    code === undefined
      ? await db.selectFrom('trace.namespace').select('homeId').where('key', '=', namespace).executeTakeFirst()
      : undefined
  return [
    ...(code === undefined ? [] : [{ code }]),
    ...(home ? [{ homeId: home.homeId, itemId: stableId(canonical) }] : []),
    ...[...new Set([canonical, text.trim()])].map((name) => ({ homeId: actor.partyId, itemId: stableId(name) })),
    ...(await subjectsNamed(db, text)),
  ]
}

/** The events in the order of time, each as far as this person may see it. */
async function eventsTold(
  db: Db,
  actor: Actor,
  told: readonly ChainEvent[],
  origin: string,
): Promise<Map<string, EpcisEvent>> {
  const rendered = new Map(
    (
      await unscopedEpcisEvents(
        db,
        told.map(({ said }) => ({ partyId: said.eventParty, eventId: said.eventId })),
        origin,
      )
    ).map((r) => [r.eventId, r]),
  )
  const naming = await namingThem(db, actor, told)
  const events = told.flatMap(({ said, touches }) => {
    const r = rendered.get(said.eventId)
    if (!r) return []
    const sight = eventSight(actor, said.eventParty, touches)
    const event =
      sight === 'full'
        ? alone(r)
        : naming.has(said.eventId) || (sight === 'named' && actor.kind === 'agency')
          ? namedEvent(alone(r))
          : bareEvent(alone(r), sight === 'named' && !isForeign(said.eventParty))
    return [
      [said.eventId, { ...event, recordTime: r.recordTime }, `${sortable(said.eventTime)} ${said.eventId}`] as const,
    ]
  })
  return new Map(events.toSorted((a, b) => (a[2] < b[2] ? -1 : 1)).map(([id, event]) => [id, event]))
}

/** The event with the context it needs to be read by itself: events of one chain came in many documents. */
function alone({ event, context }: Rendered): EpcisEvent {
  const own = contextList(event['@context'])
  return Object.keys(namespacesOf([...context, ...own])).length ? { ...event, '@context': [...context, ...own] } : event
}

/** Beyond one step, and of what a neighbour did without naming this person: what and when, not which goods or with whom. */
function bareEvent(event: EpcisEvent, withDisposition: boolean): EpcisEvent {
  const n = normalForm(event, {})
  return {
    type: event.type,
    ...(n.eventID === undefined ? {} : { eventID: n.eventID }),
    eventTime: event['eventTime'],
    eventTimeZoneOffset: event['eventTimeZoneOffset'],
    ...(event['action'] === undefined ? {} : { action: event['action'] }),
    ...(event['bizStep'] === undefined ? {} : { bizStep: event['bizStep'] }),
    ...(withDisposition && event['disposition'] !== undefined ? { disposition: event['disposition'] } : {}),
  }
}

/** Which of these events this person may list because they name its party. */
async function namingThem(db: Db, actor: Actor, told: readonly ChainEvent[]): Promise<Set<string>> {
  if (actor.kind === 'agency' || !told.length) return new Set()
  const { rows } = await sql<{ eventId: string }>`
    select f.event_id from unnest(${told.map((t) => t.said.eventTime)}::timestamptz[], ${told.map((t) => t.said.eventId)}::uuid[])
      as k (event_time, event_id)
      join trace.event_for f on f.event_time = k.event_time and f.event_id = k.event_id
    where f.viewer_id = ${actor.partyId}`.execute(db)
  return new Set(rows.map((r) => r.eventId))
}
