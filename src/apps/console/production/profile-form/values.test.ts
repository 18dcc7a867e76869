import { describe, expect, test } from 'vitest'
import { findEvent, profiles } from '../../../../industries/index.ts'
import { validateFields } from '../../../../kernel/field-values.ts'
import type { ProfileField } from '../../../../kernel/profile.ts'
import { fieldsByPlot, fieldsOf, plainNumber, problemOf, purchaseOf, startValues } from './values.ts'

/** A value of a field as the API has it. */
function sample(field: ProfileField): unknown {
  switch (field.type) {
    case 'quantity':
      return { quantity: '12', unit: field.units[0] }
    case 'number':
      return field.min ?? '1'
    case 'date':
      return '2026-11-20'
    case 'datetime':
      return '2026-11-20T08:30:00+08:00'
    case 'choice':
      return field.multiple ? [field.choices[0]!.id] : field.choices[0]!.id
    case 'input':
      return {
        name: '示例',
        kind: field.inputKinds?.[0] ?? 'other',
        registrationNumber: 'PD1',
        source: '示例店',
        substances: ['甲', '乙'],
      }
    case 'place':
      return { name: '示例仓库' }
    case 'code':
      return 'A-1'
    default:
      return '示例'
  }
}

describe.each(profiles)('$id', (profile) => {
  test.each(profile.events.map((e) => [e.id, e] as const))(
    '%s: what was recorded comes back from the form as it was, and is right',
    (_id, event) => {
      const recorded = Object.fromEntries(event.fields.map((f) => [f.key, sample(f)]))
      expect(validateFields(event, recorded)).toEqual([])
      const form = startValues(event, { like: recorded, dates: 'kept' })
      expect(fieldsOf(event, form)).toEqual(recorded)
    },
  )
})

const event = findEvent(profiles[0]!, 'pesticide_use')!
const field = (key: string) => event.fields.find((f) => f.key === key)!

test('a form begins with today for the dates it needs, the unit used last, and nothing else', () => {
  expect(startValues(event, { on: '2026-11-22', units: { amount: 'ml', rate: 'head' } })).toEqual({
    amount: { unit: 'ml' },
    rate: { unit: 'g_per_mu' },
    area: { unit: 'mu' },
    used_on: '2026-11-22',
    stopped_on: '2026-11-22',
  })
  expect(fieldsOf(event, startValues(event, { on: '2026-11-22' }))).toEqual({
    used_on: '2026-11-22',
    stopped_on: '2026-11-22',
  })
})

test('another like it has its fields and not its dates', () => {
  const like = { plot: 'p', amount: { quantity: '1', unit: 'kg' }, used_on: '2026-01-01', stopped_on: '2026-01-02' }
  expect(fieldsOf(event, startValues(event, { like, on: '2026-11-22' }))).toEqual({
    ...like,
    used_on: '2026-11-22',
    stopped_on: '2026-11-22',
  })
})

test.each([
  ['１２．５', '12.5'],
  [' 1,200.5 ', '1200.5'],
  ['.5', '0.5'],
  ['1,5', '1,5'],
  ['十', '十'],
])('%s is read as %s', (typed, read) => {
  expect(plainNumber(typed)).toBe(read)
})

test('each field is judged as the server judges it', () => {
  expect(problemOf(field('amount'), { unit: 'kg' })).toMatchObject({ reason: 'field.missing', level: 'error' })
  expect(problemOf(field('amount'), { quantity: '0', unit: 'kg' })?.reason).toBe('field.wrong_quantity')
  expect(problemOf(field('amount'), { quantity: '１.5', unit: 'kg' })).toBeUndefined()
  expect(problemOf(field('interval_days'), '1.5')?.reason).toBe('field.not_whole')
  expect(problemOf(field('interval_days'), '400')?.reason).toBe('field.too_large')
  expect(problemOf(field('input'), { purchaseId: 'x' })?.reason).toBe('field.missing')
  expect(problemOf(field('weather'), '  ')).toBeUndefined()
})

test('several plots are one set of fields each; the purchase is told beside them', () => {
  const form = { plot: ['a', 'b'], input: { purchaseId: 'x', name: ' 示例 ', kind: 'pesticide', source: '' } }
  expect(fieldsByPlot(event, form)).toEqual([
    { plot: 'a', input: { name: '示例', kind: 'pesticide' } },
    { plot: 'b', input: { name: '示例', kind: 'pesticide' } },
  ])
  expect(fieldsByPlot(event, { plot: [] })).toEqual([{}])
  expect(purchaseOf(event, form)).toBe('x')
})
