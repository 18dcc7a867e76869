import type { ProfileEvent } from '../../kernel/profile.ts'
import { human, moment, number, yesNo } from '../edible/fields.ts'
import { choice, choices, code, date, dayOf, file, quantity, remark, text } from '../fields.ts'
import {
  billFields,
  CUSTOMER,
  DESTROY_FIELDS,
  drugList,
  LINKED,
  RECEIPT_CHECK,
  recallFields,
  traceCodes,
} from '../medicine/fields.ts'
import * as src from '../medicine/sources.ts'
import { both, DESIGN, type Source } from '../sources.ts'

const MAKERS = ['holder', 'maker'] as const
const STOCKS = ['holder', 'maker', 'wholesaler', 'logistics', 'pharmacy', 'hospital', 'importer'] as const

const ruleFile: ProfileEvent = {
  id: 'rule_file',
  names: both('编码规则备案', 'Coding rule filed'),
  object: 'party',
  move: 'record',
  step: 'filing',
  roles: ['holder', 'importer'],
  fields: [
    text('rule', '编码规则', 'Coding rule', src.NMPAB_1001, true),
    text('identifiers', '药品标识码分配', 'Drug identifiers', src.NMPAB_1001, true),
    text('system_address', '追溯系统地址', 'Address of the trace system', src.NMPAB_1001, true),
    date('filed_on', '备案日期', 'Filed on', DESIGN),
    remark,
  ],
  publicFields: [],
}

const codeApply: ProfileEvent = {
  id: 'code_apply',
  names: both('申请追溯码', 'Codes applied for'),
  object: 'party',
  move: 'record',
  step: 'applying',
  roles: MAKERS,
  fields: [
    { ...code('drug_identifier', '药品标识码', 'Drug identifier', src.MS_IN_USE, true), pattern: '[0-9A-Za-z]{7,14}' },
    number('count', '申请数量', 'How many', src.MS_IN_USE, true, '1', '100000000'),
    text('levels', '包装级别', 'Package levels', src.MS_IN_USE, true),
    remark,
  ],
  publicFields: [],
}

const activate: ProfileEvent = {
  id: 'activate',
  names: both('生产赋码(激活)', 'Coded and activated'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: [...MAKERS, 'importer'],
  fields: [
    code('drug_identifier', '药品标识码', 'Drug identifier', src.MS_IN_USE, 'warn'),
    ...LINKED,
    text('packer', '包装企业', 'Packer', src.MS_IN_USE),
    traceCodes(),
    file('relation_file', '关联关系文件', 'Relation file', src.MS_IN_USE),
    remark,
  ],
  publicFields: ['generic_name', 'approval_no', 'dosage_form', 'strength', 'lot', 'made_on', 'expires_on', 'holder'],
}

const pack: ProfileEvent = {
  id: 'pack',
  names: both('装箱关联', 'Packed'),
  object: 'batch',
  move: 'aggregate',
  step: 'packing',
  fields: [
    choice(
      'box_status',
      '箱状态',
      'Case',
      src.MS_IN_USE,
      true,
      choices(
        ['full', '正常', 'Full'],
        ['mixed', '拼箱', 'Mixed'],
        ['remainder', '零箱', 'Remainder'],
        ['mixed_remainder', '拼箱且零箱', 'Mixed remainder'],
      ),
    ),
    choice(
      'level',
      '包装级别',
      'Level',
      src.MS_IN_USE,
      false,
      choices(['1', '小包装', 'Small box'], ['2', '中包装', 'Middle'], ['3', '箱', 'Case']),
    ),
    date('packed_on', '装箱日期', 'Date', DESIGN, false),
    remark,
  ],
  publicFields: [],
}

const unpack: ProfileEvent = {
  id: 'unpack',
  names: both('拆箱解除关联', 'Case broken'),
  object: 'batch',
  move: 'aggregate',
  step: 'unpacking',
  fields: [
    choice(
      'box_status',
      '拆后状态',
      'Afterwards',
      src.MS_IN_USE,
      true,
      choices(['closed', '整箱拆零', 'Nothing left in it'], ['remainder', '剩余为零箱', 'A remainder stays']),
    ),
    date('unpacked_on', '拆箱日期', 'Date', DESIGN, false),
    remark,
  ],
  publicFields: [],
}

const codeReplace: ProfileEvent = {
  id: 'code_replace',
  names: both('追溯码替换', 'Code replaced'),
  object: 'piece',
  move: 'record',
  step: 'replacing',
  roles: MAKERS,
  fields: [
    code('code', '原追溯码', 'Code that is replaced', src.MS_IN_USE, true),
    code('new_code', '新追溯码', 'New code', src.MS_IN_USE, true),
    text('reason', '替换原因', 'Reason', src.MS_IN_USE, true),
  ],
  publicFields: [],
}

/** The eleven things of a record of purchase or sale; hospitals' list is the same without the holder. */
const tradeRecord = (source: Source, holder: boolean) => [
  text('generic_name', '通用名称', 'Generic name', source, 'law'),
  text('dosage_form', '剂型', 'Dosage form', source, 'law'),
  text('strength', '规格', 'Specification', source, 'law'),
  code('lot', '产品批号', 'Lot', source, 'law'),
  date('expires_on', '有效期至', 'Expires on', source, 'law'),
  ...(holder ? [text('holder', '上市许可持有人', 'Holder of the marketing licence', source, 'law')] : []),
  text('maker', '生产企业', 'Maker', source, 'law'),
  text('partner', holder ? '购销单位' : '供货单位', holder ? 'Buyer or seller' : 'Supplier', source, 'law'),
  quantity('count', '数量', 'Quantity', source, 'law', ['pack', 'bottle', 'dose', 'box', 'bag', 'piece', 'kg', 'g']),
  number('price', '价格(元)', 'Price (yuan)', source, 'law', '0', '100000000'),
  dayOf(date('traded_on', '购销日期', 'Date', source, 'law')),
]

const purchaseIn: ProfileEvent = {
  id: 'purchase_in',
  names: both('购进入库(平台外供货单位)', 'Purchase from outside the platform'),
  object: 'batch',
  move: 'produce',
  step: 'accepting',
  roles: ['wholesaler', 'pharmacy', 'hospital'],
  fields: [
    ...tradeRecord(src.YP_57, true),
    code('invoice', '发票或随货同行单号', 'Delivery paper', DESIGN),
    traceCodes(),
    remark,
  ],
  publicFields: ['lot', 'expires_on'],
}

const stockIn: ProfileEvent = {
  id: 'stock_in',
  names: both('入库', 'Stock in'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  roles: STOCKS,
  fields: [
    ...billFields(
      choices(
        ['102', '采购入库', 'Purchase'],
        ['103', '退货入库', 'Returned'],
        ['104', '调拨入库', 'Moved in'],
        ['107', '供应入库', 'Supply'],
        ['108', '召回入库', 'Recalled'],
        ['110', '赠品入库', 'Gift'],
        ['113', '其他入库', 'Other'],
      ),
    ),
    ...RECEIPT_CHECK,
    remark,
  ],
  publicFields: ['bill_time'],
}

const stockOut: ProfileEvent = {
  id: 'stock_out',
  names: both('出库', 'Stock out'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: STOCKS,
  fields: [
    ...billFields(
      choices(
        ['201', '销售出库', 'Sale'],
        ['203', '调拨出库', 'Moved out'],
        ['204', '返工出库', 'Rework'],
        ['206', '抽检出库', 'Sampling'],
        ['207', '直调出库', 'Direct delivery'],
        ['209', '供应出库', 'Supply'],
        ['211', '召回出库', 'Recalled'],
        ['212', '赠品出库', 'Gift'],
        ['217', '其他出库', 'Other'],
      ),
    ),
    remark,
  ],
  publicFields: ['bill_time'],
}

/** Bills that move nothing to another party: own production, surplus and shortage, damage. */
const stockRecord: ProfileEvent = {
  id: 'stock_record',
  names: both('库内单据', 'Bill inside the stock'),
  object: 'batch',
  move: 'record',
  step: 'inventory_checking',
  roles: STOCKS,
  fields: [
    ...billFields(
      choices(
        ['101', '生产入库', 'Produced'],
        ['106', '零头入库', 'Remainder in'],
        ['111', '盘盈入库', 'Surplus'],
        ['112', '报废入库', 'Scrap in'],
        ['208', '生产出库', 'To production'],
        ['210', '零头出库', 'Remainder out'],
        ['214', '盘亏出库', 'Shortage'],
        ['215', '损坏出库', 'Damaged'],
        ['216', '报废出库', 'Scrap out'],
      ),
    ),
    remark,
  ],
  publicFields: [],
}

const goBack: ProfileEvent = {
  id: 'return',
  names: both('退货', 'Return'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: STOCKS,
  fields: [
    ...billFields(choices(['202', '退货出库', 'Returned'], ['237', '直调退货', 'Direct return'])),
    code('return_reason_code', '退货原因代码', 'Reason code', src.MS_IN_USE, true),
    text('return_reason', '退货原因', 'Reason', src.MS_IN_USE),
    remark,
  ],
  publicFields: [],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('销毁', 'Destroy'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  roles: STOCKS,
  fields: [
    code('bill_code', '单据号(205)', 'Bill number (205)', src.MS_IN_USE, true),
    ...DESTROY_FIELDS,
    traceCodes(),
    remark,
  ],
  publicFields: ['destroyed_on'],
}

const retail: ProfileEvent = {
  id: 'retail',
  names: both('零售', 'Retail sale'),
  object: 'piece',
  move: 'consume',
  step: 'retail_selling',
  roles: ['pharmacy'],
  fields: [
    code('bill_code', '单据号(321)', 'Bill number (321)', src.MS_IN_USE, true),
    moment('bill_time', '单据时间', 'Time of the bill', src.MS_IN_USE, true),
    traceCodes(),
    text('store', '门店', 'Shop', src.MS_IN_USE),
    ...CUSTOMER,
    human('agent', '代领人', 'Collected by', src.MS_IN_USE),
    yesNo('online', '网络销售', 'Sold online', src.MS_IN_USE),
    human('doctor', '处方医师', 'Doctor', src.MS_IN_USE),
    human('dispenser', '调配药师', 'Dispensed by', src.MS_IN_USE),
    remark,
  ],
  publicFields: ['bill_time'],
}

const hospitalUse: ProfileEvent = {
  id: 'hospital_use',
  names: both('医院领药', 'Given out in the hospital'),
  object: 'piece',
  move: 'consume',
  step: 'dispensing',
  roles: ['hospital'],
  fields: [
    code('bill_code', '单据号(323)', 'Bill number (323)', src.MS_IN_USE, true),
    moment('bill_time', '单据时间', 'Time of the bill', src.MS_IN_USE, true),
    traceCodes(),
    text('ward', '病区', 'Ward', src.MS_IN_USE),
    ...CUSTOMER,
    human('doctor', '处方医师', 'Doctor', src.MS_IN_USE),
    human('dispenser', '调配药师', 'Dispensed by', src.MS_IN_USE),
    remark,
  ],
  publicFields: ['bill_time'],
}

/** 116: what a customer brings back may be sold or settled once more without an alarm. */
const customerReturn: ProfileEvent = {
  id: 'customer_return',
  names: both('消费者退货', 'Returned by a customer'),
  object: 'piece',
  move: 'record',
  step: 'accepting',
  roles: ['pharmacy', 'hospital'],
  fields: [
    code('bill_code', '单据号(116)', 'Bill number (116)', src.MS_IN_USE, true),
    moment('bill_time', '单据时间', 'Time of the bill', src.MS_IN_USE, true),
    text('return_reason', '退货原因', 'Reason', src.MS_IN_USE, true),
    traceCodes(),
  ],
  publicFields: [],
}

const insuranceSettle: ProfileEvent = {
  id: 'insurance_settle',
  names: both('医保核销', 'Insurance settlement'),
  object: 'piece',
  move: 'record',
  step: 'settling',
  roles: ['pharmacy', 'hospital'],
  fields: [
    choice(
      'kind',
      '类别',
      'Kind',
      src.MS_IN_USE,
      true,
      choices(['settle', '核销(1012100)', 'Settled'], ['undo', '核销退(1012900)', 'Taken back']),
    ),
    { ...traceCodes(src.MS_IN_USE, true), most: 100 },
    number('settled_before', '此前核销次数', 'Times settled before', src.MS_IN_USE, false, '0', '1000000'),
    moment('settled_at', '核销时间', 'Time', src.MS_IN_USE, true),
  ],
  publicFields: [],
}

const purchaseRecord: ProfileEvent = {
  id: 'purchase_record',
  names: both('购销记录', 'Record of purchase or sale'),
  object: 'batch',
  move: 'record',
  step: 'recording',
  roles: ['holder', 'maker', 'wholesaler', 'pharmacy', 'importer'],
  fields: [
    choice(
      'direction',
      '购或销',
      'Purchase or sale',
      DESIGN,
      true,
      choices(['purchase', '购进', 'Purchase'], ['sale', '销售', 'Sale']),
    ),
    ...tradeRecord(src.YP_57, true),
    remark,
  ],
  publicFields: [],
}

const hospitalPurchase: ProfileEvent = {
  id: 'hospital_purchase',
  names: both('医疗机构购进记录', "Hospital's purchase record"),
  object: 'batch',
  move: 'record',
  step: 'recording',
  roles: ['hospital'],
  fields: [...tradeRecord(src.YPS_26, false), remark],
  publicFields: [],
}

const recall: ProfileEvent = {
  id: 'recall',
  names: both('召回', 'Recall'),
  object: 'batch',
  move: 'record',
  step: 'recalling',
  roles: ['holder', 'maker', 'importer'],
  fields: [...recallFields(src.YP_82), remark],
  publicFields: ['lots', 'reason', 'level', 'nature', 'begins_on', 'ends_on'],
}

export const recallEnd: ProfileEvent = {
  id: 'recall_end',
  names: both('召回结束', 'Recall ended'),
  object: 'batch',
  move: 'record',
  step: 'recalling',
  roles: ['holder', 'maker', 'importer'],
  fields: [
    code('recall_no', '召回编号', 'Recall number', DESIGN, true),
    choice(
      'outcome',
      '结果',
      'Outcome',
      DESIGN,
      true,
      choices(['completed', '召回完成', 'Brought back'], ['lifted', '撤销召回', 'Lifted']),
    ),
    date('ended_on', '日期', 'Date', DESIGN),
    { ...drugList, key: 'brought_back', names: both('召回明细', 'Brought back') },
  ],
  publicFields: ['outcome', 'ended_on'],
}

export const EVENTS: readonly ProfileEvent[] = [
  ruleFile,
  codeApply,
  activate,
  pack,
  unpack,
  codeReplace,
  purchaseIn,
  stockIn,
  stockOut,
  stockRecord,
  goBack,
  destroy,
  retail,
  hospitalUse,
  customerReturn,
  insuranceSettle,
  purchaseRecord,
  hospitalPurchase,
  recall,
  recallEnd,
]
