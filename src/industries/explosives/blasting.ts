import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, date, file, place, quantity, remark, text } from '../fields.ts'
import { at, countFields, inside, named, number, partyRecord, yes } from '../hazardous/fields.ts'
import * as src from '../hazardous/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { controller } from './controller.ts'
import { AMOUNT, amount, detonators, kind } from './fields.ts'

const store = (id: string, zh: string, en: string, step: string): ProfileEvent => ({
  id,
  names: both(zh, en),
  ...inside,
  step,
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.MB_41_1, false),
    date('registered_on', '登记日期', 'Date of the entry', src.MB_41_1, true),
    text('store', '仓库', 'Store', DESIGN, true),
    named('keeper', '保管员', 'Keeper', src.LEDGER_IN_USE),
    remark,
  ],
})

const shift: readonly ProfileField[] = [
  at('shift_from', '当班开始', 'Shift begins', DESIGN),
  at('shift_to', '当班结束', 'Shift ends', DESIGN),
]

const issue: ProfileEvent = {
  id: 'issue',
  names: both('领取发放', 'Issue'),
  ...inside,
  step: 'issuing',
  roles: ['blaster'],
  fields: [
    kind(src.MB_37),
    amount(src.MB_37),
    detonators(src.MB_37, 'law'),
    { ...named('receiver', '领取人(爆破员)', 'Received by (blaster)', src.MB_37, 'law') },
    {
      ...code('receiver_certificate', '爆破作业人员许可证编号', "Blaster's licence", src.MB_33, 'warn'),
      personal: true,
    },
    { ...named('issuer', '发放人(保管员)', 'Issued by (keeper)', src.MB_37, 'law') },
    ...shift,
    quantity('shift_need', '当班用量', 'What the shift needs', src.MB_37, true, AMOUNT),
    text('project', '爆破作业项目', 'Project', DESIGN),
    remark,
  ],
}

const use: ProfileEvent = {
  id: 'use',
  names: both('爆破使用', 'Blasting'),
  object: 'batch',
  move: 'consume',
  step: 'consuming',
  roles: ['blaster'],
  publicFields: [],
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.LEDGER_IN_USE, true),
    at('used_at', '起爆时间', 'Fired at', DESIGN),
    place('site', '爆破地点', 'Site', DESIGN),
    named('blaster', '爆破员', 'Blaster', src.LEDGER_IN_USE),
    named('safety_officer', '安全员', 'Safety officer', src.LEDGER_IN_USE, 'warn'),
    yes('guarded', '已设警示标志和警戒', 'Signs and guards posted', src.MB_38),
    yes('unexploded_checked', '已检查、排除未引爆物品', 'Looked for what did not explode', src.MB_38),
    yes('electronic', '电子雷管', 'Electronic detonators', src.CONTROLLER_IN_USE, true),
    ...controller,
    remark,
  ],
}

const returned: ProfileEvent = {
  id: 'return',
  names: both('清退回库', 'Return to the store'),
  ...inside,
  step: 'returning',
  roles: ['blaster'],
  fields: [
    kind(src.MB_7),
    amount(src.MB_7),
    detonators(src.MB_37, true),
    at('returned_at', '清退时间', 'Returned at', src.MB_37, true),
    named('returner', '清退人(爆破员)', 'Returned by', src.LEDGER_IN_USE),
    named('keeper', '保管员', 'Keeper', src.LEDGER_IN_USE),
    remark,
  ],
}

const stockCheck: ProfileEvent = {
  id: 'stock_check',
  names: both('库存盘点', 'Stock check'),
  ...partyRecord,
  step: 'inspecting',
  fields: [
    ...countFields(src.MB_41_1),
    number('stored', '仓库总存量', 'All that is in the store', src.MB_41_2, 'warn'),
    number('capacity', '储存设计容量', 'Design capacity', src.MB_41_2, 'warn'),
    yes('apart', '性质相抵触的已分库储存', 'Incompatible goods are apart', src.MB_41_2, true),
    remark,
  ],
}

const destroy: ProfileEvent = {
  id: 'destroy',
  names: both('销毁', 'Destruction'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  publicFields: [],
  fields: [
    choice(
      'reason',
      '原因',
      'Reason',
      src.MB_39_43,
      true,
      choices(
        ['spoilt', '变质', 'Spoilt'],
        ['expired', '过期失效', 'Expired'],
        ['leftover', '不再使用', 'No longer used'],
      ),
    ),
    yes('listed', '已登记造册', 'Listed', src.MB_39_43),
    {
      ...yes('planned', '已提出销毁实施方案', 'Plan of destruction made', src.MB_43),
      when: { key: 'reason', in: ['spoilt', 'expired'] },
    },
    text('authority', '组织监督销毁的机关', 'Destroyed under', src.MB_39_43, 'law'),
    named('supervisor', '监督销毁人', 'Supervised by', DESIGN),
    date('destroyed_on', '销毁日期', 'Date', DESIGN),
    place('site', '销毁地点', 'Place', DESIGN),
    file('list_file', '销毁清册、方案', 'List and plan', DESIGN),
    remark,
  ],
}

const lost: ProfileEvent = {
  id: 'lost',
  names: both('丢失、被盗、被抢', 'Lost, stolen or robbed'),
  ...inside,
  step: 'reporting',
  fields: [
    choice(
      'loss',
      '情形',
      'What happened',
      src.MB_41_4,
      'law',
      choices(['lost', '丢失', 'Lost'], ['stolen', '被盗', 'Stolen'], ['robbed', '被抢', 'Robbed']),
    ),
    kind(DESIGN, true),
    quantity('amount', '数量', 'Quantity', DESIGN, true, AMOUNT),
    detonators(DESIGN, false),
    at('found_at', '发现时间', 'Found out at', DESIGN),
    at('reported_at', '报告时间', 'Reported at', src.MB_41_4, true),
    text('authority', '报告的公安机关', 'Police reported to', src.MB_41_4, 'law'),
    text('circumstances', '经过', 'Circumstances', DESIGN),
  ],
}

/** Store, issue, blast, return, count, destruction, loss. */
export const BLASTING: readonly ProfileEvent[] = [
  store('store_in', '入库', 'Into the store', 'storing'),
  store('store_out', '出库', 'Out of the store', 'storing'),
  issue,
  use,
  returned,
  stockCheck,
  destroy,
  lost,
]
