import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import type { Filter } from '../app/Filters.tsx'
import { useMay } from '../app/session.tsx'
import { useAll } from '../production/profile-form/index.ts'

/** What a list of batches can be narrowed by. */
export function useBatchFilters(): readonly Filter[] {
  const { t } = useTranslation()
  const may = useMay()
  const yesNo = (yes: string, no: string) => [
    { value: 'yes', label: t(yes) },
    { value: 'no', label: t(no) },
  ]
  return [
    { key: 'q', label: t('batch.search'), kind: 'search' },
    { key: 'inStock', label: t('batch.stock'), kind: 'choice', choices: yesNo('batch.in_stock', 'batch.used_up') },
    { key: 'held', label: t('batch.hold'), kind: 'choice', choices: yesNo('batch.on_hold', 'batch.not_held') },
    ...(may(listProducts)
      ? [
          {
            key: 'productId',
            label: t('batch.product'),
            kind: 'own' as const,
            control: (value: string | undefined, set: (v: string | undefined) => void) => (
              <ProductFilter value={value} set={set} />
            ),
            shown: (value: string) => <ProductName id={value} />,
          },
        ]
      : []),
    {
      key: 'kind',
      label: t('batch.kind'),
      kind: 'choice',
      choices: ['batch', 'pack', 'piece'].map((k) => ({ value: k, label: t(`item.kind.${k}`) })),
    },
    { key: 'madeFrom', label: t('batch.made_from'), kind: 'date' },
    { key: 'madeTo', label: t('batch.made_to'), kind: 'date' },
  ]
}

function ProductFilter({ value, set }: { value: string | undefined; set: (v: string | undefined) => void }) {
  const { t } = useTranslation()
  const { rows } = useAll(listProducts, {})
  return (
    <Select
      className="app-choice-filter"
      aria-label={t('batch.product')}
      placeholder={t('batch.product')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={rows.map((p) => ({ value: p.productId, label: p.name }))}
      onChange={(v) => set(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}

function ProductName({ id }: { id: string }) {
  return useAll(listProducts, {}).rows.find((p) => p.productId === id)?.name ?? '…'
}
