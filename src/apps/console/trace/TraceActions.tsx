import { DownloadOutlined, PauseCircleOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { placeHold } from '../../../modules/trace/hold/schema.ts'
import { exportTrace, type TraceNode } from '../../../modules/trace/walk/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { call } from '../app/call.ts'
import { save } from '../app/export.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { addressOf, type Question } from './question.ts'

type TraceActionsProps = { question: Question; address: Record<string, string>; start: TraceNode | undefined }

/** The report as a spreadsheet or on paper; and for who may: stop these goods. */
export function TraceActions({ question, address, start }: TraceActionsProps) {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const [waiting, setWaiting] = useState(false)
  const [refusal, setRefusal] = useState<AppError>()
  const download = async () => {
    setWaiting(true)
    setRefusal(undefined)
    try {
      const language = i18n.language === 'en' ? 'en' : 'zh'
      const made = await call(exportTrace, { ...question, language })
      const name = `${t('trace_report.title')} ${start?.code ?? ''} ${new Date().toISOString().slice(0, 10)}.xlsx`
      save(new Blob([made as BlobPart]), name.replace(/ +/g, ' '))
    } catch (err) {
      setRefusal(err as AppError)
    } finally {
      setWaiting(false)
    }
  }
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={waiting} onClick={() => void download()}>
        {t('trace_view.export')}
      </Button>
      <LinkButton icon={<PrinterOutlined />} to={addressOf('/trace/report', address, { node: '', tab: '' })}>
        {t('trace_view.print')}
      </LinkButton>
      {may(placeHold) && start?.partyId && start.sight === 'full' && (
        <LinkButton
          danger
          icon={<PauseCircleOutlined />}
          to={addressOf('/holds/new', { partyId: start.partyId, holdingId: start.holdingId })}
        >
          {t('trace_view.hold')}
        </LinkButton>
      )}
      <Refusal refusal={refusal} />
    </>
  )
}
