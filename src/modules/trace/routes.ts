import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { voidEvent } from './correction.ts'
import { packOpen, unpackOpen } from './pack.ts'
import { getBatch, getHolding, listEvents, listHoldings } from './queries.ts'
import * as api from './schema.ts'
import * as service from './service.ts'

/** Batches, their balance and their events; the walks and the holds have routes of their own. */
export function batchRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.recordPurchase, service.recordPurchase)
  mount(app, deps, api.processBatches, service.processBatches)
  mount(app, deps, api.mergeBatches, service.mergeBatches)
  mount(app, deps, api.splitBatch, service.splitBatch)
  mount(app, deps, api.packGoods, service.packGoods)
  mount(app, deps, api.unpackGoods, service.unpackGoods)
  mount(app, deps, api.fillOpenPack, packOpen)
  mount(app, deps, api.emptyOpenPack, unpackOpen)
  mount(app, deps, api.observeBatch, service.observeBatch)
  mount(app, deps, api.consumeBatch, service.consumeBatch)
  mount(app, deps, api.destroyBatch, service.destroyBatch)
  mount(app, deps, api.voidEvent, voidEvent)
  mount(app, deps, api.listHoldings, ({ db, actor }, f) => listHoldings(db, actor, f))
  mount(app, deps, api.getBatch, ({ db, actor }, { code }) => getBatch(db, actor, code))
  mount(app, deps, api.getHolding, ({ db, actor }, { holdingId, partyId }) =>
    getHolding(db, actor, partyId ?? actor.partyId, holdingId),
  )
  mount(app, deps, api.listEvents, ({ db, actor }, f) => listEvents(db, actor, f))
}
