import { expect, test } from 'vitest'
import type { RuleFacts, RuleItem } from '../../kernel/rule.ts'
import { DEALER, fact, issues, item, MAKER, party, type Step, walk } from '../edible/table.testing.ts'
import { billDifferences } from '../medicine/rules.ts'
import { reasons } from '../medicine/table.testing.ts'
import { drug } from './index.ts'

const CODE = '84227470000000010000'
const OTHER = '84227470000000010001'
const HOSPITAL = 'party-hospital'

const activated = {
  generic_name: '米索前列醇片',
  approval_no: '国药准字H00000001',
  dosage_form: '片剂',
  strength: '0.2mg',
  pack_spec: '3片/盒',
  lot: 'L1',
  made_on: '2026-10-01',
  expires_on: '2028-09-30',
  holder: '示例药业',
  maker: '示例药业',
  drug_identifier: '8422747',
  trace_codes: [CODE],
}
const line = (count: string) => ({ drug_id: '8422747', line_lot: 'L1', count })
const bill = (type: string, no: string, more: Record<string, unknown> = {}) => ({
  bill_type: type,
  bill_code: no,
  bill_time: '2026-11-01T08:00:00+08:00',
  trace_codes: [CODE],
  drug_list: [line('1')],
  ...more,
})
const used = { bill_code: 'H1', bill_time: '2026-11-01T08:00:00+08:00', trace_codes: [CODE] }
const recall = {
  recall_no: 'R1',
  lots: 'L1',
  reason: '含量不足',
  level: '2',
  nature: 'real',
  ordered: 'voluntary',
  sale_stopped_on: '2026-11-01',
  told_on: '2026-11-01',
  published: true,
  reported_on: '2026-11-01',
}
const recalledFact = fact('drug', 'recall', recall)
const made = fact('drug', 'activate', activated)

const piece = (more: Partial<RuleItem> = {}, history = [made]) =>
  item(history, { identifier: CODE, kind: 'piece', state: 'active', holderId: MAKER, ...more })
const by = (partyId: string): Partial<RuleFacts> => ({ actor: party({ partyId }) })
const of = (items: RuleItem[], more: Partial<RuleFacts> = {}): Partial<RuleFacts> => ({ items, ...more })

const traded = {
  generic_name: '米索前列醇片',
  dosage_form: '片剂',
  strength: '0.2mg',
  lot: 'L1',
  expires_on: '2028-09-30',
  holder: '示例药业',
  maker: '示例药业',
  partner: '示例医药公司',
  count: { quantity: '10', unit: 'pack' },
  price: '12.5',
  traded_on: '2026-11-01',
}

test('from the coding rule to the ward, nothing is said', () => {
  const { holder: _, ...hospitals } = traded
  const steps: Step[] = [
    [
      'rule_file',
      { rule: '20位', identifiers: '8422747', system_address: 'https://example.cn', filed_on: '2026-01-01' },
    ],
    ['code_apply', { drug_identifier: '8422747', count: '1000', levels: '1:10:200' }],
    ['activate', activated],
    ['pack', { box_status: 'full', level: '3' }],
    ['stock_record', bill('101', 'P1')],
    ['stock_out', bill('201', 'O1')],
    ['purchase_record', { direction: 'sale', ...traded }],
    ['stock_in', bill('102', 'I1', { from_bill_code: 'O1', check_result: 'same' }), by(DEALER)],
    ['stock_out', bill('209', 'O2'), by(DEALER)],
    ['stock_in', bill('107', 'I2', { check_result: 'same' }), by(HOSPITAL)],
    ['hospital_purchase', hospitals, by(HOSPITAL)],
    ['unpack', { box_status: 'closed' }, by(HOSPITAL)],
    ['hospital_use', { ...used, ward: '妇产科' }, by(HOSPITAL)],
    [
      'insurance_settle',
      { kind: 'settle', trace_codes: [CODE], settled_before: '0', settled_at: '2026-11-01T09:00:00+08:00' },
      by(HOSPITAL),
    ],
  ]
  expect(walk(drug, steps)).toEqual([])
})

test('from a supplier outside to a pharmacy, back, sold again; and a destruction', () => {
  const steps: Step[] = [
    ['purchase_in', { ...traded, trace_codes: [CODE] }],
    ['retail', used],
    ['customer_return', { ...used, bill_code: 'B116', return_reason: '医生改方' }],
    [
      'retail',
      { ...used, bill_code: 'H2', customer: '示例', customer_id_kind: '1', customer_id: '460000000000000000' },
    ],
    ['return', bill('202', 'O9', { return_reason_code: '1' })],
    [
      'destroy',
      {
        bill_code: 'D1',
        reason: '过期',
        executor: '甲',
        executor_id: '1',
        supervisor: '乙',
        supervisor_id: '2',
        destroyed_on: '2026-11-01',
        trace_codes: [CODE],
      },
    ],
    ['recall', recall],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-20' }],
  ]
  expect(walk(drug, steps)).toEqual([])
})

const soldOnce = [made, fact('drug', 'retail', used)]
const broken = fact('drug', 'unpack', { box_status: 'closed' })

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  [
    'an unknown code',
    'stock_in',
    {},
    of([piece({ state: undefined } as never)]),
    [`R-DR-ACTIVE block: 追溯码 ${CODE} 未激活、已注销或不存在`],
  ],
  [
    'a code that was issued only',
    'stock_out',
    {},
    of([piece({ state: 'issued' })]),
    [`R-DR-ACTIVE block: 追溯码 ${CODE} 未激活、已注销或不存在`],
  ],
  [
    'a void code',
    'retail',
    {},
    of([piece({ state: 'void' })]),
    [`R-DR-ACTIVE block: 追溯码 ${CODE} 未激活、已注销或不存在`],
  ],
  [
    'medicine that flows back',
    'stock_in',
    {},
    of([piece({ state: 'used' })]),
    [`R-DR-ACTIVE block: 追溯码 ${CODE} 已售出或使用`],
  ],
  [
    'a code of somebody else',
    'stock_out',
    {},
    of([piece({ holderId: DEALER })]),
    [`R-DR-HOLDER block: 追溯码 ${CODE} 不在本企业库存`],
  ],
  [
    'a code that nobody holds',
    'stock_out',
    {},
    of([item([made], { identifier: CODE, kind: 'piece', state: 'in' })]),
    [`R-DR-HOLDER block: 追溯码 ${CODE} 不在本企业库存`],
  ],
  [
    'a code already out',
    'return',
    {},
    of([piece({ state: 'out' })]),
    [`R-DR-HOLDER block: 追溯码 ${CODE} 不在本企业库存`],
  ],
  [
    'a code already used',
    'destroy',
    { executor: '甲', executor_id: '1', supervisor: '乙', supervisor_id: '2' },
    of([piece({ state: 'used' })]),
    [`R-DR-HOLDER block: 追溯码 ${CODE} 不在本企业库存`],
  ],
  [
    'a code sold before',
    'retail',
    used,
    of([piece({ state: 'used' }, soldOnce)]),
    [`R-DR-REPEAT alarm: 追溯码 ${CODE} 已销售，未见退回`, 'R-DR-BILL block: 单据 H1 已上传'],
  ],
  [
    'a code sold before, known by its history',
    'hospital_use',
    { bill_code: 'H9' },
    of([piece({}, soldOnce)]),
    [`R-DR-REPEAT alarm: 追溯码 ${CODE} 已销售，未见退回`],
  ],
  [
    'a code settled before',
    'insurance_settle',
    { kind: 'settle' },
    of([piece({}, [made, fact('drug', 'insurance_settle', { kind: 'settle' })])]),
    [`R-DR-REPEAT alarm: 追溯码 ${CODE} 已结算，未见退回`],
  ],
  [
    'a code the insurer knows',
    'insurance_settle',
    { kind: 'settle', settled_before: '1' },
    of([piece()]),
    ['R-DR-REPEAT alarm: 该追溯码此前已有结算记录'],
  ],
  [
    'a settlement taken back',
    'insurance_settle',
    { kind: 'settle' },
    of([
      piece({}, [
        made,
        fact('drug', 'insurance_settle', { kind: 'settle' }),
        fact('drug', 'insurance_settle', { kind: 'undo' }),
      ]),
    ]),
    [],
  ],
  ['a recalled lot', 'stock_out', {}, of([item([made, recalledFact])]), ['R-DR-BATCH block: B1 已被召回']],
  [
    'a recalled lot in retail',
    'retail',
    {},
    of([piece({}, [made, recalledFact])]),
    [`R-DR-BATCH block: ${CODE} 已被召回`],
  ],
  ['a recalled lot on its way back', 'stock_out', { bill_type: '211' }, of([item([made, recalledFact])]), []],
  [
    'a drill of a recall',
    'stock_out',
    {},
    of([item([made, fact('drug', 'recall', { ...recall, nature: 'drill' })])]),
    [],
  ],
  [
    'a recall that was lifted',
    'stock_out',
    {},
    of([item([made, recalledFact, fact('drug', 'recall_end', { recall_no: 'R1', outcome: 'lifted' })])]),
    [],
  ],
  [
    'a recall that was completed',
    'stock_out',
    {},
    of([item([made, recalledFact, fact('drug', 'recall_end', { recall_no: 'R1', outcome: 'completed' })])]),
    ['R-DR-BATCH block: B1 已被召回'],
  ],
  [
    'a recall lifted by somebody else',
    'stock_out',
    {},
    of([
      item([
        made,
        recalledFact,
        fact('drug', 'recall_end', { recall_no: 'R1', outcome: 'lifted' }, { partyId: DEALER }),
      ]),
    ]),
    ['R-DR-BATCH block: B1 已被召回'],
  ],
  [
    'past the expiry',
    'hospital_use',
    {},
    of([piece({ expiresOn: '2026-11-01' })]),
    [`R-DR-BATCH-EXPIRED block: ${CODE} 已过有效期`],
  ],
  ['the last day', 'hospital_use', {}, of([piece({ expiresOn: '2026-11-02' })]), []],
  [
    'a recall told to nobody',
    'recall',
    { ...recall, told_on: undefined, published: false, reported_on: '' },
    of([item([made])]),
    ['R-DR-RECALL task: 尚待：通知下游、公布召回信息、向监管部门报告'],
  ],
  [
    'a destruction nobody watched',
    'destroy',
    { executor: '甲', executor_id: '1', supervisor: '乙' },
    of([item([made])]),
    ['R-DR-DESTROY block: 缺少执行人或监督人身份'],
  ],
  [
    'a broken case',
    'stock_out',
    {},
    of([item([made, broken], { identifier: 'C1', kind: 'pack', holderId: MAKER })]),
    ['R-DR-CASE block: 包装 C1 已拆零'],
  ],
  [
    'a case packed anew',
    'stock_out',
    {},
    of([item([made, broken, fact('drug', 'pack', { box_status: 'mixed' })], { kind: 'pack', holderId: MAKER })]),
    [],
  ],
  [
    'a case with a remainder',
    'stock_out',
    {},
    of([item([made, fact('drug', 'unpack', { box_status: 'remainder' })], { kind: 'pack', holderId: MAKER })]),
    [],
  ],
  [
    'a bill uploaded again',
    'stock_out',
    { bill_code: 'O1' },
    of([item([made, fact('drug', 'stock_out', bill('201', 'O1'))])]),
    ['R-DR-BILL block: 单据 O1 已上传'],
  ],
  [
    'the same bill number of another enterprise',
    'stock_out',
    { bill_code: 'O1' },
    of([item([made, fact('drug', 'stock_out', bill('201', 'O1'), { partyId: DEALER })])]),
    [],
  ],
  [
    'a line too few',
    'stock_in',
    { drug_list: [line('2')] },
    of([item([made, fact('drug', 'stock_out', bill('201', 'O1'))])], by(DEALER)),
    ['R-DR-RECEIPT warn: 与上游单据不一致 1 处：8422747/L1；请反馈上游'],
  ],
  [
    'another code',
    'stock_in',
    { trace_codes: [OTHER] },
    of([item([made, fact('drug', 'stock_out', bill('201', 'O1'))])], by(DEALER)),
    [`R-DR-RECEIPT warn: 与上游单据不一致 2 处：${CODE}、${OTHER}；请反馈上游`],
  ],
  [
    'said to be different',
    'stock_in',
    { check_result: 'different', check_reason: '破损' },
    of([item([made])], by(DEALER)),
    ['R-DR-RECEIPT warn: 与上游单据不一致，请反馈上游'],
  ],
  ['goods from nowhere', 'stock_out', {}, of([item()]), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(drug, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((drug.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test('bills are compared code by code and lot by lot, and only where both say', () => {
  expect(billDifferences({ drug_list: [line('1'), line('2')] }, { drug_list: [line('3')] })).toEqual([])
  expect(billDifferences({ trace_codes: [CODE] }, {})).toEqual([])
  expect(billDifferences({ trace_codes: [CODE, OTHER] }, { trace_codes: [OTHER] })).toEqual([CODE])
})

test.each([
  'generic_name',
  'dosage_form',
  'strength',
  'lot',
  'expires_on',
  'holder',
  'maker',
  'partner',
  'count',
  'price',
  'traded_on',
])('a purchase without %s is refused, because the law asks for it', (key) => {
  expect(issues(drug, 'purchase_record', { direction: 'purchase', ...traded, [key]: undefined })).toEqual([
    `${key} field.missing`,
  ])
})

test('a receipt that differs says why', () => {
  expect(issues(drug, 'stock_in', bill('102', 'I1', { check_result: 'different' }))).toEqual([
    'check_reason field.missing',
  ])
})
