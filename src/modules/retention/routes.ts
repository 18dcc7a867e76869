import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { findOperators, findRuns, requireRetention, requireRunLines } from './queries.ts'
import * as api from './schema.ts'
import { openArchived, openContent, startRun, stopRun } from './service.ts'

export function retentionRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.startRetention, startRun)
  mount(app, deps, api.stopRetention, stopRun)
  mount(app, deps, api.listRetentionRuns, ({ db, actor }, f) => findRuns(db, actor, f))
  mount(app, deps, api.getRetentionRun, ({ db, actor }, { runId }) => requireRunLines(db, actor, runId))
  mount(app, deps, api.listRetentionOperators, ({ db, actor }, f) => findOperators(db, actor, f))
  mount(app, deps, api.getRecordRetention, ({ db, actor, now }, f) => requireRetention(db, actor, f, now))
  mount(
    app,
    deps,
    api.openArchivedRecord,
    (ctx, input) => openArchived(ctx, deps.sealer, input),
    (answer) => openContent(deps.sealer, answer),
  )
}
