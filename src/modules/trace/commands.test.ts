import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  after,
  eggs,
  lossOnly,
  mango,
  nothingBroken,
  now,
  party,
  reasonOf,
  type TraceWorld,
  traceWorld,
  tried,
} from '../../../test/trace.ts'
import * as trace from './index.ts'
import { lockHoldings } from './work/lock.ts'

let w: TraceWorld
const statements: string[] = []
beforeAll(async () => {
  w = await traceWorld({ onStatement: (text) => statements.push(text) })
})
afterAll(async () => {
  expect(await w.broken()).toEqual(nothingBroken)
  await w.close()
})

let parties = 0
const newParty = () => party(++parties)
const harvest = async (partyId: string, quantity: string, eventTime = now) =>
  w.as(partyId, trace.produce, { product: mango, quantity, eventTime })
const balance = async (holdingId: string) =>
  (
    await w.rows<{ quantity: string; reserved: string }>(
      'select quantity, reserved from trace.holding where holding_id = $1',
      [holdingId],
    )
  )[0]
const sale = async (quantity: string) => {
  const [seller, buyer] = [newParty(), newParty()]
  const { batch } = await harvest(seller, '100')
  const sent = await w.as(seller, trace.dispatch, {
    holdingId: batch.holdingId,
    quantity,
    buyer: { partyId: buyer },
    eventTime: now,
  })
  return { seller, buyer, batch, sent, answer: { sellerId: seller, transferId: sent.transferId, eventTime: now } }
}
const stateOf = async (transferId: string) =>
  (
    await w.rows('select received, returned, withdrawn, state from trace.transfer where transfer_id = $1', [transferId])
  )[0]
/** A mark of a hold, as the hold job writes it. */
const mark = (h: { partyId: string; holdingId: string }, holdId: string, pieceId: string | null = null) =>
  w.rows('insert into trace.held values ($1, $2, $3, $4, $5, false, $6)', [
    h.partyId,
    h.holdingId,
    holdId,
    party(999),
    pieceId,
    now,
  ])

test('a dispatch makes a code for exactly the goods that move, and keeps them reserved until the buyer answers', async () => {
  const { batch, sent } = await sale('30')
  expect(sent.batch.code).not.toBe(batch.code)
  expect(await balance(batch.holdingId)).toEqual({ quantity: '70', reserved: '0' })
  expect(await balance(sent.batch.holdingId)).toEqual({ quantity: '30', reserved: '30' })
})

test('goods are received in parts, under the code they came with, until nothing is open', async () => {
  const { buyer, sent, answer } = await sale('30')
  const first = await w.as(buyer, trace.receive, { ...answer, quantity: '12' })
  expect(first.batch).toMatchObject({ code: sent.batch.code, partyId: buyer })
  expect(await stateOf(sent.transferId)).toEqual({ received: '12', returned: '0', withdrawn: '0', state: 'partly' })
  expect(await reasonOf(w.as(buyer, trace.receive, { ...answer, quantity: '19' }))).toBe('transfer.quantity_not_open')
  const rest = await w.as(buyer, trace.receive, answer)
  expect(rest).toMatchObject({ state: 'received', batch: { holdingId: first.batch.holdingId, quantity: '18' } })
  expect(await balance(first.batch.holdingId)).toEqual({ quantity: '30', reserved: '0' })
  expect(await balance(sent.batch.holdingId)).toEqual({ quantity: '0', reserved: '0' })
  expect(await reasonOf(w.as(buyer, trace.receive, answer))).toBe('transfer.already_answered')
})

test('returned goods come back as the dispatched batch, never into the batch they were taken from', async () => {
  const { buyer, batch, sent, answer } = await sale('30')
  const received = await w.as(buyer, trace.receive, { ...answer, quantity: '20' })
  await w.as(buyer, trace.returnGoods, { ...answer, of: 'received', quantity: '5', reason: '破损' })
  await w.as(buyer, trace.returnGoods, { ...answer, of: 'arriving', reason: '拒收' })
  expect(await stateOf(sent.transferId)).toEqual({ received: '15', returned: '15', withdrawn: '0', state: 'received' })
  expect(await balance(sent.batch.holdingId)).toEqual({ quantity: '15', reserved: '0' })
  expect(await balance(received.batch.holdingId)).toEqual({ quantity: '15', reserved: '0' })
  expect(await balance(batch.holdingId)).toEqual({ quantity: '70', reserved: '0' })
})

test('nobody but the buyer answers a transfer, and nobody but the seller withdraws it', async () => {
  const { seller, buyer, sent, answer } = await sale('30')
  expect(await reasonOf(w.as(seller, trace.receive, answer))).toBe('transfer.not_found')
  expect(await reasonOf(w.as(newParty(), trace.receive, answer))).toBe('transfer.not_found')
  const { transferId } = sent
  expect(await reasonOf(w.as(buyer, trace.withdraw, { transferId, reason: 'x', eventTime: now }))).toBe(
    'transfer.not_found',
  )
  expect(await reasonOf(w.as(seller, trace.withdraw, { transferId, reason: ' ', eventTime: now }))).toBe(
    'reason.missing',
  )
})

test('what is withdrawn is the seller’s again and is dispatched again, not restored', async () => {
  const { seller, buyer, sent, answer } = await sale('30')
  const { eventId } = await w.as(seller, trace.withdraw, {
    transferId: sent.transferId,
    reason: '发错',
    eventTime: now,
  })
  expect(await balance(sent.batch.holdingId)).toEqual({ quantity: '30', reserved: '0' })
  expect(await reasonOf(w.as(buyer, trace.receive, answer))).toBe('transfer.already_answered')
  expect(await reasonOf(w.as(seller, trace.voidEvent, { eventId, reason: 'x' }))).toBe('event.withdrawal_stands')
})

test('a sale to an unregistered buyer is confirmed at once and can be traced to it', async () => {
  const seller = newParty()
  const { batch } = await harvest(seller, '10')
  const sent = await w.as(seller, trace.dispatch, {
    holdingId: batch.holdingId,
    quantity: '4',
    buyer: { name: '示例菜场' },
    eventTime: now,
  })
  expect(await stateOf(sent.transferId)).toMatchObject({ state: 'received', received: '4' })
  const links = await w.rows(
    `select h.regime, h.quantity from trace.link_f l
     join trace.holding h on h.party_id = l.out_party and h.holding_id = l.out_holding where l.in_holding = $1`,
    [sent.batch.holdingId],
  )
  expect(links).toEqual([{ regime: 'declared', quantity: '4' }])
  await w.as(seller, trace.voidEvent, { eventId: sent.eventId, reason: '数量录错' })
  expect(await balance(batch.holdingId)).toEqual({ quantity: '10', reserved: '0' })
})

test('a dispatch that was received cannot be voided; one that was voided accepts nothing', async () => {
  const a = await sale('30')
  const received = await w.as(a.buyer, trace.receive, { ...a.answer, quantity: '1' })
  expect(await reasonOf(w.as(a.seller, trace.voidEvent, { eventId: a.sent.eventId, reason: 'x' }))).toBe(
    'transfer.already_received',
  )
  await w.as(a.buyer, trace.voidEvent, { eventId: received.eventId, reason: 'x' })
  expect(await stateOf(a.sent.transferId)).toMatchObject({ state: 'open', received: '0' })
  await w.as(a.seller, trace.voidEvent, { eventId: a.sent.eventId, reason: 'x' })
  expect(await reasonOf(w.as(a.buyer, trace.receive, a.answer))).toBe('transfer.voided')
  expect(await balance(a.batch.holdingId)).toEqual({ quantity: '100', reserved: '0' })
  expect(await w.rows('select state from trace.code where code = $1', [a.sent.batch.code])).toEqual([
    { state: 'voided' },
  ])
})

test('an error is declared by the one who recorded it, once, and not while later batches stand on it', async () => {
  const p = newParty()
  const { eventId, batch } = await harvest(p, '100')
  const { batches, eventId: splitting } = await w.as(p, trace.splitBatch, {
    holdingId: batch.holdingId,
    quantities: ['40'],
    eventTime: now,
  })
  const declare = (who: string, id: string) => w.as(who, trace.voidEvent, { eventId: id, reason: '重复录入' })
  expect(await reasonOf(declare(newParty(), eventId))).toBe('event.not_found')
  expect(await tried(declare(p, eventId))).toMatchObject({
    reason: 'event.has_outputs',
    details: { outputs: [{ holdingId: batches[0]!.holdingId, code: batches[0]!.code }] },
  })
  await declare(p, splitting)
  const { eventId: correction } = await declare(p, eventId)
  expect(await reasonOf(declare(p, eventId))).toBe('event.already_voided')
  expect(await reasonOf(declare(p, correction))).toBe('event.is_correction')
  expect(await w.rows('select quantity, place from trace.holding where holding_id = $1', [batch.holdingId])).toEqual([
    { quantity: '0', place: null },
  ])
})

test('what was sold before a second delivery came does not keep that delivery from being corrected', async () => {
  const { buyer, answer } = await sale('30')
  const first = await w.as(buyer, trace.receive, { ...answer, quantity: '10' })
  const { holdingId } = first.batch
  await w.as(buyer, trace.splitBatch, { holdingId, quantities: ['6'], eventTime: now })
  const second = await w.as(buyer, trace.receive, { ...answer, quantity: '20' })
  const declare = (eventId: string) => reasonOf(w.as(buyer, trace.voidEvent, { eventId, reason: '点错' }))
  expect(await declare(first.eventId)).toBe('event.has_outputs')
  expect(await declare(second.eventId)).toBe('accepted')
  expect(await balance(holdingId)).toEqual({ quantity: '4', reserved: '0' })
})

test('goods that were used up cannot be un-harvested', async () => {
  const p = newParty()
  const { eventId, batch } = await harvest(p, '10')
  await w.as(p, trace.consume, { holdingId: batch.holdingId, quantity: '4', eventTime: now })
  expect(await reasonOf(w.as(p, trace.voidEvent, { eventId, reason: 'x' }))).toBe('event.goods_used')
})

test('an event lies between the beginning of its inputs and five minutes from now', async () => {
  const p = newParty()
  const { holdingId } = (await harvest(p, '10', after(-60))).batch
  const at = (minutes: number) => reasonOf(w.as(p, trace.observe, { holdingId, eventTime: after(minutes) }))
  expect(await at(-61)).toBe('event.before_input')
  expect(await at(-60)).toBe('accepted')
  expect(await at(5)).toBe('accepted')
  expect(await at(5.01)).toBe('event.in_future')
  expect(await reasonOf(harvest(p, '10', after(6)))).toBe('event.in_future')
})

test('a delivery recorded late lets the goods be used from when it came; taken back, it no longer does', async () => {
  const { buyer, answer } = await sale('30')
  const { batch } = await w.as(buyer, trace.receive, { ...answer, quantity: '10', eventTime: after(3) })
  const early = () => reasonOf(w.as(buyer, trace.observe, { holdingId: batch.holdingId, eventTime: after(2) }))
  expect(await early()).toBe('event.before_input')
  const late = await w.as(buyer, trace.receive, { ...answer, quantity: '10', eventTime: after(1) })
  expect(await early()).toBe('accepted')
  await w.as(buyer, trace.voidEvent, { eventId: late.eventId, reason: '点错' })
  expect(await early()).toBe('event.before_input')
})

test('what a process gives is bounded by what went in, in any unit that converts', async () => {
  const p = newParty()
  const { holdingId } = (await harvest(p, '1000')).batch
  const process = (quantity: string, unit: string) =>
    reasonOf(
      w.as(p, trace.processGoods, {
        inputs: [{ holdingId, quantity: '500' }],
        outputs: [{ product: { ...mango, name: '芒果干' }, quantity, unit }],
        event: 'process',
        yields: lossOnly,
        eventTime: now,
      }),
    )
  expect(await process('0.501', 't')).toBe('yield.too_much')
  expect(await process('0.5', 't')).toBe('accepted')
  expect(await process('3', 'head')).toBe('yield.not_from_these')
})

test('merging keeps every origin and takes only one product in one unit', async () => {
  const p = newParty()
  const a = (await harvest(p, '10')).batch
  const b = (await harvest(p, '20')).batch
  const product = { ...eggs, classCode: '02' }
  const other = (await w.as(p, trace.produce, { product, quantity: '5', eventTime: now })).batch
  const merge = (...ids: string[]) =>
    w.as(p, trace.mergeBatches, { inputs: ids.map((holdingId) => ({ holdingId })), eventTime: now })
  expect(await reasonOf(merge(a.holdingId, other.holdingId))).toBe('merge.other_product')
  expect(await reasonOf(merge(a.holdingId, a.holdingId))).toBe('merge.needs_two')
  const { batch } = await merge(a.holdingId, b.holdingId)
  expect(batch.quantity).toBe('30')
  const links = await w.rows<{ in_holding: string; quantity: string }>(
    'select in_holding, quantity from trace.link_b where out_holding = $1',
    [batch.holdingId],
  )
  expect(new Map(links.map((l) => [l.in_holding, l.quantity]))).toEqual(
    new Map([
      [a.holdingId, '10'],
      [b.holdingId, '20'],
    ]),
  )
})

test('a process of very many inputs and outputs goes through a mix instead of every pair', async () => {
  const p = newParty()
  const inputs = []
  for (let i = 0; i < 21; i++) inputs.push({ holdingId: (await harvest(p, '10')).batch.holdingId })
  const outputs = Array.from({ length: 20 }, () => ({ product: mango, quantity: '10' }))
  const { eventId, batches } = await w.as(p, trace.processGoods, {
    inputs,
    outputs,
    event: 'process',
    yields: lossOnly,
    eventTime: now,
  })
  expect(batches).toHaveLength(20)
  expect(await w.rows('select count(*)::int as n from trace.link_f where event_id = $1', [eventId])).toEqual([
    { n: 41 },
  ])
})

test('a sealed pack of listed pieces moves whole; a piece taken out stands alone and its siblings stay', async () => {
  const [farm, shop] = [newParty(), newParty()]
  const { batch } = await w.as(farm, trace.produce, { product: eggs, quantity: '3000', eventTime: now })
  const pieces = Array.from({ length: 2500 }, (_, i) => `egg-${farm}-${i}`)
  const packed = await w.as(farm, trace.packSealed, {
    holdingId: batch.holdingId,
    quantity: '2500',
    pieces,
    eventTime: now,
  })
  const counts =
    'select count(*)::int as n, count(distinct chunk)::int as chunks from trace.event_list where event_id = $1'
  expect(await w.rows(counts, [packed.eventId])).toEqual([{ n: 3, chunks: 3 }])
  const goods = { holdingId: packed.batch.holdingId, eventTime: now }
  const sell = (quantity: string) => w.as(farm, trace.dispatch, { ...goods, quantity, buyer: { partyId: shop } })
  expect(await reasonOf(sell('10'))).toBe('dispatch.pack_moves_whole')
  const before = statements.length
  const sent = await sell('2500')
  const got = await w.as(shop, trace.receive, { sellerId: farm, transferId: sent.transferId, eventTime: now })
  expect(statements.length - before).toBeLessThan(40)
  expect(got.batch).toMatchObject({ code: packed.batch.code, quantity: '2500' })
  const take = (...taken: string[]) =>
    w.as(shop, trace.unpackPieces, { holdingId: got.batch.holdingId, pieces: taken, eventTime: now })
  const { batches } = await take(pieces[7]!)
  expect(batches).toMatchObject([{ quantity: '1', unit: 'egg' }])
  expect(await balance(got.batch.holdingId)).toEqual({ quantity: '2499', reserved: '0' })
  expect(await reasonOf(take(pieces[7]!))).toBe('unpack.not_inside')
  // a hold on one piece stops the pack as a whole and that piece, and lets its siblings out
  const { batches: held } = await take(pieces[8]!)
  const heldId = held[0]!.itemId
  await mark({ partyId: shop, holdingId: got.batch.holdingId }, party(801), heldId)
  expect(
    await reasonOf(w.as(shop, trace.consume, { holdingId: got.batch.holdingId, quantity: '1', eventTime: now })),
  ).toBe('batch.held')
  const { batches: sibling } = await take(pieces[9]!)
  expect(
    await reasonOf(w.as(shop, trace.consume, { holdingId: sibling[0]!.holdingId, quantity: '1', eventTime: now })),
  ).toBe('accepted')
})

test('batches in a crate keep their holdings: being together links nothing', async () => {
  const p = newParty()
  const contents = []
  for (let i = 0; i < 5; i++) contents.push((await harvest(p, '10')).batch.holdingId)
  const { pack, eventId } = await w.as(p, trace.packOpen, { pack: 'new', contents, eventTime: now })
  expect(await w.rows('select 1 from trace.link_f where event_id = $1', [eventId])).toEqual([])
  expect(await w.rows('select child_holding from trace.content where holding_id = $1', [pack.holdingId])).toHaveLength(
    5,
  )
  await w.as(p, trace.unpackOpen, {
    pack: { holdingId: pack.holdingId },
    contents: contents.slice(0, 2),
    eventTime: after(1),
  })
  expect(await w.rows('select child_holding from trace.content where holding_id = $1', [pack.holdingId])).toHaveLength(
    3,
  )
})

test('a pallet goes along with the sealed packs on it, and comes back with them', async () => {
  const [farm, shop] = [newParty(), newParty()]
  const { holdingId } = (await harvest(farm, '100')).batch
  const packs: { holdingId: string }[] = []
  for (let i = 0; i < 2; i++)
    packs.push((await w.as(farm, trace.packSealed, { holdingId, quantity: '10', eventTime: now })).batch)
  const contents = packs.map((p) => p.holdingId)
  const { pack: pallet } = await w.as(farm, trace.packOpen, { pack: 'new', contents, eventTime: now })
  const on = async (partyId: string) =>
    (await w.rows('select child_holding from trace.content where party_id = $1', [partyId])).length
  const goods = { holdingId: contents[0]!, quantity: '10', eventTime: now }
  const sent = await w.as(farm, trace.dispatch, { ...goods, buyer: { partyId: shop } })
  const answer = { sellerId: farm, transferId: sent.transferId, eventTime: now }
  const { eventId, batch } = await w.as(shop, trace.receive, answer)
  expect([await on(farm), await on(shop)]).toEqual([1, 1])
  const there = await w.rows<{ holding_id: string }>(
    'select holding_id from trace.holding where party_id = $1 and code = $2',
    [shop, pallet.code],
  )
  expect(there).toHaveLength(1)
  await w.as(shop, trace.voidEvent, { eventId, reason: '点错' })
  expect([await on(farm), await on(shop)]).toEqual([2, 0])
  await w.as(shop, trace.receive, answer)
  await w.as(shop, trace.returnGoods, { ...answer, of: 'received', reason: '破损' })
  expect([await on(farm), await on(shop)]).toEqual([2, 0])
  expect(await balance(batch.holdingId)).toEqual({ quantity: '0', reserved: '0' })
})

test('goods on hold stay where they are, except on the way to somebody, back, or destroyed by decision', async () => {
  const { seller, buyer, batch, sent, answer } = await sale('30')
  const { holdingId } = batch
  await mark(batch, party(802))
  const [from, eventTime] = [{ holdingId, quantity: '1' }, now]
  for (const refused of [
    () => w.as(seller, trace.consume, { ...from, eventTime }),
    () => w.as(seller, trace.destroy, { ...from, eventTime, reason: 'x' }),
    () => w.as(seller, trace.dispatch, { ...from, eventTime, buyer: { partyId: buyer } }),
    () => w.as(seller, trace.splitBatch, { holdingId, quantities: ['1'], eventTime }),
    () => w.as(seller, trace.packSealed, { ...from, eventTime }),
    () => w.as(seller, trace.packOpen, { pack: 'new', contents: [holdingId], eventTime }),
    () =>
      w.as(seller, trace.processGoods, {
        inputs: [from],
        outputs: [{ product: mango, quantity: '1' }],
        event: 'process',
        yields: lossOnly,
        eventTime,
      }),
  ])
    expect(await reasonOf(refused())).toBe('batch.held')
  expect(await reasonOf(w.as(seller, trace.observe, { holdingId, eventTime }))).toBe('accepted')
  expect(
    await reasonOf(w.as(seller, trace.destroy, { ...from, eventTime, reason: 'x', decisionNo: '示例〔2026〕1号' })),
  ).toBe('accepted')
  await mark(sent.batch, party(802))
  const received = await w.as(buyer, trace.receive, answer)
  expect(await w.rows('select expanded from trace.held where holding_id = $1', [received.batch.holdingId])).toEqual([
    { expanded: true },
  ])
  expect(
    await reasonOf(w.as(buyer, trace.consume, { holdingId: received.batch.holdingId, quantity: '1', eventTime })),
  ).toBe('batch.held')
  expect(await reasonOf(w.as(buyer, trace.returnGoods, { ...answer, of: 'received', reason: '停售' }))).toBe('accepted')
})

test('a mark carried into a holding that was there before waits for the job, which must walk on from it', async () => {
  const { buyer, sent, answer } = await sale('30')
  const first = await w.as(buyer, trace.receive, { ...answer, quantity: '10' })
  await mark(sent.batch, party(803))
  await w.as(buyer, trace.receive, { ...answer, quantity: '10' })
  expect(await w.rows('select expanded from trace.held where holding_id = $1', [first.batch.holdingId])).toEqual([
    { expanded: false },
  ])
})

test('marks are read after the lock: a hold placed while a command waits for the holding stops it', async () => {
  const p = newParty()
  const { batch } = await harvest(p, '10')
  let waiting!: Promise<string>
  await w.t.db.transaction().execute(async (tx) => {
    await lockHoldings(tx, [batch], new Set())
    waiting = reasonOf(w.as(p, trace.consume, { holdingId: batch.holdingId, quantity: '1', eventTime: now }))
    // the command is now waiting for this lock, or has not come so far: either way it must see the mark
    await new Promise((r) => setTimeout(r, 100))
    await tx
      .insertInto('trace.held')
      .values({
        partyId: p,
        holdingId: batch.holdingId,
        holdId: party(804),
        holdParty: party(999),
        expanded: false,
        placedAt: now,
      })
      .execute()
  })
  expect(await waiting).toBe('batch.held')
})

test('a dispatch takes at most 14 statements and a receive at most 17, begin and commit included', async () => {
  const seller = newParty()
  const { holdingId } = (await harvest(seller, '100')).batch
  const buyer = newParty()
  const counted = async <T>(run: () => Promise<T>) => {
    const before = statements.length
    const answer = await run()
    return { answer, n: statements.length - before }
  }
  const goods = { holdingId, quantity: '10', eventTime: now }
  const sent = await counted(() => w.as(seller, trace.dispatch, { ...goods, buyer: { partyId: buyer } }))
  const answer = { sellerId: seller, transferId: sent.answer.transferId, eventTime: now }
  const got = await counted(() => w.as(buyer, trace.receive, answer))
  expect(sent.n).toBeLessThanOrEqual(14)
  expect(got.n).toBeLessThanOrEqual(17)
  if (process.env['TRACE_SHOW'])
    process.stderr.write(
      statements
        .slice(-sent.n - got.n)
        .map((q) => q.slice(0, 70))
        .join('\n'),
    )
})
