import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Product } from '../../../../modules/catalogue/schema.ts'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { useUnit } from '../../../../ui/useUnit.ts'
import type { Output, StepShape } from './shape.ts'

type OutputsFieldProps = {
  shape: StepShape
  products: readonly Product[]
  /** Units of the profile, for products; the batch's own for parts and packs. */
  units: readonly string[]
  value?: Output[]
  onChange?: (value: Output[]) => void
}

/** What comes out of a step: products with their quantity, parts of a batch, packs of it. */
export function OutputsField({ shape, products, units, value = [], onChange }: OutputsFieldProps) {
  const { t } = useTranslation()
  const several = shape.outputs !== 'bought'
  const named = shape.outputs === 'products' || shape.outputs === 'bought'
  if (named && !products.length) return <LinkButton to="/production/products">{t('harvest.add_product')}</LinkButton>
  const change = (at: number, some: Output) => onChange?.(value.map((o, i) => (i === at ? { ...o, ...some } : o)))
  return (
    <div className="step-list">
      {value.map((o, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          key={i}
          className="step-row step-output"
        >
          {named && (
            <Select
              aria-label={t('batch.product')}
              placeholder={t('batch.product')}
              showSearch={{ optionFilterProp: 'label' }}
              value={o.productId ?? null}
              options={products.map((p) => ({ value: p.productId, label: p.spec ? `${p.name} ${p.spec}` : p.name }))}
              onChange={(productId) => {
                const product = products.find((p) => p.productId === productId)
                change(i, { productId, ...(product ? { unit: product.unit } : {}) })
              }}
            />
          )}
          <Quantity shape={shape} units={units} output={o} onChange={(some) => change(i, some)} />
          {shape.outputs === 'bought' && (
            <div className="step-made">
              <label htmlFor={`step-made-${i}`}>{t('step.made_on')}</label>
              <Input
                id={`step-made-${i}`}
                type="date"
                value={o.madeOn ?? ''}
                onChange={(e) => change(i, { madeOn: e.target.value })}
              />
            </div>
          )}
          {value.length > 1 && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('step.remove')}
              onClick={() => onChange?.(value.filter((_, at) => at !== i))}
            />
          )}
        </div>
      ))}
      {several && (
        <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, {}])}>
          {t(`step.add.${shape.outputs}`)}
        </Button>
      )}
    </div>
  )
}

type QuantityProps = {
  shape: StepShape
  units: readonly string[]
  output: Output
  onChange: (some: Output) => void
}

function Quantity({ shape, units, output, onChange }: QuantityProps) {
  const { t } = useTranslation()
  const unit = useUnit()
  const packs = shape.outputs === 'packs'
  const chosen = output.unit ?? units[0]
  return (
    <>
      {packs && (
        <InputNumber
          aria-label={t('step.count')}
          className="step-count"
          min={1}
          max={500}
          precision={0}
          inputMode="numeric"
          suffix={t('step.packs_of')}
          value={output.count ?? 1}
          onChange={(n) => onChange({ count: n ?? 1 })}
        />
      )}
      <Input
        aria-label={t(packs ? 'step.each' : 'step.quantity')}
        placeholder={t(packs ? 'step.each' : 'step.quantity')}
        inputMode="decimal"
        autoComplete="off"
        maxLength={22}
        value={output.quantity ?? ''}
        {...(units.length > 1 ? {} : { suffix: <span>{unit(chosen ?? '')}</span> })}
        onChange={(e) => onChange({ quantity: e.target.value })}
      />
      {units.length > 1 && (
        <Select
          aria-label={t('batch.unit')}
          value={chosen ?? null}
          options={units.map((u) => ({ value: u, label: unit(u) }))}
          popupMatchSelectWidth={false}
          onChange={(u: string) => onChange({ unit: u })}
        />
      )}
    </>
  )
}
