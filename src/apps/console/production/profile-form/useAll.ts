import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { Endpoint } from '../../../../platform/endpoint.ts'
import type { AppError } from '../../../../platform/errors.ts'
import { call } from '../../app/call.ts'

type RowOf<E extends Endpoint> = z.output<E['output']> extends { items: (infer R)[] } ? R : never
const pages = 10

/** Every row of a list that is short by nature (one's plots, what one bought), at most 2,000. */
export function useAll<E extends Endpoint>(e: E, input: Omit<z.input<E['input']>, 'cursor' | 'limit'>) {
  const q = useQuery<RowOf<E>[], AppError>({
    queryKey: [e.name, 'all', input],
    queryFn: async () => {
      const rows: RowOf<E>[] = []
      let cursor: string | undefined
      for (let i = 0; i < pages; i++) {
        const asked = { ...input, limit: 200, ...(cursor ? { cursor } : {}) } as unknown as z.input<E['input']>
        const page = (await call(e, asked)) as { items: RowOf<E>[]; nextCursor: string | null }
        rows.push(...page.items)
        if (!page.nextCursor) break
        cursor = page.nextCursor
      }
      return rows
    },
  })
  return { rows: q.data ?? [], ready: q.data !== undefined, refusal: q.error }
}
