import { expect, test } from 'vitest'
import type { RuleFacts } from '../../kernel/rule.ts'
import { fact, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { RECALL, who } from '../input/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { seed } from './index.ts'
import { readSeedLabel, seedLabelFaults } from './label.ts'

const CODE = '46010000100000000001'
const label = (...lines: string[]) => lines.join('\n')
const LABEL = label('示例稻1号', '示例种业', CODE, 'https://t.example.cn/1')
const producer = who('producer', ['seed_licence'], ['producer'])
const dealer = who('dealer', [], ['dealer'])
const farm = who('farm', [], ['user'])
const origin = { name: '海南三亚', divisionCode: '460200' }

const made = {
  ...{
    lot: 'Z1',
    process: '精选、包衣',
    package: '1kg/袋',
    made_on: '2026-05-01',
    seed_kind: '主要农作物',
    variety: '示例稻1号',
  },
  ...{ permit_no: '国审稻20260001', permit_valid_to: '2036-01-01', suitable: '海南早稻', producer: '示例种业，海口' },
  ...{ quality: '大田用种', quarantine_no: 'Q1', licence_no: 'A1', purity: '99.5', germination: '90' },
  ...{ label_text: LABEL, unit_codes: [CODE] },
}
const sold = { variety: '示例稻1号', lot: 'Z1', sold_on: '2026-06-01', label_state: 'good', unit_codes: [CODE] }
const kept = {
  ...{
    seed_source: '自繁',
    origin,
    amount: { quantity: '1000', unit: 'kg' },
    quality: '合格',
    destination: '示例农资店',
  },
  ...{ sold_on: '2026-06-01', responsible: '负责人' },
}

test('from the field to the sower, nothing is said', () => {
  const steps: Step[] = [
    ['field', { plot: 'p1', crop: '水稻', variety: '示例稻1号', isolation: '500米' }, { actor: producer }],
    ['process', made, { actor: producer }],
    ['quarantine', { quarantine_no: 'Q1', quarantined_on: '2026-05-02' }, { actor: producer }],
    ['label_check', { checked_on: '2026-05-02', label_text: LABEL, scan_state: 'genuine' }, { actor: producer }],
    ['out', sold, { actor: producer, counterpart: dealer }],
    ['archive', kept, { actor: producer }],
    ['receive', { received_on: '2026-06-02' }, { actor: dealer, counterpart: producer }],
    ['sale', sold, { actor: dealer, counterpart: farm }],
    ['receive', { received_on: '2026-06-10' }, { actor: farm, counterpart: dealer }],
    ['use', { used_on: '2026-06-20', purpose: 'sowing' }, { actor: farm }],
  ]
  expect(walk(seed, steps)).toEqual([])
})

test('bought outside, sold to a buyer outside, recalled', () => {
  const bought = {
    ...{ seed_source: '示例种业', origin, quality: '合格', permit_no: '国审稻20260001', permit_valid_to: '2036-01-01' },
    ...{ supplier_licence_no: 'A1', bought_on: '2026-06-01' },
  }
  const steps: Step[] = [
    ['dealer_in', bought, { actor: dealer }],
    ['retail', sold, { actor: dealer }],
    ['recall', RECALL, { actor: producer }],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-02' }, { actor: producer }],
    ['destroy', { destroyed_on: '2026-11-03', reason: '召回' }, { actor: producer }],
  ]
  expect(walk(seed, steps)).toEqual([])
})

const chain = [fact('seed', 'process', made)]
const by = (history = chain, more: Partial<RuleFacts> = {}): Partial<RuleFacts> => ({
  actor: dealer,
  items: [item(history)],
  ...more,
})
const coded = { ...made, label_text: LABEL }

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  [
    'a label of three lines',
    'process',
    { ...coded, label_text: label('示例稻1号', '示例种业', CODE) },
    { actor: producer },
    ['R-SEED-LABEL alarm: 二维码缺少追溯网址'],
  ],
  [
    'a label without the variety',
    'label_check',
    { label_text: label('', '示例种业', CODE, 'https://x.cn') },
    by([]),
    ['R-SEED-LABEL alarm: 二维码缺少品种名称'],
  ],
  [
    'sold with a label of two lines',
    'retail',
    sold,
    by([fact('seed', 'process', { ...made, label_text: label('示例稻1号', '示例种业') })]),
    ['R-SEED-LABEL alarm: 二维码缺少单元识别代码'],
  ],
  [
    'a code given to another lot',
    'process',
    coded,
    { actor: producer, items: [item(chain)] },
    [`R-SEED-LABEL alarm: 单元识别代码 ${CODE} 已使用过`],
  ],
  [
    'a code sold before by the same party',
    'retail',
    sold,
    by([...chain, fact('seed', 'retail', sold, { partyId: 'dealer' })]),
    [`R-SEED-LABEL alarm: 单元识别代码 ${CODE} 已使用过`],
  ],
  [
    'a code sold on by another party',
    'sale',
    sold,
    by([...chain, fact('seed', 'sale', sold, { partyId: 'other' })]),
    [],
  ],
  [
    'a piece that was sold',
    'retail',
    { ...sold, unit_codes: undefined },
    by([], {
      items: [item([...chain, fact('seed', 'retail', {}, { partyId: 'other' })], { kind: 'piece', identifier: 'S1' })],
    }),
    ['R-SEED-LABEL alarm: 单元识别代码 S1 已使用过'],
  ],
  ['made without a licence', 'process', made, { actor: dealer }, ['R-IN-LICENCE block: 本主体没有有效的许可证']],
  [
    'bought from a company whose licence ran out',
    'dealer_in',
    { supplier_licence_valid_to: '2026-11-01' },
    { actor: dealer },
    ['R-IN-LICENCE block: 供货者许可证已过期'],
  ],
  [
    'the approval ran out',
    'sale',
    { ...sold, permit_valid_to: '2026-11-01' },
    by(),
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  [
    'past its shelf life',
    'sale',
    sold,
    by(chain, { items: [item(chain, { expiresOn: '2026-11-01' })] }),
    ['R-IN-UNSALEABLE block: B1 已过有效期'],
  ],
  ['no QR', 'retail', { ...sold, label_state: 'no_code' }, by(), ['R-IN-UNSALEABLE block: 标签没有二维码']],
  [
    'asked for from elsewhere',
    'label_check',
    { label_text: LABEL, scan_state: 'repeat' },
    by(),
    ['R-IN-SCAN warn: 多次在不同省份查询，请谨慎'],
  ],
  ['recalled', 'use', {}, by([...chain, fact('seed', 'recall', RECALL)]), ['R-IN-RECALL block: B1 正在召回']],
  [
    'a recall nobody was told of',
    'recall',
    { ...RECALL, told_on: '' },
    by(),
    ['R-IN-RECALL-TASK task: 通知经营者和使用者停止销售、使用并召回'],
  ],
  ['from nowhere', 'use', {}, by([]), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(seed, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((seed.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test.each([
  [LABEL, []],
  [LABEL.replaceAll('\n', '\r\n'), []],
  ['', ['缺少品种名称', '缺少生产经营者或进口商名称', '缺少单元识别代码', '缺少追溯网址']],
  [label('a', 'b', '46-1', 'd'), ['单元识别代码应为20位以内字母或数字']],
  [label('a', 'b', `${CODE}0`, 'd'), ['单元识别代码应为20位以内字母或数字']],
] as [string, string[]][])('the label %j lacks %j', (text, faults) => {
  expect(seedLabelFaults(text).map((f) => f.zh)).toEqual(faults)
})

test('a label is read line by line', () => {
  expect(readSeedLabel(LABEL)).toEqual({
    variety: '示例稻1号',
    producer: '示例种业',
    unitCode: CODE,
    address: 'https://t.example.cn/1',
  })
})

test.each(['seed_source', 'origin', 'amount', 'quality', 'destination', 'sold_on', 'responsible'])(
  'a file without %s is refused by law',
  (key) => {
    expect(issues(seed, 'archive', { ...kept, [key]: undefined })).toEqual([`${key} field.missing`])
  },
)
