import { createHmac } from 'node:crypto'
import { type SqlBool, sql } from 'kysely'
import type { EpcFormat } from '../../../kernel/epcis/format.ts'
import type { PrefixLengths } from '../../../kernel/gs1/epc.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { stableId } from '../../../platform/id.ts'
import { OutgoingError, outgoing } from '../../../platform/outgoing.ts'
import { unscopedActor } from '../../identity/index.ts'
import { eventsText } from '../query/answer.ts'
import { prefixLengthsFor } from '../query/prefixes.ts'
import type { Found } from '../query/select.ts'
import { eventsFor, type FeedDeps, stop } from './feed.ts'
import {
  backoffSeconds,
  batchCharacters,
  batchEvents,
  failuresMost,
  leaseSeconds,
  type Outcome,
  outcomeOf,
} from './rules.ts'
import { nextRun } from './schedule.ts'
import { type Stored, type SubscriptionKey, scheduleOf, setSubscription, unscopedSubscription } from './store.ts'

/** A message on its way. `key` is the same for the same events of the same subscription, whenever it is sent. */
export type Message = { subscription: Stored; text: string; key: string }
/** What came of it; `final`: no other try can end otherwise. */
export type Sent = { outcome: Outcome; error?: string; retryAfter?: string | undefined; final?: boolean }
export type Send = (message: Message) => Promise<Sent>

type Waiting = { eventParty: string; eventId: string; recordTime: string }

const later = (now: string, seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString()

/**
 * Sends what a subscription has waiting, if it is its turn and nobody else is at it. Its `next_at` is first put behind
 * the lease: a process that is cut off leaves it due, and what arrives meanwhile makes it due again.
 * @returns how many messages went out.
 */
export async function sendDue(
  deps: FeedDeps & Pick<Deps, 'sealer'>,
  key: SubscriptionKey,
  send: Send,
): Promise<number> {
  const start = deps.clock()
  const lease = later(start, leaseSeconds)
  const free = sql<SqlBool>`state = 'active' and next_at <= ${start}::timestamptz
    and (leased_until is null or leased_until <= ${start}::timestamptz)`
  if (!(await setSubscription(deps.db, key, { leasedUntil: lease, nextAt: lease }, free))) return 0
  const s = await unscopedSubscription(deps.db, key)
  if (!s) return 0
  try {
    return await sendAll(deps, s, { start, lease, send })
  } catch (err) {
    if (!(err instanceof AppError) || err.code === 'internal') throw err
    await stop(deps, s, err.reason)
    return 0
  }
}

async function sendAll(
  deps: FeedDeps & Pick<Deps, 'sealer'>,
  s: Stored,
  { start, lease, send }: { start: string; lease: string; send: Send },
): Promise<number> {
  const { db } = deps
  // a run that failed goes on where it was; its time stays
  const run = s.runAt ?? start
  if (s.schedule !== null && s.runAt === null) await setSubscription(db, s, { runAt: run })
  let size = s.batchEvents
  let count = 0
  let toldEmpty = s.runAt !== null || !s.reportIfEmpty || s.schedule === null
  for (;;) {
    const waiting = await waitingOf(deps, s, size)
    if (!waiting.length && (toldEmpty || count > 0)) break
    const events = waiting.length ? await eventsFor(deps, s, waiting) : []
    if (!events.length && waiting.length) {
      await markSent(db, s, waiting, deps.clock())
      continue
    }
    const { text, used } = await messageOf(deps, s, events)
    const sent = await send({ subscription: s, text, key: keyOf(s, used, run) })
    if (sent.outcome === 'too_large' && used.length > 1) {
      size = Math.max(1, Math.floor(used.length / 2))
      await setSubscription(db, s, { batchEvents: size })
      continue
    }
    if (sent.outcome !== 'sent') {
      await failed(deps, s, sent)
      return count
    }
    count++
    toldEmpty = true
    const now = deps.clock()
    // in one order: what may not be seen any more goes with the rest, what did not fit stays
    const end = waiting.findIndex((w) => w.eventId === used.at(-1)?.eventId)
    const done = used.length === events.length ? waiting : waiting.slice(0, end + 1)
    await db.transaction().execute(async (tx) => {
      await markSent(tx, s, done, now)
      await setSubscription(tx, s, {
        ...{ failures: 0, lastError: null, lastNotifiedAt: now, leasedUntil: later(now, leaseSeconds) },
        ...(s.schedule === null ? { minRecordTime: now } : {}),
      })
    })
    s.failures = 0
    if (Date.parse(deps.clock()) - Date.parse(start) > leaseSeconds * 500) {
      // others wait for their turn; what is left is due at once
      await setSubscription(db, s, { nextAt: now, leasedUntil: null })
      return count
    }
  }
  const schedule = scheduleOf(s)
  const next = schedule ? (nextRun(schedule, new Date(deps.clock()))?.toISOString() ?? null) : null
  const end = { leasedUntil: null, failures: 0, ...(schedule ? { runAt: null, minRecordTime: run } : {}) }
  if (size < batchEvents) Object.assign(end, { batchEvents: Math.min(size * 2, batchEvents) })
  await setSubscription(db, s, end)
  // a stream to which something came meanwhile is due, and stays so
  await setSubscription(db, s, { nextAt: next }, sql<SqlBool>`next_at = ${lease}::timestamptz`)
  return count
}

async function waitingOf({ db }: FeedDeps, s: Stored, limit: number): Promise<Waiting[]> {
  return db
    .selectFrom('exchange.delivery')
    .select(['eventParty', 'eventId', 'recordTime'])
    .where('partyId', '=', s.partyId)
    .where('subscriptionId', '=', s.subscriptionId)
    .where('sentAt', 'is', null)
    .orderBy('recordTime')
    .orderBy('eventId')
    .limit(limit)
    .execute()
}

async function markSent(db: Db | Tx, s: Stored, done: readonly Waiting[], sentAt: string): Promise<void> {
  if (!done.length) return
  await db
    .updateTable('exchange.delivery')
    .set({ sentAt })
    .where('partyId', '=', s.partyId)
    .where('subscriptionId', '=', s.subscriptionId)
    .where(
      'eventId',
      'in',
      done.map((d) => d.eventId),
    )
    .execute()
}

/** An EPCISQueryDocument of as many of the events as fit in one message. */
async function messageOf(
  deps: FeedDeps,
  s: Stored,
  events: readonly Found[],
): Promise<{ text: string; used: Found[] }> {
  const format = s.epcFormat as EpcFormat
  const lengths: PrefixLengths =
    format === 'Always_EPC_URN'
      ? await prefixLengthsFor(deps.db, await unscopedActor(deps.db, s.accountId), events)
      : () => undefined
  const answering = {
    format: 'json',
    contentType: 'application/ld+json',
    epcFormat: format,
    cbvFormat: 'No_Preference',
  } as const
  for (let used = [...events]; ; used = used.slice(0, Math.ceil(used.length / 2))) {
    const document = {
      events: used,
      queryName: s.queryName,
      subscriptionID: s.subscriptionId,
      creationDate: deps.clock(),
    }
    const { text } = eventsText(answering, document, lengths)
    if (text.length <= batchCharacters || used.length <= 1) return { text, used }
  }
}

const keyOf = (s: Stored, used: readonly Found[], run: string) =>
  stableId([s.subscriptionId, ...(used.length ? used.map((e) => e.eventId) : [run])].join(' '))

async function failed(deps: FeedDeps, s: Stored, sent: Sent): Promise<void> {
  const now = deps.clock()
  const failures = s.failures + 1
  const told = { failures, lastError: sent.error ?? sent.outcome, lastFailedAt: now, leasedUntil: null }
  await setSubscription(deps.db, s, { ...told, nextAt: later(now, backoffSeconds(failures, sent.retryAfter)) })
  if (sent.outcome === 'gone') await stop(deps, s, 'epcis_subscription.gone')
  else if (sent.final) await stop(deps, s, 'epcis_subscription.address_refused')
  else if (failures >= failuresMost) await stop(deps, s, 'epcis_subscription.failed_too_often')
}

/**
 * Sends by POST to the subscription's address. The header GS1-Signature is the HMAC-SHA-256 of the body in hexadecimal
 * digits, by the token that the subscriber gave (openapi.yaml leaves the kind of signature to the implementation).
 */
export const byWebhook =
  (deps: Pick<Deps, 'config' | 'sealer'>): Send =>
  async ({ subscription: s, text, key }) => {
    const token = s.tokenSealed === null ? undefined : deps.sealer.open(s.tokenSealed, tokenContext(s.subscriptionId))
    const headers = {
      'content-type': 'application/ld+json; charset=utf-8',
      'gs1-epcis-version': '2.0.0',
      'gs1-cbv-version': '2.0.0',
      'idempotency-key': key,
      ...(token === undefined ? {} : { 'gs1-signature': createHmac('sha256', token).update(text).digest('hex') }),
    }
    try {
      const { status, retryAfter } = await outgoing(deps.config.outgoingHosts).post({
        url: s.dest!,
        headers,
        body: text,
      })
      const outcome = outcomeOf(status)
      return outcome === 'sent' ? { outcome } : { outcome, error: `HTTP ${status}`, retryAfter }
    } catch (err) {
      if (!(err instanceof OutgoingError)) throw err
      return { outcome: 'failed', error: err.message, final: err.final }
    }
  }

export const tokenContext = (subscriptionId: string): string => `exchange.subscription.token ${subscriptionId}`
