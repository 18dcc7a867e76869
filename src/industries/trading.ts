import type { Profile, ProfileEvent, ProfileField, ProfileRole } from '../kernel/profile.ts'
import { choice, choices, code, contact, date, file, person, place, remark, temperature, text } from './fields.ts'
import {
  both,
  MARKET_CHECK,
  MEAT_VEGETABLES,
  NCP_39,
  NYT_4712,
  SEEN_IN_USE,
  type Source,
  SP_64,
  SP_65,
} from './sources.ts'

/**
 * Roles and trade of edible products after the farm, the same for plants, animals and fish. Product, quantity, unit, batch codes,
 * buyer and seller are in the core's own event; a field says only what the core does not know.
 */

/** What the profiles of edible farm products share; the law the rules come from is in force since that day. */
export const AGRICULTURE = {
  industry: 'agriculture',
  version: '1',
  effective: { from: '2023-01-01' },
} as const satisfies Partial<Profile>

/** Handling and trade of which the public is told, in this order, after what the sector does itself. */
export const PUBLIC_TRADE = [
  'merge',
  'split',
  'pack',
  'transport',
  'dispatch',
  'receive',
  'wholesale_entry',
  'retail_sale',
  'destroy',
] as const

export const PURCHASER = { id: 'purchaser', names: both('收购者', 'Purchaser') } as const satisfies ProfileRole

export const PROCESSOR = { id: 'processor', names: both('加工企业', 'Processor') } as const satisfies ProfileRole

export const WHOLESALER = { id: 'wholesaler', names: both('批发商', 'Wholesaler') } as const satisfies ProfileRole

export const RETAILER = { id: 'retailer', names: both('零售商', 'Retailer') } as const satisfies ProfileRole

export const PRODUCER = { id: 'producer', names: both('生产者', 'Producer') } as const satisfies ProfileRole

const SUPPLIER: readonly ProfileField[] = [
  text('supplier_name', '供货者名称', 'Supplier', SP_65, 'law'),
  contact('supplier_address', '供货者地址', "Supplier's address", SP_65, 'law'),
  contact('supplier_contact', '供货者联系方式', "Supplier's contact", SP_65, 'law'),
  date('purchased_on', '进货日期', 'Date of purchase', SP_65, 'law'),
  code('voucher', '进货凭证号', 'Voucher number', SP_65),
  file('voucher_file', '进货凭证', 'Voucher', SP_65),
]

/** Bought from somebody who is not on the platform: the goods appear here with what the seller says about them. */
export function purchaseIn(more: readonly ProfileField[] = []): ProfileEvent {
  return {
    id: 'purchase_in',
    names: both('收购进货', 'Purchase from outside'),
    object: 'batch',
    move: 'produce',
    step: 'accepting',
    fields: [
      ...SUPPLIER,
      place('origin', '产地', 'Origin', NYT_4712),
      {
        ...code('collected_certificate', '收取的承诺达标合格证', 'Commitment certificate collected', NCP_39, 'warn'),
        help: both('收购时应收取并保存', 'To be collected and kept when buying'),
      },
      file('collected_certificate_file', '合格证照片', 'Photo of the certificate', NCP_39),
      ...more,
      person,
      remark,
    ],
    publicFields: ['purchased_on', 'origin'],
    needsCounterparty: false,
  }
}

/** Entry to a wholesale market: papers looked at, and tested where there are none. */
export function wholesaleEntry(more: readonly ProfileField[], source: Source = MEAT_VEGETABLES): ProfileEvent {
  return {
    id: 'wholesale_entry',
    names: both('批发市场进场', 'Wholesale market entry'),
    object: 'batch',
    move: 'record',
    step: 'entering_exiting',
    roles: ['wholesaler'],
    fields: [
      text('market', '批发市场', 'Market', source, true),
      text('stall', '摊位', 'Stall', MEAT_VEGETABLES),
      date('entered_on', '进场日期', 'Date of entry', source),
      place('origin', '产地', 'Origin', source),
      ...more,
      choice(
        'check',
        '进场查验',
        'Papers seen',
        MARKET_CHECK,
        true,
        choices(
          ['certificate', '承诺达标合格证', 'Commitment certificate'],
          ['voucher', '购货凭证', 'Voucher'],
          ['quarantine', '检疫证明', 'Quarantine certificate'],
          ['tested', '无证明，经抽样检测或快速检测', 'None: sampled or quick-tested'],
        ),
      ),
      choice(
        'result',
        '抽检结论',
        'Result of the test',
        SP_64,
        false,
        choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
      ),
      remark,
    ],
    publicFields: ['market', 'entered_on', 'result'],
  }
}

export const retailSale: ProfileEvent = {
  id: 'retail_sale',
  names: both('零售', 'Retail sale'),
  object: 'batch',
  move: 'consume',
  step: 'retail_selling',
  roles: ['retailer', 'producer'],
  fields: [
    date('sold_on', '销售日期', 'Date of sale', MEAT_VEGETABLES),
    text('stall', '门店或摊位', 'Shop or stall', MEAT_VEGETABLES),
    remark,
  ],
  publicFields: ['sold_on', 'stall'],
}

export const dispatch: ProfileEvent = {
  id: 'dispatch',
  names: both('销售发货', 'Dispatch'),
  object: 'batch',
  move: 'dispatch',
  step: 'shipping',
  needsCounterparty: true,
  fields: [
    date('dispatched_on', '发货日期', 'Date of dispatch', SEEN_IN_USE, false),
    text('packaging', '包装规格', 'Packaging', SEEN_IN_USE),
    text('vehicle', '车牌号(船名)', 'Vehicle', NYT_4712),
    person,
    remark,
  ],
  publicFields: ['dispatched_on'],
}

export const receive: ProfileEvent = {
  id: 'receive',
  names: both('确认收货', 'Receive'),
  object: 'batch',
  move: 'receive',
  step: 'receiving',
  needsCounterparty: true,
  fields: [
    date('received_on', '收货日期', 'Date received', SP_65, false),
    code('voucher', '进货凭证号', 'Voucher number', SP_65),
    temperature,
    person,
    remark,
  ],
  publicFields: ['received_on'],
}
