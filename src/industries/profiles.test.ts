import { expect, test } from 'vitest'
import { CODE_SCHEMES } from '../kernel/code-scheme.ts'
import { validateFields } from '../kernel/field-values.ts'
import type { Names } from '../kernel/names.ts'
import { dayField, type ProfileEvent, type ProfileField } from '../kernel/profile.ts'
import { judgeRules, type RuleFacts } from '../kernel/rule.ts'
import { findEvent, profileFor, profiles, rulesOn } from './index.ts'
import { sectors } from './sectors.ts'

/** Everything wrong with all profiles, as sentences; the tests below each look at one kind. */
function each<T>(find: (profile: (typeof profiles)[number]) => readonly T[]): T[] {
  return profiles.flatMap((profile) => find(profile))
}

/** Invariants of the first three chains: their production records and yields. */
const agricultural = (p: (typeof profiles)[number]) => p.industry === 'agriculture'

/** The fields of an event and those of its rows. */
const everyField = (e: ProfileEvent): readonly ProfileField[] =>
  e.fields.flatMap((f): readonly ProfileField[] => (f.type === 'rows' ? [f, ...f.fields] : [f]))

const twice = (ids: readonly string[]) => ids.filter((id, i) => ids.indexOf(id) !== i)
const bilingual = ({ zh, en }: Names) => /\p{Script=Han}/u.test(zh) && /^[\x20-\x7e–°³’]+$/.test(en)

test('every profile, role, event, field, choice and rule has a Chinese and an English name', () => {
  const wrong = each((p) =>
    [
      { id: p.id, names: p.names },
      ...p.roles.flatMap((r) => [
        { id: r.id, names: r.names },
        ...(r.licences ?? []).map((l) => ({ id: l.kind, names: l.names })),
      ]),
      ...p.rules.map((r) => ({ id: r.id, names: r.names })),
      ...(p.judged ?? []).map((r) => ({ id: r.id, names: r.names })),
      ...(p.authorities ?? []).map((a) => ({ id: `authority ${a.role}`, names: a.names })),
      ...(p.statistics ?? []).map((s) => ({ id: s.id, names: s.names })),
      ...p.events.map((e) => ({ id: e.id, names: e.names })),
      ...p.events.flatMap((e) =>
        everyField(e).flatMap((f) => [
          { id: `${e.id}.${f.key}`, names: f.names },
          ...(f.section ? [{ id: `${e.id}.${f.key} section`, names: f.section }] : []),
          ...(f.help ? [{ id: `${e.id}.${f.key} help`, names: f.help }] : []),
          ...(f.type === 'choice' ? f.choices.map((c) => ({ id: `${e.id}.${f.key}=${c.id}`, names: c.names })) : []),
        ]),
      ),
    ].flatMap(({ id, names }) => (bilingual(names) ? [] : [`${p.id} ${id}: ${names.zh} / ${names.en}`])),
  )
  expect(wrong).toEqual([])
})

test('ids are unique: profiles, events in a profile, rules in a profile, fields in an event, choices in a field', () => {
  expect(twice(profiles.map((p) => p.id))).toEqual([])
  const wrong = each((p) => [
    ...twice(p.events.map((e) => e.id)),
    ...twice([...p.rules, ...(p.judged ?? [])].map((r) => r.id)),
    ...twice((p.statistics ?? []).map((s) => s.id)),
    ...p.events.flatMap((e) => twice(e.fields.map((f) => f.key)).map((key) => `${e.id}.${key}`)),
    ...p.events.flatMap((e) =>
      everyField(e).flatMap((f) => [
        ...(f.type === 'choice' ? twice(f.choices.map((c) => c.id)) : []),
        ...(f.type === 'rows' ? twice(f.fields.map((r) => r.key)) : []),
      ]),
    ),
  ])
  expect(wrong).toEqual([])
})

test('every field, rule, yield, licence and retention says its source and how sure we are', () => {
  const wrong = each((p) =>
    [
      ...p.events.flatMap(everyField),
      ...p.rules,
      ...(p.judged ?? []),
      ...(p.authorities ?? []),
      ...(p.statistics ?? []),
      ...p.yields,
      ...p.retention,
      ...p.roles.flatMap((r) => r.licences ?? []),
    ].filter((fact) => !fact.source.trim() || !fact.confidence),
  )
  expect(wrong).toEqual([])
})

test('a field is required by law only where a law is its source, and a law is named by its article', () => {
  const wrong = each((p) =>
    p.events.flatMap((e) =>
      everyField(e)
        .filter(
          (f) =>
            (f.required === 'law' && f.confidence !== 'law') || (f.confidence === 'law' && !/第.+条/.test(f.source)),
        )
        .map((f) => `${p.id} ${e.id}.${f.key}: ${f.source}`),
    ),
  )
  expect(wrong).toEqual([])
})

test('a rule, a yield, a retention and the public page name only events that exist', () => {
  const wrong = each((p) => {
    const named = [
      ...[...p.rules, ...(p.judged ?? [])].flatMap((r) => r.on),
      ...(p.statistics ?? []).flatMap((s) => s.events),
      ...p.yields.map((y) => y.event),
      ...p.retention.flatMap((r) => r.events),
      ...p.publicView.events,
    ]
    return named.filter((id) => !findEvent(p, id)).map((id) => `${p.id}: ${id}`)
  })
  expect(wrong).toEqual([])
})

test('a public field exists, and names of persons, suppliers, inputs and papers of people are never public', () => {
  const neverPublic = /supplier|person|grower|witness|commissioned|carrier|file$|photo|input|maker|vehicle/
  const wrong = each((p) =>
    p.events.flatMap((e) =>
      e.publicFields
        .filter((key) => {
          const field = e.fields.find((f) => f.key === key)
          const inside = field?.type === 'rows' && field.fields.some((f) => f.personal)
          return !field || field.personal || inside || (agricultural(p) && neverPublic.test(key))
        })
        .map((key) => `${p.id} ${e.id}.${key}`),
    ),
  )
  expect(wrong).toEqual([])
})

test('the day of an event is the day it happened, not one of the goods or of a paper', () => {
  const ofTheGoods = (event: ProfileEvent, key: string) =>
    /valid_to|expires/.test(key) ||
    (/^(?:made|slaughtered)_on$/.test(key) &&
      event.fields.some((f) => /^(?:sold|traded|bought|recorded|delivered|left)_on$/.test(f.key)))
  const wrong = each((p) =>
    p.events.filter((e) => ofTheGoods(e, dayField(e)?.key ?? '')).map((e) => `${p.id} ${e.id}: ${dayField(e)?.key}`),
  )
  expect(wrong).toEqual([])
})

test('who can be reached or is named as a person is personal', () => {
  const ofThings = /^(?:drug|tran|sale_tran)_id$/
  const ofAPerson =
    /contact|phone|_id$|id_number|driver|escort|witness|customer|patient|doctor|worker|blaster|keeper|guardian|^person_|crew_/
  const wrong = each((p) =>
    p.events.flatMap((e) =>
      everyField(e)
        .filter(
          (f) =>
            (f.type === 'text' || f.type === 'code') && ofAPerson.test(f.key) && !ofThings.test(f.key) && !f.personal,
        )
        .map((f) => `${p.id} ${e.id}.${f.key}: ${f.names.zh}`),
    ),
  )
  expect(wrong).toEqual([])
})

test('a role named by an event is a role of the profile', () => {
  const wrong = each((p) =>
    p.events.flatMap((e) =>
      (e.roles ?? []).filter((id) => !p.roles.some((r) => r.id === id)).map((id) => `${e.id}: ${id}`),
    ),
  )
  expect(wrong).toEqual([])
})

test('a field that waits for another names one that stands before it, and values it can have', () => {
  const wrong = each((p) =>
    p.events.flatMap((e) =>
      [e.fields, ...e.fields.flatMap((f) => (f.type === 'rows' ? [f.fields] : []))].flatMap(
        (fields: readonly ProfileField[]) =>
          fields.flatMap((f, i) => {
            if (!f.when) return []
            const { key, in: values } = f.when
            const on = fields.slice(0, i).find((other) => other.key === key)
            const can =
              on?.type === 'choice' ? on.choices.map((c) => c.id) : on?.type === 'yes_no' ? ['true', 'false'] : []
            return values.length && values.every((v) => can.includes(v)) ? [] : [`${p.id} ${e.id}.${f.key}: ${key}`]
          }),
      ),
    ),
  )
  expect(wrong).toEqual([])
})

test('a scheme that a code field or a chain names is in the registry of codes', () => {
  const known = CODE_SCHEMES.map((s) => s.id)
  const wrong = each((p) => [
    ...(p.codeSchemes ?? []).filter((id) => !known.includes(id)).map((id) => `${p.id}: ${id}`),
    ...p.events.flatMap((e) =>
      everyField(e).flatMap((f) =>
        (f.type === 'code' || f.type === 'codes') && f.scheme && !known.includes(f.scheme)
          ? [`${p.id} ${e.id}.${f.key}: ${f.scheme}`]
          : [],
      ),
    ),
  ])
  expect(wrong).toEqual([])
})

test('a judged rule never throws, also on an event of which nothing is known', () => {
  const nobody = { partyId: 'a', registered: false, roles: [], licences: [] }
  const bare = (profile: string, event: string): RuleFacts => ({
    ...{ profile, event, happenedOn: '2026-06-01', happenedAt: '2026-06-01T00:00:00Z', values: {}, actor: nobody },
    ...{ items: [], ledger: [] },
  })
  for (const p of profiles)
    for (const event of new Set((p.judged ?? []).flatMap((r) => r.on)))
      for (const { rule, judgement } of judgeRules(p.judged ?? [], bare(p.id, event)))
        expect(bilingual(judgement.text), `${rule.id} ${judgement.text.zh} / ${judgement.text.en}`).toBe(true)
})

test('controlled goods show nothing in public', () => {
  const wrong = each((p) =>
    p.publicView.none ? [...p.publicView.events, ...p.events.flatMap((e) => e.publicFields)] : [],
  )
  expect(wrong).toEqual([])
})

test('a pattern is a regular expression and a limit lies in order', () => {
  for (const profile of profiles) {
    for (const field of profile.events.flatMap(everyField)) {
      if (field.type === 'code' && field.pattern) expect(() => new RegExp(field.pattern ?? '')).not.toThrow()
      if (field.type === 'number' && field.min && field.max) expect(Number(field.min)).toBeLessThan(Number(field.max))
    }
  }
})

test('every step that transforms farm goods, but merging and splitting, has a yield, and a yield is above zero', () => {
  const wrong = each((p) =>
    (agricultural(p) ? p.events : [])
      .filter(
        (e) => e.move === 'transform' && !['merge', 'split'].includes(e.id) && !p.yields.some((y) => y.event === e.id),
      )
      .map((e) => `${p.id} ${e.id}`),
  )
  expect(wrong).toEqual([])
  expect(each((p) => p.yields.filter((y) => !(Number(y.maxRatio) > 0)))).toEqual([])
})

test('where inputs with an interval are used, goods that come into being are checked for it', () => {
  const wrong = each((p) => {
    const withInterval = p.events.some((e) => e.fields.some((f) => f.key === 'interval_days'))
    const own = p.events.filter((e) => e.move === 'produce' && e.object !== 'batch')
    const checked = p.rules.filter((r) => r.when === 'safety_interval' && r.action === 'block').flatMap((r) => r.on)
    return withInterval ? own.filter((e) => !checked.includes(e.id)).map((e) => `${p.id} ${e.id}`) : []
  })
  expect(wrong).toEqual([])
})

test('every use of an input on a farm is checked against the banned list and its record for what the law asks', () => {
  const wrong = each((p) =>
    (agricultural(p) ? p.events : [])
      .filter((e) => e.fields.some((f) => f.type === 'input' && f.key === 'input'))
      .filter((e) => {
        const rules = rulesOn(p, e.id)
        const blocks = rules.some((r) => r.when === 'banned_input' && r.action === 'block')
        return !blocks || !rules.some((r) => r.when === 'record_complete')
      })
      .map((e) => `${p.id} ${e.id}`),
  )
  expect(wrong).toEqual([])
})

test('production records of farms are kept two years at least', () => {
  const wrong = each((p) =>
    (agricultural(p) ? p.events : [])
      .filter((e) => e.move === 'record' && e.object !== 'batch')
      .filter((e) => !p.retention.some((r) => r.months >= 24 && r.events.includes(e.id)))
      .map((e) => `${p.id} ${e.id}`),
  )
  expect(wrong).toEqual([])
})

test.each([
  ['0103S01', 'crop'],
  ['010406S01', 'crop'],
  ['0103S9001', 'crop'],
  ['02S0101', 'livestock'],
  ['02S0401', 'livestock'],
  ['03S010101', 'fishery'],
  ['03S9001', 'fishery'],
  ['04', undefined],
  ['', undefined],
])('the profile of product class %s is %s', (code, id) => {
  expect(profileFor(code)?.id).toBe(id)
})

test('a profile is found only on days it is in force', () => {
  expect(profileFor('0103S01', '2023-01-01')?.id).toBe('crop')
  expect(profileFor('0103S01', '2022-12-31')).toBeUndefined()
})

const spraying = {
  plot: 'plot-1',
  input: { name: '吡虫啉', kind: 'pesticide', source: '示例农资店' },
  method: 'spray',
  amount: { quantity: '30', unit: 'g' },
  used_on: '2026-05-01',
  stopped_on: '2026-05-01',
  target: '蚜虫',
  maker: '示例农药厂',
  interval_days: '7',
}

test('a spraying as a farmer records it is accepted by the profile', () => {
  const event = findEvent(profiles[0]!, 'pesticide_use')!
  expect(validateFields(event, spraying)).toEqual([])
})

test.each(['plot', 'input', 'method', 'amount', 'used_on', 'stopped_on', 'target', 'maker'])(
  'a spraying without %s is refused, because the law asks for it',
  (key) => {
    const event = findEvent(profiles[0]!, 'pesticide_use')!
    const issues = validateFields(event, { ...spraying, [key]: undefined })
    expect(issues).toEqual([{ key, reason: 'field.missing', level: 'error' }])
    expect(event.fields.find((f) => f.key === key)?.required).toBe('law')
  },
)

test('the list of sectors that needs no profile names those of the profiles', () => {
  const listed: readonly string[] = sectors
  expect(profiles.map((p) => p.sector).filter((s) => !listed.includes(s))).toEqual([])
})
