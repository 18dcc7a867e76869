import { expect, test } from 'vitest'
import { inForce, nextOperatorState, operatorActions, operatorStates } from './rules.ts'

test('which action leads from which state to which', () => {
  const actions = ['suspend', 'restore', 'revoke', 'merge', 'cancel'] as const
  expect(operatorStates.map((s) => `${s}: ${actions.map((a) => nextOperatorState(s, a) ?? '-').join(' ')}`)).toEqual([
    'temporary: - - - merged -',
    'approved: suspended - revoked - cancelled',
    'suspended: - approved revoked - cancelled',
    'revoked: - - - - -',
    'cancelled: - - - - -',
    'merged: - - - - -',
  ])
})

test('only an approved operator works; a supervisor is offered what is possible', () => {
  expect(operatorStates.filter(inForce)).toEqual(['approved'])
  expect(operatorActions('approved', ['operator:supervise'])).toEqual(['suspend', 'revoke'])
  expect(operatorActions('approved', ['operator:read'])).toEqual([])
})
