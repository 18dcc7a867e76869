import type { ProfileChoice, ProfileField } from '../../kernel/profile.ts'
import { contact, human, moment, yesNo } from '../edible/fields.ts'
import { choice, choices, code, date, file, text } from '../fields.ts'
import { both, type Source } from '../sources.ts'
import { MS_IN_USE, NMPAB_1002 } from './sources.ts'

/** Fields that medicines share. Product, quantity and the parties of a transfer are in the core's own event. */

export const traceCodes = (source: Source = MS_IN_USE, required: boolean | 'law' | 'warn' = 'warn') =>
  ({
    type: 'codes',
    key: 'trace_codes',
    names: both('追溯码', 'Trace codes'),
    help: both('逐个扫描；整箱只扫箱码', 'Scan each; of a full case the case only'),
    required,
    ...source,
  }) satisfies ProfileField

/** 通用名 … 单品序列号: what a code is linked to (NMPAB/T 1002); the serial number is the code's own part. */
export const LINKED: readonly ProfileField[] = [
  text('generic_name', '通用名', 'Generic name', NMPAB_1002, true),
  code('approval_no', '批准文号', 'Approval number', NMPAB_1002, true),
  text('dosage_form', '剂型', 'Dosage form', NMPAB_1002, 'warn'),
  text('strength', '制剂规格', 'Strength', NMPAB_1002, 'warn'),
  text('pack_spec', '包装规格', 'Package', NMPAB_1002, 'warn'),
  code('lot', '产品批号', 'Lot', NMPAB_1002, true),
  date('made_on', '生产日期', 'Date of production', NMPAB_1002),
  date('expires_on', '有效期至', 'Expires on', NMPAB_1002),
  text('holder', '上市许可持有人', 'Holder of the marketing licence', NMPAB_1002, true),
  text('maker', '生产企业', 'Maker', NMPAB_1002, true),
]

/** Of each bill: number, time, warehouse, people, where it goes from and to. */
export function billFields(types: readonly ProfileChoice[]): ProfileField[] {
  return [
    choice('bill_type', '单据类型', 'Kind of bill', MS_IN_USE, true, types),
    {
      ...code('bill_code', '单据号', 'Bill number', MS_IN_USE, true),
      help: both('本企业内不得重复', 'Used once in the enterprise'),
    },
    moment('bill_time', '单据时间', 'Time of the bill', MS_IN_USE, true),
    choice(
      'drug_kind',
      '药品类别',
      'Kind of medicine',
      MS_IN_USE,
      false,
      choices(['ordinary', '普通药品', 'Ordinary'], ['special', '特殊药品', 'Under special control']),
    ),
    text('warehouse', '仓库', 'Warehouse', MS_IN_USE),
    text('owner', '货主', 'Owner of the goods', MS_IN_USE),
    text('delivery_enterprise', '配送企业', 'Delivery enterprise', MS_IN_USE),
    text('consignor_enterprise', '委托企业', 'Consignor', MS_IN_USE),
    text('from_address', '发货地址', 'From', MS_IN_USE),
    text('to_address', '收货地址', 'To', MS_IN_USE),
    code('from_bill_code', '上游单据号', "Sender's bill", MS_IN_USE),
    code('order_code', '订单号', 'Order', MS_IN_USE),
    human('operator', '经办人', 'Operator', MS_IN_USE),
    human('from_person', '发货人', 'Sent by', MS_IN_USE),
    human('to_person', '收货人', 'Received by', MS_IN_USE),
    traceCodes(),
    drugList,
  ]
}

export const drugList = {
  type: 'rows',
  key: 'drug_list',
  names: both('药品明细', 'Lines'),
  required: false,
  ...MS_IN_USE,
  fields: [
    code('drug_id', '药品标识', 'Drug', MS_IN_USE, true),
    code('line_lot', '批号', 'Lot', MS_IN_USE, true),
    {
      type: 'number',
      key: 'count',
      names: both('数量', 'Count'),
      whole: true,
      min: '0',
      required: true,
      ...MS_IN_USE,
    },
    date('line_made_on', '生产日期', 'Date of production', MS_IN_USE, false),
    date('line_expires_on', '有效期至', 'Expires on', MS_IN_USE, false),
    text('line_pack_spec', '包装规格', 'Package', MS_IN_USE),
  ],
} as const satisfies ProfileField

/** Checked line by line against the sender's bill. */
export const RECEIPT_CHECK: readonly ProfileField[] = [
  choice(
    'check_result',
    '与上游单据核对',
    "Compared with the sender's bill",
    MS_IN_USE,
    true,
    choices(['same', '一致', 'The same'], ['different', '不一致', 'Different']),
  ),
  {
    ...text('check_reason', '不一致原因', 'Why different', MS_IN_USE, true),
    when: { key: 'check_result', in: ['different'] },
  },
]

/** Papers of the recall (药品管理法 82, 疫苗管理法 73) and what a system in use asks for. */
export function recallFields(source: Source): ProfileField[] {
  return [
    code('recall_no', '召回编号', 'Recall number', MS_IN_USE, true),
    text('lots', '召回批号', 'Lots', MS_IN_USE, true),
    text('reason', '召回原因', 'Reason', MS_IN_USE, true),
    choice(
      'level',
      '召回级别',
      'Level',
      MS_IN_USE,
      true,
      choices(['1', '一级', 'Level 1'], ['2', '二级', 'Level 2'], ['3', '三级', 'Level 3']),
    ),
    choice(
      'range',
      '召回范围',
      'Range',
      MS_IN_USE,
      false,
      choices(['country', '全国', 'Country'], ['province', '省', 'Province'], ['city', '市', 'City']),
    ),
    choice(
      'nature',
      '性质',
      'Nature',
      MS_IN_USE,
      true,
      choices(['real', '实施召回', 'Carried out'], ['drill', '模拟召回', 'Drill']),
    ),
    choice(
      'ordered',
      '召回类型',
      'Kind',
      MS_IN_USE,
      true,
      choices(['voluntary', '主动召回', 'Voluntary'], ['ordered', '责令召回', 'Ordered']),
    ),
    yesNo('published', '已公布召回信息', 'Published', source, false),
    date('sale_stopped_on', '停止销售日期', 'Sale stopped on', source, 'law'),
    date('told_on', '通知下游日期', 'Others told on', source, 'warn'),
    date('reported_on', '向监管部门报告日期', 'Reported on', source, 'warn'),
    date('begins_on', '开始日期', 'Begins on', MS_IN_USE, false),
    date('ends_on', '结束日期', 'Ends on', MS_IN_USE, false),
  ]
}

/** Who carried out and who watched a destruction. */
export const DESTROY_FIELDS: readonly ProfileField[] = [
  code('reason_code', '销毁原因代码', 'Reason code', MS_IN_USE),
  text('reason', '销毁原因', 'Reason', MS_IN_USE, true),
  human('executor', '执行人姓名', 'Carried out by', MS_IN_USE, true),
  { ...code('executor_id', '执行人证件号', "Executor's identity number", MS_IN_USE, true), personal: true },
  human('supervisor', '监督人姓名', 'Watched by', MS_IN_USE, true),
  { ...code('supervisor_id', '监督人证件号', "Supervisor's identity number", MS_IN_USE, true), personal: true },
  date('destroyed_on', '销毁日期', 'Date', MS_IN_USE),
  file('record_file', '销毁记录', 'Record of the destruction', MS_IN_USE),
]

/** Who bought: real name where the medicine asks for it. */
export const CUSTOMER: readonly ProfileField[] = [
  choice(
    'customer_id_kind',
    '证件类型',
    'Kind of identity paper',
    MS_IN_USE,
    false,
    choices(
      ['1', '身份证', 'Identity card'],
      ['2', '护照', 'Passport'],
      ['3', '军官证', 'Officer card'],
      ['4', '医保卡', 'Insurance card'],
      ['5', '接种卡', 'Vaccination card'],
      ['6', '学生证', 'Student card'],
      ['9', '其它', 'Other'],
    ),
  ),
  { ...code('customer_id', '证件号', 'Identity number', MS_IN_USE), personal: true },
  human('customer', '姓名', 'Name', MS_IN_USE),
  contact('customer_phone', '电话', 'Telephone', MS_IN_USE, false),
]
