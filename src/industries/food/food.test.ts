import { expect, test } from 'vitest'
import { DEALER, fact, faults, findings, issues, item, MAKER, party, type Step, walk } from '../edible/table.testing.ts'
import { food } from './index.ts'

const goods = { specification: '200g/袋', date_or_lot: '20261101', shelf_life: '6个月' }
const supplier = { supplier_name: '示例面粉厂', supplier_address: '海口市示例路1号', supplier_contact: '0898-00000000' }
const papers = { supplier_licence: 'SC10146010000001', conformity_certificate: 'HG-1', voucher: 'V-1' }
const rawIn = { goods: 'raw', ...goods, ...supplier, ...papers, purchased_on: '2026-10-20' }
const process = { operation: '烘烤', processed_on: '2026-11-01' }
const release = { ...goods, tested_on: '2026-11-01', result: 'pass', certificate: 'JY-1' }
const sale = { ...goods, certificate: 'JY-1', sold_on: '2026-11-02' }
const client = {
  client_name: '示例食品厂',
  client_address: '海口',
  client_contact: '0898-1',
  consignee_name: '示例超市',
  consignee_address: '三亚',
  consignee_contact: '0898-2',
}

const CHAIN: readonly Step[] = [
  [
    'product_info',
    { product: '示例饼干', standard: 'GB/T 20980', recipe: '小麦粉、白砂糖', recorded_on: '2026-10-01' },
  ],
  ['raw_in', rawIn],
  [
    'feed',
    {
      product_batch: 'P1',
      recipe_item: '小麦粉',
      amount: { quantity: '50', unit: 'kg' },
      fed_at: '2026-11-01T08:00+08:00',
    },
  ],
  ['process', process],
  ['release', release],
  ['pack', {}],
  ['contract_transport', { ...client, vehicle: '琼A00001', departed_at: '2026-11-02T06:00+08:00' }],
  ['sale', sale],
  ['dealer_receive', { purchased_on: '2026-11-03' }],
  ['wholesale_out', { ...goods, sold_on: '2026-11-04' }],
  ['retail_sale', { sold_on: '2026-11-05' }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(food)).toEqual([])
})

test('the happy chain from flour to the shop is accepted without a finding', () => {
  expect(walk(food, CHAIN)).toEqual([])
})

test('additives and imports have chains of their own', () => {
  expect(
    walk(food, [
      ['raw_in', rawIn],
      ['process', process],
      ['additive_release', release],
      ['additive_out', sale],
    ]),
  ).toEqual([])
  expect(
    walk(food, [
      [
        'import_in',
        {
          specification: '1L',
          made_on: '2026-08-01',
          lot: 'L8',
          shelf_life: '18个月',
          ...supplier,
          delivered_on: '2026-10-01',
        },
      ],
      ['wholesale_out', { ...goods, sold_on: '2026-11-04' }],
    ]),
  ).toEqual([])
})

test.each([
  ['raw_in', rawIn, ['specification', 'date_or_lot', 'shelf_life', 'purchased_on', ...Object.keys(supplier)]],
  ['dealer_in', { ...rawIn, goods: undefined }, ['specification', 'date_or_lot', 'shelf_life', 'purchased_on']],
  ['release', release, [...Object.keys(goods), 'certificate']],
  ['sale', sale, [...Object.keys(goods), 'certificate', 'sold_on']],
  ['wholesale_out', { ...goods, sold_on: '2026-11-04' }, [...Object.keys(goods), 'sold_on']],
  ['contract_store', { ...client, stored_on: '2026-11-02' }, Object.keys(client)],
  [
    'sale_outside',
    { ...goods, sold_on: '2026-11-04', buyer_name: '示例小店', buyer_address: '海口', buyer_contact: '0898-3' },
    ['buyer_name', 'buyer_address', 'buyer_contact'],
  ],
])('%s: what its article names may not be missing', (event, values: Record<string, unknown>, keys) => {
  for (const key of keys) {
    const field = food.events.find((e) => e.id === event)?.fields.find((f) => f.key === key)
    expect([key, field?.required, field?.confidence]).toEqual([key, 'law', 'law'])
    const { [key]: _, goods: kind, ...rest } = values
    const left = kind === undefined ? rest : { goods: kind, ...rest }
    expect(issues(food, event, left)).toEqual([`${key} field.missing`])
  }
})

const made = [fact('food', 'raw_in'), fact('food', 'process')]
const good = [...made, fact('food', 'release', { result: 'pass' })]
const fail = fact('food', 'test', { result: 'fail', report: 'T-1' })
const recall = fact('food', 'recall', { recall_number: 'R1', defect: 'label' })
const unsafe = fact('food', 'recall', { recall_number: 'R1', defect: 'safety' })
const remedied = fact('food', 'recall_remedied', { recall_number: 'R1' })

test.each([
  ['a supplier without licence warns', 'raw_in', { ...rawIn, supplier_licence: '' }, [], ['R-FD-RAW warn']],
  ['no certificate: to be tested', 'raw_in', { ...rawIn, conformity_certificate: ' ' }, [], ['R-FD-RAW-TEST task']],
  ['no certificate but tested', 'raw_in', { ...rawIn, conformity_certificate: '', own_test_report: 'T' }, [], []],
  ['released goods are sold', 'sale', sale, good, []],
  ['without a test no sale', 'sale', sale, made, ['R-FD-RELEASE block']],
  ['nor in the shop', 'retail_sale', {}, made, ['R-FD-RELEASE block']],
  ['failed release', 'sale', sale, [...made, fact('food', 'release', { result: 'fail' })], ['R-FD-RELEASE block']],
  [
    'the test of an ingredient is not that of the product',
    'sale',
    sale,
    [fact('food', 'process'), fact('food', 'release', { result: 'pass' }), ...made],
    ['R-FD-RELEASE block'],
  ],
  [
    'the test of another maker is not that of this one',
    'sale',
    sale,
    [...made, fact('food', 'release', { result: 'pass' }, { partyId: DEALER })],
    ['R-FD-RELEASE block'],
  ],
  ['goods only bought carry the papers of their maker', 'wholesale_out', {}, [fact('food', 'dealer_in')], []],
  ['a failed test stops the trade', 'sale', sale, [...good, fail], ['R-MV-TESTFAIL-STOP block']],
  ['a failed test of an ingredient too', 'retail_sale', {}, [fail, ...good], ['R-MV-TESTFAIL-STOP block']],
  [
    'a good test of something else does not lift it',
    'sale',
    sale,
    [...good, fail, fact('food', 'test', { result: 'pass', report: 'T-2' })],
    ['R-MV-TESTFAIL-STOP block'],
  ],
  [
    'a passed retest of the report lifts it',
    'sale',
    sale,
    [...good, fail, fact('food', 'test', { result: 'pass', retest_of: 'T-1' })],
    [],
  ],
  ['a failed test is told', 'test', { result: 'fail' }, good, ['R-MV-TESTFAIL alarm']],
  ['a passed one is not', 'test', { result: 'pass' }, good, []],
  ['recalled goods stay', 'wholesale_out', {}, [...good, recall], ['R-FD-RECALL block']],
  ['and what is made of them', 'sale', sale, [recall, ...good], ['R-FD-RECALL block']],
  ['a label put right may go on', 'sale', sale, [...good, recall, remedied], []],
  ['an unsafe food may not', 'sale', sale, [...good, unsafe, remedied], ['R-FD-RECALL block']],
  [
    'another recall put right says nothing of this one',
    'sale',
    sale,
    [...good, recall, { ...remedied, values: { recall_number: 'R2' } }],
    ['R-FD-RECALL block'],
  ],
  ['nor does another party', 'sale', sale, [...good, recall, { ...remedied, partyId: DEALER }], ['R-FD-RECALL block']],
  [
    'a failed test without number is not lifted by any other',
    'sale',
    sale,
    [...good, fact('food', 'test', { result: 'fail' }), fact('food', 'test', { result: 'pass' })],
    ['R-MV-TESTFAIL-STOP block'],
  ],
  ['what another chain made is for its own rules', 'retail_sale', {}, [fact('dairy', 'process')], []],
  ['a recall opens work', 'recall', {}, good, ['R-FD-RECALL-TASK task']],
  ['goods from nowhere', 'sale', sale, [], ['R-ANY-CHAIN warn']],
  ['goods from another chain have a source', 'retail_sale', {}, [fact('crop', 'harvest')], []],
])('%s', (_, event, values, history, expected) => {
  expect(findings(food, event, values, { items: [item(history)] })).toEqual(expected)
})

test('the licence filed by a registered supplier counts as seen', () => {
  const counterpart = party({ partyId: DEALER, licences: [{ kind: 'food_production', number: 'SC1' }] })
  const values = { goods: 'raw', purchased_on: '2026-11-01', conformity_certificate: 'HG' }
  expect(findings(food, 'raw_receive', values, { counterpart, items: [item(good)] })).toEqual([])
  expect(
    findings(food, 'raw_receive', values, { counterpart: party({ partyId: DEALER }), items: [item(good)] }),
  ).toEqual(['R-FD-RAW warn'])
})

test.each([
  ['2026-11-02', []],
  ['2026-11-01', ['R-FD-EXPIRED block']],
  [undefined, []],
])('on 2026-11-02, goods good until %s', (expiresOn, expected) => {
  const more = expiresOn === undefined ? {} : { expiresOn }
  expect(findings(food, 'retail_sale', {}, { items: [item(good, more)] })).toEqual(expected)
})

test('a finding names the goods it is about, and only them', () => {
  const bad = item(made, { identifier: 'B2' })
  const rule = food.judged?.find((r) => r.id === 'R-FD-RELEASE')
  const judgement = rule?.judge({
    profile: 'food',
    event: 'sale',
    happenedOn: '2026-11-02',
    happenedAt: '2026-11-02T08:00:00+08:00',
    values: {},
    actor: party({ partyId: MAKER }),
    items: [item(good), bad],
    ledger: [],
  })
  expect(judgement?.items).toEqual(['B2'])
  expect(judgement?.text.zh).toContain('B2')
})

test('raw meat is asked for its two certificates', () => {
  expect(issues(food, 'raw_in', { ...rawIn, goods: 'meat' })).toEqual([
    'quarantine_certificate field.recommended',
    'inspection_certificate field.recommended',
  ])
})
