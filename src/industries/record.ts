import { isAsked } from '../kernel/field-values.ts'
import { dayField, type InputValue, type ProfileEvent } from '../kernel/profile.ts'
import type { InputUse } from './safety-interval.ts'

/**
 * Reads the values of a production record by the keys that the profiles share (fields.ts), so that the core needs to
 * know no event of any profile.
 */
type Values = Readonly<Record<string, unknown>>

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined)

const isInput = (value: unknown): value is InputValue =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** What the record is about: its group of animals where it names one, else its plot, pond or pen. */
export function targetOf(event: Pick<ProfileEvent, 'object'>, values: Values): string | undefined {
  return event.object === 'group' ? text(values.group) : text(values.plot)
}

/** All inputs named in a record, with the key of their field. */
export function inputsOf(event: Pick<ProfileEvent, 'fields'>, values: Values): { key: string; input: InputValue }[] {
  return event.fields.flatMap((field) => {
    const value = values[field.key]
    return field.type === 'input' && isInput(value) ? [{ key: field.key, input: value }] : []
  })
}

/**
 * The civil date of a record: that of the event's day, else its first date that the law or we require, in the order of
 * the fields.
 */
export function dateOf(event: Pick<ProfileEvent, 'fields'>, values: Values): string | undefined {
  const day = dayField(event)
  const given = day && text(values[day.key])
  if (given) return day.type === 'datetime' ? chinaDay(given) : given
  const field = event.fields.find((f) => f.type === 'date' && f.required && text(values[f.key]))
  return field && text(values[field.key])
}

/** The day in Asia/Shanghai of an instant; what is none is refused when the fields are checked. */
const chinaDay = (instant: string): string | undefined => {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? undefined : new Date(time + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The use that the safety interval counts from; undefined where the record is no use of an input with an interval. */
export function useOf(event: Pick<ProfileEvent, 'object' | 'fields'>, values: Values): InputUse | undefined {
  const targetId = targetOf(event, values)
  const usedOn = text(values.used_on)
  const intervalDays = text(values.interval_days)
  const [named] = inputsOf(event, values)
  if (!targetId || !usedOn || !intervalDays || !named) return undefined
  const stoppedOn = text(values.stopped_on)
  return {
    targetId,
    inputName: named.input.name,
    usedOn,
    intervalDays: Number(intervalDays),
    ...(stoppedOn ? { stoppedOn } : {}),
  }
}

/**
 * What the law asks for and the record lacks, as keys of fields; `input.source` where an input has no source
 * (农产品质量安全法 art. 27(1): name *and source*). A warning: fields without which the event makes no sense are refused
 * by the kernel's `validateFields` already.
 */
export function missingByLaw(event: Pick<ProfileEvent, 'fields'>, values: Values): string[] {
  const empty = event.fields.filter(
    (field) =>
      field.confidence === 'law' && field.required !== false && isAsked(field, values) && !present(values[field.key]),
  )
  const sourceless = inputsOf(event, values).filter(({ input }) => !text(input.source))
  return [...empty.map((field) => field.key), ...sourceless.map(({ key }) => `${key}.source`)]
}

const present = (value: unknown) => value !== undefined && value !== null && value !== ''
