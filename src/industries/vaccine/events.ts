import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { recallEnd } from '../drug/events.ts'
import { contact, human, moment, number, yesNo } from '../edible/fields.ts'
import { choice, choices, code, date, dayOf, file, remark, text } from '../fields.ts'
import { DESTROY_FIELDS, LINKED, recallFields, traceCodes } from '../medicine/fields.ts'
import * as src from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'

/** A law asks for the record, not for these parts of it: they are those of a trace system in use. */
const celsius = (key: string, zh: string, en: string, required: boolean | 'warn' = true): ProfileField => ({
  type: 'number',
  key,
  names: both(zh, en),
  min: '-90',
  max: '60',
  required,
  ...src.MS_IN_USE,
})

const LABEL_RANGE: readonly ProfileField[] = [
  { ...celsius('store_min_c', '说明书储存温度下限(℃)', 'Label: lowest temperature (°C)'), ...DESIGN },
  { ...celsius('store_max_c', '说明书储存温度上限(℃)', 'Label: highest temperature (°C)'), ...DESIGN },
]

const series = {
  type: 'rows',
  key: 'series',
  names: both('温度记录', 'Readings'),
  required: false,
  most: 200,
  ...src.MS_IN_USE,
  fields: [
    { type: 'datetime', key: 'at', names: both('时间', 'Time'), required: true, ...src.MS_IN_USE },
    {
      type: 'number',
      key: 'celsius',
      names: both('温度(℃)', 'Temperature (°C)'),
      min: '-90',
      max: '60',
      required: true,
      ...src.MS_IN_USE,
    },
  ],
} as const satisfies ProfileField

/** Equipment, times and what was measured; the logger's own readings come in beside it. */
const measured = (from: string, to: string): ProfileField[] => [
  code('equipment_code', '设备编号', 'Equipment code', src.MS_IN_USE, true),
  text('equipment', '设备名称', 'Equipment', src.MS_IN_USE),
  { ...moment('from_at', from, 'From', src.MS_IN_USE, true) },
  { ...moment('to_at', to, 'To', src.MS_IN_USE, true) },
  celsius('min_c', '最低温度(℃)', 'Lowest (°C)'),
  celsius('max_c', '最高温度(℃)', 'Highest (°C)'),
  yesNo('complete', '全程有记录', 'Recorded without a gap', src.YM_37, 'law'),
  series,
  file('record_file', '温度记录文件', 'Temperature record', src.YM_37),
]

const lotRelease: ProfileEvent = {
  id: 'lot_release',
  names: both('批签发', 'Lot release'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['holder', 'importer'],
  fields: [
    { ...code('lot_release_no', '批签发证明编号', 'Lot-release certificate', src.YM_27, 'law') },
    date('released_on', '签发日期', 'Released on', DESIGN),
    text('body', '批签发机构', 'Release body', src.YM_27, 'warn'),
    file('summary', '批生产及检验记录摘要', 'Summary of making and test', src.YM_27),
    text('samples', '同批号样品', 'Samples of the lot', src.YM_27),
    yesNo('imported', '进口疫苗', 'Imported', DESIGN, true),
    {
      ...code('origin_certificate', '原产地证明', 'Certificate of origin', src.YM_27, 'law'),
      when: { key: 'imported', in: ['true'] },
    },
    {
      ...code('customs_clearance', '进口药品通关单', 'Customs clearance', src.YM_27, 'law'),
      when: { key: 'imported', in: ['true'] },
    },
  ],
  publicFields: ['lot_release_no', 'released_on'],
}

const activate: ProfileEvent = {
  id: 'activate',
  names: both('生产赋码(最小包装)', 'Coded, smallest packages'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: ['holder', 'importer'],
  fields: [
    ...LINKED,
    ...LABEL_RANGE,
    traceCodes(src.YM_10, 'warn'),
    file('relation_file', '关联关系文件', 'Relation file', src.MS_IN_USE),
    remark,
  ],
  publicFields: ['generic_name', 'approval_no', 'lot', 'made_on', 'expires_on', 'holder'],
}

const pack: ProfileEvent = {
  id: 'pack',
  names: both('装箱关联', 'Packed'),
  object: 'batch',
  move: 'aggregate',
  step: 'packing',
  fields: [date('packed_on', '装箱日期', 'Date', DESIGN, false), remark],
  publicFields: [],
}

const unpack: ProfileEvent = {
  id: 'unpack',
  names: both('拆箱', 'Unpacked'),
  object: 'batch',
  move: 'aggregate',
  step: 'unpacking',
  fields: [date('unpacked_on', '拆箱日期', 'Date', DESIGN, false), remark],
  publicFields: [],
}

const sale: ProfileEvent = {
  id: 'sale',
  names: both('销售(配送)', 'Sale or supply'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  formRequired: true,
  roles: ['holder', 'importer', 'cdc'],
  fields: [
    date('sold_on', '销售日期', 'Date', src.YM_38, 'law'),
    code('lot_release_no', '批签发证明编号', 'Lot-release certificate', src.YM_38, 'law'),
    yesNo(
      'certificate_copy_given',
      '已提供加盖印章的批签发证明复印件',
      'Stamped copy of the certificate given',
      src.YM_38,
      'law',
    ),
    text('deliverer', '配送单位', 'Delivered by', DESIGN),
    traceCodes(src.YM_10, 'warn'),
    remark,
  ],
  publicFields: ['sold_on', 'lot_release_no'],
}

const tempTransport: ProfileEvent = {
  id: 'temp_transport',
  names: both('运输温度记录', 'Temperature in transport'),
  object: 'batch',
  move: 'record',
  step: 'transporting',
  roles: ['holder', 'importer', 'logistics', 'cdc'],
  fields: [
    code('bill_no', '运单号', 'Bill number', src.MS_IN_USE, true),
    text('transporter', '运输单位', 'Transporter', src.MS_IN_USE, true),
    ...measured('起运时间', '到达时间'),
    remark,
  ],
  publicFields: ['from_at', 'to_at', 'min_c', 'max_c', 'complete'],
}

const tempStorage: ProfileEvent = {
  id: 'temp_storage',
  names: both('储存温度记录', 'Temperature in storage'),
  object: 'batch',
  move: 'record',
  step: 'storing',
  fields: [...measured('开始时间', '结束时间'), remark],
  publicFields: ['from_at', 'to_at', 'min_c', 'max_c', 'complete'],
}

/** Certificate and full temperature record are asked for when the goods arrive (39). */
const arrival: readonly ProfileField[] = [
  dayOf(moment('received_at', '接收时间', 'Received at', DESIGN, true)),
  { ...moment('departed_at', '本次起运时间', 'Left at', DESIGN, true) },
  { ...code('lot_release_no', '批签发证明编号', 'Lot-release certificate', src.YM_39, 'law') },
  file('certificate_file', '批签发证明(加盖印章)', 'Stamped certificate', src.YM_39),
  ...LABEL_RANGE,
  { ...celsius('record_min_c', '随货温度记录最低(℃)', 'Record that came along: lowest (°C)', false) },
  { ...celsius('record_max_c', '随货温度记录最高(℃)', 'Record that came along: highest (°C)', false) },
  yesNo('record_complete', '随货温度记录全程完整', 'Record that came along has no gap', src.YM_39, 'law'),
  file('temperature_file', '随货温度记录', 'Temperature record that came along', src.YM_39),
  traceCodes(src.YM_10, 'warn'),
  human('receiver', '接收人', 'Received by', DESIGN),
  remark,
]

const receive: ProfileEvent = {
  id: 'receive',
  names: both('接收', 'Receive'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  formRequired: true,
  roles: ['cdc', 'clinic'],
  fields: arrival,
  publicFields: ['received_at', 'lot_release_no'],
}

const purchaseIn: ProfileEvent = {
  id: 'purchase_in',
  names: both('购进(平台外供货单位)', 'Purchase from outside the platform'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: ['cdc', 'clinic'],
  fields: [
    text('supplier_name', '供货单位', 'Supplier', DESIGN, true),
    code('lot', '批号', 'Lot', DESIGN, true),
    date('expires_on', '有效期至', 'Expires on', DESIGN),
    ...arrival,
  ],
  publicFields: ['received_at', 'lot_release_no', 'lot', 'expires_on'],
}

/** What was not taken in is reported at once to the drug and the health authority (39). */
const refuse: ProfileEvent = {
  id: 'refuse',
  names: both('拒收并报告', 'Refused and reported'),
  object: 'party',
  move: 'record',
  step: 'refusing',
  roles: ['cdc', 'clinic'],
  fields: [
    text('supplier_name', '供货单位', 'Supplier', DESIGN, true),
    text('vaccine', '疫苗名称', 'Vaccine', DESIGN, true),
    code('lot', '批号', 'Lot', DESIGN, true),
    choice(
      'reason',
      '拒收原因',
      'Reason',
      src.YM_39,
      'law',
      choices(
        ['no_record', '不能提供全过程温度记录', 'No full temperature record'],
        ['out_of_range', '温度控制不符合要求', 'Out of temperature'],
        ['no_certificate', '无批签发证明', 'No lot-release certificate'],
      ),
    ),
    moment('reported_at', '报告时间', 'Reported at', src.YM_39, 'law'),
    yesNo('told_drug_authority', '已报告药品监督管理部门', 'Drug administration told', src.YM_39, 'law'),
    yesNo('told_health_authority', '已报告卫生健康部门', 'Health commission told', src.YM_39, 'law'),
  ],
  publicFields: [],
}

const check: ProfileEvent = {
  id: 'check',
  names: both('定期检查', 'Regular check'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['cdc', 'clinic'],
  fields: [
    date('checked_on', '检查日期', 'Date', src.YM_40, 'law'),
    choice(
      'finding',
      '检查结果',
      'Finding',
      src.YM_40,
      'law',
      choices(
        ['good', '正常', 'Good'],
        ['unreadable', '包装无法识别', 'Package unreadable'],
        ['temperature', '储存温度不符合要求', 'Out of temperature'],
        ['expired', '超过有效期', 'Expired'],
      ),
    ),
    yesNo('isolated', '已隔离存放并设置警示标志', 'Kept apart and marked', src.YM_40),
    remark,
  ],
  publicFields: [],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('处置(销毁)', 'Disposed of'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  fields: [...DESTROY_FIELDS, traceCodes(), remark],
  publicFields: ['destroyed_on'],
}

const inoculate: ProfileEvent = {
  id: 'inoculate',
  names: both('接种', 'Vaccination'),
  object: 'piece',
  move: 'consume',
  step: 'inoculating',
  roles: ['clinic'],
  fields: [
    text('vaccine', '疫苗品种', 'Vaccine', src.YM_46, 'law'),
    text('holder', '上市许可持有人', 'Holder of the marketing licence', src.YM_46, 'law'),
    code('unit_code', '最小包装单位识别信息', 'Code of the smallest package', src.YM_46, 'law'),
    date('expires_on', '有效期', 'Expires on', src.YM_46, 'law'),
    dayOf(moment('injected_at', '接种时间', 'Time', src.YM_46, 'law')),
    human('injected_by', '实施接种的医疗卫生人员', 'Injected by', src.YM_46, 'law'),
    human('recipient', '受种者', 'Recipient', src.YM_46, 'law'),
    { ...code('booklet_no', '预防接种证号', 'Vaccination booklet', src.YM_45), personal: true },
    contact('guardian_phone', '监护人电话', "Guardian's telephone", DESIGN, false),
    number('dose_no', '剂次', 'Dose number', DESIGN, true, '1', '20'),
    number('doses_before', '接种证已记录剂次', 'Doses in the booklet', DESIGN, true, '0', '20'),
    yesNo('person_matched', '受种者信息已核对', 'Person checked', src.YM_45, 'law'),
    yesNo('booklet_matched', '预防接种证已核对', 'Booklet checked', src.YM_45, 'law'),
    yesNo('vaccine_matched', '疫苗信息已核对', 'Vaccine checked', src.YM_45, 'law'),
    remark,
  ],
  publicFields: ['injected_at'],
}

const recall: ProfileEvent = {
  id: 'recall',
  names: both('停止使用与召回', 'Stopped and recalled'),
  object: 'batch',
  move: 'record',
  step: 'recalling',
  roles: ['holder', 'importer', 'cdc', 'clinic'],
  fields: [...recallFields(src.YM_73), remark],
  publicFields: ['lots', 'reason', 'level', 'nature', 'begins_on', 'ends_on'],
}

export const EVENTS: readonly ProfileEvent[] = [
  activate,
  lotRelease,
  pack,
  unpack,
  sale,
  tempTransport,
  tempStorage,
  receive,
  purchaseIn,
  refuse,
  check,
  inoculate,
  destroy,
  recall,
  { ...recallEnd, roles: ['holder', 'importer', 'cdc', 'clinic'] },
]
