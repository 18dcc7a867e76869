import type { ProfileEvent } from '../../kernel/profile.ts'
import { partyRecord } from '../edible/events.ts'
import { contact, human, result } from '../edible/fields.ts'
import { choice, choices, code, date, file, person, remark, text } from '../fields.ts'
import { both, DESIGN, MARKET_CHECK } from '../sources.ts'
import { BATCH, goods, INSPECTION, QUARANTINE } from './fields.ts'
import { CITY, NORM, STOP } from './sources.ts'

/** What the market and the city do: filing and cards, checks at the gate, tests, stops. */

export const operatorRegister = partyRecord(
  'operator_register',
  both('经营者备案与发卡', 'Operator filed, card issued'),
  [
    choice(
      'operator_type',
      '经营者类型',
      'Kind of operator',
      CITY,
      true,
      choices(
        ['pig_wholesaler', '生猪批发商', 'Wholesaler of pigs'],
        ['wholesaler', '肉类蔬菜批发商', 'Wholesaler of meat and vegetables'],
        ['retailer', '零售商', 'Retailer'],
        ['other', '其他', 'Other'],
      ),
    ),
    text('operator_name', '经营者名称(姓名)', 'Name', NORM, true),
    human('operator_number', '统一社会信用代码或身份证号', 'Credit code or identity number', NORM, true),
    contact('operator_contact', '联系方式', 'Contact', NORM, true),
    contact('operator_address', '地址', 'Address', NORM, true),
    goods(NORM),
    code('card', '流通服务卡号', 'Number of the card', NORM, true),
    choice(
      'card_kind',
      '主副卡',
      'Main or second card',
      CITY,
      true,
      choices(['main', '主卡', 'Main'], ['second', '副卡', 'Second']),
    ),
    choice(
      'card_state',
      '卡状态',
      'State of the card',
      DESIGN,
      true,
      choices(['active', '启用', 'Active'], ['lost', '挂失', 'Reported lost'], ['cancelled', '注销', 'Cancelled']),
    ),
    file('pledge_file', '追溯承诺书', 'Signed pledge', NORM),
  ],
)

/** Sellers of a market: kept half a year after they leave (secondary pages). */
export const sellerFile = partyRecord('seller_file', both('入场销售者档案', 'File of a seller'), [
  text('seller_name', '销售者名称', 'Name', MARKET_CHECK, true),
  contact('seller_contact', '联系方式', 'Contact', MARKET_CHECK, true),
  human('seller_number', '社会信用代码或身份证号', 'Credit code or identity number', MARKET_CHECK, true),
  contact('seller_address', '地址', 'Address', MARKET_CHECK, true),
  text('products', '主要销售品种', 'Products', MARKET_CHECK, true),
  text('channel', '进货渠道', 'Where bought', MARKET_CHECK, true),
  text('origin', '产地', 'Origin', MARKET_CHECK),
  date('left_on', '离场日期', 'Left on', MARKET_CHECK, false),
])

/** The market's look at papers, and the test where there are none (market operator rules, secondary pages). */
export const entryCheck: ProfileEvent = {
  id: 'entry_check',
  names: both('进场查验', 'Entry check'),
  object: 'batch',
  move: 'record',
  step: 'entering_exiting',
  fields: [
    choice(
      'check',
      '查验凭证',
      'Papers seen',
      MARKET_CHECK,
      true,
      choices(
        ['origin', '产地证明', 'Proof of origin'],
        ['voucher', '购货凭证', 'Voucher'],
        ['certificate', '合格证明', 'Certificate of conformity'],
        ['none', '无凭证', 'None'],
      ),
    ),
    code('paper', '凭证编号', 'Number of the paper', MARKET_CHECK),
    {
      ...choice(
        'test_kind',
        '检测方式',
        'How tested',
        MARKET_CHECK,
        false,
        choices(['sampled', '抽样检验', 'Sampled'], ['quick', '快速检测', 'Quick test']),
      ),
      when: { key: 'check', in: ['none'] },
    },
    { ...result(MARKET_CHECK, false), when: { key: 'check', in: ['none'] } },
    date('checked_on', '查验日期', 'Date', MARKET_CHECK),
    person,
    remark,
  ],
  publicFields: ['check', 'checked_on', 'result'],
}

export const marketTest: ProfileEvent = {
  id: 'market_test',
  names: both('市场检测', 'Test at the market'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  fields: [
    text('market', '批发市场', 'Market', CITY, true),
    code('tran_id', '交易凭证号', 'Voucher number', CITY),
    QUARANTINE(CITY),
    INSPECTION(CITY),
    BATCH,
    text('items', '检测项目', 'Items tested', DESIGN),
    date('tested_on', '检测日期', 'Date of test', CITY),
    result(CITY),
    code('report', '报告编号', 'Report number', DESIGN),
    code('retest_of', '复检的报告编号', 'Retest of report', DESIGN),
    person,
    remark,
  ],
  publicFields: ['market', 'items', 'tested_on', 'result'],
}

export const testPublish: ProfileEvent = {
  id: 'test_publish',
  names: both('公示检测结果', 'Result made public'),
  object: 'batch',
  move: 'record',
  step: 'publishing',
  fields: [
    text('stall', '摊位', 'Stall', MARKET_CHECK, true),
    text('items', '检测项目', 'Items tested', MARKET_CHECK, true),
    result(MARKET_CHECK),
    date('published_on', '公示日期', 'Date', MARKET_CHECK),
    remark,
  ],
  publicFields: ['stall', 'items', 'result', 'published_on'],
}

export const stopSale: ProfileEvent = {
  id: 'stop_sale',
  names: both('停止销售并报告', 'Sale stopped and reported'),
  object: 'batch',
  move: 'record',
  step: 'holding',
  fields: [
    text('reason', '原因', 'Reason', STOP, 'law'),
    text('stall', '销售者摊位', 'Stall of the seller', STOP),
    date('stopped_on', '停止销售日期', 'Stopped on', STOP, 'law'),
    date('reported_on', '报告市场监管部门日期', 'Reported on', STOP, 'warn'),
    person,
    remark,
  ],
  publicFields: ['reason', 'stopped_on'],
}

/** The stop is lifted by who set it: what came of it. Ours. */
export const stopLifted: ProfileEvent = {
  id: 'stop_lifted',
  names: both('解除停止销售', 'Stop lifted'),
  object: 'batch',
  move: 'record',
  step: 'holding',
  fields: [
    text('grounds', '依据', 'Grounds', DESIGN, true),
    date('lifted_on', '解除日期', 'Date', DESIGN),
    person,
    remark,
  ],
  publicFields: ['grounds', 'lifted_on'],
}
