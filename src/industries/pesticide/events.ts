import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, dayOf, file, place, quantity, text } from '../fields.ts'
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
  usableOn,
  yesNo,
} from '../input/fields.ts'
import * as src from '../input/sources.ts'
import { both, DESIGN, NCP_27_1, NY_22, NY_36 } from '../sources.ts'

const unitCodes = {
  type: 'codes',
  key: 'unit_codes',
  names: both('单元识别代码', 'Unit codes'),
  scheme: 'cn.pest.unit',
  required: false,
  ...src.NOTICE_2579,
} as const satisfies ProfileField

const rawIn = record(
  'raw_in',
  '原材料进货记录',
  'Materials bought',
  ledger(src.NY_20, ['name', 'permit_no', 'specification', 'amount', 'supplier', 'supplier_contact', 'bought_on']),
  { roles: ['maker'] },
)

const produce = produced(
  'produce',
  '生产赋码',
  'Made and coded',
  [
    ...PERMIT,
    text('holder', '登记证持有人', 'Holder of the registration', src.NOTICE_2579, true),
    choice(
      'production',
      '生产类型',
      'Way of making',
      src.NOTICE_2579,
      true,
      choices(
        ['holder', '持有人生产', 'By the holder'],
        ['entrusted', '委托加工', 'Made for the holder'],
        ['repacked', '委托分装', 'Repacked for the holder'],
      ),
    ),
    code('specification_code', '规格码', 'Specification code', src.NOTICE_2579, true),
    text('specification', '规格', 'Specification', DESIGN, true),
    code('lot', '生产批号', 'Lot', src.NOTICE_2579, true),
    dayOf(date('made_on', '生产日期', 'Date of production', src.NOTICE_2579)),
    date('expires_on', '有效期至', 'Expires on', DESIGN, 'warn'),
    yesNo('restricted', '限制使用农药', 'Of restricted use', DESIGN, true),
    yesNo('for_edible', '用于食用农产品', 'For edible products', NY_22, true),
    intervalDays('safety_days', '安全间隔期(天)', 'Safety interval (days)', NY_22),
    // a law asks sellers to write it down; that the maker does is ours
    text('usable_on', '施用范围', 'Used on', DESIGN, 'warn'),
    code('code_from', '代码起', 'First code', src.NOTICE_2579),
    code('code_to', '代码止', 'Last code', src.NOTICE_2579),
    unitCodes,
    file('relation_file', '内外包装关联文件', 'Relation file', src.NOTICE_2579),
    text('quality', '质量检验信息', 'Quality test', src.INPUT_IN_USE),
    code('technical_permit_no', '原药(母药)登记证号', 'Registration of the technical material', src.INPUT_IN_USE),
    text('technical_maker', '原药(母药)生产企业', 'Maker of the technical material', src.INPUT_IN_USE),
  ],
  {
    roles: ['maker'],
    publicFields: [
      'permit_no',
      'holder',
      'lot',
      'made_on',
      'expires_on',
      'safety_days',
      'usable_on',
      'quality',
      'technical_permit_no',
      'technical_maker',
    ],
  },
)

const out = sent(
  'out',
  '出厂销售记录',
  'Left the factory',
  [
    ...ledger(src.NY_21, ['specification', 'made_on', 'lot', 'quality', 'sold_on']),
    // who buys is the other party of the transfer; its name and contact are in the registry
    ...ledger(DESIGN, ['buyer_contact'], false),
    labelState,
    unitCodes,
  ],
  { roles: ['maker'], publicFields: ['sold_on'] },
)

const receive = received(
  [
    ...ledger(src.NY_26, ['permit_no', 'specification', 'maker']),
    date('received_on', '进货日期', 'Date of purchase', src.NY_26, 'law'),
    yesNo(
      'papers_checked',
      '已查验产品包装、标签、合格证及许可证明',
      'Package, label and papers checked',
      src.NY_26,
      'warn',
    ),
  ],
  { roles: ['dealer'] },
)

/** The ledger is the dealers' duty; who uses it keeps the record of use. */
const userReceive: ProfileEvent = {
  ...received([date('received_on', '收货日期', 'Date received', DESIGN)], { roles: ['user', 'service'] }),
  id: 'user_receive',
  names: both('使用者收货', 'Received by a user'),
}

const dealerIn = produced(
  'dealer_in',
  '采购台账(平台外供货)',
  'Bought from outside the platform',
  [
    ...ledger(src.NY_26, ['permit_no', 'specification', 'maker', 'supplier', 'supplier_contact', 'bought_on']),
    ...PERMIT.slice(1),
    ...SUPPLIER_LICENCE,
    date('expires_on', '有效期至', 'Expires on', DESIGN, false),
    yesNo('restricted', '限制使用农药', 'Of restricted use', DESIGN, true),
    intervalDays('safety_days', '安全间隔期(天)', 'Safety interval (days)', NY_22),
  ],
  { roles: ['dealer', 'user', 'service'], publicFields: ['permit_no', 'maker'] },
)

const RESTRICTED = { key: 'restricted', in: ['true'] }
const LEDGERED = { key: 'sanitary', in: ['false'] }

/** 经营台账. Dealers in sanitary pesticides are exempt (27, last paragraph). */
const salesLedger = (buyer: boolean): ProfileField[] => [
  yesNo('sanitary', '卫生用农药', 'Sanitary pesticide', src.NY_27, true),
  ...[
    ...ledger(
      src.NY_27,
      buyer ? ['specification', 'maker', 'buyer', 'sold_on'] : ['specification', 'maker', 'sold_on'],
    ),
    usableOn,
  ].map((field) => ({ ...field, when: LEDGERED })),
  yesNo('restricted', '限制使用农药', 'Of restricted use', DESIGN, true),
  { ...code('buyer_id', '购买人证件号', "Buyer's identity number", src.NOTICE_925), personal: true, when: RESTRICTED },
  { ...text('crop', '使用作物', 'Crop', src.NOTICE_925, true), when: RESTRICTED },
  { ...text('purpose', '用途', 'Purpose', src.NOTICE_925, true), when: RESTRICTED },
  labelState,
  intervalDays('safety_days', '安全间隔期(天)', 'Safety interval (days)', NY_22),
  yesNo('advised', '已说明使用方法和注意事项', 'Use and dangers explained', src.NY_27, false),
  unitCodes,
]

const dealerOut = sent('dealer_out', '销售台账', 'Sold to a party on the platform', salesLedger(false), {
  roles: ['dealer'],
  publicFields: ['sold_on', 'usable_on'],
})

const retail = consumed('retail', '零售台账', 'Sold to a buyer outside', 'retail_selling', salesLedger(true), {
  roles: ['dealer'],
  publicFields: ['sold_on', 'usable_on'],
})

const use = consumed(
  'use',
  '使用记录',
  'Used',
  'using',
  [
    date('used_on', '使用时间', 'Date of use', NY_36, 'law'),
    { ...place('used_at', '使用地点', 'Place', NY_36), required: 'law' },
    text('target', '使用对象', 'Used on', NY_36, 'law'),
    quantity('dose', '用量', 'Amount', NY_36, 'law', INPUT_UNITS),
    text('maker', '生产企业', 'Maker', NY_36, 'law'),
    date('stopped_on', '停用日期', 'Stopped on', NCP_27_1, 'law'),
    intervalDays('safety_days', '安全间隔期(天)', 'Safety interval (days)', NY_22),
    human('person', '操作人', 'Person', DESIGN),
  ],
  { roles: ['user', 'service'] },
)

/** A duty to take packages back exists; the form is from memory in our notes. */
const waste = record(
  'waste',
  '包装废弃物回收',
  'Empty packages taken back',
  [
    text('kind', '种类', 'Kind', DESIGN, true),
    quantity('count', '数量', 'Quantity', DESIGN, true, INPUT_UNITS),
    date('collected_on', '日期', 'Date', DESIGN),
    place('collected_at', '地点', 'Place', DESIGN),
  ],
  { roles: ['dealer', 'user', 'service'] },
)

export const EVENTS: readonly ProfileEvent[] = [
  rawIn,
  produce,
  ...packing,
  labelCheck([
    {
      ...text('label_text', '标签二维码内容', 'What the QR says', src.NOTICE_2579, true),
      help: both('网址和32位代码', 'Address and code of 32 digits'),
    },
    code('permit_no', '登记证号', 'Registration number', src.NOTICE_2579),
  ]),
  out,
  receive,
  userReceive,
  dealerIn,
  dealerOut,
  retail,
  use,
  waste,
  ...recallEvents(src.NY_42, ['maker', 'dealer', 'user', 'service']),
  destroyed(),
]
