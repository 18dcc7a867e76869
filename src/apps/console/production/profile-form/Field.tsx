import { Form } from 'antd'
import { type ComponentType, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { isAsked as isAskedBeside } from '../../../../kernel/field-values.ts'
import { dayField, type ProfileEvent, type ProfileField } from '../../../../kernel/profile.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { later } from '../../../../ui/later.ts'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { withLateWords } from '../../app/i18n.ts'
import { useBasis } from './basis.ts'
import { schemeOf } from './codes.ts'
import type { ControlProps, FieldProps } from './control.ts'
import { InputField } from './InputField.tsx'
import { PersonField } from './PersonField.tsx'
import { PlotField } from './PlotField.tsx'
import { pendingIds } from './pendingIds.ts'
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
import { apiValue, problemOf, today } from './values.ts'

const RowsField = later(() => import('./RowsField.tsx'))
const Codes = later(() => import('./CodesField.tsx'))
const OneFile = later(withLateWords(() => import('./FileField.tsx')))

/** Loaded with the first event that asks for many codes. */
function CodesField(p: ControlProps<'codes', string[]>) {
  return (
    <Suspense fallback={<Waiting rows={2} />}>
      <Codes {...p} />
    </Suspense>
  )
}

/** Loaded with the first event that asks for a photo or paper. */
function FileField(p: ControlProps<'file'>) {
  return (
    <Suspense fallback={<Waiting rows={2} />}>
      <OneFile {...p} />
    </Suspense>
  )
}

/** One control for each type of field; rows are fields again. */
const controls: Record<Exclude<ProfileField['type'], 'rows'>, ComponentType<never>> = {
  text: TextField,
  code: CodeInput,
  file: FileField,
  codes: CodesField,
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

/** The day it happened: only what has happened is recorded. */
const isDayOf = (event: ProfileEvent, field: ProfileField) => field.type === 'date' && dayField(event) === field

/** A field of an event; one that waits for another is there while that one has its value. */
export function Field(p: FieldProps) {
  const { when } = p.field
  return when ? <Waiter {...p} waitsFor={when.key} /> : <Shown {...p} />
}

function Waiter({ waitsFor, ...p }: FieldProps & { waitsFor: string }) {
  const beside = p.row ? p.row.fields : p.event.fields
  const other = beside.find((f) => f.key === waitsFor)
  const value = Form.useWatch(p.row ? ['fields', p.row.key, p.row.at, waitsFor] : ['fields', waitsFor])
  const there = other && isAskedBeside(p.field, { [waitsFor]: apiValue(other, value) })
  return there ? <Shown {...p} /> : null
}

/** What the label and the lines under it say of a field. */
function useTexts(field: ProfileField) {
  const { t, i18n } = useTranslation()
  const lawText = useLawText()
  const basis = useBasis()(field)
  const language = i18n.language as Language
  const recommended = field.required === 'warn'
  const law = field.required === 'law' || (recommended && field.confidence === 'law') ? lawText(field.source) : ''
  const scheme = field.type === 'code' || field.type === 'codes' ? schemeOf(field.scheme) : undefined
  const whose = scheme && t('production.form.scheme', { name: scheme.names[language], issuer: scheme.issuer[language] })
  const personal = field.personal && t('production.form.personal')
  const label = field.names[language]
  return {
    label,
    marked: recommended ? (
      <>
        {label}
        <span className="ui-quiet app-optional">{t('production.form.recommended')}</span>
      </>
    ) : (
      label
    ),
    help: [field.help?.[language], whose, personal, basis ?? law].filter(Boolean).join(' · '),
  }
}

/** Its label with its mark, its control, a line of help, and what is wrong with it. */
function Shown({ event, field, last, context, row }: FieldProps) {
  const { t } = useTranslation()
  const { label, marked, help } = useTexts(field)
  const judge = async (level: 'error' | 'warning', value: unknown) => {
    if (level === 'error' && isDayOf(event, field) && String(value ?? '') > today())
      throw new Error(t('record.in_future', { date: String(value), today: today() }))
    if (level === 'error' && field.type === 'file' && pendingIds.has(value as string))
      throw new Error(t('production.file.wait', { label }))
    const issue = problemOf(field, value)
    if (issue?.level !== level) return
    if (issue.reason === 'field.missing') {
      const picked = ['choice', 'plot', 'yes_no'].includes(field.type)
      throw new Error(t(picked ? 'production.form.choose' : 'production.form.missing', { label }))
    }
    if (level === 'warning') throw new Error(t(issue.reason))
    throw new Error(t('production.form.fault', { label, fault: t(issue.reason) }))
  }
  const extra = help ? <span className="profile-help">{help}</span> : undefined
  if (field.type === 'rows')
    return (
      <Suspense fallback={<Waiting rows={4} />}>
        <RowsField Field={Field} {...{ event, field, last, context, label, marked, extra, judge }} />
      </Suspense>
    )
  const Control = controls[field.type] as ComponentType<Omit<ControlProps, 'id'>>
  return (
    <Form.Item
      name={row ? [row.at, field.key] : ['fields', field.key]}
      label={marked}
      // no "optional" beside what is recommended
      required={field.required !== false}
      extra={extra}
      rules={[
        { validator: (_, v) => judge('error', v) },
        ...(field.required === 'warn'
          ? [{ warningOnly: true, validator: (_: unknown, v: unknown) => judge('warning', v) }]
          : []),
      ]}
    >
      <Control event={event} field={field as never} label={label} last={last} context={context} />
    </Form.Item>
  )
}
