import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import * as edible from '../edible/events.ts'
import { goodsFields, number } from '../edible/fields.ts'
import { BAIJIU, SP_50, SP_51, SP_53 } from '../edible/sources.ts'
import { choice, choices, code, date, file, person, remark, text } from '../fields.ts'
import { both, SEEN_IN_USE } from '../sources.ts'

/** Baijiu: the opinion of 2015 names the groups of information and the records of each stage. It advises, it binds not. */

const PLANT = ['plant'] as const

const vessel = (zh: string, en: string, required = true) => code('vessel', zh, en, BAIJIU, required)
const degree = (required: boolean) =>
  number('degree', '酒精度(%vol)', 'Alcohol (% vol)', BAIJIU, required, '0', '90') satisfies ProfileField
const workshop = text('workshop', '车间', 'Workshop', SEEN_IN_USE)

const BUYING: readonly ProfileField[] = [
  text('evaluation', '供应商评价', 'How the supplier was judged', BAIJIU),
  code('contract', '合同编号', 'Contract', BAIJIU),
  code('test_report', '检验报告编号', 'Test report', BAIJIU),
]

const stage = (
  id: string,
  zh: string,
  en: string,
  more: readonly ProfileField[],
  move: 'transform' | 'record' = 'transform',
): ProfileEvent => ({ ...edible.making(id, both(zh, en), BAIJIU, [...more, workshop], move), roles: PLANT })

/** bj.env: what the making rests on. */
const support = edible.partyRecord('support', both('支持性记录', 'Supporting records'), [
  choice(
    'kind',
    '类别',
    'Kind',
    BAIJIU,
    true,
    choices(
      ['training', '培训', 'Training'],
      ['health', '健康', 'Health'],
      ['hygiene', '卫生', 'Hygiene'],
      ['equipment', '设备清洗维护', 'Cleaning and maintenance of equipment'],
      ['nonconformity', '不合格处置', 'What was done with failed goods'],
      ['stop', '停产', 'Production stopped'],
      ['resume', '复产', 'Production resumed'],
    ),
  ),
  text('facts', '记录内容', 'What happened', BAIJIU, true),
  file('record_file', '记录附件', 'Paper', BAIJIU),
])

/** bj.drill: how often is not said, so there is no rule, only a count. */
const drill = edible.partyRecord('drill', both('追溯演练与自查', 'Drills and self-checks'), [
  choice(
    'kind',
    '类别',
    'Kind',
    BAIJIU,
    true,
    choices(
      ['drill', '追溯演练', 'Tracing drill'],
      ['recall', '召回', 'Recall'],
      ['return', '退货', 'Return'],
      ['complaint', '投诉', 'Complaint'],
      ['self_check', '自查', 'Self-check'],
    ),
  ),
  text('batch', '涉及批次', 'Batch', BAIJIU),
  text('outcome', '结果与改进', 'Outcome', BAIJIU, true),
])

export const EVENTS: readonly ProfileEvent[] = [
  ...edible.fiveGroups(BAIJIU),
  support,
  drill,
  edible.purchase({
    id: 'raw_in',
    names: both('原辅材料采购', 'Materials bought'),
    source: SP_50,
    roles: PLANT,
    more: BUYING,
  }),
  edible.receipt({
    id: 'raw_receive',
    names: both('原辅材料收货查验(入网供货者)', 'Materials received'),
    source: SP_50,
    roles: PLANT,
    more: BUYING,
  }),
  stage('koji', '制曲', 'Starter made', [vessel('曲房号', 'Starter room')]),
  stage('steam', '蒸煮', 'Steamed', [vessel('甑(锅)号', 'Steamer')], 'record'),
  stage('saccharify', '糖化', 'Saccharified', [vessel('糖化设备号', 'Vessel')], 'record'),
  stage('ferment', '发酵', 'Fermented', [vessel('窖池(缸)号', 'Pit or jar')]),
  stage('distil', '蒸馏', 'Distilled', [vessel('甑号', 'Still'), degree(true)]),
  stage('age', '陈酿', 'Aged', [vessel('坛(罐)号', 'Jar or tank'), degree(false)], 'record'),
  stage('blend', '勾调', 'Blended', [vessel('罐号', 'Tank'), degree(true)]),
  stage('fill', '灌装', 'Filled', [
    vessel('灌装线号', 'Filling line'),
    degree(true),
    text('label_control', '标签管理', 'Control of labels', BAIJIU),
  ]),
  {
    id: 'store',
    names: both('贮存', 'Stored'),
    object: 'batch',
    move: 'record',
    step: 'storing',
    roles: PLANT,
    fields: [vessel('库位(罐)号', 'Place'), date('stored_on', '入库日期', 'In on', BAIJIU), person, remark],
    publicFields: ['stored_on'],
  },
  edible.release({
    roles: PLANT,
    more: [...goodsFields(SP_51), text('grade', '质量等级', 'Grade', BAIJIU, true)],
  }),
  edible.sale({
    id: 'sale',
    names: both('出厂销售', "Plant's sale"),
    source: SP_51,
    roles: PLANT,
    more: edible.MAKER_SALE_FIELDS,
  }),
  edible.purchase({
    id: 'dealer_in',
    names: both('经营者进货', 'Bought by a dealer'),
    source: SP_53,
    roles: ['dealer', 'retailer'],
  }),
  edible.receipt({
    id: 'dealer_receive',
    names: both('经营者收货查验(入网供货者)', 'Received by a dealer'),
    source: SP_53,
    roles: ['dealer', 'retailer'],
  }),
  edible.sale({
    id: 'wholesale_out',
    names: both('批发销售', 'Wholesale'),
    source: SP_53,
    roles: ['dealer'],
    more: edible.WHOLESALE_FIELDS,
  }),
  edible.saleOutside(SP_53, goodsFields(SP_53)),
  ...edible.AFTER_MAKER,
]
