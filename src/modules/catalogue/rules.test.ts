import { expect, test } from 'vitest'
import { productKind } from './rules.ts'

const mango = { code: '0103S01', level: 3, inUse: true }
const today = '2026-06-01'

test.each([
  ['a crop in kilograms', mango, 'kg', { profile: { id: 'crop' } }],
  ['pork in half carcasses', { ...mango, code: '0201S90' }, 'half_carcass', { profile: { id: 'livestock' } }],
  ['a class nobody knows', undefined, 'kg', { refusal: { reason: 'product.class_unknown' } }],
  ['a class that left the list', { ...mango, inUse: false }, 'kg', { refusal: { reason: 'product.class_unknown' } }],
  [
    'a whole part of the list',
    { ...mango, code: '01', level: 1 },
    'kg',
    { refusal: { reason: 'product.class_too_wide' } },
  ],
  ['a class without a profile', { ...mango, code: '9901' }, 'kg', { refusal: { reason: 'product.no_profile' } }],
  ['mangoes by the head', mango, 'head', { refusal: { reason: 'product.wrong_unit' } }],
] as const)('what a class and a unit make of a product: %s', (_, productClass, unit, kind) => {
  expect(productKind(productClass, unit, today)).toMatchObject(kind)
})

test('a product cannot be made before its profile is in force', () => {
  expect(productKind(mango, 'kg', '2022-12-31')).toEqual({ refusal: { reason: 'product.no_profile' } })
})
