import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/errors.ts'
import { admitted, type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { answering, checkVersions, mountDiscovery, versionHeaders } from '../content.ts'
import { namedQuery } from '../query/named.ts'
import { sendQueryResults } from '../query/routes.ts'
import { perPageDefault, perPageMost, queryResults } from '../query/schema.ts'
import { decodeListToken, encodeListToken, fingerprint } from '../query/token.ts'
import * as api from './schema.ts'
import { disableSubscription, enableSubscription, subscribe, unsubscribe } from './service.ts'
import { controlsOf, openSockets, refuseForeignOrigin, type Sockets } from './socket.ts'
import { listSubscriptionsOf, requireSubscription, type Stored, scheduleOf, subscriptionsOfQuery } from './store.ts'

/** Subscriptions of named queries: over HTTP and, at the query's events, over WebSocket. */
export function subscriptionRoutes(app: FastifyInstance, deps: Deps): void {
  mountRaw(app, deps, api.subscribe, async ({ actor, now }, input, reply, req) => {
    checkVersions(req)
    const s = await subscribe(deps, actor, now, input, answering(req).epcFormat)
    return json(reply.code(201))
      .header('Location', `${deps.config.origin}${pathOf(s)}`)
      .send(shown(s))
  })
  mountRaw(app, deps, api.listQuerySubscriptions, async ({ db, actor, now }, input, reply, req) => {
    const { queryName } = input
    await namedQuery(db, actor.partyId, queryName)
    const perPage = perPageOf(input.perPage)
    const print = fingerprint(api.listQuerySubscriptions.path, { queryName })
    const last = input.nextPageToken === undefined ? undefined : decodeListToken(input.nextPageToken, print, now)[0]
    if (last !== undefined && !/^[0-9a-f-]{36}$/.test(last))
      throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
    const rows = await subscriptionsOfQuery(db, actor, queryName, perPage + 1, last)
    const items = rows.slice(0, perPage)
    if (rows.length > perPage) {
      const next = encodeListToken(print, [items.at(-1)!.subscriptionId], now)
      const url = new URL(req.url, deps.config.origin)
      url.searchParams.set('nextPageToken', next.token)
      reply.header('Link', `<${url.href}>; rel="next"`).header('GS1-Next-Page-Token-Expires', next.expires)
    }
    return json(reply).send(items.map(shown))
  })
  mountRaw(app, deps, api.getQuerySubscription, async ({ db, actor }, { queryName, subscriptionID }, reply) =>
    json(reply).send(shown(await requireSubscription(db, actor, subscriptionID, { queryName }))),
  )
  mountRaw(app, deps, api.unsubscribe, async ({ actor, now }, input, reply) => {
    await unsubscribe(deps, actor, now, input)
    return versionHeaders(reply).code(204).send()
  })
  mount(app, deps, api.listSubscriptions, ({ db, actor }, f) => listSubscriptionsOf(db, actor, f))
  mount(app, deps, api.enableSubscription, (ctx, input) => enableSubscription(ctx, deps, input))
  mount(app, deps, api.disableSubscription, disableSubscription)
  for (const [path, methods] of [
    [api.subscribe.path, ['GET', 'POST']],
    [api.getQuerySubscription.path, ['GET', 'DELETE']],
  ] as const)
    mountDiscovery(app, path, methods)
  resultRoute(app, deps)
}

/** `GET /epcis/queries/:queryName/events`: a page over HTTP; with `Upgrade: websocket` all that comes from now on. */
function resultRoute(app: FastifyInstance, deps: Deps): void {
  const sockets: Sockets = openSockets(deps)
  const prepared = new WeakMap<FastifyRequest, Stored>()
  app.register(async (scope) => {
    await scope.register(websocket, {
      // nothing is read from a socket, so nothing large may come
      options: { maxPayload: 1024 },
      preClose(done: () => void) {
        void sockets.stop().finally(() => {
          scope.websocketServer.close()
          done()
        })
      },
    })
    scope.route({
      method: 'GET',
      url: queryResults.path,
      config: { endpoint: queryResults.name },
      async preValidation(req: FastifyRequest) {
        if (!req.ws) return
        refuseForeignOrigin(req, deps.config.origin)
        const { actor, now } = (await admitted(deps, req, queryResults)).ctx
        const { epcFormat } = answering(req)
        const { queryName } = req.params as { queryName: string }
        const controls = controlsOf(req.query as Record<string, unknown>, epcFormat)
        prepared.set(req, await sockets.prepare(actor, now, queryName, controls))
      },
      async handler(req: FastifyRequest, reply: FastifyReply) {
        const { ctx, input } = await admitted(deps, req, queryResults)
        return sendQueryResults(deps, ctx, input.queryName, req, reply)
      },
      wsHandler(socket, req) {
        const s = prepared.get(req)
        if (s) sockets.open(socket, s)
        else socket.close(1011)
      },
    })
  })
}

const json = (reply: FastifyReply) =>
  versionHeaders(reply).header('cache-control', 'no-store').type('application/json; charset=utf-8')

const pathOf = (s: Stored) => `/epcis/queries/${encodeURIComponent(s.queryName)}/subscriptions/${s.subscriptionId}`

/** As openapi.yaml `AbstractQuerySubscriptionResponse` has it; the token is never shown. */
function shown(s: Stored) {
  const schedule = scheduleOf(s)
  return {
    subscriptionID: s.subscriptionId,
    queryName: s.queryName,
    dest: s.dest,
    ...(schedule ? { schedule, reportIfEmpty: s.reportIfEmpty } : { stream: true }),
    initialRecordTime: s.initialRecordTime,
    minRecordTime: s.minRecordTime,
    createdAt: s.createdAt,
    ...(s.lastNotifiedAt === null ? {} : { lastNotifiedAt: s.lastNotifiedAt }),
    epcFormat: s.epcFormat,
  }
}

function perPageOf(value: unknown): number {
  if (value === undefined) return perPageDefault
  if (typeof value !== 'string' || !/^[1-9][0-9]{0,8}$/.test(value))
    throw new AppError('invalid', 'epcis_query.value_malformed', {
      parameter: 'perPage',
      expected: 'whole number above 0',
    })
  return Math.min(Number(value), perPageMost)
}
