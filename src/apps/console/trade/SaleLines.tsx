import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, type FormInstance, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { getHolding } from '../../../modules/trace/schema.ts'
import { mostLines } from '../../../modules/trade/rules.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { BatchField } from './BatchField.tsx'
import { quantityFault } from './quantity.ts'
import type { Sale } from './sale.ts'

/** What is sold: one batch to a registered buyer, several on one voucher. */
export function SaleLines({ form, many }: { form: FormInstance<Sale>; many: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <>
          {(many ? fields : fields.slice(0, 1)).map((field, i) => (
            <div key={field.key} className="trade-line">
              <Line form={form} name={field.name} />
              {fields.length > 1 && many && (
                <Button type="text" danger icon={<DeleteOutlined />} onClick={() => remove(field.name)}>
                  {t('trade.line_remove', { number: i + 1 })}
                </Button>
              )}
            </div>
          ))}
          {many && fields.length < mostLines && (
            <Button icon={<PlusOutlined />} onClick={() => add({})} className="trade-add">
              {t('trade.line_add')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  )
}

function Line({ form, name }: { form: FormInstance<Sale>; name: number }) {
  const { t } = useTranslation()
  const unitWord = useUnit()
  const lines = Form.useWatch('lines', form)
  const holdingId = lines?.[name]?.holdingId
  const others = (lines ?? []).filter((_, i) => i !== name).flatMap((l) => l?.holdingId ?? [])
  const asked = useAsk(getHolding, { holdingId: holdingId ?? '' }, { enabled: holdingId !== undefined })
  const batch = holdingId ? asked.data?.holdings[0] : undefined
  // a pack is not opened for a sale: it goes as it is
  const whole = batch && ['pack', 'piece'].includes(batch.kind) ? batch.available : undefined
  useEffect(() => {
    if (whole !== undefined) form.setFieldValue(['lines', name, 'quantity'], whole)
  }, [whole, form, name])
  const unit = batch ? unitWord(batch.unit) : ''
  return (
    <>
      <Form.Item
        name={[name, 'holdingId']}
        label={t('trade.what')}
        rules={[
          { required: true, message: t('trade.choose_batch') },
          {
            validator: async (_, value?: string) => {
              if (value && others.includes(value)) throw new Error(t('batch.taken_twice'))
            },
          },
        ]}
      >
        <BatchField without={others} />
      </Form.Item>
      <Form.Item
        name={[name, 'quantity']}
        label={t('trade.quantity')}
        dependencies={[[name, 'holdingId']]}
        extra={
          batch && !whole
            ? t('trade.can_take', { quantity: `${groupDigits(batch.available)} ${unit}` })
            : whole && t('trade.whole_pack')
        }
        rules={[
          { required: true, message: t('trade.quantity_missing') },
          {
            validator: async (_, value?: string) => {
              const fault =
                value && batch && quantityFault(value, { unit: batch.unit, most: batch.available, unitWord: unit }, t)
              if (fault) throw new Error(fault)
            },
          },
        ]}
        normalize={(value: string) => value.trim()}
      >
        <Quantity unit={unit} all={whole ? undefined : batch?.available} fixed={whole !== undefined} />
      </Form.Item>
    </>
  )
}

type QuantityProps = {
  id?: string
  value?: string
  onChange?: (value: string) => void
  onBlur?: () => void
  unit: string
  all: string | undefined
  fixed: boolean
}

function Quantity({ id, value = '', onChange, onBlur, unit, all, fixed }: QuantityProps) {
  const { t } = useTranslation()
  return (
    <div className="trade-quantity">
      <Input
        {...(id ? { id } : {})}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        readOnly={fixed}
        suffix={<span>{unit}</span>}
        onChange={(e) => onChange?.(e.target.value)}
        {...(onBlur ? { onBlur } : {})}
      />
      {all !== undefined && all !== '0' && <Button onClick={() => onChange?.(all)}>{t('trade.take_all')}</Button>}
    </div>
  )
}
