import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { makeTrader, refusal } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import { setPartyRole } from '../../registry/licence/schema.ts'
import { dispatchGoods, receiveGoods } from '../../trade/transfer/schema.ts'
import { harvest } from '../harvest/schema.ts'
import { recordProduction } from '../record/schema.ts'
import { recordStep } from '../step/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow('2026-06-01T08:00:00.000Z')
})
afterAll(() => t.close())

const work = (plot: string, on = '2026-06-01') => ({
  ...{ profile: 'crop', event: 'field_work' },
  fields: { plot, work: 'weeding', done_on: on },
})

test('an event of other roles is refused, and says whose it is and what to do; without a role all is open', async () => {
  const f = await makeFarm(t)
  expect((await f.call(recordProduction, work(f.plot1))).status).toBe(200)
  ok(await f.call(setPartyRole, { profile: 'crop', role: 'retailer', from: '2026-06-01' }))
  const refused = await f.call(recordProduction, work(f.plot1))
  expect(refusal(refused)).toBe('409 event.not_your_role')
  expect(refused.body).toMatchObject({ details: { event: '农事活动', own: expect.stringContaining('零售') } })
  const picked = { productId: f.productId, event: 'harvest', quantity: '5' }
  const pick = await f.call(harvest, { ...picked, fields: { plot: f.plot1, harvested_on: '2026-06-01' } })
  expect(refusal(pick)).toBe('409 event.not_your_role')
  // on a day on which it had said nothing yet
  expect((await f.call(recordProduction, work(f.plot1, '2026-05-31'))).status).toBe(200)
  // one of several roles is enough
  ok(await f.call(setPartyRole, { profile: 'crop', role: 'producer', from: '2026-06-01' }))
  expect((await f.call(recordProduction, work(f.plot1))).status).toBe(200)
})

test('a step and both halves of a transfer too; a role in another profile says nothing', async () => {
  const product = { name: '示例有机肥', spec: '', classCode: 'S40501', unit: 'kg' as const }
  const [maker, user] = [
    await makeTrader(t, { sector: 'farm_input', product }),
    await makeTrader(t, { sector: 'farm_input', product }),
  ]
  const role = (who: typeof maker, r: string) =>
    who.call(setPartyRole, { profile: 'fertiliser', role: r, from: '2026-06-01' })
  ok(await maker.call(setPartyRole, { profile: 'pesticide', role: 'carrier', from: '2026-06-01' }))
  const { holdingId } = await maker.buyIn('10')
  const send = () => maker.call(dispatchGoods, { holdingId, quantity: '1', buyerId: user.partyId })
  const sent = ok(await send())
  ok(await role(maker, 'user'))
  expect(refusal(await send())).toBe('409 event.not_your_role')
  const retail = await maker.call(recordStep, {
    ...{ profile: 'fertiliser', event: 'retail', inputs: [{ holdingId, quantity: '1' }] },
    fields: { specification: '示例', maker: '示例', sold_on: '2026-06-01', label_state: 'good' },
  })
  expect(refusal(retail)).toBe('409 event.not_your_role')
  // anybody receives fertiliser: the event names no roles
  ok(await role(user, 'dealer'))
  ok(await user.call(receiveGoods, { sellerId: sent.sellerId, transferId: sent.transferId }))
})
