import { dateOf, targetOf } from '../../../industries/index.ts'
import { validateFields } from '../../../kernel/field-values.ts'
import type { InputValue, ProfileEvent, ProfileField } from '../../../kernel/profile.ts'
import { AppError, type ErrorCode } from '../../../platform/errors.ts'
import type { Language } from '../../../platform/i18n.ts'

export type Values = Readonly<Record<string, unknown>>

/** Why a record is refused: what an AppError is made of. `undefined` everywhere below means: allowed. */
export type Refusal = { code: ErrorCode; reason: string; details: Record<string, unknown> }

export const refusedBy = ({ code, reason, details }: Refusal): AppError => new AppError(code, reason, details)

/**
 * Whether the values fit the event's fields. A field that the law asks for and that is empty has its own reason and
 * names the law, so that the person knows what to add and why (农产品质量安全法 art. 27); everything else that is
 * wrong comes with it in `issues`.
 */
export function refuseFields(
  event: Pick<ProfileEvent, 'fields'>,
  values: Values,
  language: Language,
): Refusal | undefined {
  const wrong = validateFields(event, values).filter((i) => i.level === 'error')
  if (!wrong.length) return undefined
  const fieldOf = (key: string) => event.fields.find((f) => f.key === key)
  const nameOf = (key: string) => fieldOf(key)?.names[language] ?? key
  const issues = wrong.map(({ key, reason, row, rowKey }) => ({
    ...{ key, name: nameOf(key), reason },
    ...(row === undefined ? {} : { row }),
    ...(rowKey === undefined ? {} : { rowKey }),
  }))
  const byLaw = wrong.filter((i) => i.reason === 'field.missing' && fieldOf(i.key)?.required === 'law')
  const list = (keys: readonly string[]) => keys.map(nameOf).join(language === 'zh' ? '、' : ', ')
  if (!byLaw.length)
    return {
      code: 'invalid',
      reason: 'record.fields_wrong',
      details: { fields: list(wrong.map((i) => i.key)), issues },
    }
  const source = [...new Set(byLaw.map((i) => fieldOf(i.key)!.source))].join(language === 'zh' ? '、' : ', ')
  return {
    code: 'invalid',
    reason: 'record.law_field_missing',
    details: { fields: list(byLaw.map((i) => i.key)), source, issues },
  }
}

/** Keys of fields left empty that are recommended: the record is kept, and says so. */
export const recommended = (event: Pick<ProfileEvent, 'fields'>, values: Values): string[] =>
  validateFields(event, values)
    .filter((i) => i.level === 'warning')
    .map((i) => i.key)

export type When = { happenedOn: string; happenedAt: string }

/** A phone's clock may be ahead by this much. */
const TOLERANCE_MS = 5 * 60_000

/**
 * The civil date (Asia/Shanghai) and the instant of a record: the date among its fields, the time if one was given.
 * Without a time, what comes into being does so as its day begins and any other step happens as it ends (now, when the
 * day is today): so no later step of the same day is refused for having come before the goods it takes.
 * `civilDate` gives the date in Asia/Shanghai of an instant.
 */
export function whenOf(
  event: Pick<ProfileEvent, 'fields' | 'move'>,
  values: Values,
  { now, happenedAt, civilDate }: { now: string; happenedAt?: string | undefined; civilDate: (iso: string) => string },
): { when: When } | { refusal: Refusal } {
  const today = civilDate(now)
  const given = happenedAt === undefined ? undefined : civilDate(happenedAt)
  const happenedOn = dateOf(event, values) ?? firstDate(event, values) ?? given ?? today
  const ahead = happenedAt !== undefined && Date.parse(happenedAt) > Date.parse(now) + TOLERANCE_MS
  if (happenedOn > today || ahead)
    return { refusal: { code: 'invalid', reason: 'record.in_future', details: { date: happenedOn, today } } }
  if (given !== undefined && given !== happenedOn)
    return { refusal: { code: 'invalid', reason: 'record.other_day', details: { date: happenedOn, happenedAt } } }
  return { when: { happenedOn, happenedAt: happenedAt ?? timeOf(event, happenedOn, now, today) } }
}

/** Where no date is asked for (a merge), the first that was given. */
function firstDate({ fields }: Pick<ProfileEvent, 'fields'>, values: Values): string | undefined {
  const given = fields.filter((f) => f.type === 'date').map((f) => values[f.key])
  return given.find((v): v is string => typeof v === 'string' && v !== '')
}

function timeOf({ move }: Pick<ProfileEvent, 'move'>, date: string, now: string, today: string): string {
  const instant = (time: string) => new Date(`${date}T${time}+08:00`).toISOString()
  if (move === 'produce') return instant('00:00:00.000')
  return date === today ? now : instant('23:59:59.999')
}

/**
 * What a record is about, in the spelling under which it is found again: a plot's id, a group's number in capitals.
 * `more`: further plots or groups the same goods were taken from.
 */
export function targetsOf(event: ProfileEvent, values: Values, more: readonly string[] = []): string[] {
  if (event.object === 'piece') return codesOf(event, values)
  if (event.object === 'asset') return assetCodes(event, values)
  const target = targetOf(event, values)
  const all = [...(target === undefined ? [] : [target]), ...more]
  return [...new Set(all.map((t) => (event.object === 'group' ? t.toUpperCase() : t.toLowerCase())))]
}

/** Codes of the assets an event is about: many parties read them off a plate, one asset in whatever case they type it. */
export const assetCodes = (event: Pick<ProfileEvent, 'fields'>, values: Values): string[] => [
  ...new Set(codesOf(event, values).map((c) => c.toUpperCase())),
]

/**
 * The codes of the pieces or of the asset that a record is about: its field `code` or `codes`, else its first list of
 * codes, else the first field of a code (the number of a bill is none, where there is a list).
 */
function codesOf({ fields }: Pick<ProfileEvent, 'fields'>, values: Values): string[] {
  const ofCodes = fields.filter((f) => f.type === 'code' || f.type === 'codes')
  const named = ofCodes.filter((f) => f.key === 'code' || f.key === 'codes')
  const first = ofCodes.find((f) => f.type === 'codes') ?? ofCodes[0]
  const given = (named.length ? named : first ? [first] : []).flatMap((f) => values[f.key])
  return [...new Set(given.filter((v): v is string => typeof v === 'string' && v.trim() !== ''))]
}

/** Values that name something elsewhere: a plot, a person, a file. */
export function referencesOf(
  event: Pick<ProfileEvent, 'fields'>,
  values: Values,
): { key: string; type: 'plot' | 'person' | 'file'; id: string }[] {
  return event.fields.flatMap(({ key, type }) => {
    const value = values[key]
    if (type !== 'plot' && type !== 'person' && type !== 'file') return []
    return typeof value === 'string' && value.trim() !== '' ? [{ key, type, id: value }] : []
  })
}

/** The field an input that was bought goes into. */
export const inputField = (event: Pick<ProfileEvent, 'fields'>) =>
  event.fields.find((f): f is Extract<ProfileField, { type: 'input' }> => f.type === 'input')

export type Bought = {
  purchaseId: string
  name: string
  kind: string
  registrationNumber: string | null
  source: string
  substances: string[]
  maker: string | null
  batchNo: string | null
  /** The batch it came in, from which a use takes; null: bought elsewhere. */
  holdingId: string | null
}

/**
 * The values with the input as it was bought, and its batch and maker where the form asks for them and they are empty.
 * An input of another name than the one bought is refused.
 */
export function withBought(
  event: ProfileEvent,
  values: Values,
  bought: Bought,
): { values: Values } | { refusal: Refusal } {
  const field = inputField(event)
  if (!field) return { refusal: { code: 'invalid', reason: 'record.takes_no_input', details: { event: event.id } } }
  const typed = values[field.key] as Partial<InputValue> | undefined
  if (typed?.name !== undefined && typed.name !== bought.name)
    return {
      refusal: {
        code: 'invalid',
        reason: 'record.other_than_bought',
        details: { input: typed.name, bought: bought.name },
      },
    }
  const input = {
    name: bought.name,
    kind: bought.kind,
    source: bought.source,
    ...(bought.registrationNumber === null ? {} : { registrationNumber: bought.registrationNumber }),
    ...(bought.substances.length ? { substances: bought.substances } : {}),
  }
  const asks = (key: string, value: string | null) =>
    value !== null && values[key] === undefined && event.fields.some((f) => f.key === key) ? { [key]: value } : {}
  const more = { ...asks('purchase_batch', bought.batchNo), ...asks('maker', bought.maker) }
  return { values: { ...values, [field.key]: input, ...more } }
}
