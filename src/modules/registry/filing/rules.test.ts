import { expect, test } from 'vitest'
import { creditCode } from '../../../../test/registry.ts'
import type { ShownFacts } from '../facts/schema.ts'
import {
  type CheckContext,
  type FilingAction,
  filingActions,
  filingChecks,
  filingStates,
  nextFilingState,
} from './rules.ts'

test('which action leads from which state to which', () => {
  const actions = ['save', 'submit', 'withdraw', 'approve', 'return', 'reject'] as const satisfies FilingAction[]
  const table = filingStates.map((s) => `${s}: ${actions.map((a) => nextFilingState(s, a) ?? '-').join(' ')}`)
  expect(table).toEqual([
    'draft: draft submitted withdrawn - - -',
    'submitted: - - withdrawn approved returned rejected',
    'returned: returned submitted withdrawn - - -',
    'rejected: rejected submitted withdrawn - - -',
    'approved: - - - - - -',
    'withdrawn: - - - - - -',
  ])
})

test('only the operator hands in and takes back, only its reviewer decides, each with the permission', () => {
  const filing = { state: 'submitted', kind: 'registration', partyId: 'o', reviewerId: 'r' } as const
  expect(filingActions(filing, { partyId: 'r', permissions: ['operator:review'] })).toEqual([
    'approve',
    'return',
    'reject',
  ])
  expect(filingActions(filing, { partyId: 'other', permissions: ['operator:review'] })).toEqual([])
  expect(filingActions(filing, { partyId: 'r', permissions: ['operator:read'] })).toEqual([])
  expect(filingActions(filing, { partyId: 'o', permissions: ['own:manage'] })).toEqual(['withdraw'])
  const returned = { ...filing, state: 'returned' } as const
  expect(filingActions(returned, { partyId: 'o', permissions: ['own:manage'] })).toEqual(['save', 'submit', 'withdraw'])
  expect(filingActions({ ...returned, kind: 'cancellation' }, { partyId: 'o', permissions: ['own:manage'] })).toEqual([
    'submit',
    'withdraw',
  ])
})

const context: CheckContext = {
  kind: 'registration',
  documents: ['business_licence'],
  today: '2026-06-01',
  countyId: '460204',
  divisionLevel: 'village',
  sameName: [],
  earlier: [],
}
const facts = { creditCode: creditCode(1, '460204'), licenceUntil: '2026-06-01' } as ShownFacts
const flags = (f: Partial<ShownFacts>, c: Partial<CheckContext> = {}) =>
  filingChecks({ ...facts, ...f }, { ...context, ...c })
    .filter((x) => x.result === 'flagged')
    .map((x) => x.reason)

test.each([
  ['everything in order', {}, {}, []],
  [
    'a check character that fails',
    { creditCode: `${facts.creditCode!.slice(0, 17)}${facts.creditCode![17] === '0' ? '1' : '0'}` },
    {},
    ['credit_code.wrong_check_character'],
  ],
  ['a code given out elsewhere', { creditCode: creditCode(1, '110000') }, {}, ['check.registered_elsewhere']],
  ['a licence that ran out yesterday', { licenceUntil: '2026-05-31' }, {}, ['check.licence_expired']],
  ['only the county known', {}, { divisionLevel: 'county' }, ['check.division_wide']],
  ['another of the same name', {}, { sameName: [{ partyId: 'x', name: 'y' }] }, ['check.same_name_found']],
  [
    'a number revoked before',
    {},
    { earlier: [{ partyId: 'x', name: 'y', state: 'revoked', reason: 'z' }] },
    ['check.earlier_operator_found'],
  ],
  ['no image of the licence', {}, { documents: ['identity_card'] as const }, ['check.no_licence_image']],
  ['no image of the licence with a change', {}, { kind: 'change' as const, documents: [] }, []],
  ['no image where there is no credit code', { creditCode: undefined }, { documents: [] }, []],
])('the reviewer sees ticked or flagged: %s', (_, f, c, expected) => {
  expect(flags(f, c)).toEqual(expected)
})
