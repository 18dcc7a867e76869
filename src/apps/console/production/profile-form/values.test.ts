import { describe, expect, test } from 'vitest'
import { findEvent, profiles } from '../../../../industries/index.ts'
import { isAsked, validateFields } from '../../../../kernel/field-values.ts'
import type { ProfileField } from '../../../../kernel/profile.ts'
import { addCodes, codesIn, schemeOf, tidyCode, wrongCodes } from './codes.ts'
import { offered } from './lastUsed.ts'
import {
  fieldsByPlot,
  fieldsOf,
  plainNumber,
  problemOf,
  purchaseOf,
  startValues,
  unitsOf,
  withoutPersonal,
} from './values.ts'

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
    case 'codes':
      return ['A-1']
    case 'yes_no':
      return false
    case 'rows':
      return [valuesFor(field)]
    default:
      return '示例'
  }
}

/** Values for all fields, as many as are asked for beside each other. */
function valuesFor({ fields }: { fields: readonly ProfileField[] }): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const field of fields) if (isAsked(field, given)) given[field.key] = sample(field)
  return given
}

/** An event without schemes and patterns of its codes: what a code of each looks like is the registry's to test. */
function anyCodes<E extends { fields: readonly ProfileField[] }>(event: E): E {
  const plain = (fields: readonly ProfileField[]): ProfileField[] =>
    fields.map(({ scheme: _s, pattern: _p, ...f }: ProfileField & { scheme?: string; pattern?: string }) =>
      'fields' in f ? { ...f, fields: plain(f.fields) } : f,
    ) as ProfileField[]
  return { ...event, fields: plain(event.fields) }
}

describe.each(profiles)('$id', (profile) => {
  test.each(profile.events.map((e) => [e.id, e] as const))(
    '%s: what was recorded comes back from the form as it was, and is right',
    (_id, own) => {
      const event = anyCodes(own)
      const recorded = valuesFor(event)
      expect(validateFields(event, recorded)).toEqual([])
      const form = startValues(event, { like: recorded, dates: 'kept' })
      // but for what is personal: it comes back masked
      expect(fieldsOf(event, form)).toEqual(withoutPersonal(event, recorded))
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

const names = { zh: '示例', en: 'Sample' }
const base = { names, source: 'design' } as const
/** All types that came with the six industries. */
const shipment = {
  fields: [
    { ...base, key: 'whole', type: 'yes_no', required: true },
    { ...base, key: 'why', type: 'text', required: true, when: { key: 'whole', in: ['false'] } },
    { ...base, key: 'proof', type: 'code', required: true, when: { key: 'why', in: ['broken'] } },
    { ...base, key: 'codes', type: 'codes', required: true, scheme: 'cn.drug.ms20' },
    { ...base, key: 'guard', type: 'text', required: true, personal: true },
    {
      ...base,
      key: 'lines',
      type: 'rows',
      required: true,
      fields: [
        { ...base, key: 'amount', type: 'quantity', required: true, units: ['kg', 'g'] },
        { ...base, key: 'made_on', type: 'date', required: true },
        { ...base, key: 'packed', type: 'yes_no', required: false },
        { ...base, key: 'box', type: 'text', required: true, when: { key: 'packed', in: ['true'] } },
        { ...base, key: 'taker', type: 'text', required: false, personal: true },
      ],
    },
  ],
} as const satisfies { fields: readonly ProfileField[] }
const [whole, why, , codesField, , lines] = shipment.fields
const code = (n: number) => `8${String(n).padStart(19, '0')}`

test('no is an answer, an untouched field is none', () => {
  expect(fieldsOf(shipment, { whole: false })).toEqual({ whole: false })
  expect(fieldsOf(shipment, { whole: undefined, why: 'x' })).toEqual({})
  expect(problemOf(whole, undefined)?.reason).toBe('field.missing')
  expect(problemOf(whole, false)).toBeUndefined()
})

test('what is not asked for is not sent, nor what waited for it', () => {
  const form = { whole: false, why: 'broken', proof: 'B-1' }
  expect(fieldsOf(shipment, form)).toEqual(form)
  expect(fieldsOf(shipment, { ...form, whole: true })).toEqual({ whole: true })
  expect(validateFields({ fields: shipment.fields.slice(0, 3) }, fieldsOf(shipment, { ...form, whole: true }))).toEqual(
    [],
  )
})

test('a dependent field that is in sight is judged as any other', () => {
  expect(problemOf(why, 'because')).toBeUndefined()
  expect(problemOf(why, '')?.reason).toBe('field.missing')
})

test('rows: each as the API has it, without what is not asked for in it and without untouched rows', () => {
  const form = {
    lines: [
      { amount: { quantity: '１２', unit: 'kg' }, made_on: '2026-11-22', packed: true, box: ' 7 ' },
      { amount: { quantity: '3', unit: 'g' }, made_on: '2026-11-22', packed: false, box: '7' },
      { amount: { unit: 'kg' } },
      null,
    ],
  }
  expect(fieldsOf(shipment, form)).toEqual({
    lines: [
      { amount: { quantity: '12', unit: 'kg' }, made_on: '2026-11-22', packed: true, box: '7' },
      { amount: { quantity: '3', unit: 'g' }, made_on: '2026-11-22', packed: false },
    ],
  })
  expect(problemOf(lines, form.lines)).toBeUndefined()
  expect(problemOf(lines, [{ made_on: '2026-11-22' }])).toBeUndefined()
  expect(problemOf(lines, [{}])?.reason).toBe('field.missing')
})

test('needed rows begin with one; the unit of a row is the one used last in it', () => {
  const units = unitsOf({ lines: [[{ amount: { quantity: '1', unit: 'g' } }]] })
  expect(units).toEqual({ 'lines.amount': 'g' })
  expect(startValues(shipment, { on: '2026-11-22', units })).toEqual({
    lines: [{ amount: { unit: 'g' }, made_on: '2026-11-22' }],
  })
})

test('what is personal comes masked and goes neither into the form nor into a draft nor into what is offered again', () => {
  const recorded = {
    guard: '张*',
    lines: [{ amount: { quantity: '1', unit: 'kg' }, made_on: '2026-01-01', taker: '李*' }],
  }
  const like = { guard: undefined, lines: [{ amount: { quantity: '1', unit: 'kg' }, made_on: '2026-11-22' }] }
  expect(fieldsOf(shipment, startValues(shipment, { like: recorded, on: '2026-11-22' }))).toEqual({ lines: like.lines })
  expect(withoutPersonal(shipment, recorded)).toEqual({
    lines: [{ amount: { quantity: '1', unit: 'kg' }, made_on: '2026-01-01' }],
  })
  expect(offered(lines, recorded.lines)).toEqual([{ amount: { quantity: '1', unit: 'kg' } }])
  expect(offered(shipment.fields[4], '张三')).toBeUndefined()
  expect(
    offered(
      codesField,
      Array.from({ length: 21 }, (_, i) => code(i)),
    ),
  ).toBeUndefined()
})

test.each([
  ['a1\r\nb2\n\nc3\n', ['a1', 'b2', 'c3']],
  ['a1, b2，c3、d4;e5', ['a1', 'b2', 'c3', 'd4', 'e5']],
  [`${code(1)} ${code(2)}`, [code(1), code(2)]],
  ['8000 0000 0000 0000 0001', ['8000 0000 0000 0000 0001']],
  ['  ', []],
])('codes in %j', (text, found) => {
  expect(codesIn(text)).toEqual(found)
})

test('codes are kept bare, each once; those of another kind say what they are', () => {
  const scheme = schemeOf('cn.drug.ms20')
  expect(tidyCode('８000 0000 0000 0000 0001', scheme)).toBe(code(1))
  const now = addCodes([code(1)], [code(2), code(1), code(2), '6901234567892'].join('\n'), scheme)
  expect(now).toEqual({ codes: [code(1), code(2), '6901234567892'], added: 2, twice: 2 })
  const wrong = wrongCodes(codesField, [...now.codes, 'nothing'])
  expect([...wrong].map(([c, s]) => [c, s?.id])).toEqual([
    ['6901234567892', 'gs1.gtin'],
    ['nothing', undefined],
  ])
  expect(fieldsOf(shipment, { codes: [' ', code(1)] })).toEqual({ codes: [code(1)] })
})
