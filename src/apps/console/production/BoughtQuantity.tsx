import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Together } from '../../../ui/Together.tsx'

/** What inputs are sold in; the usual one first. */
const units = ['kg', 'g', 'l', 'ml', 't', 'jin', 'bag', 'bottle', 'box', 'piece', 'plant'] as const satisfies Unit[]
type Amount = { quantity?: string; unit?: Unit }
type BoughtQuantityProps = {
  id?: string
  label: string
  value?: Amount
  onChange?: (value: Amount) => void
  onBlur?: () => void
}

/** How much was bought, and in what. */
export function BoughtQuantity({ id, label, value = {}, onChange, onBlur }: BoughtQuantityProps) {
  const { t, i18n } = useTranslation()
  const { quantity = '', unit = 'kg' } = value
  return (
    <Together className="profile-quantity" onLeave={onBlur}>
      <Input
        {...(id ? { id } : {})}
        inputMode="decimal"
        autoComplete="off"
        maxLength={22}
        value={quantity}
        onChange={(e) => onChange?.({ quantity: e.target.value, unit })}
      />
      <Select
        aria-label={t('production.form.unit_of', { label })}
        value={unit}
        options={units.map((u) => ({ value: u, label: UNITS[u].names[i18n.language as Language] }))}
        popupMatchSelectWidth={false}
        onChange={(u: Unit) => onChange?.({ quantity, unit: u })}
      />
    </Together>
  )
}
