import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ProfileEvent } from '../../../kernel/profile.ts'
import { convert, quantityProblem } from '../../../kernel/quantity.ts'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import type { InputPurchase } from '../../../modules/production/input/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type FormFields, plainNumber, purchaseOf } from './profile-form/index.ts'

/**
 * How much of a received batch a use takes, where the amount of the record is in a unit that does not convert to that of
 * the batch: half a litre out of bottles.
 */
export function TakenFromBatch({ event, bought }: { event: ProfileEvent; bought: readonly InputPurchase[] }) {
  const { t, i18n } = useTranslation()
  const fields = (Form.useWatch('fields') ?? {}) as FormFields
  const id = purchaseOf(event, fields)
  const purchase = bought.find((b) => b.purchaseId === id)
  if (!purchase?.holdingId) return null
  const amount = fields['amount'] as { quantity?: string; unit?: Unit } | undefined
  if (amount?.unit && convert('1', amount.unit, purchase.unit) !== undefined) return null
  const unit = UNITS[purchase.unit].names[i18n.language as Language]
  return (
    <Form.Item
      name="taken"
      label={t('production.taken', { unit })}
      extra={t('production.taken_help')}
      rules={[
        {
          validator: async (_, v?: string) => {
            const problem = v?.trim() ? quantityProblem(plainNumber(v), purchase.unit) : undefined
            if (problem) throw new Error(t(problem))
          },
        },
      ]}
    >
      <Input inputMode="decimal" className="profile-short" autoComplete="off" />
    </Form.Item>
  )
}
