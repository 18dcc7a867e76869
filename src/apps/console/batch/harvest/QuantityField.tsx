import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { quantityProblem } from '../../../../kernel/quantity.ts'
import type { Unit } from '../../../../kernel/unit.ts'
import { ScaleButton } from '../../../../ui/ScaleButton.tsx'
import { useUnit } from '../../../../ui/useUnit.ts'
import { plainNumber } from '../../production/profile-form/index.ts'

type Amount = { quantity: string; unit: string }

/** How much, in a unit of the profile. */
export function QuantityField({ units }: { units: readonly Unit[] }) {
  const { t } = useTranslation()
  const check = async (_: unknown, value?: Amount) => {
    const quantity = plainNumber(value?.quantity ?? '')
    if (!quantity) throw new Error(t('form.missing', { label: t('harvest.quantity') }))
    const problem = quantityProblem(quantity, value?.unit as Unit)
    if (problem) throw new Error(t(problem))
  }
  return (
    <Form.Item name="amount" label={t('harvest.quantity')} required rules={[{ validator: check }]}>
      <AmountInput units={units} />
    </Form.Item>
  )
}

type AmountInputProps = {
  id?: string
  units: readonly Unit[]
  value?: Amount
  onChange?: (value: Amount) => void
  onBlur?: () => void
}

function AmountInput({ id, units, value, onChange, onBlur }: AmountInputProps) {
  const { t } = useTranslation()
  const unit = useUnit()
  const change = (some: Partial<Amount>) => onChange?.({ quantity: '', unit: units[0] ?? '', ...value, ...some })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus leaves both
    <div className="batch-amount" onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && onBlur?.()}>
      <Input
        {...(id ? { id } : {})}
        inputMode="decimal"
        autoComplete="off"
        maxLength={22}
        value={value?.quantity ?? ''}
        onChange={(e) => change({ quantity: e.target.value })}
      />
      <Select
        aria-label={t('batch.unit')}
        value={value?.unit ?? null}
        options={units.map((u) => ({ value: u, label: unit(u) }))}
        popupMatchSelectWidth={false}
        onChange={(u) => change({ unit: u })}
      />
      <ScaleButton unit={value?.unit} units={units} onWeight={(quantity, u) => change({ quantity, unit: u })} />
    </div>
  )
}
