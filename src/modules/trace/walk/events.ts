import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Container } from './containers.ts'
import { trimmed } from './nodes.ts'
import {
  type HoldingFacts,
  type Inside,
  type OutsideBuyer,
  type PackSaid,
  packEventsOf,
  type Said,
  type Touched,
} from './queries.ts'
import { publicFieldsOf, type Sight } from './rules.ts'
import type { Trace, TraceEvent } from './schema.ts'

type Parts = {
  actor: Actor
  asOf: string | undefined
  facts: readonly HoldingFacts[]
  sights: Map<string, Sight>
  touched: Map<string, Touched[]>
  said: readonly (Said | Inside | OutsideBuyer)[]
  containers: readonly Container[]
  names: Map<string, { name: string | null }>
}

/**
 * What an event shows follows who recorded it: its own party's or the jurisdiction's in full; that of a party one step
 * away by name; beyond that only what and when. A holding in sight never opens the neighbour's record of it.
 */
function eventSight({ actor, sights }: Parts, party: string, touched: readonly Touched[]): Sight {
  if (party === actor.partyId) return 'full'
  const own = touched.filter((t) => t.partyId === party).map((t) => sights.get(t.holdingId))
  if (actor.kind === 'agency') return own.includes('full') ? 'full' : 'named'
  return touched.some((t) => sights.get(t.holdingId) !== 'bare') ? 'named' : 'bare'
}

/** The event of the profile that it was recorded as, and those of its fields that are shown. */
function fieldsFor(sight: Sight, said: Said | undefined): Pick<TraceEvent, 'profile' | 'profileEvent' | 'fields'> {
  if (!said?.fields) return { profile: null, profileEvent: null, fields: {} }
  const { profile: p, event: e, ...fields } = said.fields
  const profile = typeof p === 'string' ? p : null
  const profileEvent = typeof e === 'string' ? e : null
  if (sight === 'full') return { profile, profileEvent, fields }
  const shown = publicFieldsOf(profile, profileEvent).flatMap((k) => (k in fields ? [[k, fields[k]]] : []))
  return { profile, profileEvent, fields: Object.fromEntries(shown) }
}

/** The events of the chain's holdings, of its packs while something of the chain was inside, and where they happened. */
export async function eventsOf(db: Db, parts: Parts): Promise<Pick<Trace, 'events' | 'places'>> {
  const { sights, touched, said, containers, names } = parts
  const saidOf = new Map(said.flatMap((s) => (s.what === 'event' ? [[s.eventId, s] as const] : [])))
  const byEvent = new Map<string, Touched[]>()
  for (const list of touched.values())
    for (const t of list) {
      const known = byEvent.get(t.eventId)
      if (known) known.push(t)
      else byEvent.set(t.eventId, [t])
    }
  const events: TraceEvent[] = []
  for (const [eventId, marks] of byEvent) {
    const { eventParty, eventTime, recordedAt, voidedAt } = marks[0]!
    const sight = eventSight(parts, eventParty, marks)
    const event = saidOf.get(eventId)
    const says = marks.find((m) => m.place !== null || m.disposition !== null)
    events.push({
      eventId,
      kind: event?.kind ?? '',
      step: event?.step ?? '',
      eventTime,
      recordedAt,
      partyId: sight === 'bare' ? null : eventParty,
      partyName: sight === 'bare' ? null : (names.get(eventParty)?.name ?? null),
      place: sight === 'full' ? (says?.place ?? null) : null,
      disposition: sight === 'bare' ? null : (says?.disposition ?? null),
      basis: event?.basis ?? '',
      voided: voidedAt !== null,
      touched: marks.map((m) => ({
        holdingId: m.holdingId,
        delta: sights.get(m.holdingId) === 'full' ? trimmed(m.delta) : null,
      })),
      ...fieldsFor(sight, event),
    })
  }
  const packs = containers.flatMap((c) => c.events).filter((e) => !byEvent.has(e.eventId!))
  if (packs.length) events.push(...(await packEvents(db, parts, packs)))
  // event ids sort by when they were made: one time, then the order of recording
  const order = (e: TraceEvent) => `${e.eventTime.slice(0, -1)} ${e.eventId}`
  events.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { events, places: placesOf(events) }
}

async function packEvents(db: Db, parts: Parts, packs: Container['events']): Promise<TraceEvent[]> {
  const unique = new Map(packs.map((e) => [e.eventId!, { eventParty: e.eventParty!, eventId: e.eventId! }]))
  const known = await packEventsOf(db, [...unique.values()], parts.asOf)
  const inScope = new Set(parts.facts.filter((f) => f.mine).map((f) => f.partyId))
  return known.map((e: PackSaid) => {
    const full = e.eventParty === parts.actor.partyId || (parts.actor.kind === 'agency' && inScope.has(e.eventParty))
    const sight: Sight = full ? 'full' : parts.actor.kind === 'agency' ? 'named' : 'bare'
    return {
      ...{ eventId: e.eventId, kind: e.kind, step: e.step, eventTime: e.eventTime, recordedAt: e.recordedAt },
      partyId: sight === 'bare' ? null : e.eventParty,
      partyName: sight === 'bare' ? null : (parts.names.get(e.eventParty)?.name ?? null),
      place: full ? e.place : null,
      disposition: sight === 'bare' ? null : e.disposition,
      basis: e.basis,
      voided: false,
      touched: [],
      ...fieldsFor(sight, e),
    }
  })
}

/** The places in sight, with the first and last time something happened there. */
function placesOf(events: readonly TraceEvent[]): Trace['places'] {
  const places = new Map<string, { place: string; from: string; to: string; holdingIds: Set<string> }>()
  for (const { place, eventTime, touched, voided } of events) {
    if (place === null || voided) continue
    const known = places.get(place) ?? { place, from: eventTime, to: eventTime, holdingIds: new Set() }
    known.to = eventTime // events come in the order of time
    for (const t of touched) known.holdingIds.add(t.holdingId)
    places.set(place, known)
  }
  return [...places.values()].map((p) => ({ ...p, holdingIds: [...p.holdingIds] }))
}
