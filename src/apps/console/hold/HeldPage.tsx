import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listHeldOfMine, type OwnHeld } from '../../../modules/trace/hold/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Code, When, whenText } from '../../../ui/values.tsx'
import { ExportButton } from '../app/ExportButton.tsx'
import { List } from '../app/ListPage.tsx'
import { UnitAmount } from './amounts.tsx'

/** What of one's own goods may not be sold now: why, by whom, and whom to call. */
export function HeldPage() {
  const { t, i18n } = useTranslation()
  const columns: Column<OwnHeld>[] = [
    {
      key: 'product',
      title: t('hold.product'),
      render: (r) => r.productName ?? t('hold.goods'),
      text: (r) => r.productName,
    },
    {
      key: 'quantity',
      title: t('hold.quantity'),
      numeric: true,
      width: 130,
      render: (r) => <UnitAmount quantity={r.quantity} unit={r.unit} />,
      text: (r) => `${r.quantity} ${r.unit}`,
    },
    { key: 'code', title: t('hold.code'), width: 200, render: (r) => <Code value={r.code} />, text: (r) => r.code },
    {
      key: 'why',
      title: t('hold.reason'),
      render: (r) => <Why held={r} />,
      text: (r) => [t(`hold_source.${r.source}`), r.reason, r.documentNo].filter(Boolean).join(' · '),
    },
    {
      key: 'call',
      title: t('hold.contact'),
      render: (r) => <WhomToCall held={r} />,
      text: (r) => [r.issuerName, r.contact].filter(Boolean).join(' · '),
    },
    {
      key: 'since',
      title: t('hold.since'),
      width: 120,
      render: (r) => <When at={r.since} />,
      text: (r) => whenText(r.since, i18n.language),
    },
  ]
  return (
    <Page
      title={t('hold.mine')}
      action={<ExportButton title={t('hold.mine')} endpoint={listHeldOfMine} input={{}} columns={columns} />}
    >
      <List
        label={t('hold.mine')}
        columns={columns}
        endpoint={listHeldOfMine}
        rowKey={(r) => `${r.holdId}.${r.holdingId}`}
        open={(r) => `/batches/${r.holdingId}`}
        empty={{ text: t('hold.mine_none'), action: <Link to="/batches">{t('hold.to_batches')}</Link> }}
        head={({ items }) => items.length > 0 && <Notice kind="stop">{t('hold.mine_what_now')}</Notice>}
      />
    </Page>
  )
}

function Why({ held }: { held: OwnHeld }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`hold_source.${held.source}`)} · {held.reason}
      {held.documentNo && <span className="ui-quiet"> {held.documentNo}</span>}
    </>
  )
}

/** The agency, and its contact; a number in it can be dialled. */
function WhomToCall({ held }: { held: OwnHeld }) {
  const number = held.contact?.match(/\+?\d[\d\s-]{6,}\d/)?.[0]
  return (
    <>
      {held.issuerName}
      {held.contact && ' · '}
      {number ? <a href={`tel:${number.replace(/[\s-]/g, '')}`}>{held.contact}</a> : held.contact}
    </>
  )
}
