import { CopyOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agoText, groupCode, groupDigits, isDay, whenText } from './format.ts'

// where no part is wanted, the texts alone: ./format.ts weighs nothing
export { agoText, groupCode, groupDigits, whenText }

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
