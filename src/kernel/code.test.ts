import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CODE_LENGTH,
  type CodeKind,
  type CodeReason,
  codeKinds,
  codeUrl,
  groupCode,
  newCode,
  parseCode,
} from './code.ts'
import { dammDigit, dammHolds } from './damm.ts'
import { words } from './words.ts'

/** A source that gives the bytes listed, over and over. */
function bytesFrom(bytes: readonly number[]) {
  let next = 0
  return (n: number) => Uint8Array.from({ length: n }, () => bytes[next++ % bytes.length]!)
}

const anyKind = fc.constantFrom(...codeKinds)
const anyCode = fc
  .tuple(anyKind, fc.array(fc.integer({ min: 0, max: 249 }), { minLength: 17, maxLength: 17 }))
  .map(([kind, bytes]) => newCode(kind, bytesFrom(bytes)))

test("Damm's digit of the published example 572 is 4, and leading zeros change nothing", () => {
  expect(dammDigit('572')).toBe(4)
  expect(dammHolds('5724')).toBe(true)
  expect(dammHolds('5274')).toBe(false)
  expect(dammDigit('000572')).toBe(4)
})

test('the table is what makes the check complete: a Latin square without two digits that may be swapped', () => {
  const digits = [...'0123456789']
  const times = (a: number, b: number) => dammDigit(firstWith(a) + b)
  // a one-digit string takes the check digit to any interim value
  const firstWith = (interim: number) => digits.find((d) => dammDigit(d) === interim)!
  for (let c = 0; c < 10; c++) {
    expect(new Set(digits.map((d) => times(c, Number(d)))).size).toBe(10)
    expect(new Set(digits.map((d) => times(Number(d), c))).size).toBe(10)
    expect(times(c, c)).toBe(0)
    for (let x = 0; x < 10; x++) {
      for (let y = 0; y < 10; y++) {
        if (x !== y) expect(times(times(c, x), y), `${c}: ${x}${y}`).not.toBe(times(times(c, y), x))
      }
    }
  }
})

test('every single wrong digit, at every position, is refused', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      for (let i = 0; i < CODE_LENGTH; i++) {
        for (const digit of '0123456789') {
          const wrong = code.slice(0, i) + digit + code.slice(i + 1)
          expect(parseCode(wrong).ok, wrong).toBe(wrong === code)
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('every swap of two neighbours, at every position, is refused', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      for (let i = 0; i + 1 < CODE_LENGTH; i++) {
        const wrong = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2)
        expect(parseCode(wrong).ok, wrong).toBe(wrong === code)
      }
    }),
    { numRuns: 200 },
  )
})

test('a new code is 20 digits of its kind and reads back in every way it is written', () => {
  fc.assert(
    fc.property(anyCode, anyKind, (code, kind) => {
      expect(code).toMatch(/^1[1345][0-9]{18}$/)
      expect(parseCode(newCode(kind, bytesFrom([7, 81, 203])))).toMatchObject({ ok: true, kind })
      const fullWidth = [...code].map((d) => String.fromCodePoint(0xff10 + Number(d))).join('')
      const hyphens = groupCode(code).replaceAll(' ', '-')
      for (const text of [groupCode(code), hyphens, ` ${code}\n`, fullWidth, codeUrl('https://suyuan.example', code)]) {
        expect(parseCode(text), text).toMatchObject({ ok: true, code })
      }
      expect(groupCode(code).split(' ')).toHaveLength(5)
      expect(groupCode(code).replaceAll(' ', '')).toBe(code)
    }),
  )
})

test('the random digits are unbiased: over all bytes each digit comes equally often', () => {
  const counts = new Map<string, number>()
  const all = Array.from({ length: 256 }, (_, i) => i)
  const random = bytesFrom(all)
  // 17 rounds of the 250 usable bytes are 250 codes of 17 digits
  for (let i = 0; i < 250; i++) {
    for (const digit of newCode('batch', random).slice(2, 19)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  }
  expect(counts.size).toBe(10)
  for (const count of counts.values()) expect(Math.abs(count - 425)).toBeLessThanOrEqual(1)
})

test('bytes from 250 up are never used', () => {
  expect(newCode('batch', bytesFrom([255, 250, 249]))).toBe(newCode('batch', bytesFrom([9])))
})

// the worked numbers of docs/domain/codes.md
const written: [text: string, expected: CodeKind | CodeReason][] = [
  ['1100 0000 0000 0000 0001', 'batch'],
  ['1131 4159 2653 5897 9320', 'batch'],
  ['1331 4159 2653 5897 9322', 'subject'],
  ['1431 4159 2653 5897 9327', 'voucher'],
  ['1531 4159 2653 5897 9329', 'certificate'],
  ['１１３１４１５９２６５３５８９７９３２０', 'batch'],
  ['1131-4159-2653-5897-9320', 'batch'],
  ['1131—4159—2653—5897—9320', 'batch'],
  ['1131−4159−2653\u200b5897\ufeff9320', 'batch'],
  ['https://suyuan.example/s/11314159265358979320', 'batch'],
  ['HTTPS://SUYUAN.EXAMPLE/S/11314159265358979320?from=qr#top', 'batch'],
  ['http://localhost:3000/trace/s/1131-4159-2653-5897-9320', 'batch'],
  ['https://suyuan.example/s/1131%204159%202653%205897%209320', 'batch'],
  ['1131 4159 2653 5897 9302', 'code.wrong_check_digit'],
  ['1131 4159 2653 5897 9330', 'code.wrong_check_digit'],
  ['1113 4159 2653 5897 9320', 'code.wrong_check_digit'],
  ['1131 4159 2653 5897 932', 'code.wrong_length'],
  ['1131 4159 2653 5897 9320 1', 'code.wrong_length'],
  ['', 'code.wrong_length'],
  ['2131 4159 2653 5897 9320', 'code.unknown_version'],
  ['1231 4159 2653 5897 9320', 'code.unknown_kind'],
  ['1O31 4159 2653 5897 9320', 'code.not_digits'],
  ['https://suyuan.example/about', 'code.other_address'],
  ['https://suyuan.example/s/%E0%A4%A', 'code.other_address'],
]

test.each(written)('%s is read as %s', (text, expected) => {
  const parsed = parseCode(text)
  expect(parsed.ok ? parsed.kind : parsed.reason).toBe(expected)
  if (!parsed.ok) expect(words[parsed.reason].zh).not.toBe('')
})

test('no text whatever makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseCode(text).ok === 'boolean'))
  fc.assert(fc.property(fc.webUrl(), (text) => typeof parseCode(text).ok === 'boolean'))
})
