import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  add,
  compare,
  convert,
  isConvertible,
  isQuantity,
  multiply,
  normalise,
  quantityProblem,
  subtract,
  sum,
} from './quantity.ts'
import { isCountable, isUnit, UNITS, type Unit } from './unit.ts'

const units = Object.keys(UNITS).filter(isUnit)
const thousandths = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n })
/** A quantity from its number of thousandths, by string arithmetic: independent of the code under test. */
const fromThousandths = (n: bigint) => `${n / 1000n}.${String(n % 1000n).padStart(3, '0')}`
const anyQuantity = thousandths.map(fromThousandths)

test('sums and differences are those of the thousandths, exactly', () => {
  fc.assert(
    fc.property(thousandths, thousandths, (a, b) => {
      const [x, y] = [fromThousandths(a), fromThousandths(b)]
      expect(add(x, y)).toBe(normalise(fromThousandths(a + b)))
      expect(compare(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0)
      expect(add(subtract(x, y), y)).toBe(normalise(x))
    }),
  )
})

test('a sum does not depend on the order, and splitting loses nothing', () => {
  fc.assert(
    fc.property(fc.array(anyQuantity), (parts) => {
      const total = sum(parts)
      expect(sum([...parts].reverse())).toBe(total)
      expect(parts.reduce(subtract, total)).toBe('0')
    }),
  )
})

test.each([
  [add('0.1', '0.2'), '0.3'],
  [subtract('1', '1.001'), '-0.001'],
  [sum([]), '0'],
  [multiply('333.333', '0.72'), '239.99976'],
  [normalise('12.500'), '12.5'],
  [normalise('0.000'), '0'],
  [add('999999999999999.999', '0.001'), '1000000000000000'],
])('arithmetic gives %s, expected %s', (result, expected) => {
  expect(result).toBe(expected)
})

test.each([
  ['12.5', 'kg', undefined],
  ['12.000', 'head', undefined],
  ['12.5', 'head', 'quantity.not_whole'],
  ['0', 'kg', 'quantity.not_positive'],
  ['0.000', 'kg', 'quantity.not_positive'],
  ['0.0001', 'kg', 'quantity.too_many_decimals'],
  ['1234567890123456', 'kg', 'quantity.too_large'],
  ['-1', 'kg', 'quantity.not_a_number'],
  ['1e3', 'kg', 'quantity.not_a_number'],
  ['1,000', 'kg', 'quantity.not_a_number'],
  ['01', 'kg', 'quantity.not_a_number'],
  ['.5', 'kg', 'quantity.not_a_number'],
  ['', 'kg', 'quantity.not_a_number'],
  [12.5, 'kg', 'quantity.not_a_number'],
] satisfies [unknown, Unit, string | undefined][])('%s %s: %s', (value, unit, expected) => {
  expect(quantityProblem(value, unit)).toBe(expected)
})

test('what may be recorded is a quantity, and nothing else is', () => {
  fc.assert(
    fc.property(fc.oneof(anyQuantity, fc.string(), fc.float().map(String)), (text) => {
      if (quantityProblem(text, 'kg') === undefined) expect(isQuantity(text)).toBe(true)
      if (isQuantity(text)) expect(isQuantity(normalise(text))).toBe(true)
    }),
  )
})

test.each([
  ['1', 't', 'kg', '1000'],
  ['1', 'kg', 'jin', '2'],
  ['0.5', 'g', 'kg', '0.0005'],
  ['15', 'mu', 'ha', '1'],
  ['1', 'mu', 'm2', '666.666667'],
  ['1000', 'm2', 'mu', '1.5'],
  ['250', 'ml', 'l', '0.25'],
  ['2', 'kg_per_mu', 'g_per_mu', '2000'],
  ['3', 'head', 'head', '3'],
  ['3', 'head', 'kg', undefined],
  ['3', 'kg', 'l', undefined],
  ['3', 'head', 'bird', undefined],
  ['3', 'box', 'piece', undefined],
] satisfies [string, Unit, Unit, string | undefined][])('%s %s in %s is %s', (quantity, from, to, expected) => {
  expect(convert(quantity, from, to)).toBe(expected)
})

test('a conversion there and back gives the same amount, and exists both ways or not at all', () => {
  fc.assert(
    fc.property(anyQuantity, fc.constantFrom(...units), fc.constantFrom(...units), (quantity, from, to) => {
      const there = convert(quantity, from, to)
      expect(there === undefined).toBe(!isConvertible(from, to))
      expect(isConvertible(to, from)).toBe(isConvertible(from, to))
      if (there !== undefined && UNITS[from].dimension !== 'area')
        expect(convert(there, to, from)).toBe(normalise(quantity))
    }),
  )
})

test('every unit has a name in both languages, and every counted one stands alone', () => {
  for (const unit of units) {
    expect(UNITS[unit].names.zh && UNITS[unit].names.en, unit).toBeTruthy()
    if (isCountable(unit)) expect(units.filter((other) => isConvertible(unit, other))).toEqual([unit])
  }
  expect(isUnit('toString')).toBe(false)
})
