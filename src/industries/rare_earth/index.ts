import type { Profile, ProfileEvent } from '../../kernel/profile.ts'
import type { JudgedRule } from '../../kernel/rule.ts'
import { choice, choices, code, date, quantity, remark, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'

/*
 * Rare earth products 稀土产品: the seventh class of the State Council's traceability opinion. No text of its record
 * rules was at hand, so every field here is ours and is marked so; the chain is the least that makes goods traceable.
 */

const NAMED: Source = { source: '国办发〔2015〕95号 (二手资料)', confidence: 'practice' }

const mining: ProfileEvent = {
  id: 'mining',
  names: both('开采', 'Mining'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: ['miner'],
  fields: [
    date('mined_on', '开采日期', 'Date', DESIGN),
    code('quota_no', '指标文件编号', 'Number of the quota document', DESIGN, 'warn'),
    choice(
      'ore',
      '矿种',
      'Ore',
      DESIGN,
      true,
      choices(
        ['light', '轻稀土(岩矿型)', 'Light (rock)'],
        ['ionic', '离子型', 'Ion adsorption'],
        ['other', '其他', 'Other'],
      ),
    ),
    text('mine', '矿山名称', 'Mine', DESIGN, 'warn'),
    remark,
  ],
  publicFields: [],
}

const step = (id: string, zh: string, en: string, more: ProfileEvent['fields'] = []): ProfileEvent => ({
  id,
  names: both(zh, en),
  object: 'batch',
  move: 'transform',
  step: 'transforming',
  roles: ['smelter', 'recycler'],
  fields: [date('processed_on', '加工日期', 'Date', DESIGN), text('line', '生产线', 'Line', DESIGN), ...more, remark],
  publicFields: [],
})

const recycling: ProfileEvent = {
  id: 'recycling',
  names: both('回收料进厂', 'Recycled material comes in'),
  object: 'batch',
  move: 'produce',
  step: 'receiving',
  roles: ['recycler'],
  fields: [
    date('received_on', '进厂日期', 'Date', DESIGN),
    text('supplier_name', '供货者名称', 'Supplier', DESIGN, true),
    text('material', '物料', 'Material', DESIGN, true),
    remark,
  ],
  publicFields: [],
}

const test: ProfileEvent = {
  id: 'test',
  names: both('检测', 'Test'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    date('tested_on', '检测日期', 'Date', DESIGN),
    text('content', '稀土氧化物含量', 'Content of rare earth oxides', DESIGN, 'warn'),
    choice('result', '结论', 'Result', DESIGN, true, choices(['pass', '合格', 'Passed'], ['fail', '不合格', 'Failed'])),
  ],
  publicFields: ['tested_on', 'result'],
}

const dispatch: ProfileEvent = {
  id: 'dispatch',
  names: both('销售', 'Sale'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  fields: [
    code('invoice_no', '发票号', 'Invoice', DESIGN, 'warn'),
    quantity('net', '净重', 'Net weight', DESIGN, false, ['kg', 't']),
  ],
  publicFields: [],
}

const origins = ['mining', 'recycling'] as const

const RULES: readonly JudgedRule[] = [
  {
    id: 'RE-ORIGIN',
    on: ['separation', 'smelting', 'dispatch'],
    action: 'warn',
    names: both('批次应能追到开采或回收', 'A batch leads back to a mine or to recycling'),
    ...DESIGN,
    judge: ({ items }) => {
      const lost = items.filter((i) => !i.history.some((f) => (origins as readonly string[]).includes(f.event)))
      return lost.length
        ? { text: both('来源未记录', 'Its origin is not on record'), items: lost.map((i) => i.identifier) }
        : undefined
    },
  },
]

/** Rare earth products: mined or recycled, separated, smelted, sold. */
export const rareEarth: Profile = {
  id: 'rare_earth',
  industry: 'rare_earth',
  sector: 'rare_earth',
  version: '1',
  effective: { from: '2016-01-01' },
  names: both('稀土产品', 'Rare earth products'),
  roles: [
    {
      id: 'miner',
      names: both('开采企业', 'Mine'),
      licences: [{ kind: 'mining', names: both('采矿许可证', 'Mining licence'), required: true, ...DESIGN }],
    },
    { id: 'smelter', names: both('冶炼分离企业', 'Smelter') },
    { id: 'recycler', names: both('综合利用企业', 'Recycler') },
    { id: 'trader', names: both('贸易、应用企业', 'Trader or user') },
  ],
  authorities: [{ role: 'lead', names: both('工业和信息化部门', 'Industry and information technology'), ...NAMED }],
  productClasses: ['S7'],
  units: ['kg', 't'],
  events: [
    mining,
    recycling,
    step('separation', '冶炼分离', 'Separation'),
    step('smelting', '金属冶炼', 'Smelting to metal', [text('purity', '纯度', 'Purity', DESIGN)]),
    test,
    dispatch,
  ],
  rules: [],
  judged: RULES,
  yields: [],
  retention: [{ events: [], months: 24, from: 'record', ...DESIGN }],
  statistics: [{ id: 'mined', names: both('开采量', 'Mined'), of: 'quantity', events: ['mining'], ...DESIGN }],
  publicView: { events: ['mining', 'separation', 'smelting', 'test'], firstScan: false },
}
