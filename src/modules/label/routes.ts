import type { FastifyInstance } from 'fastify'
import type { Unit } from '../../kernel/unit.ts'
import { type Deps, mount, mountRaw } from '../../platform/http.ts'
import { foreseeCertificate } from './certificate/grounds.ts'
import { listCollected, listIssued, requireCertificate } from './certificate/queries.ts'
import * as certificate from './certificate/schema.ts'
import { issueCertificate, voidCertificate } from './certificate/service.ts'
import { sendPdf } from './pdf.ts'
import type { Printer } from './print/printer.ts'
import { listRuns, requireRun } from './run/queries.ts'
import * as run from './run/schema.ts'
import { foreseeLabel, printLabels } from './run/service.ts'

export function labelRoutes(app: FastifyInstance, deps: Deps, printer: Printer): void {
  mount(app, deps, certificate.issueCertificate, issueCertificate)
  mount(app, deps, certificate.previewCertificate, foreseeCertificate)
  mount(app, deps, certificate.voidCertificate, voidCertificate)
  mount(app, deps, certificate.listCertificates, ({ db, actor }, f) => listIssued(db, actor, f))
  mount(app, deps, certificate.getCertificate, ({ db, actor }, { partyId, certificateId }) =>
    requireCertificate(db, actor, partyId ?? actor.partyId, certificateId),
  )
  mount(app, deps, certificate.listCollected, ({ db, actor }, f) => listCollected(db, actor, f))
  mountRaw(app, deps, certificate.certificatePdf, async ({ db, actor }, input, reply) => {
    const c = await requireCertificate(db, actor, input.partyId ?? actor.partyId, input.certificateId)
    const document = await printer.renderDocument('certificates', {
      format: input.format,
      language: input.language ?? c.language,
      platformOrigin: deps.config.origin,
      certificates: [
        {
          code: c.code,
          style: c.style,
          basis: c.basis,
          product: c.productName,
          quantity: { amount: c.quantity, unit: c.unit as Unit },
          placeOfOrigin: c.origin,
          issuedAt: c.issuedAt,
          issuer: { name: c.issuerName, contact: c.contact },
          batchCode: c.batchCode,
          testReports: c.testReports,
          collected: c.style === 2 ? c.collected.length + c.otherProofs.length : undefined,
          voided: c.voidedAt === null ? undefined : { at: c.voidedAt, reason: c.voidReason ?? undefined },
        },
      ],
    })
    return sendPdf(reply, document, `certificate-${c.code}.pdf`)
  })

  mount(app, deps, run.printLabels, printLabels)
  mount(app, deps, run.previewLabel, (ctx, f) => foreseeLabel(ctx, f, deps.config.origin))
  mount(app, deps, run.listPrintRuns, ({ db, actor }, f) => listRuns(db, actor, f))
  mountRaw(app, deps, run.printRunPdf, async ({ db, actor }, { runId }, reply) => {
    const r = await requireRun(db, actor, runId)
    const { language, template, label, copies, used, cutLines } = r
    const printed = { language, platformOrigin: deps.config.origin, labels: [{ label, copies }] }
    const document =
      template === '3x8' || template === '2x5'
        ? await printer.renderDocument('labelSheets', { ...printed, format: template, used, cutLines })
        : await printer.renderDocument('thermalLabels', { ...printed, format: template })
    return sendPdf(reply, document, `labels-${r.batchCode}.pdf`)
  })
}
