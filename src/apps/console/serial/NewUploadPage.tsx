import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { serialSectors } from '../../../industries/sectors.ts'
import { uploadMost } from '../../../modules/serial/rules.ts'
import { startUpload, type Upload } from '../../../modules/serial/schema.ts'
import { type Holding, listHoldings } from '../../../modules/trace/schema.ts'
import { AppError } from '../../../platform/errors.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, groupDigits } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { sendUpload } from '../app/upload.ts'
import './serial.css'

/** First the batch, then the file. */
export function NewUploadPage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const holdingId = search.get('holdingId')
  const asked = useAsk(listHoldings, { inStock: 'yes', limit: 200 })
  const codable = asked.data?.items.filter((h) => h.kind === 'batch' && serialSectors.includes(h.sector ?? ''))
  const batch = codable?.find((h) => h.holdingId === holdingId)
  return (
    <Page title={t('codes.upload')} back={{ to: '/codes', title: t('codes.title') }} narrow>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!codable && !asked.error && <Waiting rows={8} />}
      {codable && (batch ? <FileForm batch={batch} /> : <BatchChoice batches={codable} />)}
    </Page>
  )
}

function BatchChoice({ batches }: { batches: readonly Holding[] }) {
  const { t } = useTranslation()
  const unit = useUnit()
  if (!batches.length)
    return (
      <Section>
        <p className="ui-quiet">{t('codes.no_batch')}</p>
        <LinkButton to="/batches">{t('codes.to_batches')}</LinkButton>
      </Section>
    )
  return (
    <Section title={t('codes.which_batch')}>
      <ul className="serial-batches">
        {batches.map((b) => (
          <li key={b.holdingId}>
            <Link to={`/codes/new?holdingId=${b.holdingId}`}>
              <b>{b.productName}</b> <span className="ui-quiet">{b.code}</span>
              <span className="serial-batch-left">
                <Amount value={b.quantity} unit={unit(b.unit)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The type by the name: browsers call a CSV file many things. */
const typed = (file: File): Blob =>
  new Blob([file], { type: /\.xml$/i.test(file.name) ? 'application/xml' : 'text/csv' })

function FileForm({ batch }: { batch: Holding }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [done, setDone] = useState<number>()
  const [refusal, setRefusal] = useState<AppError>()
  const send = async () => {
    if (!file) return
    setRefusal(undefined)
    setDone(0)
    const query = new URLSearchParams({ holdingId: batch.holdingId, fileName: file.name.slice(0, 200) })
    try {
      const upload = await sendUpload<Upload>(`${startUpload.path}?${query}`, typed(file), setDone)
      void go(`/codes/uploads/${upload.uploadId}?partyId=${upload.partyId}`, { replace: true })
    } catch (err) {
      setRefusal(err instanceof AppError ? err : new AppError('internal', 'internal'))
      setDone(undefined)
    }
  }
  return (
    <Section title={`${batch.productName ?? ''} ${batch.code ?? ''}`}>
      <p>{t('codes.form', { rows: groupDigits(String(uploadMost.rows)) })}</p>
      <ul>
        <li>{t('codes.form_code')}</li>
        <li>{t('codes.form_parent')}</li>
        <li>{t('codes.form_level')}</li>
      </ul>
      <p className="ui-quiet">{t('codes.all_or_nothing')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.xml,text/csv,application/xml"
        aria-label={t('codes.choose')}
        onChange={(e) => {
          setFile(e.currentTarget.files?.[0])
          setRefusal(undefined)
        }}
      />
      {file && <p className="serial-file">{file.name}</p>}
      <Refusal refusal={refusal} />
      <div className="serial-buttons">
        <Button
          type={file ? 'default' : 'primary'}
          disabled={done !== undefined}
          onClick={() => input.current?.click()}
        >
          {t(file ? 'codes.choose_other' : 'codes.choose')}
        </Button>
        {file && (
          <Button type="primary" loading={done !== undefined} onClick={() => void send()}>
            {done === undefined ? t('codes.send') : t('codes.sending', { percent: Math.round(done * 100) })}
          </Button>
        )}
      </div>
    </Section>
  )
}
