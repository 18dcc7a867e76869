import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../platform/http.ts'
import { findConsistency, findInclusion, readCheckpoint, readProof } from './queries.ts'
import { checkpointOfLog, consistencyOfLog, inclusionInLog, proofOfEvent } from './schema.ts'

export function proofRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, checkpointOfLog, () => readCheckpoint(deps))
  mount(app, deps, inclusionInLog, ({ db, actor }, input) => findInclusion(db, actor, input))
  mount(app, deps, consistencyOfLog, ({ db }, input) => findConsistency(db, input))
  mount(app, deps, proofOfEvent, ({ db, actor }, input) => readProof(db, actor, input))
}
