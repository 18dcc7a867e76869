import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { findAssets, requireAsset } from './queries.ts'
import { getAsset, listAssets } from './schema.ts'

export function assetRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, listAssets, ({ db, actor }, input) => findAssets(db, actor, input, deps.clock()))
  mount(app, deps, getAsset, ({ db, actor }, input) => requireAsset(db, actor, input, deps.clock()))
}
