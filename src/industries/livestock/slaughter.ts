import type { ProfileEvent } from '../../kernel/profile.ts'
import { yesNo } from '../edible/fields.ts'
import { choice, choices, code, contact, date, dayOf, file, human, person, quantity, remark, text } from '../fields.ts'
import { both, DESIGN, NCP_27_3, SEEN_IN_USE, SY_40, SZ_13, SZ_15, SZ_16, SZ_17, SZ_18 } from '../sources.ts'

/**
 * Slaughter. The regulation is about pigs; provinces may run designated slaughter of other animals after its model
 * (生猪屠宰管理条例 art. 42), so the fields are asked for everywhere.
 */

const RESULT = choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail'])

/** The register at the gate: of animals received from a farm on the platform. From outside: `purchase_in`. */
const slaughterIntake: ProfileEvent = {
  id: 'slaughter_intake',
  names: both('进厂查验登记', 'Slaughterhouse intake'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  roles: ['slaughterhouse'],
  fields: [
    text('origin', '生猪(畜禽)来源', 'Source of the animals', SZ_13, 'law'),
    code('quarantine_certificate', '检疫证明号', 'Quarantine certificate', SZ_13, 'law'),
    text('supplier_name', '供货者名称', 'Supplier', SZ_13, 'law'),
    contact('supplier_address', '供货者地址', "Supplier's address", SZ_13, 'law'),
    contact('supplier_contact', '供货者联系方式', "Supplier's contact", SZ_13, 'law'),
    date('arrived_on', '进厂日期', 'Date', SEEN_IN_USE),
    {
      ...text('vehicle', '运输车辆', 'Vehicle', SZ_13),
      help: both('发生动物疫情时必须登记', 'Must be registered during an epidemic'),
    },
    file('quarantine_file', '检疫证明', 'Quarantine certificate, picture', SZ_13),
    {
      ...date('withdrawal_until', '用药记录载明的休药期至', 'In withdrawal until, by the drug record', SY_40, false),
      help: both('没有用药的不填', 'Empty where nothing was given'),
    },
    yesNo('forged_suspected', '怀疑检疫证明伪造', 'The certificate may be forged', SZ_13),
    person,
    remark,
  ],
  publicFields: ['arrived_on', 'quarantine_certificate'],
}

const slaughter: ProfileEvent = {
  id: 'slaughter',
  names: both('屠宰', 'Slaughter'),
  object: 'batch',
  move: 'transform',
  step: 'slaughtering',
  roles: ['slaughterhouse'],
  fields: [
    date('slaughtered_on', '屠宰日期', 'Date of slaughter', NCP_27_3, 'law'),
    human('commissioned_by', '委托人(货主)', 'On behalf of', SEEN_IN_USE),
    quantity('live_weight', '宰前活重', 'Live weight', DESIGN, false, ['kg', 't', 'jin']),
    person,
    remark,
  ],
  publicFields: ['slaughtered_on'],
}

const slaughterQuarantine: ProfileEvent = {
  id: 'slaughter_quarantine',
  names: both('屠宰检疫', 'Slaughter quarantine'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['slaughterhouse'],
  fields: [
    choice('result', '检疫结论', 'Result', SZ_16, 'law', RESULT),
    // a certificate exists only where the result is good
    code('certificate', '动物产品检疫合格证号', 'Certificate', SZ_16, 'warn'),
    date('issued_on', '检疫日期', 'Date', SZ_16),
    file('certificate_file', '检疫合格证', 'Certificate, picture', SZ_16),
    remark,
  ],
  publicFields: ['result', 'certificate', 'issued_on'],
}

const meatInspection: ProfileEvent = {
  id: 'meat_inspection',
  names: both('肉品品质检验', 'Meat inspection'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['slaughterhouse'],
  fields: [
    choice('result', '检验结果', 'Result', SZ_15, 'law', RESULT),
    code('certificate', '肉品品质检验合格证号', 'Certificate', SZ_15, 'warn'),
    date('inspected_on', '检验日期', 'Date', SZ_15),
    text('disposal', '不合格产品处理情况', 'What was done with failed products', SZ_15),
    person,
    remark,
  ],
  publicFields: ['result', 'certificate', 'inspected_on'],
}

/** What leaves the slaughterhouse. Product, quantity and buyer are in the transfer itself. */
const slaughterOut: ProfileEvent = {
  id: 'slaughter_out',
  names: both('出厂记录', 'Leaves the slaughterhouse'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  roles: ['slaughterhouse'],
  fields: [
    text('specification', '规格', 'Specification', SZ_17, 'law'),
    code('quarantine_certificate', '检疫证明号', 'Quarantine certificate', SZ_17, 'law'),
    code('inspection_certificate', '肉品品质检验合格证号', 'Meat inspection certificate', SZ_17, 'law'),
    date('slaughtered_on', '屠宰日期', 'Date of slaughter', SZ_17, 'law'),
    dayOf(date('left_on', '出厂日期', 'Date of leaving', SZ_17, 'law')),
    text('vehicle', '车牌号', 'Vehicle', SEEN_IN_USE),
    person,
    remark,
  ],
  publicFields: ['quarantine_certificate', 'inspection_certificate', 'slaughtered_on', 'left_on'],
}

/** 瘦肉精等检测: the slaughterhouse's own test, as a platform in use keeps it. */
const slaughterTest: ProfileEvent = {
  id: 'slaughter_test',
  names: both('瘦肉精等检测', 'Test for banned growth promoters'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['slaughterhouse'],
  fields: [
    text('items', '检测项目', 'Items tested', SEEN_IN_USE, true),
    code('quarantine_certificate', '检疫证明号', 'Quarantine certificate', SEEN_IN_USE),
    {
      type: 'number',
      key: 'samples',
      names: both('抽样数', 'Samples'),
      whole: true,
      min: '1',
      required: true,
      ...SEEN_IN_USE,
    },
    code('sample_number', '样品编号', 'Number of the sample', SEEN_IN_USE),
    date('tested_on', '检测日期', 'Date of test', SEEN_IN_USE),
    choice('result', '检测结论', 'Result', SEEN_IN_USE, true, RESULT),
    code('report', '报告编号', 'Report number', DESIGN),
    code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
    person,
    remark,
  ],
  publicFields: ['items', 'tested_on', 'result'],
}

/** Stopped, reported to agriculture, sellers and consignors told, brought back, recorded, made harmless. */
const slaughterRecall: ProfileEvent = {
  id: 'slaughter_recall',
  names: both('生猪产品召回', 'Recall of meat'),
  object: 'batch',
  move: 'record',
  step: 'recalling',
  roles: ['slaughterhouse'],
  fields: [
    text('reason', '原因', 'Reason', DESIGN, true),
    date('stopped_on', '停止屠宰日期', 'Slaughter stopped on', SZ_18, 'law'),
    text('notice', '通知销售者、委托人情况', 'How sellers and consignors were told', SZ_18, 'law'),
    text('returned', '召回情况', 'What came back', SZ_18, 'warn'),
    text('disposal', '无害化处理情况', 'How made harmless', SZ_18, 'warn'),
    date('reported_on', '报告农业农村部门日期', 'Reported to agriculture on', SZ_18, 'warn'),
    person,
    remark,
  ],
  publicFields: ['reason', 'stopped_on', 'notice'],
}

export const SLAUGHTER_EVENTS: readonly ProfileEvent[] = [
  slaughterIntake,
  slaughterTest,
  slaughter,
  slaughterQuarantine,
  meatInspection,
  slaughterOut,
  slaughterRecall,
]
