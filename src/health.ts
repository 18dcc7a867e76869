import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { endpoints } from './endpoints.ts'
import { openHalt } from './modules/proof/index.ts'
import type { Deps } from './platform/http.ts'
import { openApi } from './platform/openapi.ts'

export const version = '0.1.0'

/** Endpoints for machines that look after us: alive, ready, counted, described. */
export function healthRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_req, reply) => {
    try {
      await sql`select 1`.execute(deps.db)
      // it serves all the same: only what is new cannot be proved until somebody answers for the restore
      const halt = await openHalt(deps.db)
      return halt ? { status: 'ready', warnings: [`log.${halt.reason}`] } : { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'waiting', reason: 'database' })
    }
  })
  app.get('/metrics', async (_req, reply) => {
    reply.type(deps.metrics.registry.contentType)
    return deps.metrics.registry.metrics()
  })
  const document = openApi(endpoints, { origin: deps.config.origin, version })
  app.get('/openapi.json', async () => document)
  app.register(scalar, {
    routePrefix: '/api-docs',
    configuration: {
      ...{ url: '/openapi.json', title: 'Suyuan API', withDefaultFonts: false, telemetry: false },
      // nothing that would lead to, or send anything to, a service elsewhere
      ...{ agent: { disabled: true }, mcp: { disabled: true }, showDeveloperTools: 'never', hideClientButton: true },
    },
    hooks: {
      // the page is a bundled script that styles itself; only this page may run inline script
      onRequest: (_req, reply, done) => {
        reply.header(
          'content-security-policy',
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'",
        )
        done()
      },
    },
  })
}
