import type * as z from 'zod'
import type { Permission } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'DELETE' | 'OPTIONS'
/** Who may call: a permission, anyone signed in, or anyone at all. */
export type Access = Permission | 'signed-in' | 'public'

/**
 * One operation, described once: the server mounts it, every client calls it, OpenAPI is printed from it, screens ask
 * it which buttons to show, and a phone replays it by `name`.
 * - `command`: POST, one transaction, a command id (header `idempotency-key`); a retry gets the same answer.
 * - `query`: GET or POST, no transaction.
 * - `raw`: own content types, streaming, uploads; DELETE and OPTIONS where a standard has them.
 */
export type Endpoint = {
  kind: 'command' | 'query' | 'raw'
  name: string
  method: Method
  path: `/${string}`
  permission: Access
  input: z.ZodObject
  output: z.ZodType
  summary: { zh: string; en: string }
  /** The answer is large and built field by field by the handler: tests check its shape, not every request. */
  builtToShape?: true
  /** A raw body of these content types: the input then stands in the path and the query. */
  takes?: readonly string[]
  /** Content types of a raw answer, for OpenAPI. */
  answers?: readonly string[]
}

type Given<K extends string, M extends Method = 'GET' | 'POST'> = Omit<Endpoint, 'kind' | 'method'> & {
  kind?: K
  method?: M
}

/** A state-changing operation. */
export const command = <const E extends Given<'command'>>(e: E) =>
  ({ method: 'POST', ...e, kind: 'command' }) as E & { kind: 'command'; method: 'POST' }
/** A reading operation. */
export const query = <const E extends Given<'query'>>(e: E) =>
  ({ method: 'GET', ...e, kind: 'query' }) as E & { kind: 'query'; method: 'GET' | 'POST' }
/** An operation that writes its own answer (PDF, spreadsheet, picture). */
export const raw = <const E extends Given<'raw', Method>>(e: E) =>
  ({ method: 'GET', ...e, kind: 'raw' }) as E & { kind: 'raw'; method: Method }

export type Input<E extends Pick<Endpoint, 'input'>> = z.output<E['input']>
export type Output<E extends Pick<Endpoint, 'output'>> = z.input<E['output']>

/** Moves the input keys that the path names (`/lots/:id`) into the path; the rest go to the query or the body. */
export function fillPath(path: string, input: Record<string, unknown>): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const url = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = rest[key]
    // 'undefined' as an id would come back as "not found" and hide the caller's mistake
    if (value === undefined || value === null) throw new Error(`${path} lacks ${key}`)
    delete rest[key]
    return encodeURIComponent(String(value))
  })
  return { url, rest }
}

/** The query string of the remaining input where there is no body; lists are repeated, absent values left out. */
export function queryString(rest: Record<string, unknown>): string {
  const q = new URLSearchParams()
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined || value === null) continue
    for (const v of Array.isArray(value) ? value : [value]) q.append(key, String(v))
  }
  const text = q.toString()
  return text && `?${text}`
}
