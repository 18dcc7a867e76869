import { Form, type FormInstance, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../../kernel/profile.ts'
import type { Product } from '../../../../modules/catalogue/schema.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import type { HarvestValues } from './values.ts'

const inSight = 6
type ProductFieldProps = {
  products: readonly Product[]
  profile: Profile
  form: FormInstance<HarvestValues>
  onProduct: (id: string) => void
}

/** What was harvested: a few in sight, many to be searched. */
export function ProductField({ products, profile, form, onProduct }: ProductFieldProps) {
  const { t } = useTranslation()
  const label = t('batch.product')
  const name = (p: Product) => (p.spec ? `${p.name} ${p.spec}` : p.name)
  const choose = (id: string) => {
    const product = products.find((p) => p.productId === id)
    const amount = form.getFieldValue('amount')
    if (product && profile.units.includes(product.unit as never))
      form.setFieldValue('amount', { ...amount, unit: product.unit })
    onProduct(id)
  }
  return (
    <Form.Item
      name="productId"
      label={label}
      required
      rules={[{ required: true, message: t('form.choose', { label }) }]}
    >
      {products.length > inSight ? (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={products.map((p) => ({ value: p.productId, label: name(p) }))}
          onChange={choose}
        />
      ) : (
        <Choices
          label={label}
          options={products.map((p) => ({ value: p.productId, label: name(p) }))}
          onChange={(v) => choose(v as string)}
        />
      )}
    </Form.Item>
  )
}
