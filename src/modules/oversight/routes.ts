import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { deskOf } from './desk/desk.ts'
import { listDesk, settleFinding } from './desk/schema.ts'
import { settleFinding as settle } from './desk/service.ts'
import { searchJournal } from './journal/queries.ts'
import { listJournal } from './journal/schema.ts'

export function oversightRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, listDesk, ({ db, actor, now }, f) => deskOf(db, actor, f, now))
  mount(app, deps, settleFinding, settle)
  mount(app, deps, listJournal, ({ db, actor }, f) => searchJournal(db, actor, f))
}
