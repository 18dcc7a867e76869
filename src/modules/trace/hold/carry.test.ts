import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { act, harvest, makeOperator, sell, send, take } from '../../../../test/hold/goods.ts'
import { agency, FAR, HERE, holdOf, isHeld, ref, stop, told } from '../../../../test/hold/officer.ts'
import { reasonOf } from '../../../../test/trace.ts'
import { voidEvent } from '../correction.ts'
import { splitBatch } from '../goods.ts'
import { packSealed, unpackPieces } from '../pack.ts'
import { returnGoods } from '../transfer/answer.ts'
import type { BatchMade } from '../work/batch.ts'
import { openMarks } from './marks.ts'
import * as api from './schema.ts'
import { spreadHold } from './spread.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
})
afterAll(() => t.close())

const now = () => t.deps.clock()

test('a held piece stops its pack as a whole; its siblings are free once they are out, and it is not', async () => {
  const officer = await agency(t, [HERE])
  const farm = await makeOperator(t.deps, HERE)
  const buyer = await makeOperator(t.deps, HERE)
  const batch = await harvest(t.deps, farm, '3', 'piece')
  const pieces = ['a', 'b', 'c'].map((p) => `${batch.holdingId}/${p}`)
  const given = { holdingId: batch.holdingId, quantity: '3', pieces, eventTime: now() }
  const pack = (await act(t.deps, farm, packSealed, given)).batch
  const inside = await t.db
    .selectFrom('trace.contained')
    .select('childId')
    .where('homeId', '=', farm)
    .where('parentId', '=', pack.itemId)
    .execute()
  const pieceId = inside[0]!.childId
  const wrong = { roots: [ref(batch)], source: 'stop_sale' as const, reason: '示例', pieceId }
  expect(await officer(api.placeHold, wrong)).toMatchObject({ status: 400, body: { reason: 'hold.piece_not_inside' } })
  const hold = await stop(officer, [pack], { pieceId })
  await t.drain()
  expect(await reasonOf(send(t.deps, pack, buyer, '3'))).toBe('batch.held')
  const out = (piece: string) =>
    act(t.deps, farm, unpackPieces, { holdingId: pack.holdingId, pieces: [piece], eventTime: now() })
  const free: BatchMade[] = []
  for (const piece of pieces) {
    const answer = out(piece)
    const reason = await reasonOf(answer)
    if (reason === 'accepted') free.push(...(await answer).batches)
    else expect(reason).toBe('batch.held')
  }
  expect(free).toHaveLength(2)
  for (const b of free) expect(await reasonOf(send(t.deps, b, buyer, '1'))).toBe('accepted')
  await t.drain()
  expect(await reasonOf(send(t.deps, pack, buyer, '1'))).toBe('batch.held')
  expect((await holdOf(officer, hold)).progress).toMatchObject({ marked: 1, open: 1, toDo: 0 })
})

test('a piece that came out before the hold is stopped alone, with what was made from it, and not the pack', async () => {
  const officer = await agency(t, [HERE])
  const farm = await makeOperator(t.deps, HERE)
  const batch = await harvest(t.deps, farm, '3', 'piece')
  const pieces = ['a', 'b', 'c'].map((p) => `${batch.holdingId}/${p}`)
  const given = { holdingId: batch.holdingId, quantity: '3', pieces, eventTime: now() }
  const pack = (await act(t.deps, farm, packSealed, given)).batch
  const opened = { holdingId: pack.holdingId, pieces: pieces.slice(0, 2), eventTime: now() }
  const [one, two] = (await act(t.deps, farm, unpackPieces, opened)).batches
  const sold = await sell(t.deps, one!, await makeOperator(t.deps, FAR), '1')
  // a mark on the pack for that piece, as the job finds it when the piece was taken out meanwhile
  const hold = await stop(officer, [pack])
  await t.drain()
  await t.owner.query('update trace.held set piece_id = $1, expanded = false where party_id = $2 and holding_id = $3', [
    one!.itemId,
    farm,
    pack.holdingId,
  ])
  await t.owner.query('delete from trace.held where hold_id = $1 and holding_id <> $2', [hold.holdId, pack.holdingId])
  await spreadHold(t.deps, hold.issuerId, hold.holdId)
  const marks = await openMarks(t.db, [pack, one!, two!, sold, batch])
  expect(new Map(marks.map((m) => [m.holdingId, m.pieceId]))).toEqual(
    new Map([
      [pack.holdingId, one!.itemId],
      [one!.holdingId, null],
      [sold.holdingId, null],
    ]),
  )
})

test('goods that come into a holding take the hold to what went out of it before', async () => {
  const officer = await agency(t, [HERE])
  const [farm, shop, canteen] = [
    await makeOperator(t.deps, HERE),
    await makeOperator(t.deps, HERE),
    await makeOperator(t.deps, HERE),
  ]
  const root = await harvest(t.deps, farm)
  const coming = await send(t.deps, root, shop, '10')
  // the first half is at the shop and partly sold on before the hold; the second half comes after it
  const half = (await take(t.deps, shop, farm, coming.transferId, '5')).batch
  const sent = await t.db
    .selectFrom('trace.transfer')
    .select('holdingId')
    .where('partyId', '=', farm)
    .where('transferId', '=', coming.transferId)
    .executeTakeFirstOrThrow()
  const eaten = await sell(t.deps, half, canteen, '2')
  // only what is still with the farm is meant: the shop's half was found good
  const hold = await stop(officer, [{ ...root, holdingId: sent.holdingId }], { scope: 'forward' })
  await t.drain()
  expect(await isHeld(t, half)).toBe(true)
  for (const b of [half, eaten])
    expect(
      await officer(api.releaseHolding, { issuerId: hold.issuerId, holdId: hold.holdId, ...ref(b), reason: '示例' }),
    ).toMatchObject({ status: 200 })
  expect([await isHeld(t, half), await isHeld(t, eaten)]).toEqual([false, false])
  const before = await sell(t.deps, half, canteen, '1')
  expect(await isHeld(t, before)).toBe(false)
  await take(t.deps, shop, farm, coming.transferId, '5')
  expect(await reasonOf(send(t.deps, half, canteen, '1'))).toBe('batch.held')
  await t.drain()
  // what left while the holding was free is reached, what was released on its own stays so
  expect([await isHeld(t, before), await isHeld(t, eaten)]).toEqual([true, false])
  expect((await holdOf(officer, hold)).progress).toMatchObject({ released: 1, toDo: 0 })
})

test('a hold on what is there now leaves what was sold before, and goes along with what leaves later', async () => {
  const officer = await agency(t, [HERE])
  const farm = await makeOperator(t.deps, HERE)
  const shop = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const before = await sell(t.deps, root, shop)
  const { body: impact } = await officer(api.impactOfHold, { roots: [ref(root)], scope: 'holding' })
  expect(impact).toMatchObject({ holdings: 1, operators: 1 })
  const hold = await stop(officer, [root], { scope: 'holding', source: 'expired_permit' })
  expect(hold.state).toBe('standing')
  await t.drain()
  expect([await isHeld(t, root), await isHeld(t, before)]).toEqual([true, false])
  expect((await holdOf(officer, hold)).progress).toMatchObject({ marked: 1, toDo: 0 })
})

test('a hold on what is there now goes along with a delivery, but not to what left its receiver before', async () => {
  const officer = await agency(t, [HERE])
  const [farm, shop, canteen] = [
    await makeOperator(t.deps, HERE),
    await makeOperator(t.deps, HERE),
    await makeOperator(t.deps, HERE),
  ]
  const { transferId, batch: sent } = await send(t.deps, await harvest(t.deps, farm), shop)
  const half = (await take(t.deps, shop, farm, transferId, '5')).batch
  const before = await sell(t.deps, half, canteen, '2')
  const hold = await stop(officer, [sent], { scope: 'holding' })
  await t.drain()
  expect(await isHeld(t, half)).toBe(false)
  await take(t.deps, shop, farm, transferId, '5')
  await t.drain()
  expect([await isHeld(t, half), await isHeld(t, before)]).toEqual([true, false])
  expect((await holdOf(officer, hold)).progress).toMatchObject({ marked: 2, toDo: 0 })
})

test('what an error declaration took back is not followed', async () => {
  const officer = await agency(t, [HERE])
  const farm = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const split = { holdingId: root.holdingId, quantities: ['1'], eventTime: now() }
  const mistake = await act(t.deps, farm, splitBatch, split)
  await act(t.deps, farm, voidEvent, { eventId: mistake.eventId, reason: '示例' })
  expect((await officer(api.impactOfHold, { roots: [ref(root)] })).body).toMatchObject({ holdings: 1 })
  await stop(officer, [root])
  await t.drain()
  expect(await isHeld(t, mistake.batches[0]!)).toBe(false)
})

test('a return brings held goods back with their hold, and an error declaration leaves the copied mark until it is released', async () => {
  const officer = await agency(t, [HERE])
  const farm = await makeOperator(t.deps, HERE)
  const shop = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const { transferId } = await send(t.deps, root, shop)
  const hold = await stop(officer, [root])
  await t.drain()
  const got = await take(t.deps, shop, farm, transferId)
  expect(await isHeld(t, got.batch)).toBe(true)
  await act(t.deps, shop, voidEvent, { eventId: got.eventId, reason: '示例' })
  expect(await isHeld(t, got.batch)).toBe(true)
  await t.drain()
  await officer(api.releaseHolding, {
    issuerId: hold.issuerId,
    holdId: hold.holdId,
    ...ref(got.batch),
    reason: '误收,已更正',
  })
  expect(await isHeld(t, got.batch)).toBe(false)
  // received again, for good this time: stopped again, and the shop is not told a second time
  const again = await take(t.deps, shop, farm, transferId)
  expect(await isHeld(t, again.batch)).toBe(true)
  const back = { sellerId: farm, transferId, of: 'received' as const, quantity: '4', reason: '示例', eventTime: now() }
  expect(await reasonOf(act(t.deps, shop, returnGoods, back))).toBe('accepted')
  await t.drain()
  expect(await told(t.owner, hold.issuerId, hold.holdId)).toEqual([farm, shop].sort())
})
