import { Button, QRCode, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { codeUrl } from '../../../kernel/code.ts'
import {
  type CertificateDetail,
  certificatePdf,
  getCertificate,
  voidCertificate,
} from '../../../modules/label/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { batchAddress } from '../batch/address.ts'
import { CertificateStateChip } from './CertificateState.tsx'
import { CertificateText } from './CertificateText.tsx'
import { PdfButtons } from './PdfButtons.tsx'
import './label.css'

/** A certificate as the form looks, to print, to void, with those it rests on. */
export function CertificatePage() {
  const { t } = useTranslation()
  const { certificateId = '' } = useParams()
  const [params] = useSearchParams()
  const { party } = useSession()
  const partyId = params.get('partyId') ?? party?.partyId
  const asked = useAsk(getCertificate, { certificateId, ...(partyId ? { partyId } : {}) })
  const c = asked.data
  const back = { to: '/certificates', title: t('label.certificates') }
  if (!c)
    return (
      <Page title={t('certificate.title')} back={back}>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {!asked.error && <Waiting rows={14} />}
      </Page>
    )
  const own = c.partyId === party?.partyId
  return (
    <Page
      title={t('certificate.title')}
      state={<CertificateStateChip voidedAt={c.voidedAt} />}
      back={back}
      action={<Print certificate={c} own={own} />}
    >
      {c.voidedAt && <VoidedNotice certificate={c} />}
      <CertificateForm certificate={c} />
      {c.style === 2 && <RestsOn certificate={c} />}
      <div className="ui-chips no-print">
        <LinkButton to={batchAddress(c, party?.partyId)}>{t('label.see_batch')}</LinkButton>
        <VoidButton certificate={c} own={own} />
      </div>
    </Page>
  )
}

function VoidedNotice({ certificate: c }: { certificate: CertificateDetail }) {
  const { t, i18n } = useTranslation()
  const at = whenText(c.voidedAt!, i18n.language)
  return <Notice kind="stop">{t('label.voided_because', { at, reason: c.voidReason ?? '' })}</Notice>
}

/** The form on screen: title and number left, QR code right, promise, basis, facts; VOID across it. */
function CertificateForm({ certificate: c }: { certificate: CertificateDetail }) {
  const { t } = useTranslation()
  const phone = usePhone()
  return (
    <article
      className={c.voidedAt ? 'certificate certificate-void' : 'certificate'}
      {...(c.voidedAt ? { 'data-stamp': t('print.voided') } : {})}
    >
      <header>
        <div>
          <h2>{t('certificate.title')}</h2>
          <p>{t(`certificate.style${c.style}`)}</p>
          <p className="certificate-number">
            {t('certificate.code')} <Code value={c.code} />
          </p>
        </div>
        <QRCode
          value={codeUrl(location.origin, c.code)}
          size={phone ? 96 : 128}
          type="svg"
          bordered={false}
          bgColor="#fff"
          color="#000"
          aria-hidden
        />
      </header>
      <CertificateText said={{ ...c, collected: c.collected.length + c.otherProofs.length }} />
      <footer>
        <p>{t('certificate.scan')}</p>
        <p className="certificate-sign">
          {t('certificate.issuer')}
          {t('print.signature')}
        </p>
      </footer>
    </article>
  )
}

const formats = ['a5', 'a6'] as const

function Print({ certificate: c, own }: { certificate: CertificateDetail; own: boolean }) {
  const { t } = useTranslation()
  const [format, setFormat] = useState<(typeof formats)[number]>('a5')
  const [language, setLanguage] = useState<Language>(c.language)
  return (
    <>
      <Select
        aria-label={t('label.paper')}
        value={format}
        options={formats.map((f) => ({ value: f, label: f.toUpperCase() }))}
        onChange={setFormat}
      />
      <Select
        aria-label={t('label.language')}
        value={language}
        options={[
          { value: 'zh', label: t('label.in_zh') },
          { value: 'en', label: t('label.in_en') },
        ]}
        onChange={setLanguage}
      />
      <PdfButtons
        type="primary"
        endpoint={certificatePdf}
        input={{
          certificateId: c.certificateId,
          format,
          language,
          ...(own ? {} : { partyId: c.partyId }),
        }}
        name={`certificate-${c.code}.pdf`}
        print={t('ui.print')}
      />
    </>
  )
}

function VoidButton({ certificate: c, own }: { certificate: CertificateDetail; own: boolean }) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const taken = useDo(voidCertificate, {
    refresh: ['getCertificate', 'listCertificates', 'previewCertificate', 'previewLabel'],
    onDone: () => setOpen(false),
  })
  if (!own || c.voidedAt || !may(voidCertificate)) return null
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('label.void')}
      </Button>
      <ConfirmDialog
        open={open}
        title={t('label.void_title')}
        consequence={t('label.void_means')}
        verb={t('label.void')}
        danger
        reason
        canned={[t('label.wrong_quantity'), t('label.wrong_goods'), t('label.wrong_contact')]}
        waiting={taken.waiting}
        refusal={<Refusal refusal={taken.refusal} />}
        onConfirm={(reason) => void taken.run({ certificateId: c.certificateId, reason })}
        onClose={() => {
          taken.forget()
          setOpen(false)
        }}
      />
    </>
  )
}

/** The certificates a purchaser collected, each as it stands today, and the proofs on paper. */
function RestsOn({ certificate: c }: { certificate: CertificateDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()
  return (
    <Section title={t('label.rests_on', { count: c.collected.length + c.otherProofs.length })}>
      <ul className="label-rows">
        {c.collected.map((x) => (
          <li key={x.certificateId}>
            <a href={`/s/${x.code}`} target="_blank" rel="noreferrer">
              <Code value={x.code} />
            </a>
            <span>{x.issuerName}</span>
            <span>
              {x.productName} <Amount value={x.quantity} unit={unit(x.unit)} />
            </span>
            <When at={x.issuedAt} />
            {x.voidedAt && <CertificateStateChip voidedAt={x.voidedAt} />}
          </li>
        ))}
        {c.otherProofs.map((number) => (
          <li key={number}>
            {t('label.paper_proof')} {number}
          </li>
        ))}
      </ul>
    </Section>
  )
}
