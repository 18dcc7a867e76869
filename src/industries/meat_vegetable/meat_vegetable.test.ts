import { expect, test } from 'vitest'
import { DEALER, fact, faults, findings, issues, item, MAKER, party, type Step, walk } from '../edible/table.testing.ts'
import { meatVegetable } from './index.ts'

const ID = 'meat_vegetable'
const kg = (quantity: string) => ({ quantity, unit: 'kg' })
const CARD = { kind: 'circulation_card', number: 'C1' }
const seller = party({ licences: [CARD] })
const buyer = party({ partyId: DEALER, licences: [CARD] })
const parties = { actor: seller, counterpart: buyer }
const market = party({ partyId: 'party-market' })
const retailer = party({ partyId: DEALER, licences: [CARD] })

const filing = {
  operator_type: 'wholesaler',
  operator_name: '示例批发商',
  operator_number: '91460000MA00000000',
  operator_contact: '0898-1',
  operator_address: '海口',
  goods: 'meat',
  card: 'C1',
  card_kind: 'main',
  card_state: 'active',
  recorded_on: '2026-01-01',
}
const meatIn = {
  market: '示例批发市场',
  variety: '白条猪',
  weight: kg('100'),
  quarantine_certificate: 'JY-1',
  inspection_certificate: 'PZ-1',
  slaughterhouse: '示例屠宰厂',
  entered_on: '2026-11-01',
}
const vegetableIn = {
  market: '示例批发市场',
  variety: '豇豆',
  weight: kg('500'),
  origin_certificate: 'CD-1',
  entered_on: '2026-11-01',
}
const trade = { tran_id: 'T1', weight: kg('60'), traded_on: '2026-11-01' }
const retailIn = {
  goods: 'meat',
  in_on: '2026-11-02',
  tran_id: 'T1',
  quarantine_certificate: 'JY-1',
  weight: kg('60'),
  market: '示例菜市场',
}
const print = { scale: 'S1', printed: kg('1.5'), printed_on: '2026-11-02' }

const MEAT: readonly Step[] = [
  ['operator_register', filing],
  ['wholesale_in_meat', meatIn],
  ['entry_check', { check: 'certificate', paper: 'JY-1', checked_on: '2026-11-01' }, { actor: market }],
  ['market_test', { market: '示例批发市场', tested_on: '2026-11-01', result: 'pass' }, { actor: market }],
  ['wholesale_trade', trade, parties],
  ['retail_in', retailIn, { actor: retailer }],
  ['label_print', print, { actor: retailer }],
  ['retail_trade', { sold_on: '2026-11-02', stall: 'A12', trace_code: '1' }, { actor: retailer }],
]

const VEGETABLES: readonly Step[] = [
  ['wholesale_in_veg', vegetableIn],
  ['market_test', { market: '示例批发市场', tested_on: '2026-11-01', result: 'pass' }, { actor: market }],
  ['wholesale_trade', trade, parties],
  ['super_in', { goods: 'vegetable', in_on: '2026-11-02', tran_id: 'T1', weight: kg('60') }, { actor: retailer }],
  ['retail_trade', { sold_on: '2026-11-02', stall: 'A12' }, { actor: retailer }],
]

const CANTEEN: readonly Step[] = [
  ['wholesale_in_veg', vegetableIn],
  ['wholesale_trade', trade, parties],
  ['group_in', { goods: 'vegetable', in_on: '2026-11-02', tran_id: 'T1', weight: kg('60') }, { actor: retailer }],
  ['group_use', {}, { actor: retailer }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(meatVegetable)).toEqual([])
})

test.each([
  ['meat to the stall', MEAT],
  ['vegetables to the supermarket', VEGETABLES],
  ['vegetables to the canteen', CANTEEN],
])('the happy chain, %s, is accepted without a finding', (_, chain) => {
  expect(walk(meatVegetable, chain)).toEqual([])
})

test('the ten node types and four kinds of operator are there', () => {
  expect(meatVegetable.roles).toHaveLength(14)
})

test('a filing is of persons: their numbers, contacts and addresses are personal', () => {
  const personal = (event: string) =>
    meatVegetable.events.find((e) => e.id === event)?.fields.flatMap((f) => (f.personal ? [f.key] : []))
  expect(personal('operator_register')).toEqual(['operator_number', 'operator_contact', 'operator_address'])
  expect(personal('seller_file')).toEqual(['seller_contact', 'seller_number', 'seller_address'])
})

test.each([
  ['purchase_in', ['supplier_name', 'supplier_address', 'supplier_contact', 'purchased_on']],
  ['stop_sale', ['reason', 'stopped_on']],
])('%s: what the law names', (event, keys) => {
  const law = meatVegetable.events.find((e) => e.id === event)?.fields.filter((f) => f.required === 'law')
  expect(law?.map((f) => f.key)).toEqual(keys)
  expect(issues(meatVegetable, event, {}).filter((i) => keys.includes(i.split(' ')[0] ?? ''))).toHaveLength(keys.length)
})

const entered = [fact(ID, 'wholesale_in_meat', meatIn)]
const here = { items: [item(entered)] }

test.each([
  ['two cards', parties, []],
  ['a seller without card', { ...parties, actor: party() }, ['R-MV-CARD block']],
  [
    'a licence that is no card',
    { ...parties, actor: party({ licences: [{ ...CARD, kind: 'food_trade' }] }) },
    ['R-MV-CARD block'],
  ],
  ['a seller not filed', { ...parties, actor: party({ registered: false, licences: [CARD] }) }, ['R-MV-CARD block']],
  [
    'a card run out',
    { ...parties, actor: party({ licences: [{ ...CARD, validTo: '2026-11-01' }] }) },
    ['R-MV-CARD block'],
  ],
  ['a card good to this day', { ...parties, actor: party({ licences: [{ ...CARD, validTo: '2026-11-02' }] }) }, []],
  [
    'a card of tomorrow',
    { ...parties, actor: party({ licences: [{ ...CARD, validFrom: '2026-11-03' }] }) },
    ['R-MV-CARD block'],
  ],
  [
    'a card reported lost',
    { ...parties, ledger: [fact(ID, 'operator_register', { ...filing, card_state: 'lost' })] },
    ['R-MV-CARD block'],
  ],
  [
    'a lost main card and a second one',
    {
      ...parties,
      ledger: [
        fact(ID, 'operator_register', { ...filing, card_state: 'lost' }),
        fact(ID, 'operator_register', { ...filing, card: 'C2', card_kind: 'second' }),
      ],
    },
    [],
  ],
  ['a registered buyer without card', { ...parties, counterpart: party({ partyId: DEALER }) }, ['R-MV-CARD block']],
  ['a buyer that is not registered', { ...parties, counterpart: party({ partyId: DEALER, registered: false }) }, []],
])('trade with %s', (_, more, expected) => {
  expect(findings(meatVegetable, 'wholesale_trade', trade, { ...here, ...more })).toEqual(expected)
})

const bare = { ...meatIn, quarantine_certificate: '', inspection_certificate: ' ' }

test('meat from outside, with nothing known of it, needs a number', () => {
  expect(findings(meatVegetable, 'purchase_in', { goods: 'meat' })).toEqual(['R-MV-CERTNO block'])
})

test.each([
  ['with both', 'wholesale_in_meat', meatIn, [], []],
  ['with quarantine only', 'wholesale_in_meat', { ...bare, quarantine_certificate: 'JY' }, [], []],
  ['with inspection only', 'wholesale_in_meat', { ...bare, inspection_certificate: 'PZ' }, [], []],
  ['with neither', 'wholesale_in_meat', bare, [], ['R-MV-CERTNO block']],
  ['at the retail market with neither', 'retail_in', { goods: 'meat' }, [], ['R-MV-CERTNO block']],
  ['at the supermarket with neither', 'super_in', { goods: 'meat' }, [], ['R-MV-CERTNO block']],
  ['at the canteen with neither', 'group_in', { goods: 'meat' }, [], ['R-MV-CERTNO block']],
  ['from outside with neither', 'purchase_in', { goods: 'meat' }, [], ['R-MV-CERTNO block']],
  ['whose numbers the chain knows', 'retail_in', { goods: 'meat' }, entered, []],
  [
    'whose numbers the slaughterhouse gave',
    'retail_in',
    { goods: 'meat' },
    [fact('livestock', 'slaughter_out', { inspection_certificate: 'PZ' })],
    [],
  ],
  ['that is vegetables', 'retail_in', { goods: 'vegetable' }, [], []],
])('an entry of meat %s', (_, event, values, history, expected) => {
  expect(findings(meatVegetable, event, values, { items: [item(history)] })).toEqual(expected)
})

const bought = [...entered, fact(ID, 'retail_in', { ...retailIn, weight: kg('10') }, { partyId: DEALER })]
const printed = (weight: unknown, partyId = DEALER) => fact(ID, 'label_print', { printed: weight }, { partyId })

test.each([
  ['all that was bought', kg('10'), [], {}, []],
  ['a gram more', kg('10.001'), [], {}, ['R-MV-WEIGHT block']],
  ['the rest in jin', { quantity: '2', unit: 'jin' }, [printed(kg('9'))], {}, []],
  ['more than the rest in jin', { quantity: '2.01', unit: 'jin' }, [printed(kg('9'))], {}, ['R-MV-WEIGHT block']],
  ['what others printed does not count', kg('10'), [printed(kg('9'), MAKER)], {}, []],
  ['what is no longer there', kg('3'), [], { available: '2.5', unit: 'kg' }, ['R-MV-WEIGHT block']],
  ['what is there', kg('2.5'), [], { available: '2.5', unit: 'kg' }, []],
  ['of goods counted in boxes', kg('3'), [], { available: '1', unit: 'box' }, []],
])('labels for %s', (_, weight, more, state, expected) => {
  const items = [item([...bought, ...more], state)]
  expect(findings(meatVegetable, 'label_print', { ...print, printed: weight }, { actor: retailer, items })).toEqual(
    expected,
  )
})

test('labels for goods never bought are refused, with both weights said', () => {
  const facts = { actor: retailer, items: [item(entered)] }
  expect(findings(meatVegetable, 'label_print', print, facts)).toEqual(['R-MV-WEIGHT block'])
})

const failed = fact(ID, 'market_test', { result: 'fail', report: 'B1' })
const stop = fact(ID, 'stop_sale', {}, { partyId: 'party-market' })
const lifted = fact(ID, 'stop_lifted', {}, { partyId: 'party-market' })

test.each([
  ['a failed test upstream', [...entered, failed], ['R-MV-TESTFAIL-STOP block']],
  ['a failed entry test', [...entered, fact(ID, 'entry_check', { result: 'fail' })], ['R-MV-TESTFAIL-STOP block']],
  [
    'a failed test and its passed retest',
    [...entered, failed, fact(ID, 'market_test', { result: 'pass', retest_of: 'B1' })],
    [],
  ],
  ['a stop of the market', [...entered, stop], ['R-MV-STOP block']],
  ['a stop lifted', [...entered, stop, lifted], []],
  ['a stop that another lifted', [...entered, stop, { ...lifted, partyId: MAKER }], ['R-MV-STOP block']],
  ['a second stop', [...entered, stop, lifted, stop], ['R-MV-STOP block']],
  ['a recall', [...entered, fact(ID, 'recall', { recall_number: 'R' })], ['R-FD-RECALL block']],
  ['no source', [], ['R-ANY-CHAIN warn']],
])('a sale after %s', (_, history, expected) => {
  expect(findings(meatVegetable, 'retail_trade', {}, { items: [item(history)] })).toEqual(expected)
})

test.each([
  ['market_test', { result: 'fail' }, ['R-MV-TESTFAIL alarm']],
  ['market_test', { result: 'pass' }, []],
  ['entry_check', { check: 'none' }, ['R-MV-ENTRY warn']],
  ['entry_check', { check: 'none', result: 'pass' }, []],
  ['entry_check', { check: 'none', result: 'fail' }, ['R-MV-TESTFAIL alarm']],
  ['entry_check', { check: 'voucher' }, []],
  ['recall', {}, ['R-FD-RECALL-TASK task']],
])('%s %o', (event, values, expected) => {
  expect(findings(meatVegetable, event, values, here)).toEqual(expected)
})

test('expired goods are not sold', () => {
  const items = [item(entered, { expiresOn: '2026-11-01' })]
  expect(findings(meatVegetable, 'retail_trade', {}, { items })).toEqual(['R-FD-EXPIRED block'])
})
