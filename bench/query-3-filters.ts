import pg from 'pg'
import { connect } from '../src/platform/db.ts'
import { atMost, type Figure, median, onTier, percentile, told } from './figure.ts'
import { pairOfTiers, withStores } from './lib-store.ts'
import { get, officerOf, serveAs, timed } from './lib-trace.ts'

/*
 * An EPCIS query with three filters (event type, business step, a window of time) by the largest wholesaler of the store,
 * a hub with more events than anybody, over HTTP to the last byte; against one hand-written statement that returns the
 * same events: their keys, times and stored texts. A page of a hundred, a window of its own each time, in turns.
 */

const ROUNDS = 60
/** Asked before anything is measured, both ways: a server that has been running, and a connection that has. */
const WARM_UP = 40
const PER_PAGE = 100
const DAY = 86_400_000

const byHandText = `select e.party_id, e.event_id, e.event_time, e.recorded_at, e.step, e.basis, e.disposition, b.body
  from exchange.epcis_event i
    join trace.event e on e.party_id = i.party_id and e.event_id = i.event_id
    join trace.event_body b on b.party_id = i.party_id and b.event_id = i.event_id
  where i.viewer_id = $1 and i.event_type = $2 and i.biz_step = $3 and i.event_time >= $4 and i.event_time < $5
  order by i.event_time desc, i.event_id desc limit $6`

type Answer = { epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } } }

/** Prints query-3-filters: p95 of the query ÷ p95 of the statement, and the milliseconds. */
export async function run(): Promise<Figure[]> {
  return withStores([pairOfTiers().large], async ([store]) => {
    const viewer = store!.subjects.hub!.partyId
    const db = connect(store!.appUrl, { max: 4 })
    const server = await serveAs(db, officerOf([], { kind: 'operator', partyId: viewer, accountId: viewer }))
    const hand = new pg.Client(store!.appUrl)
    await hand.connect()
    try {
      const { rows } = await hand.query<{ type: string; step: string; first: Date; last: Date }>(
        `select event_type as type, biz_step as step, min(event_time) as first, max(event_time) as last
         from exchange.epcis_event where viewer_id = $1 group by 1, 2 order by count(*) desc limit 1`,
        [viewer],
      )
      const { type, step, first, last } = rows[0]!
      const times = { ours: [] as number[], hand: [] as number[] }
      for (let i = -WARM_UP; i < ROUNDS; i++) {
        const from = new Date(first.getTime() + ((last.getTime() - first.getTime()) * (Math.abs(i) + 1)) / (ROUNDS + 8))
        const to = new Date(from.getTime() + 30 * DAY)
        const query = new URLSearchParams({
          eventType: type,
          EQ_bizStep: step,
          GE_eventTime: from.toISOString(),
          LT_eventTime: to.toISOString(),
          perPage: String(PER_PAGE),
        })
        let answer: Buffer = Buffer.alloc(0)
        let found = 0
        const ours = await timed(async () => {
          answer = await get(`${server.origin}/epcis/events?${query}`)
        })
        const theirs = await timed(async () => {
          const values = [viewer, type, step, from.toISOString(), to.toISOString(), PER_PAGE]
          found = (await hand.query(byHandText, values)).rows.length
        })
        const { epcisBody } = JSON.parse(String(answer)) as Answer
        if (!found || epcisBody?.queryResults.resultsBody.eventList.length !== found)
          throw new Error(`the query does not answer the ${found} events by hand: ${String(answer).slice(0, 500)}`)
        if (i < 0) continue
        times.ours.push(ours)
        times.hand.push(theirs)
      }
      const [ours, theirs] = [percentile(times.ours, 0.95), percentile(times.hand, 0.95)]
      return onTier(store!.tier, [
        atMost('query-3-filters: p95 over HTTP ÷ one statement by hand', ours / theirs, 'ratio', 2.5),
        told('query-3-filters: p95 over HTTP', ours, 'ms'),
        told('query-3-filters: median over HTTP ÷ median by hand', median(times.ours) / median(times.hand), 'ratio'),
      ])
    } finally {
      await hand.end()
      await server.close()
      await db.destroy()
    }
  })
}
