import type { Unit } from '../../../kernel/unit.ts'
import type { Language } from '../../../platform/i18n.ts'

/** What goes into each printed document. Optional fields may be absent or empty: nothing is printed for them. */

/** Civil date `YYYY-MM-DD` in Asia/Shanghai. */
export type Day = string
/** ISO 8601 time as PostgreSQL gives it; printed in Asia/Shanghai. */
export type Time = string

/** Decimal string and a unit of the kernel; printed with the unit's word in the document's language. */
export type PrintedQuantity = { amount: string; unit: Unit }

/** A party as it may be shown in print: the caller has masked what must be masked. */
export type PrintedParty = { name: string; contact?: string | undefined }

type Printed = {
  language: Language
  /** Origin of the platform, `https://…`: the QR code of a code is its scan address there (kernel `codeUrl`). */
  platformOrigin: string
}

/** One trace label 追溯标签 (agriculture.md §2.4). */
export type Label = {
  /** Trace code of the batch, digits only. */
  code: string
  product: string
  specification?: string | undefined
  producer: PrintedParty
  batchDate: Day
  /** What the date is, in the document's language (采收日期, 捕捞日期 …); 批次日期 when absent. */
  batchDateName?: string | undefined
  /** On circulation: what of the batch went to whom, and when. */
  quantity?: PrintedQuantity | undefined
  circulatedOn?: Day | undefined
  buyer?: string | undefined
  /** 证码合一: the label is the commitment certificate in QR form, and says 承诺达标合格证 in large type. */
  certified?: boolean | undefined
}

export type LabelCopies = { label: Label; copies: number }

/** Sheets of A4 with labels: 24 of 70 × 37 mm or 10 of 105 × 57 mm, the common precut sheets. */
export type LabelSheetFormat = '3x8' | '2x5'
export type LabelSheets = Printed & {
  format: LabelSheetFormat
  labels: readonly LabelCopies[]
  /** Labels already used on the first sheet, 0 when absent. */
  used?: number | undefined
  /** Dotted lines to cut along, for plain paper. */
  cutLines?: boolean | undefined
}

/** Rolls for thermal printers, width × height in millimetres; one label a page. */
export type ThermalFormat = '60x40' | '70x50'
export type ThermalLabels = Printed & { format: ThermalFormat; labels: readonly LabelCopies[] }

/** 1 producer · 2 purchaser who mixed or repacked (docs/domain/certificate.md). */
export type CertificateStyle = 1 | 2
/** On what the promise rests; at least one. */
export type CertificateBasis = 'quality_control' | 'own_test' | 'entrusted_test'

/** One commitment certificate 承诺达标合格证 (agriculture.md §2.3). */
export type Certificate = {
  /** The certificate's own code, digits only. */
  code: string
  style: CertificateStyle
  basis: readonly CertificateBasis[]
  product: string
  quantity: PrintedQuantity
  /** 产地, as a readable place name. */
  placeOfOrigin: string
  issuedAt: Time
  /** 承诺主体: who promises. */
  issuer: PrintedParty
  /** Trace code of the batch. */
  batchCode?: string | undefined
  /** Numbers of the test reports that a test basis rests on. */
  testReports?: readonly string[] | undefined
  /** Style 2: how many certificates of the goods that came in were collected and are kept. */
  collected?: number | undefined
  voided?: Voided | undefined
}

export type Voided = { at: Time; reason?: string | undefined }

/** A5 (half of A4) or A6 (half of A5), both landscape; one certificate a page. */
export type CertificateFormat = 'a5' | 'a6'
export type Certificates = Printed & { format: CertificateFormat; certificates: readonly Certificate[] }

export type VoucherLine = {
  product: string
  /** Trace code of the batch the goods come from. */
  batchCode?: string | undefined
  placeOfOrigin?: string | undefined
  quantity: PrintedQuantity
}

/** Market-entry voucher 入市追溯凭证: travels with goods sold to a market or an unregistered buyer. */
export type Voucher = Printed & {
  /** The voucher's own code, digits only. */
  code: string
  seller: PrintedParty & { subjectCode?: string | undefined }
  /** As the seller stated it; nobody has confirmed it. */
  buyer: PrintedParty
  /** Market or place the goods go to. */
  destination?: string | undefined
  lines: readonly VoucherLine[]
  /** Number plate. */
  vehicle?: string | undefined
  soldAt: Time
  /** Number of the commitment certificate that goes with the goods. */
  certificateCode?: string | undefined
  voided?: Voided | undefined
}

/** Every kind of document and its data. */
export type PrintKinds = {
  labelSheets: LabelSheets
  thermalLabels: ThermalLabels
  certificates: Certificates
  voucher: Voucher
}

/** Labels that one file may hold: 100 sheets of 24. More is printed in parts. */
export const mostLabels = 2400
/** Certificates that one file may hold. */
export const mostCertificates = 200
/** Lines that one voucher may hold. */
export const mostVoucherLines = 500
