import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listAgencies, showAgency } from '../../../modules/identity/agency/schema.ts'
import { findOperator, listOperators } from '../../../modules/registry/operator/schema.ts'
import { useAsk } from '../app/call.ts'
import { useMay, useSession } from '../app/session.tsx'

/** What an organisation is called: one's own, an agency, or an operator; undefined until it is known. */
function usePartyName(partyId: string | undefined): string | undefined {
  const { party } = useSession()
  const may = useMay()
  const other = partyId !== undefined && partyId !== party?.partyId
  const agency = useAsk(showAgency, { partyId: partyId ?? '' }, { enabled: other && may(showAgency) })
  const operator = useAsk(
    findOperator,
    { partyId: partyId ?? '' },
    { enabled: other && agency.isError && may(findOperator) },
  )
  return other ? (agency.data?.name ?? operator.data?.name) : party?.name
}

/** One organisation of the jurisdiction: one's own at once, others by typing two characters of the name. */
export function PartyFilter({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (v: string | undefined) => void
}) {
  const { t } = useTranslation()
  const { party } = useSession()
  const may = useMay()
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const enough = q.length >= 2
  const agencies = useAsk(listAgencies, { q, limit: 20 }, { enabled: enough && may(listAgencies), keep: true })
  const operators = useAsk(listOperators, { q, limit: 20 }, { enabled: enough && may(listOperators), keep: true })
  const found = enough ? [...(agencies.data?.items ?? []), ...(operators.data?.items ?? [])] : []
  const own = party ? [{ value: party.partyId, label: `${t('journal.own_party')} · ${party.name}` }] : []
  const others = found.filter((p) => p.partyId !== party?.partyId).map((p) => ({ value: p.partyId, label: p.name }))
  const name = usePartyName(value)
  const kept = value && ![...own, ...others].some((o) => o.value === value)
  return (
    <Select
      className="app-choice-filter"
      aria-label={t('journal.party')}
      placeholder={t('journal.party')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t('journal.party_search')}
      allowClear
      value={value ?? null}
      options={[...own, ...others, ...(kept ? [{ value, label: name ?? '…' }] : [])]}
      onChange={(v) => onChange(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}

/** The name of the one that is chosen. */
export function PartyName({ partyId }: { partyId: string }) {
  return <>{usePartyName(partyId) ?? '…'}</>
}
