import { sql } from 'kysely'
import { ownContext } from '../../../kernel/epcis/own.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { JournalRow, Subscriber } from '../../../platform/journal.ts'
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
  handle: indexEvent,
}

async function indexEvent({ db }: CommandCtx, { partyId, eventId }: JournalRow): Promise<void> {
  if (eventId === null) return
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
