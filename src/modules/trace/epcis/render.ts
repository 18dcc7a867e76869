import { sql } from 'kysely'
import { readLimits } from '../../../kernel/epcis/json.ts'
import { parseJson } from '../../../kernel/epcis/json-text.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { ownContext } from '../../../kernel/epcis/own.ts'
import type { Db, Tx } from '../../../platform/db.ts'
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
 * identifiers (`/s/…`), empty for the canonical form. Two statements.
 */
export async function unscopedEpcisEvents(db: Db | Tx, keys: readonly EventKey[], origin = ''): Promise<Rendered[]> {
  if (!keys.length) return []
  const rows = await readRows(db, keys)
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
  return keys.flatMap((k) => rendered.get(k.eventId) ?? [])
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

async function readRows(db: Db | Tx, keys: readonly EventKey[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.party_id, e.event_id, e.kind, e.step, e.event_time, e.recorded_at, e.basis, e.place, e.disposition,
      e.counterpart_id, e.transfer_id, e.external_id, e.voids, b.body, w.body as of_body,
      o.kind as of_kind, o.step as of_step, o.event_time as of_time, o.recorded_at as of_recorded, o.basis as of_basis,
      o.place as of_place, o.disposition as of_disposition, o.counterpart_id as of_counterpart, o.transfer_id as of_transfer
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.eventId)}::uuid[]) as k (party_id, event_id)
      join trace.event e on e.party_id = k.party_id and e.event_id = k.event_id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
      left join trace.event o on o.party_id = e.party_id and o.event_id = e.voids and e.regime = 'governed'
      left join trace.event_body w on w.party_id = o.party_id and w.event_id = o.event_id
    where e.party_id = any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`.execute(db)
  return (rows as unknown as (Row & Record<string, string | null>)[]).map((r) => ({
    ...r,
    ofRow:
      r['ofKind'] === null || r['ofKind'] === undefined
        ? null
        : {
            partyId: r.partyId,
            eventId: r.voids!,
            kind: r['ofKind'],
            step: r['ofStep']!,
            eventTime: r['ofTime']!,
            recordedAt: r['ofRecorded']!,
            basis: r['ofBasis']!,
            place: r['ofPlace'] ?? null,
            disposition: r['ofDisposition'] ?? null,
            counterpartId: r['ofCounterpart'] ?? null,
            transferId: r['ofTransfer'] ?? null,
          },
  }))
}

/** Facts of items by `home item`. */
export async function readItems(
  db: Db | Tx,
  items: readonly { homeId: string; itemId: string }[],
): Promise<Map<string, ItemFact>> {
  if (!items.length) return new Map()
  const { rows } = await sql<ItemFact & { homeId: string; itemId: string }>`
    select i.home_id, i.item_id, i.kind, i.identifier, i.product_name, i.class_code, i.sector, i.profile, i.made_on
    from unnest(${items.map((i) => i.homeId)}::uuid[], ${items.map((i) => i.itemId)}::uuid[]) as k (home_id, item_id)
      join trace.item i on i.home_id = k.home_id and i.item_id = k.item_id
    where i.home_id = any(${[...new Set(items.map((i) => i.homeId))]}::uuid[])`.execute(db)
  return new Map(rows.map((r) => [`${r.homeId} ${r.itemId}`, r]))
}
