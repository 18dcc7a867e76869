import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { type ComponentType, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileRowField } from '../../../../kernel/profile.ts'
import type { FieldOf, FieldProps } from './control.ts'
import { startRow, startValues, unitsOf } from './values.ts'

type RowsFieldProps = Omit<FieldProps, 'field' | 'row'> & {
  field: FieldOf<'rows'>
  /** Draws one field: of the form that holds the rows. */
  Field: ComponentType<FieldProps>
  label: string
  marked: ReactNode
  extra: ReactNode
  judge: (level: 'error' | 'warning', value: unknown) => Promise<void>
}
type Row = Readonly<Record<string, unknown>>
const most = 200

/** Repeated rows: a card each, with the same fields; the last rows of the time before are one touch away. */
export default function RowsField(p: RowsFieldProps) {
  const { field, last, label, Field } = p
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const name = ['fields', field.key]
  const id = name.join('_')
  const box = useRef<HTMLDivElement>(null)
  const before = (last[0] ?? []) as Row[]
  const fields = field.fields
  const units = unitsOf({ [field.key]: [before] })
  // the person goes on in the row that was added, or before the one that was removed
  const goTo = (at: number) =>
    requestAnimationFrame(() => {
      const card = box.current?.querySelectorAll('.profile-card')[at]
      const target = card?.querySelector('.ant-form-item input, .ant-form-item textarea') ?? document.getElementById(id)
      ;(target as HTMLElement | null)?.focus()
    })
  return (
    <Form.List
      name={name}
      rules={[
        { validator: (_, v) => p.judge('error', v) },
        ...(field.required === 'warn'
          ? [{ warningOnly: true, validator: (_: unknown, v: unknown) => p.judge('warning', v) }]
          : []),
      ]}
    >
      {(rows, { add, remove }, { errors, warnings }) => (
        <div ref={box}>
          <Form.Item
            label={p.marked}
            htmlFor={id}
            required={field.required !== false}
            extra={p.extra}
            {...(errors.length ? { validateStatus: 'error' as const, help: errors } : {})}
            {...(!errors.length && warnings.length ? { validateStatus: 'warning' as const, help: warnings } : {})}
          >
            <div className="profile-cards">
              {rows.map((row, i) => (
                <fieldset key={row.key} className="profile-card">
                  <legend>{t('production.rows.nth', { label, n: i + 1 })}</legend>
                  <Button
                    type="text"
                    className="profile-card-remove"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('production.rows.remove', { label, n: i + 1 })}
                    onClick={() => {
                      remove(row.name)
                      goTo(Math.max(0, i - 1))
                    }}
                  />
                  <div className="profile-card-fields">
                    {fields.map((f) => (
                      <Field
                        key={f.key}
                        event={p.event}
                        field={f}
                        last={lastOf(last, f)}
                        context={p.context}
                        row={{ key: field.key, at: row.name, fields: field.fields }}
                      />
                    ))}
                  </div>
                </fieldset>
              ))}
              <div className="ui-chips">
                <Button
                  id={id}
                  icon={<PlusOutlined aria-hidden />}
                  disabled={rows.length >= (field.most ?? most)}
                  onClick={() => {
                    add(startRow(field, { units }))
                    goTo(rows.length)
                  }}
                >
                  {t('production.rows.add', { label })}
                </Button>
                {before.length > 0 && rows.every((row) => isUntouched(form.getFieldValue([...name, row.name]))) && (
                  <Button
                    onClick={() => {
                      form.setFieldValue(
                        name,
                        startValues({ fields: [field] }, { like: { [field.key]: before } })[field.key],
                      )
                    }}
                  >
                    {t('production.rows.as_before', { count: before.length })}
                  </Button>
                )}
              </div>
            </div>
          </Form.Item>
        </div>
      )}
    </Form.List>
  )
}

/** Dates and units stand there by themselves; anything else somebody gave. */
const isUntouched = (row: Row | undefined) =>
  Object.values(row ?? {}).every((v) => {
    if (typeof v === 'object' && v !== null && 'unit' in v) return !(v as { quantity?: string }).quantity
    return v === undefined || v === '' || (typeof v === 'string' && /^\d{4}-\d\d-\d\d/.test(v))
  })

/** What was given for one field in the rows of the times before, each once. */
function lastOf(last: readonly unknown[], { key }: ProfileRowField): unknown[] {
  const values = (last as Row[][]).flat().flatMap((row) => (row[key] === undefined ? [] : [row[key]]))
  const texts = values.map((v) => JSON.stringify(v))
  return values.filter((_, i) => texts.indexOf(texts[i]!) === i).slice(0, 3)
}
