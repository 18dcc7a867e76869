import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf, holdGoods, makeTrader, type Trader } from '../../../test/market.ts'
import { revokeOperator, suspendOperator } from '../registry/operator/schema.ts'
import { liftHold } from '../trace/hold/schema.ts'
import { dispatchGoods, receiveGoods, refuseTransfer, returnTransfer, withdrawTransfer } from '../trade/schema.ts'
import { notifySubscriber } from './index.ts'
import { insertNotices } from './queries.ts'
import { noticeKinds } from './rules.ts'
import { listNotices, markNoticesRead } from './schema.ts'
import { notifyWords } from './words.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const noticesOf = async (trader: Pick<Trader, 'call'>) => (await trader.call(listNotices, {})).body.items
const kindsOf = async (trader: Pick<Trader, 'call'>) => (await noticesOf(trader)).map((n) => n.kind)

async function deal() {
  const [seller, buyer] = [await makeTrader(t), await makeTrader(t)]
  const batch = await seller.grow('100')
  const send = async (quantity: string) =>
    (await seller.call(dispatchGoods, { holdingId: batch.holdingId, quantity, buyerId: buyer.partyId })).body
  return { seller, buyer, batch, send }
}

test('each holder of held goods is told once of a hold, with its reason, however many of its holdings it reaches', async () => {
  const { seller, buyer, batch, send } = await deal()
  for (const quantity of ['10', '20']) {
    const { sellerId, transferId } = await send(quantity)
    await buyer.call(receiveGoods, { sellerId, transferId })
  }
  const hold = await holdGoods(t, batch)
  for (const holder of [seller, buyer]) {
    const told = (await noticesOf(holder)).filter((n) => n.kind === 'hold.reached')
    expect(told).toMatchObject([{ data: { holdId: hold.holdId, issuerId: hold.issuerId }, readAt: null }])
    expect(told[0]!.text).toContain('原因：示例')
  }
  const issuer = t.as({ ...agencyOf(t, ['460204']).actor, partyId: hold.issuerId })
  await issuer(liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '复检合格' })
  await t.drain()
  for (const holder of [seller, buyer])
    expect((await kindsOf(holder)).filter((k) => k === 'hold.lifted')).toHaveLength(1)
})

test('an entry that is delivered again tells nobody twice', async () => {
  const { seller, batch } = await deal()
  const hold = await holdGoods(t, batch)
  const entry = await t.db
    .selectFrom('platform.journal')
    .selectAll()
    .where('partyId', '=', hold.issuerId)
    .where('kind', '=', 'hold.reached')
    .executeTakeFirstOrThrow()
  const again = { ...entry, data: entry.data as Record<string, unknown> }
  await t.db.transaction().execute(async (tx) => {
    if (!('handle' in notifySubscriber)) throw new Error('works in its own transactions')
    const ctx = { db: tx, actor: seller.call.actor, now: entry.at, commandId: crypto.randomUUID(), journal: [] }
    await notifySubscriber.handle({ ...ctx, onRefusal: () => {} }, again)
  })
  expect((await kindsOf(seller)).filter((k) => k === 'hold.reached')).toHaveLength(1)
})

test('buyer and seller hear of what the other did with a transfer, in their language', async () => {
  const { seller, buyer, send } = await deal()
  const [kept, refused, withdrawn] = [await send('10'), await send('20'), await send('30')]
  await t.drain()
  const arrived = await noticesOf(buyer)
  expect(arrived.map((n) => n.kind)).toEqual(Array(3).fill('transfer.arrived'))
  expect(arrived.map((n) => n.text).join()).toContain(`${seller.name}发来 示例贵妃芒 一级 30 千克`)
  const answer = ({ sellerId, transferId }: { sellerId: string; transferId: string }) => ({ sellerId, transferId })
  await buyer.call(receiveGoods, answer(kept))
  await buyer.call(returnTransfer, { ...answer(kept), quantity: '4', reason: '规格不符' })
  await buyer.call(refuseTransfer, { ...answer(refused), reason: '途中损坏' })
  await seller.call(withdrawTransfer, { transferId: withdrawn.transferId, reason: '发错' })
  await t.drain()
  expect((await kindsOf(seller)).sort()).toEqual(['transfer.received', 'transfer.refused', 'transfer.returned'])
  const english = t.as({ ...seller.call.actor, language: 'en' })
  const texts = (await noticesOf({ call: english } as Pick<Trader, 'call'>)).map((n) => n.text)
  expect(texts).toContain(`${buyer.name} has returned 4 kg of 示例贵妃芒 一级: 规格不符.`)
  expect(texts).toContain(`${buyer.name} has refused 20 kg of 示例贵妃芒 一级: 途中损坏.`)
  expect((await kindsOf(buyer))[0]).toBe('transfer.withdrawn')
})

test('an operator hears each time its registration is stopped', async () => {
  const operator = await makeTrader(t)
  const agency = agencyOf(t, ['460204'])
  await agency(suspendOperator, { partyId: operator.partyId, reason: '示例原因' })
  await agency(revokeOperator, { partyId: operator.partyId, reason: '示例原因' })
  await t.drain()
  expect(await kindsOf(operator)).toEqual(['operator.revoked', 'operator.suspended'])
})

test('notices are one’s own, come page by page, and are read once', async () => {
  const { partyId, call } = await makeTrader(t)
  const other = await makeTrader(t)
  const notices = Array.from({ length: 5 }, (_, i) => ({
    ...{ partyId, kind: 'filing.approved' as const, about: `${i}` },
    data: { party: null },
  }))
  await t.db.transaction().execute((tx) => insertNotices(tx, notices, t.deps.clock()))
  const first = (await call(listNotices, { limit: 2 })).body
  expect([first.items.length, first.unread]).toEqual([2, 5])
  const rest = (await call(listNotices, { limit: 10, cursor: first.nextCursor! })).body
  expect(rest.items).toHaveLength(3)
  const ids = first.items.map((n) => n.noticeId)
  // another's ids are nobody's business
  expect((await other.call(markNoticesRead, { noticeIds: ids })).body.unread).toBe(0)
  expect((await call(markNoticesRead, { noticeIds: ids })).body.unread).toBe(3)
  expect((await call(listNotices, { unread: 'yes' })).body.items).toHaveLength(3)
  expect((await call(markNoticesRead, {})).body.unread).toBe(0)
  expect(await noticesOf(other)).toEqual([])
})

test('every kind of notice has its words in both languages', () => {
  for (const kind of noticeKinds)
    expect(notifyWords[`notice.${kind}`]).toMatchObject({ zh: expect.any(String), en: expect.any(String) })
})
