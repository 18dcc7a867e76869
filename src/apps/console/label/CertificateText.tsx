import { BorderOutlined, CheckSquareOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { groupCode } from '../../../kernel/code.ts'
import { type CertificateBasis, certificateBases } from '../../../modules/label/certificate/rules.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits, whenText } from '../../../ui/values.tsx'

export type CertificateSaid = {
  style: 1 | 2
  basis: readonly CertificateBasis[]
  productName: string
  quantity: string
  unit: string
  origin: string
  issuerName: string
  contact: string
  batchCode: string
  testReports: readonly string[]
  /** Style 2: how many certificates and other proofs were collected. */
  collected?: number | undefined
  issuedAt?: string | undefined
}

const promises = {
  1: ['certificate.promise1.banned', 'certificate.promise1.residues'],
  2: ['certificate.promise2.collected', 'certificate.promise2.additives'],
} as const

/** The certificate's own words: the promise, on what it rests, and the facts, as they are printed. */
export function CertificateText({ said }: { said: CertificateSaid }) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()
  const facts = [
    ['certificate.product', said.productName],
    ['certificate.quantity', said.quantity && `${groupDigits(said.quantity)} ${unit(said.unit)}`],
    ['certificate.placeOfOrigin', said.origin],
    ['certificate.issuedAt', said.issuedAt && whenText(said.issuedAt, i18n.language)],
    ['certificate.issuer', said.issuerName],
    ['certificate.contact', said.contact],
    ['certificate.batchCode', groupCode(said.batchCode)],
    ['certificate.collected', said.style === 2 && t('certificate.collectedCount', { count: said.collected ?? 0 })],
    ['certificate.testReports', said.testReports.join(t('label.comma'))],
  ] as const
  return (
    <div className="certificate-text">
      <p>
        <strong>{t(`certificate.promise${said.style}`)}</strong>
      </p>
      <ul className="certificate-promises">
        {promises[said.style].map((word) => (
          <li key={word}>{t(word)}</li>
        ))}
      </ul>
      <p>
        <strong>{t('certificate.basis')}</strong>
      </p>
      <ul className="certificate-bases">
        {certificateBases.map((b) => (
          <li key={b}>
            {said.basis.includes(b) ? (
              <CheckSquareOutlined aria-label={t('ui.yes')} />
            ) : (
              <BorderOutlined aria-label={t('ui.no')} />
            )}{' '}
            {t(`certificate.basis.${b}`)}
          </li>
        ))}
      </ul>
      <dl className="certificate-facts">
        {facts.map(([word, value]) =>
          value ? (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}
