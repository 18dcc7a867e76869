import { expect, test } from 'vitest'
import { DEALER, fact, faults, findings, issues, item, party, type Step, walk } from '../edible/table.testing.ts'
import { dairy } from './index.ts'

const collect = {
  owner: '示例畜主',
  result: 'pass',
  destination: '示例乳品厂',
  milked_at: '2026-11-01T05:00+08:00',
  measured_at: '2026-11-01T07:00+08:00',
  milk_temperature: '4',
  healthy: true,
  colostrum: false,
}
const sheet = {
  sheet: 'J-1',
  station: '示例收购站',
  handed_at: '2026-11-01T08:00+08:00',
  handler: '甲',
  escort: '乙',
  driver: '丙',
  receiver: '丁',
  transport_permit: 'ZY-1',
}
const intake = {
  result: 'pass',
  quality: '脂肪3.4%，蛋白3.1%',
  supplier_name: '示例收购站',
  supplier_contact: '0898-1',
  purchased_on: '2026-11-01',
  sheet: 'J-1',
  station_licence: 'SN-1',
}
const process = { processed_on: '2026-11-01', sterilisation: 'pasteurised', reconstituted: false }
const release = {
  tested_on: '2026-11-01',
  sensory: 'pass',
  physical: 'pass',
  hygiene: 'pass',
  additives: '无',
  sample_kept: true,
  result: 'pass',
  certificate: 'JY-1',
}
const sale = { made_on: '2026-11-01', lot: 'L1', certificate: 'JY-1', sold_on: '2026-11-02' }

const CHAIN: readonly Step[] = [
  [
    'farm_archive',
    {
      part: 'animals',
      breed: '荷斯坦',
      animals: '120',
      breeding: '见配种记录',
      tags: '已佩戴',
      origin: '自繁',
      in_out: '2025-03-01进场',
      recorded_on: '2026-10-01',
    },
  ],
  ['farm_archive', { part: 'prevention', facts: '口蹄疫免疫', recorded_on: '2026-10-02' }],
  ['milk_collect', collect],
  ['milk_transport', sheet],
  ['milk_intake', intake],
  ['process', process],
  ['release', release],
  ['sale', sale],
  ['dealer_receive', { purchased_on: '2026-11-02' }],
  ['wholesale_out', { variety: '鲜奶', specification: '250ml', destination: '示例超市', sold_on: '2026-11-02' }],
  ['retail_sale', { sold_on: '2026-11-03' }],
]

test('the profile says nothing of itself that cannot be', () => {
  expect(faults(dairy)).toEqual([])
})

test('the happy chain from the herdsman to the shop is accepted without a finding', () => {
  expect(walk(dairy, CHAIN)).toEqual([])
})

test.each([
  ['milk_collect', collect, ['owner', 'result']],
  ['milk_transport', sheet, ['station', 'handed_at', 'handler', 'escort', 'driver', 'receiver', 'transport_permit']],
  ['milk_intake', intake, ['result', 'quality', 'supplier_name', 'supplier_contact', 'purchased_on', 'sheet']],
  ['release', release, ['sensory', 'physical', 'hygiene', 'additives', 'sample_kept', 'certificate']],
  ['sale', sale, ['made_on', 'lot', 'certificate', 'sold_on']],
  [
    'dealer_in',
    {
      specification: '1L',
      supplier_name: '示例厂',
      supplier_contact: '0898-1',
      purchased_on: '2026-11-02',
      date_or_lot: 'L1',
    },
    ['specification', 'supplier_name', 'supplier_contact', 'purchased_on'],
  ],
])('%s: what its article names may not be missing', (event, values: Record<string, unknown>, keys) => {
  expect(issues(dairy, event, values)).toEqual([])
  for (const key of keys) {
    const { [key]: _, ...left } = values
    expect(issues(dairy, event, left)).toEqual([`${key} field.missing`])
    expect(dairy.events.find((e) => e.id === event)?.fields.find((f) => f.key === key)?.required).toBe('law')
  }
})

test('persons of the hand-over sheet are personal', () => {
  const personal = dairy.events
    .flatMap((e) => e.fields)
    .filter((f) => ['owner', 'handler', 'escort', 'driver', 'receiver'].includes(f.key))
  expect(personal.map((f) => f.personal)).toEqual([true, true, true, true, true])
})

test.each([
  ['at 4 °C after two hours', {}, []],
  ['at 4.1 °C after two hours', { milk_temperature: '4.1' }, ['R-FD-MILK-COLD block']],
  ['frozen', { milk_temperature: '-0.1' }, ['R-FD-MILK-COLD block']],
  ['still warm an hour after milking', { milk_temperature: '30', measured_at: '2026-11-01T06:59+08:00' }, []],
  ['untested animals', { healthy: false }, ['R-FD-MILK-REFUSE block']],
  ['colostrum', { colostrum: true }, ['R-FD-MILK-REFUSE block']],
  ['last day of withdrawal', { withdrawal_until: '2026-11-02' }, ['R-FD-MILK-REFUSE block']],
  ['the day after', { withdrawal_until: '2026-11-01' }, []],
  ['failed at the station', { result: 'fail' }, ['R-MV-TESTFAIL alarm']],
])('milk %s', (_, change, expected) => {
  expect(findings(dairy, 'milk_collect', { ...collect, ...change })).toEqual(expected)
})

test('a refusal for withdrawal says from when the milk may be bought', () => {
  const rule = dairy.judged?.find((r) => r.id === 'R-FD-MILK-REFUSE')
  const facts = {
    profile: 'dairy',
    event: 'milk_collect',
    happenedOn: '2026-11-02',
    happenedAt: '2026-11-02T08:00:00+08:00',
    values: { withdrawal_until: '2026-11-30' },
    actor: party(),
    items: [],
    ledger: [],
  }
  expect(rule?.judge(facts)?.from).toBe('2026-12-01')
})

const licence = { kind: 'raw_milk_purchase', number: 'SN-1', validTo: '2026-11-02' }

test.each([
  ['written at the gate', intake, [], []],
  ['filed and valid to this day', { ...intake, station_licence: '' }, [licence], []],
  ['expired', { ...intake, station_licence: '' }, [{ ...licence, validTo: '2026-11-01' }], ['R-FD-MILK-LICENCE block']],
  [
    'not yet valid',
    { ...intake, station_licence: '' },
    [{ ...licence, validFrom: '2026-11-03' }],
    ['R-FD-MILK-LICENCE block'],
  ],
  ['none', { ...intake, station_licence: '' }, [], ['R-FD-MILK-LICENCE block']],
  [
    'none but of another kind',
    { ...intake, station_licence: '' },
    [{ kind: 'food_trade', number: '1' }],
    ['R-FD-MILK-LICENCE block'],
  ],
])('licence of the station: %s', (_, values, licences, expected) => {
  const counterpart = party({ partyId: DEALER, licences })
  expect(
    findings(dairy, 'milk_intake', values, { counterpart, items: [item([fact('dairy', 'milk_transport')])] }),
  ).toEqual(expected)
})

const milk = [fact('dairy', 'milk_collect', { result: 'pass' })]
const badMilk = [fact('dairy', 'milk_intake', { result: 'fail' })]
const made = [...milk, fact('dairy', 'process')]
const good = [...made, fact('dairy', 'release', { result: 'pass' })]

test.each([
  ['released', 'sale', good, []],
  [
    'passed although one part failed',
    'sale',
    [...made, fact('dairy', 'release', { result: 'pass', hygiene: 'fail' })],
    ['R-FD-RELEASE block'],
  ],
  ['not tested', 'sale', made, ['R-FD-RELEASE block']],
  ['not tested, in the shop', 'retail_sale', made, ['R-FD-RELEASE block']],
  ['failed milk is not processed', 'process', badMilk, ['R-MV-TESTFAIL-STOP block']],
  ['failed milk leaves no station', 'milk_transport', badMilk, ['R-MV-TESTFAIL-STOP block']],
  ['raw milk needs no release', 'milk_transport', milk, []],
  ['recalled', 'wholesale_out', [...good, fact('dairy', 'recall', { recall_number: 'R' })], ['R-FD-RECALL block']],
  ['from nowhere', 'sale', [], ['R-ANY-CHAIN warn']],
  ['a recall opens work', 'recall', good, ['R-FD-RECALL-TASK task']],
])('%s', (_, event, history, expected) => {
  expect(findings(dairy, event, {}, { items: [item(history)] })).toEqual(expected)
})

test('expired dairy is not sold', () => {
  expect(findings(dairy, 'retail_sale', {}, { items: [item(good, { expiresOn: '2026-11-01' })] })).toEqual([
    'R-FD-EXPIRED block',
  ])
})

test('other materials are bought with papers', () => {
  expect(findings(dairy, 'raw_in', {})).toEqual(['R-FD-RAW warn', 'R-FD-RAW-TEST task'])
})
