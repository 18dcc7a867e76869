import type * as z from 'zod'
import type { traceItem } from '../../../modules/trace/walk/schema.ts'

export const directions = ['both', 'back', 'forward'] as const
export type Direction = (typeof directions)[number]
export const tabs = ['graph', 'table', 'map'] as const
export type Tab = (typeof tabs)[number]
/** What one looks at first, and the most the server gives. */
export const usually = 5_000

type Asked = z.input<typeof traceItem.input>
/** What is traced, how: the part of the address that the server is asked. */
export type Question = Omit<Asked, 'detail' | 'depth'>

const one = <T extends string>(values: readonly T[], given: string | undefined, otherwise: T): T =>
  values.find((v) => v === given) ?? otherwise
const names = ['code', 'holdingId', 'partyId', 'homeId', 'itemId'] as const

/** `asOf` stands in the address as the field gives it: local time, to the minute. */
const instant = (local: string | undefined): string | undefined => {
  const at = local ? new Date(local) : undefined
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined
}

/** What the address asks; undefined where it names nothing to trace. */
export function questionOf(address: Record<string, string>): Question | undefined {
  const { code, holdingId, homeId, itemId } = address
  if (!code && !holdingId && !(homeId && itemId)) return undefined
  const asOf = instant(address['asOf'])
  const most = Number(address['most'])
  return {
    ...Object.fromEntries(names.flatMap((n) => (address[n] ? [[n, address[n]]] : []))),
    direction: one(directions, address['direction'], 'both'),
    ...(asOf ? { asOf } : {}),
    ...(most > usually ? { most } : {}),
  }
}

export const tabOf = (address: Record<string, string>): Tab => one(tabs, address['tab'], 'graph')

/** The same question as an address of another page. */
export function addressOf(path: string, address: Record<string, string>, change: Record<string, string> = {}): string {
  const kept = Object.entries({ ...address, ...change }).filter(([, value]) => value)
  return `${path}?${new URLSearchParams(kept)}`
}
