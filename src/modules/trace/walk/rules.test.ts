import { expect, test } from 'vitest'
import { crop } from '../../../industries/crop/index.ts'
import { overlap } from './containers.ts'
import { trimmed } from './nodes.ts'
import { cameLate, problemsOf, publicFieldsOf, seesQuantity, sightOf } from './rules.ts'

test.each([
  // who, mine, one step away → sight
  ['operator', true, false, 'full'],
  ['operator', false, true, 'named'],
  ['operator', false, false, 'bare'],
  ['agency', true, false, 'full'],
  ['agency', false, false, 'named'],
] as const)('%s, own or of the jurisdiction %s, next %s: %s', (kind, mine, next, sight) => {
  expect(sightOf(kind, mine, next)).toBe(sight)
})

test('what was handed over is for both sides of it, and for agencies', () => {
  expect(seesQuantity('operator', 'full', 'named')).toBe(true)
  expect(seesQuantity('operator', 'named', 'full')).toBe(true)
  expect(seesQuantity('operator', 'named', 'named')).toBe(false)
  expect(seesQuantity('agency', 'named', 'named')).toBe(true)
})

test('fields are public only as far as the profile says', () => {
  const sowing = crop.events.find((e) => e.id === 'sowing')!
  expect(publicFieldsOf('crop', 'sowing')).toEqual(sowing.publicFields)
  expect(publicFieldsOf('crop', 'pesticide_use')).toEqual([])
  expect(publicFieldsOf('crop', 'no such event')).toEqual([])
  expect(publicFieldsOf(undefined, 'sowing')).toEqual([])
  expect(publicFieldsOf('crop', undefined)).toEqual([])
})

const at = (minute: number, second = '') => `2026-06-01T08:${String(minute).padStart(2, '0')}:00${second}Z`
test.each([
  [
    'in order',
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
    false,
  ],
  [
    'told at once, afterwards',
    [
      [1, 9],
      [2, 9],
    ],
    false,
  ],
  [
    'the earlier one told later',
    [
      [5, 5],
      [3, 9],
    ],
    true,
  ],
] as const)('%s: late or not', (_, told, late) => {
  const events = told.map(([happened, recorded]) => ({ eventTime: at(happened), recordedAt: at(recorded) }))
  expect(cameLate(events)).toBe(late)
})

const fine = { quantity: '1', basis: 'own', holderUnknown: false, hasWayIn: undefined, events: [] }
test.each([
  ['nothing', fine, []],
  ['less than nothing there', { ...fine, quantity: '-1' }, ['negative']],
  ['made here', { ...fine, hasWayIn: false }, []],
  ['bought from somebody outside', { ...fine, hasWayIn: false, basis: 'declared' }, ['origin_declared']],
  ['there is a way in', { ...fine, hasWayIn: true, basis: 'declared' }, []],
  [
    'received, but nobody recorded from where',
    { ...fine, hasWayIn: false, basis: 'counterpart_confirmed' },
    ['origin_unknown'],
  ],
  ['a shop that is not registered', { ...fine, holderUnknown: true }, ['holder_unknown']],
] as const)('what looks wrong: %s', (_, holding, problems) => {
  expect(problemsOf(holding)).toEqual(problems)
})

test('two intervals share what lies in both, an open end being no end', () => {
  const i = (from: number, to: number | null) => ({ from: at(from), to: to === null ? null : at(to) })
  expect(overlap(i(1, 5), i(3, 9))).toEqual(i(3, 5))
  expect(overlap(i(1, null), i(3, null))).toEqual(i(3, null))
  expect(overlap(i(1, null), i(0, 4))).toEqual(i(1, 4))
  expect(overlap(i(1, 2), i(3, 4))).toBeUndefined()
  // fractions of a second sort behind the whole second
  expect(overlap({ from: at(1, '.5'), to: null }, { from: at(1), to: null })?.from).toBe(at(1, '.5'))
})

test.each([
  ['10.500', '10.5'],
  ['10.0', '10'],
  ['100', '100'],
  ['0.000', '0'],
  ['-2.50', '-2.5'],
])('quantity %s is shown as %s', (stored, shown) => {
  expect(trimmed(stored)).toBe(shown)
})
