import { expect, test } from 'vitest'
import type { RuleFacts } from '../../kernel/rule.ts'
import { fact, issues, item, party, type Step, walk } from '../edible/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { herb } from './index.ts'

const origin = { name: '海南万宁', divisionCode: '469006' }
const tested = { standard: '中国药典', report: 'T1', tested_on: '2026-11-01', result: 'pass' }
const by = (partyId: string): Partial<RuleFacts> => ({ actor: party({ partyId }) })
const recall = {
  ...{ recall_no: 'R1', lots: 'P1', reason: '重金属超标', level: '2', nature: 'real', ordered: 'voluntary' },
  ...{ sale_stopped_on: '2026-11-01', told_on: '2026-11-01', published: true, reported_on: '2026-11-01' },
}
const sold = {
  ...{ generic_name: '益智仁', strength: '净制', lot: 'P1', maker: '示例饮片', price: '80', sold_on: '2026-11-05' },
}

test('from the seed to the hospital, nothing is said', () => {
  const steps: Step[] = [
    ['seed', { plot: 'p1', variety: '益智', seed_source: '示例苗圃', base_name: '示例基地', base_place: origin }],
    ['plant', { plot: 'p1', planted_on: '2024-03-01', pesticides: '无' }],
    ['harvest', { plot: 'p1', harvested_on: '2026-06-01', part: '果实', origin }],
    ['market_trade', { traded_on: '2026-07-01', origin, price: '40' }],
    ['receive', { received_on: '2026-07-02', checked: true }, by('pieces')],
    ['test_material', tested, by('pieces')],
    ['pieces_produce', { began_on: '2026-07-05', ended_on: '2026-07-06', process: '净制', lot: 'P1' }, by('pieces')],
    ['pieces_test', { ...tested, report: 'T2' }, by('pieces')],
    ['store', { stored_on: '2026-07-07', location: origin }, by('pieces')],
    ['sale', sold, by('pieces')],
    ['receive', { received_on: '2026-07-20', checked: true }, by('hospital')],
    ['dispense', { dispensed_at: '2026-08-01T08:00:00+08:00' }, by('hospital')],
    ['recall', recall, by('pieces')],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-20' }, by('pieces')],
    [
      'destroy',
      {
        reason: '召回',
        executor: '甲',
        executor_id: '1',
        supervisor: '乙',
        supervisor_id: '2',
        destroyed_on: '2026-11-21',
      },
    ],
  ]
  expect(walk(herb, steps)).toEqual([])
})

test('herbs bought from outside, nothing is said', () => {
  const bought = { purchased_on: '2026-07-01', supplier_name: '示例合作社', material_lot: 'M1', origin, checked: true }
  expect(walk(herb, [['purchase', bought]])).toEqual([])
  expect(issues(herb, 'purchase', { ...bought, origin: undefined })).toEqual(['origin field.missing'])
  expect(issues(herb, 'market_trade', { traded_on: '2026-07-01' })).toEqual(['origin field.missing'])
})

const made = fact('herb', 'harvest')
const failed = fact('herb', 'test_material', { result: 'fail', report: 'T1' })
const retest = fact('herb', 'test_material', { result: 'pass', report: 'T2', retest_of: 'T1' })
const of = (...history: (typeof made)[]) => ({ items: [item(history)] })

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  ['not checked', 'purchase', { checked: false }, {}, ['R-HERB-CHECK warn: 未进行进货查验']],
  [
    'a failed test',
    'test_material',
    { result: 'fail' },
    of(made),
    ['R-HERB-TESTFAIL alarm: 检测不合格：停止销售、通知下游并报告'],
  ],
  [
    'traded after a failed test',
    'market_trade',
    {},
    of(made, failed),
    ['R-HERB-TESTFAIL-STOP block: 批次 B1 检测不合格，交易中止'],
  ],
  ['traded after the retest', 'market_trade', {}, of(made, failed, retest), []],
  ['pieces recalled', 'dispense', {}, of(made, fact('herb', 'recall', recall)), ['R-DR-BATCH block: B1 已被召回']],
  [
    'expired',
    'sale',
    {},
    { items: [item([made], { expiresOn: '2026-11-01' })] },
    ['R-DR-BATCH-EXPIRED block: B1 已过有效期'],
  ],
  [
    'a recall not reported',
    'recall',
    { ...recall, reported_on: undefined },
    of(made),
    ['R-DR-RECALL task: 尚待：向监管部门报告'],
  ],
  ['a destruction nobody watched', 'destroy', {}, of(made), ['R-DR-DESTROY block: 缺少执行人或监督人身份']],
  ['from nowhere', 'sale', {}, of(), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(herb, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((herb.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})
