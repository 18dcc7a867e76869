import { expect, test } from 'vitest'
import { crop } from './crop/index.ts'
import { fishery } from './fishery/index.ts'
import { findEvent } from './index.ts'
import { livestock } from './livestock/index.ts'
import { dateOf, inputsOf, missingByLaw, targetOf, useOf } from './record.ts'

const pesticideUse = findEvent(crop, 'pesticide_use')!
const drugUse = findEvent(livestock, 'drug_use')!

const spraying = {
  plot: 'plot-1',
  input: { name: '吡虫啉', kind: 'pesticide', source: '示例农资店' },
  method: 'spray',
  amount: { quantity: '30', unit: 'g' },
  used_on: '2026-05-01',
  stopped_on: '2026-05-02',
  target: '蚜虫',
  maker: '示例农药厂',
  interval_days: '7',
}

test('a spraying becomes a use of its plot with its interval', () => {
  expect(useOf(pesticideUse, spraying)).toEqual({
    targetId: 'plot-1',
    inputName: '吡虫啉',
    usedOn: '2026-05-01',
    stoppedOn: '2026-05-02',
    intervalDays: 7,
  })
})

test('a drug given to a group counts for the group, not for the pen', () => {
  const values = { ...spraying, plot: 'pen-3', group: '2026-A1' }
  expect(targetOf(drugUse, values)).toBe('2026-A1')
  expect(useOf(drugUse, values)?.targetId).toBe('2026-A1')
  expect(targetOf(findEvent(fishery, 'catch')!, { plot: 'pond-2' })).toBe('pond-2')
})

test('a record without interval is no use with an interval', () => {
  expect(useOf(findEvent(crop, 'fertiliser_use')!, { ...spraying, interval_days: undefined })).toBeUndefined()
})

test('the inputs of a record are found by the type of their field', () => {
  expect(inputsOf(findEvent(crop, 'sowing')!, { seed: { name: '示例种子', kind: 'seed' } })).toEqual([
    { key: 'seed', input: { name: '示例种子', kind: 'seed' } },
  ])
  expect(inputsOf(pesticideUse, { input: 'text' })).toEqual([])
})

test('the date of a record is its first required date', () => {
  expect(dateOf(pesticideUse, spraying)).toBe('2026-05-01')
  expect(dateOf(findEvent(crop, 'harvest')!, { harvested_on: '2026-06-01' })).toBe('2026-06-01')
  expect(dateOf(findEvent(crop, 'dispatch')!, {})).toBeUndefined()
})

test('a complete spraying lacks nothing the law asks for', () => {
  expect(missingByLaw(pesticideUse, spraying)).toEqual([])
})

test('an input without a source lacks what article 27 asks for', () => {
  const sourceless = { ...spraying, input: { name: '吡虫啉', kind: 'pesticide' }, maker: '' }
  expect(missingByLaw(pesticideUse, sourceless)).toEqual(['maker', 'input.source'])
})
