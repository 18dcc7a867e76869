import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Something to be typed exactly as it stands, with a button that copies it. */
export function Secret({ value }: { value: string }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(false)
  return (
    <span className="identity-secret">
      <code>{value}</code>
      <Button
        className="no-print"
        size="small"
        icon={<CopyOutlined aria-hidden />}
        onClick={() => void navigator.clipboard.writeText(value).then(() => setDone(true))}
      >
        {t(done ? 'ui.copied' : 'ui.copy')}
      </Button>
    </span>
  )
}
