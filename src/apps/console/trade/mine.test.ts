import { expect, test } from 'vitest'
import { onOffer } from './mine.ts'

test('a sale offers what is left and not chosen yet; what another system told of comes last, and is not ours to sell', () => {
  const batch = (holdingId: string, available: string, regime = 'governed') => ({ holdingId, available, regime })
  const stock = [batch('a', '5', 'declared'), batch('b', '0'), batch('c', '0.5'), batch('d', '1'), batch('e', '2')]
  expect(onOffer(stock, ['d']).map((h) => h.holdingId)).toEqual(['c', 'e', 'a'])
})
