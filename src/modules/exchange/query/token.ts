import { AppError } from '../../../platform/errors.ts'
import { stableId } from '../../../platform/id.ts'
import type { After } from './select.ts'

/** How long a page's token leads on to the next one, in milliseconds: a day. It holds nothing on the server. */
const lifetime = 24 * 3600 * 1000

/** Where the next page begins, and what a limit on all pages together has left. */
export type Place = { after: After; left?: number | undefined }

/** What a query is, so that a token of another one is not taken: every parameter but those of paging. */
export function fingerprint(path: string, given: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(given).filter(([k]) => k !== 'perPage' && k !== 'nextPageToken')
  return stableId(JSON.stringify([path, entries.sort(([a], [b]) => (a < b ? -1 : 1))])).slice(0, 13)
}

export function encodeToken(print: string, { after, left }: Place, now: string): { token: string; expires: string } {
  const expires = new Date(Date.parse(now) + lifetime).toISOString().replace(/\.\d+Z$/, 'Z')
  const values = 'given' in after ? [after.given] : [after.time, after.eventId]
  const token = Buffer.from(JSON.stringify([print, expires, left ?? null, ...values]), 'utf8').toString('base64url')
  return { token, expires }
}

const isTime = (v: unknown): v is string =>
  typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/.test(v) && !Number.isNaN(Date.parse(v))
const isId = (v: unknown): v is string =>
  typeof v === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(v)
const isCount = (v: unknown): v is number => Number.isInteger(v) && Number(v) >= 0 && Number(v) < 1e9

/**
 * Refuses what is no token of a page, of whatever query.
 * @throws invalid `epcis_query.token_invalid`, `epcis_query.token_expired`
 */
export const requireToken = (token: string, now: string): void => void valuesOf(token, undefined, now)

/** The values of a token of this query's pages (`print`; undefined: of any); refused otherwise, or when it has expired. */
function valuesOf(token: unknown, print: string | undefined, now: string): unknown[] {
  let values: unknown[] | undefined
  try {
    values = JSON.parse(Buffer.from(String(token), 'base64url').toString('utf8')) as unknown[]
  } catch {
    values = undefined
  }
  const [of, until, ...rest] = Array.isArray(values) ? values : []
  if (rest.length < 2 || rest.length > 4 || (print !== undefined && of !== print) || !isTime(until))
    throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
  if (Date.parse(until) < Date.parse(now))
    throw new AppError('invalid', 'epcis_query.token_expired', { parameter: 'nextPageToken' })
  return rest
}

/**
 * @throws invalid `epcis_query.token_invalid` for a text that is no token, or one of another query;
 * `epcis_query.token_expired`
 */
export function decodeToken(token: unknown, print: string, now: string): Place {
  const [left, a, b] = valuesOf(token, print, now)
  if ((left === null || isCount(left)) && (isTime(a) ? isId(b) : isCount(a) && b === undefined))
    return {
      after: typeof a === 'string' ? { time: a, eventId: b as string } : { given: a as number },
      ...(left === null ? {} : { left: left as number }),
    }
  throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
}

/** The token of a list of texts: the last one given. */
export const encodeListToken = (
  print: string,
  last: readonly string[],
  now: string,
): { token: string; expires: string } => {
  const expires = new Date(Date.parse(now) + lifetime).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    token: Buffer.from(JSON.stringify([print, expires, 'list', ...last]), 'utf8').toString('base64url'),
    expires,
  }
}

/** @throws as `decodeToken` */
export function decodeListToken(token: unknown, print: string, now: string): string[] {
  const [kind, ...last] = valuesOf(token, print, now)
  const whole = last.every((v): v is string => typeof v === 'string' && v.isWellFormed() && !v.includes('\0'))
  if (kind === 'list' && whole) return last as string[]
  throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
}
