import { ScanOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../kernel/code.ts'
import { later } from './later.ts'
import { withSeparator } from './scanKeys.ts'

const ScanDialog = later(() => import('./ScanDialog.tsx'))

export type CodeFieldProps = {
  id?: string
  value?: string
  onChange?: (value: string) => void
  /** Enter, or a scanned code. */
  onDone?: (value: string) => void
  label?: string
  placeholder?: string
  maxLength?: number
  /** Codes of others are wanted too: the camera hands on whatever it reads. */
  any?: boolean
  /** Words are looked for in the same field: the phone shows its letters. */
  text?: boolean
  autoFocus?: boolean
}

/** A scanned address of ours becomes its digits; everything else stays as it was typed. */
function digitsOf(text: string): string {
  const parsed = text.includes('://') ? parseCode(text) : undefined
  return parsed?.ok ? parsed.code : text
}

/** A field for a code: typed, pasted, read by a hand scanner (which types and presses Enter) or by the camera. */
export function CodeField(p: CodeFieldProps) {
  const { t } = useTranslation()
  const [scanning, setScanning] = useState(false)
  return (
    <Space.Compact block>
      <Input
        {...(p.id ? { id: p.id } : {})}
        {...(p.label ? { 'aria-label': p.label } : {})}
        {...(p.placeholder ? { placeholder: p.placeholder } : {})}
        inputMode={p.text ? 'text' : 'numeric'}
        autoComplete="off"
        autoFocus={p.autoFocus ?? false}
        maxLength={p.maxLength ?? 300}
        value={p.value ?? ''}
        onChange={(e) => p.onChange?.(digitsOf(e.target.value))}
        onKeyDown={(e) => {
          const text = withSeparator(e.nativeEvent, e.currentTarget)
          if (text === undefined) return
          e.preventDefault()
          p.onChange?.(text)
        }}
        onPressEnter={(e) => {
          if (!p.onDone) return
          e.preventDefault()
          p.onDone(digitsOf(e.currentTarget.value.trim()))
        }}
      />
      <Button icon={<ScanOutlined />} onClick={() => setScanning(true)}>
        {t('ui.scan')}
      </Button>
      {scanning && (
        <Suspense>
          <ScanDialog
            any={p.any ?? false}
            onClose={() => setScanning(false)}
            onCode={(code) => {
              setScanning(false)
              p.onChange?.(code)
              p.onDone?.(code)
            }}
          />
        </Suspense>
      )}
    </Space.Compact>
  )
}
