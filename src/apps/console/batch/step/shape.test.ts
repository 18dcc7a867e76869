import { expect, test } from 'vitest'
import { crop } from '../../../../industries/crop/index.ts'
import { inputsFault, leftOf, outputsFault, type Stock, shapeOf } from './shape.ts'

const batch = (over: Partial<Stock> = {}): Stock => ({
  available: '100',
  unit: 'kg',
  classCode: '0103S01',
  productId: 'mango',
  ...over,
})
const stock = new Map([
  ['a', batch()],
  ['b', batch({ available: '50' })],
  ['other', batch({ classCode: '0102' })],
  ['maker', batch({ productId: 'theirs' })],
])
const shape = (event: string) => shapeOf(crop.events.find((e) => e.id === event)!)!
const judge = (event: string, inputs: string[], outputs: object[], products = new Map()) =>
  outputsFault({
    shape: shape(event),
    event: { id: event },
    inputs: inputs.map((holdingId) => ({ holdingId })),
    outputs,
    stock,
    products,
    yields: crop.yields,
  })

test('every step of a profile on batches has a shape, selling and receiving apart', () => {
  const without = crop.events.filter((e) => e.object === 'batch' && !shapeOf(e)).map((e) => e.move)
  expect(without).toEqual(['dispatch', 'receive'])
})

test('what goes in is there, enough, and of one kind where it is put together', () => {
  const fault = (event: string, inputs: object[]) => inputsFault(shape(event), inputs as never, stock)
  expect(fault('test', [])).toEqual({ reason: 'step.choose_batch' })
  expect(fault('test', [{ holdingId: 'a' }])).toBeUndefined()
  expect(fault('merge', [{ holdingId: 'a' }])).toEqual({ reason: 'merge.needs_two' })
  expect(fault('merge', [{ holdingId: 'a' }, { holdingId: 'other' }])).toEqual({ reason: 'merge.other_product' })
  expect(fault('destroy', [{ holdingId: 'a' }])).toEqual({ reason: 'step.needs_quantity' })
  expect(fault('destroy', [{ holdingId: 'a', quantity: '100.5' }])?.reason).toBe('batch.not_enough')
  expect(fault('destroy', [{ holdingId: 'a', quantity: '100' }])).toBeUndefined()
  // a part that is looked at may be on its way to a buyer already
  const part = shapeOf({ move: 'observe', step: 'transporting', partial: true })!
  expect(inputsFault(part, [{ holdingId: 'a' }], stock)).toEqual({ reason: 'step.needs_quantity' })
  expect(inputsFault(part, [{ holdingId: 'a', quantity: '101' }], stock)).toBeUndefined()
})

test('parts and packs take no more than the batch has; what stays is said', () => {
  expect(judge('split', ['a'], [{ quantity: '60' }, { quantity: '40.001' }])?.reason).toBe('batch.not_enough')
  expect(judge('split', ['a'], [{ quantity: '60' }, { quantity: '40' }])).toBeUndefined()
  expect(judge('pack', ['a'], [{ quantity: '5', count: 21 }])?.reason).toBe('batch.not_enough')
  expect(judge('pack', ['a'], [{ quantity: '0.1', count: 501 }])?.reason).toBe('step.too_many')
  expect(leftOf('100', [{ quantity: '5', count: 12 }])).toBe('40')
})

test('a process is held to the yields of the profile; goods of several makers need a name', () => {
  const dried = new Map([['dried', { classCode: '0103S01', unit: 'kg' }]])
  expect(judge('process', ['a'], [{ productId: 'dried', quantity: '100.1' }], dried)?.reason).toBe('yield.too_much')
  expect(judge('process', ['a'], [{ productId: 'dried', quantity: '90' }], dried)).toBeUndefined()
  expect(judge('process', ['a'], [{ quantity: '90' }], dried)?.reason).toBe('step.needs_product')
  expect(judge('merge', ['a', 'maker'], [])?.reason).toBe('step.needs_product')
  expect(judge('merge', ['a', 'b'], [])).toBeUndefined()
})
