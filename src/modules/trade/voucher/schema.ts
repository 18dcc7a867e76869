import * as z from 'zod'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { languages } from '../../../platform/i18n.ts'
import { Finding } from '../../production/rule/schema.ts'
import { EventTime, Quantity } from '../../trace/schema.ts'
import { mostLines } from '../rules.ts'
import { OfProfile } from '../transfer/schema.ts'

const Language = z.enum(languages)
const Reason = z.string().trim().min(1).max(500)
const Line = (max: number) => z.string().trim().min(1).max(max)

export const Voucher = z
  .object({
    partyId: z.uuid(),
    voucherId: z.uuid(),
    code: z.string(),
    sellerName: z.string(),
    subjectCode: z.string().nullable(),
    /** As the seller states it; nobody has confirmed it. */
    buyerName: z.string(),
    destination: z.string().nullable(),
    vehicle: z.string().nullable(),
    language: Language,
    soldAt: z.string(),
    createdAt: z.string(),
    voidedAt: z.string().nullable(),
    voidReason: z.string().nullable(),
  })
  .meta({ id: 'Voucher' })
export type Voucher = z.infer<typeof Voucher>

export const VoucherLine = z
  .object({
    line: z.int(),
    transferId: z.uuid(),
    eventId: z.uuid(),
    holdingId: z.uuid(),
    /** The code the goods travel under. */
    batchCode: z.string().nullable(),
    productName: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    origin: z.string().nullable(),
    /** Codes of the commitment certificates that went with them. */
    certificates: z.array(z.string()),
    /** The seller declared this sale an error. */
    voided: z.boolean(),
  })
  .meta({ id: 'VoucherLine' })
export type VoucherLine = z.infer<typeof VoucherLine>
export const VoucherDetail = Voucher.extend({ lines: z.array(VoucherLine) }).meta({ id: 'VoucherDetail' })
export type VoucherDetail = z.infer<typeof VoucherDetail>

export const sellToMarket = command({
  name: 'sellToMarket',
  path: '/api/vouchers',
  permission: 'transfer:dispatch',
  summary: {
    zh: '销往市场或未注册购买方,开具入市追溯凭证',
    en: 'Sell to a market or an unregistered buyer, with a voucher',
  },
  input: z.object({
    lines: z
      .array(z.object({ holdingId: z.uuid(), quantity: Quantity, ...OfProfile }))
      .min(1)
      .max(mostLines),
    buyerName: Line(100),
    /** Market or place the goods go to. */
    destination: Line(200).optional(),
    vehicle: Line(50).optional(),
    /** Now when absent. */
    eventTime: EventTime.optional(),
    language: Language.default('zh'),
  }),
  output: VoucherDetail.extend({
    /** What the rules of the goods' chains said that did not stop it. */
    findings: z.array(Finding),
    /** Lines whose records lack what the law asks for. */
    lacking: z.int(),
  }),
})

const One = z.object({
  voucherId: z.uuid(),
  /** Whose; one's own when absent. */
  partyId: z.uuid().optional(),
})

export const voidVoucher = command({
  name: 'voidVoucher',
  path: '/api/vouchers/:voucherId/void',
  permission: 'event:void',
  summary: { zh: '作废凭证及其销售记录', en: 'Void a voucher and the sales on it' },
  input: z.object({ voucherId: z.uuid(), reason: Reason }),
  output: VoucherDetail,
})

export const listVouchers = query({
  name: 'listVouchers',
  path: '/api/vouchers',
  permission: 'transfer:read',
  summary: { zh: '入市追溯凭证', en: 'Market-entry vouchers' },
  input: z.object({
    partyId: z.uuid().optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Voucher), nextCursor: z.string().nullable() }),
})

export const getVoucher = query({
  name: 'getVoucher',
  path: '/api/vouchers/:voucherId',
  permission: 'transfer:read',
  summary: { zh: '凭证详情', en: 'A voucher with its goods' },
  input: One,
  output: VoucherDetail,
})

export const voucherPdf = raw({
  name: 'voucherPdf',
  path: '/api/vouchers/:voucherId/pdf',
  permission: 'transfer:read',
  summary: { zh: '打印凭证', en: 'A voucher to print' },
  input: One.extend({ language: Language.optional() }),
  output: z.any(),
  answers: ['application/pdf'],
})

export const voucherEndpoints = [sellToMarket, voidVoucher, listVouchers, getVoucher, voucherPdf]
