import { expect, test } from 'vitest'
import { aFacts, creditCode, identityNumber } from '../../../../test/registry.ts'
import { changedFacts, checkFacts } from './rules.ts'

const today = '2026-06-01'
const issues = (over: Parameters<typeof aFacts>[0], kept?: { identityHash?: string }) => {
  const checked = checkFacts(aFacts(over), today, kept)
  return 'issues' in checked ? checked.issues.map((i) => `${i.path} ${i.reason}`) : []
}

test.each([
  ['an enterprise with a credit code', {}, []],
  ['an enterprise without', { creditCode: undefined }, ['creditCode facts.credit_code_missing']],
  [
    'an enterprise that gives a person’s number nobody asked for',
    { identityNumber: identityNumber(1) },
    ['identityNumber facts.identity_number_not_asked'],
  ],
  ['a credit code of 17 characters', { creditCode: creditCode(1).slice(1) }, ['creditCode credit_code.wrong_length']],
  [
    'a credit code whose check character fails: a flag later, no issue',
    { creditCode: `${creditCode(1).slice(0, 17)}?`.replace('?', creditCode(1)[17] === '0' ? '1' : '0') },
    [],
  ],
  [
    'a credit code without a legal representative',
    { legalRepresentative: undefined },
    ['legalRepresentative facts.legal_representative_missing'],
  ],
  [
    'a family farm with neither number',
    { form: 'family_farm' as const, creditCode: undefined, legalRepresentative: undefined },
    ['creditCode facts.either_number_missing'],
  ],
  [
    'a family farm with a person’s number',
    { form: 'family_farm' as const, creditCode: undefined, identityNumber: identityNumber(1) },
    [],
  ],
  ['an individual', { form: 'individual' as const, creditCode: undefined, identityNumber: identityNumber(1) }, []],
  [
    'an individual with a mistyped number',
    {
      form: 'individual' as const,
      creditCode: undefined,
      identityNumber: `${identityNumber(1).slice(0, 16)}${(Number(identityNumber(1)[16]) + 1) % 10}${identityNumber(1)[17]}`,
    },
    ['identityNumber identity_number.wrong_check_character'],
  ],
  [
    'an individual with a credit code',
    { form: 'individual' as const, identityNumber: identityNumber(1) },
    ['creditCode facts.credit_code_not_asked'],
  ],
  ['a mobile number of ten digits', { mobile: '1380000000' }, ['mobile facts.mobile_wrong']],
  [
    'a licence that ends before it begins',
    { licenceFrom: '2026-02-01', licenceUntil: '2026-01-31' },
    ['licenceUntil facts.licence_term_reversed'],
  ],
])('%s', (_, over, expected) => {
  expect(issues(over)).toEqual(expected)
})

test('an individual that corrects a filing need not type the number again', () => {
  const over = { form: 'individual' as const, creditCode: undefined }
  expect(issues(over)).toEqual(['identityNumber facts.identity_number_missing'])
  expect(issues(over, { identityHash: '1.x' })).toEqual([])
})

test('numbers are kept as they are compared: no spaces, upper case, half width', () => {
  const code = creditCode(7)
  const checked = checkFacts(
    aFacts({ creditCode: ` ${code.toLowerCase().replace(/(.{4})/g, '$1 ')}`, mobile: '+86 138 0000 0000' }),
    today,
  )
  expect(checked).toMatchObject({ facts: { creditCode: code, mobile: '13800000000' } })
})

test('a change of the number behind the mask is seen, the new ciphertext of the same number is not', () => {
  const { identityNumber: _, ...facts } = aFacts({})
  const before = { ...facts, identityHash: 'a', identitySealed: 'x', identityMasked: '46*' }
  expect(changedFacts(before, { ...before, identitySealed: 'y' })).toEqual([])
  expect(changedFacts(before, { ...before, identityHash: 'b', name: '新' })).toEqual(['name', 'identityNumber'])
})
