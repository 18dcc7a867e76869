import type { FastifyInstance } from 'fastify'
import { openDocumentPool } from '../../../platform/document/pool.ts'
import { spreadsheetType } from '../../../platform/document/spreadsheet.ts'
import { type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { traceById } from './by-id.ts'
import { listItems } from './find.ts'
import type { ReportKinds } from './report-thread.ts'
import { exportTrace, findItems, type Trace, traceItem } from './schema.ts'
import { traceFor } from './trace.ts'

/** Tracing: the chain of an item, its report, and finding items. */
export function walkRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, traceItem, async ({ db, actor, now }, input) =>
    input.id === undefined
      ? traceFor(db, actor, now, input)
      : ((await traceById(db, actor, now, input.id, input, deps.config.origin)) as unknown as Trace),
  )
  mount(app, deps, findItems, ({ db, actor }, input) => listItems(db, actor, input))

  // a thread of its own: a large workbook would hold up every other request
  const reports = openDocumentPool<ReportKinds>(new URL('./report-thread.ts', import.meta.url), { threads: 1 })
  app.addHook('onClose', () => reports.close())
  mountRaw(app, deps, exportTrace, async ({ db, actor, now }, { language = actor.language, ...asked }, reply) => {
    const trace = await traceFor(db, actor, now, asked)
    const workbook = await reports.renderDocument('trace', { trace, language })
    const name = `trace-${trace.subject.code ?? 'item'}-${now.slice(0, 10)}.xlsx`
    return reply
      .type(spreadsheetType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(workbook))
  })
}
