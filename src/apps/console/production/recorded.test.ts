import { expect, test } from 'vitest'
import { isRecorded, mayRecord, rolesOn } from './recorded.ts'

test('offered is what the server records by itself', () => {
  expect(isRecorded({ object: 'plot', move: 'record' })).toBe(true)
  expect(isRecorded({ object: 'plot', move: 'produce' })).toBe(false)
  expect(isRecorded({ object: 'batch', move: 'record' })).toBe(false)
  expect(isRecorded({ object: 'party', move: 'record' })).toBe(true)
  expect(isRecorded({ object: 'asset', move: 'observe' })).toBe(true)
  expect(isRecorded({ object: 'piece', move: 'dispatch' })).toBe(false)
})

test('an event of certain roles is for those who have one; who said none sees all', () => {
  expect(mayRecord({ roles: ['maker'] }, ['maker', 'seller'])).toBe(true)
  expect(mayRecord({ roles: ['maker'] }, ['seller'])).toBe(false)
  expect(mayRecord({ roles: ['maker'] }, [])).toBe(true)
  expect(mayRecord({}, ['seller'])).toBe(true)
})

test('a role holds from its first day to the day before its end, in its chain', () => {
  const roles = [
    { profile: 'drug', role: 'maker', from: '2026-01-01', to: '2026-06-01' },
    { profile: 'drug', role: 'seller', from: '2026-06-01', to: null },
    { profile: 'lift', role: 'owner', from: '2026-01-01', to: null },
  ]
  expect(rolesOn(roles, 'drug', '2026-05-31')).toEqual(['maker'])
  expect(rolesOn(roles, 'drug', '2026-06-01')).toEqual(['seller'])
  expect(rolesOn(roles, 'drug', '2025-12-31')).toEqual([])
})
