import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { number } from '../edible/fields.ts'
import { choice, choices, code, date, dayOf, file, text } from '../fields.ts'
import {
  consumed,
  destroyed,
  labelCheck,
  ofBatch,
  packing,
  produced,
  recallEvents,
  received,
  record,
  sent,
} from '../input/events.ts'
import {
  human,
  intervalDays,
  type LedgerLine,
  labelState,
  ledger,
  PERMIT,
  SUPPLIER_LICENCE,
  yesNo,
} from '../input/fields.ts'
import * as src from '../input/sources.ts'
import { both, DESIGN, SY_38, SY_40 } from '../sources.ts'

const traceCodes = {
  type: 'codes',
  key: 'trace_codes',
  names: both('兽药追溯码', 'Veterinary drug codes'),
  scheme: 'cn.vet.24',
  required: false,
  ...src.NOTICE_2210,
} as const satisfies ProfileField

/** Ten things a record of purchase or sale holds (28). */
const TRADE: readonly LedgerLine[] = [
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
]

const withdrawal = (required: false | 'warn' = false) =>
  intervalDays('withdrawal_days', '休药期(天)', 'Withdrawal period (days)', SY_40, required)

const codeApply = record(
  'code_apply',
  '申请追溯码',
  'Codes applied for',
  [
    text('product', '产品', 'Product', src.NOTICE_2210, true),
    code('permit_no', '批准文号', 'Approval number', src.NOTICE_2210, true),
    number('count', '数量', 'How many', src.NOTICE_2210, true, '1', '100000000'),
    date('applied_on', '申请日期', 'Date', src.NOTICE_2210),
  ],
  { roles: ['maker'] },
)

const stockIn = produced(
  'in',
  '生产入库',
  'Made and coded',
  [
    ...PERMIT,
    text('generic_name', '通用名称', 'Generic name', DESIGN, true),
    code('lot', '产品批号', 'Lot', src.NOTICE_2210, true),
    dayOf(date('made_on', '生产日期', 'Date of production', src.NOTICE_2210)),
    date('expires_on', '有效期至', 'Expires on', src.NOTICE_2210),
    yesNo('for_food_animals', '用于食用动物', 'For food animals', DESIGN, true),
    withdrawal(),
    yesNo(
      'small_vial',
      '小容量(不大于5ml)，码在上一级包装',
      'Up to 5 ml: code on the next package',
      src.NOTICE_2210,
      false,
    ),
    traceCodes,
    file('relation_file', '关联关系文件', 'Relation file', src.NOTICE_2210),
  ],
  { roles: ['maker'], publicFields: ['permit_no', 'generic_name', 'lot', 'made_on', 'expires_on', 'withdrawal_days'] },
)

const out = sent(
  'out',
  '生产出库',
  'Left the maker',
  [date('sold_on', '出库日期', 'Date', src.NOTICE_2210), labelState, traceCodes],
  { roles: ['maker'], publicFields: ['sold_on'] },
)

const receive = received(
  [
    date('received_on', '收货日期', 'Date received', DESIGN),
    yesNo('checked', '入库检查验收', 'Checked', src.SY_29, 'law'),
  ],
  { roles: ['dealer'] },
)

const userReceive: ProfileEvent = {
  ...received([date('received_on', '收货日期', 'Date received', DESIGN)], { roles: ['user'] }),
  id: 'user_receive',
  names: both('使用者收货', 'Received by a user'),
}

const dealerIn = produced(
  'dealer_in',
  '购进(平台外供货)',
  'Bought from outside the platform',
  [
    ...ledger(
      src.SY_28,
      TRADE.filter((line) => line !== 'amount'),
    ),
    ...PERMIT,
    ...SUPPLIER_LICENCE,
    withdrawal(),
    traceCodes,
  ],
  { roles: ['dealer', 'user'], publicFields: ['permit_no', 'generic_name', 'lot', 'expires_on'] },
)

const trade = ofBatch(
  'trade',
  '购销记录',
  'Record of purchase or sale',
  'recording',
  [
    choice(
      'direction',
      '购或销',
      'Purchase or sale',
      DESIGN,
      true,
      choices(['purchase', '购进', 'Purchase'], ['sale', '销售', 'Sale']),
    ),
    ...ledger(src.SY_28, TRADE),
  ],
  { roles: ['dealer'] },
)

const store = ofBatch(
  'store',
  '入库、出库检查验收',
  'Checked in and out of the store',
  'storing',
  [
    choice(
      'direction',
      '入库或出库',
      'In or out',
      src.SY_29,
      'law',
      choices(['in', '入库', 'In'], ['out', '出库', 'Out']),
    ),
    date('checked_on', '检查日期', 'Date', src.SY_29, 'law'),
    text('finding', '检查结果', 'Finding', src.SY_29, 'law'),
    human('person', '检查人', 'Checked by', DESIGN),
  ],
  { roles: ['dealer'] },
)

const saleFields: readonly ProfileField[] = [
  ...ledger(src.SY_28, ['generic_name', 'dosage_form', 'specification', 'lot', 'expires_on', 'maker']),
  dayOf(date('sold_on', '销售日期', 'Date of sale', src.SY_28, 'law')),
  labelState,
  withdrawal(),
  traceCodes,
]

const dealerOut = sent('dealer_out', '销售', 'Sold to a party on the platform', saleFields, {
  roles: ['dealer'],
  publicFields: ['sold_on'],
})

const retail = consumed(
  'retail',
  '零售',
  'Sold to a buyer outside',
  'retail_selling',
  [...ledger(src.SY_28, ['partner']).map((f) => ({ ...f, personal: true as const })), ...saleFields],
  { roles: ['dealer'], publicFields: ['sold_on'] },
)

const use = consumed(
  'use',
  '用药记录',
  'Given to animals',
  'using',
  [
    text('animals', '动物(群号)', 'Animals', SY_38, 'law'),
    text('dose', '用量', 'Dose', SY_38, 'law'),
    date('used_on', '用药日期', 'Date of use', SY_38, 'law'),
    date('stopped_on', '停药日期', 'Stopped on', DESIGN, false),
    withdrawal('warn'),
    yesNo('record_given', '已向购买者或屠宰者提供用药记录', 'Record given to buyer or slaughterer', SY_40, false),
    human('person', '用药人', 'Person', DESIGN),
  ],
  { roles: ['user'] },
)

export const EVENTS: readonly ProfileEvent[] = [
  codeApply,
  stockIn,
  ...packing,
  labelCheck([code('code', '追溯码', 'Code', src.NOTICE_2210)]),
  out,
  receive,
  userReceive,
  dealerIn,
  trade,
  store,
  dealerOut,
  retail,
  use,
  // no article on recall of veterinary drugs is in our notes
  ...recallEvents(DESIGN, ['maker', 'dealer', 'user']).map((e) => ({
    ...e,
    fields: e.fields.map((f) => (f.required === 'law' ? { ...f, required: true } : f)),
  })),
  destroyed(),
]
