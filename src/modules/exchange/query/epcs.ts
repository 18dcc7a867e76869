import { sql } from 'kysely'
import type { NormalEvent } from '../../../kernel/epcis/model.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { unscopedEpcisEvents } from '../../trace/index.ts'
import { noMasterData } from './matches.ts'
import { type Asking, type Found, indexScope, normalOf, normalOfEvent, selectEvents } from './select.ts'
import { anyViewer, termOf } from './terms.ts'

const keys = ['parent', 'epc', 'in', 'out'] as const

/** Every EPC of an event, each once, in the order of its lists. */
export const epcsOf = (n: NormalEvent): string[] => [
  ...new Set([...(n.parentID === undefined ? [] : [n.parentID]), ...n.epcs, ...n.inputs, ...n.outputs]),
]

/** Where a page of EPCs ended: the last event told whole, and how many EPCs of the one behind it were looked at. */
export type EpcPlace = { time: string; eventId: string; looked: number }
const beginning: EpcPlace = { time: '0001-01-01T00:00:00Z', eventId: '00000000-0000-0000-0000-000000000000', looked: 0 }

/** Events that one page may look at: a page may be short although more come. */
const mostEvents = 1_000
const batch = 50

/**
 * EPCs of the events this person may see, in the order in which they first appeared: no list of serial numbers is kept,
 * so an EPC is told at its first event and left out at all later ones. Canonical; each once over all pages.
 */
export async function epcsAfter(
  asking: Pick<Asking, 'db' | 'actor'>,
  limit: number,
  after: EpcPlace = beginning,
): Promise<{ epcs: string[]; next: EpcPlace | undefined }> {
  const { db, actor } = asking
  const all: Asking = {
    ...asking,
    query: { filters: [], orderBy: 'eventTime', direction: 'ASC' },
    masterData: noMasterData,
    origin: '',
  }
  const epcs: string[] = []
  let place = after
  for (let seen = 0; seen < mostEvents; seen += batch) {
    const { events, next } = await selectEvents(all, batch, { time: place.time, eventId: place.eventId })
    for (const f of events) {
      const ids = epcsOf(normalOf(f)).slice(place.looked)
      const fresh = await firstHere(db, actor, f, ids)
      for (const [n, id] of ids.entries()) {
        if (!fresh.has(id)) continue
        if (epcs.length === limit) return { epcs, next: { ...place, looked: place.looked + n } }
        epcs.push(id)
      }
      place = { time: f.eventTime, eventId: f.eventId, looked: 0 }
    }
    if (!next) return { epcs, next: undefined }
  }
  return { epcs, next: place }
}

/** Which of these EPCs of an event stand in no earlier one. Two may share a term: what it leads to is looked into. */
async function firstHere(db: Db, actor: Actor, at: Found, ids: readonly string[]): Promise<Set<string>> {
  const fresh = new Set(ids)
  const salt = actor.kind === 'agency' ? anyViewer : actor.partyId
  for (let i = 0; i < ids.length; i += 1_000) {
    const terms = new Map(ids.slice(i, i + 1_000).flatMap((id) => keys.map((k) => [termOf(salt, k, id), id] as const)))
    const wanted = `{${[...terms.keys()].join(',')}}`
    const { rows } = await sql<{ term: number; partyId: string; eventId: string }>`
      select t.term, (array_agg(i.party_id order by i.event_time, i.event_id))[1] as party_id,
        (array_agg(i.event_id order by i.event_time, i.event_id))[1] as event_id
      from exchange.epcis_event i cross join unnest(i.terms) as t (term)
      where ${indexScope(actor)} and i.terms && ${wanted}::integer[] and t.term = any(${wanted}::integer[])
        and (i.event_time, i.event_id) < (${at.eventTime}::timestamptz, ${at.eventId}::uuid)
      group by t.term`.execute(db)
    const before = new Map(rows.map((r) => [r.eventId, { partyId: r.partyId, eventId: r.eventId }]))
    const earlier = await unscopedEpcisEvents(db, [...before.values()])
    const told = new Map(earlier.map((e) => [e.eventId, new Set(epcsOf(normalOfEvent(e.event, e.context)))]))
    for (const { term, eventId } of rows) {
      const id = terms.get(term)!
      if (told.get(eventId)?.has(id)) fresh.delete(id)
    }
  }
  return fresh
}
