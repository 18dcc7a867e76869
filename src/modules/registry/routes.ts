import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http.ts'
import { documentRoutes } from './document/routes.ts'
import type { Obligation } from './filing/decide.ts'
import { filingRoutes } from './filing/routes.ts'
import { identifierRoutes } from './identifier/routes.ts'
import { licenceRoutes } from './licence/routes.ts'
import { operatorRoutes } from './operator/routes.ts'
import { siteRoutes } from './site/routes.ts'

/** `obligations`: what modules above know that keeps an operator from being cancelled. */
export function registryRoutes(app: FastifyInstance, deps: Deps, obligations: readonly Obligation[]): void {
  filingRoutes(app, deps, obligations)
  documentRoutes(app, deps)
  operatorRoutes(app, deps)
  siteRoutes(app, deps)
  identifierRoutes(app, deps)
  licenceRoutes(app, deps)
}
