import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { systemActor } from '../../../platform/actor.ts'
import { type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { record } from '../../../platform/journal.ts'
import { unscopedActor } from '../../identity/index.ts'
import { masterDataFor } from '../query/master-data.ts'
import { namedQuery } from '../query/named.ts'
import { type After, type Found, type Page, selectEvents } from '../query/select.ts'
import { lateScan } from './rules.ts'
import { type Stored, type SubscriptionKey, setSubscription, unscopedListeners, unscopedSubscription } from './store.ts'

export type FeedDeps = CommandDeps & Pick<Deps, 'clock' | 'config'>

const page = 500
const ids = (keys: readonly { eventId: string }[]) => sql`${keys.map((k) => k.eventId)}::uuid[]`

/**
 * Events of a subscription's query that its account may see now, in the order in which they were recorded.
 * @throws AppError: forbidden `epcis_subscription.account_closed` when nobody is there any more for whom it could be asked
 */
async function ask(
  deps: FeedDeps,
  s: Stored,
  { only, after, matching = true }: { only: RawBuilder<SqlBool>; after?: After | undefined; matching?: boolean },
): Promise<Page> {
  const { db, config } = deps
  const actor = await unscopedActor(db, s.accountId)
  if (!actor || actor.partyId !== s.partyId || !actor.permissions.includes('epcis:query'))
    throw new AppError('forbidden', 'epcis_subscription.account_closed')
  const { query } = await namedQuery(db, s.partyId, s.queryName)
  const filters = matching ? query.filters : []
  const asked = { filters, orderBy: 'recordTime', direction: 'ASC' } as const
  const masterData = await masterDataFor(db, actor, asked)
  return selectEvents({ db, actor, query: asked, masterData, origin: config.origin, only }, page, after)
}

/** These events as the subscriber is shown them; what it may not see any more, or was erased, is left out. */
export async function eventsFor(deps: FeedDeps, s: Stored, keys: readonly { eventId: string }[]): Promise<Found[]> {
  const { events } = await ask(deps, s, { only: sql<SqlBool>`i.event_id = any(${ids(keys)})`, matching: false })
  return events
}

/** Puts events in a subscription's queue, each once. A stream is told that there is something to send. */
async function enqueue(db: Db, s: Stored, events: readonly Found[], now: string): Promise<void> {
  const column = (key: 'partyId' | 'eventId' | 'recordTime') => events.map((e) => e[key])
  if (!events.length) return
  await sql`
    insert into exchange.delivery (party_id, subscription_id, event_party, event_id, record_time)
    select ${s.partyId}::uuid, ${s.subscriptionId}::uuid, e.event_party, e.event_id, e.record_time
    from unnest(${column('partyId')}::uuid[], ${column('eventId')}::uuid[], ${column('recordTime')}::timestamptz[])
      as e (event_party, event_id, record_time)
    where exists (select 1 from exchange.subscription s where s.party_id = ${s.partyId}::uuid
      and s.subscription_id = ${s.subscriptionId}::uuid)
    on conflict do nothing`.execute(db)
  if (s.schedule === null) await setSubscription(db, s, { nextAt: now }, sql<SqlBool>`failures = 0`)
}

/** Nothing can be sent any more: it stops, says why, and its party is told. */
export async function stop(deps: FeedDeps, s: SubscriptionKey, reason: string): Promise<void> {
  const now = deps.clock()
  await runCommand(deps, { name: 'stopSubscription', actor: systemActor(s.partyId), now }, async (ctx) => {
    const change = { state: 'disabled' as const, stateReason: reason, stateAt: now, leasedUntil: null }
    if (!(await setSubscription(ctx.db, s, change, sql<SqlBool>`state <> 'disabled'`))) return
    const { queryName } = (await unscopedSubscription(ctx.db, s))!
    record(ctx, 'subscription.disabled', { about: s.subscriptionId, data: { queryName, reason } })
  })
}

const reasonOf = (err: unknown): string => {
  if (err instanceof AppError && err.code !== 'internal') return err.reason
  throw err
}

/**
 * Hands newly indexed events to the subscriptions that they match. An event leaves the queue after it stands in each of
 * theirs: who is stopped in between does it again, and the same rows are there already.
 * @returns how many events were looked at.
 */
export async function distribute(deps: FeedDeps, goOn: () => boolean = () => true): Promise<number> {
  const { rows: viewers } = await sql<{ viewerId: string }>`
    select distinct a.viewer_id from exchange.arrival a limit 1000`.execute(deps.db)
  let count = 0
  let fault: unknown
  for (const { viewerId } of viewers)
    try {
      for (let full = true; full && goOn(); ) {
        const looked = await distributeOf(deps, viewerId)
        count += looked
        full = looked === page
      }
    } catch (err) {
      // one party's trouble is not the others'
      fault ??= err
    }
  if (fault !== undefined) throw fault
  return count
}

async function distributeOf(deps: FeedDeps, viewerId: string): Promise<number> {
  const { db } = deps
  const arrived = await db
    .selectFrom('exchange.arrival')
    .select(['partyId', 'eventId'])
    .where('viewerId', '=', viewerId)
    .orderBy('partyId')
    .orderBy('eventId')
    .limit(page)
    .execute()
  if (!arrived.length) return 0
  const only = sql<SqlBool>`i.viewer_id = ${viewerId}::uuid and i.event_id = any(${ids(arrived)})`
  for (const s of await unscopedListeners(db, viewerId)) {
    try {
      const { events } = await ask(deps, s, { only })
      await enqueue(
        db,
        s,
        events.filter((e) => isFrom(e, s.initialRecordTime)),
        deps.clock(),
      )
    } catch (err) {
      await stop(deps, s, reasonOf(err))
    }
  }
  await db
    .deleteFrom('exchange.arrival')
    .where('viewerId', '=', viewerId)
    .where(
      'eventId',
      'in',
      arrived.map((a) => a.eventId),
    )
    .execute()
  return arrived.length
}

/** Record times have microseconds, a subscription's time what its sender wrote. */
const isFrom = (e: Found, time: string) => Date.parse(e.recordTime) >= Date.parse(time)

/**
 * Looks in the index for events that were recorded before anybody listened: from the subscription's first record time on
 * once at its start, and once more when every command that did not see the listener has ended.
 */
export async function scanIndex(deps: FeedDeps, s: Stored, goOn: () => boolean = () => true): Promise<void> {
  const { db } = deps
  const early = new Date(Date.parse(s.createdAt) - lateScan.hours * 3_600_000).toISOString()
  const from = s.scan === 'late' && early > s.initialRecordTime ? early : s.initialRecordTime
  const until = s.scan === 'late' ? sql<SqlBool>`i.record_time <= ${s.scanAt}::timestamptz` : sql<SqlBool>`true`
  try {
    let after: After | undefined
    do {
      const only = sql<SqlBool>`(i.record_time >= ${from}::timestamptz and ${until})`
      const { events, next } = await ask(deps, s, { only, after })
      await enqueue(db, s, events, deps.clock())
      after = next
    } while (after && goOn())
    if (after) return
    const late = new Date(Date.parse(s.createdAt) + lateScan.minutes * 60_000).toISOString()
    await setSubscription(db, s, s.scan === 'first' ? { scan: 'late', scanAt: late } : { scan: 'done' })
  } catch (err) {
    await stop(deps, s, reasonOf(err))
  }
}
