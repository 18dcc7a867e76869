import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import * as edible from '../edible/events.ts'
import { goodsFields, number } from '../edible/fields.ts'
import { PROVISIONAL, SP_50, SP_51, SP_53 } from '../edible/sources.ts'
import { choice, choices, code, date, file, person, place, remark, temperature, text } from '../fields.ts'
import { both } from '../sources.ts'

/**
 * Edible vegetable oil. Its record rule (2015–2016) was not found: beside the general records of food the fields are
 * ours, after industries.md §2.5.
 */

const PLANT = ['plant'] as const

const tank = (required: boolean) => code('tank', '罐号', 'Tank', PROVISIONAL, required)

const INCOMING: readonly ProfileField[] = [
  choice(
    'goods',
    '物料类别',
    'What comes in',
    PROVISIONAL,
    true,
    choices(
      ['seed', '油料', 'Oilseed'],
      ['crude', '原油(毛油)', 'Crude oil'],
      ['other', '辅料、包装', 'Other materials, packaging'],
    ),
  ),
  { ...place('origin', '原料产地', 'Origin', PROVISIONAL), when: { key: 'goods', in: ['seed', 'crude'] } },
  {
    ...choice(
      'gmo',
      '是否转基因',
      'Genetically modified',
      PROVISIONAL,
      true,
      choices(['no', '非转基因', 'No'], ['yes', '转基因', 'Yes']),
    ),
    when: { key: 'goods', in: ['seed', 'crude'] },
  },
  { ...text('quality', '质量指标', 'Quality', PROVISIONAL), when: { key: 'goods', in: ['seed', 'crude'] } },
]

/** Bulk oil in a tank: what lies in it is a batch, and what is poured together becomes another. */
const tankStore: ProfileEvent = {
  id: 'tank_store',
  names: both('散油入罐储存', 'Stored in a tank'),
  object: 'batch',
  move: 'record',
  step: 'storing',
  roles: PLANT,
  fields: [
    tank(true),
    date('stored_on', '入罐日期', 'In on', PROVISIONAL),
    date('cleaned_on', '罐体清洗日期', 'Tank cleaned on', PROVISIONAL, false),
    temperature,
    person,
    remark,
  ],
  publicFields: ['stored_on', 'temperature'],
}

/** Bulk oil in a tanker. What the tanker carried before is not asked for by a text we could read: a warning, no rule. */
const tanker: ProfileEvent = {
  id: 'tanker_load',
  names: both('散油罐车装运', 'Loaded on a tanker'),
  object: 'batch',
  move: 'record',
  step: 'loading',
  fields: [
    text('vehicle', '车牌号', 'Vehicle', PROVISIONAL, true),
    text('previous_cargo', '上一次装运货物', 'Cargo before this one', PROVISIONAL, 'warn'),
    text('cleaning', '清洗记录', 'Cleaning', PROVISIONAL, 'warn'),
    file('cleaning_file', '清洗凭证', 'Paper of the cleaning', PROVISIONAL),
    date('loaded_on', '装车日期', 'Date', PROVISIONAL),
    person,
    remark,
  ],
  publicFields: ['loaded_on'],
}

export const EVENTS: readonly ProfileEvent[] = [
  ...edible.fiveGroups(PROVISIONAL),
  edible.purchase({
    id: 'raw_in',
    names: both('油料、原油等进货', 'Oilseed, crude oil and others bought'),
    source: SP_50,
    roles: PLANT,
    more: INCOMING,
  }),
  edible.receipt({
    id: 'raw_receive',
    names: both('原料收货查验(入网供货者)', 'Materials received'),
    source: SP_50,
    roles: PLANT,
    more: INCOMING,
  }),
  edible.making('extract', both('制油', 'Extraction'), PROVISIONAL, [
    choice(
      'method',
      '制油工艺',
      'Process',
      PROVISIONAL,
      true,
      choices(['pressed', '压榨', 'Pressed'], ['solvent', '浸出', 'By solvent'], ['other', '其他', 'Other']),
    ),
  ]),
  edible.making('refine', both('精炼', 'Refining'), PROVISIONAL, [
    text('parameters', '精炼参数', 'Parameters', PROVISIONAL),
    tank(false),
  ]),
  tankStore,
  edible.making('blend', both('调和(并罐)', 'Blending'), PROVISIONAL, [
    tank(true),
    text('proportions', '各油种比例', 'Proportions', PROVISIONAL),
  ]),
  tanker,
  edible.making('fill', both('灌装', 'Filling'), PROVISIONAL, [
    tank(true),
    code('filling_batch', '灌装批号', 'Filling batch', PROVISIONAL, true),
    number('volume_l', '每瓶容量(升)', 'Litres a bottle', PROVISIONAL, false, '0.01', '1000'),
  ]),
  edible.release({ roles: PLANT }),
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
