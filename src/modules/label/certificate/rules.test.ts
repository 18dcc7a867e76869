import { expect, test } from 'vitest'
import {
  type Behind,
  type CertificateBasis,
  refuseBasis,
  refuseClass,
  refuseStyle,
  type TestOnRecord,
} from './rules.ts'

const me = 'me'
const own = { partyId: me, style: 1, code: 'a' }
const mixed = { partyId: me, style: 2, code: 'b' }
const others = { partyId: 'other', style: 1, code: 'c' }
const grown = { partyId: me, code: '1', boughtIn: false }
const boughtIn = { partyId: me, code: '2', boughtIn: true }
const bare = { partyId: 'other', code: '3', boughtIn: false }
const behind = (certificates: Behind['certificates'], uncovered: Behind['uncovered']): Behind => ({
  certificates,
  uncovered,
})

test.each<[string, 1 | 2, Behind, string[], string | undefined]>([
  ['a producer certifies its own produce', 1, behind([], [grown]), [], undefined],
  ['also a part of what it certified as a whole', 1, behind([own], []), [], undefined],
  ['but not goods it bought on the platform', 1, behind([others], []), [], 'certificate.not_own_produce'],
  ['nor bought without a certificate', 1, behind([], [bare]), [], 'certificate.not_own_produce'],
  ['nor bought outside', 1, behind([], [boughtIn]), [], 'certificate.not_own_produce'],
  ['nor what it certified as a purchaser', 1, behind([mixed], []), [], 'certificate.not_own_produce'],
  ['nor own and bought together', 1, behind([others], [grown]), [], 'certificate.not_own_produce'],
  ['a purchaser certifies what it collected certificates for', 2, behind([others], []), [], undefined],
  ['but not own produce alone', 2, behind([own], [grown]), [], 'certificate.own_produce'],
  [
    'nor with a part that nothing was collected for',
    2,
    behind([others], [bare]),
    [],
    'certificate.source_without_certificate',
  ],
  ['unless it keeps other proof', 2, behind([others], [bare]), ['0001'], undefined],
  ['goods bought outside need proof on paper', 2, behind([], [boughtIn]), [], 'certificate.source_without_certificate'],
  [
    'own produce mixed in is certified first',
    2,
    behind([others], [grown]),
    [],
    'certificate.source_without_certificate',
  ],
])('%s', (_, style, b, proofs, reason) => {
  expect(refuseStyle(style, me, b, proofs)?.reason).toBe(reason)
})

const passed = (kind: string): TestOnRecord => ({ kind, result: 'pass', report: 'r' })
const failed = (kind: string): TestOnRecord => ({ kind, result: 'fail', report: 'r' })
test.each<[string, CertificateBasis[], TestOnRecord[], string[], string | undefined]>([
  ['quality control needs no test', ['quality_control'], [], [], undefined],
  ['an own test is one that passed here', ['own_test'], [passed('own')], [], undefined],
  ['a test by somebody else is no own test', ['own_test'], [passed('entrusted')], [], 'certificate.test_missing'],
  ['an entrusted test is one of a laboratory', ['entrusted_test'], [passed('own')], [], 'certificate.test_missing'],
  ['a report by its number will do', ['entrusted_test'], [], ['R-1'], undefined],
  ['each test basis needs its own', ['own_test', 'entrusted_test'], [passed('own')], [], 'certificate.test_missing'],
  [
    'after a failed test nothing is promised',
    ['quality_control'],
    [passed('own'), failed('own')],
    ['R-1'],
    'certificate.test_failed',
  ],
  ['a later pass counts again', ['own_test'], [failed('own'), passed('own')], [], undefined],
])('%s', (_, basis, tests, reports, reason) => {
  expect(refuseBasis(basis, tests, reports)?.reason).toBe(reason)
})

test.each([
  ['covered', undefined],
  ['depends', undefined],
  ['not_covered', 'certificate.class_not_covered'],
  [undefined, 'certificate.class_not_covered'],
])('a class that is %s', (cover, reason) => {
  expect(refuseClass(cover)?.reason).toBe(reason)
})
