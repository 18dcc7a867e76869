import { useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import { listCollected } from '../../../modules/label/schema.ts'
import { listNotices } from '../../../modules/notify/schema.ts'
import { getBatch, getHolding, listHoldings } from '../../../modules/trace/schema.ts'
import { getTransfer, listTransfers } from '../../../modules/trade/schema.ts'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { useDo } from '../app/call.ts'

/** Everything that goods changing hands changes on the screen. */
export const goodsMoved = [
  getTransfer,
  listTransfers,
  listHoldings,
  getHolding,
  getBatch,
  listCollected,
  listNotices,
].map((e) => e.name)

/**
 * An answer to a transfer. Refused, it asks for the transfer again: most often the other side was quicker, and the
 * fresh state says what it did. `run` answers whether it was taken.
 */
export function useAnswer<E extends Endpoint>(e: E) {
  const queries = useQueryClient()
  const act = useDo(e, { refresh: goodsMoved })
  return {
    ...act,
    run: async (input: z.input<E['input']>): Promise<boolean> => {
      const answer = await act.run(input)
      if (answer === undefined) await queries.invalidateQueries({ queryKey: [getTransfer.name] })
      return answer !== undefined
    },
  }
}
