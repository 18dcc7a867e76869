import { Decimal } from 'decimal.js'
import type { Unit } from '../unit.ts'
import { REC20_TABLE, type Rec20Dimension } from './rec20-table.ts'

export type { Rec20Dimension } from './rec20-table.ts'

// factors have up to 61 digits; products of two with a long value stay exact
const Exact = Decimal.clone({ precision: 240, toExpNeg: -9e15, toExpPos: 9e15 })
/** Digits kept of a conversion that has no end (a third, a radian). */
const DIGITS = 40

/** `(value + offset) × numerator ÷ denominator` is the value in the base unit of the dimension. */
interface UnitCode {
  readonly dimension: Rec20Dimension
  readonly offset: Decimal
  readonly numerator: Decimal
  readonly denominator: Decimal
}

function unitCode(dimension: Rec20Dimension, factor: string, offset = '0'): UnitCode {
  let numerator = new Exact(1)
  let denominator = new Exact(1)
  for (const [, sign, number] of factor.matchAll(/([*/]?)([0-9.]+)/g)) {
    if (sign === '/') denominator = denominator.times(number!)
    else numerator = numerator.times(number!)
  }
  return { dimension, offset: new Exact(offset), numerator, denominator }
}

function* unitCodes(): Generator<[code: string, unit: UnitCode]> {
  for (const [dimension, rows] of Object.entries(REC20_TABLE)) {
    for (const [, code, factor] of rows.matchAll(/(\S+)\s+(\S+)/g))
      yield [code!, unitCode(dimension as Rec20Dimension, factor!)]
  }
  yield ['KEL', unitCode('temperature', '1')]
  yield ['CEL', unitCode('temperature', '1', '273.15')]
  yield ['FAH', unitCode('temperature', '5/9', '459.67')]
  yield ['A48', unitCode('temperature', '5/9')]
}

let table: Map<string, UnitCode> | undefined
const codes = (): Map<string, UnitCode> => {
  table ??= new Map(unitCodes())
  return table
}

/** What a Rec 20 code measures; undefined for a code that is not in our table. */
export function dimensionOf(code: string): Rec20Dimension | undefined {
  return codes().get(code)?.dimension
}

/** Every code in the table, for tests and documents. */
export function rec20Codes(): string[] {
  return [...codes().keys()]
}

/** A number as EPCIS and Rec 20 data carry it: sign, decimals and exponent allowed. */
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$/

/** `from × a / b`: the value in the base unit as a fraction that is not yet divided. */
function inBase(value: string, unit: UnitCode): [numerator: Decimal, denominator: Decimal] {
  return [new Exact(value).plus(unit.offset).times(unit.numerator), unit.denominator]
}

/**
 * A value in another unit of the same dimension, as a decimal string; exact where it has an end, else rounded to 40
 * digits. Undefined where no conversion exists or the value is no number. The same unit gives the value in its shortest form.
 */
export function convertRec20(value: string, from: string, to: string): string | undefined {
  if (!NUMBER.test(value)) return undefined
  if (from === to) return plain(new Exact(value))
  const [source, target] = [codes().get(from), codes().get(to)]
  if (!source || !target || source.dimension !== target.dimension) return undefined
  const [numerator, denominator] = inBase(value, source)
  const quotient = numerator.times(target.denominator).div(denominator.times(target.numerator))
  const result = quotient.minus(target.offset)
  return plain(result.precision() > DIGITS ? result.toSignificantDigits(DIGITS) : result)
}

const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed())

/** −1, 0 or 1 as the first amount is less than, equal to or more than the second, exact; undefined when they do not compare. */
export function compareRec20(a: string, unitA: string, b: string, unitB: string): -1 | 0 | 1 | undefined {
  if (!NUMBER.test(a) || !NUMBER.test(b)) return undefined
  if (unitA === unitB) return new Exact(a).comparedTo(b) as -1 | 0 | 1
  const [first, second] = [codes().get(unitA), codes().get(unitB)]
  if (!first || !second || first.dimension !== second.dimension) return undefined
  const [n1, d1] = inBase(a, first)
  const [n2, d2] = inBase(b, second)
  return n1.times(d2).comparedTo(n2.times(d1)) as -1 | 0 | 1
}

/**
 * The platform's units as Rec 20 codes. The jin is half a kilogram there, and packages are codes of Rec 21 behind an X, as
 * Rec 20 annex III has it. A mu and amounts per mu have no code and no finite factor; birds, eggs and pieces of other
 * kinds are `H87`, piece, which is what Rec 20 offers.
 */
const OWN_UNITS: Readonly<Record<Unit, readonly [code: string, factor: string] | undefined>> = {
  kg: ['KGM', '1'],
  t: ['TNE', '1'],
  g: ['GRM', '1'],
  mg: ['MGM', '1'],
  jin: ['KGM', '0.5'],
  l: ['LTR', '1'],
  ml: ['MLT', '1'],
  m3: ['MTQ', '1'],
  mu: undefined,
  ha: ['HAR', '1'],
  m2: ['MTK', '1'],
  m: ['MTR', '1'],
  cm: ['CMT', '1'],
  day: ['DAY', '1'],
  kg_per_mu: undefined,
  g_per_mu: undefined,
  l_per_mu: undefined,
  ml_per_mu: undefined,
  piece: ['H87', '1'],
  head: ['HEA', '1'],
  bird: ['H87', '1'],
  fish: ['H87', '1'],
  plant: ['H87', '1'],
  egg: ['H87', '1'],
  half_carcass: ['H87', '1'],
  box: ['XBX', '1'],
  bag: ['XBG', '1'],
  bottle: ['XBO', '1'],
  basket: ['XBK', '1'],
  pack: ['XPK', '1'],
  dose: ['XVI', '1'],
  can: ['XCX', '1'],
  barrel: ['XBA', '1'],
  round: ['H87', '1'],
  cylinder: ['XCY', '1'],
  set: ['H87', '1'],
}

const PLAIN = /^(?:0|[1-9]\d{0,14})(?:\.\d{0,5}[1-9])?$/

/** An amount in a unit of the platform as Rec 20 says it; undefined where Rec 20 has no word for it. */
export function toRec20(amount: string, unit: Unit): { quantity: string; code: string } | undefined {
  const own = OWN_UNITS[unit]
  // as it stands, where it is written as it is told: most amounts are
  if (own?.[1] === '1' && PLAIN.test(amount)) return { quantity: amount, code: own[0] }
  return own && { quantity: plain(new Exact(amount).times(own[1])), code: own[0] }
}

/** The unit of the platform that is a Rec 20 code as it stands; of several the first. */
const UNIT_OF_CODE: ReadonlyMap<string, Unit> = new Map(
  (Object.entries(OWN_UNITS) as [Unit, (typeof OWN_UNITS)[Unit]][])
    .flatMap(([unit, own]): [string, Unit][] => (own?.[1] === '1' ? [[own[0], unit]] : []))
    .reverse(),
)
/** Units that take what has no unit of the platform: a pound becomes kilograms. */
const NEAREST: Readonly<Partial<Record<Rec20Dimension, readonly [code: string, unit: Unit]>>> = {
  mass: ['KGM', 'kg'],
  volume: ['LTR', 'l'],
  area: ['MTK', 'm2'],
  length: ['MTR', 'm'],
  time: ['DAY', 'day'],
}

/**
 * An amount with a Rec 20 code in a unit of the platform: its own where there is one (`KGM` is kg), else the nearest of
 * the dimension (`LBR` in kg). Undefined for a code that no unit of the platform can say.
 */
export function fromRec20(quantity: string, code: string): { amount: string; unit: Unit } | undefined {
  if (!NUMBER.test(quantity)) return undefined
  const own = code === 'EA' || code === 'C62' ? 'piece' : code === 'H18' ? 'ha' : UNIT_OF_CODE.get(code)
  if (own) return { amount: plain(new Exact(quantity)), unit: own }
  const dimension = dimensionOf(code)
  const nearest = dimension && NEAREST[dimension]
  const amount = nearest && convertRec20(quantity, code, nearest[0])
  return amount === undefined ? undefined : { amount, unit: nearest![1] }
}
