import { expect, test } from 'vitest'
import { crop } from '../../industries/crop/index.ts'
import { civilDate } from '../../platform/civil.ts'
import { leftOf } from './input/rules.ts'
import { targetsOf, whenOf } from './record/rules.ts'

const event = (id: string) => crop.events.find((e) => e.id === id)!
const when = (id: string, values: Record<string, unknown>, happenedAt?: string) =>
  whenOf(event(id), values, { now: '2026-06-01T08:00:00.000Z', happenedAt, civilDate })

test.each([
  ['a harvest begins with its day', 'harvest', { harvested_on: '2026-05-20' }, '2026-05-19T16:00:00.000Z'],
  ['and so does one of today', 'harvest', { harvested_on: '2026-06-01' }, '2026-05-31T16:00:00.000Z'],
  ['a step of an earlier day ends it', 'process', { processed_on: '2026-05-21' }, '2026-05-21T15:59:59.999Z'],
  ['a step of today is now', 'process', { processed_on: '2026-06-01' }, '2026-06-01T08:00:00.000Z'],
  ['a step without a date is now', 'merge', {}, '2026-06-01T08:00:00.000Z'],
  ['a date that need not be given counts', 'merge', { merged_on: '2026-05-21' }, '2026-05-21T15:59:59.999Z'],
])('without a time %s', (_, id, values, happenedAt) => {
  expect(when(id, values)).toMatchObject({ when: { happenedAt } })
})

test.each([
  ['harvest', { harvested_on: '2026-06-02' }, undefined, 'record.in_future'],
  ['harvest', { harvested_on: '2026-06-01' }, '2026-06-01T16:05:01+08:00', 'record.in_future'],
  ['harvest', { harvested_on: '2026-06-01' }, '2026-05-31T15:59:59Z', 'record.other_day'],
])('%s with %j at %s is refused: %s', (id, values, at, reason) => {
  expect(when(id, values, at)).toMatchObject({ refusal: { reason } })
})

test.each([
  [{ quantity: '2', unit: 'l' }, [{ quantity: '1500', unit: 'ml' }], '0.5', 0],
  [{ quantity: '2', unit: 'l' }, [{ quantity: '3', unit: 'l' }], '-1', 0],
  [
    { quantity: '10', unit: 'bag' },
    [
      { quantity: '4', unit: 'bag' },
      { quantity: '2', unit: 'kg' },
    ],
    '6',
    1,
  ],
  [{ quantity: '1', unit: 't' }, [{ quantity: '0.5', unit: 'jin' }], '0.99975', 0],
])('of %j, after %j, %s is left and %i uses are not counted', (bought, uses, left, uncounted) => {
  expect(leftOf(bought, uses)).toEqual({ left, uncounted })
})

test('a plot is found in any spelling of its id, a group in any case of its number, each once', () => {
  expect(targetsOf(event('harvest'), { plot: 'ABC' }, ['abc', 'DEF'])).toEqual(['abc', 'def'])
  expect(targetsOf({ ...event('harvest'), object: 'group' }, { group: 'a-1' }, ['A-1', 'b2'])).toEqual(['A-1', 'B2'])
})
