import { sql } from 'kysely'
import { ownContext } from '../../../kernel/epcis/own.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Subscriber } from '../../../platform/journal.ts'
import { isForeignParty, unscopedEpcisEvents } from '../../trace/index.ts'
import { indexRows, insertIndexRows } from './index-rows.ts'
import { normalOfEvent } from './select.ts'

/**
 * Makes events of our own commands findable by EPCIS queries, in the transaction that takes the journal row off the list
 * of pending ones: a crash in between leaves neither, a second delivery finds the rows there. Captured events are
 * indexed by the capture itself.
 */
export const querySubscriber: Subscriber = {
  name: 'epcis',
  kinds: [
    'batch.produced',
    'batch.purchasedIn',
    'batch.processed',
    'batch.merged',
    'batch.split',
    'batch.packed',
    'batch.unpacked',
    'batch.observed',
    'batch.consumed',
    'batch.destroyed',
    'event.voided',
    'transfer.dispatched',
    'transfer.received',
    'transfer.returned',
    'transfer.withdrawn',
  ],
  handle: async ({ db }, { partyId, eventId }) => {
    if (eventId !== null) await indexEvent(db, partyId, eventId)
  },
}

/** Puts an event of our own commands into the index; rows that are there stay. */
async function indexEvent(db: Tx, partyId: string, eventId: string): Promise<void> {
  const [rendered] = await unscopedEpcisEvents(db, [{ partyId, eventId }])
  if (!rendered || rendered.captured) return
  const { rows } = await sql<{
    eventTime: string
    recordedAt: string
    sector: string | null
    counterpartId: string | null
  }>`
    select event_time, recorded_at, sector, counterpart_id from trace.event
    where party_id = ${partyId} and event_id = ${eventId}`.execute(db)
  const { eventTime, recordedAt, sector, counterpartId } = rows[0]!
  const viewers = [partyId, ...(counterpartId === null || isForeignParty(counterpartId) ? [] : [counterpartId])]
  const normal = normalOfEvent(rendered.event, ownContext)
  await insertIndexRows(
    db,
    indexRows([
      { partyId, eventId, eventTime, recordTime: recordedAt, sector, viewers: [...new Set(viewers)], normal },
    ]),
  )
}

/**
 * Puts into the index what our own commands recorded before there was one, or while nobody worked on the journal; may
 * run beside the platform and again. Captured events stand in the index since their capture.
 * @returns how many events were put in
 */
export async function indexOlderEvents(db: Db, onProgress: (done: number) => void = () => {}): Promise<number> {
  let done = 0
  let after = { partyId: '00000000-0000-0000-0000-000000000000', eventId: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const { rows } = await sql<typeof after>`
      select e.party_id, e.event_id from trace.event e
      left join exchange.epcis_event i
        on i.viewer_id = e.party_id and i.event_time = e.event_time and i.event_id = e.event_id
      where i.event_id is null and e.regime = 'governed'
        and (e.party_id, e.event_id) > (${after.partyId}::uuid, ${after.eventId}::uuid)
      order by e.party_id, e.event_id limit 500`.execute(db)
    const last = rows.at(-1)
    if (!last) return done
    await db.transaction().execute(async (tx) => {
      for (const { partyId, eventId } of rows) await indexEvent(tx, partyId, eventId)
    })
    after = last
    onProgress((done += rows.length))
  }
}
