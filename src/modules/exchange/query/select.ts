import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { contextList, namespacesOf } from '../../../kernel/epcis/context.ts'
import type { EpcisEvent, NormalEvent } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { compare } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { isSingleNode } from '../../../platform/single-node.ts'
import { rowsInScope } from '../../identity/index.ts'
import {
  capturedEvent,
  isCaptured,
  namedEvent,
  namedNormal,
  renderedEvents,
  type StoredEvent,
  unscopedStoredEvents,
} from '../../trace/index.ts'
import type { Query } from './filter.ts'
import { nearby } from './instant.ts'
import { type MasterData, matches, orderKey } from './matches.ts'
import { namesThings, narrowing } from './narrow.ts'
import { anyViewer } from './terms.ts'

/** Index rows that one request may look at: past that a page ends early, and a query that must see all is refused. */
const mostScanned = 20_000
/** Events that are sorted by a field of their own in one request. */
const mostSorted = 5_000

/** Where a page ends: the time it is ordered by and the event, or how many of a sorted answer were given. */
export type After = { time: string; eventId: string } | { given: number }

/** An event that was found. `text`: its stored text, where it was captured; `event` where it had to be read or made. */
export type Found = {
  partyId: string
  eventId: string
  eventTime: string
  recordTime: string
  /** The reader's own, or of its jurisdiction: shown whole. */
  own: boolean
  givenId: string | null
  text: string | null
  event?: EpcisEvent
  context?: unknown[]
}

export type Page = { events: Found[]; next: After | undefined }

type Key = Pick<Found, 'partyId' | 'eventId' | 'eventTime' | 'recordTime' | 'givenId'> & { viewerId: string }
type Stored = Key & { stored: StoredEvent | undefined }

/** Whose rows of `exchange.epcis_event i`: an operator's own; an agency's, what the parties of its jurisdiction recorded; nobody else's. */
export const indexScope = (actor: Actor): RawBuilder<SqlBool> =>
  actor.kind === 'agency'
    ? sql<SqlBool>`(i.viewer_id = i.party_id and ${rowsInScope(actor, 'i.viewerId', 'i.sector')})`
    : sql<SqlBool>`(${rowsInScope(actor, 'i.viewerId', 'i.sector')})`

/** What a query is answered from. */
export type Asking = {
  db: Db
  actor: Actor
  query: Query
  masterData: MasterData
  origin: string
  /** A further condition on `exchange.epcis_event i`: only these rows are looked at. */
  only?: RawBuilder<SqlBool>
}

/**
 * A page of at most `limit` events the actor may see that the query asks for, in its order (the newest first where it has
 * none). Looks at a bounded number of index rows: a page may hold fewer although more come.
 * @throws too_large `epcis_query.too_complex` where an order by an extension field would need more than may be sorted
 */
export async function selectEvents(asking: Asking, limit: number, after?: After): Promise<Page> {
  const { query } = asking
  if (typeof query.orderBy === 'object') return sortedPage(asking, query.orderBy.names, limit, after)
  const reading = await reader(asking)
  const events: Found[] = []
  let at = after && 'time' in after ? after : undefined
  for (let scanned = 0; ; ) {
    const want = reading.exact ? limit + 1 - events.length : Math.min(Math.max(4 * limit, 100) + scanned, 2_000)
    const rows = await reading.read(at, want)
    scanned += rows.length
    for (const found of await reading.keep(rows)) {
      if (events.length === limit) return { events, next: afterOf(events.at(-1)!, query) }
      events.push(found)
    }
    const last = rows.at(-1)
    if (!last || rows.length < want) return { events, next: undefined }
    at = afterOf(last, query)
    if (scanned >= mostScanned) return { events, next: at }
  }
}

/**
 * Refuses a query with more results than its `maxEventCount`.
 * @throws too_large `epcis_query.too_large`; `epcis_query.too_complex` where it cannot be told within bounds
 */
export async function refuseTooMany(asking: Asking): Promise<void> {
  const most = asking.query.maxEventCount
  if (most === undefined) return
  const reading = await reader(asking)
  let count = 0
  let at: { time: string; eventId: string } | undefined
  for (let scanned = 0; ; ) {
    const rows = await reading.read(at, 2_000)
    scanned += rows.length
    count += (await reading.keep(rows)).length
    if (count > most) throw new AppError('too_large', 'epcis_query.too_large', { most })
    const last = rows.at(-1)
    if (!last || rows.length < 2_000) return
    if (scanned >= 10 * mostScanned) throw new AppError('too_large', 'epcis_query.too_complex', { most: scanned })
    at = afterOf(last, asking.query)
  }
}

const timeOf = (k: Pick<Key, 'eventTime' | 'recordTime'>, query: Query): string =>
  query.orderBy === 'recordTime' ? k.recordTime : k.eventTime
const afterOf = (k: Pick<Key, 'eventTime' | 'recordTime' | 'eventId'>, query: Query) => ({
  time: timeOf(k, query),
  eventId: k.eventId,
})

/** Reads rows of the index in order, with their texts, and keeps those that the query asks for. */
async function reader({ db, actor, query, masterData, origin, only }: Asking) {
  const single = await isSingleNode(db)
  // terms are salted by the viewer: an equality would only have all of the viewer's rows looked up beside them
  const byTerms = single && actor.kind === 'operator' && namesThings(query)
  const conditions = [
    byTerms ? sql<SqlBool>`i.viewer_id is not distinct from ${actor.partyId}::uuid` : indexScope(actor),
    ...(only ? [only] : []),
    ...narrowing(query, actor.kind === 'agency' ? anyViewer : actor.partyId, masterData),
  ]
  // words and times are decided by the index itself, but for times at the very bound
  const exact = query.filters.every((f) => f.on === 'word' || (f.on === 'time' && f.field !== 'declarationTime'))
  const bounds = query.filters.flatMap((f) => (f.on === 'time' ? [{ field: f.field, isNear: nearby(f.instant) }] : []))
  const isSure = (k: Key) =>
    exact && !bounds.some(({ field, isNear }) => isNear(field === 'recordTime' ? k.recordTime : k.eventTime))
  const column = query.orderBy === 'recordTime' ? sql.raw('i.record_time') : sql.raw('i.event_time')
  const way = sql.raw(query.direction === 'ASC' ? 'asc' : 'desc')
  const past = sql.raw(query.direction === 'ASC' ? '>' : '<')

  const read = async (at: { time: string; eventId: string } | undefined, limit: number): Promise<Stored[]> => {
    const where = at
      ? [...conditions, sql<SqlBool>`(${column}, i.event_id) ${past} (${at.time}::timestamptz, ${at.eventId}::uuid)`]
      : conditions
    const { rows } = await sql<Key>`
      select i.viewer_id, i.party_id, i.event_id, i.event_time, i.record_time, i.given_id
      from exchange.epcis_event i
      where ${sql.join(where, sql` and `)}
      order by ${column} ${way}, i.event_id ${way}
      limit ${limit}`.execute(db)
    const stored = await unscopedStoredEvents(db, rows)
    return rows.map((r) => ({ ...r, stored: stored.get(r.eventId) }))
  }

  const keep = async (rows: readonly Stored[]): Promise<Found[]> => {
    const own = (r: Stored) => r.viewerId === r.partyId
    const ours = rows.flatMap(({ stored }) => (stored && !isCaptured(stored.body) ? [stored] : []))
    const made = await renderedEvents(db, ours, origin)
    return rows.flatMap((r): Found[] => {
      const { partyId, eventId, eventTime, recordTime, givenId } = r
      const body = r.stored?.body ?? null
      const captured = isCaptured(body)
      const found: Found = {
        partyId,
        eventId,
        eventTime,
        recordTime,
        own: own(r),
        givenId,
        text: captured ? body : null,
      }
      // a body that was erased by decision is no event any more
      const parsed = captured ? (isSure(r) && own(r) ? undefined : capturedEvent(body!, givenId)) : made.get(eventId)
      if (!captured && !parsed) return []
      if (parsed) Object.assign(found, { event: parsed.event, context: parsed.context })
      return isSure(r) || matches(normalOf(found), query, masterData) ? [found] : []
    })
  }
  return { exact, read, keep }
}

/** The normal form of what the reader sees of an event. */
export function normalOf(f: Found): NormalEvent {
  const { event, context } = f.event ? (f as Required<Found>) : capturedEvent(f.text!, f.givenId)
  const normal = normalOfEvent(event, context)
  return { ...(f.own ? normal : namedNormal(normal)), recordTime: f.recordTime }
}

/** The normal form of an event under the context it came with and its own. */
export function normalOfEvent(event: EpcisEvent, context: readonly unknown[]): NormalEvent {
  const document = namespacesOf(context)
  const own = event['@context']
  return normalForm(event, own === undefined ? document : namespacesOf(contextList(own), document))
}

/** The event as the reader is shown it, read where that was not necessary before. */
export function shownEvent(f: Found): { event: EpcisEvent; context: unknown[] } {
  const { event, context } = f.event ? (f as Required<Found>) : capturedEvent(f.text!, f.givenId)
  return { event: { ...(f.own ? event : namedEvent(event)), recordTime: f.recordTime }, context }
}

/** All that the query asks for, sorted by an extension field; what lacks the field comes last. */
async function sortedPage(
  asking: Asking,
  names: readonly string[],
  limit: number,
  after: After | undefined,
): Promise<Page> {
  const reading = await reader(asking)
  const all: { found: Found; key: ReturnType<typeof orderKey> }[] = []
  let at: { time: string; eventId: string } | undefined
  for (let scanned = 0; ; ) {
    const rows = await reading.read(at, 1_000)
    scanned += rows.length
    for (const found of await reading.keep(rows)) all.push({ found, key: orderKey(normalOf(found), names) })
    const last = rows.at(-1)
    if (!last || rows.length < 1_000) break
    if (all.length > mostSorted || scanned >= mostScanned)
      throw new AppError('too_large', 'epcis_query.too_complex', { most: mostSorted })
    at = afterOf(last, asking.query)
  }
  const sign = asking.query.direction === 'ASC' ? 1 : -1
  all.sort((a, b) => {
    if (!a.key || !b.key) return Number(!a.key) - Number(!b.key)
    return sign * compareKeys(a.key, b.key)
  })
  const from = after && 'given' in after ? after.given : 0
  const events = all.slice(from, from + limit).map((x) => x.found)
  const to = from + events.length
  return { events, next: to < all.length ? { given: to } : undefined }
}

type SortKey = NonNullable<ReturnType<typeof orderKey>>
function compareKeys(a: SortKey, b: SortKey): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.number !== undefined && b.number !== undefined) return compare(a.number, b.number)
  // by code points, as UTF-8 sorts (EPCIS 2.0 §8.2.7.1, orderBy)
  return Buffer.compare(Buffer.from(a.text), Buffer.from(b.text))
}
