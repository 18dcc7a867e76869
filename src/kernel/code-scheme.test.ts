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
  ['84227470000000010000', { status: 'recognised', scheme: 'cn.drug.ms20' }],
  ['17306040000000010000', { status: 'not_in_registry', reason: 'code.unknown_kind' }],
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
  const ours = CODE_SCHEMES.filter((s) => ['cn.suyuan.v1', 'gs1.gtin'].includes(s.id))
  const all = [lenient, ...ours, drug]
  expect(bySpecificity(all).map((s) => s.id)).toEqual(['cn.suyuan.v1', 'drug', 'lenient', 'gs1.gtin'])
  expect(bySpecificity([...all].reverse()).map((s) => s.id)).toEqual(['cn.suyuan.v1', 'drug', 'lenient', 'gs1.gtin'])
  const ordered = bySpecificity(all)
  expect(recogniseCode('84227470000000010000', ordered)).toMatchObject({ scheme: 'drug' })
  expect(recogniseCode('17306040000000010000', ordered)).toMatchObject({ scheme: 'lenient' })
  expect(recogniseCode('11314159265358979320', ordered)).toMatchObject({ scheme: 'cn.suyuan.v1' })
})

// domain notes §7.2: what fits a scheme and what does not
test.each([
  ['cn.drug.ms20', ['84227470000000010000'], ['17306040000000010000', '8422747']],
  ['cn.drug.20.lenient', ['17306040000000010000'], ['123']],
  ['cn.drug.bwm', ['86901110000020'], ['8690111000002']],
  [
    'cn.pest.unit',
    ['10929272001000000000000000000000'],
    ['40929272001000000000000000000000', '10929279001000000000000000000000'],
  ],
  ['cn.vet.24', ['202301051234500000012345'], ['202313011234500000012345']],
  ['cn.seed.unit', ['46010000100000000001'], ['46-1']],
  ['cn.livestock.tag', ['146010000000001'], ['446010000000001']],
  ['cn.mv.batch16', ['3706025690000058'], ['370602569']],
  ['cn.detonator.13', ['6180202D22211', '4490610300050'], ['6181302D22211', '6180202c22211']],
  ['cn.edetonator.uid', ['6100000FD856C2', '1000000000000050'], ['610']],
  ['cn.fireworks.lic', ['(琼)PF〔2024〕001'], ['PF2024']],
  ['cn.se.device', ['215010890201500098', '21501089020150098'], ['2150']],
  ['cn.se.reg20', ['21603101012006010101'], ['21603101012006130101']],
  ['cn.lift.rescue', ['123456'], ['1234']],
  ['cn.food.sc', ['SC10646010000018'], ['SC30646010000018']],
  ['cn.organic.17', ['12319000000000001'], ['1']],
  ['cn.uscc', ['91110000802100433B', '914403001922038216'], ['9144030071526726IG', '91110000802100433A']],
  ['cn.idcard', ['11010519491231002X'], ['1101051949123100', '110105194912310020']],
])('%s', (id, good, bad) => {
  const scheme = CODE_SCHEMES.find((s) => s.id === id)!
  const fits = (code: string) => scheme.pattern.test(code) && (scheme.check?.(code) ?? true)
  expect(good.filter((c) => !fits(c))).toEqual([])
  expect(bad.filter(fits)).toEqual([])
})

test('codes are found in what labels say, and what many numbers look like is not guessed', () => {
  const pesticide = '10929272001000000000000000000000'
  expect(recogniseCode(`https://trace.example/q?c=${pesticide}`)).toEqual({
    status: 'recognised',
    scheme: 'cn.pest.unit',
    code: pesticide,
  })
  expect(recogniseCode('[QP02001,132020000001,AG,323232,2015年09月,2045年09月]气瓶安全云www.qpsafe.cn')).toMatchObject({
    scheme: 'cn.cylinder.qr',
    code: 'QP02001',
  })
  expect(recogniseCode('(琼)PF〔2024〕001')).toMatchObject({ scheme: 'cn.fireworks.lic' })
  expect(recogniseCode('SC10646010000018')).toMatchObject({ scheme: 'cn.food.sc' })
  for (const number of ['123456', '3706025690000058', '11010519491231002X', '12319000000000001'])
    expect(recogniseCode(number).status).toBe('not_in_registry')
})
