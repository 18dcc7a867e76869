import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { divisionWithChildren, searchDivisions } from './queries.ts'
import { findDivisions, showDivision } from './schema.ts'

export function divisionRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, findDivisions, async ({ db, now }, f) => ({ items: await searchDivisions(db, now, f) }))
  mount(app, deps, showDivision, ({ db, now }, { divisionId }) => divisionWithChildren(db, now, divisionId))
}
