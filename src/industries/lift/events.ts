import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { withAssetCode } from '../equipment/code.ts'
import * as src from '../equipment/sources.ts'
import { choice, choices, code, date, file, photo, place, remark, text } from '../fields.ts'
import { both, DESIGN } from '../sources.ts'

const number = (key: string, zh: string, en: string, required: boolean | 'warn' = false): ProfileField => ({
  type: 'number',
  key,
  names: both(zh, en),
  required,
  min: '0',
  ...src.LIFT_IN_USE,
})

const personName = (key: string, zh: string, en: string, required: boolean | 'warn' = 'warn'): ProfileField => ({
  type: 'text',
  key,
  names: both(zh, en),
  required,
  personal: true,
  ...src.LIFT_IN_USE,
})

const result = (required: true | 'warn' = true) =>
  choice(
    'result',
    '结论',
    'Result',
    DESIGN,
    required,
    choices(['pass', '合格', 'Passed'], ['fail', '不合格', 'Failed']),
  )

const asset = { object: 'asset', move: 'observe' } as const

const manufacture: ProfileEvent = {
  id: 'manufacture',
  names: both('制造出厂', 'Manufacture'),
  object: 'asset',
  move: 'produce',
  step: 'commissioning',
  roles: ['maker'],
  fields: [
    code('product_no', '产品编号', 'Product number', src.TS_21, 'law'),
    { ...code('device_code', '设备代码', 'Device code', src.TS_21, 'warn'), scheme: 'cn.se.device' },
    date('made_on', '制造日期', 'Date of manufacture', src.TS_21, 'law'),
    text('model', '型号', 'Model', src.LIFT_IN_USE, 'warn'),
    code('certificate_no', '产品合格证编号', 'Certificate of conformity', src.TS_21, 'law'),
    code('type_test_no', '型式试验(监督检验)证明编号', 'Type test or supervision certificate', src.TS_21, 'law'),
    file('design_file', '设计文件', 'Design documents', src.TS_21),
    file('manual', '安装及使用维护说明', 'Manual of installation, use and maintenance', src.TS_21),
    number('rated_load', '额定载重量(kg)', 'Rated load (kg)'),
    number('rated_speed', '额定速度(m/s)', 'Rated speed (m/s)'),
    number('stops', '层站数', 'Stops'),
    {
      type: 'rows',
      key: 'safety_parts',
      names: both('安全保护装置和主要部件', 'Safety parts'),
      required: false,
      ...src.LIFT_IN_USE,
      fields: [
        text('part', '名称', 'Part', src.LIFT_IN_USE, true),
        text('part_model', '型号', 'Model', src.LIFT_IN_USE),
        code('part_no', '编号', 'Number', src.LIFT_IN_USE),
        text('part_maker', '制造单位', 'Maker', src.LIFT_IN_USE),
      ],
    },
    remark,
  ],
  publicFields: ['model', 'made_on'],
}

const sale: ProfileEvent = {
  id: 'sale',
  names: both('销售', 'Sale'),
  ...asset,
  step: 'retail_selling',
  needsCounterparty: true,
  fields: [
    date('sold_on', '销售日期', 'Date of sale', src.TS_27, 'law'),
    {
      type: 'yes_no',
      key: 'papers_checked',
      names: both('已查验出厂资料', 'Papers checked'),
      required: 'law',
      ...src.TS_27,
    },
    remark,
  ],
  publicFields: [],
}

const notice: ProfileEvent = {
  id: 'notice',
  names: both('施工告知', 'Notice of work'),
  ...asset,
  step: 'notice',
  roles: ['installer', 'maintainer'],
  fields: [
    choice(
      'work',
      '施工类别',
      'Work',
      src.TS_23,
      'law',
      choices(['install', '安装', 'Installing'], ['modify', '改造', 'Alteration'], ['repair', '修理', 'Repair']),
    ),
    date('notified_on', '告知日期', 'Date of notice', src.TS_23, 'law'),
    text('authority', '告知的部门', 'Authority notified', src.TS_23, 'law'),
    place('site', '施工地点', 'Site', src.TS_23),
    date('begins_on', '计划开工日期', 'Planned beginning', DESIGN, false),
  ],
  publicFields: [],
}

const install: ProfileEvent = {
  id: 'install',
  names: both('安装', 'Installation'),
  ...asset,
  step: 'installing',
  roles: ['installer'],
  fields: [
    date('installed_on', '完工日期', 'Date finished', src.TS_22),
    place('place', '安装地点', 'Place', src.TS_22),
    code('licence_no', '安装单位许可证编号', "Installer's licence", src.TS_22, 'warn'),
    {
      type: 'yes_no',
      key: 'self_inspected',
      names: both('已自检合格', 'Passed own inspection'),
      required: 'warn',
      ...src.TS_22,
    },
    date('accepted_on', '验收日期', 'Date of acceptance', src.TS_24, false),
    remark,
  ],
  publicFields: ['installed_on'],
}

const report: ProfileField[] = [
  code('report_no', '报告编号', 'Report number', src.TS_40, 'law'),
  date('inspected_on', '检验日期', 'Date of inspection', src.TS_40, 'law'),
  result(),
  file('report_file', '检验报告', 'Report', src.TS_40),
]

const supervise: ProfileEvent = {
  id: 'supervise',
  names: both('安装监督检验', 'Supervision inspection of the installation'),
  ...asset,
  step: 'inspecting',
  roles: ['inspection_body'],
  fields: report,
  publicFields: ['inspected_on', 'result'],
}

const inspect: ProfileEvent = {
  id: 'inspect',
  names: both('定期检验', 'Periodic inspection'),
  ...asset,
  step: 'inspecting',
  roles: ['inspection_body'],
  fields: [...report, date('next_on', '下次检验日期', 'Next inspection', src.TSG_T7001, false)],
  publicFields: ['inspected_on', 'result', 'next_on'],
}

const selftest: ProfileEvent = {
  id: 'self_test',
  names: both('自行检测', 'Own test'),
  ...asset,
  step: 'inspecting',
  roles: ['inspection_body', 'maintainer'],
  fields: [
    date('tested_on', '检测日期', 'Date of test', src.TSG_T7008),
    code('report_no', '报告编号', 'Report number', src.TSG_T7008),
    result(),
  ],
  publicFields: ['tested_on', 'result'],
}

const handover: ProfileEvent = {
  id: 'handover',
  names: both('资料移交', 'Hand-over of papers'),
  ...asset,
  step: 'handover',
  roles: ['installer'],
  fields: [
    date('handed_on', '移交日期', 'Date of hand-over', src.TS_24, 'law'),
    text('documents', '移交的资料', 'Papers', src.TS_24, 'law'),
  ],
  publicFields: [],
}

const register: ProfileEvent = {
  id: 'register',
  names: both('使用登记', 'Use registration'),
  ...asset,
  step: 'registering',
  roles: ['user'],
  fields: [
    code('registration_no', '使用登记证编号', 'Registration number', src.TS_33, 'law'),
    { ...code('registration_code', '注册代码', 'Registration code', src.TS_33), scheme: 'cn.se.reg20' },
    date('registered_on', '登记日期', 'Date of registration', src.TS_33, 'law'),
    place('place', '使用地点', 'Place of use', src.TS_33),
    text('maintainer_name', '维护保养单位', 'Maintenance unit', src.TS_45, 'warn'),
    personName('administrator', '安全管理员', 'Safety administrator'),
    { ...code('rescue_no', '应急救援识别码', 'Rescue number', src.RESCUE), scheme: 'cn.lift.rescue' },
    {
      type: 'yes_no',
      key: 'mark_displayed',
      names: both('登记标志已张贴', 'Mark displayed'),
      required: 'law',
      ...src.TS_33,
    },
  ],
  publicFields: ['registration_no', 'registered_on', 'rescue_no'],
}

const start: ProfileEvent = {
  id: 'start_use',
  names: both('投入使用', 'Put into use'),
  ...asset,
  step: 'starting',
  roles: ['user'],
  fields: [date('started_on', '投入使用日期', 'First day of use', src.TS_33), remark],
  publicFields: ['started_on'],
}

const maintain: ProfileEvent = {
  id: 'maintain',
  names: both('维护保养', 'Maintenance'),
  ...asset,
  step: 'maintaining',
  roles: ['maintainer'],
  fields: [
    {
      ...choice(
        'type',
        '类型',
        'Type',
        src.LIFT_IN_USE,
        true,
        choices(
          ['half_month', '半月', '15 days'],
          ['quarter', '季度', '90 days'],
          ['half_year', '半年', '180 days'],
          ['year', '年度', '365 days'],
          ['as_needed', '按需', 'As needed'],
        ),
      ),
      help: both('至少每15日一次', 'At least every 15 days'),
    },
    date('maintained_on', '维保日期', 'Date', src.TJ_31, 'law'),
    personName('worker', '作业人员', 'Worker', true),
    {
      ...code('worker_certificate', '作业人员证编号', "Worker's certificate", src.LIFT_IN_USE, 'warn'),
      personal: true,
    },
    personName('assistant', '协作人员', 'Assistant', false),
    { type: 'datetime', key: 'checked_in', names: both('到达时间', 'Arrived'), required: false, ...src.LIFT_IN_USE },
    { type: 'datetime', key: 'checked_out', names: both('离开时间', 'Left'), required: false, ...src.LIFT_IN_USE },
    {
      type: 'rows',
      key: 'items',
      names: both('项目', 'Items'),
      required: 'warn',
      ...src.LIFT_IN_USE,
      fields: [
        text('item', '项目名称', 'Item', src.LIFT_IN_USE, true),
        choice(
          'state',
          '情况',
          'State',
          src.LIFT_IN_USE,
          true,
          choices(['normal', '正常', 'Normal'], ['abnormal', '异常', 'Abnormal'], ['na', '不适用', 'Not applicable']),
        ),
        text('note', '说明', 'Note', src.LIFT_IN_USE),
      ],
    },
    photo,
    {
      type: 'yes_no',
      key: 'user_confirmed',
      names: both('使用单位已确认', 'Confirmed by the user'),
      required: 'warn',
      ...src.LIFT_IN_USE,
    },
    date('next_on', '下次维保日期', 'Next maintenance', src.LIFT_IN_USE, false),
  ],
  publicFields: ['type', 'maintained_on'],
}

const selfcheck: ProfileEvent = {
  id: 'self_check',
  names: both('自行检查', 'Own check'),
  ...asset,
  step: 'inspecting',
  roles: ['user'],
  fields: [
    date('checked_on', '检查日期', 'Date', src.TJ_27, 'law'),
    text('items_checked', '检查内容', 'What was checked', DESIGN, 'warn'),
    result('warn'),
    remark,
  ],
  publicFields: ['checked_on'],
}

const works = (id: string, zh: string, en: string, step: string): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...asset,
  step,
  roles: ['installer', 'maintainer'],
  fields: [
    date('done_on', '完工日期', 'Date finished', src.TS_47),
    text('scope', '内容', 'Scope', src.TS_47, true),
    { type: 'yes_no', key: 'major', names: both('重大修理', 'Major repair'), required: false, ...src.TSG_T7001 },
    {
      type: 'yes_no',
      key: 'registration_changed',
      names: both('已变更登记', 'Registration changed'),
      required: false,
      ...src.TS_47,
    },
    remark,
  ],
  publicFields: ['done_on'],
})

const fault: ProfileEvent = {
  id: 'fault',
  names: both('故障、困人处置', 'Fault or trapped persons'),
  ...asset,
  step: 'rescue',
  roles: ['user', 'maintainer', 'rescue_centre'],
  fields: [
    { type: 'yes_no', key: 'trapped', names: both('有人被困', 'Persons trapped'), required: true, ...src.RESCUE },
    { type: 'datetime', key: 'called_at', names: both('接报时间', 'Time of call'), required: true, ...src.RESCUE },
    { type: 'datetime', key: 'arrived_at', names: both('到达时间', 'Time of arrival'), required: false, ...src.RESCUE },
    {
      type: 'datetime',
      key: 'freed_at',
      names: both('解救时间', 'Freed at'),
      required: false,
      when: { key: 'trapped', in: ['true'] },
      ...src.RESCUE,
    },
    text('cause', '原因', 'Cause', src.RESCUE),
    {
      type: 'number',
      key: 'injured',
      names: both('受伤人数', 'Injured'),
      whole: true,
      min: '0',
      required: false,
      ...src.RESCUE,
    },
  ],
  publicFields: [],
}

const drill: ProfileEvent = {
  id: 'drill',
  names: both('应急演练', 'Emergency drill'),
  ...asset,
  step: 'drill',
  roles: ['user'],
  fields: [
    date('drilled_on', '演练日期', 'Date', src.LIFT_IN_USE),
    text('outcome', '结果', 'Outcome', src.LIFT_IN_USE),
  ],
  publicFields: [],
}

const dated = (
  id: string,
  zh: string,
  en: string,
  key: string,
  more: readonly ProfileField[],
  step: string,
): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...asset,
  step,
  roles: ['user'],
  fields: [date(key, '日期', 'Date', src.TSG_T7001), ...more, remark],
  publicFields: [key],
})

const scrap: ProfileEvent = {
  id: 'scrap',
  names: both('报废注销', 'Scrapping'),
  object: 'asset',
  move: 'destroy',
  step: 'decommissioning',
  roles: ['user'],
  fields: [
    date('scrapped_on', '报废日期', 'Date of scrapping', src.TS_48, 'law'),
    {
      type: 'yes_no',
      key: 'function_removed',
      names: both('已消除使用功能', 'Function removed'),
      required: 'law',
      ...src.TS_48,
    },
    {
      type: 'yes_no',
      key: 'registration_cancelled',
      names: both('已注销使用登记', 'Registration cancelled'),
      required: 'warn',
      ...src.TS_48,
    },
  ],
  publicFields: ['scrapped_on'],
}

export const EVENTS: readonly ProfileEvent[] = withAssetCode('电梯编码', 'Code of the lift', [
  manufacture,
  sale,
  notice,
  install,
  supervise,
  handover,
  start,
  register,
  maintain,
  selfcheck,
  inspect,
  selftest,
  works('repair', '修理', 'Repair', 'repairing'),
  works('modify', '改造', 'Alteration', 'repairing'),
  fault,
  drill,
  dated('stop_use', '停用', 'Stopped', 'stopped_on', [], 'stopping'),
  dated('resume_use', '启用', 'Running again', 'resumed_on', [], 'starting'),
  scrap,
])
