import { expect, test } from 'vitest'
import { findEvent, profiles } from '../../../../industries/index.ts'
import type { ProfileField } from '../../../../kernel/profile.ts'
import { type CellWords, cellText, inSight, isNumeric, unitOf } from './cells.ts'

const zh: CellWords = { yes: '是', no: '否', comma: '、', language: 'zh' }
const field = (f: object): ProfileField =>
  ({ key: 'x', names: { zh: '示例', en: 'example' }, required: false, source: 'design', ...f }) as ProfileField
const choices = [
  { id: 'a', names: { zh: '甲', en: 'A' } },
  { id: 'b', names: { zh: '乙', en: 'B' } },
]

test.each([
  [{ type: 'text' }, '文字', '文字'],
  [{ type: 'text' }, '', null],
  [{ type: 'quantity', units: ['kg'] }, { quantity: '12.5', unit: 'kg' }, '12.5'],
  [{ type: 'quantity', units: ['kg', 'g'] }, { quantity: '12.5', unit: 'g' }, '12.5 克'],
  [{ type: 'yes_no' }, false, '否'],
  [{ type: 'choice', choices }, 'b', '乙'],
  [{ type: 'choice', choices, multiple: true }, ['a', 'b'], '甲、乙'],
  [{ type: 'input' }, { name: '吡虫啉', kind: 'pesticide', source: '示例店' }, '吡虫啉 · 示例店'],
  [{ type: 'place' }, { name: '三亚' }, '三亚'],
  [{ type: 'codes' }, ['1', '2'], '1、2'],
  [{ type: 'codes' }, Array.from({ length: 600 }, () => '1'), `${Array(500).fill('1').join('、')} … (600)`],
  [{ type: 'text', personal: true }, '示**', '示**'],
  [
    { type: 'rows', fields: [field({ type: 'number', unit: 'kg' })] },
    [{ x: '2' }, { x: '3' }],
    '1. 示例 2 千克; 2. 示例 3 千克',
  ],
])('a cell of %j with %j says %s', (f, value, said) => {
  expect(cellText(field(f), value, zh)).toBe(said)
})

test('a column of one unit is one of numbers, with the unit in its heading', () => {
  const [one, two] = [field({ type: 'quantity', units: ['kg'] }), field({ type: 'quantity', units: ['kg', 'g'] })]
  expect([unitOf(one), isNumeric(one), unitOf(two), isNumeric(two)]).toEqual(['kg', true, undefined, false])
})

test('what is asked for is in sight first, in the order of the form', () => {
  const drug = profiles.find((p) => p.id === 'drug')!
  const event = findEvent(drug, 'stock_in')!
  const shown = inSight(event.fields, 6)
  expect(shown).toHaveLength(6)
  expect(shown.filter((f) => f.required === true || f.required === 'law').length).toBeGreaterThanOrEqual(4)
  expect(shown).toEqual(event.fields.filter((f) => shown.includes(f)))
})

test('no field of any profile is without a cell', () => {
  for (const p of profiles)
    for (const e of p.events)
      for (const f of e.fields) expect(cellText(f, undefined, zh), `${p.id} ${e.id} ${f.key}`).toBeNull()
})
