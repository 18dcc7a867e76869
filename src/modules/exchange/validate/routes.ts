import type { FastifyInstance } from 'fastify'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { readBody, takeEpcisBodies } from '../content.ts'
import { validateEpcis, validateMost } from './schema.ts'
import { validated } from './service.ts'

export function validateRoutes(app: FastifyInstance, deps: Deps): void {
  app.register(async (scope) => {
    takeEpcisBodies(scope)
    mountRaw(
      scope,
      deps,
      validateEpcis,
      async (_ctx, _input, reply, req) =>
        reply.header('cache-control', 'no-store').send(await validated(readBody(req))),
      { bodyLimit: validateMost },
    )
  })
}
