import type { FastifyInstance } from 'fastify'
import { type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { deleteDraft, ownDraft, ownDrafts, ownPreferences } from './queries.ts'
import * as api from './schema.ts'
import { changePreferences, keepDraft } from './service.ts'

export function preferenceRoutes(app: FastifyInstance, deps: Deps): void {
  const { sealer } = deps
  mount(app, deps, api.getPreferences, ({ db, actor }) => ownPreferences(db, sealer, actor.accountId))
  mountRaw(app, deps, api.savePreferences, async (ctx, input, reply) =>
    reply.header('cache-control', 'no-store').send(await changePreferences(ctx, sealer, input)),
  )
  mount(app, deps, api.listDrafts, async ({ db, actor, now }) => ({
    items: await ownDrafts(db, sealer, actor, now),
  }))
  mount(app, deps, api.getDraft, async ({ db, actor, now }, { form }) => ({
    draft: (await ownDraft(db, sealer, actor, form, now)) ?? null,
  }))
  mountRaw(app, deps, api.saveDraft, async (ctx, input, reply) =>
    reply.header('cache-control', 'no-store').send(await keepDraft(ctx, sealer, input)),
  )
  mountRaw(app, deps, api.dropDraft, async ({ db, actor }, { form }, reply) => {
    await deleteDraft(db, actor, form)
    return reply.send({})
  })
}
