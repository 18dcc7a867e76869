import { sql } from 'kysely'
import { add } from '../../../kernel/quantity.ts'
import type { Tx } from '../../../platform/db.ts'
import { byParty, type HoldingKey } from './holding.ts'

/** What one event changes in one holding; `place` and `disposition` null where it says nothing about them. */
export type Touch = HoldingKey & {
  event: { partyId: string; eventId: string; eventTime: string }
  delta: string
  reserve: string
  place: string | null
  disposition: string | null
}

const isGain = (delta: string) => !delta.startsWith('-') && Number(delta) !== 0

/** All changes of one holding together. The last event that says something is the latest: a command has one. */
function changeOf(holdingId: string, touches: readonly Touch[]) {
  const says = touches.filter((t) => t.place !== null || t.disposition !== null).at(-1)
  return {
    holdingId,
    delta: touches.reduce((sum, t) => add(sum, t.delta), '0'),
    reserve: touches.reduce((sum, t) => add(sum, t.reserve), '0'),
    place: says?.place ?? null,
    disposition: says?.disposition ?? null,
    time: says?.event.eventTime ?? null,
    eventId: says?.event.eventId ?? null,
    began: touches.find((t) => isGain(t.delta))?.event.eventTime ?? null,
  }
}

/**
 * Changes the holdings, one statement a party. Place and disposition are a fold: the latest fact by (event time,
 * record time, id) wins, in whatever order facts arrive (core.md §3).
 */
export async function applyTouches(tx: Tx, touches: readonly Touch[], recordedAt: string): Promise<void> {
  const byHolding = Map.groupBy(touches, (t) => t.holdingId)
  for (const [partyId, ids] of byParty(touches)) {
    const changes = ids.map((id) => changeOf(id, byHolding.get(id)!))
    const column = <T>(pick: (c: (typeof changes)[number]) => T) => changes.map(pick)
    await sql`
      update trace.holding h set
        quantity = h.quantity + c.delta, reserved = h.reserved + c.reserve,
        began_at = least(h.began_at, c.began), changed_at = greatest(h.changed_at, ${recordedAt}::timestamptz),
        place = case when c.wins then c.place else h.place end,
        disposition = case when c.wins then c.disposition else h.disposition end,
        fold_time = case when c.wins then c.time else h.fold_time end,
        fold_recorded = case when c.wins then ${recordedAt}::timestamptz else h.fold_recorded end,
        fold_event = case when c.wins then c.event_id else h.fold_event end
      from (
        select v.*, v.time is not null and (o.fold_time is null
          or (v.time, ${recordedAt}::timestamptz, v.event_id) > (o.fold_time, o.fold_recorded, o.fold_event)) as wins
        from unnest(${column((c) => c.holdingId)}::uuid[], ${column((c) => c.delta)}::numeric[],
          ${column((c) => c.reserve)}::numeric[], ${column((c) => c.place)}::text[],
          ${column((c) => c.disposition)}::text[], ${column((c) => c.time)}::timestamptz[],
          ${column((c) => c.eventId)}::uuid[], ${column((c) => c.began)}::timestamptz[])
          as v (holding_id, delta, reserve, place, disposition, time, event_id, began)
        join trace.holding o on o.party_id = ${partyId} and o.holding_id = v.holding_id
      ) c
      where h.party_id = ${partyId} and h.holding_id = c.holding_id`.execute(tx)
  }
}

/** A change taken back: the event's delta, and what this does to `reserved`. */
export type Reversal = HoldingKey & { delta: string; reserve: string }

/** Takes changes back, after their rows are voided; place, disposition and beginning fold again from what is left. */
export async function reverseTouches(tx: Tx, reversals: readonly Reversal[], recordedAt: string): Promise<void> {
  const byHolding = new Map(reversals.map((r) => [r.holdingId, r]))
  for (const [partyId, ids] of byParty(reversals)) {
    const rows = ids.map((id) => byHolding.get(id)!)
    await sql`
      update trace.holding h set
        quantity = h.quantity - c.delta, reserved = h.reserved + c.reserve,
        began_at = coalesce(c.began, h.began_at), changed_at = greatest(h.changed_at, ${recordedAt}::timestamptz),
        place = c.place, disposition = c.disposition,
        fold_time = c.event_time, fold_recorded = c.recorded_at, fold_event = c.event_id
      from (
        select v.*, g.began, f.place, f.disposition, f.event_time, f.recorded_at, f.event_id
        from unnest(${ids}::uuid[], ${rows.map((r) => r.delta)}::numeric[], ${rows.map((r) => r.reserve)}::numeric[])
          as v (holding_id, delta, reserve)
        left join (
          select holding_id, min(event_time) as began from trace.holding_event
          where party_id = ${partyId} and holding_id = any(${ids}::uuid[]) and voided_by is null and delta > 0
          group by holding_id) g on g.holding_id = v.holding_id
        left join (
          select distinct on (holding_id) holding_id, place, disposition, event_time, recorded_at, event_id
          from trace.holding_event
          where party_id = ${partyId} and holding_id = any(${ids}::uuid[]) and voided_by is null
            and (place is not null or disposition is not null)
          order by holding_id, event_time desc, recorded_at desc, event_id desc) f on f.holding_id = v.holding_id
      ) c
      where h.party_id = ${partyId} and h.holding_id = c.holding_id`.execute(tx)
  }
}
