import { ExportOutlined } from '@ant-design/icons'
import { QRCode } from 'antd'
import { useTranslation } from 'react-i18next'
import { codeUrl } from '../../../kernel/code.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Code } from '../../../ui/values.tsx'

/** The trace code with its QR code, and the page that everybody sees who scans it. */
export function BatchCode({ code, voided }: { code: string; voided: boolean }) {
  const { t } = useTranslation()
  const address = codeUrl(location.origin, code)
  return (
    <Section title={t('batch.code')}>
      {voided && <Notice kind="stop">{t('batch.code_voided')}</Notice>}
      <div className="batch-code">
        <QRCode value={address} size={104} type="svg" bordered={false} bgColor="#fff" color="#000" aria-hidden />
        <div>
          <strong>
            <Code value={code} copy />
          </strong>
          <a href={address} target="_blank" rel="noreferrer" className="batch-public">
            {t('batch.public_page')} <ExportOutlined aria-hidden />
          </a>
        </div>
      </div>
    </Section>
  )
}
