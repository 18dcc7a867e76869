import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { refusal } from '../../../test/market.ts'
import { makeFarm, spraying } from '../../../test/production/farm.ts'
import { newId } from '../../platform/id.ts'
import { listHoldings } from '../trace/schema.ts'
import * as harvests from './harvest/schema.ts'
import * as inputs from './input/schema.ts'
import * as records from './record/schema.ts'
import { recordStep } from './step/schema.ts'

let statements = 0
let t: TestApp
beforeAll(async () => {
  t = await testApp({
    onStatement: (sql) => {
      if (/from "registry"\."operator"/.test(sql)) statements++
    },
  })
})
afterAll(() => t.close())

const purchase = {
  name: '示例吡虫啉',
  kind: 'pesticide' as const,
  registrationNumber: 'PD00000001',
  substances: ['吡虫啉'],
  source: '示例农资店',
  quantity: '2',
  unit: 'l' as const,
  boughtOn: '2026-04-20',
}

/** A farm with a record, a purchase and a batch, and every command that writes into its books. */
async function busyFarm() {
  const f = await makeFarm(t)
  const use = { profile: 'crop', event: 'pesticide_use', fields: spraying(f.plot1) }
  const harvest = () =>
    f.call(harvests.harvest, {
      productId: f.productId,
      event: 'harvest',
      quantity: '10',
      fields: { plot: f.plot2, harvested_on: '2026-05-20' },
    })
  const { recordId } = (await f.call(records.recordProduction, use)).body
  const { purchaseId } = (await f.call(inputs.recordInputPurchase, purchase)).body
  const { holdingId } = (await harvest()).body.batch
  const commands = {
    record: () => f.call(records.recordProduction, use),
    recordMany: () => f.call(records.recordProductionMany, { records: [{ ...use, recordId: newId() }] }),
    buy: () => f.call(inputs.recordInputPurchase, purchase),
    harvest,
    step: () =>
      f.call(recordStep, {
        profile: 'crop',
        event: 'store',
        inputs: [{ holdingId }],
        fields: { stored_on: '2026-05-21' },
      }),
    voidRecord: () => f.call(records.voidRecord, { recordId, reason: '示例' }),
    voidPurchase: () => f.call(inputs.voidInputPurchase, { purchaseId, reason: '示例' }),
  }
  return { f, recordId, commands }
}

test.each([['temporary'], ['suspended'], ['revoked'], ['cancelled'], ['merged']] as const)(
  'an operator that is %s writes nothing into its books by any command, and reads them as before',
  async (state) => {
    const { f, recordId, commands } = await busyFarm()
    await f.setState(state)
    const answers = Object.entries(commands).map(async ([name, run]) => [name, refusal(await run())])
    const refused = Object.keys(commands).map((name) => [name, '409 operator.not_in_force'])
    expect(Object.fromEntries(await Promise.all(answers))).toEqual(Object.fromEntries(refused))
    expect((await f.call(records.listRecords, {})).body.items).toHaveLength(2)
    expect((await f.call(records.getRecord, { recordId })).body.voided).toBeNull()
    expect((await f.call(inputs.listInputPurchases, {})).body.items).toHaveLength(1)
    expect((await f.call(listHoldings, {})).body.items).toHaveLength(1)
  },
)

test('restored, it goes on; each command asks the registry once', async () => {
  const { f, commands } = await busyFarm()
  await f.setState('suspended')
  await f.setState('approved')
  for (const [name, run] of Object.entries(commands)) {
    statements = 0
    expect([name, refusal(await run()), statements]).toEqual([name, '200', 1])
  }
})

test('a county is no operator: it records nothing for anybody', async () => {
  const { f, commands } = await busyFarm()
  f.call.actor.kind = 'agency'
  expect([refusal(await commands.record()), refusal(await commands.harvest())]).toEqual(
    Array(2).fill('403 production.operator_only'),
  )
})
