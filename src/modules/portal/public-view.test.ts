import { expect, test } from 'vitest'
import { profiles } from '../../industries/index.ts'
import type { Profile, ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { publicFieldsOf } from '../trace/walk/rules.ts'
import type { Happening } from './facts/chain.ts'
import { publicSteps } from './facts/steps.ts'

/** A value of which every text can be found again, whatever becomes of it. */
function marked(field: ProfileField): unknown {
  const mark = `⟦${field.key}⟧`
  switch (field.type) {
    case 'number':
      return '777.125'
    case 'quantity':
      return { quantity: '777.125', unit: field.units[0] }
    case 'date':
      return '1999-09-09'
    case 'datetime':
      return '1999-09-09T09:09:00+08:00'
    case 'yes_no':
      return true
    case 'choice':
      return field.multiple ? field.choices.map((c) => c.id) : field.choices[0]!.id
    case 'codes':
      return [mark, `${mark}2`]
    case 'input':
      return { name: mark, kind: 'other', source: mark, registrationNumber: mark, substances: [mark] }
    case 'place':
      return { name: mark, divisionCode: '460000' }
    case 'rows':
      return [Object.fromEntries(field.fields.map((f) => [f.key, marked(f)]))]
    default:
      return mark
  }
}

/** An event with every field of its form filled, as the trace has it. */
const happened = (profile: Profile, event: ProfileEvent): Happening => ({
  ...{ eventId: `${profile.id} ${event.id}`, eventParty: 'p', partyId: 'p', holdingId: 'h', homeId: 'p', itemId: 'i' },
  ...{ profile: profile.id, unit: 'kg', delta: '0', eventTime: '2026-06-01T04:00:00Z', kind: event.move },
  ...{ step: event.step, declaredOrigin: null, archivedAt: null },
  fields: {
    ...{ profile: profile.id, event: event.id },
    ...Object.fromEntries(event.fields.map((f) => [f.key, marked(f)])),
  },
})

const everyEvent = profiles.flatMap((p) => p.events.map((e) => [`${p.id} ${e.id}`, p, e] as const))

test('all six industries are looked at', () => {
  expect(new Set(profiles.map((p) => p.industry)).size).toBeGreaterThanOrEqual(6)
  expect(everyEvent.length).toBeGreaterThan(200)
})

test.each(everyEvent)('%s shows in public what its profile makes public, and nothing else', (_, profile, event) => {
  const { steps } = publicSteps([happened(profile, event)])
  const isPublic = profile.publicView.events.includes(event.id)
  expect(steps.length).toBe(isPublic ? 1 : 0)
  const shown = JSON.stringify(steps)
  for (const field of event.fields) {
    if (isPublic && event.publicFields.includes(field.key)) continue
    expect(shown, field.key).not.toContain(`⟦${field.key}⟧`)
  }
  const labels = steps.flatMap((s) => s.fields.map((f) => f.label.zh))
  const allowed = event.fields.filter((f) => event.publicFields.includes(f.key)).map((f) => f.names.zh)
  expect(labels.filter((l) => !allowed.includes(l))).toEqual([])
  // what is personal is never public, whatever a profile says; the trace shows the same fields and no more
  const personal = event.fields.filter((f) => f.personal || (f.type === 'rows' && f.fields.some((r) => r.personal)))
  const outsiders = publicFieldsOf(profile.id, event.id)
  expect(outsiders.filter((key) => personal.some((f) => f.key === key))).toEqual([])
  expect(outsiders).toEqual(event.publicFields)
})

test.each(profiles.filter((p) => p.publicView.none).map((p) => [p.id, p] as const))(
  'of %s nothing is public, not even an event nobody knows',
  (_, profile) => {
    const strange = { ...happened(profile, profile.events[0]!), kind: 'produce', step: 'unknown', fields: null }
    const { steps } = publicSteps([strange, ...profile.events.map((e) => happened(profile, e))])
    expect(steps).toEqual([])
  },
)
