import { Cron } from 'croner'
import { type ScheduleField, scheduleFields } from './rules.ts'

export type Schedule = Partial<Record<ScheduleField, string>>

/** Hours and days are those of China; the standard leaves the zone to the implementation. */
export const scheduleZone = 'Asia/Shanghai'

/** Lowest and highest value; a week begins with Monday = 1 (the published pattern says so in words and does not compile). */
const bounds: Record<ScheduleField, readonly [number, number]> = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
}

/**
 * One part of a field: a number, or a range in brackets (`[1-5]`; plain `1-5` is understood too), `*`, and each of them
 * with a step as in the examples of openapi.yaml (`0/30`: from 0 on, every 30th).
 */
function partOf(text: string, [low, high]: readonly [number, number]): string | undefined {
  const [, range = '', step] = /^([^/]+)(?:\/([0-9]{1,2}))?$/.exec(text) ?? []
  const [, open = '', from = '', to = '', close = ''] = /^(\[?)([0-9]{1,2})-([0-9]{1,2})(\]?)$/.exec(range) ?? []
  const every = step === undefined ? '' : `/${Number(step)}`
  if (step !== undefined && (Number(step) < 1 || Number(step) > high)) return undefined
  if (range === '*') return `${low}-${high}${every}`
  if (/^[0-9]{1,2}$/.test(range)) {
    const n = Number(range)
    if (n < low || n > high) return undefined
    return step === undefined ? String(n) : `${n}-${high}${every}`
  }
  if (from === '' || (open === '[') !== (close === ']')) return undefined
  const [a, b] = [Number(from), Number(to)]
  return a >= low && b <= high && a <= b ? `${a}-${b}${every}` : undefined
}

/** The field that cannot be read, or `all` where no time ever fits or nothing is given; undefined when all is well. */
export function scheduleProblem(schedule: Schedule): ScheduleField | 'all' | undefined {
  const given = scheduleFields.filter((f) => schedule[f] !== undefined)
  const wrong = given.find((f) => fieldOf(schedule[f]!, f) === undefined)
  if (wrong) return wrong
  return !given.length || nextRun(schedule, new Date()) === undefined ? 'all' : undefined
}

function fieldOf(text: string, field: ScheduleField): string | undefined {
  const parts = text.split(',').map((p) => partOf(p.trim(), bounds[field]))
  return text.length <= 200 && parts.every((p) => p !== undefined) ? parts.join(',') : undefined
}

/**
 * The next time after `after` that fits every given field; undefined when none ever does. A field finer than the finest
 * given is its first value: `{hour: 1, minute: 5}` is once a day at 01:05:00 (openapi.yaml), `{dayOfWeek: 1}` Mondays at
 * midnight. Any other field left out fits always.
 */
export function nextRun(schedule: Schedule, after: Date): Date | undefined {
  const at = (f: ScheduleField) => schedule[f] !== undefined && fieldOf(schedule[f], f)
  const days = at('dayOfMonth') || at('month') || at('dayOfWeek')
  const second = at('second') || '0'
  const minute = at('minute') || (at('second') ? '*' : '0')
  const hour = at('hour') || (at('second') || at('minute') ? '*' : days ? '0' : '*')
  const month = at('month') || '*'
  const day =
    at('dayOfMonth') || (at('second') || at('minute') || at('hour') || at('dayOfWeek') || !at('month') ? '*' : '1')
  const pattern = [second, minute, hour, day, month, at('dayOfWeek') || '*'].join(' ')
  return new Cron(pattern, { timezone: scheduleZone, domAndDow: true }).nextRun(after) ?? undefined
}
