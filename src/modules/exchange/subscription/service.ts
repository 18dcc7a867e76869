import { type SqlBool, sql } from 'kysely'
import type { EpcFormat } from '../../../kernel/epcis/format.ts'
import type { Actor } from '../../../platform/actor.ts'
import { type CommandCtx, runCommand } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { OutgoingError, outgoing } from '../../../platform/outgoing.ts'
import { namedQuery } from '../query/named.ts'
import { batchEvents, mostOf, type SubscriptionKind } from './rules.ts'
import { nextRun, type Schedule, scheduleProblem } from './schedule.ts'
import type * as api from './schema.ts'
import { tokenContext } from './send.ts'
import {
  countOfKind,
  deleteSubscriptions,
  insertSubscription,
  requireSubscription,
  type Stored,
  setSubscription,
  subscriptionsShown,
} from './store.ts'

const refuse = (problem: string, details: Record<string, unknown> = {}): never => {
  throw new AppError('invalid', `epcis_subscription.${problem}`, details)
}

/** How a subscription is told of events; `stream` is never false by itself (openapi.yaml `QueryStreamSubscription`). */
export type Controls = {
  stream?: boolean | undefined
  schedule?: { [K in keyof Schedule]?: Schedule[K] | undefined } | undefined
  reportIfEmpty?: boolean | undefined
  initialRecordTime?: string | undefined
  epcFormat: EpcFormat
}

/**
 * Either a stream or a schedule that some time fits.
 * @throws invalid `epcis_subscription.no_controls`, `.both_controls`, `.stream_false`, `.schedule_malformed`,
 * `.schedule_never`
 */
export function scheduleFrom({ stream, schedule: given }: Controls): Schedule | null {
  if (stream === false) refuse('stream_false')
  if (stream && given) refuse('both_controls')
  if (stream) return null
  if (!given) return refuse('no_controls')
  const schedule = Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined)) as Schedule
  const problem = scheduleProblem(schedule)
  if (problem === 'all') return refuse('schedule_never')
  if (problem) refuse('schedule_malformed', { field: problem, value: schedule[problem] })
  return schedule
}

/**
 * Keeps a subscription of a named query of the actor's party. Its first scan of the index begins after the commit, when
 * its listener is seen by every command that starts.
 * @throws not_found `epcis_query.not_found`; invalid `epcis_subscription.query_limited`; conflict `.too_many`
 */
export async function keepSubscription(
  deps: Deps,
  actor: Actor,
  now: string,
  s: { kind: SubscriptionKind; queryName: string; dest: string | null; token?: string | undefined; controls: Controls },
): Promise<Stored> {
  const { kind, queryName, dest, token, controls } = s
  const schedule = scheduleFrom(controls)
  const input = { ...s, token: token === undefined ? null : deps.sealer.hash(token, 'exchange.subscription') }
  return runCommand(deps, { name: 'subscribe', actor, now, input }, async (ctx) => {
    const { query } = await namedQuery(ctx.db, actor.partyId, queryName)
    // the first so many of what? What is new has no end (EPCIS 2.0 §8.2.7.1, eventCountLimit and maxEventCount)
    if (query.eventCountLimit !== undefined || query.maxEventCount !== undefined) refuse('query_limited')
    if ((await countOfKind(ctx.db, actor.partyId, kind)) >= mostOf[kind])
      throw new AppError('conflict', 'epcis_subscription.too_many', { most: mostOf[kind] })
    const subscriptionId = newId()
    const initialRecordTime = controls.initialRecordTime ? new Date(controls.initialRecordTime).toISOString() : now
    const row = {
      ...{ partyId: actor.partyId, subscriptionId, queryName, kind, dest, initialRecordTime },
      state: 'active' as const,
      accountId: actor.accountId,
      tokenSealed: token === undefined ? null : deps.sealer.seal(token, tokenContext(subscriptionId)),
      schedule: schedule && JSON.stringify(schedule),
      reportIfEmpty: controls.reportIfEmpty ?? false,
      epcFormat: controls.epcFormat,
      minRecordTime: initialRecordTime,
      createdAt: now,
      scan: 'first' as const,
      scanAt: now,
      nextAt: schedule ? (nextRun(schedule, new Date(now))?.toISOString() ?? null) : null,
      batchEvents,
    }
    await insertSubscription(ctx.db, actor, row, now)
    if (kind === 'webhook')
      record(ctx, 'subscription.created', { about: subscriptionId, data: { queryName, host: new URL(dest!).host } })
    return requireSubscription(ctx.db, actor, subscriptionId)
  })
}

/**
 * A webhook: the address is looked at now, and again before each message.
 * @throws invalid `epcis_subscription.dest_*`, and as `keepSubscription`
 */
export async function subscribe(
  deps: Deps,
  actor: Actor,
  now: string,
  { queryName, dest, signatureToken, ...controls }: Input<typeof api.subscribe>,
  epcFormat: EpcFormat,
): Promise<Stored> {
  await namedQuery(deps.db, actor.partyId, queryName)
  try {
    await outgoing(deps.config.outgoingHosts).check(dest)
  } catch (err) {
    if (!(err instanceof OutgoingError)) throw err
    // a name that is not known now may be known later; before each message it is looked at again
    if (err.reason !== 'outgoing.unresolved') refuse(err.reason.replace('outgoing.', 'dest_'))
  }
  const more = { kind: 'webhook', token: signatureToken, controls: { ...controls, epcFormat } } as const
  return keepSubscription(deps, actor, now, { queryName, dest, ...more })
}

/** Nothing more is sent, what waits is forgotten. */
export async function unsubscribe(
  deps: Deps,
  actor: Actor,
  now: string,
  { queryName, subscriptionID }: Input<typeof api.unsubscribe>,
): Promise<void> {
  await runCommand(deps, { name: 'unsubscribe', actor, now, input: { subscriptionID } }, async (ctx) => {
    const s = await requireSubscription(ctx.db, actor, subscriptionID, { queryName, lock: true })
    await deleteSubscriptions(ctx.db, s.partyId, [s.subscriptionId])
    if (s.kind === 'webhook') record(ctx, 'subscription.deleted', { about: s.subscriptionId, data: { queryName } })
    return null
  })
}

/** It is tried again at once; what has been waiting goes first. */
export async function enableSubscription(
  ctx: CommandCtx,
  { config }: Pick<Deps, 'config'>,
  { subscriptionId }: Input<typeof api.enableSubscription>,
) {
  const s = await requireSubscription(ctx.db, ctx.actor, subscriptionId, { lock: true })
  if (s.state === 'active') throw new AppError('conflict', 'epcis_subscription.wrong_state', { state: s.state })
  if (s.dest !== null)
    await outgoing(config.outgoingHosts)
      .check(s.dest)
      .catch((err: unknown) => {
        if (err instanceof OutgoingError && err.final) refuse(err.reason.replace('outgoing.', 'dest_'))
      })
  const state = { state: 'active' as const, stateReason: null, stateAt: ctx.now }
  // who enables it answers for it from now on: the account that subscribed may be closed
  const fresh = { accountId: ctx.actor.accountId, failures: 0, lastError: null, leasedUntil: null, nextAt: ctx.now }
  await setSubscription(ctx.db, s, { ...state, ...fresh })
  record(ctx, 'subscription.enabled', { about: subscriptionId, data: { queryName: s.queryName } })
  return shown(ctx, subscriptionId)
}

/** Nothing is sent until somebody enables it. */
export async function disableSubscription(ctx: CommandCtx, { subscriptionId }: Input<typeof api.disableSubscription>) {
  const s = await requireSubscription(ctx.db, ctx.actor, subscriptionId, { lock: true })
  if (s.state === 'disabled') throw new AppError('conflict', 'epcis_subscription.wrong_state', { state: s.state })
  const state = { state: 'disabled' as const, stateReason: 'epcis_subscription.by_hand', stateAt: ctx.now }
  await setSubscription(ctx.db, s, state, sql<SqlBool>`state = 'active'`)
  record(ctx, 'subscription.disabled', { about: subscriptionId, data: { queryName: s.queryName } })
  return shown(ctx, subscriptionId)
}

async function shown(ctx: CommandCtx, subscriptionId: string) {
  const s = await requireSubscription(ctx.db, ctx.actor, subscriptionId)
  return (await subscriptionsShown(ctx.db, ctx.actor, [s]))[0]!
}
