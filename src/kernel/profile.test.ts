import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newCode } from './code.ts'
import { validateFields } from './field-values.ts'
import { type Profile, type ProfileField, profileAt } from './profile.ts'
import { words } from './words.ts'

const names = { zh: '示例', en: 'example' }
const base = { names, required: false, source: 'design' } as const
const choices = [
  { id: 'a', names },
  { id: 'b', names },
]
const field = {
  text: { ...base, key: 'value', type: 'text', maxLength: 5 },
  code: { ...base, key: 'value', type: 'code', pattern: 'PD[0-9]{8}' },
  quantity: { ...base, key: 'value', type: 'quantity', units: ['kg', 'head'] },
  date: { ...base, key: 'value', type: 'date' },
  datetime: { ...base, key: 'value', type: 'datetime' },
  choice: { ...base, key: 'value', type: 'choice', choices },
  choices: { ...base, key: 'value', type: 'choice', choices, multiple: true },
  number: { ...base, key: 'value', type: 'number', min: '0', max: '14' },
  whole: { ...base, key: 'value', type: 'number', whole: true },
  input: { ...base, key: 'value', type: 'input', inputKinds: ['pesticide'] },
  plot: { ...base, key: 'value', type: 'plot' },
  place: { ...base, key: 'value', type: 'place' },
  yesNo: { ...base, key: 'value', type: 'yes_no' },
  codes: { ...base, key: 'value', type: 'codes', scheme: 'cn.suyuan.v1', most: 2 },
  gtin: { ...base, key: 'value', type: 'code', scheme: 'gs1.gtin' },
} satisfies Record<string, ProfileField>

const checks: [keyof typeof field, unknown, string | undefined][] = [
  ['text', '病虫害防治', undefined],
  ['text', '病虫害防治和', 'field.too_long'],
  ['text', 5, 'field.not_text'],
  ['code', 'PD20081234', undefined],
  ['code', 'xPD20081234', 'field.wrong_code'],
  ['quantity', { quantity: '12.5', unit: 'kg' }, undefined],
  ['quantity', { quantity: '12.5', unit: 'head' }, 'field.not_whole'],
  ['quantity', { quantity: '12', unit: 'box' }, 'field.wrong_unit'],
  ['quantity', { quantity: '0', unit: 'kg' }, 'field.wrong_quantity'],
  ['quantity', { quantity: '1', unit: 'kg', note: '' }, 'field.wrong_quantity'],
  ['quantity', '12 kg', 'field.wrong_quantity'],
  ['date', '2026-02-28', undefined],
  ['date', '2026-02-29', 'field.wrong_date'],
  ['datetime', '2026-11-21T23:13:00+08:00', undefined],
  ['datetime', '2026-11-21', 'field.wrong_time'],
  ['choice', 'a', undefined],
  ['choice', 'c', 'field.not_a_choice'],
  ['choice', ['a'], 'field.not_a_choice'],
  ['choices', ['a', 'b'], undefined],
  ['choices', ['a', 'a'], 'field.not_a_choice'],
  ['choices', 'a', 'field.not_a_choice'],
  ['number', '6.85', undefined],
  ['number', '-1', 'field.too_small'],
  ['number', '14.001', 'field.too_large'],
  ['number', 7, 'field.not_a_number'],
  ['whole', '7.5', 'field.not_whole'],
  ['input', { name: '示例农药', kind: 'pesticide', source: '示例农资店' }, undefined],
  ['input', { name: '示例农药', kind: 'feed' }, 'field.wrong_input_kind'],
  ['input', { name: '', kind: 'pesticide' }, 'field.wrong_input'],
  ['input', { name: '示例农药', kind: 'pesticide', phone: '1' }, 'field.wrong_input'],
  ['plot', '0198-…', undefined],
  ['plot', { id: 1 }, 'field.wrong_reference'],
  ['place', { name: '三亚示例基地', divisionCode: '460200' }, undefined],
  ['place', { name: '三亚示例基地', divisionCode: '46' }, 'field.wrong_place'],
  ['yesNo', false, undefined],
  ['yesNo', 'false', 'field.wrong_yes_no'],
  ['gtin', '6901234567892', undefined],
  ['gtin', '6901234567893', 'field.wrong_code'],
]

const row = (key: string, more: object = {}) => ({ ...base, key, type: 'text', ...more }) as const
const dependent = {
  fields: [
    { ...base, key: 'kind', type: 'choice', choices },
    { ...row('why'), required: true, when: { key: 'kind', in: ['b'] } },
    { ...base, key: 'lines', type: 'rows', most: 2, fields: [{ ...row('name'), required: true }, row('note')] },
  ],
} as const

test.each([
  [{ kind: 'a' }, []],
  [{ kind: 'b' }, [{ key: 'why', reason: 'field.missing', level: 'error' }]],
  [{ kind: 'b', why: '示例' }, []],
  [{ kind: 'a', why: '示例' }, [{ key: 'why', reason: 'field.not_asked', level: 'error' }]],
  [{ lines: [{ name: '示例' }] }, []],
  [{ lines: { name: '示例' } }, [{ key: 'lines', reason: 'field.wrong_rows', level: 'error' }]],
  [{ lines: [1] }, [{ key: 'lines', reason: 'field.wrong_rows', level: 'error' }]],
  [
    { lines: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
    [{ key: 'lines', reason: 'field.too_many', level: 'error' }],
  ],
  [
    { lines: [{ name: 'a' }, { note: 'b', x: 1 }] },
    [
      { key: 'lines', row: 1, rowKey: 'name', reason: 'field.missing', level: 'error' },
      { key: 'lines', row: 1, rowKey: 'x', reason: 'field.unknown', level: 'error' },
    ],
  ],
])('fields that wait for others, and repeated rows: %j', (values, issues) => {
  expect(validateFields(dependent, values)).toEqual(issues)
})

test('a list of codes is checked by its scheme, names the code that is wrong, and takes none twice', () => {
  const list = (value: unknown) => validateFields({ fields: [field.codes] }, { value })
  const wrong = (reason: string, more: object = {}) => [{ key: 'value', reason, level: 'error', ...more }]
  const good = newCode('batch', (n) => new Uint8Array(n))
  expect(list([good])).toEqual([])
  expect(list(['1234'])).toEqual(wrong('field.wrong_code', { row: 0 }))
  expect(list([good, good])).toEqual(wrong('field.twice', { row: 1 }))
  expect(list([good, good, good])).toEqual(wrong('field.too_many'))
  expect(list(good)).toEqual(wrong('field.wrong_rows'))
})

test.each(checks)('%s with %j: %s', (type, value, reason) => {
  const issues = validateFields({ fields: [field[type]] }, { value })
  expect(issues).toEqual(reason === undefined ? [] : [{ key: 'value', reason, level: 'error' }])
  for (const issue of issues) expect(words[issue.reason].en).not.toBe('')
})

test.each([
  [true, 'error', 'field.missing'],
  ['law', 'error', 'field.missing'],
  ['warn', 'warning', 'field.recommended'],
  [false, undefined, undefined],
] as const)('a field required %s that is empty gives %s', (required, level, reason) => {
  for (const values of [{}, { value: '' }, { value: '  ' }, { value: null }, { value: [] }]) {
    const issues = validateFields({ fields: [{ ...field.text, required }] }, values)
    expect(issues).toEqual(level === undefined ? [] : [{ key: 'value', reason, level }])
  }
})

test('a key that is no field is refused, those every object inherits too', () => {
  const issue = (key: string) => ({ key, reason: 'field.unknown', level: 'error' })
  expect(validateFields({ fields: [field.text] }, { price: '1' })).toEqual([issue('price')])
  const required = { ...field.text, key: 'constructor', required: true } as const
  expect(validateFields({ fields: [required] }, {})).toMatchObject([{ key: 'constructor', reason: 'field.missing' }])
})

test('no value whatever makes the check throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(field)), fc.jsonValue(), (one, value) => {
      expect(Array.isArray(validateFields({ fields: [one] }, { value }))).toBe(true)
    }),
  )
})

test('the profile in force on a day is the one whose period holds it: from included, to excluded', () => {
  const profile = (id: string, version: string, from: string, to?: string): Profile => ({
    id,
    industry: 'agriculture',
    sector: 'crop',
    version,
    effective: to === undefined ? { from } : { from, to },
    names,
    roles: [],
    productClasses: [],
    units: ['kg'],
    events: [],
    rules: [],
    yields: [],
    retention: [],
    publicView: { events: [], firstScan: false },
  })
  const all = [
    profile('crop', '2', '2026-07-01'),
    profile('crop', '1', '2024-01-01', '2026-07-01'),
    profile('fishery', '1', '2020-01-01', '2022-01-01'),
    profile('livestock', '1', '2020-01-01'),
    profile('livestock', '3', '2022-01-01'),
    profile('livestock', '2', '2021-01-01'),
  ]
  expect(profileAt(all, 'crop', '2023-12-31')).toBeUndefined()
  expect(profileAt(all, 'crop', '2024-01-01')?.version).toBe('1')
  expect(profileAt(all, 'crop', '2026-06-30')?.version).toBe('1')
  expect(profileAt(all, 'crop', '2026-07-01')?.version).toBe('2')
  expect(profileAt(all, 'crop', '2030-01-01')?.version).toBe('2')
  expect(profileAt(all, 'fishery', '2021-12-31')?.version).toBe('1')
  expect(profileAt(all, 'fishery', '2022-01-01')).toBeUndefined()
  // overlapping periods: the later from wins
  expect(profileAt(all, 'livestock', '2021-06-01')?.version).toBe('2')
  expect(profileAt(all, 'livestock', '2026-01-01')?.version).toBe('3')
  expect(profileAt(all, 'forestry', '2026-01-01')).toBeUndefined()
})
