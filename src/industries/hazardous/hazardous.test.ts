import { describe, expect, test } from 'vitest'
import { validateFields } from '../../kernel/field-values.ts'
import type { Profile } from '../../kernel/profile.ts'
import { judgeRules, type RuleFact, type RuleFacts, type RuleItem, type RulePermit } from '../../kernel/rule.ts'
import { explosives } from '../explosives/index.ts'
import { distanceM } from '../explosives/zone.ts'
import { fireworks } from '../fireworks/index.ts'

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const MAKER = id(1)
const DEALER = id(2)
const BLASTER = id(3)
const OTHER = id(9)

type Values = Record<string, unknown>
/** One event: who, when, with whom; what is known of permit and goods beside the history. */
type Step = {
  event: string
  on: string
  by: string
  values: Values
  with?: RuleFacts['counterpart']
  actor?: Partial<RuleFacts['actor']>
  permit?: RulePermit
  items?: readonly Partial<RuleItem>[]
}
const party = (partyId: string, roles: string[], licences: RuleFacts['actor']['licences'] = []) => ({
  partyId,
  registered: true,
  roles,
  licences,
})
const isLedger = (profile: Profile, event: string) => profile.events.find((e) => e.id === event)?.object === 'party'

const factOf = (profile: Profile, { event, on, by, values }: Step, i: number): RuleFact => ({
  profile: profile.id,
  event,
  happenedOn: on,
  happenedAt: `${on}T0${i % 10}:00:00Z`,
  partyId: by,
  values,
})

/** What the rules find on the last step, after the others. */
function judged(profile: Profile, steps: readonly Step[]) {
  const facts = steps.map((s, i) => factOf(profile, s, i))
  const last = facts.at(-1)!
  const step = steps.at(-1)!
  const before = facts.slice(0, -1)
  const history = before.filter((f) => !isLedger(profile, f.event))
  const known = isLedger(profile, step.event) ? [] : (step.items ?? [{}])
  return judgeRules(profile.judged!, {
    ...last,
    actor: { ...party(step.by, []), ...step.actor },
    ...(step.with ? { counterpart: step.with } : {}),
    ...(step.permit ? { permit: step.permit } : {}),
    items: known.map((i, n) => ({ identifier: `item${n}`, kind: 'batch', held: false, history, ...i })),
    ledger: before.filter((f) => isLedger(profile, f.event) && f.partyId === step.by),
  }).map((f) => `${f.rule.id} ${f.rule.action}: ${f.judgement.text.zh}`)
}
const findings = (profile: Profile, chain: readonly Step[]) =>
  chain.flatMap((_, i) => judged(profile, chain.slice(0, i + 1)))
const issues = (profile: Profile, chain: readonly Step[]) =>
  chain.flatMap(({ event, values }) => {
    const found = validateFields(profile.events.find((e) => e.id === event)!, values)
    return found.filter((i) => i.level === 'error').map((i) => `${event}.${i.key}: ${i.reason}`)
  })

const CODES = ['6160105A00001', '6160105A00002']
const rounds = (quantity: string) => ({ quantity, unit: 'round' })
const detonators = { classCode: 'S60101', unit: 'round' }
const pieces: Partial<RuleItem>[] = CODES.map((identifier) => ({ ...detonators, identifier, kind: 'piece' }))

const produced: Step = {
  event: 'produce',
  on: '2026-01-05',
  by: MAKER,
  values: { kind: 'detonator', made_on: '2026-01-05', warning_mark: true, register_mark: true, coded: true },
}
const saleLicence = [{ kind: 'explosives_sale', number: '示例1', validTo: '2027-12-31' }]
const toDealer: Step = {
  event: 'sale',
  on: '2026-02-01',
  by: MAKER,
  actor: { roles: ['maker'] },
  with: party(DEALER, ['dealer'], saleLicence),
  items: [{ ...detonators, moved: '500' }],
  values: {
    ...{ sold_on: '2026-02-01', variety: '工业电子雷管', buyer_paper: 'sale_licence', permit_no: '示例1' },
    ...{ paper_checked: true, handler: '示例甲', handler_checked: true, payment: 'transfer', transfer_no: 'Z1' },
  },
}
const purchase: RulePermit = {
  ...{ number: '琼购1', kind: 'purchase', holderId: BLASTER, counterpartId: DEALER },
  ...{ variety: '工业电子雷管', left: '200', unit: 'round', validFrom: '2026-03-01', validTo: '2026-03-31' },
}
const toBlaster: Step = {
  event: 'sale',
  on: '2026-03-05',
  by: DEALER,
  actor: { roles: ['dealer'] },
  with: party(BLASTER, ['blaster']),
  permit: purchase,
  items: [{ ...detonators, moved: '200' }],
  values: { ...toDealer.values, sold_on: '2026-03-05', buyer_paper: 'purchase_permit', permit_no: '琼购1' },
}
const filing = (event: string, by: string, deal: string, on: string): Step => ({
  event,
  on,
  by,
  values: {
    ...{ deal_on: deal, variety: '工业电子雷管', amount: rounds('200'), police: '示例县公安局', filed_on: on },
    ...(event === 'filing_sell' ? { buyer_name: '示例爆破公司', department: '示例省工信厅' } : {}),
  },
})
const road: RulePermit = { ...purchase, number: '琼运1', kind: 'transport', route: ['甲地', '乙地', '丙地', '丁地'] }
const transport: Step = {
  event: 'transport',
  on: '2026-03-06',
  by: DEALER,
  permit: road,
  items: [{ ...detonators, moved: '200' }],
  values: {
    ...{ permit_no: '琼运1', variety: '工业电子雷管', permit_carried: true, started_at: '2026-03-06T08:00:00+08:00' },
    ...{ origin: '甲地', destination: '丁地', stops: [{ stop: '乙地', guarded: true }] },
    ...{ nobody_in_hold: true, signs_shown: true, vehicle: '琼A00000', driver: '示例乙', escort: '示例丙' },
  },
}
const arrived: Step = {
  event: 'arrive',
  on: '2026-03-06',
  by: BLASTER,
  values: { received_on: '2026-03-06', accepted: true, permit_no: '琼运1', endorsed: true, receiver: '示例丁' },
}
const givenBack = (event: string, received: string, on: string, by = BLASTER): Step => ({
  event,
  on,
  by,
  values: { permit_no: '琼运1', received_on: received, returned_on: on, authority: '示例县公安局' },
})
const stored: Step = {
  event: 'store_in',
  on: '2026-03-06',
  by: BLASTER,
  values: { kind: 'detonator', amount: rounds('200'), registered_on: '2026-03-06', store: '1号库', keeper: '示例戊' },
}
const shift = { shift_from: '2026-03-10T08:00:00+08:00', shift_to: '2026-03-10T18:00:00+08:00' }
const issue = (more: Values = {}, items = pieces, on = '2026-03-10'): Step => ({
  event: 'issue',
  on,
  by: BLASTER,
  items,
  values: {
    ...{ kind: 'detonator', amount: rounds('2'), codes: CODES, receiver: '示例己', receiver_certificate: 'B1' },
    ...{ issuer: '示例戊', ...shift, shift_need: rounds('2'), ...more },
  },
})
const zone = {
  ...{ zone_name: '示例矿', zone_lon: '110.1', zone_lat: '19.5', radius_m: '500' },
  ...{ zone_from: '2026-03-10T08:00:00+08:00', zone_to: '2026-03-10T18:00:00+08:00' },
}
const working = (more: Values = {}) => ({
  ...{ uid: '6100000FD856C2', shell_code: CODES[0], code_valid_to: '2026-03-12T00:00:00+08:00', code_state: 'ok' },
  ...more,
})
const blast = (more: Values = {}): Step => ({
  event: 'use',
  on: '2026-03-10',
  by: BLASTER,
  items: [pieces[0]!],
  values: {
    ...{ kind: 'detonator', amount: rounds('1'), codes: [CODES[0]], used_at: '2026-03-10T15:00:00+08:00' },
    ...{ blaster: '示例己', safety_officer: '示例庚', guarded: true, unexploded_checked: true, electronic: true },
    ...{ lon: '110.101', lat: '19.501', controller_no: 'K1', zones: [zone], working_codes: [working()] },
    ...{ result_uploaded: true, ...more },
  },
})
const handedIn = (at: string): Step => ({
  event: 'return',
  on: '2026-03-10',
  by: BLASTER,
  items: [pieces[1]!],
  values: {
    ...{ kind: 'detonator', amount: rounds('1'), codes: [CODES[1]], returned_at: at },
    ...{ returner: '示例己', keeper: '示例戊' },
  },
})
const count = (more: Values = {}): Step => ({
  event: 'stock_check',
  on: '2026-03-10',
  by: BLASTER,
  values: {
    ...{
      counted_on: '2026-03-10',
      store: '1号库',
      variety: '工业电子雷管',
      book: '199',
      counted: '199',
      keeper: '示例戊',
    },
    ...{ stored: '199', capacity: '5000', apart: true, ...more },
  },
})
const filed: Step[] = [
  filing('filing_buy', DEALER, '2026-02-01', '2026-02-03'),
  { ...filing('filing_sell', DEALER, '2026-03-05', '2026-03-08') },
  { ...filing('filing_buy', BLASTER, '2026-03-05', '2026-03-08') },
]
const inStore: Step[] = [produced, toDealer, filed[0]!, toBlaster, transport, arrived, stored, filed[1]!, filed[2]!]
const ready: Step[] = [...inStore, givenBack('permit_return', '2026-03-06', '2026-03-09')]
const TASKS = ['R-EXP-3DAYS-task task: 应于 2026-02-04 前备案', 'R-EXP-3DAYS-task task: 应于 2026-03-08 前备案']

describe('explosives', () => {
  test('from the maker to the blast, the rest back in its shift, counted and destroyed', () => {
    const chain: Step[] = [
      ...ready,
      issue(),
      blast(),
      handedIn('2026-03-10T17:59:00+08:00'),
      count(),
      {
        event: 'destroy',
        on: '2028-01-01',
        by: BLASTER,
        values: {
          ...{ reason: 'expired', listed: true, planned: true, authority: '示例县公安局', supervisor: '示例辛' },
          ...{ destroyed_on: '2028-01-01' },
        },
      },
    ]
    expect(issues(explosives, chain)).toEqual([])
    // the two sales say when they are to be filed: work to do, nothing wrong
    expect(findings(explosives, chain)).toEqual(TASKS)
  })

  test('the papers of both permits are recorded', () => {
    const goods = {
      variety: '工业电子雷管',
      amount: rounds('200'),
      permit_no: '1',
      valid_to: '2026-03-31',
      authority: '示例县公安局',
    }
    const chain: Step[] = [
      {
        event: 'purchase_permit',
        on: '2026-03-01',
        by: BLASTER,
        values: {
          ...{ ...goods, use_proof: 'BP1', buyer_name: '示例爆破公司', buyer_address: '示例路1号' },
          ...{ bank_account: '00', purpose: '采石' },
        },
      },
      {
        event: 'transport_permit',
        on: '2026-03-04',
        by: BLASTER,
        values: {
          ...{
            ...goods,
            consignee_name: '示例爆破公司',
            seller_name: '示例民爆公司',
            carrier_name: '示例运输',
            papers: '1',
          },
          ...{ packing: '箱', measures: '远离火源', origin: '甲地', route: '甲地—丁地', moves_on: '2026-03-06' },
        },
      },
    ]
    expect(issues(explosives, chain)).toEqual([])
    expect(findings(explosives, chain)).toEqual([])
  })

  test.each<[why: string, permit: RulePermit | undefined, text: string, items?: Partial<RuleItem>[]]>([
    ['none', undefined, '没有购买许可证'],
    ['of another kind', { ...purchase, kind: 'transport' }, '没有购买许可证'],
    ['closed', { ...purchase, closedOn: '2026-03-05' }, '许可证已于 2026-03-05 核销'],
    ['too early', { ...purchase, validFrom: '2026-03-06' }, '许可证自 2026-03-06 起有效'],
    ['expired', { ...purchase, validTo: '2026-03-04' }, '许可证有效期至 2026-03-04'],
    ['of another buyer', { ...purchase, holderId: OTHER }, '许可证载明的单位不符'],
    ['the seller’s own', { ...purchase, holderId: DEALER, counterpartId: BLASTER }, '许可证载明的单位不符'],
    ['for another seller', { ...purchase, counterpartId: OTHER }, '许可证载明的单位不符'],
    ['for another variety', { ...purchase, variety: '乳化炸药' }, '许可品种为 乳化炸药'],
    ['for another class', { ...purchase, variety: 'S60102' }, '许可品种为 S60102'],
    ['for less', { ...purchase, left: '199' }, '数量 200 超过许可余量 199'],
    ['in a unit that does not compare', { ...purchase, unit: 'kg' }, '数量无法与许可证核对'],
    ['goods without quantity', purchase, '数量无法与许可证核对', [detonators]],
  ])('R-EXP-PERMIT: no sale on a permit that is %s', (_, permit, text, items) => {
    const { permit: _own, ...rest } = toBlaster
    const step: Step = { ...rest, ...(permit ? { permit } : {}), ...(items ? { items } : {}) }
    expect(judged(explosives, [step])).toEqual([`R-EXP-PERMIT block: ${text}`, TASKS[1]])
  })

  test('R-EXP-PERMIT: the last day, the last round, a class that fits; a dealer buys by licence, of a maker', () => {
    expect(
      judged(explosives, [{ ...toBlaster, permit: { ...purchase, validTo: '2026-03-05', variety: 'S60101' } }]),
    ).toEqual([TASKS[1]])
    const { counterpartId: _seller, ...anySeller } = purchase
    expect(judged(explosives, [{ ...toBlaster, permit: anySeller }])).toEqual([TASKS[1]])
    const { counterpartId: _carrier, ...noCarrier } = road
    const moved = (by: string) => judged(explosives, [{ ...transport, by, permit: noCarrier }])
    expect(moved(BLASTER)).toEqual([])
    expect(moved(DEALER)).toEqual(['R-EXP-PERMIT-road block: 许可证载明的单位不符'])
    const sold = (more: Partial<Step>) => judged(explosives, [{ ...toDealer, ...more }]).slice(0, -1)
    expect(sold({})).toEqual([])
    const no = ['R-EXP-PERMIT block: 购买单位没有有效的销售许可证']
    expect(sold({ with: party(DEALER, ['dealer']) })).toEqual(no)
    expect(sold({ with: party(DEALER, ['dealer'], [{ ...saleLicence[0]!, validTo: '2026-01-31' }]) })).toEqual(no)
    expect(sold({ actor: { roles: ['dealer'] } })).toEqual(['R-EXP-PERMIT block: 销售企业应向生产企业购买'])
    const { with: _, ...nobody } = toDealer
    expect(judged(explosives, [nobody])[0]).toBe(no[0])
    expect(sold({ values: { ...toDealer.values, buyer_paper: 'production_licence' } })).toEqual([
      'R-EXP-PERMIT block: 购买单位没有有效的生产许可证',
    ])
  })

  test.each<[why: string, more: Partial<Step>, text: string]>([
    ['none', { permit: purchase }, '没有运输许可证'],
    ['for more', { items: [{ ...detonators, moved: '201' }] }, '数量 201 超过许可余量 200'],
    ['another carrier', { by: OTHER }, '许可证载明的单位不符'],
    ['after its term', { on: '2026-04-01' }, '许可证有效期至 2026-03-31'],
    [
      'a stop off the route',
      { values: { ...transport.values, stops: [{ stop: '戊地', guarded: true }] } },
      '戊地 不在许可路线上',
    ],
    ['the wrong way', { values: { ...transport.values, origin: '丙地' } }, '乙地 不在许可路线上'],
    ['elsewhere', { values: { ...transport.values, destination: '己地' } }, '己地 不在许可路线上'],
  ])('R-EXP-PERMIT on the road: %s', (_, more, text) => {
    expect(judged(explosives, [{ ...transport, ...more }])).toEqual([`R-EXP-PERMIT-road block: ${text}`])
  })

  test('R-EXP-ROAD, R-EXP-PAY, R-EXP-EXPIRED, R-EXP-LOSS', () => {
    const careless = {
      permit_carried: false,
      nobody_in_hold: false,
      signs_shown: false,
      stops: [{ stop: '乙地', guarded: false }],
    }
    expect(judged(explosives, [{ ...transport, values: { ...transport.values, ...careless } }])).toEqual([
      'R-EXP-ROAD alarm: 未随车携带许可证、车厢载人、未悬挂警示标志、途中经停无人看守',
    ])
    for (const payment of ['cash', 'barter'])
      expect(judged(explosives, [{ ...toDealer, values: { ...toDealer.values, payment } }])).toEqual([
        'R-EXP-PAY block: 应通过银行账户交易',
        TASKS[0],
      ])
    const until = (expiresOn: string) =>
      judged(explosives, [{ ...transport, items: [{ ...detonators, moved: '1', expiresOn }] }])
    expect(until('2026-03-06')).toEqual([])
    expect(until('2026-03-05')).toEqual(['R-EXP-EXPIRED block: 已于 2026-03-05 过期'])
    const lost: Step = {
      event: 'lost',
      on: '2026-03-11',
      by: BLASTER,
      items: [pieces[0]!],
      values: {
        ...{ loss: 'stolen', kind: 'detonator', amount: rounds('1'), codes: [CODES[0]], authority: '示例县公安局' },
        ...{ found_at: '2026-03-11T08:00:00+08:00', reported_at: '2026-03-11T08:05:00+08:00' },
      },
    }
    expect(issues(explosives, [lost])).toEqual([])
    expect(judged(explosives, [...ready, lost])).toEqual(['R-EXP-LOSS alarm: 民用爆炸物品丢失、被盗或者被抢'])
    expect(judged(explosives, [...ready, lost, issue()])).toEqual(['R-EXP-ONECODE block: 已报丢失、被盗、被抢'])
  })

  test('R-EXP-3DAYS: the third day is in time, the fourth is not; what is owed is told at the next step', () => {
    for (const event of ['filing_sell', 'filing_buy']) {
      expect(judged(explosives, [filing(event, DEALER, '2026-03-05', '2026-03-08')])).toEqual([])
      expect(judged(explosives, [filing(event, DEALER, '2026-03-05', '2026-03-09')])).toEqual([
        'R-EXP-3DAYS alarm: 应于 2026-03-08 前办理',
      ])
    }
    expect(judged(explosives, [givenBack('permit_return', '2026-03-06', '2026-03-10')])).toEqual([
      'R-EXP-3DAYS-return alarm: 应于 2026-03-09 前办理',
    ])
    expect(judged(explosives, [...inStore, issue({}, pieces, '2026-03-09')])).toEqual([])
    expect(judged(explosives, [...inStore, issue()])).toEqual([
      'R-EXP-3DAYS-owed alarm: 应于 2026-03-09 前办理，至今未办',
    ])
    const unfiled = ready.filter((s) => !(s.event === 'filing_buy' && s.by === BLASTER))
    expect(judged(explosives, [...unfiled, issue()])).toEqual([
      'R-EXP-3DAYS-owed alarm: 应于 2026-03-08 前办理，至今未办',
    ])
  })

  test('R-EXP-SHIFT: not more than the shift needs, back in the shift', () => {
    expect(judged(explosives, [...ready, issue({ shift_need: rounds('1') })])).toEqual([
      'R-EXP-SHIFT alarm: 领取 2 超过当班用量 1',
    ])
    expect(judged(explosives, [...ready, issue({ shift_need: { quantity: '1', unit: 'kg' } })])).toEqual([
      'R-EXP-SHIFT alarm: 领取数量无法与当班用量核对',
    ])
    const late = 'R-EXP-SHIFT alarm: 剩余物品未当班清退回库'
    expect(judged(explosives, [...ready, issue(), handedIn('2026-03-10T18:00:00+08:00')])).toEqual([])
    expect(judged(explosives, [...ready, issue(), handedIn('2026-03-10T18:00:01+08:00')])).toEqual([late])
    const emulsion = (event: 'issue' | 'use' | 'return', kg: string, at: string, more: Values = {}): Step => ({
      event,
      on: at.slice(0, 10),
      by: BLASTER,
      items: [{ classCode: 'S60102', unit: 'kg' }],
      values: { kind: 'explosive', amount: { quantity: kg, unit: 'kg' }, [`${event}d_at`]: at, used_at: at, ...more },
    })
    const need = (day: string) => ({
      ...{ shift_need: { quantity: '24', unit: 'kg' }, shift_from: `${day}T08:00:00+08:00` },
      shift_to: `${day}T18:00:00+08:00`,
    })
    const day = [
      emulsion('issue', '24', '2026-03-10', need('2026-03-10')),
      emulsion('use', '20', '2026-03-10T10:00:00+08:00'),
    ]
    const back = emulsion('return', '4', '2026-03-10T17:00:00+08:00', { returned_at: '2026-03-10T17:00:00+08:00' })
    const next = { ...emulsion('issue', '24', '2026-03-11', need('2026-03-11')), on: '2026-03-11' }
    expect(judged(explosives, [...day, back, next])).toEqual([])
    expect(judged(explosives, [...day, next])).toEqual([late])
  })

  test.each<[why: string, steps: Step[], item: Partial<RuleItem>, text: string]>([
    ['in another hand', [...ready, issue()], {}, '已于 2026-03-10 发放他人'],
    ['used', [...ready, issue(), blast()], {}, '已使用、销毁或作废'],
    ['void', ready, { state: 'void' }, '已使用、销毁或作废'],
    ['of another unit', ready, { holderId: OTHER }, '不在本单位库存'],
    ['not yet active', ready, { state: 'issued' }, '不在库'],
    ['gone out', ready, { state: 'out' }, '不在库'],
    ['unknown', [], {}, '不在库'],
  ])('R-EXP-ONECODE: a code that is %s is not issued', (_, before, more, text) => {
    const again = issue({}, [
      { ...pieces[0]!, ...more },
      { ...pieces[1]!, holderId: BLASTER, state: 'in', history: [] },
    ])
    expect(judged(explosives, [...before, again])).toEqual([`R-EXP-ONECODE block: ${text}`])
  })

  test('R-EXP-ONECODE: returned it may be issued again; a code nobody knows is not issued', () => {
    const back = [...ready, issue(), handedIn('2026-03-10T17:00:00+08:00')]
    expect(judged(explosives, [...back, issue({ codes: [CODES[1]], amount: rounds('1') }, [pieces[1]!])])).toEqual([])
    expect(judged(explosives, [...ready, issue({}, [pieces[0]!])])).toEqual([
      'R-EXP-ONECODE block: 有雷管编码没有入库记录',
    ])
  })

  test.each<[why: string, more: Values, text: string]>([
    ['outside', { lon: '110.11' }, '不在准爆区域内'],
    ['no zone', { zones: [] }, '不在准爆区域内'],
    ['after its time', { used_at: '2026-03-10T18:00:01+08:00' }, '不在准爆时间内'],
    ['inside a forbidden zone', { forbidden: [{ ...zone, radius_m: '200' }] }, '在禁爆区域内'],
    ['blacklisted', { working_codes: [working({ code_state: 'blacklist' })] }, '工作码状态异常'],
    ['used', { working_codes: [working({ code_state: 'used' })] }, '工作码状态异常'],
    ['UID unknown', { working_codes: [working({ code_state: 'unknown' })] }, '工作码状态异常'],
    ['run out', { working_codes: [working({ code_valid_to: '2026-03-10T14:59:59+08:00' })] }, '工作码已过有效期'],
    ['no codes', { working_codes: [] }, '没有工作码'],
    ['nowhere', { lon: undefined }, '缺少起爆地点或时间'],
  ])('R-EXP-ZONE: %s', (_, more, text) => {
    expect(judged(explosives, [...ready, issue(), blast(more)])).toContain(`R-EXP-ZONE block: ${text}`)
  })

  test('R-EXP-ZONE asks nothing of other detonators; metres on the globe', () => {
    expect(judged(explosives, [...ready, issue(), blast({ electronic: false, lon: undefined })])).toEqual([])
    expect(judged(explosives, [...ready, issue(), blast({ forbidden: [{ ...zone, radius_m: '100' }] })])).toEqual([])
    expect(Math.round(distanceM(110, 19, 110, 20))).toBe(111195)
  })

  test('R-EXP-STOCK: book and stock, capacity, goods apart', () => {
    expect(judged(explosives, [count({ counted: '199.0', stored: '5000' })])).toEqual([])
    expect(judged(explosives, [count({ counted: '198', stored: '5001', apart: false })])).toEqual([
      'R-EXP-STOCK alarm: 账面 199，实物 198；存量 5001 超过设计容量 5000；性质相抵触的未分库储存',
    ])
  })
})

const FW = { classCode: 'S60201', unit: 'box' }
const made = (use_class = 'personal'): Step => ({
  event: 'produce',
  on: '2026-01-01',
  by: MAKER,
  values: { made_on: '2026-01-01', use_class, spec: '示例', instructions: true, warning: true },
})
const SHOP = id(4)
const partners = {
  maker: party(MAKER, ['maker'], [{ kind: 'fireworks_safety', number: '1' }]),
  wholesaler: party(DEALER, ['wholesaler']),
  retailer: party(SHOP, ['retailer']),
  display: party(OTHER, ['display_unit']),
}
const trade = (event: string, by: string, other: RuleFacts['counterpart'], more: Partial<Step> = {}): Step => ({
  event,
  on: '2026-01-10',
  by,
  ...(other ? { with: other } : {}),
  items: [{ ...FW, moved: '10' }],
  values: { traded_on: '2026-01-10' },
  ...more,
})
const limited = {
  roles: ['retailer'],
  licences: [{ kind: 'fireworks_retail', number: '1', limits: { stock_boxes: '100' } }],
}
const fwRoad: RulePermit = {
  ...road,
  holderId: MAKER,
  counterpartId: DEALER,
  variety: 'S602',
  unit: 'box',
  left: '10',
  validFrom: '2026-01-01',
}
const fwTransport: Step = {
  ...transport,
  on: '2026-01-09',
  by: MAKER,
  permit: fwRoad,
  items: [{ ...FW, moved: '10' }],
  values: { ...transport.values, arrived_at: '2026-01-10T08:00:00+08:00' },
}
const retailed: Step = {
  event: 'retail_sale',
  on: '2026-01-20',
  by: SHOP,
  items: [FW],
  values: { sold_on: '2026-01-20' },
}

describe('fireworks', () => {
  test('from the maker through wholesale to the shop, the rest taken back and destroyed', () => {
    const chain: Step[] = [
      made(),
      trade('maker_sale', MAKER, partners.wholesaler),
      fwTransport,
      trade('wholesale_in', DEALER, partners.maker),
      givenBack('permit_return', '2026-01-10', '2026-01-13', DEALER),
      {
        event: 'store_in',
        on: '2026-01-15',
        by: DEALER,
        values: { stored_on: '2026-01-15', store: '1号库', amount: { quantity: '10', unit: 'box' } },
      },
      trade('wholesale_out', DEALER, partners.retailer, { on: '2026-01-16' }),
      trade('retail_in', SHOP, partners.wholesaler, { on: '2026-01-16', actor: limited }),
      retailed,
      trade('return_out', SHOP, partners.wholesaler, { on: '2026-02-20' }),
      trade('return_in', DEALER, partners.retailer, { on: '2026-02-20' }),
      {
        event: 'destroy',
        on: '2026-03-01',
        by: DEALER,
        values: { reason: 'abandoned', sealed: true, authority: '示例县公安局', destroyed_on: '2026-03-01' },
      },
    ]
    expect(issues(fireworks, chain)).toEqual([])
    expect(findings(fireworks, chain)).toEqual([])
  })

  test.each<[why: string, step: Step, text: string]>([
    ['a maker to a shop', trade('maker_sale', MAKER, partners.retailer), '对方应为批发企业'],
    ['a wholesaler from a wholesaler', trade('wholesale_in', SHOP, partners.wholesaler), '对方应为生产企业'],
    ['a wholesaler to a wholesaler', trade('wholesale_out', DEALER, partners.wholesaler), '对方应为零售经营者'],
    ['a wholesaler to somebody unknown', trade('wholesale_out', DEALER, undefined), '对方应为零售经营者'],
    ['a shop from a maker', trade('retail_in', SHOP, partners.maker), '对方应为批发企业'],
    ['a shop back to a maker', trade('return_out', SHOP, partners.maker), '对方应为批发企业'],
    ['taken back from a maker', trade('return_in', DEALER, partners.maker), '对方应为零售经营者'],
  ])('R-FW-CHANNEL: not %s', (_, step, text) => {
    expect(judged(fireworks, [made(), step])).toEqual([`R-FW-CHANNEL block: ${text}`])
  })

  test('R-FW-CHANNEL: goods for professionals reach displays, never a shop', () => {
    const no = ['R-FW-CHANNEL block: 专业燃放类不得供应零售或由零售销售']
    const big = made('professional')
    expect(judged(fireworks, [big, trade('wholesale_out', DEALER, partners.retailer)])).toEqual(no)
    expect(judged(fireworks, [big, trade('retail_in', SHOP, partners.wholesaler)])).toEqual(no)
    expect(judged(fireworks, [big, retailed])).toEqual(no)
    expect(judged(fireworks, [big, trade('maker_sale', MAKER, partners.wholesaler)])).toEqual([])
    const show: Step[] = [
      big,
      trade('wholesale_out', DEALER, partners.display),
      trade('display_in', OTHER, partners.wholesaler),
      { event: 'display', on: '2026-02-01', by: OTHER, values: { displayed_on: '2026-02-01', permit_no: '示例' } },
    ]
    expect(issues(fireworks, show)).toEqual([])
    expect(findings(fireworks, show)).toEqual([])
  })

  test('R-FW-POWDER: powder and fuse only to licensed makers', () => {
    const powder = { items: [{ classCode: 'S60203', unit: 'kg', moved: '5' }] }
    const no = 'R-FW-POWDER block: 购买者没有有效的安全生产许可证'
    expect(judged(fireworks, [trade('maker_sale', MAKER, partners.maker, powder)])).toEqual([])
    expect(judged(fireworks, [trade('maker_sale', MAKER, partners.wholesaler, powder)])).toEqual([no])
    expect(judged(fireworks, [trade('wholesale_out', DEALER, undefined, powder)])).toEqual([no])
    const ended = { ...partners.maker, licences: [{ kind: 'fireworks_safety', number: '1', validTo: '2026-01-09' }] }
    expect(judged(fireworks, [trade('maker_sale', MAKER, ended, powder)])).toEqual([no])
  })

  test.each<[available: string, moved: string, found: string[]]>([
    ['85', '10', []],
    ['86', '10', ['R-FW-STOCK-warn warn: 存放量 96 箱，许可证限制 100 箱']],
    ['95', '10', ['R-FW-STOCK-warn warn: 存放量 105 箱，许可证限制 100 箱']],
    ['96', '10', ['R-FW-STOCK-alarm alarm: 存放量 106 箱，许可证限制 100 箱']],
    ['110', '10', ['R-FW-STOCK-alarm alarm: 存放量 120 箱，许可证限制 100 箱']],
    ['111', '10', ['R-FW-STOCK block: 存放量 121 箱，许可证限制 100 箱']],
  ])('R-FW-STOCK: %s boxes in the shop and %s more', (available, moved, found) => {
    const step = trade('retail_in', SHOP, partners.wholesaler, { actor: limited, items: [{ ...FW, available, moved }] })
    expect(judged(fireworks, [made(), step])).toEqual(found)
  })

  test('R-FW-STOCK by count, R-FW-BOOK; without a limit on file there is nothing to hold it against', () => {
    const counted = (more: Values, actor?: Step['actor']): Step => ({
      event: 'stock_check',
      on: '2026-01-20',
      by: SHOP,
      ...(actor ? { actor } : {}),
      values: {
        ...{ counted_on: '2026-01-20', store: '店内', variety: '烟花', book: '8', counted: '8', keeper: '示例甲' },
        ...more,
      },
    })
    expect(issues(fireworks, [counted({ stock_boxes: '130' })])).toEqual([])
    expect(judged(fireworks, [counted({ stock_boxes: '130' }, limited)])).toEqual([
      'R-FW-STOCK block: 存放量 130 箱，许可证限制 100 箱',
    ])
    expect(judged(fireworks, [counted({ stock_boxes: '130' })])).toEqual([])
    expect(judged(fireworks, [counted({ counted: '7' })])).toEqual(['R-FW-BOOK alarm: 账面 8，实物 7'])
  })

  test('R-FW-PERMIT, R-FW-ROAD, R-FW-3DAYS', () => {
    const { permit: _, ...bare } = fwTransport
    expect(judged(fireworks, [bare])).toEqual(['R-FW-PERMIT block: 没有运输许可证'])
    expect(judged(fireworks, [{ ...fwTransport, permit: { ...fwRoad, left: '9' } }])).toEqual([
      'R-FW-PERMIT block: 数量 10 超过许可余量 9',
    ])
    expect(judged(fireworks, [{ ...fwTransport, values: { ...fwTransport.values, nobody_in_hold: false } }])).toEqual([
      'R-FW-ROAD alarm: 车厢载人',
    ])
    expect(judged(fireworks, [givenBack('permit_return', '2026-01-10', '2026-01-13', DEALER)])).toEqual([])
    expect(judged(fireworks, [givenBack('permit_return', '2026-01-10', '2026-01-14', DEALER)])).toEqual([
      'R-FW-3DAYS alarm: 应于 2026-01-13 前办理',
    ])
    const came = [made(), fwTransport, trade('wholesale_in', DEALER, partners.maker)]
    const out = (on: string) => trade('wholesale_out', DEALER, partners.retailer, { on })
    expect(judged(fireworks, [...came, out('2026-01-13')])).toEqual([])
    expect(judged(fireworks, [...came, out('2026-01-14')])).toEqual([
      'R-FW-3DAYS-owed alarm: 应于 2026-01-13 前办理，至今未办',
    ])
    expect(judged(fireworks, [came[0]!, came[2]!, out('2026-01-14')])).toEqual([])
  })

  test('R-FW-LOSS; the ledger of powder', () => {
    const goods = { powder: 'fuse', amount: { quantity: '20', unit: 'm' } }
    const lost: Step = {
      event: 'powder_lost',
      on: '2026-01-05',
      by: MAKER,
      values: {
        ...{ ...goods, police: '示例县公安局', safety_department: '示例县应急管理局' },
        ...{ found_at: '2026-01-05T08:00:00+08:00', reported_at: '2026-01-05T08:10:00+08:00' },
      },
    }
    const line = (entry: string, more: Values): Step => ({
      event: 'powder_ledger',
      on: '2026-01-05',
      by: MAKER,
      values: { ...goods, entry, entered_on: '2026-01-05', keeper: '示例甲', ...more },
    })
    expect(judged(fireworks, [lost])).toEqual(['R-FW-LOSS alarm: 黑火药、烟火药或引火线丢失'])
    expect(
      issues(fireworks, [
        lost,
        line('purchase', { other_party: '示例厂' }),
        line('issue', { receiver: '示例乙' }),
        line('sale', { other_party: '示例厂', buyer_licence: '1' }),
      ]),
    ).toEqual([])
    expect(issues(fireworks, [line('sale', { other_party: '示例厂' })])).toEqual([
      'powder_ledger.buyer_licence: field.missing',
    ])
    expect(
      issues(fireworks, [
        {
          event: 'transport_permit',
          on: '2026-01-05',
          by: MAKER,
          values: {
            ...{
              consignor_name: '示例厂',
              carrier_name: '示例运输',
              carrier_proof: '1',
              crew_proof: '2',
              vehicle_proof: '3',
            },
            ...{
              consignor_proof: '4',
              contract_no: '5',
              variety: '烟花',
              spec: '示例',
              quality_proof: '6',
              vehicle: '琼A00000',
            },
            ...{ amount: { quantity: '10', unit: 'box' }, moves_on: '2026-01-09', origin: '甲地', route: '甲地—丁地' },
            ...{ permit_no: '7', valid_to: '2026-01-12', authority: '示例县公安局' },
          },
        },
      ]),
    ).toEqual([])
  })
})
