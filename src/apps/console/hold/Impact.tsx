import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { HoldImpact } from '../../../modules/trace/hold/schema.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Section } from '../../../ui/Page.tsx'
import { groupDigits } from '../../../ui/values.tsx'
import { amountsText } from './amounts.tsx'

/** Holders shown before one asks for all of them. */
const shownAtFirst = 10

/** What the hold would stop, in numbers, and at whom; as counted when the goods were chosen. */
export function Impact({ impact }: { impact: HoldImpact }) {
  const { t, i18n } = useTranslation()
  const amounts = (totals: HoldImpact['quantities']) => amountsText(totals, t, i18n.language)
  const number = (n: number) => groupDigits(String(n))
  return (
    <>
      {!impact.complete && <Notice kind="wait">{t('hold.at_least')}</Notice>}
      <Facts
        items={[
          { label: t('hold.stops_batches'), value: number(impact.inStock) },
          { label: t('hold.stops_operators'), value: number(impact.operatorsInStock) },
          { label: t('hold.stops_quantity'), value: amounts(impact.quantities) },
          {
            label: t('hold.on_the_way'),
            value: impact.transfers
              ? t('hold.on_the_way_of', { count: number(impact.transfers), amounts: amounts(impact.onTheWay) })
              : t('hold.on_the_way_none'),
          },
          { label: t('hold.public_pages'), value: number(impact.codes) },
          {
            label: t('hold.passed_through'),
            value: t('hold.passed_through_of', { count: number(impact.operators) }),
          },
        ]}
      />
      {impact.unregistered > 0 && (
        <Notice kind="wait">{t('hold.unregistered', { count: number(impact.unregistered) })}</Notice>
      )}
      {impact.holders.length > 0 && <Holders impact={impact} amounts={amounts} />}
    </>
  )
}

type HoldersProps = { impact: HoldImpact; amounts: (totals: HoldImpact['quantities']) => string }

function Holders({ impact, amounts }: HoldersProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  // those that have something of it now come first: they are the ones that are stopped
  const sorted = [...impact.holders].sort((a, b) => Number(b.quantities.length > 0) - Number(a.quantities.length > 0))
  const rows = all ? sorted : sorted.slice(0, shownAtFirst)
  const hidden = impact.operators - impact.holders.length
  return (
    <Section title={t('hold.by_holder')}>
      {impact.divisions.length > 0 && (
        <p className="ui-quiet">
          {impact.divisions
            .map((d) => t('hold.in_division', { name: d.name, count: d.operators }))
            .join(t('hold.list_comma'))}
        </p>
      )}
      <DataList
        label={t('hold.by_holder')}
        rows={rows}
        rowKey={(r) => r.partyId}
        columns={[
          {
            key: 'name',
            title: t('hold.holder'),
            render: (r) => <Link to={`/operators/${r.partyId}`}>{r.name ?? t('hold.holder_unnamed')}</Link>,
          },
          { key: 'holdings', title: t('hold.batches'), numeric: true, width: 120, render: (r) => r.holdings },
          {
            key: 'quantities',
            title: t('hold.in_stock_now'),
            numeric: true,
            width: 260,
            render: (r) => amounts(r.quantities),
          },
        ]}
      />
      {!all && sorted.length > shownAtFirst && (
        <Button onClick={() => setAll(true)}>{t('hold.all_holders', { count: sorted.length })}</Button>
      )}
      {all && hidden > 0 && <p className="ui-quiet">{t('hold.holders_not_listed', { count: hidden })}</p>}
    </Section>
  )
}
