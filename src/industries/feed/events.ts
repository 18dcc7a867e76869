import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { code, date, dayOf, quantity, text } from '../fields.ts'
import {
  consumed,
  destroyed,
  labelCheck,
  packing,
  produced,
  recallEvents,
  received,
  record,
  sent,
} from '../input/events.ts'
import {
  human,
  INPUT_UNITS,
  intervalDays,
  labelState,
  ledger,
  PERMIT,
  SUPPLIER_LICENCE,
  yesNo,
} from '../input/fields.ts'
import * as src from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'

const rawIn = record(
  'raw_in',
  '原料采购记录',
  'Materials bought',
  ledger(src.SL_17, [
    'name',
    'origin',
    'amount',
    'shelf_life',
    'permit_no',
    'quality',
    'supplier',
    'supplier_contact',
    'bought_on',
  ]),
  { roles: ['maker'] },
)

/** What the label says (21), beside name, maker and address, which are known. The law asks it of the label, not of us. */
const LABEL: readonly ProfileField[] = [
  text('ingredients', '原料组成', 'Ingredients', src.SL_21, 'warn'),
  text('guaranteed_analysis', '产品成分分析保证值', 'Guaranteed analysis', src.SL_21, 'warn'),
  text('net_content', '净重或净含量', 'Net content', src.SL_21, 'warn'),
  text('storage', '贮存条件', 'Storage', src.SL_21, 'warn'),
  text('directions', '使用说明', 'Directions', src.SL_21, 'warn'),
  text('cautions', '注意事项', 'Cautions', src.SL_21),
  text('shelf_life', '保质期', 'Shelf life', src.SL_21, 'warn'),
  text('standard', '产品质量标准', 'Product standard', src.SL_21, 'warn'),
  yesNo('medicated', '加入药物饲料添加剂', 'Medicated', src.SL_21, true),
  {
    ...text('drug_name', '药物通用名称', 'Generic name of the drug', src.SL_21, 'law'),
    when: { key: 'medicated', in: ['true'] },
  },
  {
    ...text('drug_content', '药物含量', 'Content of the drug', src.SL_21, 'law'),
    when: { key: 'medicated', in: ['true'] },
  },
  {
    ...intervalDays('withdrawal_days', '休药期(天)', 'Withdrawal period (days)', src.SL_21),
    when: { key: 'medicated', in: ['true'] },
  },
  yesNo('animal_origin', '含乳及乳制品以外的动物源性成分', 'Holds animal matter other than milk', src.SL_21, true),
  {
    ...yesNo('ruminant_warning', '已标明“本产品不得饲喂反刍动物”', 'Marked: not for ruminants', src.SL_21, false),
    when: { key: 'animal_origin', in: ['true'] },
  },
]

const produce = produced(
  'produce',
  '生产记录',
  'Made',
  [
    ...PERMIT,
    code('lot', '生产批次', 'Lot', src.SL_19, true),
    dayOf(date('made_on', '生产日期', 'Date of production', src.SL_19)),
    date('expires_on', '保质期至', 'Good until', DESIGN, 'warn'),
    text('process', '生产过程记录', 'Record of the making', src.SL_18, 'law'),
    yesNo('sample_kept', '已留样', 'Sample kept', src.SL_18, 'law'),
    ...LABEL,
  ],
  { roles: ['maker'], publicFields: ['permit_no', 'lot', 'made_on', 'expires_on', 'ingredients', 'withdrawal_days'] },
)

const out = sent(
  'out',
  '出厂销售记录',
  'Left the factory',
  [
    ...ledger(src.SL_19, ['made_on', 'lot', 'quality', 'sold_on']),
    ...ledger(DESIGN, ['buyer_contact'], false),
    labelState,
  ],
  { roles: ['maker'], publicFields: ['sold_on'] },
)

const receive = received(
  [
    ...ledger(src.SL_23, ['permit_no', 'specification', 'shelf_life']),
    date('received_on', '购进时间', 'Date of purchase', src.SL_23, 'law'),
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
  '购销台账(平台外供货)',
  'Bought from outside the platform',
  [
    ...ledger(src.SL_23, [
      'permit_no',
      'specification',
      'shelf_life',
      'maker',
      'supplier',
      'supplier_contact',
      'bought_on',
    ]),
    ...PERMIT.slice(1),
    ...SUPPLIER_LICENCE,
    intervalDays('withdrawal_days', '休药期(天)', 'Withdrawal period (days)', src.SL_21),
  ],
  { roles: ['dealer', 'user'], publicFields: ['permit_no'] },
)

const SALE: readonly ProfileField[] = [
  ...ledger(src.SL_23, ['permit_no', 'specification', 'shelf_life']),
  dayOf(date('sold_on', '销售时间', 'Date of sale', src.SL_23, 'law')),
  labelState,
]

const dealerOut = sent('dealer_out', '购销台账(销售)', 'Sold to a party on the platform', SALE, {
  roles: ['dealer'],
  publicFields: ['sold_on'],
})

const retail = consumed(
  'retail',
  '零售',
  'Sold to a buyer outside',
  'retail_selling',
  [...SALE, ...ledger(DESIGN, ['buyer', 'buyer_contact'], false)],
  { roles: ['dealer', 'maker'], publicFields: ['sold_on'] },
)

/** Packing anew is the maker's: a dealer who does it is refused (R-FEED-REPACK). */
const repack: ProfileEvent = {
  id: 'repack',
  names: both('拆包、分装', 'Unpacked and packed anew'),
  object: 'batch',
  move: 'transform',
  step: 'repackaging',
  fields: [date('repacked_on', '日期', 'Date', DESIGN), text('reason', '原因', 'Reason', DESIGN)],
  publicFields: [],
}

const use = consumed(
  'use',
  '使用记录',
  'Fed',
  'using',
  [
    text('animals', '动物(群号)', 'Animals', DESIGN, true),
    quantity('fed', '用量', 'Amount', DESIGN, true, INPUT_UNITS),
    date('used_on', '使用时间', 'Date of use', DESIGN),
    date('stopped_on', '停用日期', 'Stopped on', DESIGN, false),
    yesNo('as_labelled', '按使用说明和注意事项使用', 'Used as the label says', src.SL_25),
    human('person', '操作人', 'Person', DESIGN),
  ],
  { roles: ['user'] },
)

export const EVENTS: readonly ProfileEvent[] = [
  rawIn,
  produce,
  ...packing,
  labelCheck(),
  out,
  receive,
  userReceive,
  dealerIn,
  dealerOut,
  retail,
  repack,
  use,
  ...recallEvents(src.SL_28, ['maker', 'dealer', 'user']),
  destroyed(),
]
