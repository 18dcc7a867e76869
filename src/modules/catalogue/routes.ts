import type { FastifyInstance } from 'fastify'
import { civilDate } from '../../platform/civil.ts'
import { type Deps, mount } from '../../platform/http.ts'
import { findClasses, listOwnProducts, requireProduct, substancesOn } from './queries.ts'
import * as api from './schema.ts'
import { createProduct, editProduct, retireProduct } from './service.ts'

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
}
