import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { listOwnNotices } from './queries.ts'
import { listNotices, markNoticesRead } from './schema.ts'
import { readNotices } from './service.ts'

export function notifyRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, listNotices, ({ db, actor }, input) => listOwnNotices(db, actor, input))
  mount(app, deps, markNoticesRead, readNotices)
}
