import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { listPlotsOf, listSitesOf } from './queries.ts'
import * as api from './schema.ts'
import { createPlot, createSite, editPlot, editSite, retirePlot, retireSite } from './service.ts'

export function siteRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listSites, ({ db, actor }, f) => listSitesOf(db, actor, f))
  mount(app, deps, api.createSite, createSite)
  mount(app, deps, api.editSite, editSite)
  mount(app, deps, api.retireSite, retireSite)
  mount(app, deps, api.listPlots, ({ db, actor }, f) => listPlotsOf(db, actor, f))
  mount(app, deps, api.createPlot, createPlot)
  mount(app, deps, api.editPlot, editPlot)
  mount(app, deps, api.retirePlot, retirePlot)
}
