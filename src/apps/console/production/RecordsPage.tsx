import { PlusOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listRecords, type ProductionRecord, recordProduction } from '../../../modules/production/record/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { ProductionPage } from './ProductionPage.tsx'
import { useAll, usePlots, useProfiles } from './profile-form/index.ts'
import { RecordState } from './RecordState.tsx'

/** Everything that was recorded, newest first. */
export function RecordsPage() {
  const { t, i18n } = useTranslation()
  const { party } = useSession()
  const may = useMay()(recordProduction)
  const language = i18n.language as Language
  const where = (r: ProductionRecord) => r.targets.map((x) => x.name).join(t('production.form.comma'))
  const used = (r: ProductionRecord) => {
    const { input, amount } = r.fields as { input?: { name: string }; amount?: { quantity: string; unit: Unit } }
    return input && [input.name, amount && `${amount.quantity} ${UNITS[amount.unit].names[language]}`].join(' ').trim()
  }
  const state = (r: ProductionRecord) => {
    if (r.voided) return t('production.voided')
    return r.missing.length ? t('production.lacking', { count: r.missing.length }) : t('production.complete')
  }
  const columns: Column<ProductionRecord>[] = [
    {
      key: 'what',
      title: t('production.what'),
      render: (r) => r.eventName[language],
      text: (r) => r.eventName[language],
    },
    {
      key: 'state',
      title: t('production.state'),
      render: (r) => <RecordState record={r} />,
      text: state,
      phone: 'state',
    },
    { key: 'on', title: t('production.on'), render: (r) => <When at={r.happenedOn} />, text: (r) => r.happenedOn },
    { key: 'where', title: t('production.where'), render: (r) => where(r), text: where },
    { key: 'used', title: t('production.used'), render: used, text: used },
    { key: 'product', title: t('production.product'), render: (r) => r.productName, text: (r) => r.productName },
  ]
  const record = (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/production/record">
      {t('production.record_action')}
    </LinkButton>
  )
  return (
    <ProductionPage
      title={t('production.title')}
      action={
        <>
          <LinkButton to="/production/table">{t('production.table')}</LinkButton>
          {may && record}
        </>
      }
    >
      <List
        label={t('production.title')}
        endpoint={listRecords}
        fixed={party ? { partyId: party.partyId } : {}}
        filters={useRecordFilters()}
        columns={columns}
        rowKey={(r) => r.recordId}
        open={(r) => `/production/records/${r.recordId}`}
        empty={{
          text: t('production.none'),
          action: may && <LinkButton to="/production/record">{t('production.none_first')}</LinkButton>,
        }}
      />
    </ProductionPage>
  )
}

function useRecordFilters(): Filter[] {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const profiles = useProfiles()
  const plots = usePlots().rows
  const products = useAll(listProducts, {}).rows
  const events = new Map(profiles.flatMap((p) => p.events.map((e) => [e.id, e.names[language]] as const)))
  const named = (x: (typeof plots)[number]) => `${x.siteName} ${x.name}`
  return [
    {
      key: 'event',
      label: t('production.what'),
      kind: 'choice',
      choices: [...events].map(([value, label]) => ({ value, label })),
    },
    {
      key: 'target',
      label: t('production.plot'),
      kind: 'own',
      shown: (id) => plots.filter((x) => x.plotId === id).map(named)[0] ?? id,
      control: (value, set) => (
        <Select
          key="target"
          className="app-choice-filter"
          aria-label={t('production.plot')}
          placeholder={t('production.plot')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? null}
          options={plots.map((x) => ({ value: x.plotId, label: named(x) }))}
          onChange={(v) => set(v ?? undefined)}
          popupMatchSelectWidth={false}
        />
      ),
    },
    {
      key: 'productId',
      label: t('production.product'),
      kind: 'choice',
      choices: products.map((x) => ({ value: x.productId, label: [x.name, x.spec].filter(Boolean).join(' ') })),
    },
    { key: 'from', label: t('ui.from'), kind: 'date' },
    { key: 'to', label: t('ui.to'), kind: 'date' },
    {
      key: 'voided',
      label: t('production.with_voided'),
      kind: 'choice',
      choices: [{ value: 'without', label: t('production.hide_voided') }],
    },
  ]
}
