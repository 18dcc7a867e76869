import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import i18next from 'i18next'
import { useRef } from 'react'
import type * as z from 'zod'
import { client } from '../../../platform/client.ts'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'

let csrfToken: string | undefined
/** The session's token, sent with everything but GET. */
export const setCsrfToken = (token: string | null): void => void (csrfToken = token ?? undefined)

/** What every raw fetch of the console sends along (uploads, spreadsheets). */
export const ownHeaders = (): Record<string, string> => ({
  'accept-language': i18next.language,
  ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}),
})

const send = client({ origin: '', headers: ownHeaders })

/** Calls one endpoint; whatever goes wrong is an AppError, a line that is down included. */
export async function call<E extends Endpoint>(
  e: E,
  input: z.input<E['input']>,
  commandId?: string,
): Promise<z.output<E['output']>> {
  try {
    return await send(e, input, commandId)
  } catch (err) {
    throw err instanceof AppError ? err : new AppError('internal', 'network.unreachable')
  }
}

/** Asked again only when the line was down; a refusal stays one. */
const retry = (times: number, err: Error) =>
  err instanceof AppError && err.reason === 'network.unreachable' && times < 2
export const cache = new QueryClient({
  defaultOptions: {
    // without a line one is told so at once, instead of waiting for it
    queries: { retry, staleTime: 5_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** One answer of a query; asked anew when a command refreshes its name. */
export function useAsk<E extends Endpoint>(
  e: E,
  input: z.input<E['input']>,
  { enabled = true, keep = false, every }: { enabled?: boolean; keep?: boolean; every?: number } = {},
) {
  return useQuery<z.output<E['output']>, AppError>({
    queryKey: [e.name, input],
    queryFn: () => call(e, input),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(every ? { refetchInterval: every } : {}),
  })
}

type RowOf<E extends Endpoint> = z.output<E['output']> extends { items: (infer R)[] } ? R : never

/** A list by cursor, 50 rows at a time. */
export function useList<E extends Endpoint>(e: E, filters: Omit<z.input<E['input']>, 'cursor' | 'limit'>) {
  const q = useInfiniteQuery<{ items: RowOf<E>[]; nextCursor?: string | null }, AppError>({
    queryKey: [e.name, 'list', filters],
    queryFn: ({ pageParam }) =>
      call(e, {
        ...filters,
        ...(pageParam ? { cursor: pageParam } : {}),
        ...('limit' in e.input.shape ? { limit: 50 } : {}),
      } as z.input<E['input']>) as Promise<{ items: RowOf<E>[]; nextCursor?: string | null }>,
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  return {
    rows: q.data?.pages.flatMap((p) => p.items) ?? [],
    /** The first page with whatever else the answer carries (counts). */
    first: q.data?.pages[0] as z.output<E['output']> | undefined,
    ready: q.data !== undefined,
    refusal: q.error,
    hasMore: q.hasNextPage,
    more: () => void q.fetchNextPage(),
    waiting: q.isFetching,
    again: () => void q.refetch(),
  }
}

/**
 * A command of the screen. The same input again (double click, lost answer) is sent under the same command id, so that
 * it happens once. `refresh`: names of queries whose answers it changes. `run` answers undefined when it was refused.
 */
export function useDo<E extends Endpoint>(
  e: E,
  { refresh = [], onDone }: { refresh?: readonly string[]; onDone?: (answer: z.output<E['output']>) => void } = {},
) {
  const queries = useQueryClient()
  const attempt = useRef<{ input: string; id: string }>(undefined)
  const running = useRef<Promise<z.output<E['output']> | undefined>>(undefined)
  const m = useMutation<z.output<E['output']>, AppError, z.input<E['input']>>({
    mutationFn: (input) => {
      const text = JSON.stringify(input)
      if (attempt.current?.input !== text) attempt.current = { input: text, id: crypto.randomUUID() }
      return call(e, input, attempt.current.id)
    },
    onSuccess: async (answer) => {
      attempt.current = undefined
      await Promise.all(refresh.map((name) => queries.invalidateQueries({ queryKey: [name] })))
      onDone?.(answer)
    },
  })
  const run = (input: z.input<E['input']>): Promise<z.output<E['output']> | undefined> => {
    running.current ??= m
      .mutateAsync(input)
      .catch(() => undefined)
      .finally(() => {
        running.current = undefined
      })
    return running.current
  }
  return { run, waiting: m.isPending, refusal: m.error, answer: m.data, forget: m.reset }
}
