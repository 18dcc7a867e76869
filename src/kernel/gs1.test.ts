import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bySpecificity, CODE_SCHEMES, type CodeScheme, recogniseCode } from './code-scheme.ts'
import { gs1CheckDigit, gs1Identifier, gtin14, isGtin, parseDigitalLink } from './gs1.ts'

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

const id = 'https://id.gs1.org/01/06901234567892'
test.each([
  ['https://id.gs1.org/01/06901234567892', id],
  ['https://id.gs1.org/01/6901234567892', id],
  ['http://brand.example/01/6901234567892/', id],
  ['https://brand.example/shop/01/06901234567892/10/A1?17=261231', `${id}/10/A1`],
  ['https://brand.example/01/06901234567892/10/A1/21/7', `${id}/21/7`],
  ['https://brand.example/01/06901234567892/22/v2/21/7', `${id}/21/7`],
  ['https://brand.example/01/06901234567892/21/32a%2Fb', `${id}/21/32a%2Fb`],
  ['https://brand.example/01/06901234567892/21/32a%2fb', `${id}/21/32a%2Fb`],
  ['https://brand.example/01/06901234567892/10/(x)', `${id}/10/%28x%29`],
  ['https://brand.example/01/06901234567891', undefined],
  ['https://brand.example/01/06901234567892/21/7/10/A1', undefined],
  ['https://brand.example/01/06901234567892/10/A1/10/A2', undefined],
  ['https://brand.example/01/06901234567892/99/A1', undefined],
  ['https://brand.example/01/06901234567892/10', undefined],
  ['https://brand.example/01/06901234567892/10/%E8%8A%92', undefined],
  ['https://brand.example/01/06901234567892/10/A%', undefined],
  ['https://brand.example/01/06901234567892/10/123456789012345678901', undefined],
  ['01/06901234567892/10/A1', undefined],
])('%s names %s', (text, expected) => {
  expect(parseDigitalLink(text)?.canonical).toBe(expected)
})

test('every lot and serial of character set 82 survives the canonical identifier', () => {
  const set82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz']
  expect(set82).toHaveLength(82)
  const value = fc.string({ unit: fc.constantFrom(...set82), minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(value, fc.boolean(), (text, asSerial) => {
      const identifier = gs1Identifier('06901234567892', asSerial ? { serial: text } : { lot: text })
      const parsed = parseDigitalLink(identifier)!
      expect(asSerial ? parsed.serial : parsed.lot).toBe(text)
      expect(parsed.canonical).toBe(identifier)
    }),
  )
})

test.each([
  ['1131 4159 2653 5897 9320', { status: 'recognised', scheme: 'cn.suyuan.v1', kind: 'batch' }],
  ['https://suyuan.example/s/13314159265358979322', { status: 'recognised', kind: 'subject' }],
  ['690-1234-567892', { status: 'recognised', scheme: 'gs1.gtin', canonical: id }],
  ['https://brand.example/01/6901234567892/10/A1', { scheme: 'gs1.digital_link', canonical: `${id}/10/A1` }],
  ['1131 4159 2653 5897 9323', { status: 'not_in_registry', reason: 'code.wrong_check_digit' }],
  ['6901234567891', { status: 'not_in_registry', reason: 'code.wrong_length' }],
  ['84227470000000010000', { status: 'not_in_registry', reason: 'code.unknown_version' }],
  ['芒果', { status: 'not_in_registry', reason: 'code.not_digits' }],
  ['https://example.org/', { status: 'not_in_registry', reason: 'code.other_address' }],
])('%s is recognised as far as the registry goes', (text, expected) => {
  expect(recogniseCode(text)).toMatchObject(expected)
})

test('schemes are tried longest first and then the more specific, whatever the order they are listed in', () => {
  const scheme = (idOf: string, length: number, fixed: number, pattern: RegExp): CodeScheme => ({
    id: idOf,
    names: { zh: '示例', en: 'example' },
    issuer: { zh: '示例', en: 'example' },
    pattern,
    length,
    fixed,
    resolver: 'none',
  })
  const lenient = scheme('lenient', 20, 0, /^[0-9]{20}$/)
  const drug = scheme('drug', 20, 1, /^8[0-9]{19}$/)
  const all = [lenient, ...CODE_SCHEMES, drug]
  expect(bySpecificity(all).map((s) => s.id)).toEqual(['cn.suyuan.v1', 'drug', 'lenient', 'gs1.gtin'])
  expect(bySpecificity([...all].reverse()).map((s) => s.id)).toEqual(['cn.suyuan.v1', 'drug', 'lenient', 'gs1.gtin'])
  const ordered = bySpecificity(all)
  expect(recogniseCode('84227470000000010000', ordered)).toMatchObject({ scheme: 'drug' })
  expect(recogniseCode('17306040000000010000', ordered)).toMatchObject({ scheme: 'lenient' })
  expect(recogniseCode('11314159265358979320', ordered)).toMatchObject({ scheme: 'cn.suyuan.v1' })
})
