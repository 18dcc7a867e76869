import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { useAll } from './profile-form/index.ts'

const inSight = 6

/** What grows or lives there: one's products of the profile. Nothing is asked where there is none. */
export function ProductChoice({ profile }: { profile: string }) {
  const { t } = useTranslation()
  const products = useAll(listProducts, {}).rows.filter((x) => x.profile === profile)
  if (products.length === 0) return null
  const options = products.map((x) => ({ value: x.productId, label: [x.name, x.spec].filter(Boolean).join(' ') }))
  return (
    <Form.Item
      name="productId"
      label={t('production.what_grows')}
      extra={<span className="profile-help">{t('production.what_grows_help')}</span>}
    >
      {options.length > inSight ? (
        <Select options={options} allowClear showSearch={{ optionFilterProp: 'label' }} />
      ) : (
        <Choices label={t('production.what_grows')} options={options} clearable />
      )}
    </Form.Item>
  )
}
