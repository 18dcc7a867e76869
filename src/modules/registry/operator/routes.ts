import type { FastifyInstance } from 'fastify'
import { found } from '../../../platform/errors.ts'
import { type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { listOperatorsOf } from './list.ts'
import { operatorShown, requireOperator, unscopedOperator } from './queries.ts'
import * as api from './schema.ts'
import {
  editOperator,
  mergeOperator,
  openUnmasked,
  recordTemporaryOperator,
  restoreOperator,
  revokeOperator,
  suspendOperator,
  unmaskPerson,
} from './service.ts'
import { subjectCodeSvg } from './subject-code.ts'

export function operatorRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listOperators, ({ db, actor }, f) => listOperatorsOf(db, actor, f))
  mount(app, deps, api.findOperator, async ({ db, actor }, { partyId }) =>
    operatorShown(db, actor, await requireOperator(db, actor, partyId)),
  )
  mount(app, deps, api.findOwnOperator, async ({ db, actor }) => {
    const own = await unscopedOperator(db, actor.partyId)
    return { operator: own ? await operatorShown(db, actor, own) : null }
  })
  mount(app, deps, api.editOperator, editOperator)
  mount(app, deps, api.suspendOperator, suspendOperator)
  mount(app, deps, api.restoreOperator, restoreOperator)
  mount(app, deps, api.revokeOperator, revokeOperator)
  mount(app, deps, api.recordTemporaryOperator, recordTemporaryOperator)
  mount(app, deps, api.mergeOperator, mergeOperator)
  mount(app, deps, api.unmaskPerson, unmaskPerson, (answer) => openUnmasked(deps.sealer, answer))
  mountRaw(app, deps, api.subjectCodePicture, async ({ db, actor }, { partyId }, reply) => {
    const { subjectCode } = await requireOperator(db, actor, partyId)
    const code = found(subjectCode ?? undefined, 'subject_code', partyId)
    reply.type('image/svg+xml').header('cache-control', 'private, no-store')
    return subjectCodeSvg(deps.config.origin, code)
  })
}
