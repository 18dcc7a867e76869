import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { holdImpact } from './impact.ts'
import { pageOfHolds, pageOfMarks, pageOfOwnHeld, requireHold } from './queries.ts'
import * as api from './schema.ts'
import { liftHold, placeHold, releaseHolding } from './service.ts'

export function holdRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.impactOfHold, ({ db, actor }, input) => holdImpact(db, actor, input))
  mount(app, deps, api.placeHold, placeHold)
  mount(app, deps, api.listHolds, ({ db, actor }, filter) => pageOfHolds(db, actor, filter))
  mount(app, deps, api.getHold, ({ db, actor }, { issuerId, holdId }) => requireHold(db, actor, issuerId, holdId))
  mount(app, deps, api.holdHoldings, ({ db, actor }, filter) => pageOfMarks(db, actor, filter))
  mount(app, deps, api.liftHold, liftHold)
  mount(app, deps, api.releaseHolding, releaseHolding)
  mount(app, deps, api.listHeldOfMine, ({ db, actor }, filter) => pageOfOwnHeld(db, actor, filter))
}
