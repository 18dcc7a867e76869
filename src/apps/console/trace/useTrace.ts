import { useMemo } from 'react'
import { type Trace, traceItem } from '../../../modules/trace/walk/schema.ts'
import { useAsk } from '../app/call.ts'
import { chainOf } from './chain.ts'
import type { Question } from './question.ts'

/** Up to here the events of the whole chain are asked for at once; beyond, when somebody wants them. */
const eventsAtOnce = 2_000

/**
 * The chain: first nodes and links, so that the drawing is there soon; then the same with its events, of which it is
 * seen what came late or was declared an error. `detailed`: the events have come.
 */
export function useTrace(question: Question, wanted: boolean) {
  const first = useAsk(traceItem, { ...question, detail: 'graph' })
  const size = first.data?.nodes.length ?? 0
  const whole = useAsk(
    traceItem,
    { ...question, detail: 'all' },
    { enabled: first.data !== undefined && (wanted || size <= eventsAtOnce) },
  )
  // events name nodes by their place: an answer of another moment may count differently
  const fits = whole.data !== undefined && (!first.data || sameNodes(first.data, whole.data))
  const trace = fits ? whole.data : first.data
  const chain = useMemo(() => trace && chainOf(trace), [trace])
  return {
    trace,
    chain,
    detailed: fits,
    waitingForEvents: whole.isFetching && !fits,
    refusal: first.error ?? whole.error,
    again: () => void (first.error ? first.refetch() : whole.refetch()),
  }
}

const sameNodes = (a: Trace, b: Trace): boolean =>
  a.nodes.length === b.nodes.length && a.nodes.at(-1)?.holdingId === b.nodes.at(-1)?.holdingId
