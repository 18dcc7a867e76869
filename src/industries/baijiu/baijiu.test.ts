import { expect, test } from 'vitest'
import { fact, faults, findings, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { baijiu } from './index.ts'

const ID = 'baijiu'
const goods = { specification: '500ml/瓶', date_or_lot: '20261101', shelf_life: '无' }
const raw = {
  specification: '散装',
  date_or_lot: 'G1',
  shelf_life: '24个月',
  purchased_on: '2026-01-01',
  supplier_name: '示例粮库',
  supplier_address: '海口',
  supplier_contact: '0898-1',
  supplier_licence: 'L1',
  conformity_certificate: 'HG',
  evaluation: '合格供应商',
  contract: 'HT1',
  test_report: 'T1',
}
const stage = { processed_on: '2026-03-01', vessel: '1号', control: '温度28℃，正常' }

const CHAIN: readonly Step[] = [
  [
    'product_info',
    { product: '示例白酒', standard: 'GB/T 10781.1', recipe: '高粱、小麦、水', recorded_on: '2026-01-01' },
  ],
  ['equipment_info', { equipment: '1号罐', work: 'clean', recorded_on: '2026-01-01' }],
  ['facility_info', { facility: '酿造车间', recorded_on: '2026-01-01' }],
  ['staff_info', { staff_name: '示例员工', post: '酿酒', recorded_on: '2026-01-01' }],
  ['support', { kind: 'training', facts: '追溯培训', recorded_on: '2026-01-02' }],
  ['raw_in', raw],
  ['koji', stage],
  ['steam', stage],
  ['saccharify', stage],
  ['ferment', stage],
  ['distil', { ...stage, degree: '65' }],
  ['age', stage],
  ['blend', { ...stage, degree: '52' }],
  ['fill', { ...stage, degree: '52' }],
  ['store', { vessel: 'A-1', stored_on: '2026-10-01' }],
  ['release', { ...goods, grade: '优级', tested_on: '2026-11-01', result: 'pass', certificate: 'JY' }],
  ['sale', { ...goods, certificate: 'JY', sold_on: '2026-11-02' }],
  ['dealer_receive', { purchased_on: '2026-11-03' }],
  ['retail_sale', { sold_on: '2026-11-04' }],
  ['drill', { kind: 'drill', outcome: '2小时内查清去向', recorded_on: '2026-11-05' }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(baijiu)).toEqual([])
})

test('the happy chain from the grain to the shop is accepted without a finding', () => {
  expect(walk(baijiu, CHAIN)).toEqual([])
})

test('the stages rest on an opinion, not on law; the names of staff are personal', () => {
  const stages = baijiu.events.filter((e) => ['koji', 'ferment', 'distil', 'blend', 'fill'].includes(e.id))
  expect(stages.flatMap((e) => e.fields.filter((f) => f.confidence === 'law'))).toEqual([])
  const staff = baijiu.events.find((e) => e.id === 'staff_info')?.fields.filter((f) => f.personal)
  expect(staff?.map((f) => f.key)).toEqual(['staff_name', 'health'])
})

test.each([
  ['distil', { ...stage }, ['degree field.missing']],
  ['distil', { ...stage, degree: '91' }, ['degree field.too_large']],
  ['ferment', { processed_on: '2026-03-01' }, ['vessel field.missing']],
  ['raw_in', { ...raw, supplier_name: '' }, ['supplier_name field.missing']],
  ['sale', { ...goods, sold_on: '2026-11-02' }, ['certificate field.missing']],
])('%s: what is missing or wrong is said', (event, values, expected) => {
  expect(issues(baijiu, event, values)).toEqual(expected)
})

const made = [fact(ID, 'raw_in'), fact(ID, 'fill')]
const good = [...made, fact(ID, 'release', { result: 'pass' })]

test.each([
  ['released', 'sale', good, {}, []],
  ['not released', 'sale', made, {}, ['R-FD-RELEASE block']],
  ['blended again after the release', 'sale', [...good, fact(ID, 'blend')], {}, ['R-FD-RELEASE block']],
  ['aged after the release', 'sale', [...good, fact(ID, 'age')], {}, []],
  ['expired', 'retail_sale', good, { expiresOn: '2026-11-01' }, ['R-FD-EXPIRED block']],
  ['recalled', 'sale', [...good, fact(ID, 'recall', { recall_number: 'R' })], {}, ['R-FD-RECALL block']],
  ['failed a test', 'wholesale_out', [...good, fact(ID, 'test', { result: 'fail' })], {}, ['R-MV-TESTFAIL-STOP block']],
  ['from nowhere', 'sale', [], {}, ['R-ANY-CHAIN warn']],
])('%s', (_, event, history, more, expected) => {
  expect(findings(baijiu, event, {}, { items: [item(history, more)] })).toEqual(expected)
})

test('the shared rules hold here too', () => {
  expect(findings(baijiu, 'raw_in')).toEqual(['R-FD-RAW warn', 'R-FD-RAW-TEST task'])
  expect(findings(baijiu, 'test', { result: 'fail' })).toEqual(['R-MV-TESTFAIL alarm'])
  expect(findings(baijiu, 'recall')).toEqual(['R-FD-RECALL-TASK task'])
})
