/** xsd:dateTimeStamp: an offset is required; any number of fraction digits. */
const STAMP =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/

/** A text that names an instant as something that sorts and compares as the instants do; undefined for any other. */
export function instantKey(text: string): string | undefined {
  const m = STAMP.exec(text)
  if (!m) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', offset] = m
  // 24:00:00 is midnight of the next day in xsd; a leap second is the next minute
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() + 1 !== Number(month)) return undefined
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined
  if (Number(hour) === 24 && (Number(minute) > 0 || Number(second) > 0)) return undefined
  const utc = new Date(at - minutesOf(offset!) * 60_000)
  if (Number.isNaN(utc.getTime())) return undefined
  return `${utc.toISOString().slice(0, 19)}.${fraction.replace(/0+$/, '').padEnd(12, '0')}`
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return offset.startsWith('-') ? -minutes : minutes
}

/** The key as an instant for PostgreSQL, which keeps microseconds: rounded down. */
export const microsecondOf = (key: string): string => `${key.slice(0, 26)}Z`

/** The key has more digits than PostgreSQL keeps. */
export const isFiner = (key: string): boolean => /[1-9]/.test(key.slice(26))
