import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { listIdentifiersOf } from './queries.ts'
import * as api from './schema.ts'
import { confirmIdentifier, declareIdentifier, refuseIdentifier, withdrawIdentifier } from './service.ts'

export function identifierRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listPartyIdentifiers, ({ db, actor }, f) => listIdentifiersOf(db, actor, f))
  mount(app, deps, api.declareIdentifier, declareIdentifier)
  mount(app, deps, api.withdrawIdentifier, withdrawIdentifier)
  mount(app, deps, api.confirmIdentifier, confirmIdentifier)
  mount(app, deps, api.refuseIdentifier, refuseIdentifier)
}
