import type { ProfileEvent } from '../../kernel/profile.ts'
import { recallEnd } from '../drug/events.ts'
import { human, moment, result, yesNo } from '../edible/fields.ts'
import { choice, choices, code, date, file, place, plot, quantity, remark, text } from '../fields.ts'
import { DESTROY_FIELDS, recallFields } from '../medicine/fields.ts'
import * as src from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'

const MS = src.MS_IN_USE
const WEIGHT = ['kg', 'g', 't'] as const

const seed: ProfileEvent = {
  id: 'seed',
  names: both('种源基地', 'Source of seed'),
  object: 'plot',
  move: 'record',
  step: 'sowing',
  roles: ['grower'],
  fields: [
    plot('基地地块', 'Plot', DESIGN),
    text('variety', '品种', 'Variety', MS, true),
    text('seed_source', '种苗来源', 'Source of seedlings', MS, true),
    text('propagated_part', '繁殖部位', 'Part propagated', MS),
    text('base_name', '基地名称', 'Name of the base', MS, true),
    place('base_place', '基地位置', 'Place of the base', MS),
    quantity('area', '面积', 'Area', MS, false, ['mu', 'ha', 'm2']),
    text('certification', '基地认证', 'Certification', MS),
  ],
  publicFields: ['variety', 'base_name', 'base_place'],
}

const plant: ProfileEvent = {
  id: 'plant',
  names: both('种植', 'Growing'),
  object: 'plot',
  move: 'record',
  step: 'growing',
  roles: ['grower'],
  fields: [
    plot('地块', 'Plot', DESIGN),
    quantity('area', '种植面积', 'Area', MS, false, ['mu', 'ha', 'm2']),
    date('planted_on', '种植时间', 'Planted on', MS),
    text('pesticides', '农药使用', 'Pesticides', MS),
    text('growth_regulators', '植物生长调节剂', 'Growth regulators', MS),
    text('soil', '土壤', 'Soil', MS),
    text('mode', '种植模式', 'Way of growing', MS),
    remark,
  ],
  publicFields: ['planted_on', 'mode'],
}

const harvest: ProfileEvent = {
  id: 'harvest',
  names: both('采收与产地初加工', 'Harvest and first processing'),
  object: 'plot',
  move: 'produce',
  step: 'commissioning',
  roles: ['grower'],
  fields: [
    plot('地块', 'Plot', DESIGN),
    date('harvested_on', '采收日期', 'Harvested on', MS),
    text('part', '采收部位', 'Part', MS, true),
    text('method', '加工方法', 'Method', MS),
    text('equipment', '设备', 'Equipment', MS),
    place('origin', '产地', 'Origin', src.ZYY_24),
    remark,
  ],
  publicFields: ['harvested_on', 'part', 'method', 'origin'],
}

/** Origin is what the law asks dealers to state; the rest is what a system in use asks for. */
const purchase: ProfileEvent = {
  id: 'purchase',
  names: both('药材采购(平台外供货)', 'Herbs bought from outside the platform'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  fields: [
    date('purchased_on', '采购日期', 'Date', MS),
    text('supplier_name', '供应商', 'Supplier', MS, true),
    code('material_lot', '药材批号', 'Lot of the herb', MS, true),
    { ...place('origin', '产地', 'Origin', src.ZYY_24), required: 'law' },
    yesNo('checked', '已进货查验', 'Checked when bought', src.ZYY_24, 'law'),
    remark,
  ],
  publicFields: ['purchased_on', 'material_lot', 'origin'],
}

const receive: ProfileEvent = {
  id: 'receive',
  names: both('收货验收', 'Receive'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  fields: [
    date('received_on', '收货日期', 'Date', DESIGN),
    yesNo('checked', '已进货查验', 'Checked when bought', src.ZYY_24, 'law'),
    remark,
  ],
  publicFields: ['received_on'],
}

const report = [
  text('standard', '检验标准', 'Standard', MS, true),
  code('report', '报告编号', 'Report number', MS),
  code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
  date('tested_on', '检验日期', 'Date of test', MS),
  result(MS),
  file('report_file', '检验报告', 'Report', MS),
] as const

const testMaterial: ProfileEvent = {
  id: 'test_material',
  names: both('药材检验', 'Test of the herb'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    ...report,
    text('pesticide_residue', '农药残留', 'Pesticide residue', MS),
    text('heavy_metals', '重金属', 'Heavy metals', MS),
    text('aflatoxin', '黄曲霉毒素', 'Aflatoxin', MS),
  ],
  publicFields: ['standard', 'tested_on', 'result'],
}

const piecesProduce: ProfileEvent = {
  id: 'pieces_produce',
  names: both('饮片生产', 'Decoction pieces made'),
  object: 'batch',
  move: 'transform',
  step: 'processing',
  roles: ['pieces_maker'],
  fields: [
    date('began_on', '开始日期', 'Began', MS),
    date('ended_on', '结束日期', 'Ended', MS),
    text('process', '炮制工艺', 'Process', MS, true),
    text('packaging', '包装', 'Packaging', MS),
    code('lot', '产品批号', 'Lot', MS, true),
    date('expires_on', '有效期至', 'Expires on', DESIGN, false),
    remark,
  ],
  publicFields: ['ended_on', 'process', 'lot', 'expires_on'],
}

const piecesTest: ProfileEvent = {
  id: 'pieces_test',
  names: both('饮片检验', 'Test of the pieces'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['pieces_maker'],
  fields: [...report],
  publicFields: ['standard', 'tested_on', 'result'],
}

const store: ProfileEvent = {
  id: 'store',
  names: both('仓储养护', 'Storage'),
  object: 'batch',
  move: 'record',
  step: 'storing',
  fields: [
    place('location', '存放位置', 'Place', MS),
    date('stored_on', '入库日期', 'In on', MS),
    quantity('stored', '入库数量', 'In', MS, false, WEIGHT),
    date('retrieved_on', '出库日期', 'Out on', MS, false),
    quantity('retrieved', '出库数量', 'Out', MS, false, WEIGHT),
    text('conditions', '储存条件', 'Conditions', MS),
    text('care_cycle', '养护周期', 'How often looked after', MS),
  ],
  publicFields: ['stored_on', 'conditions'],
}

/** Buyer, product, quantity are in the core's own event. */
const marketTrade: ProfileEvent = {
  id: 'market_trade',
  names: both('专业市场交易', 'Trade on the herb market'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: ['herb_dealer', 'grower'],
  fields: [
    code('seller_card', '卖方流通服务卡号', "Seller's card", src.HERB_SYSTEM),
    date('traded_on', '交易日期', 'Date', DESIGN),
    { ...place('origin', '产地', 'Origin', src.ZYY_24), required: 'law' },
    { type: 'number', key: 'price', names: both('价格(元)', 'Price (yuan)'), min: '0', required: false, ...DESIGN },
    remark,
  ],
  publicFields: ['traded_on', 'origin'],
}

const sale: ProfileEvent = {
  id: 'sale',
  names: both('饮片销售', 'Pieces sold'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: ['pieces_maker', 'pieces_dealer'],
  fields: [
    text('generic_name', '通用名称', 'Generic name', src.YP_57, 'law'),
    text('strength', '规格', 'Specification', src.YP_57, 'law'),
    code('lot', '产品批号', 'Lot', src.YP_57, 'law'),
    text('maker', '生产企业', 'Maker', src.YP_57, 'law'),
    { type: 'number', key: 'price', names: both('价格(元)', 'Price (yuan)'), min: '0', required: 'law', ...src.YP_57 },
    date('sold_on', '销售日期', 'Date', src.YP_57, 'law'),
    remark,
  ],
  publicFields: ['sold_on', 'lot'],
}

const dispense: ProfileEvent = {
  id: 'dispense',
  names: both('调剂使用', 'Dispensed'),
  object: 'batch',
  move: 'consume',
  step: 'dispensing',
  roles: ['hospital', 'pharmacy'],
  fields: [
    moment('dispensed_at', '调剂时间', 'Time', DESIGN, true),
    human('patient', '患者', 'Patient', DESIGN),
    human('dispenser', '调剂药师', 'Dispensed by', DESIGN),
    choice(
      'form',
      '方式',
      'Form',
      DESIGN,
      false,
      choices(['pieces', '饮片', 'Pieces'], ['decoction', '代煎', 'Decocted']),
    ),
  ],
  publicFields: ['dispensed_at'],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('销毁', 'Destroy'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  fields: [...DESTROY_FIELDS, remark],
  publicFields: ['destroyed_on'],
}

const recall: ProfileEvent = {
  id: 'recall',
  names: both('召回', 'Recall'),
  object: 'batch',
  move: 'record',
  step: 'recalling',
  roles: ['pieces_maker'],
  fields: [...recallFields(src.YP_82), remark],
  publicFields: ['lots', 'reason', 'level', 'nature', 'begins_on', 'ends_on'],
}

export const EVENTS: readonly ProfileEvent[] = [
  seed,
  plant,
  harvest,
  purchase,
  receive,
  testMaterial,
  piecesProduce,
  piecesTest,
  store,
  marketTrade,
  sale,
  dispense,
  destroy,
  recall,
  { ...recallEnd, roles: ['pieces_maker'] },
]
