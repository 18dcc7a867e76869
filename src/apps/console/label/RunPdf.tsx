import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type PrintRun, printRunPdf } from '../../../modules/label/schema.ts'
import { usePhone } from '../../../ui/useMedia.ts'
import { useMay } from '../app/session.tsx'
import { pdfAddress } from './pdf.ts'

/** The file of a print run again: the copies were counted once, the printer may jam. */
export function RunPdf({ run }: { run: Pick<PrintRun, 'runId'> }) {
  const { t } = useTranslation()
  const phone = usePhone()
  if (!useMay()(printRunPdf)) return null
  return (
    <Button
      size={phone ? 'medium' : 'small'}
      icon={<PrinterOutlined />}
      href={pdfAddress(printRunPdf, { runId: run.runId })}
      target="_blank"
      rel="noreferrer"
    >
      {t('label.open_pdf')}
    </Button>
  )
}
