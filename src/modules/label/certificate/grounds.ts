import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { productClassNames } from '../../catalogue/index.ts'
import { type PrintableBatch, requirePrintable } from '../batch.ts'
import { type Issuer, requireIssuer } from '../issuer.ts'
import { type BehindBatch, unscopedBehind } from './behind.ts'
import { hasValidCertificate, unscopedTests } from './queries.ts'
import { hasOthersGoods, refuseClass, type TestOnRecord } from './rules.ts'
import type { previewCertificate } from './schema.ts'

type Reader = { db: Db | Tx; actor: Actor }

/** On what a certificate of a batch rests: who promises, for what, what stands behind it, the tests on record. */
export type Grounds = {
  issuer: Issuer
  batch: PrintableBatch
  cover: string | undefined
  behind: BehindBatch
  tests: TestOnRecord[]
}

/** @throws as `requirePrintable` · conflict `operator.not_in_force` */
export async function groundsOf({ db, actor }: Reader, holdingId: string): Promise<Grounds> {
  const issuer = await requireIssuer(db, actor.partyId)
  const batch = await requirePrintable({ db, actor }, holdingId)
  const classCode = batch.classCode ?? ''
  const cover = (await productClassNames(db, [classCode])).get(classCode)?.certificate
  const [behind] = await unscopedBehind(db, [batch])
  const own = behind!.visited.flatMap((k) => (k.partyId === actor.partyId ? k.holdingId : []))
  return { issuer, batch, cover, behind: behind!, tests: await unscopedTests(db, actor.partyId, own) }
}

/** Place of origin that a certificate names by itself: one's own, or those of what was collected. */
export const originOf = (style: 1 | 2, { issuer, behind }: Grounds): string =>
  style === 1 ? issuer.place : [...new Set(behind.certificates.map((c) => c.origin))].join('、')

const already = { reason: 'constraint.certificate_batch_unique', details: {} }

/**
 * What a certificate of this batch would say, before it is issued: the style that the goods ask for, origin, contact,
 * what it rests on; and why there can be none, so that nobody fills in a form in vain.
 */
export async function foreseeCertificate(
  reader: Reader,
  { holdingId }: Input<typeof previewCertificate>,
): Promise<Output<typeof previewCertificate>> {
  const { partyId } = reader.actor
  const grounds = await groundsOf(reader, holdingId)
  const { issuer, batch, cover, behind, tests } = grounds
  const issued = await hasValidCertificate(reader.db, partyId, holdingId)
  const style = hasOthersGoods(partyId, behind) ? 2 : 1
  const passed = (kind: string) => tests.some((t) => t.kind === kind && t.result === 'pass')
  return {
    style,
    batchCode: batch.code,
    productName: batch.productName ?? '',
    quantity: batch.quantity,
    unit: batch.unit,
    issuerName: issuer.name,
    contact: issuer.contact ?? null,
    origin: originOf(style, grounds),
    collected: style === 2 ? behind.certificates : [],
    uncovered: style === 2 ? behind.uncovered.map(({ code, productName }) => ({ code, productName })) : [],
    tests: { own: passed('own'), entrusted: passed('entrusted'), failed: tests.at(-1)?.result === 'fail' },
    refused: issued ? already : refuseClass(cover) ? { reason: 'certificate.class_not_covered', details: {} } : null,
    reports: [...new Set(tests.flatMap((t) => (t.result === 'pass' && t.report ? [t.report] : [])))],
  }
}
