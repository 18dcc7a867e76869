import type { FastifyInstance } from 'fastify'
import { openDocumentPool } from '../../../platform/document/pool.ts'
import { spreadsheetType } from '../../../platform/document/spreadsheet.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { limitRate } from '../../../platform/rate.ts'
import { partyNames } from '../party/queries.ts'
import { spreadsheetBounds as bounds } from '../rules.ts'
import { exportRows } from './schema.ts'
import type { SpreadsheetKinds } from './thread.ts'

/** What a screen shows, as an .xlsx. @throws too_many `request.too_many`; too_large `spreadsheet.too_large`. */
export function spreadsheetRoutes(app: FastifyInstance, deps: Deps): void {
  // a thread of its own: a large workbook would hold up every other request
  const pool = openDocumentPool<SpreadsheetKinds>(new URL('./thread.ts', import.meta.url), { threads: 1 })
  app.addHook('onClose', () => pool.close())
  mountRaw(
    app,
    deps,
    exportRows,
    async ({ db, actor, now }, input, reply) => {
      await limitRate(db, `spreadsheet:${actor.accountId}`, bounds.attempts, bounds.seconds, now)
      if (input.rows.length * input.columns.length > bounds.cells)
        throw new AppError('too_large', 'spreadsheet.too_large', { cells: bounds.cells })
      const party = (await partyNames(db, [actor.partyId])).get(actor.partyId)
      const { language } = actor
      const madeBy = (language === 'en' && party?.nameEn) || party?.name || ''
      const made = await pool.renderDocument('shown', { ...input, language, at: now, madeBy })
      const name = `${input.title.replace(/[\\/:*?"<>|]/g, ' ')} ${now.slice(0, 10)}.xlsx`
      return reply
        .type(spreadsheetType)
        .header(
          'content-disposition',
          `attachment; filename="export-${now.slice(0, 10)}.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .header('cache-control', 'no-store')
        .send(Buffer.from(made))
    },
    { bodyLimit: bounds.bytes },
  )
}
