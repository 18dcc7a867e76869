/** A number whose digits a double cannot hold, kept as the text it came in (`JSON.rawJSON`); JSON.stringify writes it so. */
export type ExactNumber = { readonly rawJSON: string }

type RawJson = { rawJSON?: (text: string) => ExactNumber; isRawJSON?: (value: unknown) => boolean }
const json = JSON as typeof JSON & RawJson

export const isExactNumber = (value: unknown): value is ExactNumber => json.isRawJSON?.(value) === true
export const isNumber = (value: unknown): value is number | ExactNumber =>
  typeof value === 'number' || isExactNumber(value)

/** Exponents beyond this are no quantity of anything; written out they would be a page of zeros. */
const largestExponent = 400

const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

/**
 * The decimal in plain digits: no exponent, no sign `+`, no leading or trailing zeros (`012.50e1` → `125`). Undefined
 * where the text is no decimal or its exponent is beyond all sense.
 */
export function plainDecimal(text: string): string | undefined {
  const m = parts.exec(text)
  if (!m) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = m
  if (!whole && !fraction) return undefined
  const shift = Number(exponent)
  if (Math.abs(shift) > largestExponent) return undefined
  const digits = whole + fraction
  const point = whole.length + shift
  const left = point > 0 ? digits.slice(0, point).padEnd(point, '0') : ''
  const right = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  const int = left.replace(/^0+/, '') || '0'
  const frac = right.replace(/0+$/, '')
  const plain = frac ? `${int}.${frac}` : int
  return sign === '-' && plain !== '0' ? `-${plain}` : plain
}

/** The decimal text of a number as it was captured, or of a text that is a decimal; undefined for anything else. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? plainDecimal(String(value)) : undefined
  if (isExactNumber(value)) return plainDecimal(value.rawJSON)
  return typeof value === 'string' ? plainDecimal(value.trim()) : undefined
}

/** What stands for a number of a JSON text: the double where it says the same, else the text itself. */
export function exactNumber(value: number, source: string): number | ExactNumber {
  if (!json.rawJSON || (Number.isFinite(value) && plainDecimal(String(value)) === plainDecimal(source))) return value
  return json.rawJSON(source)
}
