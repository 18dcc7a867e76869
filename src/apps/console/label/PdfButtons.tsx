import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, type ButtonProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { Refusal } from '../app/Refusal.tsx'
import { pdfAddress, useDownload } from './pdf.ts'

type PdfButtonsProps<E extends Endpoint> = {
  endpoint: E
  input: z.input<E['input']>
  /** Of the file that is kept. */
  name: string
  /** What is printed, for the button. */
  print: string
  type?: ButtonProps['type']
  size?: ButtonProps['size']
}

/** A document as PDF: opened in a tab of its own to print, or kept as a file. */
export function PdfButtons<E extends Endpoint>(p: PdfButtonsProps<E>) {
  const { t } = useTranslation()
  const { download, refusal, waiting } = useDownload()
  return (
    <>
      <Button
        type={p.type ?? 'default'}
        size={p.size ?? 'medium'}
        icon={<PrinterOutlined />}
        href={pdfAddress(p.endpoint, p.input)}
        target="_blank"
        rel="noreferrer"
      >
        {p.print}
      </Button>
      <Button
        size={p.size ?? 'medium'}
        icon={<DownloadOutlined />}
        loading={waiting}
        onClick={() => void download(p.endpoint, p.input, p.name)}
      >
        {t('label.download')}
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
