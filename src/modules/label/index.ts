export { unscopedBehind } from './certificate/behind.ts'
export {
  type PublicCertificate,
  publicCertificate,
  publicCertificateOf,
  publicCertificatesBehind,
} from './certificate/public.ts'
export { type Issuer, requireIssuer, unscopedIssuer } from './issuer.ts'
export { sendPdf } from './pdf.ts'
export { openPrinter, type Printer } from './print/printer.ts'
export { labelRoutes } from './routes.ts'
