import type { ProfileField, Requirement } from '../../kernel/profile.ts'
import { choice, choices, code, contact, date, file, text } from '../fields.ts'
import { both, DESIGN, SEEN_IN_USE, type Source } from '../sources.ts'

/**
 * Fields that the profiles of food share. Name and quantity of the goods, and the parties where they are registered,
 * are in the core's own event.
 */

const GOODS = both('产品', 'Goods')
const SUPPLIER = both('供货者', 'Supplier')
const BUYER = both('购货者', 'Buyer')

export { contact, human } from '../fields.ts'

export const yesNo = (key: string, zh: string, en: string, source: Source, required: Requirement = false) =>
  ({ type: 'yes_no', key, names: both(zh, en), required, ...source }) satisfies ProfileField

export const moment = (key: string, zh: string, en: string, source: Source, required: Requirement) =>
  ({ type: 'datetime', key, names: both(zh, en), required, ...source }) satisfies ProfileField

export const number = (
  key: string,
  zh: string,
  en: string,
  source: Source,
  required: Requirement,
  min: string,
  max: string,
) => ({ type: 'number', key, names: both(zh, en), min, max, required, ...source }) satisfies ProfileField

export const PASS_FAIL = choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail'])

export const result = (source: Source, required: Requirement = true) =>
  choice('result', '结论', 'Result', source, required, PASS_FAIL)

/** 规格, 生产日期或批号, 保质期: what every record of food names beside product and quantity. */
export function goodsFields(source: Source, required: Requirement = 'law'): ProfileField[] {
  return [
    { ...text('specification', '规格', 'Specification', source, required), section: GOODS },
    {
      ...text('date_or_lot', '生产日期或生产批号', 'Production date or batch number', source, required),
      section: GOODS,
    },
    { ...text('shelf_life', '保质期', 'Shelf life', source, required), section: GOODS },
  ]
}

/** 供货者名称、地址、联系方式. */
export function supplierFields(source: Source, required: Requirement = 'law'): ProfileField[] {
  return [
    { ...text('supplier_name', '供货者名称', 'Supplier', source, required), section: SUPPLIER },
    { ...text('supplier_address', '供货者地址', "Supplier's address", source, required), section: SUPPLIER },
    { ...contact('supplier_contact', '供货者联系方式', "Supplier's contact", source, required), section: SUPPLIER },
  ]
}

/** 购货者名称、地址、联系方式, where the buyer is not registered here and the core does not know it. */
export function buyerFields(source: Source): ProfileField[] {
  return [
    { ...text('buyer_name', '购货者名称', 'Buyer', source, 'law'), section: BUYER },
    { ...contact('buyer_address', '购货者地址', "Buyer's address", source, 'law'), section: BUYER },
    { ...contact('buyer_contact', '购货者联系方式', "Buyer's contact", source, 'law'), section: BUYER },
  ]
}

/** The licence of who sold and the certificate of the goods: looked at when buying, tested where there is none. */
export function paperFields(source: Source): ProfileField[] {
  const papers = both('查验', 'Papers seen')
  return [
    {
      ...code('supplier_licence', '供货者许可证号', "Supplier's licence", source),
      help: both('食品生产许可证编号为SC加14位数字', 'A food production licence is SC and 14 digits'),
      section: papers,
    },
    {
      ...code('conformity_certificate', '产品合格证明编号', 'Certificate of conformity', source),
      help: both('没有合格证明的，应当检验', 'Goods without one are to be tested'),
      section: papers,
    },
    { ...code('own_test_report', '自行检验报告编号', 'Report of the own test', source), section: papers },
    { ...code('voucher', '进货凭证号', 'Voucher number', source), section: papers },
    { ...file('voucher_file', '凭证和证明', 'Voucher and papers', SEEN_IN_USE), section: papers },
  ]
}

/** Quarantine and inspection of raw meat (industries.md §2.2 infers them from the slaughterhouse's own record). */
export const MEAT_PAPERS: readonly ProfileField[] = [
  {
    ...code('quarantine_certificate', '动物产品检疫合格证号', 'Quarantine certificate', DESIGN, 'warn'),
    when: { key: 'goods', in: ['meat'] },
  },
  {
    ...code('inspection_certificate', '肉品品质检验合格证号', 'Meat inspection certificate', DESIGN, 'warn'),
    when: { key: 'goods', in: ['meat'] },
  },
]

/** A date that reads as its event: the core keeps the time, the form asks for the day the law names. */
export const onDay = (key: string, zh: string, en: string, source: Source, required: Requirement = 'law') =>
  date(key, zh, en, source, required)
