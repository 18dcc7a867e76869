import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { withAssetCode } from '../equipment/code.ts'
import * as src from '../equipment/sources.ts'
import { choice, choices, code, date, file, photo, remark, text } from '../fields.ts'
import { both, DESIGN } from '../sources.ts'

/** Why a cylinder is not filled; each is a reason of its own, so that the record of a refusal says which. */
export const REFUSALS = choices(
  ['not_registered', '未登记或信息不符', 'Not registered, or the data do not match'],
  ['overdue', '超过检验期限', 'Inspection overdue'],
  ['failed', '检验不合格或已报废', 'Failed its inspection or scrapped'],
  ['over_life', '超过设计使用年限', 'Beyond its design life'],
  ['modified', '非法改装', 'Illegally modified'],
  ['not_own', '非自有或托管气瓶', 'Neither own nor in trust'],
  ['unlicensed_maker', '制造单位无许可', 'Maker without a licence'],
  ['colour', '颜色标志不符', 'Wrong colour'],
  ['no_residual', '无剩余压力', 'No residual pressure'],
  ['damaged', '有缺陷、损伤', 'Damaged'],
  ['oil', '氧化性气瓶沾有油脂', 'Oil on a cylinder for an oxidiser'],
  ['not_purged', '新瓶未置换', 'New cylinder not purged'],
  ['doubt', '其他疑问', 'Other doubt'],
)

const asset = { object: 'asset', move: 'observe' } as const
const yes = (
  key: string,
  zh: string,
  en: string,
  source: typeof DESIGN,
  required: boolean | 'warn' | 'law' = true,
): ProfileField => ({
  type: 'yes_no',
  key,
  names: both(zh, en),
  required,
  ...source,
})
const worker = (key: string, zh: string, en: string, required: boolean | 'warn' = true) =>
  ({
    type: 'text',
    key,
    names: both(zh, en),
    required,
    personal: true,
    ...src.FILLING_IN_USE,
  }) as const satisfies ProfileField
const number = (key: string, zh: string, en: string, required: boolean | 'warn' = false): ProfileField => ({
  type: 'number',
  key,
  names: both(zh, en),
  min: '0',
  required,
  ...src.FILLING_IN_USE,
})
const result = choice(
  'result',
  '结论',
  'Result',
  src.STATION_IN_USE,
  true,
  choices(['pass', '合格', 'Passed'], ['scrap', '报废', 'To be scrapped']),
)
const vehicle: ProfileField[] = [
  code('vehicle', '车牌号', 'Number plate', src.DB4114, 'warn'),
  { ...worker('driver', '驾驶员', 'Driver', 'warn'), ...src.DB4114 },
]

const manufacture: ProfileEvent = {
  id: 'manufacture',
  names: both('制造(电子档案)', 'Manufacture and electronic file'),
  object: 'asset',
  move: 'produce',
  step: 'commissioning',
  roles: ['maker', 'filler'],
  fields: [
    code('cylinder_no', '气瓶编号', 'Cylinder number', src.DB4114, true),
    text('maker_name', '制造单位', 'Maker', src.DB4114, true),
    code('maker_licence', '制造许可证编号', "Maker's licence", src.DB4114, 'warn'),
    text('medium', '充装介质', 'Gas', src.DB4114, true),
    yes('household_lpg', '民用液化石油气瓶', 'Household LPG cylinder', src.LPG_LIFE, true),
    number('volume_l', '容积(L)', 'Volume (L)', 'warn'),
    number('wall_mm', '壁厚(mm)', 'Wall (mm)'),
    number('working_mpa', '公称工作压力(MPa)', 'Working pressure (MPa)', 'warn'),
    number('test_mpa', '水压试验压力(MPa)', 'Test pressure (MPa)'),
    number('weight_kg', '重量(kg)', 'Weight (kg)', 'warn'),
    date('made_on', '制造日期', 'Date of manufacture', src.DB4114),
    date('life_ends_on', '设计使用年限截止日期', 'End of the design life', src.DB4114, 'warn'),
    date('inspect_by', '首次检验日期', 'First inspection by', src.DB4114, 'warn'),
    code('certificate_no', '监督检验证书编号', 'Supervision certificate', src.TSG_23, 'warn'),
    code('tag', '电子身份标识', 'Electronic mark', src.TSG_23, 'warn'),
  ],
  publicFields: ['maker_name', 'medium', 'made_on', 'life_ends_on'],
}

const own: ProfileEvent = {
  id: 'own',
  names: both('建档(自有或托管)', 'Owned or in trust'),
  ...asset,
  step: 'registering',
  roles: ['filler'],
  fields: [
    choice(
      'title',
      '产权',
      'Title',
      src.DB4114,
      true,
      choices(['own', '自有', 'Owned'], ['trust', '托管', 'In trust']),
    ),
    date('owned_on', '建档日期', 'Date', src.DB4114),
    yes('mark_fixed', '标识已固定', 'Mark fixed', src.DB4114),
  ],
  publicFields: [],
}

const register: ProfileEvent = {
  id: 'register',
  names: both('使用登记', 'Use registration'),
  ...asset,
  step: 'registering',
  roles: ['filler'],
  fields: [
    code('registration_no', '使用登记证编号', 'Registration number', src.TS_33, 'law'),
    date('registered_on', '登记日期', 'Date of registration', src.TS_33, 'law'),
    date('valid_to', '有效期至', 'Valid to', src.DB4114, false),
  ],
  publicFields: ['registration_no'],
}

const receive: ProfileEvent = {
  id: 'receive',
  names: both('收瓶', 'Empty cylinder received'),
  ...asset,
  step: 'receiving',
  roles: ['filler', 'carrier'],
  fields: [
    date('received_on', '收瓶日期', 'Date', src.DB4114),
    { type: 'text', key: 'user_name', names: both('用户', 'User'), required: 'warn', personal: true, ...src.DB4114 },
    ...vehicle,
    text('condition', '瓶况', 'Condition', src.DB4114),
  ],
  publicFields: [],
}

const checkBefore: ProfileEvent = {
  id: 'check_before',
  names: both('充装前检查', 'Check before filling'),
  ...asset,
  step: 'inspecting',
  roles: ['filler'],
  fields: [
    choice(
      'decision',
      '结论',
      'Decision',
      src.TS_49,
      'law',
      choices(['allow', '准予充装', 'May be filled'], ['refuse', '不予充装', 'Refused']),
    ),
    {
      ...choice('refusals', '不予充装原因', 'Why it is refused', src.SEVEN_REFUSALS, true, REFUSALS),
      multiple: true,
      when: { key: 'decision', in: ['refuse'] },
    },
    text('medium', '核对的介质', 'Gas as checked', src.DB4114, true),
    yes('colour_right', '颜色标志相符', 'Colour as it should be', src.SEVEN_REFUSALS),
    yes('residual', '有剩余压力', 'Residual pressure', src.SEVEN_REFUSALS),
    yes('undamaged', '无缺陷损伤', 'Undamaged', src.SEVEN_REFUSALS),
    yes('unmodified', '未经改装', 'Not modified', src.SEVEN_REFUSALS),
    yes('oil_free', '无油脂(氧化性气体)', 'Free of oil (oxidisers)', src.SEVEN_REFUSALS, false),
    yes('purged', '新瓶已置换', 'New cylinder purged', src.SEVEN_REFUSALS, false),
    date('checked_on', '检查日期', 'Date', DESIGN),
    worker('inspector', '检查员', 'Inspector'),
    photo,
  ],
  publicFields: [],
}

const fill: ProfileEvent = {
  id: 'fill',
  names: both('充装', 'Filling'),
  ...asset,
  step: 'filling',
  roles: ['filler'],
  fields: [
    { type: 'datetime', key: 'filled_at', names: both('充装时间', 'Time'), required: true, ...src.FILLING_IN_USE },
    text('medium', '介质', 'Gas', src.FILLING_IN_USE, true),
    number('filled_kg', '充装量(kg)', 'Filled (kg)', true),
    code('gun', '枪号', 'Filling gun', src.FILLING_IN_USE),
    code('valve', '阀体编码', 'Valve', src.FILLING_IN_USE),
    worker('worker', '充装员', 'Filler'),
    { ...code('worker_certificate', '作业人员证编号', "Worker's certificate", src.TS_49, 'warn'), personal: true },
  ],
  publicFields: ['filled_at', 'medium'],
}

const checkAfter: ProfileEvent = {
  id: 'check_after',
  names: both('充装后复检', 'Check after filling'),
  ...asset,
  step: 'inspecting',
  roles: ['filler'],
  fields: [
    yes('tight', '无泄漏', 'No leak', src.SEVEN_REFUSALS),
    yes('overfilled', '超装', 'Overfilled', src.SEVEN_REFUSALS),
    number('gross_kg', '实瓶重量(kg)', 'Gross weight (kg)'),
    date('checked_on', '复检日期', 'Date', DESIGN),
    worker('inspector', '检查员', 'Inspector'),
  ],
  publicFields: [],
}

const out: ProfileEvent = {
  id: 'out',
  names: both('出库、配送', 'Leaves the station'),
  ...asset,
  step: 'shipping',
  roles: ['filler', 'carrier'],
  fields: [
    date('out_on', '出库日期', 'Date', src.DB4114),
    ...vehicle,
    { ...worker('escort', '押运员', 'Escort', false), ...src.DB4114 },
  ],
  publicFields: ['out_on'],
}

const deliver: ProfileEvent = {
  id: 'deliver',
  names: both('入户交接', 'Delivery to the user'),
  ...asset,
  step: 'retail_selling',
  roles: ['carrier', 'filler'],
  fields: [
    date('delivered_on', '交接日期', 'Date', src.DB4114),
    { type: 'text', key: 'user_name', names: both('用户', 'User'), required: true, personal: true, ...src.DB4114 },
    code('returned_code', '换回的气瓶编码', 'Code of the cylinder taken back', src.DB4114),
    yes('safety_checked', '已作入户安检', 'Safety checked', src.DB4114, 'warn'),
  ],
  publicFields: [],
}

const inspect: ProfileEvent = {
  id: 'inspect',
  names: both('定期检验', 'Periodic inspection'),
  ...asset,
  step: 'inspecting',
  roles: ['inspection_station'],
  fields: [
    date('inspected_on', '检验日期', 'Date of inspection', src.STATION_IN_USE),
    result,
    {
      ...date('next_on', '下次检验日期', 'Next inspection', src.STATION_IN_USE),
      when: { key: 'result', in: ['pass'] },
    },
    {
      ...text('scrap_reason', '报废原因', 'Why it is scrapped', src.STATION_IN_USE, true),
      when: { key: 'result', in: ['scrap'] },
    },
    {
      type: 'rows',
      key: 'items',
      names: both('检验项目', 'Items'),
      required: 'warn',
      ...src.STATION_IN_USE,
      fields: [
        choice(
          'item',
          '项目',
          'Item',
          src.STATION_IN_USE,
          true,
          choices(
            ['appearance', '外观', 'Appearance'],
            ['hardness', '硬度', 'Hardness'],
            ['thread', '螺纹', 'Thread'],
            ['inside', '内部', 'Inside'],
            ['weight', '重量、容积', 'Weight and volume'],
            ['hydraulic', '水压', 'Hydraulic test'],
            ['tightness', '气密', 'Tightness'],
          ),
        ),
        choice(
          'item_result',
          '结果',
          'Result',
          src.STATION_IN_USE,
          true,
          choices(['pass', '合格', 'Passed'], ['fail', '不合格', 'Failed']),
        ),
        { ...worker('item_inspector', '检验员', 'Inspector', 'warn'), ...src.STATION_IN_USE },
        { ...worker('item_reviewer', '审核员', 'Reviewer', 'warn'), ...src.STATION_IN_USE },
      ],
    },
    file('report_file', '检验报告', 'Report', src.STATION_IN_USE),
  ],
  publicFields: ['inspected_on', 'result', 'next_on'],
}

const scrap: ProfileEvent = {
  id: 'scrap',
  names: both('报废(消除使用功能)', 'Scrapping'),
  object: 'asset',
  move: 'destroy',
  step: 'decommissioning',
  roles: ['inspection_station', 'filler'],
  fields: [
    date('scrapped_on', '报废日期', 'Date of scrapping', src.TS_48, 'law'),
    yes('function_removed', '已消除使用功能', 'Function removed', src.TS_48, 'law'),
    yes('registration_cancelled', '已注销使用登记', 'Registration cancelled', src.TS_48, 'warn'),
    remark,
  ],
  publicFields: ['scrapped_on'],
}

export const EVENTS: readonly ProfileEvent[] = withAssetCode('气瓶编码', 'Code of the cylinder', [
  manufacture,
  own,
  register,
  receive,
  checkBefore,
  fill,
  checkAfter,
  out,
  deliver,
  inspect,
  scrap,
])
