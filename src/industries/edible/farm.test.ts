import { expect, test } from 'vitest'
import { crop } from '../crop/index.ts'
import { fishery } from '../fishery/index.ts'
import { livestock } from '../livestock/index.ts'
import { DEALER, fact, faults, findings, issues, item, type Step, walk } from './table.testing.ts'

const FARM = [crop, livestock, fishery]
const fieldTest = {
  grower: '示例农户',
  plot_name: '东坡3号',
  items: '农药残留',
  result: 'pass',
  tester: '示例检测员',
  tested_at: '2026-11-01T08:00+08:00',
  report: 'T-1',
}
const exit = {
  report: 'T-1',
  vehicle: '琼A00001',
  driver: '示例司机',
  destination: '广州',
  checkpoint: '秀英港',
  checked_at: '2026-11-01T18:00+08:00',
  outcome: 'passed',
}
const base = { base: '示例基地', area: { quantity: '50', unit: 'mu' }, products: '豇豆', recorded_on: '2026-01-01' }
const bought = { common_name: '示例饲料', maker: '示例厂', lot: 'L1', made_on: '2026-09-01', recorded_on: '2026-10-01' }

const VEGETABLES: readonly Step[] = [
  ['base_filing', base],
  ['harvest', { plot: 'plot-1', harvested_on: '2026-11-01' }],
  ['field_test', fieldTest],
  ['exit_permit', exit],
  ['dispatch', {}],
]
const FISH: readonly Step[] = [
  ['base_filing', base],
  ['feed_purchase', bought],
  ['drug_purchase', { ...bought, dosage_form: '粉剂', substances: '示例成分10%' }],
  ['sea_catch', { caught_on: '2026-11-01', vessel: '琼渔00001', sea_area: '北部湾', species: '示例鱼' }],
  ['label_print', { trace_code: '1', printed_on: '2026-11-01', printed: '100', used: '98', destroyed: '2' }],
  ['dispatch', { transport_mode: '冷藏车' }],
]
const PIGS: readonly Step[] = [
  ['base_filing', { ...base, area: { quantity: '5', unit: 'ha' } }],
  ['breeding', { group: 'Q1', facts: '配种12头', bred_on: '2026-01-01' }],
  ['disinfection', { group: 'Q1', agent: '示例消毒剂', done_on: '2026-01-02' }],
  ['off_take', { group: 'Q1', left_on: '2026-11-01', origin_quarantine: 'CD-1' }],
  [
    'slaughter_intake',
    {
      origin: '示例猪场',
      quarantine_certificate: 'CD-1',
      supplier_name: '示例猪场',
      supplier_address: '定安',
      supplier_contact: '0898-1',
      arrived_on: '2026-11-01',
      forged_suspected: false,
    },
  ],
  ['slaughter_test', { items: '瘦肉精', samples: '5', tested_on: '2026-11-01', result: 'pass' }],
]

test.each([
  ['vegetables off the island', crop, VEGETABLES],
  ['fish from the sea', fishery, FISH],
  ['pigs to the slaughterhouse', livestock, PIGS],
])('the happy chain, %s, is accepted without a finding', (_, profile, chain) => {
  expect(walk(profile, chain)).toEqual([])
})

test.each(FARM.map((p) => [p.id, p] as const))('%s says nothing of itself that cannot be', (_, profile) => {
  expect(faults(profile)).toEqual([])
})

test.each(FARM.map((p) => [p.id, p] as const))('%s: two offices for two times, never both', (_, profile) => {
  const at = (date: string) =>
    profile.authorities?.filter((a) => (a.from ?? '') <= date && (a.to === undefined || date < a.to)).length
  expect([at('2018-12-31'), at('2019-01-01')]).toEqual([1, 1])
})

test('growers, testers, drivers and takers are personal', () => {
  const keys = ['grower', 'tester', 'driver', 'taken_by']
  const found = fishery.events.flatMap((e) => e.fields).filter((f) => keys.includes(f.key))
  expect(found.map((f) => [f.key, f.personal])).toEqual(
    ['taken_by', 'taken_by', 'grower', 'tester', 'driver'].map((k) => [k, true]),
  )
})

test.each([...Object.keys(fieldTest)])('a field test without %s is refused', (key) => {
  const { [key]: _, ...left } = fieldTest as Record<string, unknown>
  expect(issues(crop, 'field_test', left)).toEqual([`${key} field.missing`])
})

const harvest = fact('crop', 'harvest')
const passed = fact('crop', 'field_test', fieldTest)
const failed = fact('crop', 'field_test', { ...fieldTest, result: 'fail' })
const retest = fact('crop', 'field_test', { ...fieldTest, report: 'T-2', retest_of: 'T-1' })

test.each([
  ['with its report', 'exit_permit', exit, [harvest, passed], []],
  ['without a report number', 'exit_permit', { ...exit, report: '' }, [harvest, passed], ['R-HN-EXIT warn']],
  [
    'with the report of something else',
    'exit_permit',
    { ...exit, report: 'T-9' },
    [harvest, passed],
    ['R-HN-EXIT warn'],
  ],
  ['never tested', 'exit_permit', exit, [harvest], ['R-HN-EXIT warn']],
  ['failed', 'exit_permit', exit, [harvest, failed], ['R-HN-EXIT warn', 'R-MV-TESTFAIL-STOP block']],
  ['failed and let off by nobody', 'exit_permit', { ...exit, outcome: 'refused' }, [harvest, failed], []],
  ['failed, sold', 'dispatch', {}, [harvest, failed], ['R-MV-TESTFAIL-STOP block']],
  ['failed, retested, sold', 'dispatch', {}, [harvest, failed, retest], []],
  [
    'failed at the market',
    'retail_sale',
    {},
    [harvest, fact('crop', 'wholesale_entry', { result: 'fail' })],
    ['R-MV-TESTFAIL-STOP block'],
  ],
  ['from nowhere', 'dispatch', {}, [], ['R-ANY-CHAIN warn']],
  ['bought', 'dispatch', {}, [fact('crop', 'purchase_in')], []],
])('goods %s', (_, event, values, history, expected) => {
  expect(findings(crop, event, values, { items: [item(history)] })).toEqual(expected)
})

test('a failed field test goes to the authority and opens the work of destroying and tracing', () => {
  const facts = { items: [item([harvest])] }
  expect(findings(crop, 'field_test', { ...fieldTest, result: 'fail' }, facts)).toEqual([
    'R-HN-DESTROY task',
    'R-MV-TESTFAIL alarm',
  ])
  expect(findings(crop, 'field_test', fieldTest, facts)).toEqual([])
})

test('past its shelf life nothing of the farm is sold', () => {
  for (const [profile, made] of [
    [crop, 'harvest'],
    [livestock, 'off_take'],
    [fishery, 'catch'],
  ] as const) {
    const items = [item([fact(profile.id, made)], { expiresOn: '2026-11-01' })]
    expect(findings(profile, 'dispatch', {}, { items })).toEqual(['R-FD-EXPIRED block'])
  }
})

const pigs = [fact('livestock', 'off_take')]

test.each([
  ['in withdrawal to this day', { withdrawal_until: '2026-11-02' }, ['R-AG-WITHDRAWAL block']],
  ['a day after withdrawal', { withdrawal_until: '2026-11-01' }, []],
  ['with a certificate that looks forged', { forged_suspected: true }, ['R-MEAT-INTAKE-FORGED block', 'AG-4 alarm']],
])('pigs %s', (_, values, expected) => {
  expect(findings(livestock, 'slaughter_intake', values, { items: [item(pigs)] })).toEqual(expected)
})

test.each([
  ['slaughter_out', fact('livestock', 'slaughter_test', { result: 'fail' }), ['R-MV-TESTFAIL-STOP block']],
  ['dispatch', fact('livestock', 'slaughter_recall', {}, { partyId: DEALER }), ['R-FD-RECALL block']],
  ['dispatch', fact('livestock', 'slaughter', {}), []],
])('meat: %s after %o', (event, last, expected) => {
  expect(findings(livestock, event, {}, { items: [item([...pigs, last])] })).toEqual(expected)
})

test('a failed test and a recall at the slaughterhouse are told', () => {
  expect(findings(livestock, 'slaughter_test', { result: 'fail' })).toEqual(['R-MV-TESTFAIL alarm'])
  expect(findings(livestock, 'slaughter_recall')).toEqual(['R-FD-RECALL-TASK task'])
})

test.each([
  [{ printed: '100', used: '98', destroyed: '2' }, []],
  [{ printed: '100', used: '99', destroyed: '2' }, ['R-AQ-LABEL warn']],
  [{ printed: '100' }, []],
])('labels %o', (values, expected) => {
  expect(findings(fishery, 'label_print', values, { items: [item([fact('fishery', 'catch')])] })).toEqual(expected)
})

test.each([
  ['fishery', fishery],
  ['livestock', livestock],
] as const)('%s: goods from nowhere break the chain', (_, profile) => {
  expect(findings(profile, 'dispatch', {}, { items: [item([])] })).toEqual(['R-ANY-CHAIN warn'])
})
