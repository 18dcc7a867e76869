import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { issueCertificate, printLabels } from '../../../modules/label/schema.ts'
import { harvest } from '../../../modules/production/harvest/schema.ts'
import { type Holding, listHoldings } from '../../../modules/trace/schema.ts'
import { sellToMarket } from '../../../modules/trade/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { ListPage } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { batchAddress, forBatches } from './address.ts'
import { useProducing } from './harvest/useProducing.ts'
import { BatchStateChip, stateOf } from './state.tsx'
import { useBatchFilters } from './useBatchFilters.tsx'

/** One's batches with what is left of each; those in stock first asked for. */
export function BatchesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { party } = useSession()
  const columns = useBatchColumns()
  const filters = useBatchFilters()
  if (useInStockAtFirst()) return <Page title={t('batch.title')}>{null}</Page>
  return (
    <ListPage
      title={t('batch.title')}
      action={may(harvest) && <NewBatch />}
      endpoint={listHoldings}
      filters={filters}
      columns={columns}
      rowKey={(h) => `${h.partyId}/${h.holdingId}`}
      open={(h) => batchAddress(h, party?.partyId)}
      bulk={(rows) => <Bulk rows={rows} />}
      empty={{
        text: t('batch.empty_list'),
        action: may(harvest) && <LinkButton to="/harvest">{t('batch.harvest')}</LinkButton>,
      }}
    />
  )
}

/**
 * Opened without any filter it asks for what is in stock; who takes that away sees all. True until the address says so:
 * a list drawn before would ask for everything and then move down for its chips.
 */
function useInStockAtFirst(): boolean {
  const [params, setParams] = useSearchParams()
  const [opened, setOpened] = useState(params.size > 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens
  useLayoutEffect(() => {
    if (!opened) setParams({ inStock: 'yes' }, { replace: true })
  }, [])
  useLayoutEffect(() => {
    if (params.size > 0) setOpened(true)
  }, [params])
  return !opened
}

function useBatchColumns(): readonly Column<Holding>[] {
  const { t } = useTranslation()
  const unit = useUnit()
  // the row is opened by its name: what came captured is no product of ours, and a crate is none at all
  const nameOf = ({ kind, productName }: Holding) =>
    kind === 'batch'
      ? (productName ?? t('trade.no_name'))
      : [productName, t(`item.kind.${kind}`)].filter(Boolean).join(' · ')
  return [
    {
      key: 'product',
      title: t('batch.product'),
      render: (h) => nameOf(h),
      text: (h) => nameOf(h),
    },
    {
      key: 'state',
      title: t('batch.state'),
      render: (h) => <BatchStateChip batch={h} />,
      text: (h) => t(`batch.state.${stateOf(h)}`),
      phone: 'state',
    },
    {
      key: 'quantity',
      title: t('batch.balance'),
      numeric: true,
      render: (h) => <Amount value={h.quantity} unit={unit(h.unit)} />,
      text: (h) => `${h.quantity} ${unit(h.unit)}`,
    },
    {
      key: 'reserved',
      title: t('batch.reserved'),
      numeric: true,
      render: (h) => (Number(h.reserved) ? <Amount value={h.reserved} unit={unit(h.unit)} /> : ''),
      text: (h) => (Number(h.reserved) ? `${h.reserved} ${unit(h.unit)}` : ''),
    },
    { key: 'made', title: t('batch.made_on'), render: (h) => <When at={h.madeOn} />, text: (h) => h.madeOn },
    { key: 'code', title: t('batch.code'), render: (h) => <Code value={h.code} />, text: (h) => h.code },
  ]
}

/** Harvest first; goods bought from outside where the profile knows them. */
function NewBatch() {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const { profiles, title } = useProducing()
  const made = profiles.flatMap((p) =>
    p.events
      .filter((e) => e.object === 'batch' && e.move === 'produce')
      .map((e) => ({
        to: `/batches/step/${encodeURIComponent(p.id)}/${e.id}`,
        name: e.names[language],
        of: p.names[language],
      })),
  )
  const several = new Set(made.map((m) => m.of)).size > 1
  return (
    <>
      <LinkButton to="/harvest" type="primary">
        {title}
      </LinkButton>
      {made.length === 1 && <LinkButton to={made[0]!.to}>{made[0]!.name}</LinkButton>}
      {made.length > 1 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: made.map((m) => ({
              key: m.to,
              label: <Link to={m.to}>{several ? `${m.name} · ${m.of}` : m.name}</Link>,
            })),
          }}
        >
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('batch.other_in')}
          </Button>
        </Dropdown>
      )}
    </>
  )
}

/** What can be done with several at once. */
function Bulk({ rows }: { rows: readonly Holding[] }) {
  const { t } = useTranslation()
  const may = useMay()
  const inStock = rows.filter((h) => stateOf(h) === 'in_stock')
  const usable = inStock.map((h) => h.holdingId)
  // labels and certificates carry a code of ours
  const coded = inStock.every((h) => h.code !== null)
  if (!usable.length) return <span>{t('batch.bulk_none')}</span>
  return (
    <>
      {usable.length < rows.length && <span>{t('batch.bulk_some', { count: usable.length })}</span>}
      {coded && may(printLabels) && (
        <LinkButton to={forBatches('/labels/new', usable)}>{t('batch.bulk_labels')}</LinkButton>
      )}
      {may(sellToMarket) && <LinkButton to={forBatches('/trade/sell', usable)}>{t('batch.bulk_sell')}</LinkButton>}
      {coded && may(issueCertificate) && usable.length === 1 && (
        <LinkButton to={forBatches('/certificates/new', usable)}>{t('batch.certify')}</LinkButton>
      )}
    </>
  )
}
