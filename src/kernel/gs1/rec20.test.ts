import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UNITS, type Unit } from '../unit.ts'
import { compareRec20, convertRec20, dimensionOf, fromRec20, rec20Codes, toRec20 } from './rec20.ts'

// what Rec 20 prints, rounded as it prints it, for factors that are not just a power of ten
test.each([
  ['LBR', 'KGM', '0.45359237'],
  ['ONZ', 'KGM', '2.834952e-2'],
  ['CWI', 'KGM', '50.80235'],
  ['STI', 'KGM', '6.350293'],
  ['LTN', 'KGM', '1016.047'],
  ['APZ', 'KGM', '3.110348e-2'],
  ['F13', 'KGM', '14.59390'],
  ['GLI', 'MTQ', '4.546092e-3'],
  ['GLL', 'MTQ', '3.785412e-3'],
  ['PTI', 'MTQ', '5.68261e-4'],
  ['OZI', 'MTQ', '2.841306e-5'],
  ['OZA', 'MTQ', '2.957353e-5'],
  ['BUA', 'MTQ', '3.523907e-2'],
  ['BUI', 'MTQ', '3.636872e-2'],
  ['BLL', 'MTQ', '0.1589873'],
  ['BLD', 'MTQ', '0.115627'],
  ['GLD', 'MTQ', '4.404884e-3'],
  ['QTD', 'MTQ', '1.101221e-3'],
  ['G23', 'MTQ', '8.809768e-3'],
  ['G24', 'MTQ', '1.478676e-5'],
  ['G25', 'MTQ', '4.928922e-6'],
  ['M68', 'MTQ', '3.624556'],
  ['M69', 'MTQ', '4.168182e9'],
  ['YDQ', 'MTQ', '0.764555'],
  ['M49', 'MTR', '20.11684'],
  ['M51', 'MTR', '0.3048006'],
  ['M52', 'MTR', '1609.347'],
  ['ACR', 'MTK', '4046.873'],
  ['MIK', 'MTK', '2589988'],
  ['M48', 'MTK', '2.589998e6'],
  ['KNT', 'MTS', '0.514444'],
  ['KMH', 'MTS', '0.277778'],
  ['DD', 'C81', '1.745329e-2'],
  ['D62', 'C81', '4.848137e-6'],
  ['A91', 'C81', '1.570796e-2'],
  ['M43', 'C81', '9.817477e-4'],
  ['M46', '2A', '0.1047198'],
  ['87', 'KMQ', '16.01846'],
  ['GE', 'KMQ', '119.8264'],
  ['LA', 'KMQ', '27679.90'],
  ['K41', 'KMQ', '1.711806e-2'],
  ['L39', 'KMQ', '1729.994'],
  ['ON', '28', '3.390575e-2'],
  ['P2', 'KL', '1.488164'],
  ['M83', 'KL', '1.111111e-7'],
  ['C78', 'NEW', '4.448222'],
  ['M76', 'NEW', '0.1382550'],
  ['M92', 'NU', '1.355818'],
  ['L41', 'NU', '7.061552e-3'],
  ['M96', 'NU', '3.511677e-3'],
  ['N32', '4P', '5.443110'],
  ['PS', 'PAL', '6894.757'],
  ['K85', 'PAL', '47.88026'],
  ['UA', 'PAL', '133.3224'],
  ['HN', 'PAL', '133.3224'],
  ['N21', 'PAL', '1.488164'],
  ['BTU', 'JOU', '1055.056'],
  ['N46', 'JOU', '4.214011e-2'],
  ['2I', 'WTT', '0.2930711'],
  ['E15', 'WTT', '1.162222'],
  ['K15', 'WTT', '3.766161e-4'],
  ['4W', 'KGS', '0.2519958'],
  ['G2', 'MQS', '6.309020e-5'],
  ['M13', 'MQS', '2.123764e-4'],
  ['P25', 'LUX', '10.76391'],
  ['P28', 'A24', '1550.003'],
])('1 %s is %s %s as the list rounds it', (from, to, printed) => {
  const ratio = Number(convertRec20('1', from, to)) / Number(printed)
  expect(Math.abs(ratio - 1)).toBeLessThan(3e-6)
})

test.each([
  ['25', 'CEL', 'KEL', '298.15'],
  ['77', 'FAH', 'CEL', '25'],
  ['-40', 'CEL', 'FAH', '-40'],
  ['0', 'KEL', 'CEL', '-273.15'],
  ['491.67', 'A48', 'CEL', '0'],
  ['12.500', 'KGM', 'KGM', '12.5'],
  ['0.1', 'TNE', 'KGM', '100'],
  ['1e3', 'GRM', 'KGM', '1'],
  ['1', 'KWH', 'JOU', '3600000'],
  ['36', 'KMH', 'MTS', '10'],
  ['1', 'HUR', 'MIN', '60'],
  ['1', 'KMH', 'MTS', '0.2777777777777777777777777777777777777778'],
  ['2', 'DZN', 'EA', '24'],
  ['50', 'P1', 'C62', '0.5'],
  ['1', 'E34', '4L', '1000'],
  ['1', 'KGM', 'MTR', undefined],
  ['1', 'KGM', 'XYZ', undefined],
  ['one', 'KGM', 'GRM', undefined],
  ['', 'KGM', 'KGM', undefined],
])('%s %s in %s is %s', (value, from, to, expected) => {
  expect(convertRec20(value, from, to)).toBe(expected)
})

test('no code stands twice, and every unit converts into every other of its dimension and back', () => {
  const codes = rec20Codes()
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.length).toBeGreaterThan(700)
  const pair = fc
    .constantFrom(...codes)
    .chain((a) => fc.tuple(fc.constant(a), fc.constantFrom(...codes.filter((c) => dimensionOf(c) === dimensionOf(a)))))
  fc.assert(
    fc.property(pair, fc.integer({ min: -100_000, max: 100_000 }), ([a, b], n) => {
      const value = String(n / 100)
      const there = convertRec20(value, a, b)!
      const back = convertRec20(there, b, a)!
      // forty digits are kept, so what is lost cannot be seen here
      expect(Math.abs(Number(back) - Number(value))).toBeLessThanOrEqual(Math.abs(Number(value)) * 1e-12 + 1e-12)
      expect(compareRec20(value, a, value, a)).toBe(0)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['1000', 'GRM', '1', 'KGM', 0],
  ['100', 'FAH', '38', 'CEL', -1],
  ['1', 'SMI', '1609.344', 'MTR', 0],
  ['10', 'MTS', '36.0', 'KMH', 0],
  ['1.0', 'XBX', '1', 'XBX', 0],
  ['1', 'XBX', '1', 'XBG', undefined],
])('%s %s beside %s %s is %s', (a, unitA, b, unitB, expected) => {
  expect(compareRec20(a, unitA, b, unitB)).toBe(expected)
})

test('units of the platform go out as codes and come back', () => {
  expect(toRec20('3', 'jin')).toEqual({ quantity: '1.5', code: 'KGM' })
  expect(toRec20('2.5', 't')).toEqual({ quantity: '2.5', code: 'TNE' })
  expect(['2.50', '007', '0.125', '0'].map((n) => toRec20(n, 'kg')?.quantity)).toEqual(['2.5', '7', '0.125', '0'])
  expect(toRec20('4', 'box')).toEqual({ quantity: '4', code: 'XBX' })
  expect(toRec20('1', 'mu')).toBeUndefined()
  expect(fromRec20('2', 'LBR')).toEqual({ amount: '0.90718474', unit: 'kg' })
  expect(fromRec20('2.50', 'TNE')).toEqual({ amount: '2.5', unit: 't' })
  expect(fromRec20('7', 'EA')).toEqual({ amount: '7', unit: 'piece' })
  expect(fromRec20('7', 'HEA')).toEqual({ amount: '7', unit: 'head' })
  expect(fromRec20('1', 'CEL')).toBeUndefined()
  expect(fromRec20('much', 'KGM')).toBeUndefined()
  // where both tables know a conversion they agree
  for (const unit of Object.keys(UNITS) as Unit[]) {
    const out = toRec20('1', unit)
    const base = out && { mass: ['KGM', '1'], volume: ['LTR', '1'] }[UNITS[unit].dimension as string]
    if (base) expect(convertRec20(out.quantity, out.code, base[0]!)).toBe(UNITS[unit].factor)
  }
})
