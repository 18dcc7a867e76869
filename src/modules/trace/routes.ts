import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { getBatch, getHolding, listEvents, listHoldings } from './queries.ts'
import * as api from './schema.ts'
import * as service from './service.ts'

/**
 * Batches, their balance and their events; the walks and the holds have routes of their own. A step on goods comes in
 * by production's `recordStep`, which keeps the record that the law asks for; here is what has no record: open packs.
 */
export function batchRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.fillOpenPack, service.fillOpenPack)
  mount(app, deps, api.emptyOpenPack, service.emptyOpenPack)
  mount(app, deps, api.voidEvent, service.voidEvent)
  mount(app, deps, api.listHoldings, ({ db, actor }, f) => listHoldings(db, actor, f))
  mount(app, deps, api.getBatch, ({ db, actor }, { code }) => getBatch(db, actor, code))
  mount(app, deps, api.getHolding, ({ db, actor }, { holdingId, partyId }) =>
    getHolding(db, actor, partyId ?? actor.partyId, holdingId),
  )
  mount(app, deps, api.listEvents, ({ db, actor }, f) => listEvents(db, actor, f))
}
