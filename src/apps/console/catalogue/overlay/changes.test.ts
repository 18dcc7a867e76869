import { expect, test } from 'vitest'
import { profiles } from '../../../../industries/index.ts'
import { type Changes, changedEvent, choicesOf, countOf, diffOf, keyOf, tightenable, withEvent } from './changes.ts'

const crop = profiles.find((p) => p.id === 'crop')!
const team = {
  ...{ type: 'text' as const, key: 'd46_team', names: { zh: '作业队', en: 'Team' }, required: true as const },
  ...{ source: '示例', confidence: 'document' as const },
}
const optional = crop.events.find((e) => e.id === 'field_work')!.fields.find((f) => f.required === false)!
const changes: Changes = [
  { event: 'field_work', fields: [team], require: [{ key: optional.key, required: 'warn', source: '示例' }] },
]

test('the difference says what is added and what is asked for more strictly, from what to what', () => {
  expect(countOf(changes)).toEqual({ added: 1, stricter: 1 })
  expect(diffOf(crop, changes)).toMatchObject([
    { event: { id: 'field_work' }, added: [{ key: 'd46_team' }], stricter: [{ from: false, to: 'warn' }] },
  ])
  expect(diffOf(crop, [{ event: 'gone', fields: [], require: [] }])).toEqual([])
})

test('the preview is the event with both', () => {
  const event = changedEvent(crop, changes, 'field_work')!
  expect(event.fields.at(-1)).toMatchObject({ key: 'd46_team' })
  expect(event.fields.find((f) => f.key === optional.key)!.required).toBe('warn')
})

test('what is asked for already, or strictly, is not offered again', () => {
  const event = crop.events.find((e) => e.id === 'field_work')!
  expect(tightenable(event, undefined).map((f) => f.key)).toContain(optional.key)
  expect(tightenable(event, changes[0]).map((f) => f.key)).not.toContain(optional.key)
})

test.each([
  ['Work team', 'd46_work_team'],
  ['  No. 1 / GAP ', 'd46_no_1_gap'],
  ['作业队', undefined],
  ['x'.repeat(60), `d46_${'x'.repeat(36)}`],
])('the key of %j is %j', (english, key) => expect(keyOf('460000', english)).toBe(key))

test('choices are read line by line, or refused as a whole', () => {
  expect(choicesOf('合作社 | Cooperative\n\n散户｜Household')).toEqual([
    { id: 'cooperative', names: { zh: '合作社', en: 'Cooperative' } },
    { id: 'household', names: { zh: '散户', en: 'Household' } },
  ])
  for (const wrong of ['合作社 | Cooperative', '合作社\n散户 | Household', '甲 | A\n乙 | a', ''])
    expect(choicesOf(wrong)).toBeUndefined()
})

test('an event with nothing left falls out', () => {
  expect(withEvent(changes, { event: 'field_work', fields: [], require: [] })).toEqual([])
  expect(withEvent([], changes[0]!)).toEqual(changes)
})
