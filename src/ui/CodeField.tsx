import { ScanOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const ScanDialog = lazy(() => import('./ScanDialog.tsx'))

type CodeFieldProps = {
  id?: string
  value?: string
  onChange?: (value: string) => void
  /** Enter, or a scanned code. */
  onDone?: (value: string) => void
  label?: string
  placeholder?: string
  maxLength?: number
}

/** A field for a code: typed, pasted, read by a hand scanner (which types and presses Enter) or by the camera. */
export function CodeField({ id, value = '', onChange, onDone, label, placeholder, maxLength = 300 }: CodeFieldProps) {
  const { t } = useTranslation()
  const [scanning, setScanning] = useState(false)
  return (
    <Space.Compact block>
      <Input
        {...(id ? { id } : {})}
        {...(label ? { 'aria-label': label } : {})}
        {...(placeholder ? { placeholder } : {})}
        inputMode="numeric"
        autoComplete="off"
        maxLength={maxLength}
        value={value}
        onChange={(e) => onChange?.(e.target.value)}
        onPressEnter={(e) => {
          if (!onDone) return
          e.preventDefault()
          onDone(e.currentTarget.value.trim())
        }}
      />
      <Button icon={<ScanOutlined />} onClick={() => setScanning(true)}>
        {t('ui.scan')}
      </Button>
      {scanning && (
        <Suspense>
          <ScanDialog
            onClose={() => setScanning(false)}
            onCode={(code) => {
              setScanning(false)
              onChange?.(code)
              onDone?.(code)
            }}
          />
        </Suspense>
      )}
    </Space.Compact>
  )
}
