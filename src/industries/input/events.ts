import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, file, photo, remark, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { SCAN_STATES } from './scan.ts'
import { INPUT_IN_USE } from './sources.ts'

/** Events that chains of farm inputs share. */

const event = (
  id: string,
  zh: string,
  en: string,
  kind: Pick<ProfileEvent, 'object' | 'move' | 'step'>,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
): ProfileEvent => ({ id, names: both(zh, en), ...kind, fields, publicFields: [], ...more })

export const record = (
  id: string,
  zh: string,
  en: string,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
) => event(id, zh, en, { object: 'party', move: 'record', step: 'recording' }, [...fields, remark], more)

export const produced = (
  id: string,
  zh: string,
  en: string,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
) => event(id, zh, en, { object: 'batch', move: 'produce', step: 'commissioning' }, [...fields, remark], more)

export const sent = (
  id: string,
  zh: string,
  en: string,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
) =>
  event(id, zh, en, { object: 'batch', move: 'dispatch', step: 'shipping' }, [...fields, remark], {
    needsCounterparty: true,
    ...more,
  })

export const received = (fields: readonly ProfileField[], more: Partial<ProfileEvent> = {}) =>
  event('receive', '收货', 'Receive', { object: 'batch', move: 'receive', step: 'receiving' }, [...fields, remark], {
    needsCounterparty: true,
    publicFields: ['received_on'],
    ...more,
  })

export const consumed = (
  id: string,
  zh: string,
  en: string,
  step: string,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
) => event(id, zh, en, { object: 'batch', move: 'consume', step }, [...fields, remark], more)

export const ofBatch = (
  id: string,
  zh: string,
  en: string,
  step: string,
  fields: readonly ProfileField[],
  more: Partial<ProfileEvent> = {},
) => event(id, zh, en, { object: 'batch', move: 'record', step }, [...fields, remark], more)

export const packing: readonly ProfileEvent[] = [
  event('pack', '装箱关联', 'Packed', { object: 'batch', move: 'aggregate', step: 'packing' }, [
    date('packed_on', '装箱日期', 'Date', DESIGN, false),
    remark,
  ]),
  event('unpack', '拆箱', 'Unpacked', { object: 'batch', move: 'aggregate', step: 'unpacking' }, [
    date('unpacked_on', '拆箱日期', 'Date', DESIGN, false),
    remark,
  ]),
]

/** A look at the label and a scan of its code. */
export const labelCheck = (more: readonly ProfileField[] = []): ProfileEvent =>
  event(
    'label_check',
    '标签与追溯码查验',
    'Label and code looked at',
    { object: 'batch', move: 'observe', step: 'inspecting' },
    [
      date('checked_on', '查验日期', 'Date', DESIGN),
      ...more,
      choice(
        'scan_state',
        '扫码结果',
        'Scan',
        INPUT_IN_USE,
        false,
        choices(...Object.entries(SCAN_STATES).map(([id, { zh, en }]) => [id, zh, en] as const)),
      ),
      photo,
      remark,
    ],
  )

/** Maker's recall, and the stop of dealers and users. */
export const recallEvents = (source: Source, roles: readonly string[]): readonly ProfileEvent[] => [
  ofBatch(
    'recall',
    '召回(停止生产、销售、使用)',
    'Recall, or stop of sale and use',
    'recalling',
    [
      code('recall_no', '召回编号', 'Recall number', DESIGN, true),
      text('reason', '原因', 'Reason', DESIGN, true),
      date('stopped_on', '停止日期', 'Stopped on', source, 'law'),
      date('told_on', '通知日期', 'Others told on', source, 'warn'),
      date('reported_on', '报告日期', 'Reported on', source, false),
      text('notice', '通知内容', 'Notice', DESIGN),
      file('notice_file', '召回通知', 'Notice of recall', DESIGN),
    ],
    { roles, publicFields: ['reason', 'stopped_on'] },
  ),
  ofBatch(
    'recall_end',
    '召回结束',
    'Recall ended',
    'recalling',
    [
      code('recall_no', '召回编号', 'Recall number', DESIGN, true),
      choice(
        'outcome',
        '结果',
        'Outcome',
        DESIGN,
        true,
        choices(['completed', '召回完成', 'Brought back'], ['lifted', '撤销召回', 'Lifted']),
      ),
      date('ended_on', '日期', 'Date', DESIGN),
    ],
    { roles, publicFields: ['outcome', 'ended_on'] },
  ),
]

export const destroyed = (roles?: readonly string[]): ProfileEvent =>
  event(
    'destroy',
    '销毁(无害化处理)',
    'Destroy',
    { object: 'batch', move: 'destroy', step: 'destroying' },
    [
      date('destroyed_on', '日期', 'Date', DESIGN),
      text('reason', '原因', 'Reason', DESIGN, true),
      text('method', '方式', 'How', DESIGN),
      photo,
      remark,
    ],
    { publicFields: ['destroyed_on'], ...(roles ? { roles } : {}) },
  )
