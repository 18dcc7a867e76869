import { codeUrl } from '../../../kernel/code.ts'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { partyNames } from '../../identity/index.ts'
import { type PrintableBatch, requirePrintable } from '../batch.ts'
import { unscopedBehind } from '../certificate/behind.ts'
import { requireIssuer, unscopedIssuer } from '../issuer.ts'
import { word } from '../print/format.ts'
import type { Label } from '../print/shapes.ts'
import { unscopedDelivery } from './queries.ts'
import type { printLabels as Print, PrintRun, previewLabel } from './schema.ts'

type Reader = { db: Db | Tx; actor: Actor }

/**
 * Starts a print run: how many labels of which batch on what, and what stands on them. A batch on hold is refused with
 * the reason (`batch.held`): a label makes goods ready for sale. The file is made when it is fetched, as often as the
 * printer jams; the copies count once.
 */
export async function printLabels(ctx: CommandCtx, input: Input<typeof Print>): Promise<PrintRun> {
  const { partyId, accountId } = ctx.actor
  await requireIssuer(ctx.db, partyId)
  const batch = await requirePrintable(ctx, input.holdingId)
  const certificateCode = input.certified ? await requireCertified(ctx, batch) : null
  const label: Label = { ...(await labelOf(ctx, batch)), ...(input.certified ? { certified: true } : {}) }
  const run = {
    partyId,
    runId: newId(),
    holdingId: batch.holdingId,
    batchCode: batch.code,
    productName: batch.productName ?? '',
    template: input.template,
    copies: input.copies,
    certificateCode,
    printedAt: ctx.now,
  }
  await ctx.db
    .insertInto('label.printRun')
    .values({
      ...run,
      sector: batch.sector,
      used: input.used,
      cutLines: input.cutLines,
      language: input.language,
      label: JSON.stringify(label),
      printedBy: accountId,
    })
    .execute()
  record(ctx, 'label.printed', {
    about: batch.holdingId,
    data: { runId: run.runId, template: input.template, copies: input.copies, certificateCode },
  })
  return run
}

/** What a label of this batch would say, before it is printed; refused where printing would be. */
export async function foreseeLabel(
  reader: Reader,
  { holdingId }: Input<typeof previewLabel>,
  origin: string,
): Promise<Output<typeof previewLabel>> {
  await requireIssuer(reader.db, reader.actor.partyId)
  const batch = await requirePrintable(reader, holdingId)
  const label = await labelOf(reader, batch)
  const uncertified = await requireCertified(reader, batch).then(
    () => null,
    (err: unknown) => {
      if (err instanceof AppError) return { reason: err.reason, details: { code: batch.code } }
      throw err
    },
  )
  return { label, address: codeUrl(origin, label.code), mark: word('certificate.title', 'zh'), uncertified }
}

/** 证码合一: the batch has a certificate, its own or that of all the goods it was taken from. @returns its code */
async function requireCertified(ctx: Reader, batch: PrintableBatch): Promise<string> {
  const [behind] = await unscopedBehind(ctx.db, [batch], { own: true })
  const { certificates, uncovered } = behind!
  if (!certificates.length || uncovered.length)
    throw new AppError('conflict', 'label.no_certificate', { code: batch.code })
  // goods of several certificates that were mixed need one of their own (Order 2025 No. 4)
  if (certificates.length > 1) throw new AppError('conflict', 'label.several_certificates', { code: batch.code })
  return certificates[0]!.code
}

/** What stands on the label (agriculture.md §2.4); on circulation also how much of it went to whom, and when. */
async function labelOf(ctx: Reader, batch: PrintableBatch): Promise<Label> {
  const own = batch.homeId === ctx.actor.partyId
  const producer = await unscopedIssuer(ctx.db, batch.homeId)
  const delivery = await unscopedDelivery(ctx.db, batch)
  const buyer =
    delivery && (delivery.buyerName ?? (await partyNames(ctx.db, [delivery.buyerId])).get(delivery.buyerId)?.name)
  return {
    code: batch.code,
    product: batch.productName ?? '',
    // another operator's telephone number is not printed without asking it
    producer: { name: producer?.name ?? batch.partyName ?? '', ...(own ? { contact: producer?.contact } : {}) },
    batchDate: batch.madeOn ?? civilDate(batch.beganAt),
    ...(delivery
      ? {
          quantity: { amount: normalise(delivery.quantity), unit: batch.unit },
          circulatedOn: civilDate(delivery.dispatchedAt),
          buyer,
        }
      : {}),
  }
}
