import type { FastifyInstance } from 'fastify'
import { civilDate } from '../../platform/civil.ts'
import { type Deps, mount } from '../../platform/http.ts'
import * as overlay from './overlay/schema.ts'
import { approve, findOverlay, findOverlays, propose, refuse, withdraw } from './overlay/service.ts'
import { findClasses, listOwnProducts, requireProduct, substancesOn } from './queries.ts'
import * as api from './schema.ts'
import { createProduct, editProduct, retireProduct } from './service.ts'
import * as traced from './traced/schema.ts'
import { addTraced, endTraced, findTracedClass, findTracedClasses } from './traced/service.ts'

export function catalogueRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listProductClasses, async ({ db }, f) => ({ items: await findClasses(db, f) }))
  mount(app, deps, api.listSubstances, async ({ db, now }, f) => ({
    items: await substancesOn(db, f.date ?? civilDate(now), f),
  }))
  mount(app, deps, api.listProducts, ({ db, actor }, f) => listOwnProducts(db, actor, f))
  mount(app, deps, api.findProduct, ({ db, actor }, { partyId, productId }) =>
    requireProduct(db, actor, partyId ?? actor.partyId, productId),
  )
  mount(app, deps, api.createProduct, createProduct)
  mount(app, deps, api.editProduct, editProduct)
  mount(app, deps, api.retireProduct, retireProduct)
  mount(app, deps, traced.listTracedClasses, ({ db, actor }, f) => findTracedClasses(db, actor, f))
  mount(app, deps, traced.getTracedClass, ({ db, actor }, which) => findTracedClass(db, actor, which))
  mount(app, deps, traced.addTracedClass, addTraced)
  mount(app, deps, traced.endTracedClass, endTraced)
  mount(app, deps, overlay.listOverlays, ({ db, actor }, f) => findOverlays(db, actor, f))
  mount(app, deps, overlay.getOverlay, ({ db, actor }, which) => findOverlay(db, actor, which))
  mount(app, deps, overlay.proposeOverlay, propose)
  mount(app, deps, overlay.approveOverlay, approve)
  mount(app, deps, overlay.refuseOverlay, refuse)
  mount(app, deps, overlay.withdrawOverlay, withdraw)
}
