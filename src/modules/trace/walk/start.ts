import { type RawBuilder, sql } from 'kysely'
import { bareCode } from '../../../kernel/code.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { rowsInScope } from '../../identity/index.ts'
import type { Start } from './graph.ts'
import { subjectsNamed } from './sources.ts'

/** What a trace is asked for: a code, one holding, or an item by its home (a piece that has no code of ours). */
export type Subject = { code: string } | { partyId: string; holdingId: string } | { homeId: string; itemId: string }

/** A holding of the subject, and why this person may begin there. */
export type StartRow = Start & {
  homeId: string
  itemId: string
  kind: string
  code: string | null
  productName: string | null
  sector: string | null
  /** Own, or of the jurisdiction. */
  mine: boolean
  /** An event that names this person's party brought it there: what is on its way, never the stock it was taken from. */
  named: boolean
}

const itemOf = (subject: Subject): RawBuilder<unknown> => {
  if ('code' in subject)
    return sql`select home_id, item_id from trace.code where code = ${bareCode(subject.code) ?? ''} and item_id is not null`
  if ('homeId' in subject) return sql`select ${subject.homeId}::uuid as home_id, ${subject.itemId}::uuid as item_id`
  return sql`select home_id, item_id from trace.holding where party_id = ${subject.partyId} and holding_id = ${subject.holdingId}`
}

/**
 * Every holding of the subject, whoever asks, with what decides whether this person may begin there. A piece that never
 * acted alone has no holding: then those of the packs it was in, each for the interval.
 */
async function unscopedHoldingsOf(db: Db, actor: Actor, subject: Subject): Promise<(StartRow & { own: boolean })[]> {
  const one = 'holdingId' in subject ? sql`and e.holding_id = ${subject.holdingId}` : sql``
  const { rows } = await sql<StartRow & { own: boolean }>`
    with subject as materialized (${itemOf(subject)}),
    inside as materialized (
      select c.parent_home, c.parent_id, c.from_time, c.to_time from trace.contained c
      where c.home_id in (select home_id from subject) and c.child_id in (select item_id from subject)
    ), touched as materialized (
      select true as own, e.party_id, e.holding_id, e.event_id, e.event_time,
        null::timestamptz as from_time, null::timestamptz as to_time
      from trace.item_event e
      where e.home_id in (select home_id from subject) and e.item_id in (select item_id from subject) ${one}
      union all
      select false, e.party_id, e.holding_id, e.event_id, e.event_time, i.from_time, i.to_time
      from trace.item_event e join inside i on i.parent_home = e.home_id and i.parent_id = e.item_id
      where e.home_id in (select parent_home from inside) and e.event_time >= i.from_time
        and (i.to_time is null or e.event_time <= i.to_time)
    ), naming as materialized (
      select f.event_id from trace.event_for f
      where f.viewer_id = ${actor.partyId} and (f.event_time, f.event_id) in (select event_time, event_id from touched)
    ), begun as materialized (
      select distinct t.own, t.party_id, t.holding_id, t.from_time, t.to_time
      from touched t where t.holding_id is not null
    )
    select b.own, b.party_id, b.holding_id, b.from_time as "from", b.to_time as until,
      exists (select 1 from trace.holding_event d where d.party_id = h.party_id and d.holding_id = h.holding_id
        and d.event_id in (select event_id from naming) and d.delta >= 0) as named,
      h.home_id, h.item_id, h.kind, h.code, h.product_name, h.sector, ${rowsInScope(actor, 'h.partyId', 'h.sector')} as mine
    from begun b join trace.holding h on h.party_id = b.party_id and h.holding_id = b.holding_id
    where h.party_id in (select party_id from begun)
    order by h.created_at, h.party_id, h.holding_id`.execute(db)
  return rows.map((r) => ({ ...r, from: r.from ?? undefined, until: r.until ?? undefined }))
}

/**
 * Where this person's trace begins (core.md §3): an operator at its own holdings of the item, or at those that an event
 * naming it touched (goods on their way to it); an agency at all holdings of an item of which one is in its
 * jurisdiction. @throws not_found `item.not_found`, whether there is none or it may not be seen.
 */
export async function requireStart(db: Db, actor: Actor, subject: Subject): Promise<StartRow[]> {
  const all = await unscopedHoldingsOf(db, actor, subject)
  const own = all.filter((r) => r.own)
  const rows = (own.length ? own : all).filter((r) => r.kind !== 'asset')
  const mine = rows.filter((r) => r.mine)
  const found = actor.kind === 'agency' ? (mine.length ? rows : []) : mine.length ? mine : rows.filter((r) => r.named)
  if (!found.length || (actor.kind !== 'agency' && actor.kind !== 'operator'))
    throw new AppError('not_found', 'item.not_found')
  return found
}

/** The events that took pieces out of these packs: one piece's trace does not follow the others out. */
export async function takenOutOf(db: Db, packs: readonly { homeId: string; itemId: string }[]): Promise<string[]> {
  const { rows } = await sql<{ eventId: string }>`
    select distinct c.event_id
    from trace.item_event e join trace.containment_event c on c.home_id = e.home_id and c.event_id = e.event_id
    where e.home_id = any(${packs.map((p) => p.homeId)}::uuid[]) and e.item_id = any(${packs.map((p) => p.itemId)}::uuid[])
      and c.home_id = any(${packs.map((p) => p.homeId)}::uuid[]) and c.parent_id = e.item_id and c.what = 'out'`.execute(
    db,
  )
  return rows.map((r) => r.eventId)
}

/** The holdings of an item with this code that are the actor's own or in its jurisdiction. */
export async function findByCode(db: Db, actor: Actor, code: string): Promise<StartRow[]> {
  const ours = (await unscopedHoldingsOf(db, actor, { code })).filter((r) => r.own && r.mine)
  if (ours.length) return ours
  // a code of another coding: what it is counted in
  for (const subject of await subjectsNamed(db, code)) {
    const mine = (await unscopedHoldingsOf(db, actor, subject)).filter((r) => r.mine)
    if (mine.length) return mine
  }
  return []
}
