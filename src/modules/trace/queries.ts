import { sql } from 'kysely'
import { parseCode } from '../../kernel/code.ts'
import { normalise } from '../../kernel/quantity.ts'
import type { Actor } from '../../platform/actor.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { partyNames, rowsInScope } from '../identity/index.ts'
import { unscopedArchivedEvents } from './archive.ts'
import { available } from './rules.ts'
import type { BatchFound, EventFilter, Holding, HoldingFilter, TraceEvent } from './schema.ts'

const isHeld = sql<boolean>`exists (select 1 from trace.held m
  where m.party_id = h.party_id and m.holding_id = h.holding_id and m.lifted_at is null)`

/** The holdings this person may see; a mix is never shown as a batch. Every read of holdings begins here. */
const holdingsOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('trace.holding as h')
    .select(['h.partyId', 'h.holdingId', 'h.homeId', 'h.itemId', 'h.kind', 'h.code', 'h.productId', 'h.productName'])
    .select(['h.classCode', 'h.sector', 'h.profile', 'h.madeOn', 'h.unit', 'h.regime', 'h.quantity', 'h.reserved'])
    .select(['h.basis', 'h.place', 'h.disposition', 'h.beganAt', 'h.createdAt', isHeld.as('held')])
    .where(rowsInScope(actor, 'h.partyId', 'h.sector'))
    .where('h.kind', '<>', 'mix')

type HoldingRow = Awaited<ReturnType<ReturnType<typeof holdingsOf>['execute']>>[number]

async function named(db: Db, rows: readonly HoldingRow[]): Promise<Holding[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.partyId),
  )
  return rows.map((r) => ({
    ...r,
    quantity: normalise(r.quantity),
    reserved: normalise(r.reserved),
    available: available(r),
    partyName: names.get(r.partyId)?.name ?? null,
  }))
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Batches with their balance, newest first. */
export async function listHoldings(
  db: Db,
  actor: Actor,
  f: HoldingFilter,
): Promise<{ items: Holding[]; nextCursor: string | null }> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const code = f.q === undefined ? undefined : parseCode(f.q)
  const rows = await holdingsOf(db, actor)
    .$if(code?.ok === true, (q) => q.where('h.code', '=', code?.ok ? code.code : ''))
    .$if(Boolean(f.q) && !code?.ok, (q) => q.where('h.productName', 'ilike', like(f.q!)))
    .$if(f.partyId !== undefined, (q) => q.where('h.partyId', '=', f.partyId!))
    .$if(f.productId !== undefined, (q) => q.where('h.productId', '=', f.productId!))
    .$if(f.classCode !== undefined, (q) => q.where(sql<boolean>`starts_with(h.class_code, ${f.classCode})`))
    .$if(f.sector !== undefined, (q) => q.where('h.sector', '=', f.sector!))
    .$if(f.kind !== undefined, (q) => q.where('h.kind', '=', f.kind!))
    .$if(f.madeFrom !== undefined, (q) => q.where('h.madeOn', '>=', f.madeFrom!))
    .$if(f.madeTo !== undefined, (q) => q.where('h.madeOn', '<=', f.madeTo!))
    .$if(f.inStock === 'yes', (q) => q.where('h.quantity', '>', '0'))
    .$if(f.inStock === 'no', (q) => q.where('h.quantity', '<=', '0'))
    .$if(f.held === 'yes', (q) => q.where(isHeld))
    .$if(f.held === 'no', (q) => q.where((e) => e.not(isHeld)))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(h.created_at, h.holding_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('h.createdAt', 'desc')
    .orderBy('h.holdingId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.createdAt, r.holdingId])
  return { items: await named(db, items), nextCursor }
}

/**
 * A batch by its code: the holdings of it this person may see. A code they may see nothing of is not there.
 * @throws not_found `batch.not_found`; invalid `code.…` for what is no code of ours
 */
export async function getBatch(db: Db, actor: Actor, text: string): Promise<BatchFound> {
  const parsed = parseCode(text)
  if (!parsed.ok) throw new AppError('invalid', parsed.reason, { code: text })
  const row = await db
    .selectFrom('trace.code')
    .select(['code', 'state', 'homeId', 'itemId'])
    .where('code', '=', parsed.code)
    .executeTakeFirst()
  const keys = row?.itemId
    ? await db
        .selectFrom('trace.itemEvent')
        .select(['partyId', 'holdingId'])
        .distinct()
        .where('homeId', '=', row.homeId)
        .where('itemId', '=', row.itemId)
        .where('holdingId', 'is not', null)
        .execute()
    : []
  const visible = keys.length
    ? await holdingsOf(db, actor)
        .where('h.partyId', 'in', [...new Set(keys.map((k) => k.partyId))])
        .where(
          'h.holdingId',
          'in',
          keys.flatMap((k) => k.holdingId ?? []),
        )
        .orderBy('h.beganAt')
        .execute()
    : []
  if (!row || !visible.length) throw new AppError('not_found', 'batch.not_found', { code: parsed.code })
  return { code: row.code, codeState: row.state, ...(await packing(db, actor, visible)) }
}

/** One holding. @throws not_found `holding.not_found`, also when it is not this person's to see. */
export async function getHolding(db: Db, actor: Actor, partyId: string, holdingId: string): Promise<BatchFound> {
  const row = await holdingsOf(db, actor)
    .where('h.partyId', '=', partyId)
    .where('h.holdingId', '=', holdingId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'holding.not_found', { id: holdingId })
  const code = row.code
    ? await db.selectFrom('trace.code').select('state').where('code', '=', row.code).executeTakeFirst()
    : undefined
  return { code: row.code, codeState: code?.state ?? null, ...(await packing(db, actor, [row])) }
}

/** Which open packs holdings are in, and what is in them if they are packs. */
async function packing(
  db: Db,
  actor: Actor,
  rows: readonly HoldingRow[],
): Promise<Pick<BatchFound, 'holdings' | 'inside' | 'contents'>> {
  const parties = [...new Set(rows.map((r) => r.partyId))]
  const ids = rows.map((r) => r.holdingId)
  const content = await db
    .selectFrom('trace.content')
    .select(['holdingId', 'childParty', 'childHolding'])
    .where('partyId', 'in', parties)
    .where((e) => e.or([e('holdingId', 'in', ids), e('childHolding', 'in', ids)]))
    .execute()
  const children = content.filter((c) => ids.includes(c.holdingId))
  const contents = children.length
    ? await holdingsOf(db, actor)
        .where('h.partyId', 'in', [...new Set(children.map((c) => c.childParty))])
        .where(
          'h.holdingId',
          'in',
          children.map((c) => c.childHolding),
        )
        .execute()
    : []
  return {
    holdings: await named(db, rows),
    inside: content
      .filter((c) => ids.includes(c.childHolding))
      .map((c) => ({ holdingId: c.childHolding, packHoldingId: c.holdingId })),
    contents: await named(db, contents),
  }
}

type EventKey = { partyId: string; eventId: string; eventTime: string; delta: string | null }

/** Events, latest first: those a person may list, or the history of a holding it may see. */
export async function listEvents(
  db: Db,
  actor: Actor,
  f: EventFilter,
): Promise<{ items: TraceEvent[]; nextCursor: string | null }> {
  const rows = f.holdingId === undefined ? await eventKeys(db, actor, f) : await historyKeys(db, actor, f)
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.eventTime, r.eventId])
  return { items: await readEvents(db, actor, items), nextCursor }
}

/** An operator's own events and those that name it; an agency's, those recorded by parties it may see. */
async function eventKeys(db: Db, actor: Actor, f: EventFilter): Promise<EventKey[]> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  return db
    .selectFrom('trace.eventFor as f')
    .select(['f.partyId', 'f.eventId', 'f.eventTime', sql<string | null>`null`.as('delta')])
    .where(rowsInScope(actor, 'f.viewerId', 'f.sector'))
    .$if(actor.kind === 'agency', (q) => q.whereRef('f.partyId', '=', 'f.viewerId'))
    .$if(f.partyId !== undefined, (q) => q.where('f.viewerId', '=', f.partyId!))
    .$if(f.kind !== undefined, (q) => q.where('f.kind', '=', f.kind!))
    .$if(f.sector !== undefined, (q) => q.where('f.sector', '=', f.sector!))
    .$if(f.from !== undefined, (q) => q.where('f.eventTime', '>=', f.from!))
    .$if(f.to !== undefined, (q) => q.where('f.eventTime', '<=', f.to!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(f.event_time, f.event_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('f.eventTime', 'desc')
    .orderBy('f.eventId', 'desc')
    .limit(f.limit + 1)
    .execute()
}

/** An event that a person may list. `whole`: they may read its text too; else only that it was, and what names them. */
export type EventInSight = { partyId: string; eventId: string; whole: boolean }

/** Those of these events that this person may list: by the same rule as `listEvents`. */
export async function eventsInSight(
  db: Db,
  actor: Actor,
  keys: readonly { partyId: string; eventId: string }[],
): Promise<EventInSight[]> {
  if (!keys.length || actor.kind === 'anonymous') return []
  const events = await db
    .selectFrom('trace.event')
    .select(['partyId', 'eventId', 'eventTime'])
    .where('partyId', 'in', [...new Set(keys.map((k) => k.partyId))])
    .where(
      'eventId',
      'in',
      keys.map((k) => k.eventId),
    )
    .execute()
  if (!events.length) return []
  const seen = await db
    .selectFrom('trace.eventFor as f')
    .select(['f.partyId', 'f.eventId'])
    .where(rowsInScope(actor, 'f.viewerId', 'f.sector'))
    .$if(actor.kind === 'agency', (q) =>
      q.whereRef('f.partyId', '=', 'f.viewerId').where('f.viewerId', 'in', [...new Set(events.map((e) => e.partyId))]),
    )
    .where('f.eventTime', 'in', [...new Set(events.map((e) => e.eventTime))])
    .where(
      'f.eventId',
      'in',
      events.map((e) => e.eventId),
    )
    .execute()
  return seen.map((e) => ({ ...e, whole: actor.kind === 'agency' || e.partyId === actor.partyId }))
}

async function historyKeys(db: Db, actor: Actor, f: EventFilter): Promise<EventKey[]> {
  const partyId = f.partyId ?? actor.partyId
  await getHolding(db, actor, partyId, f.holdingId!)
  const after = decodeCursor(f.cursor, ['time', 'id'])
  return db
    .selectFrom('trace.holdingEvent as e')
    .select(['e.eventParty as partyId', 'e.eventId', 'e.eventTime', 'e.delta'])
    .where('e.partyId', '=', partyId)
    .where('e.holdingId', '=', f.holdingId!)
    .$if(f.from !== undefined, (q) => q.where('e.eventTime', '>=', f.from!))
    .$if(f.to !== undefined, (q) => q.where('e.eventTime', '<=', f.to!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(e.event_time, e.event_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('e.eventTime', 'desc')
    .orderBy('e.eventId', 'desc')
    .limit(f.limit + 1)
    .execute()
}

/** What is shown of an event's text: its effects are shown as quantities and links elsewhere. */
function shownBody(text: string): TraceEvent['body'] {
  const { effects: _, ...body } = JSON.parse(text) as NonNullable<TraceEvent['body']>
  return body
}

/** Events by keys that a scoped read has answered. What another operator wrote inside its event is not shown to it. */
async function readEvents(db: Db, actor: Actor, keys: readonly EventKey[]): Promise<TraceEvent[]> {
  if (!keys.length) return []
  const parties = [...new Set(keys.map((k) => k.partyId))]
  const ids = keys.map((k) => k.eventId)
  const events = await db
    .selectFrom('trace.event')
    .select(['partyId', 'eventId', 'kind', 'step', 'sector', 'eventTime', 'recordedAt', 'basis', 'place'])
    .select(['disposition', 'counterpartId', 'transferId', 'voids'])
    .where('partyId', 'in', parties)
    .where('eventId', 'in', ids)
    .execute()
  const bodies = await db
    .selectFrom('trace.eventBody')
    .select(['eventId', 'body'])
    .where('partyId', 'in', actor.kind === 'agency' ? parties : [actor.partyId])
    .where('eventId', 'in', ids)
    .execute()
  const corrections = await db
    .selectFrom('trace.event')
    .select(['eventId', 'voids'])
    .where('partyId', 'in', parties)
    .where('voids', 'in', ids)
    .execute()
  const names = await partyNames(
    db,
    events.flatMap((e) => [e.partyId, ...(e.counterpartId ? [e.counterpartId] : [])]),
  )
  const byId = new Map(events.map((e) => [e.eventId, e]))
  const bodyOf = new Map(bodies.map((b) => [b.eventId, b.body]))
  const archived = await unscopedArchivedEvents(
    db,
    keys.filter((k) => !bodyOf.has(k.eventId)),
  )
  const voidedBy = new Map(corrections.map((c) => [c.voids, c.eventId]))
  return keys.flatMap((k) => {
    const e = byId.get(k.eventId)
    if (!e) return []
    const body = bodyOf.get(k.eventId)
    return [
      {
        ...e,
        partyName: names.get(e.partyId)?.name ?? null,
        counterpartName: e.counterpartId ? (names.get(e.counterpartId)?.name ?? null) : null,
        voidedBy: voidedBy.get(e.eventId) ?? null,
        delta: k.delta === null ? null : normalise(k.delta),
        body: body === undefined ? null : shownBody(body),
        archivedAt: archived.get(k.eventId)?.archivedAt ?? null,
      },
    ]
  })
}

/** Code and product of batches that another read has shown, by holding id. */
export async function batchNames(
  db: Db,
  keys: readonly { partyId: string; holdingId: string }[],
): Promise<Map<string, { code: string | null; productName: string | null }>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<{ holdingId: string; code: string | null; productName: string | null }>`
    select h.holding_id, h.code, h.product_name
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.holdingId)}::uuid[]) as k (party_id, holding_id)
    join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id`.execute(db)
  return new Map(rows.map((r) => [r.holdingId, r]))
}
