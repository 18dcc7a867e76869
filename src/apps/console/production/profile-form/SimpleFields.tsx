import { Input, Select } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { dayField, type PlaceValue } from '../../../../kernel/profile.ts'
import { UNITS, type Unit } from '../../../../kernel/unit.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { CodeField } from '../../../../ui/CodeField.tsx'
import { ScaleButton } from '../../../../ui/ScaleButton.tsx'
import { Together } from '../../../../ui/Together.tsx'
import { schemeOf, tidyCode } from './codes.ts'
import { ariaOf, type ControlProps } from './control.ts'
import { Recent } from './Recent.tsx'
import { today } from './values.ts'

const isText = (v: unknown): v is string => typeof v === 'string'

export function TextField(p: ControlProps<'text'>) {
  const { field, id, value, onChange, onBlur, last } = p
  const long = field.key === 'remark' || (field.maxLength ?? 0) > 500
  const common = { id, value, onBlur, maxLength: field.maxLength ?? 500, ...ariaOf(p) } as object
  return (
    <>
      {long ? (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(e) => onChange?.(e.target.value)}
        />
      ) : (
        <Input {...common} autoComplete="off" onChange={(e) => onChange?.(e.target.value)} />
      )}
      {!value && !long && <Recent values={last.filter(isText)} text={(v) => v} onPick={(v) => onChange?.(v)} />}
    </>
  )
}

export function CodeInput({ field, id, value, onChange, onBlur, last }: ControlProps<'code'>) {
  const box = useRef<HTMLDivElement>(null)
  const done = (code: string) => {
    onChange?.(tidyCode(code, schemeOf(field.scheme)))
    goOnFrom(box.current)
  }
  return (
    <>
      <div ref={box}>
        <Together onLeave={onBlur}>
          <CodeField
            {...(id ? { id } : {})}
            value={value ?? ''}
            text
            any
            onChange={(v: string) => onChange?.(v)}
            onDone={done}
          />
        </Together>
      </div>
      {!value && <Recent values={last.filter(isText)} text={(v) => v} onPick={(v) => onChange?.(v)} />}
    </>
  )
}

/** A hand scanner ends a code with Enter: that goes on to the next field, it does not send the form. */
function goOnFrom(box: HTMLElement | null): void {
  const fields = box
    ?.closest('form, .ant-form')
    ?.querySelectorAll<HTMLElement>('input:not([type=hidden], [type=file]), textarea')
  const list = [...(fields ?? [])].filter((f) => f.offsetParent !== null)
  const at = list.findIndex((f) => box?.contains(f))
  list[at + 1]?.focus()
}

export function NumberField(p: ControlProps<'number'>) {
  const { field, id, value, onChange, onBlur } = p
  const { i18n } = useTranslation()
  // the name says the unit already where the profile wrote it there
  const unit =
    field.unit && !/[(（]/.test(field.names.zh) ? UNITS[field.unit].names[i18n.language as Language] : undefined
  return (
    <Input
      {...({ id, value, onBlur, ...ariaOf(p) } as object)}
      className="profile-short"
      inputMode={field.whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      maxLength={20}
      suffix={unit}
      onChange={(e) => onChange?.(e.target.value)}
    />
  )
}

type QuantityDraft = { quantity?: string; unit?: Unit }

export function QuantityField(p: ControlProps<'quantity', QuantityDraft>) {
  const { t, i18n } = useTranslation()
  const { field, id, label, value, onChange, onBlur, last } = p
  const language = i18n.language as Language
  const name = (unit: Unit) => UNITS[unit].names[language]
  const unit = value?.unit ?? field.units[0]!
  return (
    <>
      <Together className="profile-quantity" onLeave={onBlur}>
        <Input
          {...({ id, ...ariaOf(p) } as object)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={22}
          value={value?.quantity ?? ''}
          onChange={(e) => onChange?.({ quantity: e.target.value, unit })}
        />
        {field.units.length > 1 ? (
          <Select
            aria-label={t('production.form.unit_of', { label })}
            value={unit}
            options={field.units.map((u) => ({ value: u, label: name(u) }))}
            popupMatchSelectWidth={false}
            onChange={(u) => onChange?.({ ...(value?.quantity ? { quantity: value.quantity } : {}), unit: u })}
          />
        ) : (
          <span>{name(unit)}</span>
        )}
      </Together>
      <ScaleButton
        unit={unit}
        units={field.units}
        onWeight={(quantity, u) => onChange?.({ quantity, unit: u as Unit })}
      />
      {!value?.quantity && (
        <Recent
          values={last as { quantity: string; unit: Unit }[]}
          text={(v) => `${v.quantity} ${name(v.unit)}`}
          onPick={(v) => onChange?.(v)}
        />
      )}
    </>
  )
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

export function DateField(p: ControlProps<'date'>) {
  const { event, field, id, value, onChange, onBlur } = p
  const { t } = useTranslation()
  // one touch for the day it happened; further dates follow it
  const first = dayField(event) === field
  const days = [
    ['production.form.today', today()],
    ['production.form.yesterday', dayBefore(today())],
  ] as const
  return (
    <Together className="profile-date" onLeave={onBlur}>
      <Input
        {...({ id, value: value ?? '', ...ariaOf(p) } as object)}
        type="date"
        onChange={(e) => onChange?.(e.target.value || undefined)}
      />
      {first && <Recent values={days} text={([word]) => t(word)} onPick={([, day]) => onChange?.(day)} />}
    </Together>
  )
}

export function TimeField(p: ControlProps<'datetime'>) {
  const { id, value, onChange, onBlur } = p
  const { t } = useTranslation()
  return (
    <Together className="profile-date" onLeave={onBlur}>
      <Input
        {...({ id, value: value ?? '', ...ariaOf(p) } as object)}
        type="datetime-local"
        onChange={(e) => onChange?.(e.target.value || undefined)}
      />
      {!value && <Recent values={['production.form.now']} text={(word) => t(word)} onPick={() => onChange?.(now())} />}
    </Together>
  )
}

/** The wall clock in China, as the control has it. */
const now = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)

const inSight = 12

export function ChoiceField(p: ControlProps<'choice', string | string[]>) {
  const { field, id, label, value, onChange, onBlur, last } = p
  const { i18n } = useTranslation()
  const used = last.flat()
  // what was chosen last comes first; the others stay in the profile's order
  const options = [...field.choices]
    .sort((a, b) => rank(used, a.id) - rank(used, b.id))
    .map((c) => ({ value: c.id, label: c.names[i18n.language as Language] }))
  if (options.length > inSight)
    return (
      <Select
        {...({ id, onBlur } as object)}
        value={value ?? null}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        {...(field.multiple ? { mode: 'multiple' as const } : {})}
        allowClear={!field.required}
        onChange={(v) => onChange?.(v ?? undefined)}
      />
    )
  return (
    <Choices
      id={id}
      label={label}
      options={options}
      value={value}
      multiple={field.multiple}
      clearable={!field.required}
      faulty={Boolean(p['aria-invalid'])}
      describedBy={p['aria-describedby']}
      onChange={onChange}
      onBlur={onBlur}
    />
  )
}

const rank = (used: readonly unknown[], id: string) => {
  const at = used.indexOf(id)
  return at < 0 ? used.length : at
}

export function PlaceField(p: ControlProps<'place', PlaceValue>) {
  const { id, value, onChange, onBlur, last } = p
  return (
    <>
      <Input
        {...({ id, value: value?.name ?? '', onBlur, ...ariaOf(p) } as object)}
        maxLength={200}
        autoComplete="off"
        onChange={(e) => onChange?.({ name: e.target.value })}
      />
      {!value?.name && <Recent values={last as PlaceValue[]} text={(v) => v.name} onPick={(v) => onChange?.(v)} />}
    </>
  )
}

/** Two choices, each as wide as a thumb likes; nothing is chosen beforehand: it is an answer, not a habit. */
export function YesNoField(p: ControlProps<'yes_no', boolean>) {
  const { field, id, label, value, onChange, onBlur } = p
  const { t } = useTranslation()
  return (
    <div className="profile-yes-no">
      <Choices
        id={id}
        label={label}
        options={[
          { value: 'yes', label: t('ui.yes') },
          { value: 'no', label: t('ui.no') },
        ]}
        value={value === undefined || value === null ? undefined : value ? 'yes' : 'no'}
        clearable={!field.required}
        faulty={Boolean(p['aria-invalid'])}
        describedBy={p['aria-describedby']}
        onChange={(v) => onChange?.(v === undefined ? undefined : v === 'yes')}
        onBlur={onBlur}
      />
    </div>
  )
}
