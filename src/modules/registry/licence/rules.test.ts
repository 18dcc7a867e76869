import { expect, test } from 'vitest'
import { profiles } from '../../../industries/index.ts'
import { licenceNeeds } from './rules.ts'

const maintainer = profiles.find((p) => p.id === 'lift')!.roles.find((r) => r.id === 'maintainer')!
const licence = (over: object = {}) => ({
  ...{ kind: 'lift_maintenance', number: 'W-1', state: 'confirmed' as const },
  ...{ validFrom: null as string | null, validTo: '2026-12-31' as string | null, ...over },
})
const standing = (...of: ReturnType<typeof licence>[]) => licenceNeeds(maintainer, of, '2026-06-01')[0]!

test.each([
  ['nothing filed', [], 'none'],
  ['one that waits', [licence({ state: 'filed' })], 'filed'],
  ['one that is good', [licence()], 'good'],
  ['one without an end', [licence({ validTo: null })], 'good'],
  ['one that ends in thirty days', [licence({ validTo: '2026-07-01' })], 'ending'],
  ['one that ends in thirty-one', [licence({ validTo: '2026-07-02' })], 'good'],
  ['one on its last day', [licence({ validTo: '2026-06-01' })], 'ending'],
  ['one that ended yesterday', [licence({ validTo: '2026-05-31' })], 'ended'],
  [
    'one that ended, and another that waits',
    [licence({ validTo: '2026-05-31' }), licence({ state: 'filed' })],
    'filed',
  ],
  ['one that begins tomorrow', [licence({ validFrom: '2026-06-02' })], 'none'],
  ['a refused one', [licence({ state: 'refused' })], 'none'],
  ['one of another kind', [licence({ kind: 'lift_installation' })], 'none'],
])('%s: %s', (_, of, is) => expect(standing(...(of as ReturnType<typeof licence>[])).standing).toBe(is))

test('of two that are good the one that is good longer counts', () => {
  const renewed = standing(licence({ validTo: '2026-06-20' }), licence({ number: 'W-2', validTo: '2031-06-20' }))
  expect(renewed).toMatchObject({ standing: 'good', licence: { number: 'W-2' }, required: true })
})

test('a role without licences needs none', () => expect(licenceNeeds({}, [], '2026-06-01')).toEqual([]))
