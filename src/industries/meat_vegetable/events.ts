import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { partyRecord, recallEvents } from '../edible/events.ts'
import { contact, human, result } from '../edible/fields.ts'
import { choice, choices, code, date, file, person, place, quantity, remark, text } from '../fields.ts'
import * as handling from '../handling.ts'
import { both, DESIGN, MARKET_CHECK, type Source, SP_65 } from '../sources.ts'
import * as trading from '../trading.ts'
import { ANALOGY, CITY, FILES, MEAT, NORM, STOP, VEGETABLE } from './sources.ts'

/**
 * Circulation of meat and vegetables. Goods go from a filed operator to a filed operator with a card and a voucher
 * (持卡交易, 卡单同行). Weights stand in fields here although the core counts the goods: the voucher and the scale weigh,
 * whatever unit the goods are held in, and the label must not print more than was bought.
 */

const WEIGHT = ['kg', 'jin', 'g', 't'] as const
const weight = (source: Source) => quantity('weight', '重量', 'Weight', source, true, WEIGHT)

/** 0 肉, 1 菜 of the city's code list. */
const goods = (source: Source) =>
  choice(
    'goods',
    '商品类别',
    'Kind of goods',
    source,
    true,
    choices(['meat', '肉类', 'Meat'], ['vegetable', '蔬菜', 'Vegetables']),
  )

const whenGoods = (field: ProfileField, kind: 'meat' | 'vegetable'): ProfileField => ({
  ...field,
  when: { key: 'goods', in: [kind] },
})

const QUARANTINE = (source: Source) =>
  code('quarantine_certificate', '动物产品检疫合格证号', 'Quarantine certificate', source)
const INSPECTION = (source: Source) =>
  code('inspection_certificate', '肉品品质检验合格证号', 'Meat inspection certificate', source)
const BATCH = code('city_batch', '批次号', "City's batch number", FILES)
const VOUCHER = code('tran_id', '交易凭证号', 'Voucher number', FILES, true)

const operatorRegister = partyRecord('operator_register', both('经营者备案与发卡', 'Operator filed, card issued'), [
  choice(
    'operator_type',
    '经营者类型',
    'Kind of operator',
    CITY,
    true,
    choices(
      ['pig_wholesaler', '生猪批发商', 'Wholesaler of pigs'],
      ['wholesaler', '肉类蔬菜批发商', 'Wholesaler of meat and vegetables'],
      ['retailer', '零售商', 'Retailer'],
      ['other', '其他', 'Other'],
    ),
  ),
  text('operator_name', '经营者名称(姓名)', 'Name', NORM, true),
  human('operator_number', '统一社会信用代码或身份证号', 'Credit code or identity number', NORM, true),
  contact('operator_contact', '联系方式', 'Contact', NORM, true),
  contact('operator_address', '地址', 'Address', NORM, true),
  goods(NORM),
  code('card', '流通服务卡号', 'Number of the card', NORM, true),
  choice(
    'card_kind',
    '主副卡',
    'Main or second card',
    CITY,
    true,
    choices(['main', '主卡', 'Main'], ['second', '副卡', 'Second']),
  ),
  choice(
    'card_state',
    '卡状态',
    'State of the card',
    DESIGN,
    true,
    choices(['active', '启用', 'Active'], ['lost', '挂失', 'Reported lost'], ['cancelled', '注销', 'Cancelled']),
  ),
  file('pledge_file', '追溯承诺书', 'Signed pledge', NORM),
])

const wholesaleIn = (
  id: string,
  zh: string,
  en: string,
  source: Source,
  more: readonly ProfileField[],
): ProfileEvent => ({
  id,
  names: both(zh, en),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: ['wholesaler', 'pig_wholesaler', 'meat_distribution', 'vegetable_distribution'],
  fields: [
    text('market', '批发市场', 'Market', source, true),
    text('variety', '品种', 'Variety', source, true),
    weight(source),
    ...more,
    date('entered_on', '进场日期', 'Date of entry', source),
    person,
    remark,
  ],
  publicFields: ['market', 'variety', 'entered_on'],
})

/** Meat comes with the papers of the slaughterhouse; one of the two numbers must be there (rule). */
const wholesaleInMeat = wholesaleIn('wholesale_in_meat', '肉类批发进场', 'Meat enters the market', MEAT, [
  QUARANTINE(MEAT),
  INSPECTION(MEAT),
  code('disinfection', '车辆消毒证号', 'Disinfection of the vehicle', MEAT),
  text('slaughterhouse', '屠宰企业', 'Slaughterhouse', MEAT, true),
  place('pig_origin', '生猪产地', 'Origin of the pigs', MEAT),
])

const wholesaleInVegetable = wholesaleIn('wholesale_in_veg', '蔬菜批发进场', 'Vegetables enter the market', VEGETABLE, [
  code('origin_certificate', '产地证明号或上市凭证号', 'Certificate of origin or of release', VEGETABLE, true),
  place('origin', '产地', 'Origin', VEGETABLE),
  human('grower', '种植户', 'Grower', VEGETABLE),
])

/** The market's look at papers, and the test where there are none (market operator rules, secondary pages). */
const entryCheck: ProfileEvent = {
  id: 'entry_check',
  names: both('进场查验', 'Entry check'),
  object: 'batch',
  move: 'record',
  step: 'entering_exiting',
  fields: [
    choice(
      'check',
      '查验凭证',
      'Papers seen',
      MARKET_CHECK,
      true,
      choices(
        ['origin', '产地证明', 'Proof of origin'],
        ['voucher', '购货凭证', 'Voucher'],
        ['certificate', '合格证明', 'Certificate of conformity'],
        ['none', '无凭证', 'None'],
      ),
    ),
    code('paper', '凭证编号', 'Number of the paper', MARKET_CHECK),
    {
      ...choice(
        'test_kind',
        '检测方式',
        'How tested',
        MARKET_CHECK,
        false,
        choices(['sampled', '抽样检验', 'Sampled'], ['quick', '快速检测', 'Quick test']),
      ),
      when: { key: 'check', in: ['none'] },
    },
    { ...result(MARKET_CHECK, false), when: { key: 'check', in: ['none'] } },
    date('checked_on', '查验日期', 'Date', MARKET_CHECK),
    person,
    remark,
  ],
  publicFields: ['check', 'checked_on', 'result'],
}

const marketTest: ProfileEvent = {
  id: 'market_test',
  names: both('市场检测', 'Test at the market'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    text('market', '批发市场', 'Market', CITY, true),
    code('tran_id', '交易凭证号', 'Voucher number', CITY),
    QUARANTINE(CITY),
    INSPECTION(CITY),
    BATCH,
    text('items', '检测项目', 'Items tested', DESIGN),
    date('tested_on', '检测日期', 'Date of test', CITY),
    result(CITY),
    code('report', '报告编号', 'Report number', DESIGN),
    code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
    person,
    remark,
  ],
  publicFields: ['market', 'items', 'tested_on', 'result'],
}

const testPublish: ProfileEvent = {
  id: 'test_publish',
  names: both('公示检测结果', 'Result made public'),
  object: 'batch',
  move: 'record',
  step: 'publishing',
  fields: [
    text('stall', '摊位', 'Stall', MARKET_CHECK, true),
    text('items', '检测项目', 'Items tested', MARKET_CHECK, true),
    result(MARKET_CHECK),
    date('published_on', '公示日期', 'Date', MARKET_CHECK),
    remark,
  ],
  publicFields: ['stall', 'items', 'result', 'published_on'],
}

/** Wholesale trade by electronic settlement: card to card, the voucher goes with the goods. */
const wholesaleTrade: ProfileEvent = {
  id: 'wholesale_trade',
  names: both('批发交易', 'Wholesale trade'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  fields: [
    VOUCHER,
    code('goods_code', '商品编码', 'Code of the goods', FILES),
    weight(FILES),
    {
      type: 'number',
      key: 'price',
      names: both('单价(元/千克)', 'Price (yuan a kg)'),
      min: '0',
      required: false,
      ...FILES,
    },
    text('destination', '到达地', 'Destination', FILES),
    choice('payment', '支付方式', 'Payment', CITY, false, choices(['cash', '现金', 'Cash'], ['card', '刷卡', 'Card'])),
    choice(
      'order_state',
      '订单状态',
      'State of the order',
      CITY,
      false,
      choices(['done', '完成', 'Done'], ['open', '未完成', 'Open'], ['cancelled', '取消', 'Cancelled']),
    ),
    date('traded_on', '交易日期', 'Date', DESIGN),
    person,
    remark,
  ],
  publicFields: ['traded_on', 'destination'],
}

/** Entry of a buyer's goods: from a filed operator, with its voucher. */
const entry = (
  id: string,
  zh: string,
  en: string,
  source: Source,
  roles: readonly string[],
  more: readonly ProfileField[],
): ProfileEvent => ({
  id,
  names: both(zh, en),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  roles,
  fields: [
    goods(source),
    date('in_on', '进货日期', 'Date', source),
    { ...VOUCHER, ...source },
    whenGoods(QUARANTINE(source), 'meat'),
    whenGoods(INSPECTION(source), 'meat'),
    weight(source),
    ...more,
    person,
    remark,
  ],
  publicFields: ['in_on'],
})

const CERTIFICATES_OF_VEGETABLES = [
  whenGoods(code('provenance', '产地证明号', 'Certificate of origin', FILES), 'vegetable'),
  BATCH,
]

const retailIn = entry(
  'retail_in',
  '零售市场进场',
  'Enters the retail market',
  FILES,
  ['retailer'],
  [
    ...CERTIFICATES_OF_VEGETABLES,
    text('market', '菜市场', 'Market', FILES, true),
    code('goods_code', '商品编码', 'Code of the goods', FILES),
    {
      type: 'number',
      key: 'price',
      names: both('单价(元/千克)', 'Price (yuan a kg)'),
      min: '0',
      required: false,
      ...FILES,
    },
    place('origin', '产地', 'Origin', FILES),
  ],
)

const superIn = entry(
  'super_in',
  '超市进货',
  'Bought by a supermarket',
  FILES,
  ['supermarket'],
  [
    ...CERTIFICATES_OF_VEGETABLES,
    whenGoods(code('vegetable_test', '蔬菜检测合格证号', 'Test certificate of vegetables', FILES), 'vegetable'),
  ],
)

const groupIn = entry(
  'group_in',
  '团体消费单位进货',
  'Bought by a canteen or restaurant',
  ANALOGY,
  ['group_consumer'],
  [],
)

/** Bought from somebody not on the platform: the seller's purchase record the law asks for. */
const purchaseIn: ProfileEvent = {
  id: 'purchase_in',
  names: both('进货查验记录(未入网供货者)', 'Purchase from outside'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: ['retailer', 'supermarket', 'group_consumer'],
  fields: [
    goods(DESIGN),
    weight(DESIGN),
    text('supplier_name', '供货者名称', 'Supplier', SP_65, 'law'),
    contact('supplier_address', '供货者地址', "Supplier's address", SP_65, 'law'),
    contact('supplier_contact', '供货者联系方式', "Supplier's contact", SP_65, 'law'),
    date('purchased_on', '进货日期', 'Date of purchase', SP_65, 'law'),
    code('voucher', '进货凭证号', 'Voucher number', SP_65),
    file('voucher_file', '进货凭证', 'Voucher', SP_65),
    whenGoods(QUARANTINE(DESIGN), 'meat'),
    whenGoods(INSPECTION(DESIGN), 'meat'),
    person,
    remark,
  ],
  publicFields: ['purchased_on'],
}

/** The label scale prints the code that the shopper scans. Each print says what weight it stands for. */
const labelPrint: ProfileEvent = {
  id: 'label_print',
  names: both('溯源秤打印', 'Label printed by the scale'),
  object: 'batch',
  move: 'record',
  step: 'labelling',
  roles: ['retailer', 'supermarket'],
  fields: [
    code('scale', '秤号', 'Scale', NORM, true),
    quantity('printed', '打印重量', 'Weight printed', NORM, true, WEIGHT),
    code('trace_code', '追溯码', 'Trace code', NORM),
    date('printed_on', '打印日期', 'Date', NORM),
    remark,
  ],
  publicFields: ['printed_on'],
}

const retailTrade: ProfileEvent = {
  id: 'retail_trade',
  names: both('零售交易', 'Retail trade'),
  object: 'batch',
  move: 'consume',
  step: 'retail_selling',
  roles: ['retailer', 'supermarket'],
  fields: [
    date('sold_on', '销售日期', 'Date of sale', FILES),
    text('stall', '摊位号', 'Stall', FILES, true),
    code('sale_tran_id', '零售凭证号', 'Number of the receipt', FILES),
    code('trace_code', '打印的追溯码', 'Trace code printed', FILES),
    remark,
  ],
  publicFields: ['sold_on', 'stall'],
}

/** Sellers of a market: kept half a year after they leave (secondary pages). */
const sellerFile = partyRecord('seller_file', both('入场销售者档案', 'File of a seller'), [
  text('seller_name', '销售者名称', 'Name', MARKET_CHECK, true),
  contact('seller_contact', '联系方式', 'Contact', MARKET_CHECK, true),
  human('seller_number', '社会信用代码或身份证号', 'Credit code or identity number', MARKET_CHECK, true),
  contact('seller_address', '地址', 'Address', MARKET_CHECK, true),
  text('products', '主要销售品种', 'Products', MARKET_CHECK, true),
  text('channel', '进货渠道', 'Where bought', MARKET_CHECK, true),
  text('origin', '产地', 'Origin', MARKET_CHECK),
  date('left_on', '离场日期', 'Left on', MARKET_CHECK, false),
])

const stopSale: ProfileEvent = {
  id: 'stop_sale',
  names: both('停止销售并报告', 'Sale stopped and reported'),
  object: 'batch',
  move: 'record',
  step: 'holding',
  fields: [
    text('reason', '原因', 'Reason', STOP, 'law'),
    text('stall', '销售者摊位', 'Stall of the seller', STOP),
    date('stopped_on', '停止销售日期', 'Stopped on', STOP, 'law'),
    date('reported_on', '报告市场监管部门日期', 'Reported on', STOP, 'warn'),
    person,
    remark,
  ],
  publicFields: ['reason', 'stopped_on'],
}

/** The stop is lifted by who set it: what came of it. Ours. */
const stopLifted: ProfileEvent = {
  id: 'stop_lifted',
  names: both('解除停止销售', 'Stop lifted'),
  object: 'batch',
  move: 'record',
  step: 'holding',
  fields: [
    text('grounds', '依据', 'Grounds', DESIGN, true),
    date('lifted_on', '解除日期', 'Date', DESIGN),
    person,
    remark,
  ],
  publicFields: ['grounds', 'lifted_on'],
}

export const EVENTS: readonly ProfileEvent[] = [
  operatorRegister,
  sellerFile,
  wholesaleInMeat,
  wholesaleInVegetable,
  entryCheck,
  marketTest,
  testPublish,
  wholesaleTrade,
  trading.receive,
  retailIn,
  superIn,
  groupIn,
  purchaseIn,
  labelPrint,
  retailTrade,
  {
    ...handling.ownUse,
    id: 'group_use',
    names: both('团体消费(使用)', 'Used by the canteen'),
    roles: ['group_consumer'],
  },
  handling.test,
  handling.store,
  handling.transport,
  handling.merge,
  handling.split,
  stopSale,
  stopLifted,
  ...recallEvents(),
  handling.destroy,
]
