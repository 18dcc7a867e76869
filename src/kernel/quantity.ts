import { Decimal } from 'decimal.js'
import { isCountable, UNITS, type Unit } from './unit.ts'

/**
 * A quantity of goods: a decimal string without sign or exponent, at most 15 digits before and 3 after the point, as
 * `numeric(18, 3)` stores it. Three decimals because the finest thing traded is a gram of a kilogram and a millilitre
 * of a litre: more would keep remainders in a holding that no scale can show and no person can sell.
 */
export type Quantity = string

// 60 digits: sums and products of quantities are exact, nothing is ever rounded on the way
const Exact = Decimal.clone({ precision: 60 })
const QUANTITY = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/

export type QuantityReason =
  | 'quantity.not_a_number'
  | 'quantity.too_large'
  | 'quantity.too_many_decimals'
  | 'quantity.not_whole'
  | 'quantity.not_positive'

/** True for a quantity as stored and sent; zero included. */
export function isQuantity(value: unknown): value is Quantity {
  return typeof value === 'string' && QUANTITY.test(value)
}

/** What is wrong with a quantity to be recorded in a unit: it must be above zero and whole where the unit is counted. */
export function quantityProblem(value: unknown, unit: Unit): QuantityReason | undefined {
  if (typeof value !== 'string' || !/^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(value)) return 'quantity.not_a_number'
  const [whole = '', decimals = ''] = value.split('.')
  if (whole.length > 15) return 'quantity.too_large'
  if (decimals.length > 3) return 'quantity.too_many_decimals'
  if (new Exact(value).isZero()) return 'quantity.not_positive'
  if (isCountable(unit) && /[1-9]/.test(decimals)) return 'quantity.not_whole'
  return undefined
}

/** The shortest form of a decimal string: `12.500` → `12.5`, `-0.0` → `0`. */
export function normalise(value: string): string {
  const decimal = new Exact(value)
  return decimal.isZero() ? '0' : decimal.toFixed()
}

/** a + b, exact. */
export function add(a: string, b: string): string {
  return normalise(new Exact(a).plus(b).toFixed())
}

/** a − b, exact; negative when b is more: the caller decides what that means. */
export function subtract(a: string, b: string): string {
  return normalise(new Exact(a).minus(b).toFixed())
}

/** a × b, exact: a quantity and a ratio. Not rounded, so it can have more than three decimals. */
export function multiply(a: string, b: string): string {
  return normalise(new Exact(a).times(b).toFixed())
}

/** Exact sum; `0` of nothing. */
export function sum(values: Iterable<string>): string {
  let total = new Exact(0)
  for (const value of values) total = total.plus(value)
  return normalise(total.toFixed())
}

/** −1, 0 or 1 as a is less than, equal to or more than b; `12.5` equals `12.500`. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  return new Exact(a).comparedTo(b) as -1 | 0 | 1
}

/** Units of one measured dimension convert; a counted unit converts into itself only. */
export function isConvertible(from: Unit, to: Unit): boolean {
  return from === to || (UNITS[from].dimension === UNITS[to].dimension && !isCountable(from))
}

/**
 * The same amount in another unit, or undefined where no conversion exists (head–kg: that is a fact about the goods).
 * For comparing and adding up; a holding keeps the unit of its item. Mass and volume are exact, so the result may have
 * more than three decimals (`isQuantity` tells before it is stored); an area in m² or ha is rounded to six.
 */
export function convert(quantity: string, from: Unit, to: Unit): string | undefined {
  if (!isConvertible(from, to)) return undefined
  if (from === to) return normalise(quantity)
  const result = new Exact(quantity).times(UNITS[from].factor).div(UNITS[to].factor)
  return normalise((UNITS[from].dimension === 'area' ? result.toDecimalPlaces(6) : result).toFixed())
}
