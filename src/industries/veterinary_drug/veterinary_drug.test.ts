import { expect, test } from 'vitest'
import type { RuleFacts } from '../../kernel/rule.ts'
import { fact, issues, item, type Step, walk } from '../edible/table.testing.ts'
import { intervalOf } from '../input/rules.ts'
import { RECALL, who } from '../input/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { veterinaryDrug } from './index.ts'

const CODE = '202301051234500000012345'
const maker = who('maker', ['vet_production'], ['maker'])
const dealer = who('dealer', ['vet_trade'], ['dealer'])
const farm = who('farm', [], ['user'])

const made = {
  ...{ permit_no: '兽药字000000001', permit_valid_to: '2029-01-01', generic_name: '示例注射液', lot: 'L1' },
  ...{
    made_on: '2026-09-01',
    expires_on: '2028-08-31',
    for_food_animals: true,
    withdrawal_days: '28',
    trace_codes: [CODE],
  },
}
const law = {
  generic_name: '示例注射液',
  dosage_form: '注射剂',
  specification: '10ml',
  lot: 'L1',
  expires_on: '2028-08-31',
  maker: '示例动保',
}
const sold = { ...law, sold_on: '2026-10-01', label_state: 'good', withdrawal_days: '28', trace_codes: [CODE] }
const traded = { trade_name: '示例', ...law, partner: '示例动保', traded_on: '2026-09-10' }
const used = { animals: '群1', dose: '每头10ml', used_on: '2026-10-05', withdrawal_days: '28' }

test('from the maker to the animal, nothing is said', () => {
  const steps: Step[] = [
    ['code_apply', { product: '示例注射液', permit_no: '兽药字000000001', count: '1000', applied_on: '2026-08-01' }],
    ['in', made, { actor: maker }],
    ['pack', {}, { actor: maker }],
    ['out', { sold_on: '2026-09-05', label_state: 'good', trace_codes: [CODE] }, { actor: maker, counterpart: dealer }],
    ['receive', { received_on: '2026-09-06', checked: true }, { actor: dealer, counterpart: maker }],
    ['trade', { direction: 'purchase', ...traded, amount: { quantity: '10', unit: 'box' } }, { actor: dealer }],
    ['store', { direction: 'in', checked_on: '2026-09-06', finding: '合格' }, { actor: dealer }],
    ['label_check', { checked_on: '2026-09-06', code: CODE, scan_state: 'genuine' }, { actor: dealer }],
    ['dealer_out', sold, { actor: dealer, counterpart: farm }],
    ['user_receive', { received_on: '2026-10-02' }, { actor: farm, counterpart: dealer }],
    ['use', used, { actor: farm }],
  ]
  expect(walk(veterinaryDrug, steps)).toEqual([])
})

test('bought outside, sold to a buyer outside, recalled', () => {
  const bought = {
    ...traded,
    permit_no: '兽药字000000001',
    permit_valid_to: '2029-01-01',
    supplier_licence_no: 'J1',
    trace_codes: [CODE],
  }
  const steps: Step[] = [
    ['dealer_in', bought, { actor: dealer }],
    ['retail', { ...sold, partner: '某养殖户' }, { actor: dealer }],
    ['recall', RECALL, { actor: maker }],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-02' }, { actor: maker }],
    ['destroy', { destroyed_on: '2026-11-03', reason: '召回' }, { actor: maker }],
  ]
  expect(walk(veterinaryDrug, steps)).toEqual([])
})

const chain = [fact('veterinary_drug', 'in', made)]
const uncoded = [fact('veterinary_drug', 'in', { ...made, trace_codes: undefined })]
const small = [fact('veterinary_drug', 'in', { ...made, trace_codes: undefined, small_vial: true })]
const plain = { ...sold, trace_codes: undefined }
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
  ['no code', 'retail', plain, by(uncoded), ['R-VET-CODE block: 没有兽药追溯码']],
  [
    'a code that is none',
    'retail',
    { ...plain, trace_codes: ['202313011234500000012345'] },
    by(uncoded),
    ['R-VET-CODE block: 追溯码不是24位兽药追溯码'],
  ],
  ['a code of the lot', 'retail', plain, by(), []],
  [
    'a piece with its code',
    'retail',
    plain,
    by([], { items: [item(uncoded, { kind: 'piece', identifier: `/s/${CODE}` })] }),
    [],
  ],
  ['a very small vial', 'retail', plain, by(small), []],
  [
    'a very small vial whose package has no code',
    'retail',
    { ...plain, label_state: 'no_code' },
    by(small),
    ['R-VET-CODE block: 没有兽药追溯码', 'R-IN-UNSALEABLE block: 标签没有二维码'],
  ],
  ['before the rule', 'retail', plain, by(uncoded, { happenedOn: '2016-06-30' }), []],
  [
    'the day of the rule',
    'retail',
    plain,
    by(uncoded, { happenedOn: '2016-07-01' }),
    ['R-VET-CODE block: 没有兽药追溯码'],
  ],
  ['no licence', 'dealer_out', sold, by(chain, { actor: farm }), ['R-IN-LICENCE block: 本主体没有有效的许可证']],
  [
    'a seller without a licence',
    'user_receive',
    {},
    by(chain, { actor: farm, counterpart: who('x') }),
    ['R-IN-LICENCE block: 供货者没有有效的许可证'],
  ],
  [
    'the approval ran out',
    'dealer_out',
    { ...sold, permit_valid_to: '2026-11-01' },
    by(),
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  [
    'past the expiry',
    'out',
    { label_state: 'good' },
    { actor: maker, items: [item(chain, { expiresOn: '2026-11-01' })] },
    ['R-IN-UNSALEABLE block: B1 已过有效期'],
  ],
  [
    'no withdrawal period',
    'in',
    { ...made, withdrawal_days: '' },
    { actor: maker },
    ['R-IN-INTERVAL warn: 未填写安全间隔期或休药期'],
  ],
  ['a scan that finds nothing', 'label_check', { scan_state: 'not_found' }, by(), ['R-IN-SCAN warn: 登记库中没有该码']],
  [
    'recalled',
    'use',
    used,
    by([...chain, fact('veterinary_drug', 'recall', RECALL)], { actor: farm }),
    ['R-IN-RECALL block: B1 正在召回'],
  ],
  [
    'a recall nobody was told of',
    'recall',
    { ...RECALL, told_on: '' },
    by(),
    ['R-IN-RECALL-TASK task: 通知经营者和使用者停止销售、使用并召回'],
  ],
  ['from nowhere', 'use', used, by([], { actor: farm }), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(veterinaryDrug, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((veterinaryDrug.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test.each([
  'trade_name',
  'generic_name',
  'dosage_form',
  'specification',
  'lot',
  'expires_on',
  'maker',
  'partner',
  'amount',
  'traded_on',
])('a record of trade without %s is refused by law', (key) => {
  const full = { direction: 'sale', ...traded, amount: { quantity: '1', unit: 'box' } }
  expect(issues(veterinaryDrug, 'trade', { ...full, [key]: undefined })).toEqual([`${key} field.missing`])
})

test('the withdrawal period goes with the goods (IN-5)', () => {
  expect(intervalOf(chain)).toBe(28)
})
