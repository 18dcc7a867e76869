import { serveDocuments } from '../../../platform/document/thread.ts'
import { renderCertificates } from './certificate.ts'
import { renderLabelSheets, renderThermalLabels } from './label-sheet.ts'
import type { PrintKinds } from './shapes.ts'
import { renderVoucher } from './voucher.ts'

serveDocuments<PrintKinds>({
  labelSheets: renderLabelSheets,
  thermalLabels: renderThermalLabels,
  certificates: renderCertificates,
  voucher: renderVoucher,
})
