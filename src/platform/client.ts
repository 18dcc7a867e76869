import type * as z from 'zod'
import { type Endpoint, fillPath, queryString } from './endpoint.ts'
import { AppError, type Problem } from './errors.ts'

export type ClientOptions = {
  origin: string
  /** Sent with each request: cookie, authorization, accept-language, x-csrf-token. */
  headers?: () => Record<string, string>
  fetch?: typeof globalThis.fetch
}

/**
 * A typed client over the endpoint values: `call(endpoint, input, commandId?)` answers the output or throws the
 * server's refusal as AppError. A command without an id gets a fresh one; pass your own to make a retry safe.
 */
export function client({ origin, headers = () => ({}), fetch = globalThis.fetch }: ClientOptions) {
  return async <E extends Endpoint>(
    e: E,
    input: z.input<E['input']>,
    commandId: string = crypto.randomUUID(),
  ): Promise<z.output<E['output']>> => {
    const { url, rest } = fillPath(e.path, input as Record<string, unknown>)
    const res = await fetch(origin + url + (e.method !== 'POST' ? queryString(rest) : ''), {
      method: e.method,
      headers: {
        ...headers(),
        ...(e.method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(e.kind === 'command' ? { 'idempotency-key': commandId } : {}),
      },
      ...(e.method === 'POST' ? { body: JSON.stringify(rest) } : {}),
    })
    if (!res.ok) {
      const problem = (await res.json().catch(() => undefined)) as Problem | undefined
      throw new AppError(problem?.code ?? 'internal', problem?.reason ?? 'internal', problem?.details ?? {})
    }
    if (e.kind === 'raw' && !res.headers.get('content-type')?.startsWith('application/json'))
      return new Uint8Array(await res.arrayBuffer()) as z.output<E['output']>
    return (await res.json()) as z.output<E['output']>
  }
}
