import { isCivilDate, isDateTime } from './civil-date.ts'
import { bareCode } from './code.ts'
import { CODE_SCHEMES } from './code-scheme.ts'
import type { ProfileField } from './profile.ts'
import { compare, quantityProblem } from './quantity.ts'
import { isUnit } from './unit.ts'

export type FieldReason =
  | 'field.missing'
  | 'field.recommended'
  | 'field.unknown'
  | 'field.not_text'
  | 'field.too_long'
  | 'field.wrong_code'
  | 'field.wrong_quantity'
  | 'field.wrong_unit'
  | 'field.wrong_date'
  | 'field.wrong_time'
  | 'field.not_a_choice'
  | 'field.not_a_number'
  | 'field.not_whole'
  | 'field.too_small'
  | 'field.too_large'
  | 'field.wrong_input'
  | 'field.wrong_input_kind'
  | 'field.wrong_reference'
  | 'field.wrong_place'
  | 'field.wrong_yes_no'
  | 'field.wrong_rows'
  | 'field.too_many'
  | 'field.twice'
  | 'field.not_asked'

/** One thing wrong with the values of an event. An `error` refuses the event, a `warning` travels with it. */
export interface FieldIssue {
  readonly key: string
  readonly reason: FieldReason
  readonly level: 'error' | 'warning'
  /** Of a field of repeated rows, or of a list of codes: which one, from 0. */
  readonly row?: number
  /** Key of the field inside that row. */
  readonly rowKey?: string
}

const INPUT_KINDS = ['pesticide', 'fertiliser', 'veterinary_drug', 'feed', 'feed_additive', 'seed', 'other']

const INPUT_KEYS = ['name', 'kind', 'registrationNumber', 'source', 'substances']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nothing but the keys named: what the profile does not name is not kept, inside a value either. */
const hasOnly = (value: Record<string, unknown>, keys: readonly string[]) =>
  Object.keys(value).every((key) => keys.includes(key))

const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && [...value].length <= maxLength

const isOptionalText = (value: unknown, maxLength: number) => value === undefined || isText(value, maxLength)

/** Empty text, null, an empty list: an untouched field of a form. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0
}

type FieldOf<T extends ProfileField['type']> = Extract<ProfileField, { type: T }>

function checkQuantity(field: FieldOf<'quantity'>, value: unknown): FieldReason | undefined {
  if (!isRecord(value) || !hasOnly(value, ['quantity', 'unit'])) return 'field.wrong_quantity'
  const { quantity, unit } = value
  if (!isUnit(unit) || !field.units.includes(unit)) return 'field.wrong_unit'
  const problem = quantityProblem(quantity, unit)
  if (problem === undefined) return undefined
  return problem === 'quantity.not_whole' ? 'field.not_whole' : 'field.wrong_quantity'
}

function checkNumber(field: FieldOf<'number'>, value: unknown): FieldReason | undefined {
  if (typeof value !== 'string' || !/^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/.test(value))
    return 'field.not_a_number'
  if (field.whole && value.includes('.')) return 'field.not_whole'
  if (field.min !== undefined && compare(value, field.min) < 0) return 'field.too_small'
  if (field.max !== undefined && compare(value, field.max) > 0) return 'field.too_large'
  return undefined
}

function checkChoice(field: FieldOf<'choice'>, value: unknown): FieldReason | undefined {
  if (Array.isArray(value) !== (field.multiple ?? false)) return 'field.not_a_choice'
  const chosen: unknown[] = Array.isArray(value) ? value : [value]
  const known = chosen.every((id) => field.choices.some((choice) => choice.id === id))
  return known && new Set(chosen).size === chosen.length ? undefined : 'field.not_a_choice'
}

function checkInput(field: FieldOf<'input'>, value: unknown): FieldReason | undefined {
  if (!isRecord(value) || !hasOnly(value, INPUT_KEYS)) return 'field.wrong_input'
  const { name, kind, registrationNumber, source, substances } = value
  if (typeof kind !== 'string' || !INPUT_KINDS.includes(kind)) return 'field.wrong_input_kind'
  if (field.inputKinds && !field.inputKinds.some((allowed) => allowed === kind)) return 'field.wrong_input_kind'
  const substancesFit =
    substances === undefined || (Array.isArray(substances) && substances.every((substance) => isText(substance, 200)))
  const fits =
    isText(name, 200) && isOptionalText(registrationNumber, 100) && isOptionalText(source, 200) && substancesFit
  return fits ? undefined : 'field.wrong_input'
}

function checkPlace(value: unknown): FieldReason | undefined {
  if (!isRecord(value) || !hasOnly(value, ['name', 'divisionCode'])) return 'field.wrong_place'
  if (!isText(value.name, 200)) return 'field.wrong_place'
  const code = value.divisionCode
  const fits = code === undefined || (typeof code === 'string' && /^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$/.test(code))
  return fits ? undefined : 'field.wrong_place'
}

/** A code as it is typed or scanned: of the pattern, and of the scheme of the registry where one is named. */
function checkCode(value: unknown, { pattern, scheme: id }: { pattern?: string; scheme?: string }) {
  if (!isText(value, 200)) return 'field.wrong_code'
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) return 'field.wrong_code'
  const scheme = id === undefined ? undefined : CODE_SCHEMES.find((s) => s.id === id)
  if (!scheme) return undefined
  const code = bareCode(value) ?? value.trim()
  return scheme.pattern.test(code) && (scheme.check?.(code) ?? true) ? undefined : 'field.wrong_code'
}

const MOST_CODES = 3500
const MOST_ROWS = 200

/** Many codes: the first that is wrong, or is there a second time, is named by its place. */
function checkCodes(field: FieldOf<'codes'>, value: unknown): Omit<FieldIssue, 'key' | 'level'> | undefined {
  if (!Array.isArray(value)) return { reason: 'field.wrong_rows' }
  if (value.length > (field.most ?? MOST_CODES)) return { reason: 'field.too_many' }
  const seen = new Set<unknown>()
  for (const [row, code] of value.entries()) {
    const reason = checkCode(code, field.scheme === undefined ? {} : { scheme: field.scheme })
    if (reason) return { reason, row }
    if (seen.has(code)) return { reason: 'field.twice', row }
    seen.add(code)
  }
  return undefined
}

function rowsIssues(field: FieldOf<'rows'>, value: unknown): FieldIssue[] {
  const { key } = field
  if (!Array.isArray(value) || !value.every(isRecord)) return [{ key, reason: 'field.wrong_rows', level: 'error' }]
  if (value.length > (field.most ?? MOST_ROWS)) return [{ key, reason: 'field.too_many', level: 'error' }]
  return value.flatMap((values, row) =>
    validateFields(field, values).map(({ key: rowKey, ...issue }) => ({ ...issue, key, row, rowKey })),
  )
}

/** Whether a field is asked for beside these values: one that waits for another is not, until that one has its value. */
export function isAsked(field: Pick<ProfileField, 'when'>, values: Readonly<Record<string, unknown>>): boolean {
  if (!field.when) return true
  const { key, in: wanted } = field.when
  const value = Object.hasOwn(values, key) ? values[key] : undefined
  const given: unknown[] = Array.isArray(value) ? value : [value]
  return given.some((v) => v !== undefined && v !== null && wanted.includes(String(v)))
}

/** What is wrong with one value that is there. */
function checkValue(field: Exclude<ProfileField, { type: 'codes' | 'rows' }>, value: unknown): FieldReason | undefined {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return 'field.not_text'
      return isText(value, field.maxLength ?? 500) ? undefined : 'field.too_long'
    case 'code':
      return checkCode(value, field)
    case 'yes_no':
      return typeof value === 'boolean' ? undefined : 'field.wrong_yes_no'
    case 'quantity':
      return checkQuantity(field, value)
    case 'date':
      return typeof value === 'string' && isCivilDate(value) ? undefined : 'field.wrong_date'
    case 'datetime':
      return typeof value === 'string' && isDateTime(value) ? undefined : 'field.wrong_time'
    case 'choice':
      return checkChoice(field, value)
    case 'number':
      return checkNumber(field, value)
    case 'input':
      return checkInput(field, value)
    case 'plot':
    case 'person':
    case 'file':
      return isText(value, 100) ? undefined : 'field.wrong_reference'
    case 'place':
      return checkPlace(value)
  }
}

/**
 * Checks the values of one event against its fields, in the order of the fields: the same on server and screens.
 * A missing field is an error where it is required by us (`true`) or by law (`'law'`), a warning for `'warn'`. A key
 * that is no field, or one not asked for beside the others, is an error: nothing is kept that the profile does not ask
 * for. Whether a plot, person or file exists
 * is the server's to say.
 */
export function validateFields(
  event: { readonly fields: readonly ProfileField[] },
  values: Readonly<Record<string, unknown>>,
): FieldIssue[] {
  const issues: FieldIssue[] = []
  for (const field of event.fields) {
    const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined
    if (!isAsked(field, values)) {
      if (!isEmpty(value)) issues.push({ key: field.key, reason: 'field.not_asked', level: 'error' })
      continue
    }
    if (isEmpty(value)) {
      if (field.required === 'warn') issues.push({ key: field.key, reason: 'field.recommended', level: 'warning' })
      else if (field.required) issues.push({ key: field.key, reason: 'field.missing', level: 'error' })
      continue
    }
    if (field.type === 'rows') {
      issues.push(...rowsIssues(field, value))
      continue
    }
    const found =
      field.type === 'codes' ? checkCodes(field, value) : { reason: checkValue(field, value), row: undefined }
    if (!found?.reason) continue
    const { reason, row } = found
    issues.push({ key: field.key, reason, level: 'error', ...(row === undefined ? {} : { row }) })
  }
  const known = new Set(event.fields.map((field) => field.key))
  for (const key of Object.keys(values)) {
    if (!known.has(key)) issues.push({ key, reason: 'field.unknown', level: 'error' })
  }
  return issues
}
