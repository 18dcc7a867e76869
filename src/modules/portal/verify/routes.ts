import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../platform/http.ts'
import type { Language } from '../../../platform/i18n.ts'
import { logKeys } from '../../proof/index.ts'
import { verifyPageText, verifyPolicy } from './page.ts'
import { verifyPage, verifyScript } from './schema.ts'

const script = fileURLToPath(new URL('../../../../dist/verify/verify.js', import.meta.url))

/** The page that checks a proof, and its script (`npm run build`). Public, without session, as the pages of codes are. */
export function verifyRoutes(app: FastifyInstance, deps: Deps, languageFor: (req: FastifyRequest) => Language): void {
  const own = (endpoint: string) => ({ config: { endpoint, ownHeaders: true as const } })
  const headers = {
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(deps.config.origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  let built: { plain: Buffer; gzip: Buffer } | undefined
  app.get('/verify', own(verifyPage.name), async (req, reply) =>
    reply
      .headers({
        ...headers,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': verifyPolicy,
        vary: 'accept-language',
      })
      .send(verifyPageText(languageFor(req), await logKeys(deps.db))),
  )
  app.get('/verify/verify.js', own(verifyScript.name), async (req, reply) => {
    if (!built && existsSync(script)) {
      const plain = readFileSync(script)
      built = { plain, gzip: gzipSync(plain, { level: 9 }) }
    }
    reply.headers({ ...headers, 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' })
    if (!built) return reply.code(503).send('// npm run build\n')
    if (!/\bgzip\b/.test(req.headers['accept-encoding'] ?? '')) return reply.send(built.plain)
    return reply.headers({ 'content-encoding': 'gzip', vary: 'accept-encoding' }).send(built.gzip)
  })
}
