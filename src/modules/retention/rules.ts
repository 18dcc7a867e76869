import type { Profile, ProfileEvent, ProfileRetention } from '../../kernel/profile.ts'
import type { Confidence } from '../../kernel/sourced.ts'

/** Months later on the same day, or on the last of a shorter month. */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last))).toISOString().slice(0, 10)
}

/**
 * When the times of retention run from, for one record: civil dates; null where nobody knows (goods not sold out, no day
 * of expiry on record, an asset that is in use).
 */
export type RetentionFacts = Readonly<Record<ProfileRetention['from'], string | null>>

/** One rule of the profile as it applies to a record: kept to the end of `until`; null: nobody knows from when. */
export type KeptBecause = {
  months: number
  from: ProfileRetention['from']
  since: string | null
  until: string | null
  source: string
  confidence: Confidence
}

/**
 * How long a record is kept: to the end of `until`, the longest of all rules that apply; null while one of them runs
 * from a day that nobody knows, or where the profile has no rule for it: then it stays. `lawUntil`: by those of law alone.
 */
export type KeptUntil = {
  until: string | null
  unknown: 'no_rule' | 'basis_unknown' | null
  lawUntil: string | null
  because: KeptBecause[]
}

/** The last of these days. */
export const latest = (days: readonly string[]): string | null =>
  days.length ? days.reduce((a, b) => (a > b ? a : b)) : null

/**
 * How long a record of this event is kept (industries.md §8.1). The longest of all rules that apply wins, whatever
 * their confidence: what is our own rule is not shortened to the law's.
 */
export function keptUntil(retention: readonly ProfileRetention[], event: string, facts: RetentionFacts): KeptUntil {
  const because = retention
    .filter((r) => !r.events.length || r.events.includes(event))
    .map(({ months, from, source, confidence = 'design' }): KeptBecause => {
      const since = facts[from]
      return { months, from, since, until: since === null ? null : monthsAfter(since, months), source, confidence }
    })
  const known = because.flatMap((b) => (b.until === null ? [] : [b.until]))
  const lawful = because.filter((b) => b.confidence === 'law')
  const unknown = !because.length ? 'no_rule' : known.length < because.length ? 'basis_unknown' : null
  return {
    until: unknown ? null : latest(known),
    unknown,
    lawUntil: lawful.some((b) => b.until === null) ? null : latest(lawful.map((b) => b.until!)),
    because,
  }
}

/**
 * Months after which a record could be due at all by these profiles: younger ones need not be looked at. What runs from
 * the end of an asset's life waits as long as the shortest of the others.
 */
export const shortestMonths = (profiles: readonly Profile[]): number =>
  Math.min(...profiles.flatMap((p) => p.retention.flatMap((r) => (r.from === 'life_end' ? [] : [r.months]))))

/** Whether the event itself is the sale from which a time runs. */
export const isSale = (event: ProfileEvent): boolean =>
  event.move === 'dispatch' || event.step === 'shipping' || event.step === 'retail_selling'

const EXPIRY_KEYS = new Set(['expires_on', 'line_expires_on'])
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** The last day of expiry that the values of an event say, also in their rows. */
export function expiryIn(values: Readonly<Record<string, unknown>>): string | null {
  const days: string[] = []
  for (const [key, value] of Object.entries(values)) {
    if (EXPIRY_KEYS.has(key) && isDay(value)) days.push(value)
    if (Array.isArray(value))
      for (const row of value)
        if (typeof row === 'object' && row !== null)
          days.push(...[expiryIn(row as Record<string, unknown>) ?? []].flat())
  }
  return latest(days)
}

/**
 * The end of a shelf life that is written as a time (`12个月`, `18 months`, `365天`, a number of days) from the day the
 * goods were made; null where it says anything else. Nothing is guessed: then it counts as unknown.
 */
export function shelfLifeEnd(values: Readonly<Record<string, unknown>>, madeOn: string | null): string | null {
  const made = isDay(values['made_on']) ? values['made_on'] : isDay(values['packed_on']) ? values['packed_on'] : madeOn
  if (made === null) return null
  const days = values['shelf_life_days']
  if (typeof days === 'string' && /^\d{1,5}$/.test(days)) return daysAfter(made, Number(days))
  const text = values['shelf_life']
  const [, count, unit] =
    (typeof text === 'string' && /^\s*(\d{1,4})\s*(天|日|个月|月|年|days?|months?|years?)\s*$/i.exec(text)) ||
    ([] as undefined[])
  if (count === undefined || unit === undefined) return null
  if (/^(天|日|day)/i.test(unit)) return daysAfter(made, Number(count))
  return monthsAfter(made, Number(count) * (/^(年|year)/i.test(unit) ? 12 : 1))
}

const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Why a record whose time is over stays all the same; each has words under `retention.blocked.`. */
export const blockReasons = ['held', 'signal', 'task', 'transfer', 'on_hand', 'case', 'not_sealed', 'too_wide'] as const
export type BlockReason = (typeof blockReasons)[number]
/** Why a record is not due yet. */
export const keepReasons = ['not_yet', 'basis_unknown', 'no_rule'] as const
export type KeepReason = (typeof keepReasons)[number]

export const runKinds = ['archive', 'purge_persons', 'purge'] as const
export type RunKind = (typeof runKinds)[number]
