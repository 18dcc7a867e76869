import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { everyone } from './arrivals.ts'
import type { SubscriptionKind, SubscriptionState } from './rules.ts'
import type { Schedule } from './schedule.ts'
import type { listSubscriptions, Subscription } from './schema.ts'

const columns = [
  'partyId',
  'subscriptionId',
  'queryName',
  'kind',
  'state',
  'stateReason',
  'accountId',
  'dest',
  'tokenSealed',
  'schedule',
  'reportIfEmpty',
  'epcFormat',
  'initialRecordTime',
  'minRecordTime',
  'createdAt',
  'scan',
  'scanAt',
  'runAt',
  'nextAt',
  'leasedUntil',
  'batchEvents',
  'failures',
  'lastError',
  'lastFailedAt',
  'lastNotifiedAt',
] as const

/** A subscription as it is kept. */
export type Stored = {
  partyId: string
  subscriptionId: string
  queryName: string
  kind: SubscriptionKind
  state: SubscriptionState
  stateReason: string | null
  accountId: string
  dest: string | null
  tokenSealed: string | null
  schedule: string | null
  reportIfEmpty: boolean
  epcFormat: string
  initialRecordTime: string
  minRecordTime: string
  createdAt: string
  scan: 'first' | 'late' | 'done'
  scanAt: string
  runAt: string | null
  nextAt: string | null
  leasedUntil: string | null
  batchEvents: number
  failures: number
  lastError: string | null
  lastFailedAt: string | null
  lastNotifiedAt: string | null
}
export type SubscriptionKey = Pick<Stored, 'partyId' | 'subscriptionId'>

export const scheduleOf = (s: Pick<Stored, 'schedule'>): Schedule | null =>
  s.schedule === null ? null : (JSON.parse(s.schedule) as Schedule)

/** Subscriptions of the actor's own party. */
const subscriptionsOf = (db: Db | Tx, actor: Actor) =>
  db.selectFrom('exchange.subscription').select(columns).where('partyId', '=', actor.partyId)

/** By id, after `last`. */
export async function subscriptionsOfQuery(db: Db, actor: Actor, queryName: string, limit: number, last?: string) {
  const rows = await subscriptionsOf(db, actor)
    .where('queryName', '=', queryName)
    .where('kind', '=', 'webhook')
    .$if(last !== undefined, (q) => q.where('subscriptionId', '>', last!))
    .orderBy('subscriptionId')
    .limit(limit)
    .execute()
  return rows as Stored[]
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** @throws not_found `epcis_subscription.not_found`. */
export async function requireSubscription(
  db: Db | Tx,
  actor: Actor,
  subscriptionId: string,
  { queryName, lock = false }: { queryName?: string; lock?: boolean } = {},
): Promise<Stored> {
  const row = uuid.test(subscriptionId)
    ? await subscriptionsOf(db, actor)
        .where('subscriptionId', '=', subscriptionId.toLowerCase())
        .$if(queryName !== undefined, (q) => q.where('queryName', '=', queryName!))
        .$if(lock, (q) => q.forUpdate())
        .executeTakeFirst()
    : undefined
  return found(row as Stored | undefined, 'epcis_subscription', subscriptionId)
}

export async function countOfKind(tx: Db | Tx, partyId: string, kind: SubscriptionKind): Promise<number> {
  const row = await tx
    .selectFrom('exchange.subscription')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('partyId', '=', partyId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The listener first: it is a reference table (scaling.md R12). */
export async function insertSubscription(
  tx: Tx,
  actor: Actor,
  s: Omit<
    Stored,
    'stateReason' | 'runAt' | 'leasedUntil' | 'failures' | 'lastError' | 'lastFailedAt' | 'lastNotifiedAt'
  >,
  now: string,
): Promise<void> {
  await tx
    .insertInto('exchange.listener')
    .values({ viewerId: actor.kind === 'agency' ? everyone : s.partyId, subscriptionId: s.subscriptionId })
    .execute()
  await tx
    .insertInto('exchange.subscription')
    .values({ ...s, stateAt: now, failures: 0, seenAt: s.kind === 'socket' ? now : null })
    .execute()
}

/** Takes subscriptions away with all that waits for them. */
export async function deleteSubscriptions(tx: Tx, partyId: string, ids: readonly string[]): Promise<void> {
  if (!ids.length) return
  await tx.deleteFrom('exchange.listener').where('subscriptionId', 'in', ids).execute()
  for (const table of ['exchange.delivery', 'exchange.subscription'] as const)
    await tx.deleteFrom(table).where('partyId', '=', partyId).where('subscriptionId', 'in', ids).execute()
}

/** With a named query go its subscriptions (openapi.yaml, DELETE /queries/{queryName}). */
export async function dropSubscriptionsOf(tx: Tx, partyId: string, queryName: string): Promise<void> {
  const rows = await tx
    .selectFrom('exchange.subscription')
    .select('subscriptionId')
    .where('partyId', '=', partyId)
    .where('queryName', '=', queryName)
    .execute()
  await deleteSubscriptions(
    tx,
    partyId,
    rows.map((r) => r.subscriptionId),
  )
}

/** Newest first. */
export async function listSubscriptionsOf(db: Db, actor: Actor, f: Input<typeof listSubscriptions>) {
  const after = decodeCursor(f.cursor, ['id'])
  const rows = (await subscriptionsOf(db, actor)
    .$if(after !== undefined, (q) => q.where('subscriptionId', '<', after![0]!))
    .orderBy('subscriptionId', 'desc')
    .limit(f.limit + 1)
    .execute()) as Stored[]
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.subscriptionId])
  return { items: await subscriptionsShown(db, actor, items), nextCursor }
}

export async function subscriptionsShown(db: Db | Tx, actor: Actor, rows: readonly Stored[]): Promise<Subscription[]> {
  const { rows: counts } = await sql<{ subscriptionId: string; count: string }>`
    select d.subscription_id, count(*) from exchange.delivery d
    where d.party_id = ${actor.partyId} and d.subscription_id = any(${rows.map((r) => r.subscriptionId)}::uuid[])
      and d.sent_at is null
    group by d.subscription_id`.execute(db)
  const waiting = new Map(counts.map((c) => [c.subscriptionId, Number(c.count)]))
  return rows.map((r) => ({
    subscriptionId: r.subscriptionId,
    queryName: r.queryName,
    kind: r.kind,
    state: r.state,
    stateReason: r.stateReason,
    dest: r.dest,
    schedule: scheduleOf(r),
    reportIfEmpty: r.reportIfEmpty,
    createdAt: r.createdAt,
    minRecordTime: r.minRecordTime,
    nextAt: r.nextAt,
    lastNotifiedAt: r.lastNotifiedAt,
    lastFailedAt: r.lastFailedAt,
    lastError: r.lastError,
    failures: r.failures,
    waiting: waiting.get(r.subscriptionId) ?? 0,
  }))
}

/** Changes one subscription; `where`: only while it is still as the caller saw it. @returns whether it was. */
export async function setSubscription(
  db: Db | Tx,
  { partyId, subscriptionId }: SubscriptionKey,
  change: Partial<Omit<Stored, 'partyId' | 'subscriptionId' | 'kind'>> & { stateAt?: string; seenAt?: string },
  where?: ReturnType<typeof sql<SqlBool>>,
): Promise<boolean> {
  const done = await db
    .updateTable('exchange.subscription')
    .set(change)
    .where('partyId', '=', partyId)
    .where('subscriptionId', '=', subscriptionId)
    .$if(where !== undefined, (q) => q.where(where!))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** The subscription whoever asks: for the worker. */
export async function unscopedSubscription(db: Db | Tx, key: SubscriptionKey): Promise<Stored | undefined> {
  const row = await db
    .selectFrom('exchange.subscription')
    .select(columns)
    .where('partyId', '=', key.partyId)
    .where('subscriptionId', '=', key.subscriptionId)
    .executeTakeFirst()
  return row as Stored | undefined
}

/** Those that hear what `viewerId` may see: its own, and every agency's, whose jurisdiction decides later. */
export async function unscopedListeners(db: Db, viewerId: string): Promise<Stored[]> {
  const { rows } = await sql<{ viewerId: string; subscriptionId: string }>`
    select l.viewer_id, l.subscription_id from exchange.listener l
    where l.viewer_id = ${viewerId} or l.viewer_id = ${everyone}::uuid`.execute(db)
  if (!rows.length) return []
  const subscriptions = await db
    .selectFrom('exchange.subscription')
    .select(columns)
    .where(
      'subscriptionId',
      'in',
      rows.map((r) => r.subscriptionId),
    )
    .execute()
  return subscriptions as Stored[]
}
