import { type Goods, yieldProblem } from '../../industries/yield.ts'
import type { ProfileYield } from '../../kernel/profile.ts'
import { add, compare, multiply, subtract, sum } from '../../kernel/quantity.ts'
import { compareTimes, isoOf, microsOf } from './time.ts'

/** Why a rule refuses: the reason of an AppError and its details. `undefined` everywhere below means: allowed. */
export type Refusal = { reason: string; details: Record<string, unknown> }

/** What of a holding the balance rules read. */
export type Balance = { quantity: string; reserved: string }

/** What may still be taken: quantity less what is reserved for buyers. */
export const available = (h: Balance): string => subtract(h.quantity, h.reserved)

/** Goods taken from a governed holding must be there and not reserved. `wanted` in the holding's unit. */
export function refuseTaking(h: Balance & { regime: string; unit: string }, wanted: string): Refusal | undefined {
  if (h.regime !== 'governed' || compare(available(h), wanted) >= 0) return undefined
  return { reason: 'batch.not_enough', details: { available: available(h), wanted, unit: h.unit } }
}

/** A fact of the future by at most this much is the clock of a phone; more is an error. */
export const CLOCK_TOLERANCE_MINUTES = 5

/** An event lies between the beginning of every holding it takes from and now + 5 minutes (core.md §3). */
export function refuseTime(eventTime: string, now: string, inputsBegan: readonly string[]): Refusal | undefined {
  const latest = isoOf(microsOf(now) + BigInt(CLOCK_TOLERANCE_MINUTES) * 60_000_000n)
  if (compareTimes(eventTime, latest) > 0) return { reason: 'event.in_future', details: { eventTime, now } }
  for (const began of inputsBegan)
    if (compareTimes(eventTime, began) < 0) return { reason: 'event.before_input', details: { eventTime, began } }
  return undefined
}

/**
 * What a process step gives is bounded by what went in, within the yields the profiles allow (core.md §2): goods that
 * no yield leads to (`yield.not_from_these`), or more than the inputs can give (`yield.too_much`), are refused.
 */
export function refuseYield(
  yields: readonly ProfileYield[],
  event: string,
  inputs: readonly Goods[],
  outputs: readonly Goods[],
): Refusal | undefined {
  const problem = yieldProblem(yields, event, inputs, outputs)
  if (!problem) return undefined
  const { reason, ...details } = problem
  return { reason, details }
}

/** What merging needs to know of a holding. */
export type Mergeable = { productId: string | null; classCode: string | null; unit: string; kind: string }

/**
 * Merged goods are of one product and unit, and loose: a pack is unpacked first (agriculture.md §2.2). Goods of several
 * makers carry each maker's own product; a purchaser who mixes them says as which `product` of its own, of their class.
 */
export function refuseMerge(
  holdings: readonly Mergeable[],
  product?: { classCode: string | null },
): Refusal | undefined {
  if (holdings.length < 2) return { reason: 'merge.needs_two', details: {} }
  const first = holdings[0]!
  const classCode = product ? product.classCode : first.classCode
  if (holdings.some((h) => h.productId !== first.productId || product)) {
    if (holdings.some((h) => h.classCode === null || h.classCode !== classCode))
      return { reason: 'merge.other_product', details: {} }
    if (!product) return { reason: 'merge.needs_product', details: {} }
  }
  if (holdings.some((h) => h.unit !== first.unit))
    return { reason: 'merge.other_unit', details: { units: [...new Set(holdings.map((h) => h.unit))] } }
  if (holdings.some((h) => h.kind === 'pack')) return { reason: 'merge.of_pack', details: {} }
  return undefined
}

export const transferStates = ['open', 'partly', 'received', 'returned', 'withdrawn', 'voided'] as const
export type TransferState = (typeof transferStates)[number]

/** The four counts of a transfer, in the unit of its goods. */
export type TransferCounts = { quantity: string; received: string; returned: string; withdrawn: string }

/** What the buyer has not yet answered: quantity − received − returned − withdrawn (core.md §2). */
export const openQuantity = (t: TransferCounts): string =>
  subtract(t.quantity, sum([t.received, t.returned, t.withdrawn]))

/** The state that the counts say. `voided` is not among them: an error declaration sets it. */
export function transferState(t: TransferCounts): Exclude<TransferState, 'voided'> {
  const open = openQuantity(t)
  if (compare(open, t.quantity) === 0) return 'open'
  if (compare(open, '0') > 0) return 'partly'
  if (compare(t.received, '0') > 0) return 'received'
  return compare(t.returned, '0') > 0 ? 'returned' : 'withdrawn'
}

export type TransferAnswer = 'receive' | 'return_arriving' | 'return_received' | 'withdraw'

/** What a transfer allows: receiving, refusing and withdrawing need an open quantity, sending back a received one. */
export function refuseAnswer(
  t: TransferCounts & { state: string },
  answer: TransferAnswer,
  quantity: string,
): Refusal | undefined {
  if (t.state === 'voided') return { reason: 'transfer.voided', details: {} }
  const limit = answer === 'return_received' ? t.received : openQuantity(t)
  if (compare(limit, '0') <= 0)
    return answer === 'return_received'
      ? { reason: 'transfer.nothing_received', details: {} }
      : { reason: 'transfer.already_answered', details: { state: t.state } }
  if (compare(quantity, '0') <= 0 || compare(quantity, limit) > 0)
    return { reason: 'transfer.quantity_not_open', details: { quantity, limit } }
  return undefined
}

/** The counts after an answer. */
export function answered<T extends TransferCounts>(t: T, answer: TransferAnswer, quantity: string): T {
  if (answer === 'receive') return { ...t, received: add(t.received, quantity) }
  if (answer === 'withdraw') return { ...t, withdrawn: add(t.withdrawn, quantity) }
  const returned = add(t.returned, quantity)
  return answer === 'return_arriving'
    ? { ...t, returned }
    : { ...t, returned, received: subtract(t.received, quantity) }
}

/** The counts after an answer was declared an error. */
export function unanswered<T extends TransferCounts>(t: T, answer: TransferAnswer, quantity: string): T {
  if (answer === 'receive') return { ...t, received: subtract(t.received, quantity) }
  if (answer === 'withdraw') return { ...t, withdrawn: subtract(t.withdrawn, quantity) }
  const returned = subtract(t.returned, quantity)
  return answer === 'return_arriving' ? { ...t, returned } : { ...t, returned, received: add(t.received, quantity) }
}

/** More links than this between the inputs and outputs of one process go through an intermediate batch (core.md §2). */
export const MAX_LINKS = 400
export const needsMix = (inputs: number, outputs: number): boolean => inputs * outputs > MAX_LINKS

/**
 * What of an input goes into one output: its share by the outputs' quantities, in the input's unit. The last output
 * takes the rest, so that the shares of one input always add up to it. Three decimals, as a quantity has.
 */
export function shares(quantity: string, outputs: readonly string[]): string[] {
  const total = sum(outputs)
  let rest = quantity
  return outputs.map((out, i) => {
    if (i === outputs.length - 1) return rest
    const share = ratioOf(quantity, out, total)
    rest = subtract(rest, share)
    return share
  })
}

/** quantity × part ÷ total, rounded down to three decimals by whole thousandths. */
function ratioOf(quantity: string, part: string, total: string): string {
  const thousandths = (q: string) => BigInt(multiply(q, '1000').split('.')[0]!)
  const t = thousandths(total)
  if (t === 0n) return '0'
  const share = (thousandths(quantity) * thousandths(part)) / t
  return multiply(String(share), '0.001')
}

/** An item went into a pack or came out of it. */
export type PackFact = {
  eventId: string
  parentHome: string
  parentId: string
  what: 'in' | 'out'
  eventTime: string
  recordedAt: string
}
export type Interval = {
  fromTime: string
  toTime: string | null
  parentHome: string
  parentId: string
  fromEvent: string
  toEvent: string | null
}

/**
 * The intervals in which an item is inside a pack, from its un-voided facts in whatever order they arrived. Into a
 * pack while in another one: it has left the other. Out of a pack it is not in: says nothing.
 */
export function intervalsOf(facts: readonly PackFact[]): Interval[] {
  const sorted = [...facts].sort(
    (a, b) =>
      compareTimes(a.eventTime, b.eventTime) ||
      compareTimes(a.recordedAt, b.recordedAt) ||
      (a.eventId < b.eventId ? -1 : 1),
  )
  const intervals: Interval[] = []
  for (const f of sorted) {
    const open = intervals.at(-1)
    const inside = open && open.toTime === null ? open : undefined
    if (f.what === 'out' && (inside?.parentId !== f.parentId || inside.parentHome !== f.parentHome)) continue
    if (inside) Object.assign(inside, { toTime: f.eventTime, toEvent: f.eventId })
    if (f.what === 'in')
      intervals.push({
        fromTime: f.eventTime,
        toTime: null,
        parentHome: f.parentHome,
        parentId: f.parentId,
        fromEvent: f.eventId,
        toEvent: null,
      })
  }
  return intervals
}
