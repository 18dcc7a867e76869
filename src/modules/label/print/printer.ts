import { type DocumentPool, type DocumentPoolOptions, openDocumentPool } from '../../../platform/document/pool.ts'
import type { PrintKinds } from './shapes.ts'

/** Prints labels, certificates and vouchers in threads of its own. */
export type Printer = DocumentPool<PrintKinds>

/** One for the process: opened with the server, closed when it stops. No thread runs before the first document. */
export const openPrinter = (options?: DocumentPoolOptions): Printer =>
  openDocumentPool<PrintKinds>(new URL('./thread.ts', import.meta.url), options)
