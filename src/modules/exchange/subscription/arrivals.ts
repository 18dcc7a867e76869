import { sql } from 'kysely'

/** Who listens to every party: stands in `exchange.listener` for agencies, whose jurisdiction is looked at later. */
export const everyone = '00000000-0000-0000-0000-000000000000'

/**
 * The end of the statement that writes index rows, `made` being those that are new: what somebody listens to is put in
 * the queue with them, whatever the order in which commands commit. An agency hears of an event by the row of the party
 * that recorded it.
 */
export const queueArrivals = sql`insert into exchange.arrival (viewer_id, party_id, event_id, record_time)
    select distinct m.viewer_id, m.party_id, m.event_id, m.record_time
    from made m join exchange.listener l on l.viewer_id = m.viewer_id
      or (l.viewer_id = ${everyone}::uuid and m.viewer_id = m.party_id)
    on conflict do nothing`
