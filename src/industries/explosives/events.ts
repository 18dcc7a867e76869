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

const AMOUNT = ['round', 'kg', 'm', 'piece', 'box'] as const

const kind = (source: Source, required: 'law' | true = 'law') =>
  choice(
    'kind',
    '类别',
    'Kind',
    source,
    required,
    choices(
      ['detonator', '雷管', 'Detonators'],
      ['explosive', '炸药', 'Explosives'],
      ['cord', '索类', 'Cord'],
      ['other', '其他', 'Other'],
    ),
  )

/** Numbers of the detonators, one by one. */
const detonators = (source: Source, required: 'law' | boolean) =>
  ({
    type: 'codes',
    key: 'codes',
    names: both('雷管编码', 'Detonator codes'),
    scheme: 'cn.detonator.13',
    required,
    when: { key: 'kind', in: ['detonator'] },
    ...source,
  }) as const satisfies ProfileField

const variety = (source: Source) => text('variety', '品种', 'Variety', source, 'law')
const amount = (source: Source, zh = '数量', en = 'Quantity') => quantity('amount', zh, en, source, 'law', AMOUNT)
// that there is a permit is law; that its number is written down is ours
const permitNo = (zh: string, en: string) => code('permit_no', zh, en, DESIGN, true)

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

const store = (id: string, zh: string, en: string, step: string): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...inside,
  step,
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.MB_41_1, false),
    date('registered_on', '登记日期', 'Date of the entry', src.MB_41_1, true),
    text('store', '仓库', 'Store', DESIGN, true),
    named('keeper', '保管员', 'Keeper', src.LEDGER_IN_USE),
    remark,
  ],
})

const shift: readonly ProfileField[] = [
  at('shift_from', '当班开始', 'Shift begins', DESIGN),
  at('shift_to', '当班结束', 'Shift ends', DESIGN),
]

const issue: ProfileEvent = {
  id: 'issue',
  names: both('领取发放', 'Issue'),
  ...inside,
  step: 'issuing',
  roles: ['blaster'],
  fields: [
    kind(src.MB_37),
    amount(src.MB_37),
    detonators(src.MB_37, 'law'),
    { ...named('receiver', '领取人(爆破员)', 'Received by (blaster)', src.MB_37, 'law') },
    code('receiver_certificate', '爆破作业人员许可证编号', "Blaster's licence", src.MB_33, 'warn'),
    { ...named('issuer', '发放人(保管员)', 'Issued by (keeper)', src.MB_37, 'law') },
    ...shift,
    quantity('shift_need', '当班用量', 'What the shift needs', src.MB_37, true, AMOUNT),
    text('project', '爆破作业项目', 'Project', DESIGN),
    remark,
  ],
}

const coordinate = (key: string, zh: string, en: string): ReturnType<typeof code> & { pattern: string } => ({
  ...code(key, zh, en, src.CONTROLLER_IN_USE, true),
  pattern: '-?\\d{1,3}(\\.\\d{1,8})?',
})
const electronic = { when: { key: 'electronic', in: ['true'] } } as const

/** What the controller of electronic detonators downloaded before firing. */
const controller: readonly ProfileField[] = [
  { ...coordinate('lon', '起爆点经度', 'Longitude'), ...electronic },
  { ...coordinate('lat', '起爆点纬度', 'Latitude'), ...electronic },
  { ...code('controller_no', '起爆器编号', 'Controller', src.CONTROLLER_IN_USE, 'warn'), ...electronic },
  {
    type: 'rows',
    key: 'zones',
    names: both('准爆区域', 'Permitted zones'),
    required: true,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      text('zone_name', '名称', 'Name', src.CONTROLLER_IN_USE),
      coordinate('zone_lon', '经度', 'Longitude'),
      coordinate('zone_lat', '纬度', 'Latitude'),
      number('radius_m', '半径(米)', 'Radius (m)', src.CONTROLLER_IN_USE, true),
      at('zone_from', '起始时间', 'From', src.CONTROLLER_IN_USE),
      at('zone_to', '截止时间', 'To', src.CONTROLLER_IN_USE),
    ],
  },
  {
    type: 'rows',
    key: 'forbidden',
    names: both('禁爆区域', 'Forbidden zones'),
    required: false,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      coordinate('zone_lon', '经度', 'Longitude'),
      coordinate('zone_lat', '纬度', 'Latitude'),
      number('radius_m', '半径(米)', 'Radius (m)', src.CONTROLLER_IN_USE, true),
    ],
  },
  {
    type: 'rows',
    key: 'working_codes',
    names: both('雷管工作码', 'Working codes'),
    required: true,
    most: 3500,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      { ...code('uid', '电子雷管UID', 'UID', src.CONTROLLER_IN_USE, true), scheme: 'cn.edetonator.uid' },
      { ...code('shell_code', '管壳码', 'Shell code', src.CONTROLLER_IN_USE, true), scheme: 'cn.detonator.13' },
      // the working code itself fires the detonator: it is checked on the controller and never stored here
      at('code_valid_to', '工作码有效期', 'Working code good until', src.CONTROLLER_IN_USE),
      choice(
        'code_state',
        '工作码状态',
        'State',
        src.CONTROLLER_IN_USE,
        true,
        choices(
          ['ok', '正常', 'In order'],
          ['blacklist', '黑名单', 'Blacklisted'],
          ['used', '已使用', 'Already used'],
          ['unknown', '申请的UID不存在', 'UID unknown'],
        ),
      ),
    ],
  },
  { ...yes('result_uploaded', '爆破结果已上传', 'Result uploaded', src.CONTROLLER_IN_USE, 'warn'), ...electronic },
]

const use: ProfileEvent = {
  id: 'use',
  names: both('爆破使用', 'Blasting'),
  object: 'batch',
  move: 'consume',
  step: 'consuming',
  roles: ['blaster'],
  publicFields: [],
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.LEDGER_IN_USE, true),
    at('used_at', '起爆时间', 'Fired at', DESIGN),
    place('site', '爆破地点', 'Site', DESIGN),
    named('blaster', '爆破员', 'Blaster', src.LEDGER_IN_USE),
    named('safety_officer', '安全员', 'Safety officer', src.LEDGER_IN_USE, 'warn'),
    yes('guarded', '已设警示标志和警戒', 'Signs and guards posted', src.MB_38),
    yes('unexploded_checked', '已检查、排除未引爆物品', 'Looked for what did not explode', src.MB_38),
    yes('electronic', '电子雷管', 'Electronic detonators', src.CONTROLLER_IN_USE, true),
    ...controller,
    remark,
  ],
}

const returned: ProfileEvent = {
  id: 'return',
  names: both('清退回库', 'Return to the store'),
  ...inside,
  step: 'returning',
  roles: ['blaster'],
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.MB_37, true),
    at('returned_at', '清退时间', 'Returned at', src.MB_37, true),
    named('returner', '清退人(爆破员)', 'Returned by', src.LEDGER_IN_USE),
    named('keeper', '保管员', 'Keeper', src.LEDGER_IN_USE),
    remark,
  ],
}

const stockCheck: ProfileEvent = {
  id: 'stock_check',
  names: both('库存盘点', 'Stock check'),
  ...partyRecord,
  step: 'inspecting',
  fields: [
    ...countFields(src.MB_41_1),
    number('stored', '仓库总存量', 'All that is in the store', src.MB_41_2, 'warn'),
    number('capacity', '储存设计容量', 'Design capacity', src.MB_41_2, 'warn'),
    yes('apart', '性质相抵触的已分库储存', 'Incompatible goods are apart', src.MB_41_2, true),
    remark,
  ],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('销毁', 'Destruction'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  publicFields: [],
  fields: [
    choice(
      'reason',
      '原因',
      'Reason',
      src.MB_39_43,
      true,
      choices(
        ['spoilt', '变质', 'Spoilt'],
        ['expired', '过期失效', 'Expired'],
        ['leftover', '不再使用', 'No longer used'],
      ),
    ),
    yes('listed', '已登记造册', 'Listed', src.MB_39_43),
    {
      ...yes('planned', '已提出销毁实施方案', 'Plan of destruction made', src.MB_43),
      when: { key: 'reason', in: ['spoilt', 'expired'] },
    },
    text('authority', '组织监督销毁的机关', 'Destroyed under', src.MB_39_43, 'law'),
    named('supervisor', '监督销毁人', 'Supervised by', DESIGN),
    date('destroyed_on', '销毁日期', 'Date', DESIGN),
    place('site', '销毁地点', 'Place', DESIGN),
    file('list_file', '销毁清册、方案', 'List and plan', DESIGN),
    remark,
  ],
}

const lost: ProfileEvent = {
  id: 'lost',
  names: both('丢失、被盗、被抢', 'Lost, stolen or robbed'),
  ...inside,
  step: 'reporting',
  fields: [
    choice(
      'loss',
      '情形',
      'What happened',
      src.MB_41_4,
      'law',
      choices(['lost', '丢失', 'Lost'], ['stolen', '被盗', 'Stolen'], ['robbed', '被抢', 'Robbed']),
    ),
    kind(DESIGN, true),
    quantity('amount', '数量', 'Quantity', DESIGN, true, AMOUNT),
    detonators(DESIGN, false),
    at('found_at', '发现时间', 'Found out at', DESIGN),
    at('reported_at', '报告时间', 'Reported at', src.MB_41_4, true),
    text('authority', '报告的公安机关', 'Police reported to', src.MB_41_4, 'law'),
    text('circumstances', '经过', 'Circumstances', DESIGN),
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
  store('store_in', '入库', 'Into the store', 'storing'),
  store('store_out', '出库', 'Out of the store', 'storing'),
  issue,
  use,
  returned,
  stockCheck,
  destroy,
  lost,
]
