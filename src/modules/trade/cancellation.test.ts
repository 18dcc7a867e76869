import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeTrader } from '../../../test/market.ts'
import { newId } from '../../platform/id.ts'
import { putParty } from '../identity/index.ts'
import {
  approveFiling,
  findOwnFiling,
  requestCancellation,
  returnFiling,
  submitFiling,
} from '../registry/filing/schema.ts'
import * as api from './schema.ts'

let t: TestApp
const officer = { kind: 'agency' as const, partyId: newId(), divisions: ['460204'], sectors: ['crop'] }
beforeAll(async () => {
  t = await testApp()
  const { partyId, divisions, sectors } = officer
  const name = '示例天涯区农业农村局'
  const now = t.deps.clock()
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'agency', name, divisionId: '460204', sectors, now })
    await tx
      .insertInto('identity.agency')
      .values({
        partyId,
        kind: 'supervision',
        level: 'county',
        name,
        department: 'agriculture',
        divisions,
        sectors,
        createdAt: now,
      })
      .execute()
  })
})
afterAll(() => t.close())

test('neither seller nor buyer is cancelled while a transfer between them waits, and both are once it is answered', async () => {
  const county = t.as(officer)
  const farm = await makeTrader(t)
  const shop = await makeTrader(t)
  const { holdingId } = await farm.grow('10')
  const { transferId } = (await farm.call(api.dispatchGoods, { holdingId, quantity: '4', buyerId: shop.partyId })).body
  const filings = []
  for (const [trader, details] of [
    [farm, { outgoing: 1, incoming: 0 }],
    [shop, { outgoing: 0, incoming: 1 }],
  ] as const) {
    const { body: filing } = await trader.call(requestCancellation, { reason: '不再经营' })
    expect(await county(approveFiling, filing)).toMatchObject({
      status: 409,
      body: { reason: 'operator.has_open_transfers', details },
    })
    filings.push(filing)
  }
  await shop.call(api.refuseTransfer, { sellerId: farm.partyId, transferId, reason: '不再经营' })
  for (const filing of filings) expect((await county(approveFiling, filing)).body.state).toBe('approved')
})

test('a cancellation that was returned may be handed in again with its reason', async () => {
  const county = t.as(officer)
  const farm = await makeTrader(t)
  const { body: filing } = await farm.call(requestCancellation, { reason: '不再经营' })
  expect((await county(returnFiling, { ...filing, note: '请先退回在途货物' })).body.state).toBe('returned')
  expect((await farm.call(submitFiling, {})).body).toMatchObject({ state: 'submitted', revision: 2 })
  expect((await farm.call(findOwnFiling, {})).body.filing).toMatchObject({
    reason: '不再经营',
    history: [{}, { reason: '请先退回在途货物' }, {}],
  })
})
