import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Division, findDivisions, showDivision } from '../../../modules/identity/division/schema.ts'
import { useAsk } from '../app/call.ts'
import { useDelayed } from './useDelayed.ts'

type DivisionFieldProps = {
  id?: string
  label?: string
  value?: string | undefined
  onChange?: (divisionId: string | undefined) => void
  /** Offers what lies below, down to the village. */
  deeper?: boolean
  className?: string
}

/** A division's name with what it lies in: 海南省 三亚市 崖州区. */
export const divisionText = (d: Pick<Division, 'name' | 'above'>): string =>
  [...d.above.map((a) => a.name), d.name].join(' ')

/** A division: found by name, pinyin, initials or code; then, one select a level, what lies below it. */
export function DivisionField({ id, label, value, onChange, deeper = false, className }: DivisionFieldProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = useDelayed(typed.trim())
  const found = useAsk(findDivisions, { q }, { enabled: q !== '', keep: true })
  const chosen = useAsk(showDivision, { divisionId: value ?? '' }, { enabled: Boolean(value), keep: true })
  const division = value ? chosen.data?.division : undefined
  const here = division ? [{ value: division.divisionId, label: divisionText(division) }] : []
  const options = q ? (found.data?.items ?? []).map((d) => ({ value: d.divisionId, label: divisionText(d) })) : here
  const below = deeper && value ? (chosen.data?.children ?? []) : []
  return (
    <div className="registry-division">
      <Select
        {...(id ? { id } : {})}
        {...(label ? { 'aria-label': label } : {})}
        {...(className ? { className } : {})}
        showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
        placeholder={label ?? t('registry.division.find')}
        allowClear
        value={value ?? null}
        options={options.length ? options : here}
        loading={found.isFetching}
        notFoundContent={t(q ? 'registry.division.none' : 'registry.division.type')}
        popupMatchSelectWidth={false}
        onChange={(v) => {
          setTyped('')
          onChange?.(v ?? undefined)
        }}
        onBlur={() => setTyped('')}
      />
      {deeper && (
        <Select
          key={value ?? ''}
          disabled={below.length === 0}
          aria-label={t('registry.division.deeper')}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('registry.division.deeper')}
          options={below.map((d) => ({ value: d.divisionId, label: d.name }))}
          onChange={(v: string) => onChange?.(v)}
        />
      )}
    </div>
  )
}
