import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { profileFor } from '../../../industries/index.ts'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { createProduct, editProduct, findProduct, type Product } from '../../../modules/catalogue/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { ClassField } from './ClassField.tsx'

type ProductValues = { name: string; spec?: string; classCode: string; unit: Unit }

/** Adds a product, or changes one. */
export function ProductPage() {
  const { t } = useTranslation()
  const { productId } = useParams()
  const asked = useAsk(findProduct, { productId: productId ?? '' }, { enabled: productId !== undefined })
  return (
    <Page
      title={t(productId ? 'products.edit_title' : 'products.add')}
      back={{ to: '/production/products', title: t('products.title') }}
      narrow
    >
      <Refusal refusal={asked.error} />
      {productId && !asked.data && !asked.error && <Waiting rows={6} />}
      {(!productId || asked.data) && <ProductForm product={asked.data} />}
    </Page>
  )
}

function ProductForm({ product }: { product: Product | undefined }) {
  const { t, i18n } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<ProductValues>()
  const refresh = ['listProducts', 'findProduct']
  const create = useDo(createProduct, { refresh })
  const edit = useDo(editProduct, { refresh })
  const classCode = Form.useWatch('classCode', form)
  const unit = Form.useWatch('unit', form)
  const profile = classCode ? profileFor(classCode) : undefined
  const language = i18n.language as Language
  const save = async ({ name, spec = '', classCode: code, unit: counted }: ProductValues) => {
    const words = { name, spec, classCode: code, unit: counted }
    const taken = product ? await edit.run({ ...words, productId: product.productId }) : await create.run(words)
    if (taken) void go('/production/products')
    return taken !== undefined
  }
  const start: Partial<ProductValues> = product
    ? { name: product.name, spec: product.spec, classCode: product.classCode, unit: product.unit }
    : {}
  return (
    <FormPage<ProductValues>
      form={form}
      initial={start}
      draftKey={product ? `product:${product.productId}` : 'product'}
      submit={t('ui.save')}
      onSubmit={save}
      refusal={create.refusal ?? edit.refusal}
      waiting={create.waiting || edit.waiting}
    >
      <Form.Item
        name="classCode"
        label={t('product.class')}
        rules={[{ required: true, message: t('form.choose', { label: t('product.class') }) }]}
        {...(classCode && !profile ? { validateStatus: 'error' as const, help: t('product.no_profile') } : {})}
      >
        <ClassField
          narrow
          name={language === 'zh' ? product?.className : product?.classNameEn}
          onChange={(_, found) => {
            // the unit goods of this class are usually counted in, and its name as a beginning
            if (found) form.setFieldValue('unit', found.unit)
            if (found && !form.getFieldValue('name')) form.setFieldValue('name', found.name)
          }}
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('product.name')}
        rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('product.name') }) }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="spec" label={t('product.spec')} extra={t('products.spec_help')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      {profile && (
        <Form.Item
          name="unit"
          label={t('product.unit')}
          extra={product && unit !== product.unit ? t('products.unit_help') : undefined}
          rules={[{ required: true, message: t('form.choose', { label: t('product.unit') }) }]}
        >
          <Choices
            label={t('product.unit')}
            options={profile.units.map((u) => ({ value: u, label: UNITS[u].names[language] }))}
          />
        </Form.Item>
      )}
    </FormPage>
  )
}
