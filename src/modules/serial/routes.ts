import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import { type Deps, mount, mountRaw, readerLanguage } from '../../platform/http.ts'
import { say } from '../../platform/i18n.ts'
import { batchWords } from '../trace/words.ts'
import { listChildrenOf, listCodesOf, requireCode } from './code/queries.ts'
import { PROBLEMS_KEPT, uploadMost } from './rules.ts'
import * as api from './schema.ts'
import { acceptUpload } from './upload/job.ts'
import { listUploadsOf, requireUpload } from './upload/queries.ts'
import { serialWords } from './words.ts'

const Uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const words = { ...batchWords, ...serialWords }

export function serialRoutes(app: FastifyInstance, deps: Deps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser<Buffer>(
      [...api.startUpload.takes],
      { parseAs: 'buffer' },
      async (_req: FastifyRequest, bytes: Buffer) => bytes,
    )
    scope.addContentTypeParser('*', async () => {
      throw new AppError('unsupported', 'serial.type_unsupported')
    })
    mountRaw(
      scope,
      deps,
      api.startUpload,
      async ({ db, actor, now }, input, reply, req) => {
        const bytes = req.body as Buffer | undefined
        if (!bytes) throw new AppError('unsupported', 'serial.type_unsupported')
        if (!bytes.length) throw new AppError('invalid', 'serial.file_empty')
        const format = /xml/i.test(req.headers['content-type'] ?? '') ? 'xml' : 'csv'
        const id = req.headers['idempotency-key']
        if (id !== undefined && !Uuid.test(String(id))) throw new AppError('invalid', 'command.id_malformed')
        const uploadId = await acceptUpload(
          deps,
          { actor, now },
          { ...input, bytes, format },
          id === undefined ? undefined : String(id).toLowerCase(),
        )
        const { problemList: _, ...upload } = await requireUpload(db, actor, { uploadId })
        return reply
          .code(202)
          .header('cache-control', 'no-store')
          .header('location', `/api/serial/uploads/${uploadId}`)
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(upload))
      },
      { bodyLimit: uploadMost.bytes },
    )
  })
  mount(app, deps, api.listUploads, ({ db, actor }, input) => listUploadsOf(db, actor, input))
  mount(app, deps, api.getUpload, ({ db, actor }, input) => requireUpload(db, actor, input))
  mountRaw(app, deps, api.uploadProblems, async ({ db, actor }, input, reply, req) => {
    const { problemList } = await requireUpload(db, actor, input, PROBLEMS_KEPT)
    return sendProblems(reply, req, problemList)
  })
  mount(app, deps, api.listCodes, ({ db, actor }, input) => listCodesOf(db, actor, input))
  mount(app, deps, api.getCode, ({ db, actor }, input) => requireCode(db, actor, input, deps.clock()))
  mount(app, deps, api.listChildren, ({ db, actor }, input) => listChildrenOf(db, actor, input))
}

/** A cell of CSV (RFC 4180); what a spreadsheet would take for a formula is kept from it by a quote. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

function sendProblems(
  reply: FastifyReply,
  req: FastifyRequest,
  problems: readonly {
    line: number
    code: string
    reason: string
    details?: Record<string, string | number> | undefined
  }[],
): FastifyReply {
  const language = readerLanguage(req)
  const titles = language === 'zh' ? ['行', '追溯码', '原因'] : ['line', 'code', 'reason']
  const lines = problems.map((p) => [String(p.line), p.code, say(words, p.reason, language, p.details)])
  const text = [titles, ...lines].map((l) => l.map(cell).join(',')).join('\r\n')
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="problems.csv"')
    .header('cache-control', 'no-store')
    .send(`\ufeff${text}\r\n`)
}
