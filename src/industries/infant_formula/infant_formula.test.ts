import { expect, test } from 'vitest'
import { fact, faults, findings, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { infantFormula } from './index.ts'

const ID = 'infant_formula'
const formula = { kind: 'formula', number: 'YP1', brand: '示例牌', recorded_on: '2026-01-01' }
const ingredients = {
  kind: 'ingredients',
  number: 'BA1',
  formula: 'YP1',
  ingredient: '乳清粉',
  recorded_on: '2026-01-02',
}
const label = { kind: 'label', number: 'BA2', formula: 'YP1', brand: '示例牌', recorded_on: '2026-01-03' }
const raw = {
  specification: '25kg/袋',
  date_or_lot: 'W1',
  shelf_life: '24个月',
  purchased_on: '2026-10-01',
  supplier_name: '示例乳品厂',
  supplier_address: '海口',
  supplier_contact: '0898-1',
  supplier_licence: 'SC1',
  conformity_certificate: 'HG',
  test_report: 'T1',
}
const step = { processed_on: '2026-11-01', formula: 'YP1', process_batch: 'G1' }
const fill = { ...step, first_can: 'C0001', last_can: 'C9999', line: '1' }
const release = {
  tested_on: '2026-11-01',
  sensory: 'pass',
  physical: 'pass',
  hygiene: 'pass',
  additives: '符合',
  nutrients: 'pass',
  all_items: true,
  sample_kept: true,
  result: 'pass',
  certificate: 'JY',
}

const CHAIN: readonly Step[] = [
  ['filing', formula],
  ['filing', ingredients],
  ['filing', label],
  ['raw_in', raw],
  ['premix', step],
  ['dry', step],
  ['mix', step],
  ['fill', fill],
  ['release', release],
  ['pack', {}],
  ['sale', { made_on: '2026-11-01', lot: 'G1', certificate: 'JY', sold_on: '2026-11-02' }],
  ['dealer_receive', { purchased_on: '2026-11-02' }],
  ['retail_sale', { sold_on: '2026-11-03' }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(infantFormula)).toEqual([])
})

test('the happy chain is accepted without a finding', () => {
  expect(walk(infantFormula, CHAIN)).toEqual([])
})

test('it is marked as provisional, and only what the law says is law', () => {
  expect(infantFormula.names.zh).toContain('暂定')
  const invented = infantFormula.events
    .filter((e) => ['premix', 'dry', 'mix', 'fill'].includes(e.id))
    .flatMap((e) => e.fields.filter((f) => f.confidence === 'law'))
  expect(invented).toEqual([])
})

test.each(['nutrients', 'all_items', 'sensory', 'physical', 'hygiene'])('a release without %s is refused', (key) => {
  const { [key]: _, ...left } = release as Record<string, unknown>
  expect(issues(infantFormula, 'release', left)).toEqual([`${key} field.missing`])
})

const ledgerOf = (...values: readonly Record<string, unknown>[]) => values.map((v) => fact(ID, 'filing', v))

test.each([
  ['all filed', [formula, ingredients, label], []],
  ['formula not registered', [ingredients, label], ['R-FD-IFP-FILING block']],
  ['ingredients not filed', [formula, label], ['R-FD-IFP-FILING block']],
  ['label not filed', [formula, ingredients], ['R-FD-IFP-FILING block']],
  ['registration of another formula', [{ ...formula, number: 'YP2' }, ingredients, label], ['R-FD-IFP-FILING block']],
  ['valid to the day', [{ ...formula, valid_to: '2026-11-02' }, ingredients, label], []],
  ['run out', [{ ...formula, valid_to: '2026-11-01' }, ingredients, label], ['R-FD-IFP-FILING block']],
])('making: %s', (_, filings, expected) => {
  const items = [item([fact(ID, 'raw_in')])]
  expect(findings(infantFormula, 'mix', step, { ledger: ledgerOf(...filings), items })).toEqual(expected)
})

test.each([
  ['base powder is filled', 'fill', { classCode: 'S20302' }, []],
  ['finished formula is not filled again', 'fill', { classCode: 'S20301' }, ['R-FD-IFP-REPACK block']],
  ['nor mixed', 'mix', { classCode: 'S20301' }, ['R-FD-IFP-REPACK block']],
  ['a batch of cans is divided among buyers', 'split', { classCode: 'S20301' }, []],
  ['a can is not', 'split', { classCode: 'S20301', kind: 'pack' as const }, ['R-FD-IFP-REPACK block']],
])('%s', (_, event, more, expected) => {
  const items = [item([fact(ID, 'raw_in')], more)]
  const ledger = ledgerOf(formula, ingredients, label)
  expect(findings(infantFormula, event, step, { items, ledger })).toEqual(expected)
})

test.each([
  ['its own brand', { ...label }, []],
  ['another brand', { ...label, brand: '另一牌' }, ['R-FD-IFP-BRAND block']],
  ['another formula', { ...formula, number: 'YP2', brand: '另一牌' }, []],
])('a filing under %s', (_, values, expected) => {
  expect(findings(infantFormula, 'filing', values, { ledger: ledgerOf(formula) })).toEqual(expected)
})

const made = [fact(ID, 'raw_in'), fact(ID, 'fill')]
const good = [...made, fact(ID, 'release', release)]

test.each([
  ['fully tested', 'sale', good, []],
  ['not tested', 'sale', made, ['R-FD-IFP block']],
  [
    'without nutrients',
    'sale',
    [...made, fact(ID, 'release', { ...release, nutrients: undefined })],
    ['R-FD-IFP block'],
  ],
  [
    'not in all items',
    'retail_sale',
    [...made, fact(ID, 'release', { ...release, all_items: false })],
    ['R-FD-IFP block'],
  ],
  ['one part failed', 'sale', [...made, fact(ID, 'release', { ...release, physical: 'fail' })], ['R-FD-IFP block']],
  ['failed a test', 'sale', [...good, fact(ID, 'test', { result: 'fail' })], ['R-MV-TESTFAIL-STOP block']],
  ['recalled', 'sale', [...good, fact(ID, 'recall', { recall_number: 'R' })], ['R-FD-RECALL block']],
  ['from nowhere', 'sale', [], ['R-ANY-CHAIN warn']],
])('sale: %s', (_, event, history, expected) => {
  expect(findings(infantFormula, event, {}, { items: [item(history)] })).toEqual(expected)
})

test('the shared rules hold here too', () => {
  expect(findings(infantFormula, 'sale', {}, { items: [item(good, { expiresOn: '2026-11-01' })] })).toEqual([
    'R-FD-EXPIRED block',
  ])
  expect(findings(infantFormula, 'raw_in')).toEqual(['R-FD-RAW warn', 'R-FD-RAW-TEST task'])
  expect(findings(infantFormula, 'test', { result: 'fail' })).toEqual(['R-MV-TESTFAIL alarm'])
  expect(findings(infantFormula, 'recall')).toEqual(['R-FD-RECALL-TASK task'])
})
