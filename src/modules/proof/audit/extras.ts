import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'
import { unscopedArchivedTexts } from '../../trace/index.ts'
import { type Body, deltas, expected, linksForth, packed, rowNamed, type Sort } from './derived.ts'
import { type Report, rowOf } from './finding.ts'
import { atOnce } from './snapshot.ts'

/** Rows read at once. */
const step = 2000

/** A derived row with the event it names; `at` is its primary key, for the next page. */
type Row = { eventParty: string; eventId: string; key: string; at: string[]; voided: boolean }

const zero = '00000000-0000-0000-0000-000000000000'
/** Each table of derived rows, read in the order of its primary key. Of the two copies of links one: that they are the same is looked at apart. */
const tables: { sort: Sort; page: (after: readonly string[]) => RawBuilder<Row> }[] = [
  {
    sort: deltas,
    page: ([a, b, c]) => sql<Row>`
      select event_party, event_id, party_id || ' ' || holding_id as key,
        array[party_id, holding_id, event_id]::text[] as at, voided_by is not null as voided
      from trace.holding_event
      where (party_id, holding_id, event_id) > (${a}::uuid, ${b}::uuid, ${c}::uuid)
      order by party_id, holding_id, event_id limit ${step}`,
  },
  {
    sort: linksForth,
    page: ([a, b, c, d]) => sql<Row>`
      select event_party, event_id, in_party || ' ' || in_holding || ' ' || out_party || ' ' || out_holding as key,
        array[in_holding, out_holding, event_id, in_party]::text[] as at, voided_by is not null as voided
      from trace.link_f
      where (in_holding, out_holding, event_id, in_party) > (${a}::uuid, ${b}::uuid, ${c}::uuid, ${d}::uuid)
      order by in_holding, out_holding, event_id, in_party limit ${step}`,
  },
  {
    sort: packed,
    page: ([a, b, c]) => sql<Row>`
      select event_party, event_id, home_id || ' ' || child_id as key,
        array[home_id, child_id, event_id]::text[] as at, voided_by is not null as voided
      from trace.containment_event
      where (home_id, child_id, event_id) > (${a}::uuid, ${b}::uuid, ${c}::uuid)
      order by home_id, child_id, event_id limit ${step}`,
  },
]

type Named = { partyId: string; eventId: string; body: string | null }

async function eventsNamed(db: Db | Tx, rows: readonly Row[]): Promise<Map<string, Named>> {
  const keys = [...new Map(rows.map((r) => [`${r.eventParty} ${r.eventId}`, r])).values()]
  const { rows: found } = await sql<Named>`
    select e.party_id, e.event_id, case when e.regime = 'governed' then b.body end as body
    from unnest(${keys.map((k) => k.eventParty)}::uuid[], ${keys.map((k) => k.eventId)}::uuid[]) as k (party_id, event_id)
      join trace.event e on e.party_id = k.party_id and e.event_id = k.event_id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id`.execute(db)
  const archived = await unscopedArchivedTexts(
    db,
    found.filter((f) => f.body === null),
  )
  return new Map(
    found.map((f) => [`${f.partyId} ${f.eventId}`, { ...f, body: f.body ?? archived.get(f.eventId)?.text ?? null }]),
  )
}

/** Ids that rows stand under which were inferred anew from a captured event after a first inference was taken back. */
async function inferredIds(db: Db | Tx, rows: readonly Row[]): Promise<Set<string>> {
  if (!rows.length) return new Set()
  const { rows: found } = await sql<{ rowEvent: string }>`
    select i.row_event from trace.inferred i where i.party_id = any(${rows.map((r) => r.eventParty)}::uuid[])
      and i.row_event = any(${rows.map((r) => r.eventId)}::uuid[])`.execute(db)
  return new Set(found.map((f) => f.rowEvent))
}

/** Derived rows that no event accounts for: put in past the application. */
export async function auditExtras(db: Db, report: Report): Promise<void> {
  for (const { sort, page } of tables) {
    let after: readonly string[] | undefined = [zero, zero, zero, zero]
    while (after) {
      const from: readonly string[] = after
      after = await atOnce(db, (tx) => onePage(tx, sort, page(from), report))
    }
  }
}

/** Looks at one page. @returns the key to go on from. */
async function onePage(
  db: Tx,
  sort: Sort,
  page: RawBuilder<Row>,
  report: Report,
): Promise<readonly string[] | undefined> {
  const { rows } = await page.execute(db)
  const events = rows.length ? await eventsNamed(db, rows) : new Map<string, Named>()
  const nameless = rows.filter((r) => !r.voided && !events.has(`${r.eventParty} ${r.eventId}`))
  const inferred = await inferredIds(db, nameless)
  const extra = (r: Row, says: string) =>
    report({ what: 'derived_extra', table: sort.table, row: rowNamed(sort, r.key, r.eventId), says })
  for (const r of nameless) if (!inferred.has(r.eventId)) extra(r, 'there is no such event')
  for (const r of rows) {
    const body = events.get(`${r.eventParty} ${r.eventId}`)?.body
    if (body && !accounts(JSON.parse(body) as Body, sort, r))
      extra(r, `the text of the event knows nothing of it (${rowOf({ event_party: r.eventParty })})`)
  }
  return rows.length === step ? rows.at(-1)!.at : undefined
}

/** Whether an event's text names this row; one without effects says nothing either way. */
function accounts(body: Body, sort: Sort, r: Row): boolean {
  if (!body.effects) return true
  // held to a hash as a whole, with the events
  const all = sort === packed ? body.effects.packedAll : undefined
  if (all) return all.homes.includes(r.key.split(' ')[0]!)
  return (
    expected([{ eventId: r.eventId, body }], sort)
      .get(r.eventId)
      ?.has(r.key) ?? false
  )
}
