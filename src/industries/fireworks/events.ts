import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, file, place, quantity, remark, text } from '../fields.ts'
import {
  at,
  countFields,
  idCard,
  inside,
  named,
  number,
  partyRecord,
  permitReturn,
  stops,
  yes,
} from '../hazardous/fields.ts'
import * as src from '../hazardous/sources.ts'
import { both, DESIGN, type Source } from '../sources.ts'

const caseCodes = (source: Source): readonly ProfileField[] => [
  { type: 'codes', key: 'case_codes', names: both('箱码', 'Case codes'), required: false, ...source },
]
const LICENCE = { scheme: 'cn.fireworks.lic' } as const
const POWDER = choices(
  ['black_powder', '黑火药', 'Black powder'],
  ['pyrotechnic', '烟火药', 'Pyrotechnic composition'],
  ['fuse', '引火线', 'Fuse'],
)
const powder = (source: Source) => choice('powder', '种类', 'Kind', source, 'law', POWDER)

const produce: ProfileEvent = {
  id: 'produce',
  names: both('生产赋码', 'Production and coding'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: ['maker'],
  fields: [
    date('made_on', '生产日期', 'Date of production', src.AQ_4102),
    date('expires_on', '保质期至', 'Good until', DESIGN, false),
    {
      ...choice(
        'use_class',
        '燃放类别',
        'Who may set it off',
        src.YH_20,
        true,
        choices(
          ['personal', '个人燃放', 'Anybody'],
          ['professional', '专业燃放', 'Professionals only'],
          ['none', '不直接燃放(火药、引火线)', 'Powder or fuse'],
        ),
      ),
      help: both('按国家标准确定', 'As the national standard says'),
    },
    text('spec', '规格', 'Specification', src.AQ_4102, 'warn'),
    number('powder_g', '单个含药量(克)', 'Powder in one (g)', src.AQ_4102),
    yes('instructions', '已标注燃放说明', 'Instructions on the product', src.YH_14),
    yes('warning', '包装已印警示标志', 'Warning on the package', src.YH_14),
    ...caseCodes(src.AQ_4102),
    remark,
  ],
  publicFields: ['made_on', 'expires_on', 'use_class', 'spec'],
}

const powderLedger: ProfileEvent = {
  id: 'powder_ledger',
  names: both('火药、引火线登记', 'Ledger of powder and fuse'),
  ...partyRecord,
  step: 'ledger',
  roles: ['maker'],
  fields: [
    powder(src.YH_15),
    choice(
      'entry',
      '登记事项',
      'Entry',
      src.YH_15,
      'law',
      choices(['purchase', '购买', 'Bought'], ['issue', '领用', 'Issued'], ['sale', '销售', 'Sold']),
    ),
    quantity('amount', '数量', 'Quantity', src.YH_15, true, ['kg', 'g', 'm', 'piece']),
    date('entered_on', '登记日期', 'Date', src.YH_15, true),
    {
      ...text('other_party', '供货或购买单位', 'Bought from or sold to', DESIGN, true),
      when: { key: 'entry', in: ['purchase', 'sale'] },
    },
    {
      ...code('buyer_licence', '购买单位安全生产许可证编号', "Buyer's licence for safe production", src.YH_21, true),
      when: { key: 'entry', in: ['sale'] },
    },
    { ...named('receiver', '领用人', 'Issued to', DESIGN), when: { key: 'entry', in: ['issue'] } },
    named('keeper', '保管员', 'Keeper', DESIGN, 'warn'),
    remark,
  ],
}

const powderLost: ProfileEvent = {
  id: 'powder_lost',
  names: both('火药、引火线丢失', 'Powder or fuse lost'),
  ...partyRecord,
  step: 'reporting',
  fields: [
    powder(src.YH_15),
    quantity('amount', '数量', 'Quantity', DESIGN, true, ['kg', 'g', 'm', 'piece']),
    at('found_at', '发现时间', 'Found out at', DESIGN),
    at('reported_at', '报告时间', 'Reported at', src.YH_15, true),
    text('police', '报告的公安部门', 'Police reported to', src.YH_15, 'law'),
    text('safety_department', '报告的安全生产监督管理部门', 'Safety department reported to', src.YH_15, 'law'),
    text('circumstances', '经过', 'Circumstances', DESIGN),
  ],
}

const trade = (
  id: string,
  zh: string,
  en: string,
  move: 'dispatch' | 'receive',
  role: string,
  more: readonly ProfileField[],
): ProfileEvent => ({
  id,
  names: both(zh, en),
  object: 'batch',
  move,
  step: move === 'dispatch' ? 'shipping' : 'receiving',
  needsCounterparty: true,
  roles: [role],
  fields: [date('traded_on', '日期', 'Date', src.AQ_4102), ...more, ...caseCodes(src.AQ_4102), remark],
  publicFields: [],
})

const transportPermit: ProfileEvent = {
  id: 'transport_permit',
  names: both('道路运输许可', 'Road transport permit'),
  ...partyRecord,
  step: 'filing',
  fields: [
    text('consignor_name', '托运人', 'Consignor', src.YH_24, 'law'),
    text('carrier_name', '承运人', 'Carrier', src.YH_24, 'law'),
    text('carrier_proof', '承运人资质证明', "Carrier's qualification", src.YH_23, 'law'),
    {
      ...text('crew_proof', '驾驶员、押运员资格证明', "Driver's and escort's qualification", src.YH_23, 'law'),
      personal: true,
    },
    text('vehicle_proof', '车辆道路运输证明', "Vehicle's transport certificate", src.YH_23, 'law'),
    text('consignor_proof', '托运人生产、经营资质证明', "Consignor's licence", src.YH_23, 'law'),
    text('contract_no', '购销合同', 'Contract', src.YH_23, 'law'),
    text('variety', '种类', 'Kind', src.YH_24, 'law'),
    text('spec', '规格', 'Specification', src.YH_24, 'law'),
    quantity('amount', '数量', 'Quantity', src.YH_24, 'law', ['box', 'kg', 'piece']),
    text('quality_proof', '产品质量和包装合格证明', 'Certificate of quality and packing', src.YH_23, 'law'),
    code('vehicle', '车牌号', 'Number plate', src.YH_23, 'law'),
    date('moves_on', '运输日期', 'Date of transport', src.YH_23, 'law'),
    text('origin', '起始地点', 'Origin', src.YH_24, 'law'),
    text('route', '行驶路线', 'Route', src.YH_24, 'law'),
    text('permitted_stops', '经停地点', 'Permitted stops', src.YH_24),
    code('permit_no', '道路运输许可证编号', 'Permit number', DESIGN, true),
    date('valid_to', '有效期至', 'Good until', src.YH_24, 'law'),
    text('authority', '发证公安部门', 'Issued by', src.YH_23, true),
    file('permit_file', '许可证', 'Permit', DESIGN),
  ],
}

const transport: ProfileEvent = {
  id: 'transport',
  names: both('道路运输', 'Road transport'),
  ...inside,
  step: 'transporting',
  partial: true,
  fields: [
    code('permit_no', '道路运输许可证编号', 'Number of the permit', DESIGN, true),
    text('variety', '种类', 'Kind', src.YH_25, true),
    yes('permit_carried', '随车携带许可证', 'Permit carried', src.YH_25),
    at('started_at', '起运时间', 'Started at', src.AQ_4102),
    at('arrived_at', '到达时间', 'Arrived at', src.AQ_4102, false),
    text('origin', '起始地点', 'Origin', src.YH_25, true),
    text('destination', '到达地点', 'Destination', DESIGN, true),
    stops(src.YH_25),
    yes('nobody_in_hold', '车厢内未载人', 'Nobody in the hold', src.YH_25),
    yes('signs_shown', '已悬挂警示标志', 'Warning signs shown', src.YH_25),
    code('vehicle', '车牌号', 'Number plate', src.AQ_4102, 'warn'),
    named('driver', '驾驶员', 'Driver', DESIGN, 'warn'),
    named('escort', '押运员', 'Escort', DESIGN, 'warn'),
    ...caseCodes(src.AQ_4102),
    remark,
  ],
}

const store = (id: string, zh: string, en: string): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...inside,
  step: 'storing',
  fields: [
    date('stored_on', '日期', 'Date', src.BEIJING),
    text('store', '仓库、库位', 'Store and lot', src.FIREWORKS_IN_USE, true),
    quantity('amount', '数量', 'Quantity', src.BEIJING, true, ['box', 'kg', 'piece']),
    named('keeper', '保管员', 'Keeper', src.BEIJING, 'warn'),
    ...caseCodes(src.BEIJING),
    remark,
  ],
})

const stockCheck: ProfileEvent = {
  id: 'stock_check',
  names: both('库存盘点', 'Stock check'),
  ...partyRecord,
  step: 'inspecting',
  fields: [
    ...countFields(src.BEIJING),
    number('stock_boxes', '总存放量(箱)', 'All in store (boxes)', src.YH_19, 'warn'),
    remark,
  ],
}

const retailSale: ProfileEvent = {
  id: 'retail_sale',
  names: both('零售', 'Retail sale'),
  object: 'batch',
  move: 'consume',
  step: 'retail_selling',
  roles: ['retailer'],
  fields: [
    date('sold_on', '销售日期', 'Date of sale', src.BEIJING),
    {
      ...named('buyer', '购买人', 'Buyer', src.BEIJING, 'warn'),
      help: both('实行实名购买的地区填写', 'Where real names are asked for'),
    },
    idCard('buyer_id', '购买人身份证号', "Buyer's identity number", src.BEIJING),
    { type: 'codes', key: 'item_codes', names: both('产品码', 'Item codes'), required: false, ...src.BEIJING },
    remark,
  ],
  publicFields: [],
}

const display: ProfileEvent = {
  id: 'display',
  names: both('焰火燃放', 'Display'),
  object: 'batch',
  move: 'consume',
  step: 'consuming',
  roles: ['display_unit'],
  fields: [
    date('displayed_on', '燃放日期', 'Date', DESIGN),
    place('site', '燃放地点', 'Place', DESIGN),
    code('permit_no', '焰火燃放许可证编号', 'Number of the display permit', src.YH_33, true),
    named('leader', '燃放负责人', 'Person in charge', DESIGN, 'warn'),
    remark,
  ],
  publicFields: [],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('封存、销毁', 'Sealing and destruction'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  fields: [
    choice(
      'reason',
      '来源',
      'Why',
      src.YH_43,
      true,
      choices(['confiscated', '没收', 'Confiscated'], ['abandoned', '弃置的废旧产品', 'Old goods abandoned']),
    ),
    yes('sealed', '已就地封存', 'Sealed where they were', src.YH_43),
    text('authority', '组织销毁的公安部门', 'Police in charge', src.YH_43, 'law'),
    date('destroyed_on', '销毁日期', 'Date', DESIGN),
    place('site', '地点', 'Place', DESIGN),
    named('supervisor', '监督人', 'Supervised by', DESIGN, 'warn'),
    file('list_file', '清册', 'List', DESIGN),
    remark,
  ],
  publicFields: [],
}

const licence = (key: string, zh: string, en: string, source: Source) => ({
  ...code(key, zh, en, source, 'warn' as const),
  ...LICENCE,
})

export const EVENTS: readonly ProfileEvent[] = [
  produce,
  powderLedger,
  powderLost,
  trade('maker_sale', '生产企业销售', "Maker's sale", 'dispatch', 'maker', []),
  trade('wholesale_in', '批发购进', 'Wholesale purchase', 'receive', 'wholesaler', [
    code('maker_licence', '生产企业安全生产许可证编号', "Maker's licence for safe production", src.AQ_4102, 'warn'),
  ]),
  trade('wholesale_out', '批发销售', 'Wholesale sale', 'dispatch', 'wholesaler', [
    licence('buyer_licence', '购买者经营许可证编号', "Buyer's trade licence", src.AQ_4102),
  ]),
  transportPermit,
  transport,
  permitReturn(src.YH_26, '道路运输许可证交回', 'Transport permit given back'),
  store('store_in', '入库', 'Into the store'),
  store('store_out', '出库', 'Out of the store'),
  stockCheck,
  trade('retail_in', '零售购进', 'Retail purchase', 'receive', 'retailer', [
    licence('seller_licence', '批发企业经营许可证编号', "Wholesaler's trade licence", src.AQ_4102),
    number('stock_boxes', '购进后存放量(箱)', 'In store afterwards (boxes)', src.YH_19, 'warn'),
  ]),
  retailSale,
  trade('return_out', '退回批发企业', 'Returned to the wholesaler', 'dispatch', 'retailer', []),
  trade('return_in', '回收', 'Taken back', 'receive', 'wholesaler', []),
  trade('display_in', '燃放单位购进', 'Purchase for a display', 'receive', 'display_unit', []),
  display,
  destroy,
]
