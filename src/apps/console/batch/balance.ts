import { add, compare, subtract, sum } from '../../../kernel/quantity.ts'
import type { TraceEvent } from '../../../modules/trace/schema.ts'

export type Change = { event: TraceEvent; delta: string; left: string }

/**
 * How a balance came about, oldest first: each change that counts with what was left after it. Counted back from
 * what is there now, so that it holds for the latest part of a long history too.
 * @param events latest first, as listEvents answers
 */
export function changesOf(quantity: string, events: readonly TraceEvent[]): Change[] {
  const changes: Change[] = []
  let left = quantity
  for (const event of events) {
    const { delta } = event
    if (delta === null || event.voidedBy !== null || compare(delta, '0') === 0) continue
    changes.unshift({ event, delta, left })
    left = subtract(left, delta)
  }
  return changes
}

/** What came in and what went out, both above zero, and what is missing of the history before them. */
export function totalsOf(quantity: string, changes: readonly Change[]): { came: string; went: string; before: string } {
  const deltas = changes.map((c) => c.delta)
  const came = sum(deltas.filter((d) => compare(d, '0') > 0))
  const went = subtract('0', sum(deltas.filter((d) => compare(d, '0') < 0)))
  return { came, went, before: subtract(add(quantity, went), came) }
}
