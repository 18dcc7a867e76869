import { serveDocuments } from '../../../platform/document/thread.ts'
import { type Shown, shownWorkbook } from './build.ts'

export type SpreadsheetKinds = { shown: Shown }

serveDocuments<SpreadsheetKinds>({ shown: shownWorkbook })
