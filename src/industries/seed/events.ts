import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, place, plot, quantity, text } from '../fields.ts'
import {
  consumed,
  destroyed,
  labelCheck,
  ofBatch,
  packing,
  produced,
  recallEvents,
  received,
  sent,
} from '../input/events.ts'
import { human, INPUT_UNITS, labelState, ledger, PERMIT, SUPPLIER_LICENCE, yesNo } from '../input/fields.ts'
import * as src from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'

/** What the label says (40) beside variety and producer, and quality of the query page in use. */
const LABEL: readonly ProfileField[] = [
  text('seed_kind', '种子类别', 'Kind of seed', src.ZZ_40, 'warn'),
  text('variety', '品种名称', 'Variety', src.ZZ_40, true),
  ...PERMIT.map((f) =>
    f.key === 'permit_no' ? { ...f, names: both('品种审定或登记编号', 'Approval or registration of the variety') } : f,
  ),
  text('suitable', '适宜种植区域及季节', 'Where and when to sow', src.ZZ_40, 'warn'),
  text('producer', '生产经营者及注册地', 'Producer and seat', src.ZZ_40, 'warn'),
  text('quality', '质量指标', 'Quality', src.ZZ_40, 'warn'),
  code('quarantine_no', '检疫证明编号', 'Quarantine certificate', src.ZZ_40, 'warn'),
  code('licence_no', '种子生产经营许可证编号', 'Licence', src.ZZ_40, 'warn'),
  code('variety_right_no', '品种权号', 'Variety right', src.ZZ_40),
  code('import_no', '进口审批文号', 'Import approval', src.ZZ_40),
  yesNo('genetically_modified', '转基因', 'Genetically modified', src.ZZ_40),
  ...(
    [
      'purity 纯度 Purity',
      'cleanness 净度 Cleanness',
      'germination 发芽率 Germination',
      'moisture 水分 Moisture',
    ] as const
  ).map((line): ProfileField => {
    const [key = '', zh = '', en = ''] = line.split(' ')
    return {
      type: 'number',
      key,
      names: both(`${zh}(%)`, `${en} (%)`),
      min: '0',
      max: '100',
      required: false,
      ...src.SEED_IN_USE,
    }
  }),
  text('treatment', '种子处理', 'Treatment', src.SEED_IN_USE),
  text('net_content', '净含量', 'Net content', src.SEED_IN_USE),
  date('tested_on', '检测日期', 'Date of test', src.SEED_IN_USE, false),
  date('expires_on', '保质期至', 'Good until', src.SEED_IN_USE, false),
]

const unitCodes = {
  type: 'codes',
  key: 'unit_codes',
  names: both('单元识别代码', 'Unit codes'),
  scheme: 'cn.seed.unit',
  required: false,
  ...src.SEED_QR,
} as const satisfies ProfileField

const labelText: ProfileField = {
  ...text('label_text', '标签二维码内容', 'What the QR says', src.SEED_QR, true),
  help: both('四行：品种、生产经营者、单元识别代码、网址', 'Four lines: variety, producer, unit code, address'),
}

/** Producers and dealers keep one file: seven things. */
const archive = ofBatch(
  'archive',
  '生产经营档案',
  'File of producing and dealing',
  'recording',
  [
    text('seed_source', '种子来源', 'Where the seed came from', src.ZZ_36, 'law'),
    { ...place('origin', '产地', 'Origin', src.ZZ_36), required: 'law' },
    quantity('amount', '数量', 'Quantity', src.ZZ_36, 'law', INPUT_UNITS),
    text('quality', '质量', 'Quality', src.ZZ_36, 'law'),
    text('destination', '销售去向', 'Sold to', src.ZZ_36, 'law'),
    date('sold_on', '销售日期', 'Date of sale', src.ZZ_36, 'law'),
    human('responsible', '有关责任人员', 'Persons responsible', src.ZZ_36, 'law'),
  ],
  { roles: ['producer', 'dealer'] },
)

/** From memory in our notes: no text was read. */
const field: ProfileEvent = {
  id: 'field',
  names: both('田间生产', 'Grown in the field'),
  object: 'plot',
  move: 'record',
  step: 'growing',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', DESIGN),
    text('crop', '作物', 'Crop', DESIGN, true),
    text('variety', '品种', 'Variety', DESIGN, true),
    text('parents', '亲本', 'Parents', DESIGN),
    text('isolation', '隔离', 'Isolation', DESIGN),
    text('inspection', '田间检验', 'Field inspection', DESIGN),
  ],
  publicFields: ['crop', 'variety'],
}

const process = produced(
  'process',
  '加工包装赋码',
  'Processed, packed and coded',
  [
    code('lot', '种子批', 'Seed lot', DESIGN, true),
    text('process', '加工', 'Process', DESIGN),
    text('package', '包装规格', 'Package', DESIGN),
    date('made_on', '生产日期', 'Date', DESIGN),
    ...LABEL,
    labelText,
    unitCodes,
  ],
  {
    roles: ['producer'],
    publicFields: [
      'variety',
      'permit_no',
      'suitable',
      'quality',
      'quarantine_no',
      'made_on',
      'purity',
      'cleanness',
      'germination',
      'moisture',
    ],
  },
)

const quarantine = ofBatch(
  'quarantine',
  '检疫',
  'Quarantine',
  'inspecting',
  [
    code('quarantine_no', '检疫证明编号', 'Quarantine certificate', src.ZZ_40, 'law'),
    date('quarantined_on', '检疫日期', 'Date', DESIGN),
  ],
  { roles: ['producer'], publicFields: ['quarantine_no', 'quarantined_on'] },
)

const SALE: readonly ProfileField[] = [
  text('variety', '品种', 'Variety', DESIGN, true),
  code('lot', '种子批', 'Seed lot', DESIGN, true),
  date('sold_on', '销售日期', 'Date of sale', src.ZZ_36, 'law'),
  labelState,
  unitCodes,
]

const out = sent('out', '生产企业销售', 'Sold by the producer', SALE, {
  roles: ['producer'],
  publicFields: ['sold_on'],
})
const sale = sent('sale', '经营者销售', 'Sold by a dealer', SALE, { roles: ['dealer'], publicFields: ['sold_on'] })

const retail = consumed(
  'retail',
  '零售',
  'Sold to a buyer outside',
  'retail_selling',
  [...SALE, ...ledger(DESIGN, ['buyer', 'buyer_contact'], false)],
  { roles: ['producer', 'dealer'], publicFields: ['sold_on'] },
)

const receive = received([date('received_on', '收货日期', 'Date received', DESIGN)])

const dealerIn = produced(
  'dealer_in',
  '购进(平台外供货)',
  'Bought from outside the platform',
  [
    text('seed_source', '种子来源', 'Where the seed came from', src.ZZ_36, 'law'),
    { ...place('origin', '产地', 'Origin', src.ZZ_36), required: 'law' },
    text('quality', '质量', 'Quality', src.ZZ_36, 'law'),
    ...PERMIT,
    ...SUPPLIER_LICENCE,
    ...ledger(DESIGN, ['bought_on'], true),
  ],
  { roles: ['dealer', 'user'], publicFields: ['origin'] },
)

const use = consumed(
  'use',
  '播种使用',
  'Sown',
  'using',
  [
    date('used_on', '日期', 'Date', DESIGN),
    choice('purpose', '用途', 'For', DESIGN, false, choices(['sowing', '播种', 'Sowing'], ['trial', '试验', 'Trial'])),
  ],
  {
    roles: ['user'],
  },
)

export const EVENTS: readonly ProfileEvent[] = [
  field,
  process,
  quarantine,
  ...packing,
  labelCheck([labelText]),
  archive,
  out,
  receive,
  dealerIn,
  sale,
  retail,
  use,
  // no article on recall of seed is in our notes
  ...recallEvents(DESIGN, ['producer', 'dealer']).map((e) => ({
    ...e,
    fields: e.fields.map((f) => (f.required === 'law' ? { ...f, required: true } : f)),
  })),
  destroyed(),
]
