import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { InputKind } from '../../../../kernel/profile.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { CodeField } from '../../../../ui/CodeField.tsx'
import type { InputDraft } from './values.ts'

type InputTypedProps = {
  id?: string
  label: string
  kinds: readonly InputKind[]
  value: InputDraft
  onChange: (value: InputDraft) => void
}

/** An input that is not among the purchases: what stands on its label, and where it came from. */
export function InputTyped({ id, kinds, value, onChange }: InputTypedProps) {
  const { t } = useTranslation()
  const own = useId()
  const ids = { name: id ?? `${own}-name`, number: `${own}-number`, source: `${own}-source`, substances: `${own}-sub` }
  const kind = value.kind ?? kinds[0] ?? 'other'
  // the labels of feed, fertiliser and seed name no active substances
  const hasSubstances = !['feed', 'fertiliser', 'seed'].includes(kind)
  const set = (change: InputDraft) => onChange({ ...value, ...change })
  return (
    <div className="profile-typed">
      <Row id={ids.name} label={t('production.input.name')}>
        <Input id={ids.name} maxLength={200} value={value.name ?? ''} onChange={(e) => set({ name: e.target.value })} />
      </Row>
      {kinds.length > 1 && (
        <Choices
          label={t('production.input.kind')}
          options={kinds.map((k) => ({ value: k, label: t(`production.kind.${k}`) }))}
          value={kind}
          onChange={(k) => set({ kind: k as InputKind })}
        />
      )}
      <Row id={ids.source} label={t('production.input.source')} help={t('production.input.source_help')}>
        <Input
          id={ids.source}
          maxLength={200}
          value={value.source ?? ''}
          onChange={(e) => set({ source: e.target.value })}
        />
      </Row>
      <Row id={ids.number} label={t('production.input.number')} optional>
        <CodeField
          id={ids.number}
          text
          any
          maxLength={100}
          value={value.registrationNumber ?? ''}
          onChange={(v) => set({ registrationNumber: v })}
        />
      </Row>
      {hasSubstances && (
        <Row id={ids.substances} label={t('production.input.substances')} optional>
          <Input
            id={ids.substances}
            maxLength={500}
            value={value.substances ?? ''}
            onChange={(e) => set({ substances: e.target.value })}
          />
        </Row>
      )}
    </div>
  )
}

type RowProps = { id: string; label: string; help?: string; optional?: boolean; children: ReactNode }

function Row({ id, label, help, optional = false, children }: RowProps) {
  const { t } = useTranslation()
  return (
    <div className="profile-row">
      <label htmlFor={id}>
        {label}
        {optional && <span className="ui-quiet app-optional">{t('ui.optional')}</span>}
      </label>
      {children}
      {help && <p className="ui-help">{help}</p>}
    </div>
  )
}
