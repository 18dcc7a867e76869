import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, file, remark, text } from '../fields.ts'
import { at, idCard, inside, named, partyRecord, permitReturn, stops, yes } from '../hazardous/fields.ts'
import * as src from '../hazardous/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { BLASTING } from './blasting.ts'
import { amount, detonators, kind, permitNo, variety } from './fields.ts'

const produce: ProfileEvent = {
  id: 'produce',
  names: both('生产赋码', 'Production and coding'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: ['maker'],
  publicFields: [],
  fields: [
    kind(src.MB_7),
    date('made_on', '生产日期', 'Date of production', DESIGN),
    date('expires_on', '有效期至', 'Good until', DESIGN, 'warn'),
    yes('warning_mark', '已作警示标识', 'Warning mark applied', src.MB_15),
    yes('register_mark', '已作登记标识', 'Registration mark applied', src.MB_15),
    { ...yes('coded', '雷管已编码打号', 'Detonators coded', src.MB_15), when: { key: 'kind', in: ['detonator'] } },
    detonators(src.DETONATOR, false),
    code('case_code', '箱码', 'Case code', src.LEDGER_IN_USE),
    remark,
  ],
}

const purchasePermit: ProfileEvent = {
  id: 'purchase_permit',
  names: both('购买许可', 'Purchase permit'),
  ...partyRecord,
  step: 'filing',
  roles: ['blaster'],
  fields: [
    text(
      'use_proof',
      '爆破作业单位许可证或其他合法使用证明',
      'Blasting licence or other proof of use',
      src.MB_21,
      'law',
    ),
    text('buyer_name', '购买单位', 'Buyer', src.MB_21, 'law'),
    text('buyer_address', '地址', 'Address', src.MB_21, 'law'),
    code('bank_account', '银行账户', 'Bank account', src.MB_21, 'law'),
    variety(src.MB_21),
    amount(src.MB_21),
    text('purpose', '用途', 'Purpose', src.MB_21, 'law'),
    date('applied_on', '申请日期', 'Applied on', DESIGN, false),
    permitNo('购买许可证编号', 'Permit number'),
    date('issued_on', '发证日期', 'Issued on', DESIGN, 'warn'),
    date('valid_to', '有效期至', 'Good until', src.MB_21, 'law'),
    text('authority', '发证公安机关', 'Issued by', src.MB_21, true),
    file('permit_file', '许可证', 'Permit', DESIGN),
  ],
}

const sale: ProfileEvent = {
  id: 'sale',
  names: both('销售', 'Sale'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  formRequired: true,
  roles: ['maker', 'dealer'],
  publicFields: [],
  fields: [
    date('sold_on', '成交日期', 'Date of the deal', src.MB_24, true),
    variety(src.MB_24),
    choice(
      'buyer_paper',
      '购买凭证',
      'What the buyer buys by',
      src.MB_22,
      'law',
      choices(
        ['purchase_permit', '购买许可证', 'Purchase permit'],
        ['sale_licence', '销售许可证', 'Sale licence'],
        ['production_licence', '生产许可证', 'Production licence'],
      ),
    ),
    permitNo('凭证编号', 'Its number'),
    yes('paper_checked', '已查验许可证', 'Licence or permit checked', src.MB_22),
    named('handler', '经办人', 'Person who collects', src.MB_22),
    idCard('handler_id', '经办人身份证号', 'Identity number', DESIGN),
    yes('handler_checked', '已查验经办人身份证明', 'Identity checked', src.MB_22),
    choice(
      'payment',
      '付款方式',
      'Payment',
      src.MB_23,
      'law',
      choices(['transfer', '银行转账', 'Bank transfer'], ['cash', '现金', 'Cash'], ['barter', '实物', 'Barter']),
    ),
    {
      ...code('transfer_no', '转账凭证号', 'Transfer voucher', src.MB_23, 'warn'),
      when: { key: 'payment', in: ['transfer'] },
    },
    { ...file('copies', '许可证、凭证、身份证明复印件', 'Copies that are kept', src.MB_23), personal: true },
    remark,
  ],
}

const filing = (id: string, zh: string, en: string, more: readonly ProfileField[]): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...partyRecord,
  step: 'filing',
  fields: [
    date('deal_on', '成交日期', 'Date of the deal', src.MB_24, true),
    variety(src.MB_24),
    amount(src.MB_24),
    ...more,
    text('police', '备案的县级公安机关', 'County police', src.MB_24, 'law'),
    date('filed_on', '备案日期', 'Filed on', src.MB_24, true),
    remark,
  ],
})

const transportPermit: ProfileEvent = {
  id: 'transport_permit',
  names: both('运输许可', 'Transport permit'),
  ...partyRecord,
  step: 'filing',
  fields: [
    text('consignee_name', '收货单位', 'Consignee', src.MB_26, 'law'),
    text('seller_name', '销售企业', 'Seller', src.MB_26, 'law'),
    text('carrier_name', '承运人', 'Carrier', src.MB_26, 'law'),
    text('papers', '各单位许可证编号', 'Licences of the parties', src.MB_26, 'law'),
    variety(src.MB_26),
    amount(src.MB_26),
    text('packing', '包装材料和方式', 'Packing', src.MB_26, 'law'),
    text('measures', '特性和应急处置方法', 'Properties and emergency measures', src.MB_26, 'law'),
    text('origin', '起始地点', 'Origin', src.MB_26, 'law'),
    text('route', '运输路线', 'Route', src.MB_26, 'law'),
    text('permitted_stops', '经停地点', 'Permitted stops', src.MB_26),
    date('moves_on', '运输日期', 'Date of transport', src.MB_26, 'law'),
    permitNo('运输许可证编号', 'Permit number'),
    date('valid_to', '有效期至', 'Good until', src.MB_26, 'law'),
    text('authority', '发证公安机关', 'Issued by', src.MB_26, true),
    file('permit_file', '许可证', 'Permit', DESIGN),
  ],
}

const transport: ProfileEvent = {
  id: 'transport',
  names: both('运输', 'Transport'),
  ...inside,
  step: 'transporting',
  partial: true,
  roles: ['carrier', 'maker', 'dealer', 'blaster'],
  fields: [
    permitNo('运输许可证编号', 'Number of the transport permit'),
    variety(src.MB_7),
    yes('permit_carried', '随车携带许可证', 'Permit carried', src.MB_28),
    at('started_at', '起运时间', 'Started at', DESIGN),
    text('origin', '起始地点', 'Origin', src.MB_28, true),
    text('destination', '到达地点', 'Destination', src.MB_28, true),
    stops(src.MB_28),
    yes('nobody_in_hold', '车厢内未载人', 'Nobody in the hold', src.MB_28),
    yes('signs_shown', '已悬挂警示标志', 'Warning signs shown', src.MB_28),
    code('vehicle', '车牌号', 'Number plate', DESIGN, 'warn'),
    named('driver', '驾驶员', 'Driver', DESIGN, 'warn'),
    named('escort', '押运员', 'Escort', DESIGN, 'warn'),
    remark,
  ],
}

const arrive: ProfileEvent = {
  id: 'arrive',
  names: both('到达验收', 'Arrival'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  formRequired: true,
  publicFields: [],
  fields: [
    date('received_on', '到达日期', 'Arrived on', src.MB_29, true),
    yes('accepted', '已验收', 'Accepted', src.MB_29),
    permitNo('运输许可证编号', 'Number of the transport permit'),
    yes('endorsed', '已在许可证上签注', 'Permit endorsed', src.MB_29),
    named('receiver', '验收人', 'Received by', DESIGN),
    remark,
  ],
}

export const EVENTS: readonly ProfileEvent[] = [
  produce,
  purchasePermit,
  sale,
  filing('filing_sell', '销售备案', "Seller's filing", [
    text('buyer_name', '购买单位', 'Buyer', src.MB_24, 'law'),
    text('department', '备案的省级行业主管部门', 'Industry department of the province', src.MB_24, 'law'),
  ]),
  filing('filing_buy', '购买备案', "Buyer's filing", []),
  transportPermit,
  transport,
  arrive,
  permitReturn(src.MB_29, '运输许可证缴销', 'Transport permit given back'),
  ...BLASTING,
]
