export const subscriptionKinds = ['webhook', 'socket'] as const
export type SubscriptionKind = (typeof subscriptionKinds)[number]
/** `active` · `disabled`: nothing is sent, what arrives waits; somebody must enable it again. */
export const subscriptionStates = ['active', 'disabled'] as const
export type SubscriptionState = (typeof subscriptionStates)[number]

/** The fields of an EPCIS query schedule (openapi.yaml `GS1-Query-Second` …), as text. */
export const scheduleFields = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const
export type ScheduleField = (typeof scheduleFields)[number]

/** What one party may have at a time. */
export const mostOf: Record<SubscriptionKind, number> = { webhook: 100, socket: 20 }
/** Events of one message, and its size in characters: past that it goes out in more messages. */
export const batchEvents = 200
export const batchCharacters = 4_000_000
/** Failures in a row after which a subscription is disabled: the last after some three hours. */
export const failuresMost = 10
/** A disabled one is taken away with what waits for it. */
export const disabledDays = 30
/** A delivery that has not come back after so long was cut off with its process; another may take it over. */
export const leaseSeconds = 60
/** A socket whose process has not said that it is there for so long is gone. */
export const socketSeconds = 120
/** Everything that did not see a new listener has ended by then; events of so many hours are looked at again. */
export const lateScan = { minutes: 10, hours: 24 } as const
/** Sent events are remembered so long, so that one found twice is sent once. */
export const rememberMinutes = 60

/** Seconds to wait after so many failures in a row: 10, 20, 40 … at most an hour; the receiver may ask for more. */
export function backoffSeconds(failures: number, retryAfter: string | undefined): number {
  const own = Math.min(10 * 2 ** (failures - 1), 3600)
  const asked = /^[0-9]{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0
  return Math.min(Math.max(own, asked), 3600)
}

/** What an answer means: delivered · too much at once · never again · try later. */
export type Outcome = 'sent' | 'too_large' | 'gone' | 'failed'
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'sent'
  return status === 413 ? 'too_large' : status === 410 ? 'gone' : 'failed'
}
