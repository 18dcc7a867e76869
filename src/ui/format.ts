const locale = (language: string) => (language === 'zh' ? 'zh-CN' : 'en-GB')
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Today in China, where every record and rule of the platform has its date. */
export const chinaToday = (now = Date.now()): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

/** A day or an instant as people of the language write it, in the reader's zone. */
export function whenText(at: string, language: string, withTime = !isDay(at)): string {
  const date = new Date(isDay(at) ? `${at}T00:00` : at)
  return new Intl.DateTimeFormat(locale(language), {
    year: 'numeric',
    month: language === 'zh' ? '2-digit' : 'short',
    day: '2-digit',
    ...(withTime ? { hour: '2-digit', minute: '2-digit', hour12: false } : {}),
  }).format(date)
}

/** "3 hours ago", "in 2 days"; the largest unit that fits. */
export function agoText(at: string, language: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000
  const units = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const found = units.find(([, size]) => Math.abs(seconds) >= size)
  if (!found) return ''
  const [unit, size] = found
  return new Intl.RelativeTimeFormat(locale(language), { numeric: 'always' }).format(Math.trunc(seconds / size), unit)
}

/** 1234567.50 → 1,234,567.50: on the text, so that no digit of a quantity is lost to floating point. */
export const groupDigits = (text: string): string => text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

/** Codes are read and compared in groups of four. */
export const groupCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')
