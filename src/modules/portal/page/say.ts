import { type Language, say } from '../../../platform/i18n.ts'
import { type PortalWord, portalWords } from '../words.ts'

/** One of the page's own sentences. */
export const tell = (key: PortalWord, language: Language, values: Record<string, unknown> = {}): string =>
  say(portalWords, key, language, values)

const months = 'January February March April May June July August September October November December'.split(' ')

/** `2026-06-01` as it is read: 2026年6月1日, 1 June 2026. */
export function showDate(civil: string, language: Language): string {
  const [y, m, d] = civil.slice(0, 10).split('-').map(Number)
  return language === 'zh' ? `${y}年${m}月${d}日` : `${d} ${months[m! - 1]} ${y}`
}

/** The civil date in Asia/Shanghai of an instant, as it is read. */
export const showDay = (instant: string, language: Language): string => showDate(shanghai(instant), language)

/** The same with hours and minutes. */
export const showTime = (instant: string, language: Language): string =>
  `${showDay(instant, language)} ${shanghai(instant).slice(11, 16)}`

/** `YYYY-MM-DDTHH:MM…` of the wall clock in Asia/Shanghai: UTC+8 all year since 1991. */
export const shanghai = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()

/** 12345.5 → 12,345.5 */
export const showNumber = (decimal: string): string => {
  const [whole, part] = decimal.split('.')
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = part?.replace(/0+$/, '')
  return rest ? `${grouped}.${rest}` : grouped
}
