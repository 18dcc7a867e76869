import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { findCustody } from './custody/queries.ts'
import { listCustody } from './custody/schema.ts'
import { findPermits, requirePermit } from './permit/queries.ts'
import * as permit from './permit/schema.ts'
import { closePermit, issuePermit, revokePermit } from './permit/service.ts'
import { findPersons } from './person/queries.ts'
import * as person from './person/schema.ts'
import { addPerson, openPerson, revokePerson, unmaskPerson } from './person/service.ts'
import { bookOf, findCounts } from './stock/count.ts'
import { getBook, listCounts } from './stock/schema.ts'

export function controlRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, permit.listPermits, ({ db, actor }, f) => findPermits(db, actor, f))
  mount(app, deps, permit.getPermit, ({ db, actor }, key) => requirePermit(db, actor, key))
  mount(app, deps, permit.issuePermit, issuePermit)
  mount(app, deps, permit.closePermit, closePermit)
  mount(app, deps, permit.revokePermit, revokePermit)
  mount(app, deps, person.listControlPersons, ({ db, actor, now }, f) => findPersons(db, actor, f, now))
  mount(app, deps, person.addControlPerson, (ctx, i) => addPerson(ctx, deps.sealer, i))
  mount(app, deps, person.revokeControlPerson, revokePerson)
  mount(app, deps, person.unmaskControlPerson, unmaskPerson, (answer) => openPerson(deps.sealer, answer))
  mount(app, deps, listCustody, ({ db, actor, now }, f) => findCustody(db, actor, f, now))
  mount(app, deps, getBook, ({ db, actor, now }, f) => bookOf(db, actor, f, now))
  mount(app, deps, listCounts, ({ db, actor }, f) => findCounts(db, actor, f))
}
