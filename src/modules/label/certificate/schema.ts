import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { languages } from '../../../platform/i18n.ts'
import { Quantity } from '../../trace/schema.ts'
import { certificateBases } from './rules.ts'

export const Basis = z.enum(certificateBases).meta({ id: 'CertificateBasis' })
export const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
export const Language = z.enum(languages)
const Reason = z.string().trim().min(1).max(500)
const Numbers = z.array(z.string().trim().min(1).max(100)).max(100)
const Page = { cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }

/** A certificate as a buyer keeps it, or as one's own names it. */
export const CertificateRef = z
  .object({
    partyId: z.uuid(),
    certificateId: z.uuid(),
    code: z.string(),
    style: z.union([z.literal(1), z.literal(2)]),
    productName: z.string(),
    quantity: z.string(),
    unit: z.string(),
    origin: z.string(),
    issuerName: z.string(),
    issuedAt: z.string(),
    voidedAt: z.string().nullable(),
  })
  .meta({ id: 'CertificateRef' })
export type CertificateRef = z.infer<typeof CertificateRef>

export const Certificate = CertificateRef.extend({
  basis: z.array(Basis),
  holdingId: z.uuid(),
  batchCode: z.string(),
  classCode: z.string(),
  contact: z.string(),
  testReports: z.array(z.string()),
  /** Style 2: numbers of proofs on paper that were collected, as the issuer declares them. */
  otherProofs: z.array(z.string()),
  language: Language,
  voidReason: z.string().nullable(),
}).meta({ id: 'Certificate' })
export type Certificate = z.infer<typeof Certificate>
export const CertificateDetail = Certificate.extend({ collected: z.array(CertificateRef) }).meta({
  id: 'CertificateDetail',
})
export type CertificateDetail = z.infer<typeof CertificateDetail>

export const issueCertificate = command({
  name: 'issueCertificate',
  path: '/api/certificates',
  permission: 'certificate:issue',
  summary: { zh: '开具承诺达标合格证', en: 'Issue a commitment certificate for a batch' },
  input: z.object({
    holdingId: z.uuid(),
    /** 1 producer · 2 purchaser who mixed or repacked. */
    style: z.union([z.literal(1), z.literal(2)]),
    basis: z
      .array(Basis)
      .min(1)
      .refine((b) => new Set(b).size === b.length),
    /** Of the batch; all that is there when absent. */
    quantity: Quantity.optional(),
    /** Place of origin; style 1: one's own division, style 2: the origins of the collected certificates, when absent. */
    origin: z.string().trim().min(1).max(200).optional(),
    /** The mobile number of one's registration when absent. */
    contact: z.string().trim().min(1).max(50).optional(),
    testReports: Numbers.default([]),
    otherProofs: Numbers.default([]),
    language: Language.default('zh'),
  }),
  output: CertificateDetail,
})

/** A reason that a command would be refused with, told before it is sent. */
export const Refused = z.object({ reason: z.string(), details: z.record(z.string(), z.json()) }).meta({ id: 'Refused' })

export const previewCertificate = query({
  name: 'previewCertificate',
  path: '/api/certificate-preview',
  permission: 'certificate:issue',
  summary: { zh: '开具前查看合格证内容', en: 'What a certificate of a batch would say, before it is issued' },
  input: z.object({ holdingId: z.uuid() }),
  output: z.object({
    /** That the goods ask for: 2 where goods of others are among them. */
    style: z.union([z.literal(1), z.literal(2)]),
    batchCode: z.string(),
    productName: z.string(),
    quantity: z.string(),
    unit: z.string(),
    issuerName: z.string(),
    contact: z.string().nullable(),
    /** Empty where it must be given. */
    origin: z.string(),
    /** Style 2: what it rests on, and the goods that came without a certificate. */
    collected: z.array(CertificateRef),
    uncovered: z.array(z.object({ code: z.string().nullable(), productName: z.string().nullable() })),
    /** Is a passed test of the kind on record; did the last test fail. */
    tests: z.object({ own: z.boolean(), entrusted: z.boolean(), failed: z.boolean() }),
    reports: z.array(z.string()),
    /** The batch has its certificate already, or its class has none. */
    refused: Refused.nullable(),
  }),
})

export const voidCertificate = command({
  name: 'voidCertificate',
  path: '/api/certificates/:certificateId/void',
  permission: 'certificate:issue',
  summary: { zh: '作废合格证', en: 'Void a certificate; it still resolves and says so' },
  input: z.object({ certificateId: z.uuid(), reason: Reason }),
  output: CertificateDetail,
})

const One = z.object({
  certificateId: z.uuid(),
  /** Who issued it; one's own when absent. */
  partyId: z.uuid().optional(),
})

export const listCertificates = query({
  name: 'listCertificates',
  path: '/api/certificates',
  permission: 'certificate:read',
  summary: { zh: '合格证列表', en: 'Certificates that were issued' },
  input: z.object({
    partyId: z.uuid().optional(),
    holdingId: z.uuid().optional(),
    voided: z.enum(['yes', 'no']).optional(),
    ...Page,
  }),
  output: z.object({ items: z.array(Certificate), nextCursor: z.string().nullable() }),
})

export const getCertificate = query({
  name: 'getCertificate',
  path: '/api/certificates/:certificateId',
  permission: 'certificate:read',
  summary: { zh: '合格证详情', en: 'A certificate with those it rests on' },
  input: One,
  output: CertificateDetail,
})

export const certificatePdf = raw({
  name: 'certificatePdf',
  path: '/api/certificates/:certificateId/pdf',
  permission: 'certificate:read',
  summary: { zh: '打印合格证', en: 'A certificate to print' },
  input: One.extend({ format: z.enum(['a5', 'a6']).default('a5'), language: Language.optional() }),
  output: z.any(),
  answers: ['application/pdf'],
})

/** Goods that came in, with the certificates that came along. */
export const CollectedFor = z
  .object({
    partyId: z.uuid(),
    holdingId: z.uuid(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    receivedAt: z.string(),
    certificates: z.array(CertificateRef),
    /** Batches these goods came from that no certificate covers. */
    uncovered: z.array(z.object({ code: z.string().nullable(), productName: z.string().nullable() })),
  })
  .meta({ id: 'CollectedFor' })
export type CollectedFor = z.infer<typeof CollectedFor>

export const listCollected = query({
  name: 'listCollected',
  path: '/api/collected-certificates',
  permission: 'certificate:read',
  summary: { zh: '收货时收取的合格证', en: 'Certificates collected with what was received' },
  input: z.object({
    partyId: z.uuid().optional(),
    /** Only of this batch, whatever way it came to be. */
    holdingId: z.uuid().optional(),
    ...Page,
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({ items: z.array(CollectedFor), nextCursor: z.string().nullable() }),
})

export const certificateEndpoints = [
  issueCertificate,
  previewCertificate,
  voidCertificate,
  listCertificates,
  getCertificate,
  certificatePdf,
  listCollected,
]
