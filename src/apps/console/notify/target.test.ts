import { expect, test } from 'vitest'
import { targetOf } from './target.ts'

test('a notice of a hold leads a holder to what they may open: their goods on hold, or the batch that is free', () => {
  const data = { issuerId: 'i', holdId: 'h', holdingId: 'g' }
  expect(targetOf({ kind: 'hold.reached', data })).toBe('/held')
  expect(targetOf({ kind: 'hold.lifted', data })).toBe('/held')
  expect(targetOf({ kind: 'hold.released', data })).toBe('/batches/g')
})
