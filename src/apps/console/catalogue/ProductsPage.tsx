import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UNITS } from '../../../kernel/unit.ts'
import {
  createProduct,
  editProduct,
  listProducts,
  type Product,
  retireProduct,
} from '../../../modules/catalogue/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { State } from '../../../ui/State.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { useDo } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { ProductionPage } from '../production/ProductionPage.tsx'

/** What one makes and sells. */
export function ProductsPage() {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const size = usePhone() ? 'middle' : 'small'
  const [retiring, setRetiring] = useState<Product>()
  const language = i18n.language as Language
  const className = (r: Product) => (language === 'zh' ? r.className : r.classNameEn)
  const columns: Column<Product>[] = [
    { key: 'name', title: t('product.name'), render: (r) => r.name, text: (r) => r.name },
    {
      key: 'state',
      title: t('production.state'),
      phone: 'state',
      render: (r) => r.retiredAt && <State kind="plain">{t('products.retired')}</State>,
      text: (r) => (r.retiredAt ? t('products.retired') : ''),
    },
    { key: 'spec', title: t('product.spec'), render: (r) => r.spec, text: (r) => r.spec },
    { key: 'class', title: t('product.class'), render: className, text: className },
    {
      key: 'unit',
      title: t('product.unit'),
      render: (r) => UNITS[r.unit].names[language],
      text: (r) => UNITS[r.unit].names[language],
    },
    {
      key: 'certificate',
      title: t('products.certificate'),
      phone: 'hidden',
      render: (r) => t(`certificate_cover.${r.certificate}`),
      text: (r) => t(`certificate_cover.${r.certificate}`),
    },
  ]
  const add = (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/production/products/new">
      {t('products.add')}
    </LinkButton>
  )
  return (
    <ProductionPage title={t('products.title')} action={may(createProduct) && add}>
      <List
        label={t('products.title')}
        endpoint={listProducts}
        filters={[
          { key: 'q', label: t('products.search'), kind: 'search' },
          {
            key: 'retired',
            label: t('products.show'),
            kind: 'choice',
            choices: [{ value: 'only', label: t('products.retired') }],
          },
        ]}
        columns={columns}
        rowKey={(r) => r.productId}
        {...(may(editProduct) ? { open: (r: Product) => `/production/products/${r.productId}` } : {})}
        actions={(r) =>
          may(retireProduct) &&
          !r.retiredAt && (
            <Button size={size} danger onClick={() => setRetiring(r)}>
              {t('products.retire')}
            </Button>
          )
        }
        empty={{ text: t('products.none'), action: may(createProduct) && add }}
      />
      <Retire product={retiring} onClose={() => setRetiring(undefined)} />
    </ProductionPage>
  )
}

function Retire({ product, onClose }: { product: Product | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const retire = useDo(retireProduct, { refresh: ['listProducts', 'findProduct'] })
  const close = () => {
    retire.forget()
    onClose()
  }
  return (
    <ConfirmDialog
      open={product !== undefined}
      title={t('products.retire_title', { name: product?.name })}
      consequence={t('products.retire_what')}
      verb={t('products.retire')}
      danger
      waiting={retire.waiting}
      refusal={<Refusal refusal={retire.refusal} />}
      onConfirm={async () => {
        if (product && (await retire.run({ productId: product.productId }))) close()
      }}
      onClose={close}
    />
  )
}
