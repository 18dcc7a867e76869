import { expect, test } from 'vitest'
import type { RuleFacts } from '../../kernel/rule.ts'
import { fact, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { RECALL, who } from '../input/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { feed } from './index.ts'

const maker = who('maker', ['feed_production'], ['maker'])
const dealer = who('dealer', [], ['dealer'])
const farm = who('farm', [], ['user'])

const raw = {
  ...{ name: '玉米', origin: '吉林', amount: { quantity: '10', unit: 't' }, shelf_life: '12个月', permit_no: '无需' },
  ...{ quality: '合格', supplier: '示例粮库', supplier_contact: '13900000000', bought_on: '2026-09-01' },
}
const made = {
  ...{
    permit_no: '饲料0001',
    permit_valid_to: '2029-01-01',
    lot: 'L1',
    made_on: '2026-09-10',
    expires_on: '2027-03-10',
  },
  ...{ process: '粉碎、混合、制粒', sample_kept: true, ingredients: '玉米、豆粕', guaranteed_analysis: '粗蛋白≥16%' },
  ...{ net_content: '40kg', storage: '阴凉干燥', directions: '直接饲喂', shelf_life: '180天', standard: 'Q/示例' },
  ...{
    medicated: true,
    drug_name: '示例药',
    drug_content: '50g/t',
    withdrawal_days: '7',
    animal_origin: true,
    ruminant_warning: true,
  },
}
const line = { permit_no: '饲料0001', specification: '40kg/袋', shelf_life: '180天' }
const sold = { ...line, sold_on: '2026-09-20', label_state: 'good' }
const used = { animals: '群1', fed: { quantity: '40', unit: 'kg' }, used_on: '2026-10-01' }

test('from the corn to the trough, nothing is said', () => {
  const steps: Step[] = [
    ['raw_in', raw, { actor: maker }],
    ['produce', made, { actor: maker }],
    ['label_check', { checked_on: '2026-09-10' }, { actor: maker }],
    [
      'out',
      { made_on: '2026-09-10', lot: 'L1', quality: '合格', sold_on: '2026-09-12', label_state: 'no_code' },
      { actor: maker, counterpart: dealer },
    ],
    ['receive', { ...line, received_on: '2026-09-13' }, { actor: dealer, counterpart: maker }],
    ['dealer_out', sold, { actor: dealer, counterpart: farm }],
    ['user_receive', { received_on: '2026-09-21' }, { actor: farm, counterpart: dealer }],
    ['use', used, { actor: farm }],
    ['repack', { repacked_on: '2026-09-11' }, { actor: maker }],
  ]
  expect(walk(feed, steps)).toEqual([])
})

test('bought outside, sold to a buyer outside, recalled', () => {
  const bought = {
    ...{
      ...line,
      permit_valid_to: '2029-01-01',
      maker: '示例饲料',
      supplier: '示例饲料',
      supplier_contact: '13900000000',
    },
    ...{ bought_on: '2026-09-10', supplier_licence_no: 'J1' },
  }
  const steps: Step[] = [
    ['dealer_in', bought, { actor: dealer }],
    ['retail', sold, { actor: dealer }],
    ['recall', RECALL, { actor: maker }],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-02' }, { actor: maker }],
    ['destroy', { destroyed_on: '2026-11-03', reason: '召回' }, { actor: maker }],
  ]
  expect(walk(feed, steps)).toEqual([])
})

const chain = [fact('feed', 'produce', made)]
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
  ['packed anew by a dealer', 'repack', {}, by(), ['R-FEED-REPACK block: 经营者不得拆包、分装']],
  ['unpacked by a dealer', 'unpack', {}, by(), ['R-FEED-REPACK block: 经营者不得拆包、分装']],
  [
    'packed anew by a maker who deals too',
    'repack',
    {},
    by(chain, { actor: who('m', ['feed_production'], ['maker', 'dealer']) }),
    [],
  ],
  [
    'animal matter and no warning',
    'produce',
    { ...made, ruminant_warning: false },
    { actor: maker },
    ['R-FEED-LABEL warn: 标签应标明“本产品不得饲喂反刍动物”'],
  ],
  ['no animal matter', 'produce', { ...made, animal_origin: false, ruminant_warning: undefined }, { actor: maker }, []],
  ['made without a licence', 'produce', made, { actor: dealer }, ['R-IN-LICENCE block: 本主体没有有效的许可证']],
  [
    'bought from a maker whose licence ran out',
    'dealer_in',
    { supplier_licence_valid_to: '2026-11-01' },
    { actor: dealer },
    ['R-IN-LICENCE block: 供货者许可证已过期'],
  ],
  [
    'the approval ran out',
    'retail',
    { ...sold, permit_valid_to: '2026-11-01' },
    by(),
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  [
    'past its shelf life',
    'dealer_out',
    sold,
    by(chain, { items: [item(chain, { expiresOn: '2026-11-01' })] }),
    ['R-IN-UNSALEABLE block: B1 已过有效期'],
  ],
  [
    'a damaged label',
    'retail',
    { ...sold, label_state: 'damaged' },
    by(),
    ['R-IN-UNSALEABLE block: 没有标签或标签残缺'],
  ],
  [
    'medicated, without a withdrawal period',
    'produce',
    { ...made, withdrawal_days: undefined },
    { actor: maker },
    ['R-IN-INTERVAL warn: 未填写安全间隔期或休药期'],
  ],
  ['a scan that says frozen', 'label_check', { scan_state: 'frozen' }, by(), ['R-IN-SCAN warn: 追溯码已冻结']],
  ['recalled', 'use', used, by([...chain, fact('feed', 'recall', RECALL)]), ['R-IN-RECALL block: B1 正在召回']],
  [
    'a recall nobody was told of',
    'recall',
    { ...RECALL, told_on: '' },
    by(),
    ['R-IN-RECALL-TASK task: 通知经营者和使用者停止销售、使用并召回'],
  ],
  ['from nowhere', 'use', used, by([]), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(feed, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((feed.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test.each([
  'name',
  'origin',
  'amount',
  'shelf_life',
  'permit_no',
  'quality',
  'supplier',
  'supplier_contact',
  'bought_on',
])('materials bought without %s are refused by law', (key) => {
  expect(issues(feed, 'raw_in', { ...raw, [key]: undefined })).toEqual([`${key} field.missing`])
})
