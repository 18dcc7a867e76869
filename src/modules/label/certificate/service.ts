import { compare, quantityProblem } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { issueCodes } from '../../trace/index.ts'
import type { PrintableBatch } from '../batch.ts'
import { groundsOf, originOf } from './grounds.ts'
import { requireCertificate } from './queries.ts'
import { type Refusal, refuseBasis, refuseClass, refuseStyle } from './rules.ts'
import type { CertificateDetail, issueCertificate as Issue, voidCertificate as Void } from './schema.ts'

const check = (refusal: Refusal | undefined): void => {
  if (refusal) throw new AppError('conflict', refusal.reason, refusal.details)
}

/**
 * Issues the commitment certificate of an own batch under a code of its own (Order 2025 No. 4). Everything it promises
 * is kept as it was promised; a purchaser's keeps the collected ones linked. One valid certificate a batch
 * (`certificate_batch_unique`): a wrong one is voided first.
 */
export async function issueCertificate(ctx: CommandCtx, input: Input<typeof Issue>): Promise<CertificateDetail> {
  const { partyId } = ctx.actor
  const grounds = await groundsOf(ctx, input.holdingId)
  const { issuer, batch, cover, behind, tests } = grounds
  const quantity = quantityOf(batch, input.quantity)
  check(refuseClass(cover))
  check(refuseStyle(input.style, partyId, behind, input.otherProofs))
  check(refuseBasis(input.basis, tests, input.testReports))

  const collected = input.style === 2 ? behind.certificates : []
  const origin = input.origin ?? originOf(input.style, grounds)
  if (!origin) throw new AppError('invalid', 'certificate.origin_missing')
  const contact = input.contact ?? issuer.contact
  if (!contact) throw new AppError('invalid', 'certificate.contact_missing')

  const certificateId = newId()
  const [code] = await issueCodes(ctx, [{ kind: 'certificate', partyId, targetId: certificateId }])
  const reports = tests.flatMap((t) => (t.result === 'pass' && t.report ? [t.report] : []))
  await ctx.db
    .insertInto('label.certificate')
    .values({
      partyId,
      certificateId,
      code: code!,
      style: input.style,
      basis: input.basis,
      holdingId: batch.holdingId,
      homeId: batch.homeId,
      itemId: batch.itemId,
      batchCode: batch.code,
      productName: batch.productName ?? '',
      classCode: batch.classCode ?? '',
      sector: batch.sector,
      quantity,
      unit: batch.unit,
      origin,
      issuerName: issuer.name,
      contact,
      testReports: [...new Set([...input.testReports, ...reports])],
      otherProofs: input.style === 2 ? input.otherProofs : [],
      language: input.language,
      issuedAt: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('label.certificateOf')
    .values({ homeId: batch.homeId, itemId: batch.itemId, partyId, certificateId })
    .execute()
  if (collected.length)
    await ctx.db
      .insertInto('label.collected')
      .values(
        collected.map((c) => ({
          partyId,
          certificateId,
          sourceParty: c.partyId,
          sourceCertificate: c.certificateId,
          code: c.code,
        })),
      )
      .execute()
  record(ctx, 'certificate.issued', {
    about: certificateId,
    data: { code, style: input.style, holdingId: batch.holdingId, collected: collected.map((c) => c.code) },
  })
  return requireCertificate(ctx.db, ctx.actor, partyId, certificateId)
}

function quantityOf(batch: PrintableBatch, given: string | undefined): string {
  const quantity = given ?? batch.quantity
  const problem = quantityProblem(quantity, batch.unit)
  if (problem) throw new AppError('invalid', problem, { quantity, unit: batch.unit })
  if (compare(quantity, batch.quantity) > 0)
    throw new AppError('conflict', 'certificate.more_than_batch', { wanted: quantity, quantity: batch.quantity })
  return quantity
}

/** Takes a certificate back: it still resolves and says that it is void, when and why. Another may be issued then. */
export async function voidCertificate(ctx: CommandCtx, input: Input<typeof Void>): Promise<CertificateDetail> {
  const { certificateId, reason } = input
  const { partyId, accountId } = ctx.actor
  const before = await requireCertificate(ctx.db, ctx.actor, partyId, certificateId)
  const { numUpdatedRows } = await ctx.db
    .updateTable('label.certificate')
    .set({ voidedBy: accountId, voidedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('certificateId', '=', certificateId)
    .where('voidedAt', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new AppError('conflict', 'certificate.already_voided', { code: before.code })
  await ctx.db
    .insertInto('label.certificateVoid')
    .values({ partyId, certificateId, reason, voidedAt: ctx.now })
    .execute()
  record(ctx, 'certificate.voided', { about: certificateId, data: { code: before.code, reason } })
  return requireCertificate(ctx.db, ctx.actor, partyId, certificateId)
}
