import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { whenText } from './values.tsx'

type SheetProps = {
  heading: string
  /** The office's name above the heading. */
  issuer?: string
  number?: string
  /** QR code or the like, top right. */
  mark?: ReactNode
  /** Who signs: one box each. */
  signatures?: readonly string[]
  children: ReactNode
}

/** A form as an office expects it on A4: black on white, heading, number and code top right, signature boxes. */
export function Sheet({ heading, issuer, number, mark, signatures = [], children }: SheetProps) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <div className="no-print ui-sheet-bar">
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
          {t('ui.print')}
        </Button>
      </div>
      <article className="ui-sheet">
        <header>
          <div>
            {issuer && <p>{issuer}</p>}
            <h1>{heading}</h1>
          </div>
          <div className="ui-sheet-mark">
            {mark}
            {number && <p>{number}</p>}
          </div>
        </header>
        {children}
        {signatures.length > 0 && (
          <div className="ui-signatures">
            {signatures.map((s) => (
              <div key={s}>
                <p>{s}</p>
                <p>{t('ui.signature')}</p>
                <p>{t('ui.date_blank')}</p>
              </div>
            ))}
          </div>
        )}
        <footer>
          {t('ui.printed_at')} {whenText(new Date().toISOString(), i18n.language)}
        </footer>
      </article>
    </>
  )
}
