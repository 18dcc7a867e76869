import { describe, expect, test } from 'vitest'
import { validateFields } from '../../kernel/field-values.ts'
import type { Profile } from '../../kernel/profile.ts'
import { judgeRules, type RuleFact } from '../../kernel/rule.ts'
import { gasCylinder } from '../gas_cylinder/index.ts'
import { profiles } from '../index.ts'
import { lift } from '../lift/index.ts'
import { assetSectors } from '../sectors.ts'
import { addMonths, cylinderDuties, isInspectionYear, liftDuties, monthEnd, nextLiftInspection } from './duty.ts'

type Step = [event: string, on: string, values: Record<string, unknown>]
const party = '00000000-0000-7000-8000-000000000001'

const factOf = (profile: Profile, [event, on, values]: Step, i: number): RuleFact => ({
  profile: profile.id,
  event,
  happenedOn: on,
  happenedAt: `${on}T0${i % 10}:00:00Z`,
  partyId: party,
  values,
})

/** What the rules find on the last step, after the others. */
function judged(profile: Profile, steps: readonly Step[]) {
  const facts = steps.map((s, i) => factOf(profile, s, i))
  const last = facts.at(-1)!
  return judgeRules(profile.judged!, {
    ...last,
    actor: { partyId: party, registered: true, roles: [], licences: [] },
    items: [{ identifier: 'asset', kind: 'asset', held: false, history: facts.slice(0, -1) }],
    ledger: [],
  }).map((f) => `${f.rule.id} ${f.rule.action}: ${f.judgement.text.zh}`)
}
const findings = (profile: Profile, chain: readonly Step[]) =>
  chain.flatMap((_, i) => judged(profile, chain.slice(0, i + 1)))
const issues = (profile: Profile, chain: readonly Step[]) =>
  chain.flatMap(([event, , values]) => {
    const found = validateFields(profile.events.find((e) => e.id === event)!, { code: 'A-1', ...values })
    return found.filter((i) => i.level === 'error').map((i) => `${event}.${i.key}: ${i.reason}`)
  })

const made: Step = [
  'manufacture',
  '2024-01-10',
  { product_no: 'SL-1', made_on: '2024-01-10', certificate_no: 'HG1', type_test_no: 'XS1', model: 'SL-8' },
]
const passed = (on: string): Record<string, unknown> => ({ report_no: 'J1', inspected_on: on, result: 'pass' })
const maintained = (on: string, more: Record<string, unknown> = {}): Step => [
  'maintain',
  on,
  { type: 'half_month', maintained_on: on, worker: '示例甲', worker_certificate: 'T1', user_confirmed: true, ...more },
]
const liftChain: Step[] = [
  made,
  ['notice', '2024-02-01', { work: 'install', notified_on: '2024-02-01', authority: '示例市市场监管局' }],
  ['install', '2024-03-01', { installed_on: '2024-03-01', accepted_on: '2024-03-20' }],
  ['supervise', '2024-03-15', passed('2024-03-15')],
  ['handover', '2024-03-25', { handed_on: '2024-03-25', documents: '全部技术资料' }],
  ['start_use', '2024-04-01', { started_on: '2024-04-01' }],
  ['register', '2024-04-10', { registration_no: '示例1', registered_on: '2024-04-10', mark_displayed: true }],
  maintained('2024-04-14'),
  ['self_check', '2024-04-28', { checked_on: '2024-04-28', result: 'pass' }],
  maintained('2024-04-29'),
]
/** Kept as the law asks until that day: every 15 days, every month. */
function keptUntil(last: string): Step[] {
  const steps: Step[] = []
  for (
    let d = new Date('2024-05-10T00:00:00Z');
    d.toISOString().slice(0, 10) <= last;
    d.setUTCDate(d.getUTCDate() + 10)
  ) {
    const on = d.toISOString().slice(0, 10)
    steps.push(maintained(on), ['self_check', on, { checked_on: on, result: 'pass' }])
  }
  return steps
}

describe('lift', () => {
  test('a lift that is kept as the law asks', () => {
    const chain = [...liftChain, ...keptUntil('2025-02-20'), ['inspect', '2025-03-03', passed('2025-03-03')] as Step]
    expect(issues(lift, chain)).toEqual([])
    expect(findings(lift, chain)).toEqual([])
  })

  test('R-LIFT-INSP: not used without supervision inspection, after a failed one, after a year out of use', () => {
    expect(judged(lift, [made, ['start_use', '2024-04-01', { started_on: '2024-04-01' }]])).toEqual([
      'R-LIFT-INSP block: 没有合格的监督检验记录',
    ])
    const stopped: Step[] = [...liftChain, ['stop_use', '2024-05-01', { stopped_on: '2024-05-01' }]]
    const resume = (on: string): Step => ['resume_use', on, { resumed_on: on }]
    expect(judged(lift, [...stopped, resume('2024-06-01')])).toEqual([])
    expect(judged(lift, [...stopped, resume('2025-03-31')])).toEqual([])
    expect(judged(lift, [...stopped, resume('2025-04-01')])).toEqual(['R-LIFT-INSP block: 检验已于 2025-03-31 到期'])
    const inspected: Step = ['inspect', '2025-03-20', passed('2025-03-20')]
    expect(judged(lift, [...stopped, inspected, resume('2025-05-01')])).toEqual([
      'R-LIFT-INSP block: 停用满一年，应经检验后启用',
    ])
    const failed: Step = ['inspect', '2025-03-20', { ...passed('2025-03-20'), result: 'fail' }]
    expect(judged(lift, [...stopped, failed, resume('2025-03-22')])).toEqual([
      'R-LIFT-INSP block: 2025-03-20 检验不合格',
    ])
  })

  test('R-LIFT-15D: the fifteenth day is in time, the sixteenth is not', () => {
    expect(judged(lift, [...liftChain, maintained('2024-05-14')])).toEqual([])
    expect(judged(lift, [...liftChain, maintained('2024-05-15')])).toEqual([
      'R-LIFT-15D alarm: 上次维保为 2024-04-29，已超过15日',
    ])
  })

  test('R-LIFT-MONTH, R-LIFT-REG, R-LIFT-SIGN, R-LIFT-HANDOVER, R-LIFT-TRAPPED, scrapping', () => {
    expect(
      judged(lift, [
        ...liftChain,
        ...keptUntil('2024-05-20').filter(([e]) => e === 'maintain'),
        maintained('2024-06-01'),
      ]),
    ).toEqual(['R-LIFT-MONTH warn: 应于 2024-05-31 前自行检查'])
    const unregistered = liftChain.filter(([e]) => e !== 'register')
    expect(judged(lift, [...unregistered, ['self_check', '2024-05-01', { checked_on: '2024-05-01' }]])).toEqual([])
    expect(judged(lift, [...unregistered, ['self_check', '2024-05-02', { checked_on: '2024-05-02' }]])).toEqual([
      'R-LIFT-REG alarm: 2024-04-01 投入使用，至今未登记',
    ])
    expect(
      judged(lift, [...liftChain, maintained('2024-05-10', { user_confirmed: false, worker_certificate: '' })]),
    ).toEqual(['R-LIFT-SIGN warn: 缺少作业人员证编号、使用单位确认'])
    const kept = liftChain.filter(([e]) => e !== 'handover')
    expect(judged(lift, kept.slice(0, 6)).at(-1)).toBe('R-LIFT-HANDOVER task: 应于 2024-04-19 前移交')
    const call = (freed: string): Step => [
      'fault',
      '2024-05-02',
      { trapped: true, called_at: '2024-05-02T08:00:00+08:00', freed_at: freed },
    ]
    expect(judged(lift, [...liftChain, call('2024-05-02T10:00:00+08:00')])).toEqual([])
    expect(judged(lift, [...liftChain, call('2024-05-02T10:00:01+08:00')])).toEqual([
      'R-LIFT-TRAPPED alarm: 困人时间超过2小时',
    ])
    const scrapped: Step = ['scrap', '2024-06-01', { scrapped_on: '2024-06-01', function_removed: true }]
    expect(judged(lift, [...liftChain, scrapped])).toEqual(['R-SE-SCRAP task: 使用登记尚未注销'])
    expect(judged(lift, [...liftChain, scrapped, ['start_use', '2024-07-01', { started_on: '2024-07-01' }]])).toContain(
      'R-SE-SCRAPPED block: 已于 2024-06-01 报废',
    )
  })

  test('R-LIFT-INSP-alarm: maintained on, though the inspection is overdue', () => {
    const chain = [...liftChain, ...keptUntil('2025-03-30')]
    expect(judged(lift, [...chain, maintained('2025-03-31')])).toEqual([])
    expect(judged(lift, [...chain, maintained('2025-04-01')])).toEqual([
      'R-LIFT-INSP-alarm alarm: 检验已于 2025-03-31 到期',
    ])
  })
})

test.each([lift, gasCylinder])('%# what the profile says of its assets names events and fields that it has', (p) => {
  const { asset, events } = p
  const fieldsOf = (id: string) => events.find((e) => e.id === id)?.fields.map((f) => f.key) ?? []
  expect(Object.values(asset!.dutyKinds).filter((k) => !events.some((e) => e.id === k.event))).toEqual([])
  expect(asset!.identity.filter((i) => !fieldsOf(i.event).includes(i.key))).toEqual([])
  expect(events.filter((e) => e.object === 'asset' && e.fields[0]!.key !== 'code')).toEqual([])
})

test('the sectors that the screens know to have assets are those of the profiles', () => {
  expect([...assetSectors]).toEqual([...new Set(profiles.filter((p) => p.asset).map((p) => p.sector))])
})

test('a lift is not in use, in use, stopped, in use again, scrapped', () => {
  const then: Step[] = [
    ['stop_use', '2024-05-01', { stopped_on: '2024-05-01' }],
    ['resume_use', '2024-06-01', { resumed_on: '2024-06-01' }],
    ['scrap', '2024-07-01', { scrapped_on: '2024-07-01' }],
  ]
  const facts = [...liftChain, ...then].map((s, i) => factOf(lift, s, i))
  const after = (event: string) => lift.asset!.state(facts.slice(0, facts.findIndex((f) => f.event === event) + 1))
  expect(['install', 'start_use', 'stop_use', 'resume_use', 'scrap'].map(after)).toEqual([
    'not_in_use',
    'in_use',
    'stopped',
    'in_use',
    'scrapped',
  ])
  expect(lift.asset!.duties(facts.slice(0, liftChain.length), '2024-05-01').map((d) => d.kind)).toEqual([
    'maintenance',
    'self_check',
    'inspection',
  ])
})

describe('duties', () => {
  test('inspection years 1, 4, 7, 9, 11, 13, 15, then every year, in the base month', () => {
    const years = Array.from({ length: 20 }, (_, i) => i + 1).filter(isInspectionYear)
    expect(years).toEqual([1, 4, 7, 9, 11, 13, 15, 16, 17, 18, 19, 20])
    expect(nextLiftInspection('2024-03-15', [])).toBe('2025-03-31')
    expect(nextLiftInspection('2024-03-15', ['2025-01-01'])).toBe('2028-03-31') // two months early counts
    expect(nextLiftInspection('2024-03-15', ['2024-12-31'])).toBe('2025-03-31') // three months early does not
    expect(nextLiftInspection('2024-03-15', ['2025-06-02'])).toBe('2028-03-31') // late, and the base month stays
    expect(
      nextLiftInspection('2009-02-10', [
        '2010-02-01',
        '2013-02-01',
        '2016-02-01',
        '2018-02-01',
        '2020-02-01',
        '2022-02-01',
        '2024-02-01',
      ]),
    ).toBe('2025-02-28')
  })

  test('months end where they end', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2024-11-30', 3)).toBe('2025-02-28')
    expect(addMonths('2024-03-15', -2)).toBe('2024-01-15')
    expect(monthEnd('2023-02-01')).toBe('2023-02-28')
  })

  test('a scrapped asset has none, a stopped lift only its inspection', () => {
    const life = { supervisedOn: '2024-03-15', inspectedOn: [], maintainedOn: ['2024-04-01'], checkedOn: [] }
    expect(liftDuties({ ...life, scrappedOn: '2024-05-01' }, '2024-06-01')).toEqual([])
    expect(liftDuties({ ...life, stoppedOn: '2024-05-01' }, '2024-06-01').map((d) => d.kind)).toEqual(['inspection'])
    expect(liftDuties(life, '2024-06-01').map((d) => `${d.kind} ${d.dueOn}`)).toEqual([
      'maintenance 2024-04-16',
      'self_check 2024-04-30',
      'inspection 2025-03-31',
    ])
    expect(cylinderDuties({ madeOn: '2015-05-06', householdLpg: true, endsOn: '2030-01-01' })).toEqual([
      { kind: 'scrap', dueOn: '2027-05-06', remindFrom: '2027-02-05', blocks: true },
    ])
  })
})

const bottle: Step = [
  'manufacture',
  '2020-05-01',
  {
    cylinder_no: 'Q1',
    maker_name: '示例气瓶厂',
    medium: '液化石油气',
    household_lpg: true,
    made_on: '2020-05-01',
    life_ends_on: '2028-05-01',
    inspect_by: '2024-05-01',
  },
]
const sound = {
  medium: '液化石油气',
  colour_right: true,
  residual: true,
  undamaged: true,
  unmodified: true,
  inspector: '示例乙',
}
const allowed = (on: string, more: Record<string, unknown> = {}): Step => [
  'check_before',
  on,
  { decision: 'allow', ...sound, checked_on: on, ...more },
]
const filledOn = (on: string): Step => [
  'fill',
  on,
  { filled_at: `${on}T09:00:00+08:00`, medium: '液化石油气', filled_kg: '14.5', worker: '示例丙' },
]
const checkedAfter = (on: string, more = {}): Step => [
  'check_after',
  on,
  { tight: true, overfilled: false, checked_on: on, inspector: '示例乙', ...more },
]
const leaves = (on: string): Step => ['out', on, { out_on: on, vehicle: '琼A00000', driver: '示例丁' }]
const begun: Step[] = [
  bottle,
  ['own', '2020-06-01', { title: 'own', owned_on: '2020-06-01', mark_fixed: true }],
  ['register', '2020-06-02', { registration_no: '示例2', registered_on: '2020-06-02' }],
]
const round = (on: string): Step[] => [allowed(on), filledOn(on), checkedAfter(on), leaves(on)]

describe('gas cylinder', () => {
  test('filled, delivered, inspected, scrapped', () => {
    const chain: Step[] = [
      ...begun,
      ...round('2021-01-05'),
      ['deliver', '2021-01-06', { delivered_on: '2021-01-06', user_name: '示例用户', safety_checked: true }],
      ['receive', '2021-03-01', { received_on: '2021-03-01' }],
      ['inspect', '2024-04-01', { inspected_on: '2024-04-01', result: 'pass', next_on: '2028-04-01' }],
      ...round('2024-05-02'),
      ['scrap', '2028-04-01', { scrapped_on: '2028-04-01', function_removed: true, registration_cancelled: true }],
    ]
    expect(issues(gasCylinder, chain)).toEqual([])
    expect(findings(gasCylinder, chain)).toEqual([])
  })

  test.each<[why: string, steps: Step[], finding: string]>([
    ['not registered', [bottle, begun[1]!, allowed('2021-01-05')], '未登记或信息不符'],
    ['another gas', [...begun, allowed('2021-01-05', { medium: '丙烷' })], '未登记或信息不符'],
    ['nobody took it over', [bottle, begun[2]!, allowed('2021-01-05')], '非自有或托管气瓶'],
    ['overdue', [...begun, allowed('2024-05-02')], '超过检验期限'],
    ['wrong colour', [...begun, allowed('2021-01-05', { colour_right: false })], '颜色标志不符'],
    ['no residual pressure', [...begun, allowed('2021-01-05', { residual: false })], '无剩余压力'],
    ['damaged', [...begun, allowed('2021-01-05', { undamaged: false })], '有缺陷、损伤'],
    ['modified', [...begun, allowed('2021-01-05', { unmodified: false })], '非法改装'],
    ['oil', [...begun, allowed('2021-01-05', { oil_free: false })], '氧化性气瓶沾有油脂'],
    ['not purged', [...begun, allowed('2021-01-05', { purged: false })], '新瓶未置换'],
    [
      'failed',
      [
        ...begun,
        ['inspect', '2024-04-01', { inspected_on: '2024-04-01', result: 'scrap', scrap_reason: '壁厚' }],
        allowed('2024-04-02'),
      ],
      '检验不合格或已报废',
    ],
  ])('R-CYL-FILL refuses: %s; refused by the check itself it is only recorded', (_, steps, finding) => {
    expect(judged(gasCylinder, steps)).toEqual([`R-CYL-FILL block: ${finding}`])
    const [event, on, values] = steps.at(-1)!
    const refused: Step = [event, on, { ...values, decision: 'refuse', refusals: ['doubt'] }]
    expect(judged(gasCylinder, [...steps.slice(0, -1), refused])).toEqual(['R-CYL-FILL-refused warn: 其他疑问'])
  })

  test('over its life: 12 years for household LPG, whatever the file says', () => {
    const young: Step = [bottle[0], bottle[1], { ...bottle[2], life_ends_on: '2040-01-01', inspect_by: '2039-01-01' }]
    const chain = [young, ...begun.slice(1)]
    expect(judged(gasCylinder, [...chain, allowed('2032-05-01')])).toEqual([])
    expect(judged(gasCylinder, [...chain, allowed('2032-05-02')])).toEqual([
      'R-CYL-FILL block: 超过设计使用年限',
      'R-CYL-SCRAP block: 使用年限至 2032-05-01',
    ])
  })

  test('R-CYL-CHECKED: a check allows one filling; R-CYL-OVERFILL: what is overfilled, leaks or is unchecked stays', () => {
    const once = [...begun, allowed('2021-01-05'), filledOn('2021-01-05')]
    expect(judged(gasCylinder, [...begun, filledOn('2021-01-05')])).toEqual([
      'R-CYL-CHECKED block: 没有本次充装的合格检查',
    ])
    expect(judged(gasCylinder, [...once, filledOn('2021-01-06')])).toEqual([
      'R-CYL-CHECKED block: 没有本次充装的合格检查',
    ])
    expect(judged(gasCylinder, [...once, leaves('2021-01-05')])).toEqual(['R-CYL-OVERFILL block: 充装后未复检'])
    expect(
      judged(gasCylinder, [...once, checkedAfter('2021-01-05', { overfilled: true }), leaves('2021-01-05')]),
    ).toEqual(['R-CYL-OVERFILL block: 超装'])
    expect(judged(gasCylinder, [...once, checkedAfter('2021-01-05', { tight: false }), leaves('2021-01-05')])).toEqual([
      'R-CYL-OVERFILL block: 泄漏',
    ])
  })

  test('R-CYL-INSP and R-SE-SCRAP', () => {
    expect(judged(gasCylinder, [...begun, ...round('2024-04-30').slice(0, 3), leaves('2024-05-02')])).toEqual([
      'R-CYL-INSP block: 检验已于 2024-05-01 到期',
    ])
    const scrapped: Step = ['scrap', '2024-04-01', { scrapped_on: '2024-04-01', function_removed: true }]
    expect(judged(gasCylinder, [...begun, scrapped])).toEqual(['R-SE-SCRAP task: 使用登记尚未注销'])
    expect(judged(gasCylinder, [...begun, scrapped, filledOn('2024-04-02')])).toContain(
      'R-CYL-SCRAP block: 已于 2024-04-01 报废',
    )
  })
})
