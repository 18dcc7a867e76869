import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { partyRecord } from '../edible/events.ts'
import { human } from '../edible/fields.ts'
import { code, date, person, photo, remark, text } from '../fields.ts'
import * as handling from '../handling.ts'
import { AQUATIC_PROCEDURE, both, NCP_27_3, SEEN_IN_USE } from '../sources.ts'
import * as trading from '../trading.ts'

/** Collection points of the operating procedure for aquatic products (§7) beside those of the pond. */

const bought = (id: string, zh: string, en: string, more: readonly ProfileField[]): ProfileEvent => ({
  ...partyRecord(id, both(zh, en), [
    text('common_name', '通用名', 'Common name', AQUATIC_PROCEDURE, true),
    text('material_source', '原料来源', 'Source of the materials', AQUATIC_PROCEDURE),
    text('additive_source', '添加剂来源', 'Source of the additives', AQUATIC_PROCEDURE),
    text('maker', '生产企业', 'Maker', AQUATIC_PROCEDURE, true),
    code('production_licence', '生产许可证号', 'Production licence', AQUATIC_PROCEDURE),
    code('approval', '批准文号', 'Approval number', AQUATIC_PROCEDURE),
    code('lot', '批号', 'Batch', AQUATIC_PROCEDURE, true),
    date('made_on', '生产日期', 'Production date', AQUATIC_PROCEDURE),
    ...more,
    human('taken_by', '领用人', 'Taken by', AQUATIC_PROCEDURE),
  ]),
  roles: ['producer'],
})

/** 投入品购入, a collection point of its own: use refers to the batch bought. */
export const feedBought = bought('feed_purchase', '饲料购入', 'Feed bought', [])
export const drugBought = bought('drug_purchase', '渔药购入', 'Fish drugs bought', [
  text('dosage_form', '剂型', 'Form', AQUATIC_PROCEDURE),
  text('substances', '有效成分及含量', 'Active substances and content', AQUATIC_PROCEDURE),
])

/** 标签打印: what was printed, used, destroyed and how. */
export const labelPrint: ProfileEvent = {
  id: 'label_print',
  names: both('标签打印', 'Labels printed'),
  object: 'batch',
  move: 'record',
  step: 'labelling',
  fields: [
    code('trace_code', '追溯码', 'Trace code', AQUATIC_PROCEDURE, true),
    date('printed_on', '打印日期', 'Date', AQUATIC_PROCEDURE),
    ...(
      [
        ['printed', '打印数量', 'Printed'],
        ['used', '使用数量', 'Used'],
        ['destroyed', '销毁数量', 'Destroyed'],
      ] as const
    ).map(
      ([key, zh, en]): ProfileField => ({
        type: 'number',
        key,
        names: both(zh, en),
        whole: true,
        min: '0',
        required: key === 'printed',
        ...AQUATIC_PROCEDURE,
      }),
    ),
    text('destroyed_how', '销毁方式', 'How destroyed', AQUATIC_PROCEDURE),
    person,
    remark,
  ],
  publicFields: ['printed_on'],
}

/** The procedure asks for the standard tested against, the catch for vessel and sea, the sale for the means of transport. */
export const test: ProfileEvent = {
  ...handling.test,
  fields: [...handling.test.fields, text('standard', '检验标准', 'Standard', AQUATIC_PROCEDURE)],
}
export const dispatch: ProfileEvent = {
  ...trading.dispatch,
  fields: [...trading.dispatch.fields, text('transport_mode', '运输方式', 'Means of transport', AQUATIC_PROCEDURE)],
}

/** 捕捞: from the sea, where there is no pond. */
export const seaCatch: ProfileEvent = {
  id: 'sea_catch',
  names: both('海洋捕捞', 'Caught at sea'),
  object: 'batch',
  move: 'produce',
  step: 'commissioning',
  roles: ['producer'],
  fields: [
    date('caught_on', '捕捞日期', 'Date of catch', NCP_27_3, 'law'),
    text('vessel', '渔船', 'Vessel', AQUATIC_PROCEDURE, true),
    text('sea_area', '海域', 'Sea area', AQUATIC_PROCEDURE, true),
    text('species', '品种', 'Species', AQUATIC_PROCEDURE, true),
    text('specification', '规格', 'Size', SEEN_IN_USE),
    person,
    photo,
    remark,
  ],
  publicFields: ['caught_on', 'sea_area', 'species', 'specification'],
}
