import type { ProfileAuthority, ProfileEvent, ProfileStatistic } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFacts } from '../../kernel/rule.ts'
import { choice, choices, code, file, person, quantity, remark, text } from '../fields.ts'
import { both, DESIGN, HAINAN_EXIT, NCP_34, SEEN_IN_USE } from '../sources.ts'
import { partyRecord } from './events.ts'
import { human, moment, result } from './fields.ts'
import { chainRule, expiryRule, failedTestRules, given, say } from './rules.ts'
import { AGRICULTURE_OFFICE, HAINAN, PLAN, REFORM } from './sources.ts'

/** What farm profiles take from the shared rules, and Hainan's test in the field with release of what leaves the island. */

/** 基地备案: a base of a producer, as platforms in use file it. */
export const baseFiling: ProfileEvent = {
  ...partyRecord('base_filing', both('基地备案', 'Base filed'), [
    text('base', '基地名称', 'Base', SEEN_IN_USE, true),
    quantity('area', '面积', 'Area', SEEN_IN_USE, true, ['mu', 'ha', 'm2']),
    text('products', '生产品种', 'Products', SEEN_IN_USE, true),
    choice(
      'certification',
      '认证',
      'Certification',
      SEEN_IN_USE,
      false,
      choices(
        ['organic', '有机', 'Organic'],
        ['green', '绿色', 'Green'],
        ['safe', '无公害', 'Pollution-free'],
        ['gi', '地理标志', 'Geographical indication'],
      ),
    ),
    quantity('annual', '年产量', 'Annual volume', SEEN_IN_USE, false, ['t', 'kg', 'head', 'bird']),
    text('season', '上市季节', 'Market season', SEEN_IN_USE),
    text('sales_area', '销售区域', 'Sales area', SEEN_IN_USE),
  ]),
  roles: ['producer'],
}

/** 田头检测: tested in the field, before it goes. */
export const fieldTest: ProfileEvent = {
  id: 'field_test',
  names: both('田头检测放行', 'Test in the field and release'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    human('grower', '种植户', 'Grower', HAINAN_EXIT, true),
    text('plot_name', '地块', 'Plot', HAINAN_EXIT, true),
    text('items', '检测项目', 'Items tested', HAINAN_EXIT, true),
    result(HAINAN_EXIT),
    { ...human('tester', '检测员', 'Tester', HAINAN_EXIT, true) },
    moment('tested_at', '检测时间', 'When tested', HAINAN_EXIT, true),
    code('report', '检测报告单号', 'Report number', HAINAN_EXIT, true),
    code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
    file('report_file', '检测报告单', 'Report', HAINAN_EXIT),
    remark,
  ],
  publicFields: ['items', 'result', 'tested_at', 'report'],
}

/** 凭证过海出岛: the truck leaves the island with the report. Products and weights are the core's. */
export const exitPermit: ProfileEvent = {
  id: 'exit_permit',
  names: both('出岛查验', 'Checked when leaving the island'),
  object: 'batch',
  move: 'record',
  step: 'entering_exiting',
  fields: [
    code('report', '检测报告单号', 'Report number', HAINAN_EXIT, 'warn'),
    text('vehicle', '车牌号', 'Vehicle', HAINAN_EXIT, true),
    human('driver', '司机', 'Driver', HAINAN_EXIT, true),
    text('destination', '目的地', 'Destination', HAINAN_EXIT, true),
    text('checkpoint', '查验点', 'Checkpoint', HAINAN_EXIT, true),
    moment('checked_at', '查验时间', 'When checked', HAINAN_EXIT, true),
    choice(
      'outcome',
      '查验结果',
      'Outcome',
      HAINAN_EXIT,
      true,
      choices(['passed', '放行', 'Passed'], ['refused', '不予放行', 'Refused']),
    ),
    person,
    remark,
  ],
  publicFields: ['report', 'destination', 'checkpoint', 'checked_at', 'outcome'],
}

/** Known from secondary pages: it warns; that failed goods may not be sold at all is law, and blocks. */
export const exitRules: readonly JudgedRule[] = [
  {
    id: 'R-HN-EXIT',
    on: ['exit_permit'],
    action: 'warn',
    names: both('凭田头检测报告过海出岛', 'Nothing leaves the island without the report of the field test'),
    ...HAINAN_EXIT,
    judge: ({ values, items }) => {
      if (values['outcome'] !== 'passed') return undefined
      const reports = items.map((i) =>
        i.history
          .filter((f) => f.event === 'field_test' && f.values['result'] === 'pass')
          .map((f) => f.values['report']),
      )
      const fits = given(values['report']) && reports.length > 0 && reports.every((r) => r.includes(values['report']))
      return fits ? undefined : say('没有合格的田头检测报告', 'No passed report of a test in the field', items)
    },
  },
  {
    id: 'R-HN-DESTROY',
    on: ['field_test'],
    action: 'task',
    names: both('检测不合格，就地销毁并追查种植户', 'Failed in the field: destroyed there, the grower looked for'),
    ...HAINAN_EXIT,
    judge: ({ values, items }) =>
      values['result'] === 'fail'
        ? say('田头检测不合格：就地销毁并追查', 'Failed: destroy on site, trace the grower', items)
        : undefined,
  },
]

/**
 * What a farm's chain takes from the catalogue. The signal of a failed test of the events that the production module
 * knows (AG-5) is a named rule of the profile; here is what stops the goods, and the signal of new kinds of test.
 */
export function farmRules(options: {
  readonly outs: readonly string[]
  readonly tests: readonly string[]
  readonly newTests: readonly string[]
  readonly sources: readonly string[]
}): readonly JudgedRule[] {
  const { outs, tests, newTests, sources } = options
  const stop = { ...NCP_34, source: `${NCP_34.source}，食品安全法 第64条` }
  const told = failedTestRules(newTests, outs, stop).filter((r) => r.action === 'alarm')
  return [
    ...(newTests.length ? told : []),
    // that goods are not let off the island is written down too
    ...failedTestRules([...tests, ...newTests], outs, stop, false).map((rule) => ({
      ...rule,
      judge: (facts: RuleFacts) => (facts.values['outcome'] === 'refused' ? undefined : rule.judge(facts)),
    })),
    expiryRule(outs.filter((e) => e !== 'exit_permit')),
    chainRule(outs, sources),
  ]
}

/** Hainan's office for the chain by its plan of 2016, and the one after the reform of 2018. */
export function farmAuthorities(zh: string, en: string): readonly ProfileAuthority[] {
  return [
    {
      role: 'lead',
      names: both(zh, en),
      divisionId: HAINAN,
      from: '2016-09-30',
      to: '2019-01-01',
      source: `${PLAN}; ${REFORM.source}`,
      confidence: 'design',
    },
    { ...AGRICULTURE_OFFICE, role: 'lead' },
  ]
}

/** What comes into being, what is sold, how often it is tested. */
export function farmStatistics(made: readonly string[], tests: readonly string[]): readonly ProfileStatistic[] {
  return [
    { id: 'made', names: both('产量', 'Produced'), of: 'quantity', events: made, ...DESIGN },
    { id: 'sold', names: both('销售发货量', 'Dispatched'), of: 'quantity', events: ['dispatch'], ...DESIGN },
    { id: 'tests', names: both('检测批次', 'Tests'), of: 'events', events: tests, ...DESIGN },
    {
      id: 'producers',
      names: both('有生产记录的主体', 'Parties that produced'),
      of: 'parties',
      events: made,
      ...DESIGN,
    },
  ]
}
