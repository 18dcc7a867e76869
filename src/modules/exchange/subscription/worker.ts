import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import type { Deps } from '../../../platform/http.ts'
import { distribute, type FeedDeps, scanIndex } from './feed.ts'
import { disabledDays, rememberMinutes, type SubscriptionKind, socketSeconds } from './rules.ts'
import { byWebhook, type Send, sendDue } from './send.ts'
import { deleteSubscriptions, type Stored, type SubscriptionKey, unscopedSubscription } from './store.ts'

export type WorkerDeps = FeedDeps & Pick<Deps, 'sealer' | 'metrics'>

/** Subscriptions of a kind that are due, who waits longest first. */
export async function unscopedDue(
  db: Db,
  kind: SubscriptionKind,
  now: string,
  limit: number,
): Promise<SubscriptionKey[]> {
  const { rows } = await sql<SubscriptionKey>`
    select s.party_id, s.subscription_id from exchange.subscription s
    where s.state = 'active' and s.next_at <= ${now}::timestamptz and s.kind = ${kind}
      and (s.leased_until is null or s.leased_until <= ${now}::timestamptz)
    order by s.next_at limit ${limit}`.execute(db)
  return rows
}

/** Looks in the index for the subscriptions whose time has come. */
async function scanDue(deps: FeedDeps, goOn: () => boolean): Promise<void> {
  const { rows } = await sql<SubscriptionKey>`
    select s.party_id, s.subscription_id from exchange.subscription s
    where s.state = 'active' and s.scan <> 'done' and s.scan_at <= ${deps.clock()}::timestamptz limit 100`.execute(
    deps.db,
  )
  for (const key of rows) {
    const s = goOn() ? await unscopedSubscription(deps.db, key) : undefined
    if (s) await scanIndex(deps, s, goOn)
  }
}

/** Forgets what was sent long ago, sockets that are gone and subscriptions that nobody has enabled again. */
export async function tidy(deps: FeedDeps): Promise<void> {
  const { db } = deps
  const before = (seconds: number) => new Date(Date.parse(deps.clock()) - seconds * 1000).toISOString()
  await sql`delete from exchange.delivery d using exchange.subscription s
    where d.party_id = s.party_id and d.subscription_id = s.subscription_id and s.scan = 'done'
      and d.sent_at < ${before(rememberMinutes * 60)}::timestamptz`.execute(db)
  const { rows } = await sql<Pick<Stored, 'partyId' | 'subscriptionId'>>`
    select s.party_id, s.subscription_id from exchange.subscription s
    where (s.kind = 'socket' and s.seen_at < ${before(socketSeconds)}::timestamptz)
      or (s.state = 'disabled' and s.state_at < ${before(disabledDays * 86_400)}::timestamptz)`.execute(db)
  for (const { partyId, subscriptionId } of rows)
    await db.transaction().execute((tx) => deleteSubscriptions(tx, partyId, [subscriptionId]))
}

/**
 * One round: events to their queues, then every webhook that is due, one after the other. For tests and the demo; the
 * worker sends to several at once.
 */
export async function runSubscriptions(deps: WorkerDeps, send: Send = byWebhook(deps)): Promise<void> {
  await distribute(deps)
  await scanDue(deps, () => true)
  for (const key of await unscopedDue(deps.db, 'webhook', deps.clock(), 1000)) await sendDue(deps, key, send)
}

const atOnce = 8
const tidyEvery = 60_000

export type Subscriptions = { stop: () => Promise<void> }

/** Works until it is stopped; everything that it has not finished is in the database and goes on anywhere. */
export function startSubscriptions(deps: WorkerDeps, { every = 1000 } = {}): Subscriptions {
  const send = byWebhook(deps)
  const inHand = new Map<string, Promise<unknown>>()
  let stopped = false
  let tidied = 0
  let turning: Promise<void> | undefined
  const failure = () => deps.metrics.failures.inc({ subscriber: 'subscription' })
  const round = async () => {
    const goOn = () => !stopped
    await distribute(deps, goOn)
    await scanDue(deps, goOn)
    for (const key of await unscopedDue(deps.db, 'webhook', deps.clock(), 4 * atOnce)) {
      if (stopped || inHand.size >= atOnce) break
      const { subscriptionId } = key
      if (inHand.has(subscriptionId)) continue
      const sending = sendDue(deps, key, send)
        .catch(failure)
        .finally(() => inHand.delete(subscriptionId))
      inHand.set(subscriptionId, sending)
    }
    if (Date.now() - tidied > tidyEvery) {
      tidied = Date.now()
      await tidy(deps)
    }
  }
  const turn = () => {
    if (turning || stopped) return
    // a database that is away comes back; the next round asks again
    turning = round()
      .catch(failure)
      .finally(() => {
        turning = undefined
      })
  }
  const timer = setInterval(turn, every)
  turn()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await turning
      await Promise.all(inHand.values())
    },
  }
}
