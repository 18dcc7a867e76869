import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listProductClasses } from '../../../modules/catalogue/schema.ts'
import { useAsk } from '../app/call.ts'

type ClassFilterProps = { value: string | undefined; set: (value: string | undefined) => void }

/** A product class with all below it. */
export function ClassFilter({ value, set }: ClassFilterProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const found = useAsk(listProductClasses, { ...(typed.trim() ? { q: typed.trim() } : {}), limit: 50 }, { keep: true })
  const options = (found.data?.items ?? []).map((c) => ({ value: c.code, label: `${c.name} ${c.code}` }))
  const kept = value && !options.some((o) => o.value === value)
  return (
    <Select
      className="app-choice-filter"
      aria-label={t('trace_find.class')}
      placeholder={t('trace_find.class')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t('ui.none')}
      allowClear
      value={value ?? null}
      options={[...options, ...(kept ? [{ value, label: value }] : [])]}
      onChange={(v) => set(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}

export function ClassName({ code }: { code: string }) {
  const found = useAsk(listProductClasses, { q: code, limit: 50 }).data?.items.find((c) => c.code === code)
  return <>{found?.name ?? code}</>
}
