import { expect, test } from 'vitest'
import type { TraceEvent } from '../../../modules/trace/schema.ts'
import { changesOf, totalsOf } from './balance.ts'

const event = (eventId: string, delta: string | null, voidedBy: string | null = null) =>
  ({ eventId, delta, voidedBy }) as TraceEvent

test('a balance is what came in less what went out; what was declared an error does not count', () => {
  const latestFirst = [
    event('e', null),
    event('d', '-0.5'),
    event('c', '-300', 'x'),
    event('b', '-200'),
    event('a', '500'),
  ]
  const changes = changesOf('299.5', latestFirst)
  expect(changes.map((c) => [c.event.eventId, c.delta, c.left])).toEqual([
    ['a', '500', '500'],
    ['b', '-200', '300'],
    ['d', '-0.5', '299.5'],
  ])
  expect(totalsOf('299.5', changes)).toEqual({ came: '500', went: '200.5', before: '0' })
})

test('of a history that is not there whole the end is right, and what was there before is said', () => {
  const changes = changesOf('100', [event('b', '-50'), event('a', '20')])
  expect(changes.map((c) => c.left)).toEqual(['150', '100'])
  expect(totalsOf('100', changes).before).toBe('130')
})
