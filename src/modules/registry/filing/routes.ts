import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { limitRate } from '../../../platform/rate.ts'
import { liveChecks } from './check.ts'
import { approveFiling, type Obligation, rejectFiling, returnFiling } from './decide.ts'
import { filingShown, latestFiling, listFilingsOf, requireFiling } from './queries.ts'
import { visitorLimits } from './rules.ts'
import * as api from './schema.ts'
import { registerOperator, requestCancellation, saveFiling, submitFiling, withdrawFiling } from './service.ts'

export function filingRoutes(app: FastifyInstance, deps: Deps, obligations: readonly Obligation[]): void {
  const { sealer } = deps
  app.register(async (visitors) => {
    // nobody has signed in here, so an address may only ask so often
    visitors.addHook('onRequest', async (req) => {
      const endpoint = (req.routeOptions.config as { endpoint?: string }).endpoint
      const limit = endpoint === 'registerOperator' ? visitorLimits.register : visitorLimits.check
      await limitRate(deps.db, `${endpoint}:${req.ip}`, limit.attempts, limit.seconds, deps.clock())
    })
    mount(visitors, deps, api.checkRegistration, ({ db, now }, input) => liveChecks(db, sealer, input, now))
    mount(visitors, deps, api.registerOperator, (ctx, input) => registerOperator(ctx, sealer, input))
  })
  mount(app, deps, api.findOwnFiling, async ({ db, actor, now }) => {
    const filing = await latestFiling(db, actor)
    return { filing: filing ? await filingShown(db, actor, filing, now) : null }
  })
  mount(app, deps, api.saveFiling, (ctx, input) => saveFiling(ctx, sealer, input))
  mount(app, deps, api.submitFiling, (ctx, input) => submitFiling(ctx, sealer, input))
  mount(app, deps, api.withdrawFiling, withdrawFiling)
  mount(app, deps, api.requestCancellation, requestCancellation)
  mount(app, deps, api.listFilings, ({ db, actor }, f) => listFilingsOf(db, actor, f))
  mount(app, deps, api.findFiling, async ({ db, actor, now }, { partyId, filingId }) =>
    filingShown(db, actor, await requireFiling(db, actor, partyId, filingId), now),
  )
  mount(app, deps, api.approveFiling, (ctx, input) => approveFiling(ctx, obligations, input))
  mount(app, deps, api.returnFiling, returnFiling)
  mount(app, deps, api.rejectFiling, rejectFiling)
}
