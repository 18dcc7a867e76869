import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCivilDate, isDateTime } from './civil-date.ts'
import { creditCodeCheckCharacter, parseCreditCode } from './credit-code.ts'
import { identityCheckCharacter, maskIdentityNumber, parseIdentityNumber } from './identity-number.ts'
import { maskMiddle } from './mask.ts'
import { maskMobileNumber, parseMobileNumber } from './mobile-number.ts'

const wrongCheck = ['credit_code.wrong_check_character']
test.each([
  ['91110000802100433B', { ok: true, warnings: [] }],
  ['9144030071526726XG', { ok: true, warnings: [] }],
  ['91330100799655058B', { ok: true, warnings: [] }],
  ['914403001922038216', { ok: true, warnings: [] }],
  [' 91110000 80210043 3b ', { ok: true, code: '91110000802100433B' }],
  ['９１１１００００８０２１００４３３Ｂ', { ok: true, code: '91110000802100433B' }],
  ['91110000802100433C', { ok: true, warnings: wrongCheck }],
  ['91110000802104033B', { ok: true, warnings: wrongCheck }],
  ['9111000080210043', { ok: false, reason: 'credit_code.wrong_length' }],
  ['9144030071526726IG', { ok: false, reason: 'credit_code.wrong_character' }],
  ['91110000802100433O', { ok: false, reason: 'credit_code.wrong_character' }],
  ['91A10000802100433B', { ok: false, reason: 'credit_code.no_division' }],
])('credit code %s', (text, expected) => {
  expect(parseCreditCode(text)).toMatchObject(expected)
})

test('a single wrong character of a credit code is always noticed', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
  const body = fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 2 }),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(body, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...alphabet), (first17, at, character) => {
      const code = first17 + creditCodeCheckCharacter(first17)
      expect(parseCreditCode(code)).toEqual({ ok: true, code, warnings: [] })
      const wrong = code.slice(0, at) + character + code.slice(at + 1)
      const parsed = parseCreditCode(wrong)
      if (wrong !== code && parsed.ok) expect(parsed.warnings).toEqual(wrongCheck)
    }),
  )
})

const today = '2026-11-21'
test.each([
  // the example printed in GB 11643, nobody's number
  ['11010519491231002X', { ok: true, birthDate: '1949-12-31' }],
  ['110105 19491231 002x', { ok: true, identityNumber: '11010519491231002X' }],
  ['110105194912310021', { ok: false, reason: 'identity_number.wrong_check_character' }],
  ['110105194912310X2X', { ok: false, reason: 'identity_number.wrong_character' }],
  ['01010519491231002X', { ok: false, reason: 'identity_number.wrong_character' }],
  ['110105491231002', { ok: false, reason: 'identity_number.wrong_length' }],
  ['11010519491331002X', { ok: false, reason: 'identity_number.wrong_birth_date' }],
  ['11010519490229002X', { ok: false, reason: 'identity_number.wrong_birth_date' }],
  ['11010518951231002X', { ok: false, reason: 'identity_number.wrong_birth_date' }],
  ['11010520261122002X', { ok: false, reason: 'identity_number.wrong_birth_date' }],
])('identity number %s', (text, expected) => {
  expect(parseIdentityNumber(text, today)).toMatchObject(expected)
})

test('the check character is that of ISO 7064 mod 11-2: doubling from the left, and the whole leaves 1', () => {
  // the second example printed in GB 11643, born 1880
  expect(identityCheckCharacter('44052418800101001')).toBe('4')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 17, maxLength: 17 }), (first17) => {
      const doubled = [...first17].reduce((rest, digit) => ((rest + Number(digit)) * 2) % 11, 0)
      const check = identityCheckCharacter(first17)
      expect((doubled + (check === 'X' ? 10 : Number(check))) % 11).toBe(1)
    }),
  )
})

test('a wrong digit or a swap of neighbours in an identity number is never accepted', () => {
  const digits = (n: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: n, maxLength: n })
  fc.assert(
    fc.property(digits(5), digits(3), fc.integer({ min: 0, max: 17 }), fc.nat(9), (division, serial, at, digit) => {
      const first17 = `4${division}19800229${serial}`
      const number = first17 + identityCheckCharacter(first17)
      expect(parseIdentityNumber(number, today)).toEqual({ ok: true, identityNumber: number, birthDate: '1980-02-29' })
      const wrong = number.slice(0, at) + digit + number.slice(at + 1)
      expect(parseIdentityNumber(wrong, today).ok).toBe(wrong === number)
      if (at < 17) {
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
        expect(parseIdentityNumber(swapped, today).ok).toBe(swapped === number)
      }
    }),
  )
})

test('masks keep what the person knows the number by, and nothing of county, birth date or sex', () => {
  expect(maskIdentityNumber('11010519491231002X')).toBe('11***************X')
  expect(maskMobileNumber('13812345678')).toBe('138****5678')
  expect(maskMiddle('1234', 3, 4)).toBe('****')
  expect(maskMiddle('', 3, 4)).toBe('')
})

test.each([
  ['13812345678', '13812345678'],
  ['+86 138-1234-5678', '13812345678'],
  ['008613812345678', '13812345678'],
  ['１３８１２３４５６７８', '13812345678'],
  ['12812345678', undefined],
  ['1381234567', undefined],
  ['0898-65228888', undefined],
])('mobile number %s is %s', (text, expected) => {
  expect(parseMobileNumber(text)).toBe(expected)
})

test('civil dates are those of the calendar', () => {
  const day = fc.date({ min: new Date('1600-01-01'), max: new Date('2400-12-31'), noInvalidDate: true })
  fc.assert(fc.property(day, (date) => isCivilDate(date.toISOString().slice(0, 10))))
  for (const text of ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01'])
    expect(isCivilDate(text), text).toBe(false)
  for (const text of ['2024-02-29', '2000-02-29', '2026-12-31']) expect(isCivilDate(text), text).toBe(true)
  for (const text of ['2026-1-1', '20260101', '2026-01-01T00:00:00Z', '']) expect(isCivilDate(text), text).toBe(false)
})

test('times have an offset and microseconds at most', () => {
  for (const text of ['2026-11-21T23:13Z', '2026-11-21T23:13:05+08:00', '2026-11-21T23:13:05.123456+08:00'])
    expect(isDateTime(text), text).toBe(true)
  for (const text of ['2026-11-21T23:13:05', '2026-11-21 23:13:05Z', '2026-11-31T23:13Z', '2026-11-21T24:00Z', 'now'])
    expect(isDateTime(text), text).toBe(false)
})
