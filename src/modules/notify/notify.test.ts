import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Call, ok, type TestApp, testApp } from '../../../test/app.ts'
import { buildWorld, type World } from '../../../test/matrix/world.ts'
import { createProduct } from '../catalogue/schema.ts'
import { recordStep } from '../production/step/schema.ts'
import { suspendOperator } from '../registry/operator/schema.ts'
import { placeHold } from '../trace/hold/schema.ts'
import { dispatchGoods, receiveGoods, returnTransfer, withdrawTransfer } from '../trade/transfer/schema.ts'
import { noticesOf } from './rules.ts'
import { listNotices, markNoticesRead } from './schema.ts'
import { notifySubscriber } from './subscriber.ts'

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp({ signIn: true })
  t.setNow(undefined)
  world = await buildWorld(t)
})
afterAll(() => t.close())

/** What somebody was told, newest first. */
const told = async (who: Call, of?: string) => {
  await t.drain()
  const { items } = ok(await who(listNotices, {}))
  return items.filter((n) => !of || n.kind === of)
}
const goods = async (quantity: string) => {
  const { owner } = world.operator
  const { productId } = ok(
    await owner(createProduct, { name: `示例芒果${quantity}`, classCode: '0103S01', unit: 'kg' }),
  )
  const { batches } = ok(
    await owner(recordStep, {
      profile: 'crop',
      event: 'purchase_in',
      outputs: [{ productId, quantity }],
      fields: {
        supplier_name: '示例合作社',
        supplier_address: '示例村',
        supplier_contact: '0898-00000000',
        purchased_on: new Date().toISOString().slice(0, 10),
      },
      happenedAt: new Date().toISOString(),
    }),
  )
  return batches[0]!.holdingId
}
const send = async (holdingId: string, quantity: string) =>
  ok(await world.operator.owner(dispatchGoods, { holdingId, quantity, buyerId: world.otherOperator.partyId }))

test('the reviewer is told of a filing, the operator of the decision', async () => {
  expect(await told(world.county.administrator, 'filing_waiting')).not.toHaveLength(0)
  const [decided] = await told(world.operator.owner, 'filing_approved')
  expect(decided).toMatchObject({ fromId: world.county.partyId, readAt: null })
  expect(decided!.text).toContain('已通过您的申请')
})

test('buyer and seller are told what the other did with a transfer', async () => {
  const buyer = world.otherOperator.owner
  const sent = await send(await goods('50'), '20')
  const ref = { sellerId: sent.sellerId, transferId: sent.transferId }
  expect((await told(buyer, 'transfer_arrived')).map((n) => n.about)).toContain(sent.transferId)
  ok(await buyer(receiveGoods, { ...ref, quantity: '12', difference: '示例少件' }))
  ok(await buyer(returnTransfer, { ...ref, quantity: '5', reason: '示例' }))
  const seller = world.operator.owner
  expect(await told(seller, 'transfer_received')).toHaveLength(1)
  // the eight that did not arrive are back with the seller
  expect(await told(seller, 'transfer_refused')).toHaveLength(1)
  expect(await told(seller, 'transfer_returned')).toHaveLength(1)
  const second = await send(await goods('30'), '10')
  ok(await seller(withdrawTransfer, { transferId: second.transferId, reason: '示例' }))
  expect(await told(buyer, 'transfer_withdrawn')).toHaveLength(1)
})

test('each holder of held goods is told once, also when the entry is delivered again', async () => {
  const buyer = world.otherOperator.owner
  const holdingId = await goods('80')
  for (const quantity of ['10', '20']) {
    const sent = await send(holdingId, quantity)
    ok(await buyer(receiveGoods, { sellerId: sent.sellerId, transferId: sent.transferId }))
  }
  const { holdId } = ok(
    await world.county.administrator(placeHold, {
      roots: [{ partyId: world.operator.partyId, holdingId }],
      source: 'stop_sale',
      reason: '示例',
    }),
  )
  expect((await told(buyer, 'hold_reached')).map((n) => n.about)).toEqual([holdId])
  expect((await told(world.operator.owner, 'hold_reached')).map((n) => n.about)).toEqual([holdId])
  const entry = await t.db
    .selectFrom('platform.journal')
    .selectAll()
    .where('kind', '=', 'hold.reached')
    .executeTakeFirstOrThrow()
  await t.db.transaction().execute(async (db) => {
    if (!('handle' in notifySubscriber)) throw new Error('handle')
    await notifySubscriber.handle(
      { db, actor: buyer as never, now: new Date().toISOString(), commandId: '', journal: [], onRefusal: () => {} },
      { ...entry, data: entry.data as Record<string, unknown> },
    )
  })
  expect(await told(buyer, 'hold_reached')).toHaveLength(1)
})

test("notices are counted, paged, marked as read, and are nobody else's", async () => {
  const seller = world.operator.owner
  await t.drain()
  const first = ok(await seller(listNotices, { limit: 1 }))
  const second = ok(await seller(listNotices, { limit: 1, cursor: first.nextCursor! }))
  expect(second.items[0]!.noticeId).not.toBe(first.items[0]!.noticeId)
  const noticeIds = first.items.map((n) => n.noticeId)
  expect(ok(await world.otherOperator.owner(markNoticesRead, { noticeIds }))).toEqual({ read: 0 })
  expect(ok(await seller(markNoticesRead, { noticeIds }))).toEqual({ read: 1 })
  expect(ok(await seller(listNotices, {})).unread).toBe(first.unread - 1)
  const unread = ok(await seller(listNotices, { unread: 'yes' })).items.map((n) => n.noticeId)
  expect(unread).not.toContain(noticeIds[0])
})

test('a suspended operator is told why', async () => {
  const { partyId } = world.otherOperator
  ok(await world.county.administrator(suspendOperator, { partyId, reason: '示例:资料待核实' }))
  const [notice] = await told(world.otherOperator.owner, 'operator_suspended')
  expect(notice!.text).toContain('示例:资料待核实')
})

test('nobody is told of what they did themselves', () => {
  const data = { sellerId: 'a', quantity: '1' }
  expect(noticesOf({ partyId: 'a', seq: '1', kind: 'transfer.received', eventId: 'e', about: 't', data })).toEqual([])
  expect(noticesOf({ partyId: 'b', seq: '1', kind: 'transfer.received', eventId: 'e', about: 't', data })).toHaveLength(
    1,
  )
})
