import { expect, test } from 'vitest'
import type { RuleFacts } from '../../kernel/rule.ts'
import { fact, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { RECALL, who } from '../input/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { fertiliser } from './index.ts'

const maker = who('maker', ['fertiliser_production'], ['maker'])
const dealer = who('dealer', [], ['dealer'])
const farm = who('farm', [], ['user'])

const made = {
  ...{ permit_no: '农肥(2024)准字0001号', permit_valid_to: '2029-01-01', specification: '40kg/袋', lot: 'F1' },
  ...{ made_on: '2026-03-01', nutrients: 'N-P-K 15-15-15' },
}
const sold = {
  specification: '40kg/袋',
  maker: '示例肥业',
  sold_on: '2026-04-01',
  usable_on: '水稻',
  label_state: 'good',
}
const used = { source: '示例农资店', method: '撒施', dose: '40kg/亩', used_on: '2026-05-01', stopped_on: '2026-05-01' }
const bought = {
  ...{
    permit_no: 'F0001',
    permit_valid_to: '2029-01-01',
    specification: '40kg/袋',
    maker: '示例肥业',
    supplier: '示例肥业',
  },
  ...{ supplier_contact: '13900000000', bought_on: '2026-03-20', supplier_licence_no: 'J1' },
}

test('from the factory to the field, nothing is said', () => {
  const raw = {
    ...{ name: '尿素', specification: '总氮46%', amount: { quantity: '10', unit: 't' }, supplier: '示例化工' },
    ...{ supplier_contact: '13900000000', bought_on: '2026-02-01' },
  }
  const steps: Step[] = [
    ['raw_in', raw, { actor: maker }],
    ['produce', made, { actor: maker }],
    ['label_check', { checked_on: '2026-03-01', permit_no: 'F0001' }, { actor: maker }],
    [
      'out',
      { specification: '40kg/袋', lot: 'F1', sold_on: '2026-03-10', label_state: 'no_code' },
      { actor: maker, counterpart: dealer },
    ],
    ['receive', { received_on: '2026-03-12' }, { actor: dealer, counterpart: maker }],
    ['dealer_out', sold, { actor: dealer, counterpart: farm }],
    ['receive', { received_on: '2026-04-02' }, { actor: farm, counterpart: dealer }],
    ['use', used, { actor: farm }],
  ]
  expect(walk(fertiliser, steps)).toEqual([])
})

test('bought outside, sold to a buyer outside, recalled', () => {
  const steps: Step[] = [
    ['dealer_in', bought, { actor: dealer }],
    ['retail', sold, { actor: dealer }],
    ['recall', RECALL, { actor: maker }],
    ['recall_end', { recall_no: 'R1', outcome: 'lifted', ended_on: '2026-11-02' }, { actor: maker }],
    ['destroy', { destroyed_on: '2026-11-03', reason: '结块' }, { actor: maker }],
  ]
  expect(walk(fertiliser, steps)).toEqual([])
})

const chain = [fact('fertiliser', 'produce', made)]
const by = (history = chain, more: Partial<RuleFacts> = {}): Partial<RuleFacts> => ({
  actor: dealer,
  items: [item(history)],
  ...more,
})

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  [
    'bought from a maker whose licence ran out',
    'dealer_in',
    { ...bought, supplier_licence_valid_to: '2026-11-01' },
    { actor: dealer },
    ['R-IN-LICENCE block: 供货者许可证已过期'],
  ],
  [
    'the registration ran out',
    'produce',
    { ...made, permit_valid_to: '2026-11-01' },
    { actor: maker },
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  ['no label', 'retail', { ...sold, label_state: 'no_label' }, by(), ['R-IN-UNSALEABLE block: 没有标签或标签残缺']],
  [
    'past its expiry',
    'out',
    {},
    by(chain, { items: [item(chain, { expiresOn: '2026-11-01' })] }),
    ['R-IN-UNSALEABLE block: B1 已过有效期'],
  ],
  [
    'a scan that does not fit',
    'label_check',
    { scan_state: 'mismatch' },
    by(),
    ['R-IN-SCAN warn: 追溯码与登记信息不符'],
  ],
  ['recalled', 'use', used, by([...chain, fact('fertiliser', 'recall', RECALL)]), ['R-IN-RECALL block: B1 正在召回']],
  [
    'a recall nobody was told of',
    'recall',
    { ...RECALL, told_on: '' },
    by(),
    ['R-IN-RECALL-TASK task: 通知经营者和使用者停止销售、使用并召回'],
  ],
  ['from nowhere', 'retail', sold, by([]), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(fertiliser, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((fertiliser.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test.each(['source', 'method', 'dose', 'used_on', 'stopped_on'])('a use without %s is refused by law', (key) => {
  expect(issues(fertiliser, 'use', { ...used, [key]: undefined })).toEqual([`${key} field.missing`])
})
