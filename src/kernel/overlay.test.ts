import { expect, test } from 'vitest'
import { type OverlayChange, overlayProblem, withOverlay } from './overlay.ts'
import type { Profile, ProfileField } from './profile.ts'

const names = { zh: '示例', en: 'example' }
const field = (key: string, required: ProfileField['required'] = false): ProfileField => ({
  ...{ type: 'text', key, names, source: 'design' },
  required,
})
const profile: Profile = {
  ...{ id: 'crop', industry: 'agriculture', sector: 'crop', version: '1', effective: { from: '2020-01-01' } },
  ...{ names, roles: [], productClasses: [], units: ['kg'], rules: [], yields: [], retention: [] },
  publicView: { events: [], firstScan: false },
  events: [
    {
      ...{ id: 'harvest', names, object: 'plot', move: 'produce', step: 'commissioning', publicFields: [] },
      fields: [field('free'), field('told', 'warn'), field('asked', true), field('lawful', 'law')],
    },
  ],
}
const source = '琼示例发〔2026〕1号'
const change = (c: Partial<OverlayChange>): OverlayChange[] => [{ event: 'harvest', fields: [], require: [], ...c }]
const tighten = (key: string, required: true | 'warn') => change({ require: [{ key, required, source }] })

test.each([
  ['a field more', change({ fields: [field('province')] }), undefined],
  ['an optional field asked for', tighten('free', true), undefined],
  ['an optional field recommended', tighten('free', 'warn'), undefined],
  ['a recommended field asked for', tighten('told', true), undefined],
  ['nothing', change({}), 'overlay.empty'],
  ['an event that is not there', [{ ...change({ fields: [field('x')] })[0]!, event: 'fly' }], 'overlay.event_unknown'],
  ['one event twice', [...tighten('free', true), ...tighten('told', true)], 'overlay.event_twice'],
  ['a field that is not there', tighten('x', true), 'overlay.field_unknown'],
  ['a field that is there', change({ fields: [field('free')] }), 'overlay.field_there'],
  ['the same field twice', change({ fields: [field('x'), field('x')] }), 'overlay.field_there'],
  ['what the law asks only recommended', tighten('lawful', 'warn'), 'overlay.loosens'],
  ['what the law asks as a wish of ours', tighten('lawful', true), 'overlay.loosens'],
  ['what is asked only recommended', tighten('asked', 'warn'), 'overlay.loosens'],
  ['a field called law', change({ fields: [field('x', 'law')] }), 'overlay.field_not_law'],
])('an overlay of %s: %s', (_, changes, reason) => {
  expect(overlayProblem(profile, changes)?.reason).toBe(reason)
})

test('a profile with its overlay has the fields of both, and the stricter of the two requirements', () => {
  const changes = change({
    fields: [field('province', true), field('free', true)],
    require: [
      { key: 'free', required: 'warn', source },
      { key: 'lawful', required: 'warn', source },
    ],
  })
  const fields = withOverlay(profile, { changes }).events[0]!.fields
  expect(fields.map((f) => [f.key, f.required])).toEqual([
    ['free', 'warn'],
    ['told', 'warn'],
    ['asked', true],
    ['lawful', 'law'],
    ['province', true],
  ])
  expect(fields[0]?.source).toBe(`design; ${source}`)
})
