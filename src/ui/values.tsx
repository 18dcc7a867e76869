import { CopyOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const locale = (language: string) => (language === 'zh' ? 'zh-CN' : 'en-GB')
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

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

/** A time: relative with the full one on hover, or (`full`) the full one. Days are shown as they are. */
export function When({ at, full = false }: { at: string | null | undefined; full?: boolean }) {
  const { t, i18n } = useTranslation()
  if (!at) return null
  const text = whenText(at, i18n.language)
  if (full || isDay(at)) return <time dateTime={at}>{text}</time>
  return (
    <Tooltip title={text}>
      <time dateTime={at}>{agoText(at, i18n.language) || t('ui.just_now')}</time>
    </Tooltip>
  )
}

/** A number with its unit; digits in groups of three, decimals as they are. `unit` is the word, not the key. */
export function Amount({ value, unit }: { value: string | number | null | undefined; unit?: string | undefined }) {
  if (value === null || value === undefined || value === '') return null
  return (
    <span className="ui-number">
      {groupDigits(String(value))}
      {unit ? ` ${unit}` : ''}
    </span>
  )
}

/** 1234567.50 → 1,234,567.50: on the text, so that no digit of a quantity is lost to floating point. */
export const groupDigits = (text: string): string => text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

/** Codes are read and compared in groups of four. */
export const groupCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')

/** A code in groups of four, with a button that copies it whole. */
export function Code({ value, copy = false }: { value: string | null | undefined; copy?: boolean }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(false)
  if (!value) return null
  return (
    <span className="ui-code">
      {groupCode(value)}
      {copy && (
        <Button
          type="text"
          size="small"
          aria-label={t(done ? 'ui.copied' : 'ui.copy')}
          icon={<CopyOutlined />}
          onClick={() => navigator.clipboard.writeText(value).then(() => setDone(true))}
        />
      )}
    </span>
  )
}
