/** Coupon codes of GS1 US in AIs (8110) and (8112): fields whose lengths stand in the code itself. */

/** Reads digits from the front; `undefined` of any read means the code is wrong, and the reader stays where it was. */
class Digits {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }
  get rest(): number {
    return this.text.length - this.at
  }
  take(count: number): string | undefined {
    if (this.rest < count) return undefined
    this.at += count
    return this.text.slice(this.at - count, this.at)
  }
  /** One digit out of those allowed. */
  one(allowed: string): string | undefined {
    const digit = this.text[this.at]
    return digit !== undefined && allowed.includes(digit) ? this.take(1) : undefined
  }
  /** A length digit out of those allowed, and then as many digits and `more`. */
  counted(allowed: string, more: number): string | undefined {
    const length = this.one(allowed)
    return length === undefined ? undefined : this.take(Number(length) + more)
  }
  /** True when the next digit opens this optional field; it is taken. */
  opens(field: string): boolean {
    return this.one(field) !== undefined
  }
}

type IsDate = (yymmdd: string) => boolean

/** Purchase requirement: its amount, its code, the family code. */
const purchase = (d: Digits): boolean =>
  d.counted('12345', 0) !== undefined && d.one('012349') !== undefined && d.take(3) !== undefined

/** Company prefix of another brand; 9 says there is none. */
const otherPrefix = (d: Digits): boolean => d.opens('9') || d.counted('0123456', 6) !== undefined

/** North American Coupon Code, AI (8110). */
export function isCouponCode(text: string, isDate: IsDate): boolean {
  if (!/^[0-9]+$/.test(text)) return false
  const d = new Digits(text)
  if (d.counted('0123456', 6) === undefined) return false // company prefix
  if (d.take(6) === undefined) return false // offer code
  if (d.counted('12345', 0) === undefined) return false // save value
  if (!purchase(d)) return false
  if (d.opens('1') && !(d.one('0123') !== undefined && purchase(d) && otherPrefix(d))) return false
  if (d.opens('2') && !(purchase(d) && otherPrefix(d))) return false
  let expires: string | undefined
  if (d.opens('3')) {
    expires = d.take(6)
    if (expires === undefined || !isDate(expires)) return false
  }
  if (d.opens('4')) {
    const starts = d.take(6)
    if (starts === undefined || !isDate(starts) || (expires !== undefined && starts > expires)) return false
  }
  if (d.opens('5') && d.counted('0123456789', 6) === undefined) return false // serial number
  if (d.opens('6') && d.counted('1234567', 6) === undefined) return false // retailer
  // save value code, what it applies to, store coupon flag, don't multiply flag
  if (d.opens('9') && !(d.one('01256') && d.one('012') && d.take(1) && d.one('01'))) return false
  return d.rest === 0
}

/** Coupon of a positive offer file, AI (8112): format, funder, offer code, serial number. */
export function isPositiveOffer(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false
  const d = new Digits(text)
  return (
    d.one('01') !== undefined &&
    d.counted('0123456', 6) !== undefined &&
    d.take(6) !== undefined &&
    d.counted('0123456789', 6) !== undefined &&
    d.rest === 0
  )
}
