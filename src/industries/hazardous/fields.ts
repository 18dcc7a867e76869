import type { ProfileEvent, ProfileField, ProfileRowField } from '../../kernel/profile.ts'
import { date, remark, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { LEDGER_IN_USE } from './sources.ts'

/** Fields and events that explosives and fireworks ask for in the same way. */

type Need = boolean | 'law' | 'warn'

export const yes = (key: string, zh: string, en: string, source: Source, required: Need = 'law') =>
  ({ type: 'yes_no', key, names: both(zh, en), required, ...source }) as const satisfies ProfileRowField

export const at = (key: string, zh: string, en: string, source: Source, required: Need = true) =>
  ({ type: 'datetime', key, names: both(zh, en), required, ...source }) as const satisfies ProfileRowField

/** Zero and above, three decimals at most. */
export const number = (key: string, zh: string, en: string, source: Source, required: Need = false) =>
  ({ type: 'number', key, names: both(zh, en), min: '0', required, ...source }) as const satisfies ProfileRowField

/** A person by name: controlled goods are in somebody's hands. */
export const named = (key: string, zh: string, en: string, source: Source, required: Need = true) =>
  ({
    type: 'text',
    key,
    names: both(zh, en),
    maxLength: 50,
    required,
    personal: true,
    ...source,
  }) as const satisfies ProfileRowField

export const idCard = (key: string, zh: string, en: string, source: Source, required: Need = false) =>
  ({
    type: 'code',
    key,
    names: both(zh, en),
    scheme: 'cn.idcard',
    required,
    personal: true,
    ...source,
  }) as const satisfies ProfileField

/** Stops on the way and whether somebody stood guard. */
export const stops = (source: Source) =>
  ({
    type: 'rows',
    key: 'stops',
    names: both('途中经停', 'Stops'),
    help: both('没有经停的不填', 'None where it did not stop'),
    required: false,
    ...source,
    fields: [
      text('stop', '经停地点', 'Stop', source, true),
      yes('guarded', '有专人看守', 'Somebody stood guard', source),
    ],
  }) as const satisfies ProfileField

/** A filing, a permit, a count: about the party, moving nothing. */
export const partyRecord = {
  object: 'party',
  move: 'record',
  publicFields: [],
} as const satisfies Partial<ProfileEvent>

/** Goods are looked at, or pass inside one party. */
export const inside = { object: 'batch', move: 'observe', publicFields: [] } as const satisfies Partial<ProfileEvent>

/** The permit given back. */
export const permitReturn = (source: Source, zh: string, en: string): ProfileEvent => ({
  id: 'permit_return',
  names: both(zh, en),
  ...partyRecord,
  step: 'filing',
  fields: [
    text('permit_no', '运输许可证编号', 'Number of the transport permit', DESIGN, true),
    date('received_on', '到达日期', 'Arrived on', source, true),
    date('returned_on', '交回日期', 'Given back on', source, true),
    text('authority', '发证机关', 'Issued by', source, true),
    remark,
  ],
})

/** What was counted against what the book says. */
export const countFields = (source: Source): readonly ProfileField[] => [
  date('counted_on', '盘点日期', 'Date', DESIGN),
  text('store', '仓库', 'Store', DESIGN, true),
  text('variety', '品种', 'Variety', source, true),
  number('book', '账面数量', 'By the book', source, true),
  number('counted', '实物数量', 'Counted', source, true),
  named('keeper', '保管员', 'Keeper', LEDGER_IN_USE),
]
