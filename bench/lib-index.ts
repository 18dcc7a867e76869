import pg from 'pg'
import { withoutKeys } from '../scripts/generate/keys.ts'
import { sinkTo } from '../scripts/generate/sink.ts'
import { ownContext } from '../src/kernel/epcis/own.ts'
import { indexRows } from '../src/modules/exchange/query/index-rows.ts'
import { normalOfEvent } from '../src/modules/exchange/query/select.ts'
import { isForeignParty, unscopedEpcisEvents } from '../src/modules/trace/index.ts'
import { connect } from '../src/platform/db.ts'

const AT_ONCE = 1000

type Told = {
  partyId: string
  eventId: string
  eventTime: string
  recordedAt: string
  sector: string | null
  counterpartId: string | null
}

/**
 * Makes the events that a party may list findable by EPCIS queries, for all who may list them, with the rows that the
 * subscriber writes: the generator leaves them out, because rendering every event of a nation takes an hour.
 */
export async function indexEventsOf(ownerUrl: string, viewerId: string): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  const db = connect(ownerUrl, { max: 2 })
  const { rows: events } = await owner.query<Told>(
    `select e.party_id as "partyId", e.event_id as "eventId", to_json(e.event_time) #>> '{}' as "eventTime",
       to_json(e.recorded_at) #>> '{}' as "recordedAt", e.sector, e.counterpart_id as "counterpartId"
     from trace.event_for f join trace.event e on e.party_id = f.party_id and e.event_id = f.event_id
     where f.viewer_id = $1 order by f.event_time, f.event_id`,
    [viewerId],
  )
  await withoutKeys(
    owner,
    async () => {
      const sink = sinkTo(owner)
      const values = new Set<string>()
      for (let i = 0; i < events.length; i += AT_ONCE) {
        const some = new Map(events.slice(i, i + AT_ONCE).map((e) => [e.eventId, e]))
        for (const { event, partyId, eventId } of await unscopedEpcisEvents(db, [...some.values()])) {
          const { eventTime, recordedAt: recordTime, sector, counterpartId } = some.get(eventId)!
          const viewers = [...new Set([partyId, counterpartId])].filter(
            (v) => v !== null && !isForeignParty(v),
          ) as string[]
          const normal = normalOfEvent(event, ownContext)
          for (const r of indexRows([{ partyId, eventId, eventTime, recordTime, sector, viewers, normal }])) {
            sink.add('exchange.epcis_event', {
              viewer_id: r.viewerId,
              event_time: eventTime,
              event_id: eventId,
              party_id: partyId,
              record_time: recordTime,
              sector,
              event_type: r.eventType,
              action: r.action,
              biz_step: r.bizStep,
              disposition: r.disposition,
              given_id: r.givenId ?? null,
              terms: r.terms,
            })
            for (const [field, value] of r.values) {
              const key = `${r.viewerId} ${field} ${sector} ${value}`
              if (values.has(key)) continue
              values.add(key)
              sink.add('exchange.epcis_value', { viewer_id: r.viewerId, field, value, sector: sector ?? '' })
            }
          }
        }
        await sink.flush()
      }
      await sink.flush(true)
    },
    () => {},
    ['exchange'],
  )
  await owner.query('vacuum analyze exchange.epcis_event, exchange.epcis_value')
  await db.destroy()
  await owner.end()
}
