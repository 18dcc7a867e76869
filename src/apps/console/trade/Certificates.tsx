import { useTranslation } from 'react-i18next'
import type { TransferDetail } from '../../../modules/trade/schema.ts'
import { State } from '../../../ui/State.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'

/** The commitment certificates that go with the goods, as anyone reads them who scans their code. */
export function Certificates({ transfer: { certificates } }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()
  if (certificates === null) return <p className="ui-quiet">{t('trade.certificate.too_many')}</p>
  if (!certificates.length) return <p className="ui-quiet">{t('trade.certificate.none')}</p>
  return (
    <ul className="trade-certificates">
      {certificates.map((c) => (
        <li key={c.certificateId}>
          <a href={`/s/${c.code}`} target="_blank" rel="noreferrer">
            {c.productName} · {c.issuerName}
          </a>
          <p className="ui-quiet">
            <Amount value={c.quantity} unit={unit(c.unit)} /> · {c.origin} · <When at={c.issuedAt} full />
          </p>
          <p>
            <Code value={c.code} /> {c.voidedAt && <State kind="stop">{t('trade.certificate.voided')}</State>}
          </p>
        </li>
      ))}
    </ul>
  )
}
