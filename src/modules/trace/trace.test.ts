import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  after,
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
import { add, subtract } from '../../kernel/quantity.ts'
import type { CommandCtx } from '../../platform/command.ts'
import * as trace from './index.ts'

let w: TraceWorld
beforeAll(async () => {
  w = await traceWorld()
})
afterAll(() => w.close())

const harvest = async (partyId: string, quantity: string, eventTime = now) =>
  (await w.as(partyId, trace.produce, { product: mango, quantity, eventTime })).batch

test('no sequence of accepted commands makes or loses goods in any holding, whatever the order of arrival', {
  timeout: 120_000,
}, async () => {
  // each step picks parties, batches and amounts by number, so that every sequence can be tried and shrunk
  const step = fc.record({
    what: fc.constantFrom(
      'harvest',
      'process',
      'merge',
      'split',
      'dispatch',
      'dispatch',
      'receive',
      'receive',
      'back',
      'withdraw',
      'consume',
      'observe',
      'pack',
      'unpack',
      'void',
      'void',
    ),
    a: fc.nat(),
    b: fc.nat(),
    q: fc.integer({ min: 1, max: 12 }),
    late: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 600 }) },
    ),
    part: fc.boolean(),
  })
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
      let made = '0'
      const held: { partyId: string; holdingId: string }[] = []
      const transfers: { seller: string; buyer: string; id: string }[] = []
      const events: { partyId: string; eventId: string; adds: string }[] = []
      const before = (await w.rows<{ s: string }>('select coalesce(sum(quantity), 0) s from trace.holding'))[0]!.s
      const base = 10 * Math.floor(Math.random() * 1e8)
      const p = (n: number) => party(base + (n % 4))
      const recent = <T>(list: readonly T[], n: number) => list[list.length - 1 - (n % Math.min(list.length, 5))]!
      for (const [i, s] of steps.entries()) {
        const what = held.length < 4 ? 'harvest' : s.what
        const from = recent(held, s.a)
        const own = held.filter((h) => h.partyId === from?.partyId)
        const other = recent(own, s.b)
        const transfer = transfers.length ? recent(transfers, s.a) : undefined
        // facts arrive late by up to ten minutes, in any order
        const eventTime = new Date(Date.parse(now) + i * 1000 - s.late * 1000).toISOString()
        const at = new Date(Date.parse(now) + i * 1000).toISOString()
        const q = String(s.q)
        const run = <I, O>(partyId: string, command: (ctx: CommandCtx, input: I) => Promise<O>, input: I) =>
          tried(w.as(partyId, command, input, at))
        let done: { ok: unknown } | { reason: string } = { reason: 'skipped' }
        let adds = '0'
        let who = from?.partyId ?? p(s.a)
        if (what === 'harvest') {
          who = p(s.a)
          adds = String(10 * s.q)
          done = await run(who, trace.produce, { product: mango, quantity: adds, eventTime, place: `p${s.b % 3}` })
        } else if (what === 'process') {
          const inputs =
            from === other
              ? [{ holdingId: from.holdingId, quantity: q }]
              : [
                  { holdingId: from.holdingId, quantity: q },
                  { holdingId: other.holdingId, quantity: q },
                ]
          const out = String(Math.max(1, Math.floor(s.q * (s.part ? 0.8 : 1.5))))
          adds = subtract(out, inputs.length === 2 ? String(2 * s.q) : q)
          done = await run(who, trace.processGoods, {
            inputs,
            outputs: [{ product: mango, quantity: out }],
            event: 'process',
            yields: lossOnly,
            eventTime,
          })
        } else if (what === 'merge')
          done = await run(who, trace.mergeBatches, {
            inputs: [from, other].map((h) => ({ holdingId: h.holdingId, quantity: s.part ? q : undefined })),
            eventTime,
          })
        else if (what === 'split')
          done = await run(who, trace.splitBatch, { holdingId: from.holdingId, quantities: [q, '1'], eventTime })
        else if (what === 'dispatch') {
          const buyer = s.b % 5 === 0 ? { name: '示例市场' } : { partyId: p(s.b) }
          done = await run(who, trace.dispatch, {
            holdingId: from.holdingId,
            quantity: q,
            buyer,
            eventTime,
            place: 'road',
          })
        } else if (what === 'receive' && transfer) {
          who = transfer.buyer
          done = await run(who, trace.receive, {
            sellerId: transfer.seller,
            transferId: transfer.id,
            quantity: s.part ? q : undefined,
            eventTime,
            place: 'store',
          })
        } else if (what === 'back' && transfer) {
          who = transfer.buyer
          done = await run(who, trace.returnGoods, {
            sellerId: transfer.seller,
            transferId: transfer.id,
            of: s.part ? ('arriving' as const) : ('received' as const),
            quantity: s.b % 2 ? q : undefined,
            reason: 'x',
            eventTime,
          })
        } else if (what === 'withdraw' && transfer)
          done = await run((who = transfer.seller), trace.withdraw, { transferId: transfer.id, reason: 'x', eventTime })
        else if (what === 'consume') {
          adds = `-${q}`
          done = await run(who, trace.consume, { holdingId: from.holdingId, quantity: q, eventTime })
        } else if (what === 'observe')
          done = await run(who, trace.observe, { holdingId: from.holdingId, eventTime, place: `seen${s.b % 3}` })
        else if (what === 'pack')
          done = await run(who, trace.packSealed, { holdingId: from.holdingId, quantity: q, eventTime })
        else if (what === 'unpack')
          done = await run(who, trace.unpackSealed, {
            holdingId: from.holdingId,
            quantity: s.part ? q : undefined,
            eventTime,
          })
        else if (what === 'void' && events.length) {
          const wrong = recent(events, s.a)
          adds = subtract('0', wrong.adds)
          done = await run((who = wrong.partyId), trace.voidEvent, { eventId: wrong.eventId, reason: 'x' })
        }
        const key = 'ok' in done ? `${what} ok` : `${what} ${done.reason}`
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
        if (!('ok' in done)) continue
        made = add(made, adds)
        const answer = done.ok as {
          eventId: string
          transferId?: string
          batch?: typeof from
          batches?: (typeof from)[]
        }
        if (what !== 'void') events.push({ partyId: who, eventId: answer.eventId, adds })
        if (answer.transferId && s.b % 5) transfers.push({ seller: who, buyer: p(s.b), id: answer.transferId })
        held.push(...(answer.batch ? [answer.batch] : []), ...(answer.batches ?? []))
      }
      expect(await w.broken()).toEqual(nothingBroken)
      const after = (await w.rows<{ s: string }>('select sum(quantity) s from trace.holding'))[0]!.s
      expect(subtract(after, before)).toBe(made)
    }),
    { numRuns: Number(process.env['TRACE_RUNS'] ?? 8), endOnFailure: true },
  )
  if (process.env['TRACE_SHOW'])
    process.stderr.write(`${JSON.stringify(Object.fromEntries([...outcomes].sort()), null, 1)}\n`)
})

test('parallel commands on one holding cannot oversell it', async () => {
  const [seller, buyer] = [party(11), party(12)]
  const { holdingId } = await harvest(seller, '100')
  const results = await Promise.all(
    Array.from({ length: 24 }, (_, i) => {
      const eventTime = now
      if (i % 4 === 0) return tried(w.as(seller, trace.consume, { holdingId, quantity: '10', eventTime }))
      if (i % 4 === 1) return tried(w.as(seller, trace.splitBatch, { holdingId, quantities: ['4', '6'], eventTime }))
      if (i % 4 === 2) return tried(w.as(seller, trace.packSealed, { holdingId, quantity: '10', eventTime }))
      return tried(w.as(seller, trace.dispatch, { holdingId, quantity: '10', buyer: { partyId: buyer }, eventTime }))
    }),
  )
  expect(results.filter((r) => 'ok' in r)).toHaveLength(10)
  expect(results.flatMap((r) => ('reason' in r ? [r.reason] : []))).toEqual(Array(14).fill('batch.not_enough'))
  expect(await w.rows('select quantity from trace.holding where holding_id = $1', [holdingId])).toEqual([
    { quantity: '0' },
  ])
  expect(await w.broken()).toEqual(nothingBroken)
})

test('a delivery is received once, however many answer it at once', async () => {
  const [seller, buyer] = [party(13), party(14)]
  const { holdingId } = await harvest(seller, '50')
  const sent = await w.as(seller, trace.dispatch, {
    holdingId,
    quantity: '50',
    buyer: { partyId: buyer },
    eventTime: now,
  })
  const answer = { sellerId: seller, transferId: sent.transferId, eventTime: now }
  const results = await Promise.all([
    ...Array.from({ length: 6 }, () => reasonOf(w.as(buyer, trace.receive, { ...answer, quantity: '20' }))),
    reasonOf(w.as(buyer, trace.returnGoods, { ...answer, of: 'arriving' as const, reason: '品质不符' })),
    reasonOf(w.as(seller, trace.withdraw, { transferId: sent.transferId, reason: '发错', eventTime: now })),
  ])
  expect(results.filter((r) => r === 'accepted').length).toBeGreaterThan(0)
  expect(await w.broken()).toEqual(nothingBroken)
})

test('eight parties trading back and forth at once never wait for each other in a circle', {
  timeout: 120_000,
}, async () => {
  const parties = Array.from({ length: 8 }, (_, i) => party(20 + i))
  const stock = await Promise.all(parties.map((p) => harvest(p, '1000')))
  const transfers: { seller: string; buyer: string; transferId: string; batch: { holdingId: string } }[] = []
  await Promise.all(
    parties.map(async (seller, i) => {
      for (let n = 0; n < 10; n++) {
        const buyer = parties[(i + 1 + ((n * 3) % 7)) % 8]!
        const goods = { holdingId: stock[i]!.holdingId, quantity: '5', eventTime: now }
        const sent = await w.as(seller, trace.dispatch, { ...goods, buyer: { partyId: buyer } })
        transfers.push({ seller, buyer, ...sent })
        // somebody else's delivery, so that both sides of many transfers are at work at once
        const t = transfers[(n * 7 + i) % transfers.length]!
        const answer = { sellerId: t.seller, transferId: t.transferId, eventTime: now }
        const received = await tried(w.as(t.buyer, trace.receive, { ...answer, quantity: '3' }))
        await tried(
          w.as(t.buyer, trace.returnGoods, { ...answer, of: 'received' as const, quantity: '1', reason: 'x' }),
        )
        if ('ok' in received && n % 5 === 0)
          await tried(w.as(t.buyer, trace.voidEvent, { eventId: received.ok.eventId, reason: 'x' }))
      }
    }),
  )
  // a pack keeps its code, so two of its transfers are about the same two holdings, from both ends at once
  const [seller, buyer] = [party(31), party(30)]
  const { holdingId } = await harvest(seller, '100')
  const pack = (await w.as(seller, trace.packSealed, { holdingId, quantity: '100', eventTime: now })).batch
  const send = async (quantity: string) => {
    const goods = { holdingId: pack.holdingId, quantity, buyer: { partyId: buyer }, eventTime: now }
    const { transferId } = await w.as(seller, trace.dispatch, goods)
    return { sellerId: seller, transferId, eventTime: now }
  }
  const first = await send('100')
  await w.as(buyer, trace.receive, first)
  await w.as(buyer, trace.returnGoods, { ...first, of: 'received' as const, quantity: '40', reason: 'x' })
  const second = await send('40')
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      for (let n = 0; n < 5; n++)
        if (i % 2) await w.as(buyer, trace.receive, { ...second, quantity: '2' })
        else await w.as(buyer, trace.returnGoods, { ...first, of: 'received' as const, quantity: '2', reason: 'x' })
    }),
  )
  const [{ deadlocks }] = (await w.rows<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )) as [{ deadlocks: string }]
  expect(deadlocks).toBe('0')
  expect(await w.broken()).toEqual(nothingBroken)
})

/** A day of one batch with four errors in it; each step says what it needs so that it can arrive in any order. */
async function day(n: number, order: (steps: number[]) => number[], { errors = true, voidAtOnce = true } = {}) {
  const p = party(1000 + n)
  const { holdingId, homeId, itemId } = await harvest(p, '100', after(-60))
  const crates = { pack: { assetNo: `crate-${n}` }, other: { assetNo: `other-${n}` } }
  const contents = [holdingId]
  const steps: { wrong?: boolean; run: () => Promise<{ eventId: string }> }[] = [
    { run: () => w.as(p, trace.observe, { holdingId, eventTime: after(-50), place: 'shed' }) },
    { run: () => w.as(p, trace.packOpen, { pack: crates.pack, contents, eventTime: after(-45), place: 'packing' }) },
    { run: () => w.as(p, trace.observe, { holdingId, eventTime: after(-40), place: 'truck' }) },
    { run: () => w.as(p, trace.unpackOpen, { pack: crates.pack, contents, eventTime: after(-35), place: 'packing' }) },
    { run: () => w.as(p, trace.packOpen, { pack: crates.other, contents, eventTime: after(-30), place: 'packing' }) },
    { run: () => w.as(p, trace.consume, { holdingId, quantity: '7', eventTime: after(-25) }) },
    {
      run: () =>
        w.as(p, trace.dispatch, { holdingId, quantity: '20', buyer: { name: '示例市场' }, eventTime: after(-20) }),
    },
    { run: () => w.as(p, trace.destroy, { holdingId, quantity: '3', eventTime: after(-10), reason: 'x' }) },
    { run: () => w.as(p, trace.observe, { holdingId, eventTime: after(-15), place: 'store' }) },
    { wrong: true, run: () => w.as(p, trace.observe, { holdingId, eventTime: after(-5), place: 'WRONG' }) },
    { wrong: true, run: () => w.as(p, trace.packOpen, { pack: crates.pack, contents, eventTime: after(-4) }) },
    { wrong: true, run: () => w.as(p, trace.consume, { holdingId, quantity: '9', eventTime: after(-3) }) },
    {
      wrong: true,
      run: () => w.as(p, trace.dispatch, { holdingId, quantity: '8', buyer: { name: 'x' }, eventTime: after(-2) }),
    },
  ]
  const chosen = steps.filter((s) => errors || !s.wrong)
  const later: string[] = []
  const correct = (eventId: string) => w.as(p, trace.voidEvent, { eventId, reason: '录入错误' })
  for (const i of order(chosen.map((_, k) => k))) {
    const { eventId } = await chosen[i]!.run()
    if (chosen[i]!.wrong) voidAtOnce ? await correct(eventId) : later.push(eventId)
  }
  for (const eventId of later.reverse()) await correct(eventId)
  const [holding] = await w.rows(
    'select quantity, reserved, place, disposition, began_at, fold_time from trace.holding where holding_id = $1',
    [holdingId],
  )
  const intervals = await w.rows(
    `select c.from_time, c.to_time, replace(i.identifier, $3::text, '') as pack from trace.contained c
     join trace.item i on i.home_id = c.parent_home and i.item_id = c.parent_id
     where c.home_id = $1 and c.child_id = $2 order by 1`,
    [homeId, itemId, `asset/${p}/`],
  )
  const links = await w.rows(
    'select step, sum(quantity) from trace.link_f where in_holding = $1 and voided_by is null group by 1',
    [holdingId],
  )
  const content = await w.rows('select 1 from trace.content where party_id = $1', [p])
  return JSON.stringify({ holding, intervals, links, content }).replaceAll(`-${n}"`, '"')
}

test('facts that arrive late, and errors that are corrected, end in the same state as facts in time', {
  timeout: 120_000,
}, async () => {
  const inTime = await day(0, (s) => s, { errors: false })
  expect(JSON.parse(inTime)).toMatchObject({
    holding: { quantity: '70', place: 'store' },
    intervals: [{ pack: 'crate' }, { pack: 'other', to_time: null }],
    content: [{}],
  })
  let n = 1
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.boolean(), async (numbers, voidAtOnce) => {
      const shuffled = (s: number[]) => {
        const left = [...s]
        return s.map(() => left.splice(numbers.next().value % left.length, 1)[0]!)
      }
      expect(await day(n++, shuffled, { voidAtOnce })).toBe(inTime)
    }),
    { numRuns: Number(process.env['TRACE_RUNS'] ?? 8), endOnFailure: true },
  )
  expect(await w.broken()).toEqual(nothingBroken)
})
