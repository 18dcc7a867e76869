/** One measured figure: a ratio or a count, its bound, and whether it holds. */
export type Figure = { name: string; value: number; unit: string; bound: string; ok: boolean; tier?: string }

/** The figures with the store they were measured on. */
export const onTier = (tier: string, figures: readonly Figure[]): Figure[] => figures.map((f) => ({ ...f, tier }))

/** A figure beside the others, without a bound. */
export const told = (name: string, value: number, unit: string): Figure => ({
  name,
  value: Number(value.toFixed(3)),
  unit,
  bound: 'none',
  ok: true,
})

/** A figure that must not be above `most`. */
export const atMost = (name: string, value: number, unit: string, most: number): Figure => ({
  name,
  value: Number(value.toFixed(3)),
  unit,
  bound: `<= ${most}`,
  ok: value <= most,
})

/** A figure that must not be below `least`. */
export const atLeast = (name: string, value: number, unit: string, least: number): Figure => ({
  name,
  value: Number(value.toFixed(3)),
  unit,
  bound: `>= ${least}`,
  ok: value >= least,
})

/** The middle of the sorted values (mean of the two middles). */
export function median(values: readonly number[]): number {
  const v = [...values].sort((a, b) => a - b)
  const mid = v.length >> 1
  return v.length % 2 ? v[mid]! : (v[mid - 1]! + v[mid]!) / 2
}

/** The value below which `share` (0–1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const v = [...values].sort((a, b) => a - b)
  return v[Math.min(v.length - 1, Math.floor(v.length * share))]!
}
