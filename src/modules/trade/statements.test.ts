import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { makeTrader } from '../../../test/market.ts'
import { dispatchGoods, receiveGoods } from './schema.ts'

test('a dispatch takes at most 20 statements and a receipt at most 24, begin and commit included', async () => {
  const sent: string[] = []
  const t = await testApp({ onStatement: (sql) => sent.push(sql) })
  try {
    const [seller, buyer] = [await makeTrader(t), await makeTrader(t)]
    const { holdingId } = await seller.grow('10')
    sent.length = 0
    const out = { holdingId, quantity: '4', buyerId: buyer.partyId, vehicle: '琼A00000', note: '冷链' }
    const { body } = await seller.call(dispatchGoods, out)
    // the session's lookup, which the test's actors do without
    expect(sent.length + 1).toBeLessThanOrEqual(20)
    expect([sent[0], sent.at(-1)]).toEqual(['begin', 'commit'])
    sent.length = 0
    const received = await buyer.call(receiveGoods, { sellerId: seller.partyId, transferId: body.transferId })
    expect(received.status).toBe(200)
    expect(sent.length + 1).toBeLessThanOrEqual(24)
  } finally {
    await t.close()
  }
})
