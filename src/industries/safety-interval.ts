import { Decimal } from 'decimal.js'

/**
 * Safety interval 安全间隔期 (plants) and withdrawal period 休药期 (animals), one rule: AG-1.
 * 农药管理条例 art. 34: a pesticide whose label states a safety interval is stopped before harvest as the interval asks.
 * 农产品质量安全法 art. 29: both are strictly kept. 兽药管理条例 art. 40: nothing inside the withdrawal period is food.
 * Worked numbers: docs/domain/safety-interval.md, which are the cases of the test.
 */
export interface InputUse {
  /** Plot, pond or group of animals: what was treated and will be harvested. */
  readonly targetId: string
  readonly inputName: string
  /** Civil dates in Asia/Shanghai. */
  readonly usedOn: string
  /** The last day of a use over several days; absent: the day of use. */
  readonly stoppedOn?: string
  /** Whole days as the label says; absent or 0: the input has no interval. */
  readonly intervalDays?: number
}

/** The day from which the target may be harvested, and the use that decides it. */
export interface Allowed {
  readonly from: string
  readonly because: InputUse
}

/**
 * The civil date `days` after a civil date. Calendar arithmetic only: no time of day and no time zone takes part.
 * A date that does not exist is a mistake of the caller and throws a `RangeError`.
 */
export function addDays(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1, day! + days)).toISOString().slice(0, 10)
}

/**
 * The first civil date on which this use allows a harvest: the last day of use + the interval. **That day itself is
 * allowed**: the rule refuses a harvest *before* last use + interval (industries.md AG-1: date ≥ last use + interval),
 * so with 7 days, used on the 1st: refused on the 7th, allowed on the 8th. The day of use is day 0 and the count is in
 * calendar days, whatever the hour of spraying.
 */
function allowedAfter(use: InputUse): string {
  const last = use.stoppedOn !== undefined && use.stoppedOn > use.usedOn ? use.stoppedOn : use.usedOn
  return addDays(last, Math.max(0, use.intervalDays ?? 0))
}

/**
 * The earliest civil date on which the target may be harvested, slaughtered or caught after all these uses; undefined
 * where none of them has an interval. Where several uses decide, the latest used is named.
 */
export function allowedFrom(uses: readonly InputUse[], targetId: string): Allowed | undefined {
  let found: Allowed | undefined
  for (const use of uses) {
    if (use.targetId !== targetId || !use.intervalDays) continue
    const from = allowedAfter(use)
    if (!found || from > found.from || (from === found.from && use.usedOn > found.because.usedOn)) {
      found = { from, because: use }
    }
  }
  return found
}

/**
 * What forbids a harvest on this civil date: undefined when it is allowed. A use that began after the harvest has
 * nothing to do with it. A use that was still going on has: it began before, so its last day and interval count.
 */
export function insideInterval(uses: readonly InputUse[], targetId: string, harvestedOn: string): Allowed | undefined {
  const allowed = allowedFrom(
    uses.filter((use) => use.usedOn <= harvestedOn),
    targetId,
  )
  return allowed && harvestedOn < allowed.from ? allowed : undefined
}

/**
 * Whole days of a withdrawal period that the label gives in degree-days 度日 (°C of water × days), rounded up; the
 * coolest water to be expected is the safe temperature to take. Undefined at or below 0 °C, where it would never end.
 * @param degreeDays decimal string, e.g. `500`
 * @param celsius decimal string, water temperature
 */
export function withdrawalDays(degreeDays: string, celsius: string): number | undefined {
  const temperature = new Decimal(celsius)
  if (temperature.lessThanOrEqualTo(0)) return undefined
  return new Decimal(degreeDays).div(temperature).ceil().toNumber()
}
