import { type FieldIssue, isAsked, validateFields } from '../../../../kernel/field-values.ts'
import {
  dayField,
  type InputValue,
  type PlaceValue,
  type ProfileEvent,
  type ProfileField,
} from '../../../../kernel/profile.ts'
import type { Unit } from '../../../../kernel/unit.ts'
import { chinaToday } from '../../../../ui/format.ts'

/** Values of an event's fields as a form holds them, by the key of the field. */
export type FormFields = Readonly<Record<string, unknown>>
type FieldsOf = Pick<ProfileEvent, 'fields'>

/** An input as the form holds it: picked from what was bought, or typed. */
export type InputDraft = Partial<Omit<InputValue, 'substances'>> & {
  purchaseId?: string
  /** One line, separated by 、 or commas, while it is typed. */
  substances?: string
}

export const today = chinaToday

/** Digits as a Chinese keyboard may write them (`１２．５`, `1,200`, `.5`) in the one form that is stored. */
export function plainNumber(typed: string): string {
  const text = typed.normalize('NFKC').trim()
  const ungrouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  return ungrouped.startsWith('.') ? `0${ungrouped}` : ungrouped
}

const trimmed = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

export const substancesOf = (typed: string | undefined): string[] =>
  (typed ?? '')
    .split(/[、,，;；\n]/)
    .map((s) => s.trim())
    .filter(Boolean)

function inputValue(field: Extract<ProfileField, { type: 'input' }>, draft: InputDraft): InputValue | undefined {
  const name = trimmed(draft.name)
  if (!name) return undefined
  const [registrationNumber, source] = [trimmed(draft.registrationNumber), trimmed(draft.source)]
  const substances = substancesOf(draft.substances)
  return {
    name,
    kind: draft.kind ?? field.inputKinds?.[0] ?? 'other',
    ...(registrationNumber ? { registrationNumber } : {}),
    ...(source ? { source } : {}),
    ...(substances.length ? { substances } : {}),
  }
}

const someOf = <T>(list: T[]): T[] | undefined => (list.length ? list : undefined)
const hasAny = (row: object) => Object.keys(row).length > 0

/** What the API takes for a field's value in the form; undefined: nothing was given. */
export function apiValue(field: ProfileField, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  switch (field.type) {
    case 'quantity': {
      const { quantity, unit } = value as { quantity?: string; unit?: Unit }
      const number = plainNumber(quantity ?? '')
      return number === '' ? undefined : { quantity: number, unit: unit ?? field.units[0] }
    }
    case 'number':
      return trimmed(value) && plainNumber(value as string)
    case 'datetime': {
      const typed = trimmed(value)
      // a form knows the wall clock; the platform's is that of Asia/Shanghai
      return typed && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? `${typed}:00+08:00` : typed
    }
    case 'choice':
      return field.multiple ? someOf(value as unknown[]) : trimmed(value)
    case 'input':
      return inputValue(field, value as InputDraft)
    case 'place': {
      const { name, divisionCode } = value as Partial<PlaceValue>
      return trimmed(name) && { name: trimmed(name), ...(divisionCode ? { divisionCode } : {}) }
    }
    case 'yes_no':
      return typeof value === 'boolean' ? value : undefined
    case 'codes':
      return someOf((value as unknown[]).flatMap((code) => trimmed(code) ?? []))
    case 'rows':
      // a row in which nothing was given is none
      return someOf((value as (FormFields | null)[]).map((row) => fieldsOf(field, row ?? {})).filter(hasAny))
    case 'plot':
      return trimmed(Array.isArray(value) ? value[0] : value)
    default:
      return trimmed(value)
  }
}

/**
 * The form's values as the API's `fields`; empty fields are left out, and those that are not asked for beside the
 * others. Of several plots the first: see `fieldsByPlot`.
 */
export function fieldsOf(event: FieldsOf, values: FormFields = {}): Record<string, unknown> {
  let given = event.fields.flatMap((field) => {
    const value = apiValue(field, values[field.key])
    return value === undefined ? [] : [{ field, value }]
  })
  for (;;) {
    const fields = Object.fromEntries(given.map(({ field, value }) => [field.key, value]))
    const asked = given.filter(({ field }) => isAsked(field, fields))
    // one that falls away may be what another waited for
    if (asked.length === given.length) return fields
    given = asked
  }
}

/** The purchase that an input of the form was picked from. */
export const purchaseOf = (event: FieldsOf, values: FormFields = {}): string | undefined =>
  event.fields.flatMap((f) => (f.type === 'input' ? ((values[f.key] as InputDraft)?.purchaseId ?? []) : []))[0]

/** One set of fields for each plot that was chosen; one alone where the event names no plot. */
export function fieldsByPlot(event: FieldsOf, values: FormFields = {}): Record<string, unknown>[] {
  const fields = fieldsOf(event, values)
  const key = event.fields.find((f) => f.type === 'plot')?.key
  const plots = key ? [values[key] ?? []].flat().filter(Boolean) : []
  return plots.length > 1 ? plots.map((plot) => ({ ...fields, [key!]: plot })) : [fields]
}

/**
 * What the kernel, and so the server, says of a field's value in the form, where the field is asked for. Of repeated
 * rows only what is wrong with the list: each field in a row is asked about by itself.
 */
export function problemOf({ when: _, ...field }: ProfileField, value: unknown): FieldIssue | undefined {
  const plain = field as ProfileField
  const issues = validateFields({ fields: [plain] }, { [plain.key]: apiValue(plain, value) ?? null })
  return issues.find((i) => i.rowKey === undefined)
}

/** Recommended fields that are empty: the record is kept without them, and is not complete. */
export const recommendedOf = (event: FieldsOf, values: FormFields): ProfileField[] => {
  const lacking = validateFields(event, fieldsOf(event, values)).filter((i) => i.reason === 'field.recommended')
  return event.fields.filter((f) => lacking.some((i) => i.key === f.key))
}

/** A stored value as the form holds it. */
function formValue(field: ProfileField, value: unknown, options: StartOptions): unknown {
  if (field.type === 'input' && value) {
    const input = value as InputValue
    return { ...input, substances: input.substances?.join(', ') }
  }
  if (field.type === 'datetime' && typeof value === 'string')
    return new Date(Date.parse(value) + 8 * 3_600_000).toISOString().slice(0, 16)
  if (field.type === 'rows') return (value as FormFields[]).map((like) => startRow(field, { ...options, like }))
  return value
}

/** Today is a good guess for the day of the event, and for the last day of a use; not for the goods' and papers' dates. */
const isToday = (event: FieldsOf, field: ProfileField) =>
  field.key === 'stopped_on' || (dayField(event) ?? field) === field

type StartOptions = {
  like?: FormFields
  dates?: 'kept'
  /** Units used last, by field; in a repeated row `rows.amount`. */
  units?: Record<string, string>
  on?: string
}

/** What a new row of repeated rows begins with. */
export function startRow(field: Extract<ProfileField, { type: 'rows' }>, options: StartOptions = {}) {
  const inside = Object.entries(options.units ?? {}).flatMap(([key, unit]) =>
    key.startsWith(`${field.key}.`) ? [[key.slice(field.key.length + 1), unit] as const] : [],
  )
  return startValues(field, { ...options, units: Object.fromEntries(inside) })
}

/**
 * What the form of an event begins with: today for the dates it needs, the unit used last, a first row where rows are
 * needed; and, to record another like an earlier one, that one's fields; its dates too where they are `kept` (a
 * correction). What is personal comes masked from the server and is asked for again.
 */
export function startValues(event: FieldsOf, options: StartOptions = {}): Record<string, unknown> {
  const { like, dates, units = {}, on = today() } = options
  const start = event.fields.map((f) => {
    // a photo is of one time, as a date is
    const once = f.personal || (f.type === 'file' && dates !== 'kept')
    const before = once ? undefined : like?.[f.key]
    const dated = f.type === 'date' || f.type === 'datetime'
    const needed = f.required && f.required !== 'warn'
    if (before !== undefined && (!dated || dates === 'kept')) return [f.key, formValue(f, before, options)] as const
    if (f.type === 'date') return [f.key, needed && isToday(event, f) ? on : undefined] as const
    if (f.type === 'rows') return [f.key, needed ? [startRow(f, { units, on })] : undefined] as const
    if (f.type === 'quantity') {
      const unit = f.units.find((u) => u === units[f.key]) ?? f.units[0]
      return [f.key, { unit }] as const
    }
    return [f.key, undefined] as const
  })
  return Object.fromEntries(start.filter(([, v]) => v !== undefined))
}

/** Units given last, by field, as `startValues` wants them. */
export function unitsOf(last: Readonly<Record<string, readonly unknown[]>>): Record<string, string> {
  const unitIn = (value: unknown, key: string): [string, string][] => {
    if (Array.isArray(value)) return value.flatMap((row) => unitsInside(row, key))
    const unit = (value as { unit?: string } | undefined)?.unit
    return unit ? [[key, unit]] : []
  }
  const unitsInside = (row: unknown, key: string) =>
    typeof row === 'object' && row !== null ? Object.entries(row).flatMap(([k, v]) => unitIn(v, `${key}.${k}`)) : []
  return Object.fromEntries(Object.entries(last).flatMap(([key, [value]]) => unitIn(value, key)))
}

/** The form's values without what is personal: drafts and what is offered again are kept in the clear. */
export function withoutPersonal(event: FieldsOf, values: FormFields = {}): Record<string, unknown> {
  const kept = event.fields.flatMap((f) => {
    const value = values[f.key]
    if (f.personal || value === undefined) return []
    const rows = f.type === 'rows' && Array.isArray(value)
    return [[f.key, rows ? value.map((row) => withoutPersonal(f, (row ?? {}) as FormFields)) : value] as const]
  })
  return Object.fromEntries(kept)
}
