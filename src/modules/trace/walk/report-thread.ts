import { serveDocuments } from '../../../platform/document/thread.ts'
import type { Language } from '../../../platform/i18n.ts'
import { traceWorkbook } from './report.ts'
import type { Trace } from './schema.ts'

export type ReportKinds = { trace: { trace: Trace; language: Language } }

serveDocuments<ReportKinds>({ trace: ({ trace, language }) => traceWorkbook(trace, language) })
