import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { recallEvents } from '../edible/events.ts'
import { contact, human } from '../edible/fields.ts'
import { choice, choices, code, date, file, person, place, quantity, remark, text } from '../fields.ts'
import * as handling from '../handling.ts'
import { both, DESIGN, type Source, SP_65 } from '../sources.ts'
import * as trading from '../trading.ts'
import { BATCH, goods, INSPECTION, QUARANTINE, whenGoods } from './fields.ts'
import { entryCheck, marketTest, operatorRegister, sellerFile, stopLifted, stopSale, testPublish } from './market.ts'
import { ANALOGY, CITY, FILES, MEAT, NORM, VEGETABLE } from './sources.ts'

/**
 * Circulation of meat and vegetables. Goods go from a filed operator to a filed operator with a card and a voucher
 * (持卡交易, 卡单同行). Weights stand in fields here although the core counts the goods: the voucher and the scale weigh,
 * whatever unit the goods are held in, and the label must not print more than was bought.
 */

const WEIGHT = ['kg', 'jin', 'g', 't'] as const
const weight = (source: Source) => quantity('weight', '重量', 'Weight', source, true, WEIGHT)

const VOUCHER = code('tran_id', '交易凭证号', 'Voucher number', FILES, true)

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
