import type { ProfileEvent } from '../../kernel/profile.ts'
import * as edible from '../edible/events.ts'
import { goodsFields, MEAT_PAPERS, supplierFields } from '../edible/fields.ts'
import { FIVE_GROUPS, INFERRED, SP_46_2, SP_50, SP_51, SP_53, SP_59, SP_60, SP_98 } from '../edible/sources.ts'
import { choice, choices, code, date, dayOf, person, quantity, remark, text } from '../fields.ts'
import { both, DESIGN } from '../sources.ts'

/** What comes in: the papers of meat are asked for where it is meat (industries.md §2.2). */
const INCOMING = choice(
  'goods',
  '物料类别',
  'What comes in',
  SP_50,
  true,
  choices(
    ['raw', '食品原料', 'Raw material'],
    ['meat', '生鲜肉原料', 'Raw meat'],
    ['additive', '食品添加剂', 'Additive'],
    ['related', '食品相关产品', 'Packaging and other goods in contact with food'],
  ),
)

const MAKER = ['maker'] as const

/** food.feed: no list of fields is law; that feeding is controlled is (art. 46(1)). */
const feed: ProfileEvent = {
  id: 'feed',
  names: both('投料(领用)', 'Into production'),
  object: 'batch',
  move: 'record',
  step: 'feed',
  roles: MAKER,
  fields: [
    code('product_batch', '产品批号', 'Batch of the product', INFERRED, true),
    text('recipe_item', '配方项目', 'Item of the recipe', INFERRED, true),
    quantity('amount', '投料量', 'Amount', INFERRED, true, ['kg', 'g', 't', 'l', 'ml', 'piece']),
    { type: 'datetime', key: 'fed_at', names: both('投料时间', 'When'), required: true, ...INFERRED },
    person,
    remark,
  ],
  publicFields: [],
}

const process = edible.making('process', both('生产加工', 'Making'), SP_46_2, [
  text('operation', '工序', 'Step', SP_46_2, true),
  text('storage', '贮存', 'Storage', SP_46_2),
  text('packing', '包装', 'Packing', SP_46_2),
])

/** food.import: what the importer records of the goods; product and quantity are the core's, the buyers in its sales. */
const importIn: ProfileEvent = {
  id: 'import_in',
  names: both('进口记录', 'Import'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: ['importer'],
  fields: [
    text('specification', '规格', 'Specification', SP_98, 'law'),
    date('made_on', '生产日期', 'Production date', SP_98, 'law'),
    code('lot', '生产或进口批号', 'Production or import batch number', SP_98, 'law'),
    text('shelf_life', '保质期', 'Shelf life', SP_98, 'law'),
    ...supplierFields(SP_98).map((f) => ({
      ...f,
      names: both(f.names.zh.replace('供货者', '境外出口商'), f.names.en.replace('Supplier', 'Exporter abroad')),
    })),
    dayOf(date('delivered_on', '交货日期', 'Date of delivery', SP_98, 'law')),
    text('origin_country', '原产国(地区)', 'Country of origin', DESIGN),
    code('customs_declaration', '报关单号', 'Customs declaration', DESIGN),
    person,
    remark,
  ],
  publicFields: ['made_on', 'lot', 'origin_country'],
}

export const EVENTS: readonly ProfileEvent[] = [
  ...edible.fiveGroups(FIVE_GROUPS),
  edible.purchase({
    id: 'raw_in',
    names: both('原料、添加剂、相关产品进货', 'Raw materials bought'),
    source: SP_50,
    roles: MAKER,
    more: [INCOMING, ...MEAT_PAPERS],
  }),
  edible.receipt({
    id: 'raw_receive',
    names: both('原料收货查验(入网供货者)', 'Raw materials received'),
    source: SP_50,
    roles: MAKER,
    more: [INCOMING, ...MEAT_PAPERS],
  }),
  feed,
  process,
  edible.release({ roles: ['maker', 'additive_maker'] }),
  edible.release({
    id: 'additive_release',
    names: both('添加剂出厂检验', 'Additive: test and release'),
    source: SP_59,
    roles: ['additive_maker'],
  }),
  edible.sale({
    id: 'sale',
    names: both('生产企业销售', "Maker's sale"),
    source: SP_51,
    roles: MAKER,
    more: edible.MAKER_SALE_FIELDS,
  }),
  edible.sale({
    id: 'additive_out',
    names: both('添加剂销售', 'Additive sold'),
    source: SP_59,
    roles: ['additive_maker', 'dealer'],
    more: [...goodsFields(SP_59), code('certificate', '检验合格证号', 'Certificate of the test', SP_59, 'law')],
  }),
  edible.purchase({
    id: 'additive_in',
    names: both('添加剂经营者进货', 'Additive bought by a dealer'),
    source: SP_60,
    roles: ['dealer'],
  }),
  importIn,
  edible.purchase({
    id: 'dealer_in',
    names: both('经营者进货', 'Bought by a dealer'),
    source: SP_53,
    roles: ['dealer', 'retailer', 'caterer'],
  }),
  edible.receipt({
    id: 'dealer_receive',
    names: both('经营者收货查验(入网供货者)', 'Received by a dealer'),
    source: SP_53,
    roles: ['dealer', 'retailer', 'caterer', 'importer'],
  }),
  edible.sale({
    id: 'wholesale_out',
    names: both('批发销售', 'Wholesale'),
    source: SP_53,
    roles: ['dealer', 'importer'],
    more: edible.WHOLESALE_FIELDS,
  }),
  edible.saleOutside(SP_53, goodsFields(SP_53)),
  ...edible.AFTER_MAKER,
]
