import { expect, test } from 'vitest'
import { bySpecificity, CODE_SCHEMES, type CodeScheme, recogniseCode } from './code-scheme.ts'

const id = 'https://id.gs1.org/01/06901234567892'
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
