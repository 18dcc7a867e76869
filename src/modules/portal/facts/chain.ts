import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import { archivedFields, hasRecursiveWalk, unscopedArchivedEvents, walk } from '../../trace/index.ts'

/** Holdings a page looks back through at most; a batch with more origins says that not all are listed. */
const MOST = 400

export type Key = { partyId: string; holdingId: string }

/** Something that happened to the goods on their way here. */
export type Happening = {
  eventId: string
  eventParty: string
  partyId: string
  holdingId: string
  homeId: string
  itemId: string
  profile: string | null
  unit: string
  delta: string
  eventTime: string
  kind: string
  step: string
  fields: Record<string, unknown> | null
  /** Origin of goods bought outside, as the purchaser declared it. */
  declaredOrigin: string | null
  /** Since when its text is in the archive: only what the step is called is left. */
  archivedAt: string | null
}

export type Chain = {
  /** Every holding of the item itself. */
  own: Key[]
  /** Those and every holding it was made from. */
  holdings: Key[]
  happenings: Happening[]
  /** There was more than a page looks through. */
  cut: boolean
}

/** Every holding of an item, by the events that touched it. */
export async function holdingsOfItem(db: Db, homeId: string, itemId: string): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select distinct party_id, holding_id from trace.item_event
    where home_id = ${homeId} and item_id = ${itemId} and holding_id is not null
    order by party_id, holding_id`.execute(db)
  return rows
}

/** Where an item came from: its holdings, those it was made from, and what happened on that way (core.md §3). */
export async function readChain(db: Db, homeId: string, itemId: string): Promise<Chain> {
  const own = await holdingsOfItem(db, homeId, itemId)
  const recursive = await hasRecursiveWalk(db)
  const back = await walk(db, 'back', own, { depth: 'all', most: Math.max(MOST, own.length), recursive })
  const holdings = [...back.holdings.values()]
  const cut = back.stoppedAt.size > 0
  if (!holdings.length) return { own, holdings, happenings: [], cut }

  const onTheWay = new Set(back.links.map((l) => l.eventId))
  const left = new Map<string, string>()
  for (const l of back.links) {
    const before = left.get(l.inHolding)
    if (before === undefined || sortable(before) < sortable(l.eventTime)) left.set(l.inHolding, l.eventTime)
  }
  const isOwn = new Set(own.map((k) => k.holdingId))
  const parties = [...new Set(holdings.map((k) => k.partyId))]
  const { rows: touches } = await sql<Omit<Happening, keyof Said>>`
    select e.event_id, e.event_party, e.party_id, e.holding_id, h.home_id, h.item_id, h.profile, h.unit, e.delta, e.event_time
    from unnest(${holdings.map((k) => k.partyId)}::uuid[], ${holdings.map((k) => k.holdingId)}::uuid[])
        as k (party_id, holding_id)
      join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
      join trace.holding_event e on e.party_id = h.party_id and e.holding_id = h.holding_id
    where h.party_id = any(${parties}::uuid[]) and e.voided_by is null
    order by e.event_time, e.recorded_at, e.event_id, e.delta desc`.execute(db)
  // of what an origin went into only what came here counts, and of what was done to it only what was done before
  const relevant = touches.filter((t) => {
    if (onTheWay.has(t.eventId)) return true
    if (isOwn.has(t.holdingId)) return true
    const until = left.get(t.holdingId)
    return !t.delta.startsWith('-') && until !== undefined && sortable(t.eventTime) <= sortable(until)
  })
  const said = await eventsOf(db, relevant)
  const happenings = relevant.flatMap((t) => {
    const e = said.get(t.eventId)
    // what left the item for another code belongs to that code's page
    if (!e || (t.delta.startsWith('-') && !onTheWay.has(t.eventId) && e.kind !== 'destroy')) return []
    return [{ ...t, ...e }]
  })
  return { own, holdings, happenings, cut }
}

// PostgreSQL writes instants in UTC without trailing zeros: without the Z they sort as text
const sortable = (iso: string) => iso.slice(0, -1)

type Said = Pick<Happening, 'kind' | 'step' | 'fields' | 'declaredOrigin' | 'archivedAt'>

async function eventsOf(
  db: Db,
  touches: readonly { eventId: string; eventParty: string }[],
): Promise<Map<string, Said>> {
  const ids = [...new Map(touches.map((t) => [t.eventId, t.eventParty]))]
  if (!ids.length) return new Map()
  const { rows } = await sql<Omit<Said, 'archivedAt'> & { eventId: string; partyId: string; gone: boolean }>`
    select e.event_id, e.party_id, e.kind, e.step, b.body is null as gone,
      case when e.regime = 'governed' then b.body::jsonb -> 'fields' end as fields,
      case when e.regime = 'governed' then b.body::jsonb -> 'source' ->> 'origin' end as declared_origin
    from unnest(${ids.map(([, party]) => party)}::uuid[], ${ids.map(([id]) => id)}::uuid[]) as k (party_id, event_id)
      join trace.event e on e.party_id = k.party_id and e.event_id = k.event_id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
    where e.party_id = any(${[...new Set(ids.map(([, party]) => party))]}::uuid[])`.execute(db)
  const archived = await unscopedArchivedEvents(
    db,
    rows.filter((r) => r.gone),
  )
  return new Map(
    rows.map(({ eventId, partyId: _, gone: _gone, ...e }) => {
      const kept = archived.get(eventId)
      return [
        eventId,
        { ...e, archivedAt: kept?.archivedAt ?? null, ...(kept ? { fields: archivedFields(kept) } : {}) },
      ]
    }),
  )
}
