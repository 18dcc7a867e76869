import type { FastifyInstance } from 'fastify'
import { type DocumentPool, openDocumentPool } from '../../../platform/document/pool.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { bodyOf, takeEpcisBodies } from '../content.ts'
import { validateEpcis, validateMost } from './schema.ts'
import { validated } from './service.ts'
import type { ValidateJob } from './thread.ts'

/** A document up to this many characters is judged at once; a larger one in a thread, so that nobody waits for it. */
const atOnce = 16 * 1024

export function validateRoutes(app: FastifyInstance, deps: Deps): void {
  let pool: DocumentPool<ValidateJob> | undefined
  app.addHook('onClose', () => pool?.close())
  const answer = async (text: string, format: 'json' | 'xml'): Promise<string | Buffer> => {
    if (text.length <= atOnce) return JSON.stringify(validated(text, format))
    pool ??= openDocumentPool<ValidateJob>(new URL('./thread.ts', import.meta.url), {
      threads: 1,
      queue: 32,
      seconds: 60,
    })
    return Buffer.from(await pool.renderDocument('validate', { text, format }))
  }
  app.register(async (scope) => {
    takeEpcisBodies(scope)
    mountRaw(
      scope,
      deps,
      validateEpcis,
      async (_ctx, _input, reply, req) => {
        const { text, format } = bodyOf(req)
        return reply
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(await answer(text, format))
      },
      { bodyLimit: validateMost },
    )
  })
}
