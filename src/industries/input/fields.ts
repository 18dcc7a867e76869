import type { ProfileField, Requirement } from '../../kernel/profile.ts'
import { contact, human, yesNo } from '../edible/fields.ts'
import { choice, choices, code, date, dayOf, quantity, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { INPUT_IN_USE, NCP_28 } from './sources.ts'

/** Units inputs are counted in. */
export const INPUT_UNITS = ['bottle', 'bag', 'box', 'pack', 'barrel', 'piece', 'kg', 'g', 't', 'l', 'ml'] as const

/**
 * Lines of the ledgers of farm inputs, once. Which of them a law asks for is said where a ledger is put together. Name
 * and quantity of goods that move are in the core's own event: they are fields only of lines that move nothing.
 */
const LINES = {
  name: (s: Source, r: Requirement) => text('name', '名称', 'Name', s, r),
  trade_name: (s: Source, r: Requirement) => text('trade_name', '商品名称', 'Trade name', s, r),
  generic_name: (s: Source, r: Requirement) => text('generic_name', '通用名称', 'Generic name', s, r),
  dosage_form: (s: Source, r: Requirement) => text('dosage_form', '剂型', 'Dosage form', s, r),
  permit_no: (s: Source, r: Requirement) => code('permit_no', '许可证明文件编号', 'Permit number', s, r),
  specification: (s: Source, r: Requirement) => text('specification', '规格', 'Specification', s, r),
  amount: (s: Source, r: Requirement) => quantity('amount', '数量', 'Quantity', s, r, INPUT_UNITS),
  made_on: (s: Source, r: Requirement) => date('made_on', '生产日期', 'Date of production', s, r),
  lot: (s: Source, r: Requirement) => code('lot', '生产批号', 'Lot', s, r),
  expires_on: (s: Source, r: Requirement) => date('expires_on', '有效期至', 'Expires on', s, r),
  shelf_life: (s: Source, r: Requirement) => text('shelf_life', '保质期', 'Shelf life', s, r),
  quality: (s: Source, r: Requirement) => text('quality', '质量检验信息', 'Quality test', s, r),
  origin: (s: Source, r: Requirement) => text('origin', '产地', 'Origin', s, r),
  maker: (s: Source, r: Requirement) => text('maker', '生产企业', 'Maker', s, r),
  supplier: (s: Source, r: Requirement) => text('supplier', '供货者名称', 'Supplier', s, r),
  supplier_contact: (s: Source, r: Requirement) =>
    contact('supplier_contact', '供货者联系方式', "Supplier's contact", s, r),
  buyer: (s: Source, r: Requirement) => human('buyer', '购买人', 'Buyer', s, r),
  buyer_contact: (s: Source, r: Requirement) => contact('buyer_contact', '购买人联系方式', "Buyer's contact", s, r),
  partner: (s: Source, r: Requirement) => text('partner', '购销单位', 'Buyer or seller', s, r),
  bought_on: (s: Source, r: Requirement) => dayOf(date('bought_on', '进货日期', 'Date of purchase', s, r)),
  sold_on: (s: Source, r: Requirement) => dayOf(date('sold_on', '销售日期', 'Date of sale', s, r)),
  traded_on: (s: Source, r: Requirement) => dayOf(date('traded_on', '购销日期', 'Date', s, r)),
} as const satisfies Record<string, (source: Source, required: Requirement) => ProfileField>

export type LedgerLine = keyof typeof LINES

/** Lines of a ledger as the article that is its source asks for them. */
export const ledger = (source: Source, lines: readonly LedgerLine[], required: Requirement = 'law'): ProfileField[] =>
  lines.map((line) => LINES[line](source, required))

/** IN-1: the registration or approval, and until when it is good. */
export const PERMIT: readonly ProfileField[] = [
  code('permit_no', '登记(批准、备案)文件编号', 'Registration or approval number', DESIGN, true),
  date('permit_valid_to', '登记有效期至', 'Registration good until', DESIGN, 'warn'),
]

/** IN-1: the licence of who sells to us, where it is not on the platform. */
export const SUPPLIER_LICENCE: readonly ProfileField[] = [
  code('supplier_licence_no', '供货者许可证编号', "Supplier's licence", DESIGN, 'warn'),
  date('supplier_licence_valid_to', '供货者许可证有效期至', "Supplier's licence good until", DESIGN, false),
]

/** IN-4: what one sees of the goods before they are sold. */
export const labelState = choice(
  'label_state',
  '标签查验',
  'Label',
  INPUT_IN_USE,
  true,
  choices(
    ['good', '完好', 'Good'],
    ['no_label', '无标签', 'No label'],
    ['no_code', '无二维码或追溯码', 'No code'],
    ['damaged', '标签残缺', 'Label damaged'],
  ),
)

/** 施用范围: what it may be used on. */
export const usableOn = text('usable_on', '施用范围', 'Used on', NCP_28, 'law')

/** Feeds the safety interval or withdrawal period of who uses it (IN-5). */
export const intervalDays = (key: string, zh: string, en: string, source: Source, required: Requirement = false) =>
  ({
    type: 'number',
    key,
    names: both(zh, en),
    help: both('标签未标注的填0', '0 where the label says none'),
    whole: true,
    min: '0',
    max: '365',
    unit: 'day',
    required,
    ...source,
  }) satisfies ProfileField

export { contact, human, yesNo }
