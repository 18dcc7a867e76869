import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../../../../kernel/code.ts'
import type { Holding } from '../../../../modules/trace/schema.ts'
import { CodeField } from '../../../../ui/CodeField.tsx'
import { Notice } from '../../../../ui/Notice.tsx'
import { useUnit } from '../../../../ui/useUnit.ts'
import { Amount, Code, groupCode, When, whenText } from '../../../../ui/values.tsx'
import { BatchStateChip } from '../state.tsx'
import type { StepShape, Input as Taken } from './shape.ts'

type InputsFieldProps = {
  id?: string
  shape: StepShape
  batches: readonly Holding[]
  value?: Taken[]
  onChange?: (value: Taken[]) => void
}

/** The batches a step takes or is about: chosen from what is there with its balance, or by their code. */
export function InputsField({ id, shape, batches, value = [], onChange }: InputsFieldProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [unknown, setUnknown] = useState(false)
  const one = shape.inputs === 'one'
  const free = batches.filter((b) => !value.some((v) => v.holdingId === b.holdingId))
  const add = (holdingId: string) => onChange?.(one ? [{ holdingId }] : [...value, { holdingId }])
  const byCode = (typed: string) => {
    const parsed = parseCode(typed)
    const found = parsed.ok ? free.find((b) => b.code === parsed.code) : undefined
    setUnknown(!found)
    if (!found) return
    setCode('')
    add(found.holdingId)
  }
  return (
    <div className="step-list">
      {value.map((v) => {
        const batch = batches.find((b) => b.holdingId === v.holdingId)
        return (
          <Chosen
            key={v.holdingId}
            batch={batch}
            taken={v}
            asksQuantity={shape.quantities !== 'none'}
            onChange={(next) => onChange?.(value.map((x) => (x === v ? next : x)))}
            onRemove={() => onChange?.(value.filter((x) => x !== v))}
          />
        )
      })}
      {(!one || !value.length) && (
        <>
          <Choice {...(id ? { id } : {})} batches={free} onChoose={add} />
          <CodeField
            label={t('step.by_code')}
            placeholder={t('step.by_code')}
            value={code}
            onChange={setCode}
            onDone={byCode}
          />
          {unknown && <Notice kind="wait">{t('step.code_unknown')}</Notice>}
        </>
      )}
    </div>
  )
}

function Choice({
  id,
  batches,
  onChoose,
}: {
  id?: string
  batches: readonly Holding[]
  onChoose: (id: string) => void
}) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={t('step.add_batch')}
      placeholder={t('step.add_batch')}
      value={null}
      showSearch={{ optionFilterProp: 'searched' }}
      options={batches.map((h) => ({
        value: h.holdingId,
        label: [h.productName, `${h.available} ${unit(h.unit)}`, h.madeOn && whenText(h.madeOn, i18n.language)]
          .filter(Boolean)
          .join(' · '),
        searched: `${h.productName} ${h.code}`,
        code: h.code,
      }))}
      optionRender={(o) => (
        <div>
          {o.label}
          <small className="ui-quiet step-code">{groupCode(String(o.data.code ?? ''))}</small>
        </div>
      )}
      onChange={(v: string | null) => v && onChoose(v)}
    />
  )
}

type ChosenProps = {
  batch: Holding | undefined
  taken: Taken
  asksQuantity: boolean
  onChange: (taken: Taken) => void
  onRemove: () => void
}

function Chosen({ batch, taken, asksQuantity, onChange, onRemove }: ChosenProps) {
  const { t } = useTranslation()
  const unit = useUnit()
  const id = useId()
  if (!batch) return null
  const word = unit(batch.unit)
  return (
    <div className="step-row">
      <div className="step-row-head">
        <strong>{batch.productName}</strong>
        {batch.held && <BatchStateChip batch={batch} />}
        <Button type="text" icon={<DeleteOutlined />} aria-label={t('step.remove')} onClick={onRemove} />
      </div>
      <p className="ui-quiet step-facts">
        <span>
          {t('step.has')} <Amount value={batch.available} unit={word} />
        </span>
        <When at={batch.madeOn} />
        <Code value={batch.code} />
      </p>
      {asksQuantity && (
        <div className="step-take">
          <label htmlFor={id}>{t('step.takes')}</label>
          <Input
            id={id}
            suffix={word}
            inputMode="decimal"
            autoComplete="off"
            maxLength={22}
            placeholder={batch.available}
            value={taken.quantity ?? ''}
            onChange={(e) => {
              const { quantity: _, ...rest } = taken
              onChange(e.target.value ? { ...rest, quantity: e.target.value } : rest)
            }}
          />
          {!taken.quantity && (
            <Button onClick={() => onChange({ ...taken, quantity: batch.available })}>{t('step.all')}</Button>
          )}
        </div>
      )}
    </div>
  )
}
