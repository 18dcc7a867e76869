import { type RawBuilder, sql } from 'kysely'
import { readLimits } from '../../../kernel/epcis/json.ts'
import { parseJson } from '../../../kernel/epcis/json-text.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { ownContext } from '../../../kernel/epcis/own.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { isSingleNode } from '../../../platform/single-node.ts'
import { archivedFields, unscopedArchivedTexts } from '../archive.ts'
import { uuids } from '../walk/rows.ts'
import { type GovernedBody, type GovernedEvent, governedEvent, type ItemFact } from './governed.ts'

export type EventKey = { partyId: string; eventId: string }

/** An event as EPCIS has it. `context`: the `@context` it was captured with; of a governed event: the standard's and ours. */
export type Rendered = EventKey & {
  event: EpcisEvent
  context: unknown[]
  recordTime: string
  /** Captured from outside (its text as it came) or worked out from a record of ours. */
  captured: boolean
}

/** The row of an event of ours with its stored text, as it is rendered from. */
type Row = Omit<GovernedEvent, 'body'> & {
  externalId: string | null
  body: string | null
  voids: string | null
  /** The event that an error declaration of ours takes back. */
  ofRow: Omit<GovernedEvent, 'body'> | null
  ofBody: string | null
}

/**
 * The events with these keys as EPCIS events, whoever asks; in the order of the keys, without those that are not there
 * (or whose body was erased). Deterministic: the same event renders the same for ever. `origin` stands before our own
 * identifiers (`/s/…`), empty for the canonical form. `whole`: archived ones too as they were, for their hash. Two
 * statements, three where one is archived.
 */
export async function unscopedEpcisEvents(
  db: Db | Tx,
  keys: readonly EventKey[],
  origin = '',
  { whole = false } = {},
): Promise<Rendered[]> {
  if (!keys.length) return []
  const rendered = await rendering(db, await readRows(db, keys), origin, whole)
  return keys.flatMap((k) => rendered.get(k.eventId) ?? [])
}

/** An event's stored text, with the rest of its row where it is one of ours (a captured event is its text). */
export type StoredEvent = EventKey & { body: string | null }

/** The stored events with these keys, whoever asks, by the id of the event. One statement. */
export async function unscopedStoredEvents(db: Db, keys: readonly EventKey[]): Promise<Map<string, StoredEvent>> {
  if (!keys.length) return new Map()
  return new Map((await readStored(db, keys, true)).map((r) => [r.eventId, r]))
}

/** As `unscopedEpcisEvents`, of stored events that were read already; by the id of the event. One statement. */
export const renderedEvents = (db: Db, stored: readonly StoredEvent[], origin = ''): Promise<Map<string, Rendered>> =>
  rendering(db, stored.map(rowOf), origin)

/**
 * Texts that are in the archive: of an event for readers without what it was filled in with, and marked; `whole` as it
 * was, for its hash.
 */
async function fromArchive(db: Db | Tx, rows: readonly Row[], whole: boolean): Promise<void> {
  const gone = rows.flatMap(({ partyId, eventId, body, ofRow, ofBody }) => [
    ...(body === null ? [{ partyId, eventId }] : []),
    ...(ofRow && !ofBody ? [{ partyId, eventId: ofRow.eventId }] : []),
  ])
  if (!gone.length) return
  const archived = await unscopedArchivedTexts(db, gone)
  const textOf = (eventId: string): string | null => {
    const found = archived.get(eventId)
    if (found?.text === undefined) return null
    if (whole) return found.text
    const { reason: _, ...body } = JSON.parse(found.text) as GovernedBody
    return JSON.stringify({ ...body, fields: archivedFields(found), archived: civilDate(found.archivedAt) })
  }
  for (const r of rows) {
    r.body ??= textOf(r.eventId)
    if (r.ofRow) r.ofBody ??= textOf(r.ofRow.eventId)
  }
}

async function rendering(
  db: Db | Tx,
  rows: readonly Row[],
  origin: string,
  whole = false,
): Promise<Map<string, Rendered>> {
  await fromArchive(db, rows, whole)
  const bodies = new Map<string, GovernedBody>()
  const items = new Map<string, { homeId: string; itemId: string }>()
  for (const r of rows) {
    const text = r.ofBody ?? r.body
    if (text === null || isCaptured(r.body)) continue
    const body = JSON.parse(text) as GovernedBody
    bodies.set(r.eventId, body)
    for (const g of [body.inputs, body.outputs, body.goods, body.contents, body.pack ? [body.pack] : []].flat())
      if (g) items.set(`${g.homeId} ${g.itemId}`, { homeId: g.homeId, itemId: g.itemId })
  }
  const facts = await readItems(db, [...items.values()])
  const naming = { origin, item: (homeId: string, itemId: string) => facts.get(`${homeId} ${itemId}`) }
  const rendered = new Map<string, Rendered>()
  for (const r of rows) {
    const key = { partyId: r.partyId, eventId: r.eventId }
    if (isCaptured(r.body)) {
      rendered.set(r.eventId, {
        ...key,
        ...capturedEvent(r.body!, r.externalId),
        recordTime: r.recordedAt,
        captured: true,
      })
      continue
    }
    const body = bodies.get(r.eventId)
    if (!body || (r.kind === 'error' && r.ofRow === null)) continue
    const event =
      r.kind === 'error'
        ? governedEvent({ ...r.ofRow!, body }, naming, {
            declarationTime: r.eventTime,
            reason: r.body === null ? undefined : (JSON.parse(r.body) as GovernedBody).reason,
          })
        : governedEvent({ ...r, body }, naming)
    rendered.set(r.eventId, { ...key, event, context: [...ownContext], recordTime: r.recordedAt, captured: false })
  }
  return rendered
}

/** A captured event is stored as `{v: 2, context, event}`, the event as it came. */
export const isCaptured = (body: string | null): boolean => body?.startsWith('{"v":2,') ?? false

/** The event in a stored body. The id that was given to an event without one stands beside it. */
export function capturedEvent(body: string, externalId: string | null): { event: EpcisEvent; context: unknown[] } {
  const parsed = parseJson(body, { ...readLimits, depth: readLimits.depth + 2 })
  if ('refused' in parsed) throw new Error('a stored event cannot be read')
  const { event, context } = parsed.value as { event: EpcisEvent; context: unknown[] }
  return {
    event: event['eventID'] === undefined && externalId !== null ? { ...event, eventID: externalId } : event,
    context,
  }
}

/**
 * Whether rows are found by their keys alone. A list of their parties narrows which shards of a cluster are asked; on one
 * node it would only have the planner read all that these parties ever did, instead of the few rows.
 */
const byKeysAlone = async (db: Db | Tx, keys: readonly unknown[]): Promise<boolean> =>
  keys.length > 1 && (await isSingleNode(db))

const mark = (alone: boolean): RawBuilder<unknown> =>
  sql.raw(alone ? '/* by keys */ /* single node: its twin names the parties */' : '')
const ofParties = (alone: boolean, column: string, partyIds: readonly string[]): RawBuilder<unknown> =>
  alone ? sql`` : sql`where ${sql.raw(column)} = any(${uuids(new Set(partyIds))})`

const readRows = async (db: Db | Tx, keys: readonly EventKey[]): Promise<Row[]> =>
  (await readStored(db, keys)).map(rowOf)

/** `textOnly`: of captured events no more than the text, where one node reads them. */
async function readStored(db: Db | Tx, keys: readonly EventKey[], textOnly = false): Promise<StoredEvent[]> {
  const partyIds = keys.map((k) => k.partyId)
  const alone = await byKeysAlone(db, keys)
  const tables =
    textOnly && alone
      ? sql.raw(`left join trace.event_body b on b.party_id = k.party_id and b.event_id = k.event_id
      left join trace.event e on e.party_id = k.party_id
        and e.event_id = case when b.body like '{"v":2,%' then null else k.event_id end`)
      : sql.raw(`join trace.event e on e.party_id = k.party_id and e.event_id = k.event_id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id`)
  const { rows } = await sql<StoredEvent>`${mark(alone)}
    select k.party_id, k.event_id, b.body, e.kind, e.step, e.event_time, e.recorded_at, e.basis, e.place, e.disposition,
      e.counterpart_id, e.transfer_id, e.external_id, e.voids, w.body as of_body, case when o.event_id is not null then
        json_build_array(o.kind, o.step, o.event_time, o.recorded_at, o.basis, o.place, o.disposition, o.counterpart_id,
          o.transfer_id) end as of
    from unnest(${uuids(partyIds)}, ${uuids(keys.map((k) => k.eventId))}) as k (party_id, event_id)
      ${tables}
      left join trace.event o on o.party_id = e.party_id and o.event_id = e.voids and e.regime = 'governed'
      left join trace.event_body w on w.party_id = o.party_id and w.event_id = o.event_id
    ${ofParties(alone, 'e.party_id', partyIds)}`.execute(db)
  return rows
}

type Of = [string, string, string, string, string, string | null, string | null, string | null, string | null]

/** The columns of `readStored` as a row and the row it takes back. */
function rowOf(stored: StoredEvent): Row {
  const r = stored as Omit<Row, 'ofRow'> & { of: Of | null }
  if (r.of === null) return { ...r, ofRow: null }
  const [kind, step, eventTime, recordedAt, basis, place, disposition, counterpartId, transferId] = r.of
  // within JSON the database writes the zone out
  const [at, recorded] = [eventTime, recordedAt].map((t) => t.replace(/\+00:00$/, 'Z')) as [string, string]
  const of = { kind, step, eventTime: at, recordedAt: recorded, basis, place, disposition, counterpartId, transferId }
  return { ...r, ofRow: { partyId: r.partyId, eventId: r.voids!, ...of } }
}

/** Facts of items by `home item`. */
export async function readItems(
  db: Db | Tx,
  items: readonly { homeId: string; itemId: string }[],
): Promise<Map<string, ItemFact>> {
  if (!items.length) return new Map()
  const homeIds = items.map((i) => i.homeId)
  const alone = await byKeysAlone(db, items)
  const { rows } = await sql<ItemFact & { homeId: string; itemId: string }>`${mark(alone)}
    select i.home_id, i.item_id, i.kind, i.identifier, i.product_name, i.class_code, i.sector, i.profile, i.made_on
    from unnest(${uuids(homeIds)}, ${uuids(items.map((i) => i.itemId))}) as k (home_id, item_id)
      join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id
    ${ofParties(alone, 'i.home_id', homeIds)}`.execute(db)
  return new Map(rows.map((r) => [`${r.homeId} ${r.itemId}`, r]))
}
