import * as z from 'zod'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { Instant, Page } from '../../identity/party/schema.ts'
import { subscriptionKinds, subscriptionStates } from './rules.ts'

const Id = z.string().min(1).max(16_384)
const QueryName = z.object({ queryName: Id })
const One = QueryName.extend({ subscriptionID: Id })
const answers = ['application/json'] as const

/** Fields of a schedule; their syntax is checked by hand, because the published pattern does not compile. */
const Field = z.string().max(200).optional()
const ScheduleFields = {
  second: Field,
  minute: Field,
  hour: Field,
  dayOfMonth: Field,
  month: Field,
  dayOfWeek: Field,
}

/** As in openapi.yaml `AbstractQuerySubscription`; either `stream` or `schedule`. */
export const NewSubscription = z.object({
  dest: z.string().min(1).max(2000),
  /** HMAC-SHA-256 of each message with it stands in the header GS1-Signature. */
  signatureToken: z.string().min(1).max(500).optional(),
  initialRecordTime: Instant.optional(),
  reportIfEmpty: z.boolean().optional(),
  stream: z.boolean().optional(),
  schedule: z.strictObject(ScheduleFields).optional(),
})

export const subscribe = raw({
  name: 'subscribe',
  method: 'POST',
  path: '/epcis/queries/:queryName/subscriptions',
  permission: 'epcis:query',
  summary: { zh: '订阅命名查询(推送到 dest)', en: 'Subscribe to a named query; events are sent to dest' },
  input: QueryName.extend(NewSubscription.shape),
  output: z.unknown(),
  answers,
})

export const listQuerySubscriptions = raw({
  name: 'listQuerySubscriptions',
  path: '/epcis/queries/:queryName/subscriptions',
  permission: 'epcis:query',
  summary: { zh: '命名查询的订阅', en: 'Subscriptions of a named query' },
  input: QueryName.extend({ perPage: z.unknown().optional(), nextPageToken: z.unknown().optional() }),
  output: z.unknown(),
  answers,
})

export const getQuerySubscription = raw({
  name: 'getQuerySubscription',
  path: '/epcis/queries/:queryName/subscriptions/:subscriptionID',
  permission: 'epcis:query',
  summary: { zh: '一个订阅', en: 'One subscription' },
  input: One,
  output: z.unknown(),
  answers,
})

export const unsubscribe = raw({
  name: 'unsubscribe',
  method: 'DELETE',
  path: '/epcis/queries/:queryName/subscriptions/:subscriptionID',
  permission: 'epcis:query',
  summary: { zh: '退订', en: 'Unsubscribe' },
  input: One,
  output: z.unknown(),
  answers,
})

export const Subscription = z
  .object({
    subscriptionId: z.uuid(),
    queryName: z.string(),
    kind: z.enum(subscriptionKinds),
    state: z.enum(subscriptionStates),
    /** Why it is disabled, as a word. */
    stateReason: z.string().nullable(),
    dest: z.string().nullable(),
    /** Null: a stream. */
    schedule: z.object(ScheduleFields).nullable(),
    reportIfEmpty: z.boolean(),
    createdAt: z.string(),
    minRecordTime: z.string(),
    /** When the next message goes out as far as that is known. */
    nextAt: z.string().nullable(),
    lastNotifiedAt: z.string().nullable(),
    lastFailedAt: z.string().nullable(),
    lastError: z.string().nullable(),
    failures: z.int(),
    /** Events that wait to be sent. */
    waiting: z.int(),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>

export const listSubscriptions = query({
  name: 'listSubscriptions',
  path: '/api/subscriptions',
  permission: 'epcis:query',
  summary: { zh: '本单位的订阅', en: 'Subscriptions of one’s own party' },
  input: z.object(Page),
  output: z.object({ items: z.array(Subscription), nextCursor: z.string().nullable() }),
})

const Ref = z.object({ subscriptionId: z.uuid() })

export const enableSubscription = command({
  name: 'enableSubscription',
  path: '/api/subscriptions/:subscriptionId/enable',
  permission: 'epcis:query',
  summary: { zh: '恢复订阅,补发等待的事件', en: 'Enable a subscription; what waits is sent' },
  input: Ref,
  output: Subscription,
})

export const disableSubscription = command({
  name: 'disableSubscription',
  path: '/api/subscriptions/:subscriptionId/disable',
  permission: 'epcis:query',
  summary: { zh: '停用订阅,事件留待恢复后发送', en: 'Disable a subscription; events wait until it is enabled' },
  input: Ref,
  output: Subscription,
})

export const subscriptionEndpoints = [
  subscribe,
  listQuerySubscriptions,
  getQuerySubscription,
  unsubscribe,
  listSubscriptions,
  enableSubscription,
  disableSubscription,
]
