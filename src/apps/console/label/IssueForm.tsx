import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { quantityProblem } from '../../../kernel/quantity.ts'
import { isUnit } from '../../../kernel/unit.ts'
import { type CertificateDetail, issueCertificate, previewCertificate } from '../../../modules/label/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { plainNumber } from '../production/profile-form/index.ts'
import { BasisField } from './BasisField.tsx'
import { CertificateText } from './CertificateText.tsx'
import type { Foreseen, IssueValues } from './issueValues.ts'
import { useLast } from './last.ts'
import './label.css'

type IssueFormProps = {
  holdingId: string
  onIssued: (certificate: CertificateDetail) => void
  /** Beside the button: another way on. */
  extra?: ReactNode
  /** Where to go from a batch that can have no certificate, or has one. */
  refused: ReactNode
}

/** Issues the certificate of a batch: what it will say stands there before it is issued, in the style the goods need. */
export function IssueForm(p: IssueFormProps) {
  const { t } = useTranslation()
  const asked = useAsk(previewCertificate, { holdingId: p.holdingId })
  const { refused } = asked.data ?? {}
  if (asked.error || refused)
    return (
      <>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {refused && <Notice kind="info">{t(refused.reason)}</Notice>}
        {p.refused}
      </>
    )
  if (!asked.data) return <Waiting rows={12} />
  return <Issue {...p} foreseen={asked.data} />
}

const numbersOf = (typed: string | undefined) =>
  (typed ?? '')
    .split(/[、,,;;\s]+/)
    .map((n) => n.trim())
    .filter(Boolean)

function Issue({ holdingId, onIssued, extra, foreseen }: IssueFormProps & { foreseen: Foreseen }) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<IssueValues>()
  const { last, keep } = useLast<Pick<IssueValues, 'basis' | 'contact'>>('certificate')
  const issue = useDo(issueCertificate, {
    refresh: ['listCertificates', 'getHolding', 'previewLabel'],
  })
  const { style, tests } = foreseen
  const initial: IssueValues = {
    basis: last.basis ?? ['quality_control'],
    contact: last.contact ?? foreseen.contact ?? '',
    origin: foreseen.origin,
    quantity: foreseen.quantity,
  }
  const submit = async (v: IssueValues) => {
    const taken = await issue.run({
      holdingId,
      style,
      basis: v.basis,
      contact: v.contact,
      origin: v.origin,
      quantity: plainNumber(v.quantity),
      testReports: numbersOf(v.testReports),
      otherProofs: style === 2 ? numbersOf(v.otherProofs) : [],
      language: i18n.language === 'en' ? 'en' : 'zh',
    })
    if (!taken) return false
    keep({ basis: v.basis, contact: v.contact })
    onIssued(taken)
    return true
  }
  return (
    <FormPage<IssueValues>
      form={form}
      initial={initial}
      draftKey={`certificate.${holdingId}`}
      submit={t('label.issue')}
      onSubmit={submit}
      refusal={issue.refusal}
      waiting={issue.waiting}
      extra={extra}
    >
      {tests.failed && <Notice kind="stop">{t('certificate.test_failed')}</Notice>}
      <p>{t(`label.style${style}_why`)}</p>
      <BasisField foreseen={foreseen} />
      {style === 2 && foreseen.uncovered.length > 0 && (
        <Form.Item
          name="otherProofs"
          label={t('label.other_proofs')}
          extra={t('label.other_proofs_help', { count: foreseen.uncovered.length })}
          rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('label.other_proofs') }) }]}
        >
          <Input autoComplete="off" maxLength={500} />
        </Form.Item>
      )}
      <Form.Item
        name="contact"
        label={t('certificate.contact')}
        extra={t('label.contact_help')}
        rules={[{ required: true, whitespace: true, message: t('certificate.contact_missing') }]}
      >
        <Input inputMode="tel" maxLength={50} autoComplete="off" />
      </Form.Item>
      <Details foreseen={foreseen} />
      <Preview foreseen={foreseen} />
    </FormPage>
  )
}

/** What is right as it stands nearly always. */
function Details({ foreseen }: { foreseen: Foreseen }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const check = async (_: unknown, value?: string) => {
    const quantity = plainNumber(value ?? '')
    const problem = isUnit(foreseen.unit) && quantityProblem(quantity, foreseen.unit)
    if (problem) throw new Error(t(problem))
    if (Number(quantity) > Number(foreseen.quantity))
      throw new Error(t('certificate.more_than_batch', { quantity: foreseen.quantity }))
  }
  return (
    <details className="label-details" open={!foreseen.origin}>
      <summary>{t('label.details')}</summary>
      <Form.Item name="quantity" label={t('certificate.quantity')} rules={[{ validator: check }]}>
        <Input inputMode="decimal" suffix={unit(foreseen.unit)} maxLength={22} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="origin"
        label={t('certificate.placeOfOrigin')}
        rules={[{ required: true, whitespace: true, message: t('certificate.origin_missing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </details>
  )
}

function Preview({ foreseen }: { foreseen: Foreseen }) {
  const { t } = useTranslation()
  const v = (Form.useWatch([]) ?? {}) as Partial<IssueValues>
  const reports = [...new Set([...numbersOf(v.testReports), ...foreseen.reports])]
  return (
    <section className="certificate certificate-small" aria-label={t('label.will_say')}>
      <h3>{t('certificate.title')}</h3>
      <CertificateText
        said={{
          ...foreseen,
          basis: v.basis ?? [],
          contact: v.contact ?? '',
          origin: v.origin ?? foreseen.origin,
          quantity: plainNumber(v.quantity ?? foreseen.quantity),
          testReports: reports,
          collected: foreseen.collected.length + numbersOf(v.otherProofs).length,
        }}
      />
    </section>
  )
}
