import type { Names } from '../kernel/names.ts'
import type { ProfileChoice, ProfileEvent } from '../kernel/profile.ts'
import { choice, choices, code, date, file, human, person, photo, place, remark, temperature, text } from './fields.ts'
import { both, DESIGN, HAINAN_EXIT, NCP_35, NCP_38, NYT_4712, SEEN_IN_USE } from './sources.ts'

/**
 * Handling of edible products after the farm, the same for plants, animals and fish. Product, quantity, unit, batch codes,
 * buyer and seller are in the core's own event; a field says only what the core does not know.
 */

export const merge: ProfileEvent = {
  id: 'merge',
  names: both('合批(混装)', 'Merge batches'),
  object: 'batch',
  move: 'transform',
  step: 'assembling',
  fields: [date('merged_on', '合批日期', 'Date', DESIGN, false), person, remark],
  publicFields: ['merged_on'],
}

export const split: ProfileEvent = {
  id: 'split',
  names: both('分批(分装)', 'Split a batch'),
  object: 'batch',
  move: 'transform',
  step: 'disassembling',
  fields: [date('split_on', '分批日期', 'Date', DESIGN, false), person, remark],
  publicFields: ['split_on'],
}

export function process(names: Names, methods: readonly ProfileChoice[]): ProfileEvent {
  return {
    id: 'process',
    names,
    object: 'batch',
    move: 'transform',
    step: 'processing',
    fields: [
      date('processed_on', '加工日期', 'Date of processing', NYT_4712),
      choice('method', '加工方式', 'Kind of processing', DESIGN, true, methods),
      text('line', '生产线', 'Line', DESIGN),
      text('additives', '添加剂名称', 'Additives', NCP_35),
      person,
      remark,
    ],
    publicFields: ['processed_on', 'method', 'additives'],
  }
}

/** Package or label says name, origin, producer, date, shelf life, grade, additives (art. 38); what we do not know. */
export const pack: ProfileEvent = {
  id: 'pack',
  names: both('包装', 'Pack'),
  object: 'batch',
  move: 'aggregate',
  step: 'packing',
  fields: [
    date('packed_on', '包装日期', 'Date of packing', DESIGN, false),
    {
      type: 'number',
      key: 'shelf_life_days',
      names: both('保质期(天)', 'Shelf life (days)'),
      whole: true,
      min: '1',
      unit: 'day',
      required: 'warn',
      ...NCP_38,
    },
    text('grade', '产品质量等级', 'Grade', NCP_38),
    text('additives', '添加剂名称', 'Additives', NCP_38),
    text('packaging', '包装材料和规格', 'Packaging', SEEN_IN_USE),
    person,
    remark,
  ],
  publicFields: ['packed_on', 'shelf_life_days', 'grade', 'additives'],
}

export const unpack: ProfileEvent = {
  id: 'unpack',
  names: both('拆包', 'Unpack'),
  object: 'batch',
  move: 'aggregate',
  step: 'unpacking',
  fields: [date('unpacked_on', '拆包日期', 'Date', DESIGN, false), person, remark],
  publicFields: [],
}

export const store: ProfileEvent = {
  id: 'store',
  names: both('储存', 'Store'),
  object: 'batch',
  move: 'record',
  step: 'storing',
  fields: [
    date('stored_on', '入库日期', 'In on', NYT_4712),
    date('retrieved_on', '出库日期', 'Out on', NYT_4712, false),
    place('warehouse', '仓库', 'Warehouse', NYT_4712),
    temperature,
    text('preservatives', '保鲜剂、防腐剂', 'Preservatives', NCP_35),
    person,
    remark,
  ],
  publicFields: ['stored_on', 'retrieved_on', 'temperature', 'preservatives'],
}

export const transport: ProfileEvent = {
  id: 'transport',
  names: both('运输', 'Transport'),
  object: 'batch',
  move: 'record',
  step: 'transporting',
  fields: [
    text('vehicle', '车牌号(船名)', 'Vehicle', NYT_4712),
    human('carrier', '承运人', 'Carrier', NYT_4712),
    place('start', '起运地', 'From', NYT_4712),
    place('destination', '到达地', 'To', NYT_4712),
    { type: 'datetime', key: 'departed_at', names: both('起运时间', 'Departed'), required: true, ...NYT_4712 },
    { type: 'datetime', key: 'arrived_at', names: both('到达时间', 'Arrived'), required: false, ...NYT_4712 },
    temperature,
    code('exit_report', '检测报告号(出岛)', 'Test report carried along', HAINAN_EXIT),
    remark,
  ],
  publicFields: ['start', 'destination', 'departed_at', 'arrived_at', 'temperature'],
}

export const test: ProfileEvent = {
  id: 'test',
  names: both('检测', 'Test'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    choice(
      'kind',
      '检测类型',
      'Kind',
      SEEN_IN_USE,
      true,
      choices(
        ['own', '自行检测', 'Own test'],
        ['entrusted', '委托检测', 'Entrusted test'],
        ['market', '市场抽检', 'Test at the market'],
      ),
    ),
    text('items', '检测项目', 'Items tested', SEEN_IN_USE, true),
    code('report', '报告编号', 'Report number', SEEN_IN_USE),
    {
      ...code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
      help: both('复检合格后，原不合格结论不再阻止交易', 'A passed retest lifts the stop of the report it names'),
    },
    text('laboratory', '检测单位', 'Laboratory', SEEN_IN_USE),
    date('tested_on', '检测日期', 'Date of test', SEEN_IN_USE),
    choice(
      'result',
      '检测结论',
      'Result',
      SEEN_IN_USE,
      true,
      choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
    ),
    file('report_file', '检测报告', 'Report', SEEN_IN_USE),
    person,
    remark,
  ],
  publicFields: ['kind', 'tested_on', 'result'],
}

/** Goods used up by who has them: eaten, fed, sown; no buyer, so nothing is sold. */
export const ownUse: ProfileEvent = {
  id: 'own_use',
  names: both('自用消耗', 'Own use'),
  object: 'batch',
  move: 'consume',
  step: 'own_use',
  fields: [
    date('used_on', '使用日期', 'Date', DESIGN, false),
    text('purpose', '用途', 'What for', DESIGN),
    person,
    remark,
  ],
  publicFields: [],
}

export const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('销毁(无害化处理)', 'Destroy'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  fields: [
    date('destroyed_on', '处理日期', 'Date', DESIGN),
    choice(
      'reason',
      '原因',
      'Reason',
      DESIGN,
      true,
      choices(
        ['failed_test', '检测不合格', 'Failed a test'],
        ['recalled', '召回', 'Recalled'],
        ['spoiled', '变质损坏', 'Spoiled'],
        ['dead', '病死或死因不明', 'Died'],
        ['expired', '过期', 'Past shelf life'],
        ['other', '其他', 'Other'],
      ),
    ),
    text('method', '处理方式', 'How', DESIGN, true),
    human('witness', '见证人或监督人员', 'Witness', DESIGN),
    photo,
    remark,
  ],
  publicFields: ['destroyed_on', 'reason'],
}
