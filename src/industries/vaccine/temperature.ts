import { compare } from '../../kernel/quantity.ts'
import type { RuleFact, RuleItem } from '../../kernel/rule.ts'

/**
 * Is there a full record of the temperature between two instants, and was it inside what the label says? (疫苗管理法 39.)
 * What loggers told counts first; then the transport and storage records of the chain; then the paper that came along.
 */
export type Temperature = 'good' | 'no_range' | 'missing' | 'gap' | 'out_of_range'

/** How long after the start, or before the end, the first and last reading may be. Ours. */
export const TOLERANCE_MINUTES = 30

interface Span {
  readonly from: number
  readonly to: number
}

const at = (value: unknown): number => Date.parse(String(value ?? ''))
const decimal = (value: unknown): string | undefined =>
  typeof value === 'string' && /^-?[0-9]{1,15}(\.[0-9]+)?$/.test(value) ? value : undefined
const tolerance = TOLERANCE_MINUTES * 60_000

/** True where the spans leave no more than the tolerance of the time open. */
export function covered(spans: readonly Span[], from: number, to: number): boolean {
  let reached = from
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from > reached + tolerance) return false
    reached = Math.max(reached, span.to)
  }
  return spans.length > 0 && reached >= to - tolerance
}

const outside = (min: string | undefined, max: string | undefined, low: string, high: string): boolean =>
  min === undefined || max === undefined || compare(min, low) < 0 || compare(max, high) > 0

/** What the label says, from the receipt itself or from where the goods were coded. */
function labelRange(values: Readonly<Record<string, unknown>>, history: readonly RuleFact[]) {
  const told = [values, ...history.filter((f) => f.event === 'activate').map((f) => f.values)]
  const low = told.map((v) => decimal(v['store_min_c'])).find((v) => v !== undefined)
  const high = told.map((v) => decimal(v['store_max_c'])).find((v) => v !== undefined)
  return low !== undefined && high !== undefined ? { low, high } : undefined
}

const recordsOf = (history: readonly RuleFact[], from: number, to: number) =>
  history.filter(
    (f) =>
      (f.event === 'temp_transport' || f.event === 'temp_storage') &&
      at(f.values['to_at']) > from &&
      at(f.values['from_at']) < to,
  )

export function temperatureOf(item: RuleItem, values: Readonly<Record<string, unknown>>): Temperature {
  const [from, to] = [at(values['departed_at']), at(values['received_at'])]
  const range = labelRange(values, item.history)
  if (!range) return 'no_range'
  const { low, high } = range
  const { readings } = item
  if (readings && readings.count > 0) {
    if (outside(readings.minC, readings.maxC, low, high)) return 'out_of_range'
    const whole = readings.gaps.length === 0 && covered([{ from: at(readings.from), to: at(readings.to) }], from, to)
    return whole ? 'good' : 'gap'
  }
  const records = recordsOf(item.history, from, to)
  if (records.length > 0) {
    if (records.some(({ values: v }) => outside(decimal(v['min_c']), decimal(v['max_c']), low, high)))
      return 'out_of_range'
    const spans = records.map(({ values: v }) => ({ from: at(v['from_at']), to: at(v['to_at']) }))
    return records.every((f) => f.values['complete'] === true) && covered(spans, from, to) ? 'good' : 'gap'
  }
  const [min, max] = [decimal(values['record_min_c']), decimal(values['record_max_c'])]
  if (min === undefined || max === undefined) return 'missing'
  if (outside(min, max, low, high)) return 'out_of_range'
  return values['record_complete'] === true ? 'good' : 'gap'
}
