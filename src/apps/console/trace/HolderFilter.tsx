import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findOperator, listOperators } from '../../../modules/registry/operator/schema.ts'
import { useAsk } from '../app/call.ts'

type HolderFilterProps = { value: string | undefined; set: (value: string | undefined) => void }

/** One operator of the jurisdiction, by two characters of its name or the initials of its pinyin. */
export function HolderFilter({ value, set }: HolderFilterProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const enough = q.length >= 2
  const found = useAsk(listOperators, { q, limit: 20 }, { enabled: enough, keep: true })
  const chosen = useAsk(findOperator, { partyId: value ?? '' }, { enabled: value !== undefined })
  const options = (enough ? (found.data?.items ?? []) : []).map((o) => ({ value: o.partyId, label: o.name }))
  const kept = value && !options.some((o) => o.value === value)
  return (
    <Select
      className="app-choice-filter"
      aria-label={t('trace_find.operator')}
      placeholder={t('trace_find.operator')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t(enough ? 'ui.none' : 'trace_find.search_hint')}
      allowClear
      value={value ?? null}
      options={[...options, ...(kept ? [{ value, label: chosen.data?.name ?? '…' }] : [])]}
      onChange={(v) => set(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}

export function HolderName({ partyId }: { partyId: string }) {
  return <>{useAsk(findOperator, { partyId }).data?.name ?? '…'}</>
}
