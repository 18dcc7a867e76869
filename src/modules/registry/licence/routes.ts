import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { licencesAndRoles, requireLicence } from './queries.ts'
import * as api from './schema.ts'
import { confirmLicence, fileLicence, refuseLicence, revokeLicence, setPartyRole, withdrawLicence } from './service.ts'

export function licenceRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listLicences, ({ db, actor }, f) => licencesAndRoles(db, actor, f.partyId ?? actor.partyId))
  mount(app, deps, api.getLicence, ({ db, actor }, f) => requireLicence(db, actor, f.partyId, f.licenceId))
  mount(app, deps, api.fileLicence, fileLicence)
  mount(app, deps, api.withdrawLicence, withdrawLicence)
  mount(app, deps, api.confirmLicence, confirmLicence)
  mount(app, deps, api.refuseLicence, refuseLicence)
  mount(app, deps, api.revokeLicence, revokeLicence)
  mount(app, deps, api.setPartyRole, setPartyRole)
}
