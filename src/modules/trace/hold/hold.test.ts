import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { act, harvest, makeOperator, operatorOf, processInto, sell, send, take } from '../../../../test/hold/goods.ts'
import { agency, FAR, HERE, holdOf, isHeld, ref, stop, told } from '../../../../test/hold/officer.ts'
import { reasonOf } from '../../../../test/trace.ts'
import { voidEvent } from '../correction.ts'
import { mergeBatches, splitBatch } from '../goods.ts'
import { packSealed, unpackPieces } from '../pack.ts'
import { returnGoods, withdraw } from '../transfer/answer.ts'
import { dispatch } from '../transfer/dispatch.ts'
import { consume, destroy, observe } from '../use.ts'
import { heldRules } from './rules.ts'
import * as api from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
})
afterAll(() => t.close())

const now = () => t.deps.clock()

test('a county officer sees what a hold would stop, stops it in one action, follows it, and lifts it', async () => {
  const officer = await agency(t, [HERE])
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
    operatorsInStock: 2,
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
  expect(await told(t.owner, hold.issuerId, hold.holdId)).toEqual([farm, trader].sort())

  // goods under way arrive, with the hold; only now is the shop a holder, and told once
  const arrived = (await take(t.deps, shop, trader, onTheWay.transferId)).batch
  expect(await reasonOf(send(t.deps, arrived, farm, '1'))).toBe('batch.held')
  await t.drain()
  expect(await told(t.owner, hold.issuerId, hold.holdId)).toEqual([farm, trader, shop].sort())

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
  expect(await told(t.owner, hold.issuerId, hold.holdId, 'hold.lifted')).toEqual([farm, trader, shop].sort())
  const again = await officer(api.liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '再次' })
  expect(again).toMatchObject({ status: 409, body: { reason: 'hold.already_lifting' } })
})

test('every step on held goods does what the table of rules says', async () => {
  const officer = await agency(t, [HERE])
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
  const [county, province] = [await agency(t, [HERE]), await agency(t, ['460000'])]
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

test('a release has to wait for the job, is given once, and is only for the one who placed the hold', async () => {
  const officer = await agency(t, [HERE])
  const province = await agency(t, ['460000'])
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

test('an agency stops only what lies in its divisions and sectors, and reads only its holds and those below it', async () => {
  const [officer, neighbour, fishery, province] = [
    await agency(t, [HERE]),
    await agency(t, [FAR]),
    await agency(t, [HERE], ['fishery']),
    await agency(t, ['460000']),
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
  expect(await isHeld(t, sold)).toBe(true)
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
  const officer = await agency(t, [HERE])
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
