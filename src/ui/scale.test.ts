import { expect, test } from 'vitest'
import { weigh, weightIn, weightOf } from './scale.ts'

test.each<[string, unknown, unknown]>([
  ['a weight at rest', { value: '12.340', unit: 'kg', stable: true }, { value: '12.34', unit: 'kg' }],
  ['finer than a quantity', { value: '12.34567', unit: 'kg', stable: true }, { value: '12.346', unit: 'kg' }],
  ['still moving', { value: '12.3', unit: 'kg', stable: false }, 'unsteady'],
  ['it does not say', { value: '12.3', unit: 'kg' }, 'unsteady'],
  ['below zero', { value: '-0.2', unit: 'kg', stable: true }, 'unreadable'],
  ['a number', { value: 12.3, unit: 'kg', stable: true }, 'unreadable'],
  ['pounds', { value: '12.3', unit: 'lb', stable: true }, 'unreadable'],
  ['nothing', null, 'unreadable'],
])('%s', (_, answer, expected) => {
  expect(weightOf(answer)).toEqual(expected)
})

test('a bridge that is away, refuses or babbles is no weight', async () => {
  const answering = (r: Response) => async () => r
  expect(await weigh(async () => Promise.reject(new TypeError('failed')))).toBe('away')
  expect(await weigh(answering(new Response('', { status: 503 })))).toBe('unreadable')
  expect(await weigh(answering(new Response('ST,GS,+0012.3kg')))).toBe('away')
  expect(await weigh(answering(Response.json({ value: '1', unit: 'kg', stable: true })))).toEqual({
    value: '1',
    unit: 'kg',
  })
})

test.each([
  ['the unit of the field', '12.5', 'kg', 'g', ['kg', 'g'], { quantity: '12500', unit: 'g' }],
  ['finer than the field can say', '12.345', 'kg', 't', ['t', 'kg'], { quantity: '12.345', unit: 'kg' }],
  ['no unit that is fine enough', '1234.6', 'g', 'kg', ['kg'], { quantity: '1.235', unit: 'kg' }],
  ['a field of pieces and mass', '2', 'jin', 'piece', ['piece', 'kg'], { quantity: '1', unit: 'kg' }],
  ['no mass', '2', 'kg', 'L', ['L', 'piece'], undefined],
] as const)('%s', (_, value, unit, at, units, taken) => {
  expect(weightIn({ value, unit }, at, units)).toEqual(taken)
})
