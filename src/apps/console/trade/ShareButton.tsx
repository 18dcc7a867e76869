import { ShareAltOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeUrl } from '../../../kernel/code.ts'

/** Hands on the address of a code's public page: by the phone's own sharing, else by copying it. */
export function ShareButton({ code, title }: { code: string; title: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const url = codeUrl(location.origin, code)
  const share = async () => {
    if (navigator.share) return navigator.share({ title, url }).catch(() => undefined)
    await navigator.clipboard?.writeText(url).then(() => setCopied(true))
  }
  return (
    <Button icon={<ShareAltOutlined />} onClick={() => void share()}>
      {t(copied ? 'trade.link_copied' : 'trade.share')}
    </Button>
  )
}
