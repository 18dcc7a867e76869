import { groupCode } from '../../../kernel/code.ts'
import { UNITS } from '../../../kernel/unit.ts'
import type { Field } from '../../../platform/document/rows.ts'
import { type Language, say } from '../../../platform/i18n.ts'
import type { Day, PrintedQuantity, Time, Voided } from './shapes.ts'
import { printWords } from './words.ts'

/** Every word a form may print beside its data, for the fonts. */
export const formTexts = [printWords, UNITS]

/** Looks up a printed word. */
export const word = (key: keyof typeof printWords, language: Language, values: Record<string, unknown> = {}): string =>
  say(printWords, key, language, values)

/** A field of a form with its printed name: 产品：… */
export const namedField = (name: keyof typeof printWords, value: string | undefined, language: Language): Field => ({
  name: `${word(name, language)}${word('print.colon', language)}`,
  value,
})

/** `2026-03-05` → 2026年3月5日; English keeps the ISO form, which nobody reads as May. */
export function printedDay(day: Day, language: Language): string {
  const [year, month, date] = day.split('-').map(Number)
  return language === 'zh' ? `${year}年${month}月${date}日` : day
}

// Sweden writes dates as ISO 8601 does: the numbers of a time in Shanghai, ready to be used as text.
const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** A moment as a civil date and clock time in Asia/Shanghai, to the minute. */
export function printedTime(time: Time, language: Language): string {
  const [day = '', clock = ''] = shanghai.format(new Date(time)).split(' ')
  return `${printedDay(day, language)} ${clock}`
}

/** `2000.5`, kg → 2000.5 千克 */
export const printedQuantity = (quantity: PrintedQuantity, language: Language): string =>
  `${quantity.amount} ${UNITS[quantity.unit].names[language]}`

/** A code by four for the eye, or nothing. */
export const printedCode = (code: string | undefined): string => (code ? groupCode(code) : '')

/** What a voided document says of itself, in one line. */
export function voidedLine(voided: Voided, form: 'certificate.form' | 'voucher.form', language: Language): string {
  const line = word('print.voidedAt', language, { form: word(form, language), at: printedTime(voided.at, language) })
  const stop = language === 'zh' ? '。' : '. '
  return line + stop + (voided.reason ? word('print.voidReason', language, { reason: voided.reason }) : '')
}
