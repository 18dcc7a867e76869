const sizes = [
  ['day', 24],
  ['hour', 1],
] as const

/** "3 days", "5 hours": whole hours in the largest unit that fits; under an hour "0 hours" says nothing, so: nothing. */
export function hoursText(hours: number, language: string): string {
  const found = sizes.find(([, size]) => hours >= size)
  if (!found) return ''
  const [unit, size] = found
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(Math.floor(hours / size))
}

/** Whole hours since an instant. */
export const hoursSince = (at: string, now = Date.now()): number =>
  Math.max(0, Math.floor((now - Date.parse(at)) / 3_600_000))

/** An answer that is two days late is worth a call. */
export const lateHours = 48
