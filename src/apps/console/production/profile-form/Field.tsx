import { Form } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import type { Language } from '../../../../platform/i18n.ts'
import type { ControlProps, ProfileContext } from './control.ts'
import { InputField } from './InputField.tsx'
import { PersonField } from './PersonField.tsx'
import { PlotField } from './PlotField.tsx'
import {
  ChoiceField,
  CodeInput,
  DateField,
  NumberField,
  PlaceField,
  QuantityField,
  TextField,
  TimeField,
  YesNoField,
} from './SimpleFields.tsx'
import { useLawText } from './sources.ts'
import { problemOf, today } from './values.ts'

type Unasked = 'file' | 'codes' | 'rows'
/** One control for each type of field; a file has none until records can carry files. */
const controls: Record<Exclude<ProfileField['type'], Unasked>, ComponentType<never>> = {
  text: TextField,
  code: CodeInput,
  quantity: QuantityField,
  date: DateField,
  datetime: TimeField,
  choice: ChoiceField,
  number: NumberField,
  input: InputField,
  plot: PlotField,
  person: PersonField,
  place: PlaceField,
  yes_no: YesNoField,
}
const controlOf = (type: ProfileField['type']) =>
  type === 'file' || type === 'codes' || type === 'rows'
    ? undefined
    : (controls[type] as ComponentType<Omit<ControlProps, 'id'>>)

/** Can the form ask for it? */
export const isAsked = (field: ProfileField): boolean => controlOf(field.type) !== undefined

/** The day it happened: only what has happened is recorded. */
const isDayOf = (event: ProfileEvent, field: ProfileField) =>
  field.type === 'date' && event.fields.find((f) => f.type === 'date' && f.required) === field

type FieldProps = { event: ProfileEvent; field: ProfileField; last: readonly unknown[]; context: ProfileContext }

/** A field of an event: its label with its mark, its control, a line of help, and what is wrong with it. */
export function Field({ event, field, last, context }: FieldProps) {
  const { t, i18n } = useTranslation()
  const lawText = useLawText()
  const label = field.names[i18n.language as Language]
  const recommended = field.required === 'warn'
  const law = field.required === 'law' || (recommended && field.confidence === 'law') ? lawText(field.source) : ''
  const help = [field.help?.[i18n.language as Language], law].filter(Boolean)
  const Control = controlOf(field.type)
  if (!Control) return null
  const judge = async (level: 'error' | 'warning', value: unknown) => {
    if (level === 'error' && isDayOf(event, field) && String(value ?? '') > today())
      throw new Error(t('record.in_future', { date: String(value), today: today() }))
    const issue = problemOf(field, value)
    if (issue?.level !== level) return
    if (issue.reason === 'field.missing') {
      const picked = field.type === 'choice' || field.type === 'plot'
      throw new Error(t(picked ? 'production.form.choose' : 'production.form.missing', { label }))
    }
    if (level === 'warning') throw new Error(t(issue.reason))
    throw new Error(t('production.form.fault', { label, fault: t(issue.reason) }))
  }
  return (
    <Form.Item
      name={['fields', field.key]}
      label={
        recommended ? (
          <>
            {label}
            <span className="ui-quiet app-optional">{t('production.form.recommended')}</span>
          </>
        ) : (
          label
        )
      }
      // no "optional" beside what is recommended
      required={field.required !== false}
      extra={help.length ? <span className="profile-help">{help.join(' · ')}</span> : undefined}
      rules={[
        { validator: (_, v) => judge('error', v) },
        ...(recommended ? [{ warningOnly: true, validator: (_: unknown, v: unknown) => judge('warning', v) }] : []),
      ]}
    >
      <Control event={event} field={field as never} label={label} last={last} context={context} />
    </Form.Item>
  )
}
