import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { code, date, dayOf, place, text } from '../fields.ts'
import {
  consumed,
  destroyed,
  labelCheck,
  packing,
  produced,
  recallEvents,
  received,
  record,
  sent,
} from '../input/events.ts'
import { human, labelState, ledger, PERMIT, SUPPLIER_LICENCE } from '../input/fields.ts'
import { DESIGN, NCP_27_1 } from '../sources.ts'

/*
 * No rule on records or codes of fertiliser was found: registration or filing number, batch and ledgers as pesticides have
 * them, all of it ours. Law is only the record of use (农产品质量安全法 27).
 */

const rawIn = record(
  'raw_in',
  '原料进货记录',
  'Materials bought',
  ledger(DESIGN, ['name', 'specification', 'amount', 'supplier', 'supplier_contact', 'bought_on'], true),
  { roles: ['maker'] },
)

const produce = produced(
  'produce',
  '生产',
  'Made',
  [
    ...PERMIT,
    ...ledger(DESIGN, ['specification', 'lot'], true),
    dayOf(date('made_on', '生产日期', 'Date of production', DESIGN)),
    text('nutrients', '养分含量', 'Nutrients', DESIGN, 'warn'),
    text('quality', '质量检验信息', 'Quality test', DESIGN),
    date('expires_on', '有效期至', 'Expires on', DESIGN, false),
  ],
  { roles: ['maker'], publicFields: ['permit_no', 'lot', 'made_on', 'nutrients'] },
)

const out = sent(
  'out',
  '出厂销售',
  'Left the factory',
  [...ledger(DESIGN, ['specification', 'lot', 'sold_on'], true), labelState],
  { roles: ['maker'], publicFields: ['sold_on'] },
)

const receive = received([date('received_on', '收货日期', 'Date received', DESIGN)])

const dealerIn = produced(
  'dealer_in',
  '采购台账(平台外供货)',
  'Bought from outside the platform',
  [
    ...PERMIT,
    ...ledger(DESIGN, ['specification', 'maker', 'supplier', 'supplier_contact', 'bought_on'], true),
    ...SUPPLIER_LICENCE,
  ],
  { roles: ['dealer', 'user'], publicFields: ['permit_no', 'maker'] },
)

const SALE: readonly ProfileField[] = [
  ...ledger(DESIGN, ['specification', 'maker', 'sold_on'], true),
  text('usable_on', '施用范围', 'Used on', DESIGN, 'warn'),
  labelState,
]

const dealerOut = sent('dealer_out', '销售台账', 'Sold to a party on the platform', SALE, {
  roles: ['dealer'],
  publicFields: ['sold_on', 'usable_on'],
})

const retail = consumed(
  'retail',
  '零售台账',
  'Sold to a buyer outside',
  'retail_selling',
  [...SALE, ...ledger(DESIGN, ['buyer', 'buyer_contact'], false)],
  { roles: ['dealer'], publicFields: ['sold_on', 'usable_on'] },
)

const use = consumed(
  'use',
  '使用记录',
  'Used',
  'using',
  [
    text('source', '来源', 'Where from', NCP_27_1, 'law'),
    text('method', '用法', 'How it was used', NCP_27_1, 'law'),
    text('dose', '用量', 'Amount', NCP_27_1, 'law'),
    date('used_on', '使用日期', 'Date of use', NCP_27_1, 'law'),
    date('stopped_on', '停用日期', 'Date of stopping', NCP_27_1, 'law'),
    place('used_at', '地点', 'Place', DESIGN),
    human('person', '操作人', 'Person', DESIGN),
  ],
  { roles: ['user'] },
)

export const EVENTS: readonly ProfileEvent[] = [
  rawIn,
  produce,
  ...packing,
  labelCheck([code('permit_no', '登记或备案号', 'Registration or filing number', DESIGN)]),
  out,
  receive,
  dealerIn,
  dealerOut,
  retail,
  use,
  // no article on recall of fertiliser is in our notes
  ...recallEvents(DESIGN, ['maker', 'dealer', 'user']).map((e) => ({
    ...e,
    fields: e.fields.map((f) => (f.required === 'law' ? { ...f, required: true } : f)),
  })),
  destroyed(),
]
