import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/platform/id.ts'
import { harvest, send } from '../../test/hold/goods.ts'
import { after, type TraceWorld, traceWorld } from '../../test/trace.ts'
import { emptyLedger } from './clients.ts'
import { countAll } from './count.ts'

let w: TraceWorld
let sale: { sellerId: string; transferId: string; received: boolean }
beforeAll(async () => {
  w = await traceWorld()
  w.t.setNow(after(60))
  const farm = newId()
  const { transferId } = await send(w.t.deps, await harvest(w.t.deps, farm), newId())
  sale = { sellerId: farm, transferId, received: false }
  await w.t.drain()
})
afterAll(() => w?.close())

const count = async (over = {}) => {
  const db = await w.t.owner.connect()
  try {
    const { lost, half } = await countAll(db as never, { ...emptyLedger(), ...over })
    return Object.fromEntries(Object.entries({ ...lost, ...half }).filter(([, n]) => n))
  } finally {
    db.release()
  }
}

test('what is there is neither lost nor half; what is not there is counted', async () => {
  expect(await count({ sales: [sale] })).toEqual({})
  const never = { ...sale, transferId: newId() }
  expect(await count({ sales: [never, { ...sale, received: true }] })).toEqual({ sales: 1, receipts: 1 })
  const document = { partyId: newId(), captureId: newId(), eventIds: ['urn:uuid:1', 'urn:uuid:2'] }
  expect(await count({ documents: [document], events: [{ partyId: newId(), eventId: 'urn:uuid:3' }] })).toEqual({
    documents: 1,
    jobs: 1,
    events: 1,
  })
})

test('an event that was stored in part is found, whichever part is missing', async () => {
  for (const [table, name] of [
    ['trace.event_body', 'eventWithoutBody'],
    ['trace.event_for', 'eventNobodySees'],
    ['trace.item_event', 'eventThatTouchesNothing'],
    ['trace.unsealed', 'eventNotOnItsWayToTheLog'],
    ['platform.command', 'saleWithoutCommand'],
    ['trace.link_b', 'linksDiffer'],
  ] as const) {
    await w.t.owner.query(`create table kept as table ${table}`)
    await w.t.owner.query(`delete from ${table}`)
    expect(Object.keys(await count({ sales: [sale] })), table).toEqual([name])
    await w.t.owner.query(`insert into ${table} table kept`)
    await w.t.owner.query('drop table kept')
  }
  expect(await count()).toEqual({})
})
