import { isDateTime } from '../../kernel/civil-date.ts'
import { compare } from '../../kernel/quantity.ts'

/** What a logger measures. */
export const deviceKinds = ['temperature', 'temperature_humidity'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** What one message may hold. Ours; an hour of a reading a second, or a month of one every ten minutes. */
export const batchBounds = { readings: 5000, bytes: 512 * 1024 } as const
/** Messages of one device in a minute, by HTTP and by MQTT. */
export const messagesAMinute = 120
/** A logger's clock may be ahead by this much. */
export const aheadMinutes = 5
/** What is older was kept by no logger that anybody still relies on: a clock that lost its time says 1970. */
export const oldestDays = 400
/** What a logger says when its probe is off (−127, 850) is no temperature of goods. */
export const scale = { celsius: { low: '-100', high: '150' }, humidity: { low: '0', high: '100' } } as const
/** How long a logger that is with goods may be silent where no profile says. Ours. */
export const usualGapMinutes = 30
/** Goods that one logger may be with at once. */
export const goodsAtMost = 100
/** While a logger is with goods its readings are told in one event a day, and when it is taken out. */
export const summaryHours = 24
/** What comes after it was taken out is told when nothing more can be expected to come at once. */
export const lateMinutes = 10

/** Where a device publishes by MQTT. */
export const topicOf = (deviceId: string): string => `suyuan/${deviceId}/readings`
const TOPIC = /^suyuan\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/readings$/
/** Whose readings stand under this topic; undefined: it is none of ours. */
export const deviceOfTopic = (topic: string): string | undefined => TOPIC.exec(topic)?.[1]

/** A reading as it is kept: an instant in UTC to the millisecond, decimal strings of at most three decimals. */
export type Reading = { at: string; celsius: string | null; humidity: string | null }

export type ReadingReason =
  | 'reading.not_an_object'
  | 'reading.time_missing'
  | 'reading.time_wrong'
  | 'reading.in_future'
  | 'reading.too_old'
  | 'reading.nothing_measured'
  | 'reading.not_a_number'
  | 'reading.out_of_scale'
export type RefusedReading = { index: number; reason: ReadingReason; at?: string }

/** A message is one reading, a list of them, or `{ "readings": [ … ] }`. Undefined: none of these. */
export function messageOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  const { readings } = value as { readings?: unknown }
  return readings === undefined ? [value] : Array.isArray(readings) ? readings : undefined
}

/** The readings that can be kept, in the order of time and each time once, and what is wrong with the others. */
export function readReadings(
  given: readonly unknown[],
  now: string,
): { readings: Reading[]; refused: RefusedReading[]; twice: number } {
  const refused: RefusedReading[] = []
  const known = new Map<string, Reading>()
  let twice = 0
  for (const [index, value] of given.entries()) {
    const read = readOne(value, now)
    if ('reason' in read) refused.push({ index, ...read })
    else if (known.has(read.at)) twice++
    else known.set(read.at, read)
  }
  return { readings: [...known.values()].sort((a, b) => (a.at < b.at ? -1 : 1)), refused, twice }
}

function readOne(value: unknown, now: string): Reading | { reason: ReadingReason; at?: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { reason: 'reading.not_an_object' }
  const { at: time, celsius, humidity } = value as Record<string, unknown>
  if (time === undefined || time === null) return { reason: 'reading.time_missing' }
  if (typeof time !== 'string' || !isDateTime(time)) return { reason: 'reading.time_wrong' }
  const instant = Date.parse(time)
  const at = new Date(instant).toISOString()
  if (instant > Date.parse(now) + aheadMinutes * 60_000) return { reason: 'reading.in_future', at }
  if (instant < Date.parse(now) - oldestDays * 86_400_000) return { reason: 'reading.too_old', at }
  if (isNothing(celsius) && isNothing(humidity)) return { reason: 'reading.nothing_measured', at }
  const [c, h] = [decimalOf(celsius, scale.celsius), decimalOf(humidity, scale.humidity)]
  if (c === 'not_a_number' || h === 'not_a_number') return { reason: 'reading.not_a_number', at }
  if (c === 'out_of_scale' || h === 'out_of_scale') return { reason: 'reading.out_of_scale', at }
  return { at, celsius: c, humidity: h }
}

const isNothing = (value: unknown) => value === undefined || value === null

/** A number or a decimal string, rounded to three decimals. */
function decimalOf(
  value: unknown,
  { low, high }: { low: string; high: string },
): string | null | 'not_a_number' | 'out_of_scale' {
  if (isNothing(value)) return null
  const text = typeof value === 'number' ? (Number.isFinite(value) ? value.toFixed(6) : '') : value
  if (typeof text !== 'string' || !/^-?[0-9]{1,6}(\.[0-9]{1,20})?$/.test(text)) return 'not_a_number'
  const rounded = Number(text).toFixed(3)
  return compare(rounded, low) < 0 || compare(rounded, high) > 0 ? 'out_of_scale' : rounded
}

export type Span = { from: string; to: string }

/**
 * Where nothing was measured for longer than allowed, between two instants: `times` are the readings of all loggers that
 * were there, in order. All times in UTC.
 */
export function gapsIn(times: readonly string[], { from, to }: Span, maxGapMinutes: number): Span[] {
  const gaps: Span[] = []
  let last = from
  for (const at of [...times, to]) {
    if (Date.parse(at) - Date.parse(last) > maxGapMinutes * 60_000) gaps.push({ from: last, to: at })
    if (Date.parse(at) > Date.parse(last)) last = at
  }
  return gaps
}

/** The narrower of two limits on each side; undefined: no limit there. */
export function narrowest(limits: readonly { low?: string | undefined; high?: string | undefined }[]): {
  low: string | undefined
  high: string | undefined
} {
  const pick = (values: (string | undefined)[], better: (a: string, b: string) => boolean) =>
    values.reduce((a, b) => (a === undefined || (b !== undefined && better(b, a)) ? b : a), undefined)
  return {
    low: pick(
      limits.map((l) => l.low),
      (a, b) => compare(a, b) > 0,
    ),
    high: pick(
      limits.map((l) => l.high),
      (a, b) => compare(a, b) < 0,
    ),
  }
}

/** Whether a temperature lies outside the limits. */
export const isOutside = (celsius: string, low: string | null, high: string | null): boolean =>
  (low !== null && compare(celsius, low) < 0) || (high !== null && compare(celsius, high) > 0)

/** `8.000` → `8`: as people write it. */
export const shortDecimal = (decimal: string | null): string | null =>
  decimal === null ? null : String(Number(decimal))
