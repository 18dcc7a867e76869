import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { whenText } from '../../../ui/values.tsx'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "3 days", "5 hours": how long something has waited, in the largest unit that fits. */
export function waitedText(since: string, language: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(since)) / 1000)
  const [unit, size] = units.find(([, s]) => seconds >= s) ?? units[2]
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(Math.floor(seconds / size))
}

/** The clock of a thing that waits; the moment it began on hover. */
export function Waited({ since }: { since: string }) {
  const { i18n } = useTranslation()
  return (
    <Tooltip title={whenText(since, i18n.language)}>
      <time dateTime={since}>{waitedText(since, i18n.language)}</time>
    </Tooltip>
  )
}
