import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { type Effects, listHash, packedHash } from '../../trace/index.ts'
import { differs, type Report, rowOf } from './finding.ts'

/** The text of an event: `v` 1 of our own commands, 2 of captured ones. */
export type Body = {
  v: number
  kind?: string
  step?: string
  partyId?: string
  eventTime?: string
  place?: string | null
  disposition?: string | null
  effects?: Effects
  event?: Record<string, unknown>
  context?: unknown[]
}
export type DerivedEvent = { partyId: string; eventId: string; eventTime: string; recordedAt: string; body: Body }

/** A derived row as text: its key, and what else it says in the order of the names of the comparison. */
type Derived = { eventId: string; key: string; values: (string | null)[]; times: string; voidedBy: string | null }
export type Sort = { table: string; names: readonly string[]; keyNames: readonly string[] }

export const deltas: Sort = {
  table: 'trace.holding_event',
  keyNames: ['party_id', 'holding_id'],
  names: ['delta', 'place', 'disposition'],
}
const linkNames = ['in_party', 'in_holding', 'out_party', 'out_holding'] as const
export const linksForth: Sort = { table: 'trace.link_f', keyNames: linkNames, names: ['quantity', 'same_item'] }
const linksBack: Sort = { ...linksForth, table: 'trace.link_b' }
export const packed: Sort = {
  table: 'trace.containment_event',
  keyNames: ['home_id', 'child_id'],
  names: ['parent_home', 'parent_id', 'what'],
}

const number = (v: string | null) => (v === null ? null : normalise(v))
const orNull = (v: unknown): string | null => (v === null || v === undefined ? null : String(v))

/** What the texts of events say that was derived from them, by table. */
export function expected(
  events: readonly Pick<DerivedEvent, 'eventId' | 'body'>[],
  sort: Sort,
): Map<string, Map<string, (string | null)[]>> {
  const all = new Map<string, Map<string, (string | null)[]>>()
  for (const { eventId, body } of events) {
    const { effects } = body
    if (!effects) continue
    const rows = new Map<string, (string | null)[]>()
    if (sort === deltas)
      for (const [party, holding, delta, place, disposition] of effects.deltas)
        rows.set(`${party} ${holding}`, [number(delta!), place ?? null, disposition ?? null])
    else if (sort === packed)
      for (const [home, child, parentHome, parent, what] of effects.packed)
        rows.set(`${home} ${child}`, [parentHome!, parent!, what!])
    else
      for (const [inParty, inHolding, outParty, outHolding, quantity, sameItem] of effects.links)
        rows.set(`${inParty} ${inHolding} ${outParty} ${outHolding}`, [number(orNull(quantity)), String(sameItem)])
    all.set(eventId, rows)
  }
  return all
}

/** Where the rows of these events can be: holders and homes that their texts name. */
function placesOf(events: readonly DerivedEvent[]) {
  const parties = new Set<string>()
  const homes = new Set<string>()
  for (const { partyId, body } of events) {
    parties.add(partyId)
    const { effects } = body
    if (!effects) continue
    if (effects.counterpartId) parties.add(effects.counterpartId)
    for (const [party] of effects.deltas) parties.add(party!)
    for (const link of effects.links) for (const p of [link[0], link[2]]) parties.add(String(p))
    for (const [home] of effects.packed) homes.add(home!)
    for (const home of effects.packedAll?.homes ?? []) homes.add(home)
  }
  return { parties: [...parties], homes: [...homes] }
}

async function readDerived(db: Db | Tx, events: readonly DerivedEvent[]): Promise<Map<Sort, Derived[]>> {
  const { parties, homes } = placesOf(events)
  const ids = events.map((e) => e.eventId)
  const holdings = [...new Set(events.flatMap((e) => e.body.effects?.deltas.map((d) => d[1]!) ?? []))]
  const touched = await sql<{ eventId: string; key: string; values: string[]; times: string; voidedBy: string | null }>`
    select event_id, party_id || ' ' || holding_id as key, array[delta::text, place, disposition] as values,
      event_time || ' ' || recorded_at as times, voided_by
    from trace.holding_event where party_id = any(${parties}::uuid[]) and event_id = any(${ids}::uuid[])`.execute(db)
  const link = sql`select event_id, in_party || ' ' || in_holding || ' ' || out_party || ' ' || out_holding as key,
    array[quantity::text, same_item::text] as values, event_time || ' ' || recorded_at as times, voided_by`
  const forth = await sql<Derived>`${link} from trace.link_f
    where in_party = any(${parties}::uuid[]) and in_holding = any(${holdings}::uuid[]) and event_id = any(${ids}::uuid[])`.execute(
    db,
  )
  const back = await sql<Derived>`${link} from trace.link_b
    where out_party = any(${parties}::uuid[]) and out_holding = any(${holdings}::uuid[]) and event_id = any(${ids}::uuid[])`.execute(
    db,
  )
  const inside = await sql<Derived>`
    select event_id, home_id || ' ' || child_id as key, array[parent_home::text, parent_id::text, what] as values,
      event_time || ' ' || recorded_at as times, voided_by
    from trace.containment_event where home_id = any(${homes}::uuid[]) and event_id = any(${ids}::uuid[])`.execute(db)
  const numbered = (rows: Derived[]) =>
    rows.map((r) => ({ ...r, values: [number(r.values[0]!), ...r.values.slice(1)] }))
  return new Map([
    [deltas, numbered(touched.rows)],
    [linksForth, numbered(forth.rows)],
    [linksBack, numbered(back.rows)],
    [packed, inside.rows],
  ])
}

/** Corrections of these events, by the event they take back. */
async function correctionsOf(db: Db | Tx, events: readonly DerivedEvent[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ eventId: string; voids: string }>`
    select e.event_id, e.voids
    from unnest(${events.map((e) => e.partyId)}::uuid[], ${events.map((e) => e.eventId)}::uuid[]) as k (party_id, voids)
    join trace.event e on e.party_id = k.party_id and e.voids = k.voids`.execute(db)
  return new Map(rows.map((r) => [r.voids, r.eventId]))
}

/**
 * Holds the rows that commands of ours wrote beside an event against what its sealed text says they are: deltas of
 * holdings, links both ways, containment, the list of identifiers, and whether a correction took them back. What
 * captured events lead to is worked out again as others arrive, so only our own are held to their texts.
 */
export async function auditDerived(db: Db | Tx, events: readonly DerivedEvent[], report: Report): Promise<void> {
  const own = events.filter((e) => e.body.effects)
  if (!own.length) return
  const corrections = await correctionsOf(db, own)
  for (const [sort, rows] of await readDerived(db, own)) {
    const byEvent = Map.groupBy(rows, (r) => r.eventId)
    for (const [eventId, told] of expected(own, sort)) {
      const all = sort === packed ? own.find((e) => e.eventId === eventId)?.body.effects?.packedAll : undefined
      if (all) comparePacked(eventId, all, byEvent.get(eventId) ?? [], corrections.get(eventId) ?? null, report)
      else compare(sort, eventId, told, byEvent.get(eventId) ?? [], corrections.get(eventId) ?? null, report)
    }
  }
  await auditLists(db, own, report)
}

function compare(
  sort: Sort,
  eventId: string,
  told: ReadonlyMap<string, (string | null)[]>,
  rows: readonly Derived[],
  correction: string | null,
  report: Report,
): void {
  const there = new Set<string>()
  for (const r of rows) {
    there.add(r.key)
    const row = rowNamed(sort, r.key, eventId)
    const values = told.get(r.key)
    if (!values) {
      report({
        what: 'derived_extra',
        table: sort.table,
        row,
        says: 'the sealed text of the event knows nothing of it',
      })
      continue
    }
    for (const [i, name] of sort.names.entries())
      if (r.values[i] !== values[i])
        report({ what: 'derived_changed', table: sort.table, row, says: differs(name, r.values[i], values[i]) })
    if (r.voidedBy !== correction)
      report({
        ...{ what: 'derived_changed', table: sort.table, row },
        says: `voided_by is ${r.voidedBy}, the events say ${correction}`,
      })
  }
  for (const key of told.keys())
    if (!there.has(key))
      report({ what: 'derived_missing', table: sort.table, row: rowNamed(sort, key, eventId), says: 'the row is gone' })
}

/** Very many rows of one event are held to their hash as a whole. */
function comparePacked(
  eventId: string,
  all: NonNullable<Effects['packedAll']>,
  rows: readonly Derived[],
  correction: string | null,
  report: Report,
): void {
  const row = rowOf({ event_id: eventId })
  const lines = rows
    .map((r) => [...r.key.split(' '), ...r.values.map(String)])
    .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
  if (lines.length !== all.rows || packedHash(lines) !== all.hash)
    report({
      ...{ what: 'derived_changed', table: packed.table, row },
      says: `what the event put where (${lines.length} rows) is not what was sealed (${all.rows})`,
    })
  const other = rows.find((r) => r.voidedBy !== correction)
  if (other)
    report({
      ...{ what: 'derived_changed', table: packed.table, row: rowNamed(packed, other.key, eventId) },
      says: `voided_by is ${other.voidedBy}, the events say ${correction}`,
    })
}

/** A derived row's key in words. */
export function rowNamed(sort: Sort, key: string, eventId: string): string {
  const parts = key.split(' ')
  return rowOf({ ...Object.fromEntries(sort.keyNames.map((n, i) => [n, parts[i]])), event_id: eventId })
}

async function auditLists(db: Db | Tx, events: readonly DerivedEvent[], report: Report): Promise<void> {
  const listed = events.filter((e) => e.body.effects?.list)
  if (!listed.length) return
  const { rows } = await sql<{ eventId: string; ids: string }>`
    select l.event_id, l.ids
    from unnest(${listed.map((e) => e.partyId)}::uuid[], ${listed.map((e) => e.eventId)}::uuid[]) as k (party_id, event_id)
    join trace.event_list l on l.party_id = k.party_id and l.event_id = k.event_id
    order by l.event_id, l.chunk`.execute(db)
  const chunks = Map.groupBy(rows, (r) => r.eventId)
  for (const { partyId, eventId, body } of listed)
    if (listHash((chunks.get(eventId) ?? []).map((c) => c.ids)) !== body.effects!.list)
      report({
        ...{ what: 'derived_changed', table: 'trace.event_list', row: rowOf({ party_id: partyId, event_id: eventId }) },
        says: 'the identifiers are not those that were sealed',
      })
}
