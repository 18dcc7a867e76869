import { expect, test } from 'vitest'
import { actionsOn, waitingHours } from './rules.ts'

const rights = ['transfer:dispatch', 'transfer:receive'] as const
const of = (received: string, returned: string, withdrawn: string, state = 'any') => ({
  sellerId: 's',
  buyerId: 'b' as string | null,
  quantity: '30',
  received,
  returned,
  withdrawn,
  state,
})

test.each([
  ['nothing answered', of('0', '0', '0'), ['receive', 'refuse'], ['withdraw']],
  ['a part received', of('10', '0', '0'), ['receive', 'refuse', 'return'], ['withdraw']],
  ['all received', of('30', '0', '0'), ['return'], []],
  ['all refused', of('0', '30', '0'), [], []],
  ['part received, rest withdrawn', of('10', '0', '20'), ['return'], []],
  ['voided', of('0', '0', '0', 'voided'), [], []],
  ['a buyer who is not registered', { ...of('30', '0', '0'), buyerId: null }, [], []],
])('%s: what buyer and seller may do', (_, t, buyer, seller) => {
  expect(actionsOn(t, { partyId: 'b', permissions: rights })).toEqual(buyer)
  expect(actionsOn(t, { partyId: 's', permissions: rights })).toEqual(seller)
  expect(actionsOn(t, { partyId: 'x', permissions: rights })).toEqual([])
  expect(actionsOn(t, { partyId: 'b', permissions: ['transfer:read'] })).toEqual([])
})

test.each([
  ['2026-06-01T08:00:00.000Z', 0],
  ['2026-06-01T08:59:59.999Z', 0],
  ['2026-06-02T08:00:00.000Z', 24],
  // the clock of another node may be behind
  ['2026-06-01T07:59:59.000Z', 0],
])('at %s it has waited %s whole hours', (now, hours) => {
  const dispatchedAt = '2026-06-01T08:00:00.000000Z'
  expect(waitingHours({ ...of('0', '0', '0'), dispatchedAt }, now)).toBe(hours)
  expect(waitingHours({ ...of('30', '0', '0'), dispatchedAt }, now)).toBeNull()
  expect(waitingHours({ ...of('0', '0', '0', 'voided'), dispatchedAt }, now)).toBeNull()
})
