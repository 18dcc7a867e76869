import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findOperator, listOperators } from '../../../modules/registry/operator/schema.ts'
import { useAsk } from '../app/call.ts'

type Props = { id?: string; label: string; value?: string | undefined; onChange?: (value: string | undefined) => void }

/** An operator of the jurisdiction, by its name, pinyin or initials. */
export function OperatorSelect({ id, label, value, onChange }: Props) {
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
      {...(id ? { id } : {})}
      aria-label={label}
      placeholder={t('controlled.find_operator')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t(enough ? 'ui.none' : 'controlled.type_more')}
      allowClear
      value={value ?? null}
      options={[...options, ...(kept ? [{ value, label: chosen.data?.name ?? '…' }] : [])]}
      onChange={(v) => onChange?.(v ?? undefined)}
    />
  )
}
