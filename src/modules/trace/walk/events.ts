import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { ReadChain, Touch } from './chain.ts'
import type { Container } from './containers.ts'
import { trimmed } from './nodes.ts'
import { packEventsOf, type Said } from './queries.ts'
import { sortable, sortedBy } from './rows.ts'
import { publicFieldsOf, type Sight } from './rules.ts'
import type { Trace, TraceEvent } from './schema.ts'

/**
 * What an event shows follows who recorded it: its own party's or the jurisdiction's in full; that of a party one step
 * away by name; beyond that only what and when. A holding in sight never opens the neighbour's record of it.
 */
export function eventSight(actor: Actor, party: string, touches: readonly Touch[]): Sight {
  if (party === actor.partyId) return 'full'
  if (actor.kind !== 'agency') return touches.some((t) => t.node.sight !== 'bare') ? 'named' : 'bare'
  return touches.some((t) => t.node.partyId === party && t.node.sight === 'full') ? 'full' : 'named'
}

function eventOf(said: Said, sight: Sight, touches: readonly Touch[]): TraceEvent {
  const { eventId, kind, step, eventTime, recordedAt, basis, place, disposition, fields } = said
  const touched = touches.map(({ node, delta }) =>
    node.sight === 'full' ? { node: node.position, delta: trimmed(delta) } : { node: node.position },
  )
  const event: TraceEvent = { eventId, kind, step, eventTime, recordedAt, basis, touched }
  if (sight !== 'bare') event.partyId = said.eventParty
  if (sight !== 'bare' && disposition !== null) event.disposition = disposition
  if (sight === 'full' && place !== null) event.place = place
  if (touches.some((t) => t.voided)) event.voided = true
  if (sight === 'full' && said.signals !== null) event.signals = said.signals.split(' ')
  if (fields) showFields(event, fields, sight)
  if (said.archive) {
    const { archivedAt, purgedAt, decision } = said.archive
    event.archived = purgedAt === null ? { at: archivedAt } : { at: archivedAt, purgedAt, decision: decision ?? '' }
    delete event.fields
  }
  return event
}

/** The event of the profile that it was recorded as, and those of its fields that are shown. */
function showFields(event: TraceEvent, recorded: Record<string, unknown>, sight: Sight): void {
  const { profile, event: profileEvent, ...fields } = recorded
  if (typeof profile === 'string') event.profile = profile
  if (typeof profileEvent === 'string') event.profileEvent = profileEvent
  if (sight === 'full') event.fields = fields
  else {
    const shown = publicFieldsOf(event.profile, event.profileEvent).filter((k) => k in fields)
    if (shown.length) event.fields = Object.fromEntries(shown.map((k) => [k, fields[k]]))
  }
}

/** The events of the chain's holdings, of its packs while something of the chain was inside, and where they happened. */
export async function eventsOf(
  db: Db,
  actor: Actor,
  read: ReadChain,
  containers: readonly Container[],
  asOf: string | undefined,
): Promise<Pick<Trace, 'events' | 'places'>> {
  const events = read.events.map(({ said, touches }) =>
    eventOf(said, eventSight(actor, said.eventParty, touches), touches),
  )
  if (containers.length) events.push(...(await packEvents(db, actor, read, containers, asOf)))
  // event ids sort by when they were made: of one time, in the order of recording
  const sorted = sortedBy(events, (e) => `${sortable(e.eventTime)} ${e.eventId}`)
  return { events: sorted, places: placesOf(sorted) }
}

async function packEvents(
  db: Db,
  actor: Actor,
  read: ReadChain,
  containers: readonly Container[],
  asOf: string | undefined,
): Promise<TraceEvent[]> {
  const known = new Set(read.events.map((e) => e.said.eventId))
  const wanted = new Map<string, { eventParty: string; eventId: string }>()
  for (const { eventId, eventParty } of containers.flatMap((c) => c.events))
    if (eventId !== null && eventParty !== null && !known.has(eventId)) wanted.set(eventId, { eventParty, eventId })
  if (!wanted.size) return []
  const inScope = new Set(read.nodes.filter((n) => n.mine).map((n) => n.partyId))
  return (await packEventsOf(db, [...wanted.values()], asOf)).map((said) => {
    const agency = actor.kind === 'agency'
    const full = said.eventParty === actor.partyId || (agency && inScope.has(said.eventParty))
    return eventOf(said, full ? 'full' : agency ? 'named' : 'bare', [])
  })
}

/** The places in sight, with the first and last time something happened there. */
function placesOf(events: readonly TraceEvent[]): Trace['places'] {
  const places = new Map<string, { place: string; from: string; to: string; nodes: Set<number> }>()
  for (const { place, eventTime, touched, voided } of events) {
    if (place === undefined || voided) continue
    let known = places.get(place)
    if (!known) places.set(place, (known = { place, from: eventTime, to: eventTime, nodes: new Set() }))
    known.to = eventTime // events come in the order of time
    for (const t of touched) known.nodes.add(t.node)
  }
  return [...places.values()].map((p) => ({ ...p, nodes: [...p.nodes] }))
}
