import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findOperator, listOperators, mergeOperator, type Operator } from '../../../modules/registry/operator/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useDelayed } from './useDelayed.ts'

/** A temporary operator turned out to be a registered one: which. */
export function MergeDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [into, setInto] = useState<string>()
  const [lacking, setLacking] = useState(false)
  const q = useDelayed(typed.trim())
  const found = useAsk(listOperators, { q, state: 'approved', limit: 20 }, { enabled: q.length > 1, keep: true })
  const merge = useDo(mergeOperator, { refresh: [findOperator.name, listOperators.name], onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={`${t('operator.action.merge')} · ${operator.name}`}
      consequence={
        <>
          <p>{t('registry.consequence.merge')}</p>
          <div className="ui-field">
            <label htmlFor="merge-into">{t('registry.merge.into')}</label>
            <Select
              id="merge-into"
              showSearch={{ filterOption: false, onSearch: setTyped }}
              placeholder={t('registry.operators.search')}
              value={into ?? null}
              options={(found.data?.items ?? []).map((o) => ({
                value: o.partyId,
                label: `${o.name} · ${o.divisionNames.at(-1) ?? ''}`,
              }))}
              notFoundContent={found.data ? t('ui.none') : t('registry.merge.type')}
              onChange={(v) => {
                setInto(v ?? undefined)
                setLacking(false)
              }}
            />
            {lacking && <p className="ui-fault">{t('registry.merge.missing')}</p>}
          </div>
        </>
      }
      verb={t('registry.merge.verb')}
      danger
      reason
      waiting={merge.waiting}
      refusal={<Refusal refusal={merge.refusal} />}
      onConfirm={(reason) => {
        if (into) void merge.run({ partyId: operator.partyId, into, reason })
        else setLacking(true)
      }}
      onClose={onClose}
    />
  )
}
