import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http.ts'
import { identifierRoutes } from './identifier/routes.ts'
import { queryRoutes } from './query/routes.ts'
import { validateRoutes } from './validate/routes.ts'

/** EPCIS in and out: each subject mounts its own. */
export function exchangeRoutes(app: FastifyInstance, deps: Deps): void {
  identifierRoutes(app, deps)
  queryRoutes(app, deps)
  validateRoutes(app, deps)
}
