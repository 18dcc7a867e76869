import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http.ts'
import { captureRoutes } from './capture/routes.ts'
import { identifierRoutes } from './identifier/routes.ts'
import { queryRoutes } from './query/routes.ts'
import { subscriptionRoutes } from './subscription/routes.ts'
import { dropSubscriptionsOf } from './subscription/store.ts'
import { validateRoutes } from './validate/routes.ts'

/** EPCIS in and out: each subject mounts its own. */
export function exchangeRoutes(app: FastifyInstance, deps: Deps): void {
  captureRoutes(app, deps)
  identifierRoutes(app, deps)
  queryRoutes(app, deps, { onDeleted: dropSubscriptionsOf, results: false })
  subscriptionRoutes(app, deps)
  validateRoutes(app, deps)
}
