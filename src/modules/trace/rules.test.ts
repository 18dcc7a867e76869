import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProfileYield } from '../../kernel/profile.ts'
import { sum } from '../../kernel/quantity.ts'
import {
  answered,
  available,
  intervalsOf,
  needsMix,
  openQuantity,
  type PackFact,
  refuseAnswer,
  refuseMerge,
  refuseTaking,
  refuseTime,
  refuseYield,
  shares,
  type TransferAnswer,
  type TransferCounts,
  transferState,
  unanswered,
} from './rules.ts'
import { compareTimes, isoOf, microsOf, recordTime } from './time.ts'

const counts = (quantity: string, received: string, returned: string, withdrawn: string): TransferCounts => ({
  quantity,
  received,
  returned,
  withdrawn,
})

// the rows of docs/domain/balance.md
test.each([
  ['100', '30', '70', undefined],
  ['100', '30', '70.001', 'batch.not_enough'],
  ['100', '100', '1', 'batch.not_enough'],
  ['0.3', '0.1', '0.2', undefined],
])('of %s with %s reserved, taking %s: %s', (quantity, reserved, wanted, reason) => {
  expect(refuseTaking({ quantity, reserved, regime: 'governed', unit: 'kg' }, wanted)?.reason).toBe(reason)
})

test('what others declare is never refused for balance', () => {
  expect(refuseTaking({ quantity: '1', reserved: '0', regime: 'declared', unit: 'kg' }, '5')).toBeUndefined()
})

test.each([
  ['2026-06-01T08:05:00Z', undefined],
  ['2026-06-01T08:05:00.000001Z', 'event.in_future'],
  ['2026-06-01T16:05:00+08:00', undefined],
  ['2026-06-01T07:00:00.000001Z', undefined],
  ['2026-06-01T07:00:00Z', 'event.before_input'],
])('recorded at 08:00 over goods that began a microsecond after 07:00, an event at %s: %s', (eventTime, reason) => {
  expect(refuseTime(eventTime, '2026-06-01T08:00:00.000Z', ['2026-06-01T07:00:00.000001Z'])?.reason).toBe(reason)
})

// the rows of docs/domain/transfer.md: quantity, received, returned, withdrawn → open, state
test.each([
  ['30', '0', '0', '0', '30', 'open'],
  ['30', '12', '0', '0', '18', 'partly'],
  ['30', '0', '5', '0', '25', 'partly'],
  ['30', '30', '0', '0', '0', 'received'],
  ['30', '15', '15', '0', '0', 'received'],
  ['30', '12', '0', '18', '0', 'received'],
  ['30', '0', '30', '0', '0', 'returned'],
  ['30', '0', '0', '30', '0', 'withdrawn'],
  ['30', '0', '10', '20', '0', 'returned'],
] as const)('of %s, received %s, returned %s, withdrawn %s: %s is open, %s', (q, r, b, w, open, state) => {
  const t = counts(q, r, b, w)
  expect(openQuantity(t)).toBe(open)
  expect(transferState(t)).toBe(state)
})

test.each([
  ['receive', counts('30', '12', '0', '0'), '18', undefined],
  ['receive', counts('30', '12', '0', '0'), '18.5', 'transfer.quantity_not_open'],
  ['receive', counts('30', '30', '0', '0'), '1', 'transfer.already_answered'],
  ['receive', counts('30', '0', '0', '0'), '0', 'transfer.quantity_not_open'],
  ['return_arriving', counts('30', '30', '0', '0'), '1', 'transfer.already_answered'],
  ['return_received', counts('30', '30', '0', '0'), '30', undefined],
  ['return_received', counts('30', '0', '0', '0'), '1', 'transfer.nothing_received'],
  ['return_received', counts('30', '5', '0', '0'), '6', 'transfer.quantity_not_open'],
  ['withdraw', counts('30', '12', '0', '0'), '18', undefined],
] as const)('%s of a transfer %o, %s: %s', (answer, t, quantity, reason) => {
  expect(refuseAnswer({ ...t, state: transferState(t) }, answer, quantity)?.reason).toBe(reason)
  expect(refuseAnswer({ ...t, state: 'voided' }, answer, quantity)?.reason).toBe('transfer.voided')
})

test('whatever the answers, what is open, kept, returned and withdrawn is what was sent, and taking one back undoes it', () => {
  const answers = fc.constantFrom<TransferAnswer>('receive', 'return_arriving', 'return_received', 'withdraw')
  fc.assert(
    fc.property(fc.array(fc.tuple(answers, fc.integer({ min: 1, max: 40 }))), (given) => {
      let t = counts('100', '0', '0', '0')
      for (const [answer, n] of given) {
        const quantity = String(n)
        if (refuseAnswer({ ...t, state: transferState(t) }, answer, quantity)) continue
        const next = answered(t, answer, quantity)
        expect(unanswered(next, answer, quantity)).toEqual(t)
        t = next
      }
      const all = [openQuantity(t), t.received, t.returned, t.withdrawn]
      expect(all.every((q) => !q.startsWith('-'))).toBe(true)
      expect(sum(all)).toBe('100')
    }),
  )
})

test('the shares of an input add up to it, however it is divided', () => {
  const quantity = fc.integer({ min: 1, max: 10_000_000 }).map((n) => String(n / 1000))
  fc.assert(
    fc.property(quantity, fc.array(quantity, { minLength: 1, maxLength: 20 }), (whole, outputs) => {
      const parts = shares(whole, outputs)
      expect(parts.every((p) => !p.startsWith('-'))).toBe(true)
      expect(sum(parts)).toBe(sum([whole]))
    }),
  )
  expect(shares('10', ['1', '1', '1'])).toEqual(['3.333', '3.333', '3.334'])
})

test('400 pairs are linked one by one, more go through a mix', () => {
  expect([needsMix(20, 20), needsMix(401, 1), needsMix(1, 400)]).toEqual([false, true, false])
})

const slaughter: ProfileYield = {
  event: 'slaughter',
  inputClass: '02',
  outputClass: '0203',
  maxRatio: '80',
  inputUnit: 'head',
  outputUnit: 'kg',
  source: 'test',
  confidence: 'design',
}
test.each([
  ['160', 'kg', '0203', undefined],
  ['0.16', 't', '0203', undefined],
  ['160.001', 'kg', '0203', 'yield.too_much'],
  ['1', 'kg', '01', 'yield.not_from_these'],
  ['1', 'head', '0203', 'yield.not_from_these'],
] as const)('two head give %s %s of class %s: %s', (quantity, unit, productClass, reason) => {
  const pigs = [{ productClass: '0201', quantity: '2', unit: 'head' as const }]
  expect(refuseYield([slaughter], 'slaughter', pigs, [{ productClass, quantity, unit }])?.reason).toBe(reason)
})

const batch = { productId: 'a', classCode: '0103S01', unit: 'kg', kind: 'batch' }
const othersOwn = { ...batch, productId: 'b' }
test.each([
  [[batch, batch], undefined],
  [[batch], 'merge.needs_two'],
  [[batch, { ...othersOwn, classCode: '0103' }], 'merge.other_product'],
  [[batch, othersOwn], 'merge.needs_product'],
  [[batch, { ...batch, unit: 'box' }], 'merge.other_unit'],
  [[batch, { ...batch, kind: 'pack' }], 'merge.of_pack'],
])('merging %o: %s', (holdings, reason) => {
  expect(refuseMerge(holdings)?.reason).toBe(reason)
})

test('goods of several makers become a product of the merging party, of the same class', () => {
  expect(refuseMerge([batch, othersOwn], { classCode: '0103S01' })).toBeUndefined()
  expect(refuseMerge([batch, othersOwn], { classCode: '0104S01' })?.reason).toBe('merge.other_product')
  expect(refuseMerge([batch, batch], { classCode: '0104S01' })?.reason).toBe('merge.other_product')
  expect(refuseMerge([{ ...batch, classCode: null }, othersOwn], { classCode: null })?.reason).toBe(
    'merge.other_product',
  )
})

const fact = (eventId: string, what: 'in' | 'out', parentId: string, minute: number): PackFact => ({
  eventId,
  what,
  parentHome: 'h',
  parentId,
  eventTime: `2026-06-01T08:${String(minute).padStart(2, '0')}:00Z`,
  recordedAt: '2026-06-01T09:00:00Z',
})
test('an item is in one pack at a time, whatever the order in which its packing is heard of', () => {
  const facts = [
    fact('1', 'in', 'x', 1),
    fact('2', 'out', 'y', 2), // out of a pack it is not in: says nothing
    fact('3', 'in', 'y', 3), // into another: it has left the first
    fact('4', 'out', 'y', 4),
    fact('5', 'in', 'x', 5),
  ]
  const inOrder = intervalsOf(facts)
  expect(inOrder.map((i) => [i.parentId, i.fromEvent, i.toEvent])).toEqual([
    ['x', '1', '3'],
    ['y', '3', '4'],
    ['x', '5', null],
  ])
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: 5 }), (shuffled) => {
      expect(intervalsOf(shuffled)).toEqual(inOrder)
    }),
  )
})

test('instants are compared by the microsecond, however they are written', () => {
  expect(compareTimes('2026-06-01T08:00:00Z', '2026-06-01T16:00:00.000+08:00')).toBe(0)
  expect(compareTimes('2026-06-01T08:00:00.1Z', '2026-06-01T08:00:00.100001Z')).toBe(-1)
  expect(isoOf(microsOf('2026-06-01T08:00:00.123456Z'))).toBe('2026-06-01T08:00:00.123456Z')
})

test('the record time of a holding only goes up, whatever the clocks say', () => {
  const now = '2026-06-01T08:00:00.000Z'
  expect(recordTime(now, ['2026-06-01T07:59:59Z'])).toBe('2026-06-01T08:00:00.000000Z')
  expect(recordTime(now, ['2026-06-01T08:00:00Z', '2026-06-01T08:00:03.5Z'])).toBe('2026-06-01T08:00:03.500001Z')
})

test('what is reserved cannot be taken', () => {
  expect(available({ quantity: '5', reserved: '5' })).toBe('0')
})
