import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http.ts'
import { issueToken as issueTokenEndpoint } from './schema.ts'
import { issueToken, OAuthRefusal } from './service.ts'

const bodyLimit = 16 * 1024

/** The token endpoint: its answers, refusals too, have the form of RFC 6749 §5 and not that of the platform. */
export function oauthRoutes(app: FastifyInstance, deps: Deps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_req, body, done) => done(null, new URLSearchParams(String(body))),
    )
    scope.setErrorHandler((err, req, reply) => {
      const known = err instanceof OAuthRefusal
      const status = known ? err.status : ((err as { statusCode?: number }).statusCode ?? 500)
      // a fault of ours is told as any other
      if (status >= 500) throw err
      if (status === 401) reply.header('www-authenticate', 'Basic realm="suyuan", charset="UTF-8"')
      if (known && err.retryAfter !== undefined) reply.header('retry-after', String(err.retryAfter))
      const error = known ? err.error : 'invalid_request'
      deps.metrics.refusals.inc({ reason: `oauth.${error}` })
      req.log.debug({ error }, 'token refused')
      return reply
        .code(status)
        .headers(noStore)
        .send({
          error,
          error_description: known ? err.message : 'a form of application/x-www-form-urlencoded expected',
        })
    })
    scope.route({
      method: 'POST',
      url: issueTokenEndpoint.path,
      bodyLimit,
      config: { endpoint: issueTokenEndpoint.name },
      async handler(req, reply) {
        const form = req.body instanceof URLSearchParams ? req.body : new URLSearchParams()
        const asked = { authorization: req.headers.authorization, form, address: req.ip }
        return reply.headers(noStore).send(await issueToken(deps.db, deps.clock(), asked))
      },
    })
  })
}

/** RFC 6749 §5.1. */
const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }
