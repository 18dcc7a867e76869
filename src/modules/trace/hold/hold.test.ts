import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { newId } from '../../../platform/id.ts'
import { putParty } from '../../identity/index.ts'
import { voidEvent } from '../correction.ts'
import { mergeBatches, splitBatch } from '../goods.ts'
import { packSealed, unpackPieces } from '../pack.ts'
import { returnGoods, withdraw } from '../transfer/answer.ts'
import { dispatch } from '../transfer/dispatch.ts'
import { consume, destroy, observe } from '../use.ts'
import type { BatchMade } from '../work/batch.ts'
import { openMarks } from './marks.ts'
import { heldRules } from './rules.ts'
import * as api from './schema.ts'
import { spreadHold } from './spread.ts'
import { act, harvest, makeOperator, operatorOf, processInto, reasonOf, sell, send, take } from './test-goods.ts'

let t: TestApp
let owner: pg.Client
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
  owner = new pg.Client(t.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

const HERE = '460204' // a district of Sanya
const FAR = '469002' // a city under the province
const now = () => t.deps.clock()

async function agency(divisions: string[], sectors = ['crop']) {
  const partyId = newId()
  const divisionId = divisions[0]!
  await t.db
    .transaction()
    .execute((tx) => putParty(tx, { partyId, kind: 'agency', name: '示例农业农村局', divisionId, sectors, now: now() }))
  return t.as({ kind: 'agency', partyId, divisions, sectors })
}
type Agency = Awaited<ReturnType<typeof agency>>

const ref = ({ partyId, holdingId }: { partyId: string; holdingId: string }) => ({ partyId, holdingId })
const stop = async (by: Agency, roots: BatchMade[], more: Record<string, unknown> = {}) => {
  const order = { roots: roots.map(ref), source: 'stop_sale' as const, reason: '示例:农药残留超标', ...more }
  const answer = await by(api.placeHold, order)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}
const holdOf = async (by: Agency, hold: { issuerId: string; holdId: string }) =>
  (await by(api.getHold, { issuerId: hold.issuerId, holdId: hold.holdId })).body
const isHeld = async (b: BatchMade) => (await openMarks(t.db, [b])).length > 0
const told = async (issuerId: string, holdId: string, kind = 'hold.reached') => {
  const text = 'select data from platform.journal where party_id = $1 and kind = $2 and about = $3'
  const { rows } = await owner.query<{ data: { partyIds: string[] } }>(text, [issuerId, kind, holdId])
  return rows.flatMap((r) => r.data.partyIds).sort()
}

test('a county officer sees what a hold would stop, stops it in one action, follows it, and lifts it', async () => {
  const officer = await agency([HERE])
  const farm = await makeOperator(t.deps, HERE)
  const trader = await makeOperator(t.deps, FAR)
  const shop = await makeOperator(t.deps, FAR)
  const root = await harvest(t.deps, farm)
  const bought = await sell(t.deps, root, trader, '40')
  const juice = await processInto(t.deps, [bought], '15')
  const onTheWay = await send(t.deps, juice, shop, '5')
  const other = await harvest(t.deps, farm)

  const question = { roots: [ref(root)] }
  const { body: impact } = await officer(api.impactOfHold, question)
  // the harvest, what was sent, what came, the juice, and what of it is under way to the shop
  expect(impact).toMatchObject({
    holdings: 5,
    inStock: 4,
    quantities: [{ unit: 'kg', quantity: '100' }],
    operators: 2,
    unregistered: 0,
    transfers: 1,
    onTheWay: [{ unit: 'kg', quantity: '5' }],
    codes: 4,
    complete: true,
    nextCursor: null,
  })
  expect(impact.divisions.map((d) => [d.divisionId, d.operators])).toEqual([
    [HERE, 1],
    [FAR, 1],
  ])
  const first = await officer(api.impactOfHold, { ...question, limit: 1 })
  const second = await officer(api.impactOfHold, { ...question, limit: 1, cursor: first.body.nextCursor! })
  expect([...first.body.holders, ...second.body.holders].map((h) => h.partyId)).toEqual([farm, trader].sort())
  expect(second.body.nextCursor).toBeNull()

  const hold = await stop(officer, [root], {
    contact: '示例县农业农村局 0898-00000000',
    documentNo: '示例停售〔2026〕1号',
  })
  // before any job has run
  expect(hold).toMatchObject({
    state: 'spreading',
    rootCode: root.code,
    roots: 1,
    progress: { open: 5, toDo: 5, told: 2 },
  })
  for (const b of [root, bought, juice]) expect(await reasonOf(send(t.deps, b, shop, '1'))).toBe('batch.held')
  expect(await reasonOf(send(t.deps, other, shop, '1'))).toBe('accepted')

  await t.drain()
  expect(await holdOf(officer, hold)).toMatchObject({
    state: 'standing',
    markedHoldings: 5,
    markedParties: 2,
    progress: { marked: 5, open: 5, toDo: 0, released: 0, holders: 2, told: 2 },
    actions: ['lift', 'release'],
  })
  expect(await told(hold.issuerId, hold.holdId)).toEqual([farm, trader].sort())

  // goods under way arrive, with the hold; only now is the shop a holder, and told once
  const arrived = (await take(t.deps, shop, trader, onTheWay.transferId)).batch
  expect(await reasonOf(send(t.deps, arrived, farm, '1'))).toBe('batch.held')
  await t.drain()
  expect(await told(hold.issuerId, hold.holdId)).toEqual([farm, trader, shop].sort())

  const mine = t.as(operatorOf(shop))
  expect((await mine(api.listHeldOfMine, {})).body.items).toMatchObject([
    {
      holdingId: arrived.holdingId,
      quantity: '5',
      issuerId: hold.issuerId,
      issuerName: '示例农业农村局',
      reason: '示例:农药残留超标',
      contact: '示例县农业农村局 0898-00000000',
      documentNo: '示例停售〔2026〕1号',
    },
  ])

  const lifted = await officer(api.liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '复检合格' })
  expect(lifted.body).toMatchObject({
    state: 'lifted',
    liftReason: '复检合格',
    progress: { open: 0, marked: 6 },
    actions: [],
  })
  for (const b of [root, bought, juice]) expect(await reasonOf(send(t.deps, b, shop, '1'))).toBe('accepted')
  expect((await mine(api.listHeldOfMine, {})).body.items).toEqual([])
  await t.drain()
  expect(await told(hold.issuerId, hold.holdId, 'hold.lifted')).toEqual([farm, trader, shop].sort())
  const again = await officer(api.liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '再次' })
  expect(again).toMatchObject({ status: 409, body: { reason: 'hold.already_lifting' } })
})

test('every step on held goods does what the table of rules says', async () => {
  const officer = await agency([HERE])
  const farm = await makeOperator(t.deps, HERE)
  const buyer = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm, '100', 'piece')
  const free = await harvest(t.deps, farm, '100', 'piece')
  const coming = await send(t.deps, root, buyer, '4')
  const refused = await send(t.deps, root, buyer, '3')
  const recalled = await send(t.deps, root, buyer, '2')
  const pieces = ['p1', 'p2'].map((p) => `${root.holdingId}/${p}`)
  const given = { holdingId: root.holdingId, quantity: '2', pieces, eventTime: now() }
  const pack = (await act(t.deps, farm, packSealed, given)).batch
  await stop(officer, [root])
  const at = { eventTime: now() }
  const own = { ...at, holdingId: root.holdingId, quantity: '1' }
  const reason = '示例'
  const tried = {
    dispatch: () => act(t.deps, farm, dispatch, { ...own, buyer: { partyId: buyer } }),
    process: () => processInto(t.deps, [root]),
    merge: () =>
      act(t.deps, farm, mergeBatches, {
        ...at,
        inputs: [root, free].map(({ holdingId }) => ({ holdingId, quantity: '1' })),
      }),
    split: () => act(t.deps, farm, splitBatch, { ...at, holdingId: root.holdingId, quantities: ['1'] }),
    pack: () => act(t.deps, farm, packSealed, own),
    unpack: () => act(t.deps, farm, unpackPieces, { ...at, holdingId: pack.holdingId, pieces: [pieces[0]!] }),
    consume: () => act(t.deps, farm, consume, own),
    destroy: () => act(t.deps, farm, destroy, own),
    receive: () => take(t.deps, buyer, farm, coming.transferId),
    return: () =>
      act(t.deps, buyer, returnGoods, {
        ...at,
        sellerId: farm,
        transferId: refused.transferId,
        of: 'arriving' as const,
        reason,
      }),
    withdraw: () => act(t.deps, farm, withdraw, { ...at, transferId: recalled.transferId, reason }),
    observe: () => act(t.deps, farm, observe, { ...at, holdingId: root.holdingId }),
  }
  for (const [kind, answer] of Object.entries(tried)) {
    const rule = heldRules[kind as keyof typeof tried]
    expect([kind, await reasonOf(answer())]).toEqual([kind, rule === 'passes' ? 'accepted' : 'batch.held'])
  }
  const decided = { ...own, eventTime: now(), decisionNo: '示例销毁〔2026〕1号' }
  expect(await reasonOf(act(t.deps, farm, destroy, decided))).toBe('accepted')
  const { eventId } = await act(t.deps, farm, observe, { eventTime: now(), holdingId: root.holdingId })
  expect(await reasonOf(act(t.deps, farm, voidEvent, { eventId, reason }))).toBe('accepted')
})

test('two holds on one holding: it moves again only when both are lifted', async () => {
  const [county, province] = [await agency([HERE]), await agency(['460000'])]
  const farm = await makeOperator(t.deps, HERE)
  const buyer = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const made = await processInto(t.deps, [root], '9')
  const a = await stop(county, [root])
  const b = await stop(province, [made], { source: 'failed_test' })
  await t.drain()
  await county(api.liftHold, { issuerId: a.issuerId, holdId: a.holdId, reason: '示例' })
  expect(await reasonOf(send(t.deps, root, buyer, '1'))).toBe('accepted')
  expect(await reasonOf(send(t.deps, made, buyer, '1'))).toBe('batch.held')
  await province(api.liftHold, { issuerId: b.issuerId, holdId: b.holdId, reason: '示例' })
  expect(await reasonOf(send(t.deps, made, buyer, '1'))).toBe('accepted')
})

test('a held piece stops its pack as a whole; its siblings are free once they are out, and it is not', async () => {
  const officer = await agency([HERE])
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
  const officer = await agency([HERE])
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
  await owner.query('update trace.held set piece_id = $1, expanded = false where party_id = $2 and holding_id = $3', [
    one!.itemId,
    farm,
    pack.holdingId,
  ])
  await owner.query('delete from trace.held where hold_id = $1 and holding_id <> $2', [hold.holdId, pack.holdingId])
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
  const officer = await agency([HERE])
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
  expect(await isHeld(half)).toBe(true)
  for (const b of [half, eaten])
    expect(
      await officer(api.releaseHolding, { issuerId: hold.issuerId, holdId: hold.holdId, ...ref(b), reason: '示例' }),
    ).toMatchObject({ status: 200 })
  expect([await isHeld(half), await isHeld(eaten)]).toEqual([false, false])
  const before = await sell(t.deps, half, canteen, '1')
  expect(await isHeld(before)).toBe(false)
  await take(t.deps, shop, farm, coming.transferId, '5')
  expect(await reasonOf(send(t.deps, half, canteen, '1'))).toBe('batch.held')
  await t.drain()
  // what left while the holding was free is reached, what was released on its own stays so
  expect([await isHeld(before), await isHeld(eaten)]).toEqual([true, false])
  expect((await holdOf(officer, hold)).progress).toMatchObject({ released: 1, toDo: 0 })
})

test('a release has to wait for the job, is given once, and is only for the one who placed the hold', async () => {
  const officer = await agency([HERE])
  const province = await agency(['460000'])
  const farm = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const hold = await stop(officer, [root])
  const input = { issuerId: hold.issuerId, holdId: hold.holdId, ...ref(root), reason: '示例' }
  expect((await officer(api.releaseHolding, input)).body.reason).toBe('hold.still_spreading')
  await t.drain()
  expect(await province(api.releaseHolding, input)).toMatchObject({ status: 403, body: { reason: 'hold.not_yours' } })
  expect((await officer(api.releaseHolding, input)).body.progress).toMatchObject({ open: 0, released: 1 })
  expect((await officer(api.releaseHolding, input)).body.reason).toBe('hold.holding_not_held')
})

test('a hold on what is there now leaves what was sold before, and goes along with what leaves later', async () => {
  const officer = await agency([HERE])
  const farm = await makeOperator(t.deps, HERE)
  const shop = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const before = await sell(t.deps, root, shop)
  const { body: impact } = await officer(api.impactOfHold, { roots: [ref(root)], scope: 'holding' })
  expect(impact).toMatchObject({ holdings: 1, operators: 1 })
  const hold = await stop(officer, [root], { scope: 'holding', source: 'expired_permit' })
  expect(hold.state).toBe('standing')
  await t.drain()
  expect([await isHeld(root), await isHeld(before)]).toEqual([true, false])
  expect((await holdOf(officer, hold)).progress).toMatchObject({ marked: 1, toDo: 0 })
})

test('an agency stops only what lies in its divisions and sectors, and reads only its holds and those below it', async () => {
  const [officer, neighbour, fishery, province] = [
    await agency([HERE]),
    await agency([FAR]),
    await agency([HERE], ['fishery']),
    await agency(['460000']),
  ]
  const farm = await makeOperator(t.deps, HERE)
  const far = await makeOperator(t.deps, FAR)
  const root = await harvest(t.deps, farm)
  const sold = await sell(t.deps, root, far)
  const order = { roots: [ref(root)], source: 'stop_sale' as const, reason: '示例' }
  for (const other of [neighbour, fishery, t.as(operatorOf(far))]) {
    expect(await other(api.placeHold, order)).toMatchObject({ status: 404, body: { reason: 'holding.not_found' } })
    expect(await other(api.impactOfHold, { roots: [ref(root)] })).toMatchObject({ status: 404 })
  }
  const both = { ...order, roots: [ref(root), ref(sold)] }
  expect(await officer(api.placeHold, both)).toMatchObject({ status: 404 })
  const hold = await stop(officer, [root])
  await t.drain()
  // the hold itself knows no borders
  expect(await isHeld(sold)).toBe(true)
  const id = { issuerId: hold.issuerId, holdId: hold.holdId }
  for (const other of [neighbour, fishery, t.as(operatorOf(farm))]) {
    expect(await other(api.getHold, id)).toMatchObject({ status: 404, body: { reason: 'hold.not_found' } })
    expect(await other(api.holdHoldings, id)).toMatchObject({ status: 404 })
    expect(await other(api.liftHold, { ...id, reason: '示例' })).toMatchObject({ status: 404 })
    expect((await other(api.listHolds, {})).body.items.map((h) => h.holdId)).not.toContain(hold.holdId)
  }
  expect(await province(api.getHold, id)).toMatchObject({ status: 200, body: { actions: [] } })
  expect(await province(api.liftHold, { ...id, reason: '示例' })).toMatchObject({ status: 403 })
  const reader = t.as({ ...officer.actor, permissions: ['hold:read'] })
  expect(await reader(api.placeHold, order)).toMatchObject({ status: 403 })
  expect(await reader(api.liftHold, { ...id, reason: '示例' })).toMatchObject({ status: 403 })
  expect((await reader(api.getHold, id)).body.actions).toEqual([])
  expect((await officer(api.placeHold, { ...order, reason: '  ' })).status).toBe(400)
})

test('holds, what they reached and what of mine is held are read by pages, each once', async () => {
  const officer = await agency([HERE])
  const farm = await makeOperator(t.deps, HERE)
  const batches = [await harvest(t.deps, farm), await harvest(t.deps, farm), await harvest(t.deps, farm)]
  const holds = []
  for (const b of batches) holds.push(await stop(officer, [b]))
  await t.drain()
  await officer(api.liftHold, { issuerId: holds[0]!.issuerId, holdId: holds[0]!.holdId, reason: '示例' })
  type Page = { items: { holdId?: string; holdingId?: string }[]; nextCursor: string | null }
  const walk = async (read: (cursor: string | undefined) => Promise<{ body: Page }>) => {
    const seen: Page['items'] = []
    for (let cursor: string | undefined; ; ) {
      const { body } = await read(cursor)
      expect(body.items.length).toBeLessThanOrEqual(1)
      seen.push(...body.items)
      if (body.nextCursor === null) return seen
      cursor = body.nextCursor
    }
  }
  const listed = await walk((cursor) => officer(api.listHolds, { limit: 1, cursor }))
  // agencies of one place read each other's holds, so earlier tests' are here too
  expect(listed.slice(0, 3).map((h) => h.holdId)).toEqual(holds.map((h) => h.holdId).reverse())
  const lifted = (await officer(api.listHolds, { state: ['lifted', 'lifting'] })).body.items
  expect(lifted[0]!.holdId).toBe(holds[0]!.holdId)
  expect(new Set(lifted.map((h) => h.state))).toEqual(new Set(['lifted']))
  const mine = t.as(operatorOf(farm))
  const held = await walk((cursor) => mine(api.listHeldOfMine, { limit: 1, cursor }))
  expect(held.map((h) => h.holdingId)).toEqual([batches[2]!.holdingId, batches[1]!.holdingId])
  const all = await stop(officer, batches)
  const reached = await walk((cursor) =>
    officer(api.holdHoldings, { issuerId: all.issuerId, holdId: all.holdId, limit: 1, cursor }),
  )
  expect(reached.map((h) => h.holdingId)).toEqual(batches.map((b) => b.holdingId).sort())
})

test('a return brings held goods back with their hold, and an error declaration leaves the copied mark until it is released', async () => {
  const officer = await agency([HERE])
  const farm = await makeOperator(t.deps, HERE)
  const shop = await makeOperator(t.deps, HERE)
  const root = await harvest(t.deps, farm)
  const { transferId } = await send(t.deps, root, shop)
  const hold = await stop(officer, [root])
  await t.drain()
  const got = await take(t.deps, shop, farm, transferId)
  expect(await isHeld(got.batch)).toBe(true)
  await act(t.deps, shop, voidEvent, { eventId: got.eventId, reason: '示例' })
  expect(await isHeld(got.batch)).toBe(true)
  await t.drain()
  await officer(api.releaseHolding, {
    issuerId: hold.issuerId,
    holdId: hold.holdId,
    ...ref(got.batch),
    reason: '误收,已更正',
  })
  expect(await isHeld(got.batch)).toBe(false)
  // received again, for good this time: stopped again, and the shop is not told a second time
  const again = await take(t.deps, shop, farm, transferId)
  expect(await isHeld(again.batch)).toBe(true)
  const back = { sellerId: farm, transferId, of: 'received' as const, quantity: '4', reason: '示例', eventTime: now() }
  expect(await reasonOf(act(t.deps, shop, returnGoods, back))).toBe('accepted')
  await t.drain()
  expect(await told(hold.issuerId, hold.holdId)).toEqual([farm, shop].sort())
})
