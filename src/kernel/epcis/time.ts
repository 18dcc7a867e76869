const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})$/

/**
 * The instant of an xsd:dateTimeStamp in UTC, with the digits it came with: at least milliseconds, no zeros behind them
 * (`2026-03-01T08:30:00+08:00` → `2026-03-01T00:30:00.000Z`). Undefined where the text is no time, a day does not exist or
 * the zone offset is missing or beyond 14:00.
 */
export function instantOf(text: string): string | undefined {
  const m = shape.exec(text.trim())
  if (!m) return undefined
  const [year, month, day, hour, minute, second] = m.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const offset = offsetMinutes(m[8]!)
  if (offset === undefined) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1) return undefined
  date.setUTCHours(hour, minute - offset, second)
  if (date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return undefined
  const fraction = (m[7] ?? '').replace(/0+$/, '').padEnd(3, '0')
  return `${date.toISOString().slice(0, 19)}.${fraction}Z`
}

/** Minutes east of UTC of `Z` or `±hh:mm`, at most 14 hours (XML Schema 1.1 part 2 §3.3.7). */
function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(4, 6))
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined
  return (hours * 60 + minutes) * (text[0] === '-' ? -1 : 1)
}

/** `±hh:mm`, at most 14:00: the form of eventTimeZoneOffset (EPCIS 2.0 §7.3.4). `Z` is no offset. */
export const isOffset = (text: string): boolean => /^[+-]\d{2}:\d{2}$/.test(text) && offsetMinutes(text) !== undefined

/** The instant with milliseconds, the fourth digit rounding half up (as the event hash writes times). */
export function toMilliseconds(instant: string): string {
  const [head, rest = '000Z'] = instant.split('.')
  const digits = rest.slice(0, -1)
  const millis = Number(digits.slice(0, 3)) + (Number(digits[3] ?? '0') >= 5 ? 1 : 0)
  if (millis < 1000) return `${head}.${String(millis).padStart(3, '0')}Z`
  return new Date(Date.parse(`${head}Z`) + 1000).toISOString()
}
