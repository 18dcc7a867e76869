import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Product } from '../../../../modules/catalogue/schema.ts'
import { useUnit } from '../../../../ui/useUnit.ts'
import { groupDigits } from '../../../../ui/values.tsx'
import { plainInputs, plainOutputs } from './sent.ts'
import { type Input, leftOf, needsProduct, type Output, type Stock, totalOf } from './shape.ts'

type Stocks = ReadonlyMap<string, Stock>
const isNumber = (text: string | undefined) => /^\d+(\.\d+)?$/.test(text ?? '')

/** What is left of a batch after its parts or packs. */
export function Left({ stock }: { stock: Stocks }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const inputs = (Form.useWatch('inputs') ?? []) as Input[]
  const outputs = plainOutputs((Form.useWatch('outputs') ?? []) as Output[])
  const batch = stock.get(inputs[0]?.holdingId ?? '')
  if (!batch) return null
  const left = leftOf(batch.available, outputs)
  const less = left.startsWith('-')
  return (
    <span className={less ? 'ui-fault' : undefined}>
      {t(less ? 'step.too_much' : 'step.left', {
        quantity: groupDigits(left.replace('-', '')),
        unit: unit(batch.unit),
      })}
    </span>
  )
}

/** What merged goods add up to; and as which product of one's own, where they come from several makers. */
export function MergedProduct({ stock, products }: { stock: Stocks; products: readonly Product[] }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const inputs = plainInputs((Form.useWatch('inputs') ?? []) as Input[])
  const first = stock.get(inputs[0]?.holdingId ?? '')
  const named = inputs.length > 1 && needsProduct(inputs, stock)
  const label = t('step.merged_product')
  const fitting = products.filter((p) => p.classCode === first?.classCode)
  const sound = inputs.every((i) => !i.quantity || isNumber(i.quantity))
  return (
    <>
      {inputs.length > 1 && first && sound && (
        <p className="step-total">
          {t('step.total', { quantity: groupDigits(totalOf(inputs, stock)), unit: unit(first.unit) })}
        </p>
      )}
      {named && (
        <Form.Item
          name={['outputs', 0, 'productId']}
          label={label}
          extra={t('merge.needs_product')}
          rules={[{ required: true, message: t('form.choose', { label }) }]}
        >
          <Select options={fitting.map((p) => ({ value: p.productId, label: p.name }))} />
        </Form.Item>
      )}
    </>
  )
}
