import type * as z from 'zod'
import type { CertificateBasis } from '../../../modules/label/certificate/rules.ts'
import type { previewCertificate } from '../../../modules/label/schema.ts'

/** What the server says a certificate will say, and what its form holds. */
export type Foreseen = z.output<(typeof previewCertificate)['output']>
export type IssueValues = {
  basis: CertificateBasis[]
  contact: string
  origin: string
  quantity: string
  testReports?: string
  otherProofs?: string
}
