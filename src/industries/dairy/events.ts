import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import * as edible from '../edible/events.ts'
import { contact, human, moment, number, result, yesNo } from '../edible/fields.ts'
import { RP_13, RP_22, RP_24, RP_25, RP_31, RP_32, RP_34, RP_35, RP_36, RP_38, SP_50 } from '../edible/sources.ts'
import { choice, choices, code, date, person, remark, temperature, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'

const STATION = ['station'] as const
const PLANT = ['plant'] as const

const archiveKind = choice(
  'part',
  '档案内容',
  'Part of the archive',
  RP_13,
  'law',
  choices(
    ['animals', '品种、数量、繁殖记录、标识、来源、进出场日期', 'Breed, number, breeding, tags, source, in and out'],
    ['inputs', '投入品来源、名称、使用对象、时间、用量', 'Inputs: source, name, animals, time, amount'],
    ['prevention', '检疫、免疫、消毒', 'Quarantine, immunisation, disinfection'],
    ['disease', '发病、死亡、无害化处理', 'Disease, deaths, disposal'],
    ['milk', '生鲜乳生产、检测、销售', 'Milk: made, tested, sold'],
  ),
)

/** The five parts of a dairy farm's archive. Farms that record in the livestock profile have the same there, event by event. */
const farmArchive = edible.partyRecord('farm_archive', both('奶畜养殖档案', 'Archive of the dairy farm'), [
  archiveKind,
  { ...text('breed', '品种', 'Breed', RP_13, 'law'), when: { key: 'part', in: ['animals'] } },
  { ...number('animals', '数量(头)', 'Animals', RP_13, 'law', '0', '1000000'), when: { key: 'part', in: ['animals'] } },
  { ...text('breeding', '繁殖记录', 'Breeding', RP_13, 'warn'), when: { key: 'part', in: ['animals'] } },
  { ...text('tags', '标识情况', 'Tags', RP_13, 'law'), when: { key: 'part', in: ['animals'] } },
  { ...text('origin', '来源', 'Source', RP_13, 'law'), when: { key: 'part', in: ['animals'] } },
  { ...text('in_out', '进出场日期', 'In and out', RP_13, 'law'), when: { key: 'part', in: ['animals'] } },
  { ...text('used', '投入品名称', 'What was used', RP_13, 'law'), when: { key: 'part', in: ['inputs'] } },
  { ...text('used_from', '投入品来源', 'Where it is from', RP_13, 'law'), when: { key: 'part', in: ['inputs'] } },
  { ...text('used_on', '使用对象', 'Animals it was used on', RP_13, 'law'), when: { key: 'part', in: ['inputs'] } },
  { ...date('used_when', '使用时间', 'When', RP_13, 'law'), when: { key: 'part', in: ['inputs'] } },
  { ...text('used_amount', '用量', 'How much', RP_13, 'law'), when: { key: 'part', in: ['inputs'] } },
  {
    ...text('facts', '记录内容', 'What happened', RP_13, 'law'),
    when: { key: 'part', in: ['prevention', 'disease', 'milk'] },
  },
])

/** Bought from the herdsman: milk comes into being for the chain. */
const milkCollect: ProfileEvent = {
  id: 'milk_collect',
  names: both('生鲜乳收购', 'Milk collected'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: STATION,
  fields: [
    human('owner', '畜主姓名', 'Owner of the animals', RP_22, 'law'),
    choice(
      'result',
      '检测结果',
      'Result of the test',
      RP_22,
      'law',
      choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
    ),
    text('destination', '销售去向', 'Sold to', RP_22, 'warn'),
    moment('milked_at', '挤奶时间', 'Milked at', DESIGN, true),
    moment('measured_at', '测温时间', 'Measured at', DESIGN, true),
    { ...number('milk_temperature', '奶温(℃)', 'Temperature of the milk (°C)', RP_25, true, '-5', '45') },
    yesNo('healthy', '奶畜经检疫、检测合格', 'Animals quarantined and tested', RP_24, true),
    yesNo('colostrum', '产犊7日内的初乳', 'First seven days after calving', RP_24, true),
    {
      ...date('withdrawal_until', '用药期、休药期至', 'Treated or in withdrawal until', RP_24, false),
      help: both('没有用药的不填', 'Empty where nothing was given'),
    },
    person,
    remark,
  ],
  publicFields: ['result'],
}

/** The hand-over sheet, two copies: station and plant. Quantity and the parties are in the transfer. */
const milkTransport: ProfileEvent = {
  id: 'milk_transport',
  names: both('生鲜乳交接单', 'Milk handed over'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: STATION,
  fields: [
    code('sheet', '交接单号', 'Number of the sheet', DESIGN, true),
    text('station', '收购站名称', 'Station', RP_25, 'law'),
    moment('handed_at', '交接时间', 'Handed over at', RP_25, 'law'),
    human('handler', '经手人', 'Handler', RP_25, 'law'),
    human('escort', '押运员', 'Escort', RP_25, 'law'),
    human('driver', '司机', 'Driver', RP_25, 'law'),
    human('receiver', '收奶员', 'Receiver', RP_25, 'law'),
    code('transport_permit', '车辆准运证明号', 'Permit of the vehicle', RP_25, 'law'),
    text('vehicle', '车牌号', 'Vehicle', DESIGN),
    temperature,
    remark,
  ],
  publicFields: ['handed_at', 'temperature'],
}

const milkIntake: ProfileEvent = {
  id: 'milk_intake',
  names: both('生鲜乳进货查验', 'Milk received and tested'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  roles: PLANT,
  fields: [
    result(RP_31, 'law'),
    text('quality', '质量检测情况', 'What the test found', RP_31, 'law'),
    text('supplier_name', '供货者名称', 'Supplier', RP_31, 'law'),
    contact('supplier_contact', '供货者联系方式', "Supplier's contact", RP_31, 'law'),
    date('purchased_on', '进货日期', 'Date of purchase', RP_31, 'law'),
    code('sheet', '已核对的交接单号', 'Hand-over sheet checked', RP_31, 'law'),
    code('station_licence', '生鲜乳收购许可证号', 'Licence of the station', RP_31),
    temperature,
    person,
    remark,
  ],
  publicFields: ['purchased_on', 'result'],
}

const process = edible.making('process', both('乳制品生产', 'Making dairy products'), RP_32, [
  choice(
    'sterilisation',
    '杀菌(灭菌)方式',
    'Heat treatment',
    RP_32,
    true,
    choices(
      ['pasteurised', '巴氏杀菌', 'Pasteurised'],
      ['uht', '超高温灭菌', 'Ultra-high temperature'],
      ['sterilised', '保持灭菌', 'Sterilised'],
      ['none', '不适用', 'Not applicable'],
    ),
  ),
  text('strains', '使用的菌种', 'Strains used', RP_32),
  yesNo('reconstituted', '含复原乳', 'Made with reconstituted milk', RP_32, true),
  {
    ...number('reconstituted_percent', '复原乳所占比例(%)', 'Reconstituted milk (%)', RP_32, true, '0', '100'),
    when: { key: 'reconstituted', in: ['true'] },
  },
])

export const DAIRY_TESTS: readonly ProfileField[] = [
  choice(
    'sensory',
    '感官指标',
    'Appearance, smell, taste',
    RP_34,
    'law',
    choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
  ),
  choice(
    'physical',
    '理化指标',
    'Physical and chemical',
    RP_34,
    'law',
    choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
  ),
  choice('hygiene', '卫生指标', 'Hygiene', RP_34, 'law', choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail'])),
  text('additives', '添加剂、稳定剂、菌种', 'Additives, stabilisers, strains', RP_34, 'law'),
]

export const dairyRelease = (more: readonly ProfileField[] = [], source: Source = RP_34): ProfileEvent =>
  edible.release({
    source,
    roles: PLANT,
    more: [],
    tests: [...DAIRY_TESTS, ...more, yesNo('sample_kept', '已留样', 'Sample kept', RP_34, 'law')],
  })

/** 生产日期, 批号, 检验合格证号: the plant's own sales record. */
export const DAIRY_SALE: readonly ProfileField[] = [
  date('made_on', '生产日期', 'Production date', RP_35, 'law'),
  code('lot', '生产批号', 'Batch number', RP_35, 'law'),
  code('certificate', '检验合格证号', 'Certificate of the test', RP_35, 'law'),
]

/** Sellers of dairy products keep a ledger of purchases, wholesalers one of sales. */
export const DAIRY_TRADE: readonly ProfileEvent[] = [
  {
    ...edible.purchase({
      id: 'dealer_in',
      names: both('销售者进货台账', 'Bought by a seller'),
      source: RP_38,
      roles: ['dealer', 'retailer'],
    }),
    fields: [
      text('specification', '规格', 'Specification', RP_38, 'law'),
      text('supplier_name', '供货商', 'Supplier', RP_38, 'law'),
      contact('supplier_contact', '供货商联系方式', "Supplier's contact", RP_38, 'law'),
      date('purchased_on', '进货时间', 'Date of purchase', RP_38, 'law'),
      text('date_or_lot', '生产日期或生产批号', 'Production date or batch number', DESIGN, true),
      code('conformity_certificate', '产品合格证明编号', 'Certificate of conformity', DESIGN),
      person,
      remark,
    ],
  },
  edible.receipt({
    id: 'dealer_receive',
    names: both('销售者收货(入网供货者)', 'Received by a seller'),
    source: RP_38,
    roles: ['dealer', 'retailer'],
  }),
  edible.sale({
    id: 'wholesale_out',
    names: both('批发销售台账', 'Wholesale'),
    source: RP_38,
    roles: ['dealer'],
    more: [
      text('variety', '品种', 'Variety', RP_38, 'law'),
      text('specification', '规格', 'Specification', RP_38, 'law'),
      text('destination', '流向', 'Where it goes', RP_38, 'law'),
    ],
  }),
]

/** The shared events after the maker, with the recall of the dairy regulation in place of the food law's. */
export const DAIRY_AFTER: readonly ProfileEvent[] = [
  ...edible.AFTER_MAKER.filter((e) => !e.id.startsWith('recall')),
  ...edible.recallEvents(RP_36),
]

export const EVENTS: readonly ProfileEvent[] = [
  farmArchive,
  milkCollect,
  milkTransport,
  milkIntake,
  edible.purchase({
    id: 'raw_in',
    names: both('辅料、添加剂、包装进货', 'Other materials bought'),
    source: SP_50,
    roles: PLANT,
  }),
  edible.receipt({
    id: 'raw_receive',
    names: both('辅料收货查验(入网供货者)', 'Other materials received'),
    source: SP_50,
    roles: PLANT,
  }),
  process,
  dairyRelease(),
  edible.sale({ id: 'sale', names: both('乳制品销售', "Plant's sale"), source: RP_35, roles: PLANT, more: DAIRY_SALE }),
  edible.saleOutside(RP_35, DAIRY_SALE),
  ...DAIRY_TRADE,
  ...DAIRY_AFTER,
]
