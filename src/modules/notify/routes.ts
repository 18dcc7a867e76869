import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { listNoticesOf, setRead } from './queries.ts'
import * as api from './schema.ts'

export function notifyRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listNotices, listNoticesOf)
  mount(app, deps, api.markNoticesRead, async ({ db, actor, now }, { noticeIds }) => ({
    read: await setRead(db, actor, noticeIds, now),
  }))
}
