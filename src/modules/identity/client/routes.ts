import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import * as api from './schema.ts'
import { clientSecret, createClient, disableClient, listClients } from './service.ts'

export function clientRoutes(app: FastifyInstance, deps: Deps): void {
  mount(
    app,
    deps,
    api.createClient,
    (ctx, input) => createClient(ctx, deps.sealer, input),
    (answer, commandId) => ({ ...answer, secret: clientSecret(deps.sealer, answer.clientId, commandId) }),
  )
  mount(app, deps, api.listClients, async ({ db, actor }) => ({ items: await listClients(db, actor) }))
  mount(app, deps, api.disableClient, (ctx, { clientId }) => disableClient(ctx, clientId))
}
