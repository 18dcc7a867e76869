import type { Names } from '../../kernel/names.ts'
import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, date, dayOf, file, person, remark, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { human } from './fields.ts'

/** A record of the party itself. */
export const partyRecord = (id: string, names: Names, fields: readonly ProfileField[]): ProfileEvent => ({
  id,
  names,
  object: 'party',
  move: 'record',
  step: id,
  fields: [...fields, dayOf(date('recorded_on', '日期', 'Date', DESIGN)), person, remark],
  publicFields: [],
})

/** The five groups of information a maker keeps: product, making (the other events), equipment, facilities, staff. */
export function fiveGroups(source: Source): readonly ProfileEvent[] {
  return [
    partyRecord('product_info', both('产品信息', 'Product information'), [
      text('product', '产品名称', 'Product', source, true),
      text('standard', '执行标准', 'Standard', source, true),
      text('recipe', '配料', 'Ingredients', source, true),
      text('method', '生产工艺', 'Process', source),
      file('label_file', '标签标识', 'Label', source),
    ]),
    partyRecord('equipment_info', both('设备信息', 'Equipment'), [
      text('equipment', '设备名称编号', 'Equipment and its number', source, true),
      text('material', '材质', 'Material', source),
      choice(
        'work',
        '事项',
        'What was done',
        source,
        true,
        choices(
          ['purchase', '采购', 'Bought'],
          ['install', '安装', 'Installed'],
          ['clean', '清洗', 'Cleaned'],
          ['maintain', '维护', 'Maintained'],
          ['use', '使用', 'Used'],
        ),
      ),
    ]),
    partyRecord('facility_info', both('设施信息', 'Facilities'), [
      text('facility', '设施名称', 'Facility', source, true),
      text('layout', '配置与布局', 'Configuration and layout', source),
      text('maintenance', '维护情况', 'Maintenance', source),
    ]),
    partyRecord('staff_info', both('人员信息', 'Staff'), [
      human('staff_name', '姓名', 'Name', source, true),
      text('post', '岗位', 'Post', source, true),
      text('training', '培训', 'Training', source),
      { ...text('health', '健康状况', 'Health', source), personal: true },
    ]),
  ]
}

export const FIVE_GROUP_IDS = ['product_info', 'equipment_info', 'facility_info', 'staff_info'] as const
