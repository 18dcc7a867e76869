import { useTranslation } from 'react-i18next'
import { type CollectedFor, listCollected } from '../../../modules/label/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { List } from '../app/ListPage.tsx'
import { useSession } from '../app/session.tsx'
import { batchAddress } from '../batch/address.ts'
import { PaperTabs } from './Tabs.tsx'

/** Goods that came in, each with the certificates that came along, or that none came. */
export function CollectedPage() {
  const { t } = useTranslation()
  const unit = useUnit()
  const { party } = useSession()
  const issuers = (r: CollectedFor) => [...new Set(r.certificates.map((c) => c.issuerName))].join(t('label.comma'))
  const columns: readonly Column<CollectedFor>[] = [
    {
      key: 'product',
      title: t('certificate.product'),
      render: (r) => r.productName,
      text: (r) => r.productName,
    },
    {
      key: 'state',
      title: t('label.state'),
      render: (r) =>
        r.uncovered.length ? (
          <State kind="wait">{t('label.uncovered')}</State>
        ) : (
          <State kind="good">{t('label.covered', { count: r.certificates.length })}</State>
        ),
      text: (r) => t(r.uncovered.length ? 'label.uncovered' : 'label.covered', { count: r.certificates.length }),
      phone: 'state',
    },
    {
      key: 'quantity',
      title: t('label.in_stock'),
      numeric: true,
      render: (r) => <Amount value={r.quantity} unit={unit(r.unit)} />,
      text: (r) => `${r.quantity} ${unit(r.unit)}`,
    },
    {
      key: 'received',
      title: t('label.received'),
      render: (r) => <When at={r.receivedAt} />,
      text: (r) => r.receivedAt,
    },
    { key: 'issuer', title: t('certificate.issuer'), render: issuers, text: issuers },
    {
      key: 'certificates',
      title: t('certificate.code'),
      render: (r) => (
        <ul className="label-plain">
          {r.certificates.slice(0, 3).map((c) => (
            <li key={c.certificateId}>
              <a href={`/s/${c.code}`} target="_blank" rel="noreferrer">
                <Code value={c.code} />
              </a>
            </li>
          ))}
          {r.certificates.length > 3 && <li>{t('label.more', { count: r.certificates.length - 3 })}</li>}
        </ul>
      ),
      text: (r) => r.certificates.map((c) => c.code).join(t('label.comma')),
    },
  ]
  return (
    <Page title={t('label.collected')}>
      <PaperTabs />
      <p className="ui-help">{t('label.collected_help')}</p>
      <List
        label={t('label.collected')}
        endpoint={listCollected}
        columns={columns}
        rowKey={(r) => r.holdingId}
        open={(r) => batchAddress(r, party?.partyId)}
        empty={{ text: t('label.no_collected') }}
      />
    </Page>
  )
}
