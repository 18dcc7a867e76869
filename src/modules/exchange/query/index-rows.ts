import { sql } from 'kysely'
import type { NormalEvent } from '../../../kernel/epcis/model.ts'
import { arrayText } from '../../../platform/array.ts'
import type { LateWrite } from '../../../platform/ctx.ts'
import type { Tx } from '../../../platform/db.ts'
import { writesApart } from '../../../platform/single-node.ts'
import { namedNormal } from '../../trace/index.ts'
import { queueArrivals } from '../subscription/arrivals.ts'
import { termsOf } from './terms.ts'

/** An event to be found by queries; `viewers`: every party that may list it (trace.event_for), its own included. */
export type ToIndex = {
  partyId: string
  eventId: string
  eventTime: string
  recordTime: string
  sector: string | null
  viewers: readonly string[]
  normal: NormalEvent
  /** The eventID it is known by, where it came without one. */
  externalId?: string | undefined
  /** GS1 company prefixes that its EPC URNs show (`companyPrefixes`). */
  prefixes?: readonly string[]
}

/** The company prefixes in the EPC URNs of an event's text. */
export function companyPrefixes(text: string): string[] {
  const found = new Set<string>()
  for (const m of text.matchAll(/urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./g)) found.add(m[1]!)
  return [...found]
}

export type IndexRow = Omit<ToIndex, 'viewers' | 'normal' | 'externalId' | 'prefixes'> & {
  viewerId: string
  eventType: string
  action: string | null
  bizStep: string | null
  disposition: string | null
  /** The eventID that the event did not bring along. */
  givenId?: string | null
  terms: number[]
  /** Words and places of the event for the resource trees. */
  values: [field: string, value: string][]
}

/** One row for each viewer, by what that viewer is shown of the event. */
export function indexRows(events: readonly ToIndex[]): IndexRow[] {
  return events.flatMap(({ viewers, normal, externalId, prefixes = [], ...e }) => {
    const whole = normal.eventID === undefined ? { ...normal, eventID: externalId } : normal
    return viewers.map((viewerId) => {
      const own = viewerId === e.partyId
      const n = own ? whole : namedNormal(whole)
      const values: [string, string | undefined][] = [
        ['bizStep', n.bizStep],
        ['disposition', n.disposition],
        ['readPoint', n.readPoint],
        ['bizLocation', n.bizLocation],
        ...prefixes.map((p): [string, string] => ['companyPrefix', p]),
      ]
      return {
        ...e,
        viewerId,
        eventType: n.type,
        action: n.action ?? null,
        bizStep: n.bizStep ?? null,
        disposition: n.disposition ?? null,
        givenId: normal.eventID === undefined ? (externalId ?? null) : null,
        terms: termsOf(n, viewerId, { own }),
        values: values.flatMap(([field, value]): [string, string][] => (value === undefined ? [] : [[field, value]])),
      }
    })
  })
}

/** Writes index rows, in the caller's transaction; a row that is there stays. */
export async function insertIndexRows(tx: Tx, rows: readonly IndexRow[]): Promise<void> {
  if (!rows.length) return
  const [made, heard, ...words] = indexWrites(rows)
  if (writesApart(tx)) {
    await sql`with made as (${made!.write}) ${heard!.write}`.execute(tx)
    for (const { write } of words) await write.execute(tx)
  } else {
    const parts = [made!, ...words].map(({ name, write }) => sql`${sql.raw(name)} as (${write})`)
    await sql`with ${sql.join(parts)} ${heard!.write}`.execute(tx)
  }
}

/**
 * Index rows as parts of one statement: the rows, what is new of them in the queue of those who listen, and the words and
 * places that are new.
 */
export function indexWrites(rows: readonly IndexRow[]): LateWrite[] {
  if (!rows.length) return []
  const column = <K extends keyof IndexRow>(key: K) =>
    arrayText(
      rows.map((r) => r[key]),
      false,
    )
  const ids = <K extends keyof IndexRow>(key: K) =>
    arrayText(
      rows.map((r) => r[key]),
      true,
    )
  const made = sql`
    insert into exchange.epcis_event (viewer_id, event_time, event_id, party_id, record_time, sector, event_type, action,
      biz_step, disposition, given_id, terms)
    select r.viewer_id, r.event_time, r.event_id, r.party_id, r.record_time, r.sector, r.event_type, r.action,
      r.biz_step, r.disposition, r.given_id, r.terms::integer[]
    from unnest(${ids('viewerId')}::uuid[], ${ids('eventTime')}::timestamptz[], ${ids('eventId')}::uuid[],
      ${ids('partyId')}::uuid[], ${ids('recordTime')}::timestamptz[], ${column('sector')}::text[],
      ${column('eventType')}::text[], ${column('action')}::text[], ${column('bizStep')}::text[],
      ${column('disposition')}::text[], ${column('givenId')}::text[],
      ${arrayText(
        rows.map((r) => `{${r.terms.join(',')}}`),
        false,
      )}::text[])
      as r (viewer_id, event_time, event_id, party_id, record_time, sector, event_type, action, biz_step, disposition, given_id, terms)
    on conflict do nothing
    returning viewer_id, party_id, event_id, record_time`
  const parts: LateWrite[] = [
    { name: 'made', write: made },
    { name: 'heard', write: queueArrivals },
  ]
  const values = new Map(
    rows.flatMap((r) =>
      r.values.map(([field, value]) => {
        const one = { viewerId: r.viewerId, field, value, sector: r.sector ?? '' }
        return [`${one.viewerId} ${field} ${one.sector} ${value}`, one] as const
      }),
    ),
  )
  if (!values.size) return parts
  // sorted: two captures of one party that bring the same new words wait for each other in one order
  const sorted = [...values.keys()].sort().map((k) => values.get(k)!)
  const texts = <K extends keyof (typeof sorted)[number]>(key: K) =>
    arrayText(
      sorted.map((v) => v[key]),
      false,
    )
  const words = sql`
    insert into exchange.epcis_value (viewer_id, field, value, sector)
    select v.viewer_id, v.field, v.value, v.sector
    from unnest(${texts('viewerId')}::uuid[], ${texts('field')}::text[], ${texts('value')}::text[],
      ${texts('sector')}::text[]) as v (viewer_id, field, value, sector)
    left join exchange.epcis_value known on known.viewer_id = v.viewer_id and known.field = v.field
      and known.value = v.value and known.sector = v.sector
    where known.viewer_id is null
    on conflict do nothing`
  return [...parts, { name: 'words', write: words }]
}
