import { type FieldIssue, validateFields } from '../../../../kernel/field-values.ts'
import type { InputValue, PlaceValue, ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import type { Unit } from '../../../../kernel/unit.ts'

/** Values of an event's fields as a form holds them, by the key of the field. */
export type FormFields = Readonly<Record<string, unknown>>
type FieldsOf = Pick<ProfileEvent, 'fields'>

/** An input as the form holds it: picked from what was bought, or typed. */
export type InputDraft = Partial<Omit<InputValue, 'substances'>> & {
  purchaseId?: string
  /** One line, separated by 、 or commas, while it is typed. */
  substances?: string
}

/** Today in Asia/Shanghai, where every record of the platform has its date. */
export const today = (now = Date.now()): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

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
      return field.multiple ? ((value as unknown[]).length ? value : undefined) : trimmed(value)
    case 'input':
      return inputValue(field, value as InputDraft)
    case 'place': {
      const { name, divisionCode } = value as Partial<PlaceValue>
      return trimmed(name) && { name: trimmed(name), ...(divisionCode ? { divisionCode } : {}) }
    }
    case 'yes_no':
      return typeof value === 'boolean' ? value : undefined
    case 'plot':
      return trimmed(Array.isArray(value) ? value[0] : value)
    default:
      return trimmed(value)
  }
}

/** The form's values as the API's `fields`; empty fields are left out. Of several plots the first: see `recordsOf`. */
export function fieldsOf(event: FieldsOf, values: FormFields = {}): Record<string, unknown> {
  const given = event.fields.map((f) => [f.key, apiValue(f, values[f.key])] as const)
  return Object.fromEntries(given.filter(([, v]) => v !== undefined))
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

/** What the kernel, and so the server, says of a field's value in the form. */
export const problemOf = (field: ProfileField, value: unknown): FieldIssue | undefined =>
  validateFields({ fields: [field] }, { [field.key]: apiValue(field, value) ?? null })[0]

/** Recommended fields that are empty: the record is kept without them, and is not complete. */
export const recommendedOf = (event: FieldsOf, values: FormFields): ProfileField[] => {
  const lacking = validateFields(event, fieldsOf(event, values)).filter((i) => i.reason === 'field.recommended')
  return event.fields.filter((f) => lacking.some((i) => i.key === f.key))
}

/** A stored value as the form holds it. */
function formValue(field: ProfileField, value: unknown): unknown {
  if (field.type === 'input' && value) {
    const input = value as InputValue
    return { ...input, substances: input.substances?.join(', ') }
  }
  if (field.type === 'datetime' && typeof value === 'string')
    return new Date(Date.parse(value) + 8 * 3_600_000).toISOString().slice(0, 16)
  return value
}

type StartOptions = {
  like?: FormFields
  dates?: 'kept'
  /** Units used last, by field. */
  units?: Record<string, string>
  on?: string
}

/**
 * What the form of an event begins with: today for the dates it needs, the unit used last, and, to record another like
 * an earlier one, that one's fields; its dates too where they are `kept` (a correction).
 */
export function startValues(
  event: FieldsOf,
  { like, dates, units = {}, on = today() }: StartOptions = {},
): Record<string, unknown> {
  const start = event.fields.map((f) => {
    const before = like?.[f.key]
    const dated = f.type === 'date' || f.type === 'datetime'
    if (before !== undefined && (!dated || dates === 'kept')) return [f.key, formValue(f, before)] as const
    if (f.type === 'date') return [f.key, f.required && f.required !== 'warn' ? on : undefined] as const
    if (f.type === 'quantity') {
      const unit = f.units.find((u) => u === units[f.key]) ?? f.units[0]
      return [f.key, { unit }] as const
    }
    return [f.key, undefined] as const
  })
  return Object.fromEntries(start.filter(([, v]) => v !== undefined))
}
