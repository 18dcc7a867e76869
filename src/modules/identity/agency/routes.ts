import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { allocationOf, listAgenciesOf, requireAgency, withDivisions } from './queries.ts'
import * as api from './schema.ts'
import { changeAgency, createAgency } from './service.ts'

export function agencyRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.createAgency, createAgency)
  mount(app, deps, api.changeAgency, changeAgency)
  mount(app, deps, api.listAgencies, ({ db, actor }, f) => listAgenciesOf(db, actor, f))
  mount(app, deps, api.showAgency, async ({ db, actor }, { partyId }) => {
    const row = await requireAgency(db, actor, partyId)
    const [agency] = await withDivisions(db, [row])
    return { ...agency!, allocation: await allocationOf(db, actor, row) }
  })
}
