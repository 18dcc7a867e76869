/** Days of each month; February is settled by the leap year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a civil date `YYYY-MM-DD` that is in the calendar: `2026-02-29` is not. */
export function isCivilDate(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0)
  return year >= 1 && day >= 1 && day <= days
}

/** True for an ISO 8601 time with `Z` or an offset, seconds optional, at most microseconds as PostgreSQL keeps them. */
export function isDateTime(text: string): boolean {
  const match =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$/.exec(
      text,
    )
  if (!match) return false
  const seconds = Number(match[4] ?? 0)
  return isCivilDate(match[1]!) && Number(match[2]) <= 23 && Number(match[3]) <= 59 && seconds <= 59
}
