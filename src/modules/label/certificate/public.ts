import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Db } from '../../../platform/db.ts'
import { type Key, unscopedBehind } from './behind.ts'
import { unscopedCollected } from './queries.ts'
import type { CertificateBasis, CertificateStyle } from './rules.ts'
import type { CertificateRef } from './schema.ts'

/** What anyone may read of a certificate: everything that is printed on it (Order 2025 No. 4), and its state today. */
export type PublicCertificate = {
  partyId: string
  certificateId: string
  code: string
  style: CertificateStyle
  basis: CertificateBasis[]
  batchCode: string
  productName: string
  quantity: string
  unit: string
  origin: string
  issuerName: string
  contact: string
  testReports: string[]
  issuedAt: string
  voidedAt: string | null
  voidReason: string | null
}

type CertificateKey = { partyId: string; certificateId: string }

/** Certificates by their keys, as anyone may read them; newest first. Two tables of one party: co-located. */
async function publicByKeys(db: Db, keys: readonly CertificateKey[]): Promise<PublicCertificate[]> {
  if (!keys.length) return []
  const { rows } = await sql<PublicCertificate>`
    select c.party_id, c.certificate_id, c.code, c.style, c.basis, c.batch_code, c.product_name, c.quantity, c.unit,
      c.origin, c.issuer_name, c.contact, c.test_reports, c.issued_at, c.voided_at, v.reason as void_reason
    from label.certificate c
    left join label.certificate_void v on v.party_id = c.party_id and v.certificate_id = c.certificate_id
    where c.party_id = any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])
      and c.certificate_id = any(${keys.map((k) => k.certificateId)}::uuid[])
    order by c.issued_at desc, c.certificate_id desc`.execute(db)
  return rows.map((r) => ({ ...r, quantity: normalise(r.quantity) }))
}

/** The certificate that a scanned certificate code leads to (`trace.code`: party and target); voided ones too. */
export async function publicCertificate(
  db: Db,
  partyId: string,
  certificateId: string,
): Promise<(PublicCertificate & { collected: CertificateRef[] }) | undefined> {
  const [certificate] = await publicByKeys(db, [{ partyId, certificateId }])
  if (!certificate) return undefined
  return { ...certificate, collected: await unscopedCollected(db, partyId, certificateId) }
}

/** Certificates issued for exactly these items, valid ones first, then newest: for a page that knows its items. */
export async function publicCertificateOf(
  db: Db,
  items: readonly { homeId: string; itemId: string }[],
): Promise<PublicCertificate[]> {
  if (!items.length) return []
  const { rows } = await sql<CertificateKey>`
    select party_id, certificate_id from label.certificate_of
    where home_id = any(${[...new Set(items.map((i) => i.homeId))]}::uuid[])
      and item_id = any(${items.map((i) => i.itemId)}::uuid[])`.execute(db)
  const found = await publicByKeys(db, rows)
  return [...found.filter((c) => c.voidedAt === null), ...found.filter((c) => c.voidedAt !== null)]
}

/** Valid certificates that go with a batch: its own, else the nearest on each way back along its links. */
export async function publicCertificatesBehind(db: Db, batch: Key): Promise<PublicCertificate[]> {
  const [behind] = await unscopedBehind(db, [batch], { own: true })
  return publicByKeys(db, behind!.certificates)
}
