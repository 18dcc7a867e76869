import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gs1CheckDigit, gs1CheckPair, gtin14, hasCheckDigit, isGtin, SET_82 } from './check.ts'

test.each([
  ['6901234567892', '06901234567892'],
  ['96385074', '00000096385074'],
  ['036000291452', '00036000291452'],
  ['16901234567899', '16901234567899'],
  ['6901234567891', undefined],
  ['69012345678', undefined],
  ['00000000', undefined],
  ['690123456789X', undefined],
])('GTIN %s in 14 digits is %s', (text, expected) => {
  expect(gtin14(text)).toBe(expected)
})

test('a GTIN with one wrong digit is none, and zeros in front change nothing', () => {
  const anyGtin = fc
    .tuple(fc.constantFrom(7, 11, 12, 13), fc.bigInt({ min: 1n, max: 9_999_999n }))
    .map(([length, n]) => n.toString().padStart(length, '0'))
    .map((body) => body + gs1CheckDigit(body))
  fc.assert(
    fc.property(anyGtin, (gtin) => {
      expect(isGtin(gtin)).toBe(true)
      expect(gs1CheckDigit(`00${gtin.slice(0, -1)}`)).toBe(Number(gtin.at(-1)))
      for (let i = 0; i < gtin.length; i++) {
        for (const digit of '0123456789') {
          const wrong = gtin.slice(0, i) + digit + gtin.slice(i + 1)
          if (wrong !== gtin) expect(isGtin(wrong), wrong).toBe(false)
        }
      }
    }),
  )
})

test('the SSCC and GLN of the general specifications have the check digits printed there', () => {
  expect(hasCheckDigit('376104250021234569')).toBe(true)
  expect(hasCheckDigit('376104250021234568')).toBe(false)
  expect(hasCheckDigit('9501101530003')).toBe(true)
})

test('the check pair of a model number is that of the general specifications, and notices every wrong character', () => {
  expect(gs1CheckPair('1987654Ad4X4bL5ttr2310c')).toBe('2K')
  expect(gs1CheckPair('1987654#')).toBeUndefined()
  const text = fc.string({ unit: fc.constantFrom(...SET_82), minLength: 1, maxLength: 23 })
  fc.assert(
    fc.property(text, fc.nat(), fc.constantFrom(...SET_82), (body, at, other) => {
      const place = at % body.length
      if (body[place] === other) return
      expect(gs1CheckPair(body.slice(0, place) + other + body.slice(place + 1))).not.toBe(gs1CheckPair(body))
    }),
  )
})
