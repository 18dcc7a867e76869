import type { Names } from '../../kernel/names.ts'
import type { ProfileEvent, ProfileField, ProfileMove } from '../../kernel/profile.ts'
import { code, date, dayOf, file, person, place, remark, temperature, text } from '../fields.ts'
import * as handling from '../handling.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { buyerFields, contact, goodsFields, moment, onDay, paperFields, result, supplierFields } from './fields.ts'
import { expiredDispose, recallEvents } from './recall.ts'
import { SP_51, SP_53, SPS_25 } from './sources.ts'

export { FIVE_GROUP_IDS, fiveGroups, partyRecord } from './groups.ts'
export { recallEvents } from './recall.ts'

/**
 * Events that the profiles of food share: buying, test and release, sale, storage for others, recall, disposal. A
 * profile says under which article it keeps them.
 */

interface Kind {
  readonly id: string
  readonly names: Names
  readonly source: Source
  readonly roles?: readonly string[]
  readonly more?: readonly ProfileField[]
}

/** Bought from somebody who is not on the platform: the goods come into being here, with the whole purchase record. */
export function purchase({ id, names, source, roles, more = [] }: Kind): ProfileEvent {
  return {
    id,
    names,
    object: 'batch',
    move: 'produce',
    step: 'accepting',
    ...(roles ? { roles } : {}),
    fields: [
      ...more,
      ...goodsFields(source),
      onDay('purchased_on', '进货日期', 'Date of purchase', source),
      ...supplierFields(source),
      ...paperFields(source),
      person,
      remark,
    ],
    publicFields: ['purchased_on'],
  }
}

/** Received from a party of the platform: product, quantity, batch, supplier come with the transfer. */
export function receipt({ id, names, source, roles, more = [] }: Kind): ProfileEvent {
  return {
    id,
    names,
    object: 'batch',
    move: 'receive',
    step: 'receiving',
    needsCounterparty: true,
    ...(roles ? { roles } : {}),
    fields: [
      ...more,
      onDay('purchased_on', '进货日期', 'Date of purchase', source),
      ...paperFields(source),
      temperature,
      person,
      remark,
    ],
    publicFields: ['purchased_on'],
  }
}

/** Test of a batch before it leaves, and its certificate: the maker's record asks for both with the sale. */
export function release(options: Partial<Kind> & { readonly tests?: readonly ProfileField[] } = {}): ProfileEvent {
  const { id = 'release', names = both('出厂检验与放行', 'Test and release'), source = SP_51, tests = [] } = options
  return {
    id,
    names,
    object: 'batch',
    move: 'observe',
    step: 'inspecting',
    ...(options.roles ? { roles: options.roles } : {}),
    fields: [
      ...(options.more ?? goodsFields(source)),
      date('tested_on', '检验日期', 'Date of test', DESIGN),
      text('standard', '执行标准', 'Standard', DESIGN),
      ...tests,
      result(DESIGN),
      {
        ...code('certificate', '检验合格证号', 'Certificate of the test', source, 'law'),
        when: { key: 'result', in: ['pass'] },
      },
      code('report', '检验报告编号', 'Report number', DESIGN),
      file('report_file', '检验报告', 'Report', DESIGN),
      person,
      remark,
    ],
    publicFields: [
      'tested_on',
      'standard',
      'result',
      'certificate',
      // yes and no are for the supervisor: the page of the shopper shows words
      ...tests.flatMap((t) => (t.type === 'yes_no' ? [] : [t.key])),
    ],
  }
}

/** A sale to a party of the platform: the buyer is in the transfer. `more`: what the article asks for beside. */
export function sale({ id, names, source, roles, more = [] }: Kind): ProfileEvent {
  return {
    id,
    names,
    object: 'batch',
    move: 'dispatch',
    step: 'shipping',
    needsCounterparty: true,
    ...(roles ? { roles } : {}),
    fields: [
      ...more,
      dayOf(onDay('sold_on', '销售日期', 'Date of sale', source)),
      text('vehicle', '车牌号(船名)', 'Vehicle', DESIGN),
      person,
      remark,
    ],
    publicFields: ['sold_on'],
  }
}

/** A sale to a business that is not registered here: it leaves the chain, and the record names the buyer. */
export function saleOutside(source: Source, more: readonly ProfileField[] = []): ProfileEvent {
  return {
    id: 'sale_outside',
    names: both('销售给未入网的购货者', 'Sale to a buyer outside the platform'),
    object: 'batch',
    move: 'consume',
    step: 'shipping',
    fields: [
      ...more,
      dayOf(onDay('sold_on', '销售日期', 'Date of sale', source)),
      ...buyerFields(source),
      person,
      remark,
    ],
    publicFields: ['sold_on'],
  }
}

/** The fields of a wholesaler's sales record, and the maker's certificate number. */
export const WHOLESALE_FIELDS: readonly ProfileField[] = goodsFields(SP_53)
export const MAKER_SALE_FIELDS: readonly ProfileField[] = [
  ...goodsFields(SP_51),
  code('certificate', '检验合格证号', 'Certificate of the test', SP_51, 'law'),
]

/** One process of the maker; `more` are its own fields. */
export function making(
  id: string,
  names: Names,
  source: Source,
  more: readonly ProfileField[] = [],
  move: ProfileMove = 'transform',
): ProfileEvent {
  return {
    id,
    names,
    object: 'batch',
    move,
    step: 'processing',
    fields: [
      date('processed_on', '日期', 'Date', source),
      ...more,
      text('equipment', '设备', 'Equipment', source),
      text('control', '关键控制点参数与结果', 'Critical control: values and outcome', source),
      person,
      remark,
    ],
    publicFields: ['processed_on'],
  }
}

const both25 = (key: string, zh: string, en: string) => [
  text(`${key}_name`, `${zh}名称`, `Name of the ${en}`, SPS_25, 'law'),
  contact(`${key}_address`, `${zh}地址`, `Address of the ${en}`, SPS_25, 'law'),
  contact(`${key}_contact`, `${zh}联系方式`, `Contact of the ${en}`, SPS_25, 'law'),
]

/** Storage and transport by a contractor: whose goods they are and who is to get them. */
const contracted = (id: string, names: Names, step: string, more: readonly ProfileField[]): ProfileEvent => ({
  id,
  names,
  object: 'batch',
  move: 'record',
  step,
  fields: [
    ...both25('client', '委托方', 'client'),
    ...both25('consignee', '收货方', 'consignee'),
    ...more,
    temperature,
    person,
    remark,
  ],
  publicFields: ['temperature'],
})

export const contractStore = contracted('contract_store', both('委托贮存', 'Stored by a contractor'), 'storing', [
  date('stored_on', '入库日期', 'In on', DESIGN),
  date('retrieved_on', '出库日期', 'Out on', DESIGN, false),
  place('warehouse', '仓库', 'Warehouse', DESIGN),
  date('ended_on', '贮存结束日期', 'Contract ended on', DESIGN, false),
])

export const contractTransport = contracted(
  'contract_transport',
  both('委托运输', 'Carried by a contractor'),
  'transporting',
  [
    text('vehicle', '车牌号(船名)', 'Vehicle', DESIGN),
    place('start', '起运地', 'From', DESIGN),
    place('destination', '到达地', 'To', DESIGN),
    moment('departed_at', '起运时间', 'Departed', DESIGN, true),
    moment('arrived_at', '到达时间', 'Arrived', DESIGN, false),
  ],
)

export const retailSale: ProfileEvent = {
  id: 'retail_sale',
  names: both('零售', 'Retail sale'),
  object: 'batch',
  move: 'consume',
  step: 'retail_selling',
  fields: [date('sold_on', '销售日期', 'Date of sale', DESIGN), text('stall', '门店', 'Shop', DESIGN), remark],
  publicFields: ['sold_on', 'stall'],
}

/** Cases and pallets. */
export const casePack: ProfileEvent = {
  id: 'pack',
  names: both('装箱(组垛)', 'Pack in cases'),
  object: 'batch',
  move: 'aggregate',
  step: 'packing',
  fields: [
    date('packed_on', '装箱日期', 'Date', DESIGN, false),
    text('packaging', '包装规格', 'Packaging', DESIGN),
    person,
    remark,
  ],
  publicFields: ['packed_on'],
}

/** Test of a batch at any time; the release is another event. */
export const test = handling.test

/** What every food chain has after the maker, in the order of the chain. */
export const AFTER_MAKER: readonly ProfileEvent[] = [
  test,
  casePack,
  handling.unpack,
  handling.merge,
  handling.split,
  contractStore,
  contractTransport,
  retailSale,
  handling.ownUse,
  ...recallEvents(),
  expiredDispose,
]
