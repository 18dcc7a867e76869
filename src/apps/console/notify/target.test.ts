import { expect, test } from 'vitest'
import { targetOf } from './target.ts'

test('a notice of a hold leads a holder to what they may open: their goods on hold, or the batch that is free', () => {
  const data = { issuerId: 'i', holdId: 'h', holdingId: 'g' }
  expect(targetOf({ kind: 'hold.reached', data })).toBe('/held')
  expect(targetOf({ kind: 'hold.lifted', data })).toBe('/held')
  expect(targetOf({ kind: 'hold.released', data })).toBe('/batches/g')
})

test('a reminder opens the asset, or the list of those that are due; open work its list', () => {
  const one = { profile: 'lift', code: 'SL 1', dueOn: '2026-06-01' }
  expect(targetOf({ kind: 'duty.blocked', data: one })).toBe('/equipment/lift/SL%201')
  expect(targetOf({ kind: 'duty.many_soon', data: { ...one, code: null } })).toBe('/equipment?profile=lift&due=soon')
  expect(targetOf({ kind: 'duty.many_blocked', data: { ...one, code: null } })).toBe(
    '/equipment?profile=lift&due=overdue',
  )
  expect(targetOf({ kind: 'task.overdue', data: {} })).toBe('/production/tasks')
  expect(targetOf({ kind: 'licence.expiring', data: {} })).toBe('/organisation')
})

test('a loss leads its agency to the record of the operator that reported it', () => {
  expect(targetOf({ kind: 'control.loss', data: { party: 'p', recordId: 'r' } })).toBe(
    '/production/records/r?partyId=p',
  )
})
