import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/http.ts'
import { accountRoutes } from './account/routes.ts'
import { agencyRoutes } from './agency/routes.ts'
import { clientRoutes } from './client/routes.ts'
import { divisionRoutes } from './division/routes.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { preferenceRoutes } from './preference/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { setUpRoutes } from './setup/routes.ts'
import { spreadsheetRoutes } from './spreadsheet/routes.ts'

export function identityRoutes(app: FastifyInstance, deps: Deps): void {
  divisionRoutes(app, deps)
  agencyRoutes(app, deps)
  accountRoutes(app, deps)
  clientRoutes(app, deps)
  oauthRoutes(app, deps)
  sessionRoutes(app, deps)
  setUpRoutes(app, deps)
  preferenceRoutes(app, deps)
  spreadsheetRoutes(app, deps)
}
