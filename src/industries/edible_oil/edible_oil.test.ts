import { expect, test } from 'vitest'
import { fact, faults, findings, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { yieldProblem } from '../yield.ts'
import { edibleOil } from './index.ts'

const ID = 'edible_oil'
const goods = { specification: '5L/瓶', date_or_lot: '20261101', shelf_life: '18个月' }
const raw = {
  goods: 'seed',
  gmo: 'no',
  specification: '散装',
  date_or_lot: 'H1',
  shelf_life: '12个月',
  purchased_on: '2026-10-01',
  supplier_name: '示例粮库',
  supplier_address: '海口',
  supplier_contact: '0898-1',
  supplier_licence: 'L1',
  conformity_certificate: 'HG',
}
const on = { processed_on: '2026-11-01' }

const CHAIN: readonly Step[] = [
  ['raw_in', raw],
  ['extract', { ...on, method: 'pressed' }],
  ['refine', on],
  ['tank_store', { tank: 'G01', stored_on: '2026-11-01' }],
  ['blend', { ...on, tank: 'G02' }],
  ['fill', { ...on, tank: 'G02', filling_batch: 'F1' }],
  ['release', { ...goods, tested_on: '2026-11-01', result: 'pass', certificate: 'JY' }],
  ['sale', { ...goods, certificate: 'JY', sold_on: '2026-11-02' }],
  ['dealer_receive', { purchased_on: '2026-11-03' }],
  ['wholesale_out', { ...goods, sold_on: '2026-11-03' }],
  ['retail_sale', { sold_on: '2026-11-04' }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(edibleOil)).toEqual([])
})

test('the happy chain from the seed to the shop is accepted without a finding', () => {
  expect(walk(edibleOil, CHAIN)).toEqual([])
})

test('oilseed and crude oil say whether they are genetically modified; packaging does not', () => {
  const { gmo: _, ...left } = raw
  expect(issues(edibleOil, 'raw_in', left)).toEqual(['gmo field.missing'])
  expect(issues(edibleOil, 'raw_in', { ...left, goods: 'crude' })).toEqual(['gmo field.missing'])
  expect(issues(edibleOil, 'raw_in', { ...left, goods: 'other' })).toEqual([])
})

test('a tanker without its last cargo and its cleaning warns, and nothing of it is called law', () => {
  expect(issues(edibleOil, 'tanker_load', { vehicle: '琼A00001', loaded_on: '2026-11-02' })).toEqual([
    'previous_cargo field.recommended',
    'cleaning field.recommended',
  ])
  const fields = edibleOil.events.find((e) => e.id === 'tanker_load')?.fields
  expect(fields?.filter((f) => f.confidence === 'law')).toEqual([])
})

test.each([
  ['extract', '1000', 'S20402', 'kg', '670', 'kg', undefined],
  ['extract', '1000', 'S20402', 'kg', '671', 'kg', 'yield.too_much'],
  ['fill', '1000', 'S20403', 'l', '200', 'bottle', undefined],
  ['refine', '100', 'S20402', 'kg', '126', 'l', 'yield.too_much'],
] as const)('%s of %s %s %s gives %s %s: %s', (event, quantity, from, unit, out, outUnit, expected) => {
  const to = event === 'fill' ? 'S20401' : event === 'refine' ? 'S20403' : 'S20402'
  const problem = yieldProblem(
    edibleOil.yields,
    event,
    [{ productClass: from, quantity, unit }],
    [{ productClass: to, quantity: out, unit: outUnit }],
  )
  expect(problem?.reason).toBe(expected)
})

const made = [fact(ID, 'raw_in'), fact(ID, 'fill')]
const good = [...made, fact(ID, 'release', { result: 'pass' })]

test.each([
  ['released', 'sale', good, {}, []],
  ['not released', 'sale', made, {}, ['R-FD-RELEASE block']],
  ['filled again after the release', 'sale', [...good, fact(ID, 'blend')], {}, ['R-FD-RELEASE block']],
  ['expired', 'retail_sale', good, { expiresOn: '2026-11-01' }, ['R-FD-EXPIRED block']],
  ['recalled', 'sale', [...good, fact(ID, 'recall', { recall_number: 'R' })], {}, ['R-FD-RECALL block']],
  ['failed a test', 'wholesale_out', [...good, fact(ID, 'test', { result: 'fail' })], {}, ['R-MV-TESTFAIL-STOP block']],
  ['from nowhere', 'sale', [], {}, ['R-ANY-CHAIN warn']],
])('%s', (_, event, history, more, expected) => {
  expect(findings(edibleOil, event, {}, { items: [item(history, more)] })).toEqual(expected)
})

test('the shared rules hold here too', () => {
  expect(findings(edibleOil, 'raw_in')).toEqual(['R-FD-RAW warn', 'R-FD-RAW-TEST task'])
  expect(findings(edibleOil, 'test', { result: 'fail' })).toEqual(['R-MV-TESTFAIL alarm'])
  expect(findings(edibleOil, 'recall')).toEqual(['R-FD-RECALL-TASK task'])
})
