import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import type { ProfileYield } from '../../kernel/profile.ts'
import { add, subtract } from '../../kernel/quantity.ts'
import { anonymous } from '../../platform/actor.ts'
import { type CommandCtx, runCommand } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import * as trace from './index.ts'

let t: TestApp
// what must hold is asked as the owner and past the query lint: these questions join whatever they need
let owner: pg.Client
beforeAll(async () => {
  t = await testApp()
  owner = new pg.Client(t.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

const party = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const mango = {
  productId: party(900),
  name: '示例芒果',
  classCode: '01',
  sector: 'crop',
  profile: 'crop',
  unit: 'kg',
} as const
const yields: ProfileYield[] = [
  {
    event: 'process',
    inputClass: '',
    outputClass: '',
    maxRatio: '1',
    inputUnit: 'kg',
    outputUnit: 'kg',
    source: 'test',
    confidence: 'design',
  },
]
const now = '2026-06-01T08:00:00.000Z'

/** Runs a command as that party does: one transaction, one journal entry, one answer. */
const as = <I, O>(
  partyId: string,
  command: (ctx: CommandCtx, input: I) => Promise<O>,
  input: I,
  at = now,
): Promise<O> => {
  const actor = { ...anonymous('zh'), kind: 'operator' as const, partyId, accountId: partyId }
  return runCommand(t.deps, { name: command.name || 'test', actor, now: at, input }, (ctx) => command(ctx, input))
}
/** The answer, or the reason of the refusal; anything else is a fault of the test or of the code. */
const tried = async <O>(answer: Promise<O>): Promise<{ ok: O } | { reason: string }> => {
  try {
    return { ok: await answer }
  } catch (err) {
    if (err instanceof AppError) return { reason: err.reason }
    throw err
  }
}
const reasonOf = async (answer: Promise<unknown>) => {
  const r = await tried(answer)
  return 'reason' in r ? r.reason : 'accepted'
}
const rows = async <R extends object>(text: string) => (await owner.query<R>(text)).rows
const count = async (text: string) => Number((await rows<{ n: string }>(`select count(*) as n from (${text}) x`))[0]!.n)

/** Every balance that must hold whatever happened; each answers with the number of rows that break it. */
const broken = async () => ({
  quantityIsSumOfDeltas: await count(`select 1 from trace.holding h left join (
      select party_id, holding_id, sum(delta) s from trace.holding_event where voided_by is null group by 1, 2) d
      using (party_id, holding_id) where h.quantity <> coalesce(s, 0)`),
  negative: await count(`select 1 from trace.holding where regime = 'governed'
      and (quantity < 0 or reserved < 0 or reserved > quantity)`),
  reservedIsSumOfOpen: await count(`select 1 from trace.holding h left join (
      select party_id, holding_id, sum(quantity - received - returned - withdrawn) s from trace.transfer
      where state <> 'voided' group by 1, 2) d using (party_id, holding_id) where h.reserved <> coalesce(s, 0)`),
  linksDiffer: await count(`(table trace.link_f except table trace.link_b)
      union all (table trace.link_b except table trace.link_f)`),
  foldIsNotLatest: await count(`select 1 from trace.holding h left join (
      select distinct on (party_id, holding_id) party_id, holding_id, event_id from trace.holding_event
      where voided_by is null and (place is not null or disposition is not null)
      order by 1, 2, event_time desc, recorded_at desc, event_id desc) d using (party_id, holding_id)
      where h.fold_event is distinct from d.event_id`),
})
const nothing = { quantityIsSumOfDeltas: 0, negative: 0, reservedIsSumOfOpen: 0, linksDiffer: 0, foldIsNotLatest: 0 }

const harvest = async (partyId: string, quantity: string, eventTime = now) =>
  (await as(partyId, trace.produce, { product: mango, quantity, eventTime })).batch

test('no sequence of accepted commands makes or loses goods in any holding, whatever the order of arrival', async () => {
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
      const before = (await rows<{ s: string }>('select coalesce(sum(quantity), 0) s from trace.holding'))[0]!.s
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
          tried(as(partyId, command, input, at))
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
            yields,
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
      expect(await broken()).toEqual(nothing)
      const after = (await rows<{ s: string }>('select sum(quantity) s from trace.holding'))[0]!.s
      expect(subtract(after, before)).toBe(made)
    }),
    { numRuns: Number(process.env['TRACE_RUNS'] ?? 8), endOnFailure: true },
  )
  if (process.env['TRACE_SHOW'])
    process.stderr.write(`${JSON.stringify(Object.fromEntries([...outcomes].sort()), null, 1)}\n`)
})
