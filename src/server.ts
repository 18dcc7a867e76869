import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { consoleRoutes } from './console.ts'
import { healthRoutes } from './health.ts'
import { assetEffect, assetRoutes, assetRuleSource, assetSubscriber } from './modules/asset/index.ts'
import { catalogueRoutes, loadCatalogue } from './modules/catalogue/index.ts'
import {
  controlEffect,
  controlRoutes,
  controlRuleSource,
  controlSubscriber,
  raiseOverdue,
} from './modules/control/index.ts'
import { deviceRoutes, deviceRuleSource, deviceSubscriber } from './modules/device/index.ts'
import {
  captureJobSubscriber,
  exchangeRoutes,
  problemDocument,
  problemType,
  querySubscriber,
} from './modules/exchange/index.ts'
import { authenticator, identityRoutes, loadDivisions } from './modules/identity/index.ts'
import { labelRoutes, openPrinter } from './modules/label/index.ts'
import { notifyRoutes, notifySubscriber, remindAll } from './modules/notify/index.ts'
import { oversightRoutes, oversightSubscriber } from './modules/oversight/index.ts'
import { portalRoutes, portalSubscriber } from './modules/portal/index.ts'
import {
  addPacking,
  addRecordEffect,
  addRuleSource,
  productionRoutes,
  productionSubscriber,
  ruleSubscriber,
  unscopedApplied,
} from './modules/production/index.ts'
import { proofMetrics, proofRoutes } from './modules/proof/index.ts'
import { refreshOperatorAreas, registryRoutes } from './modules/registry/index.ts'
import { retentionRoutes } from './modules/retention/index.ts'
import {
  serialPacking,
  serialRecordEffect,
  serialRoutes,
  serialRuleSource,
  serialSubjectSource,
  serialSubscriber,
  uploadSubscriber,
} from './modules/serial/index.ts'
import {
  addSubjectSource,
  batchRoutes,
  captureSubscriber,
  holdRoutes,
  holdSubscriber,
  setAppliedSource,
  walkRoutes,
} from './modules/trace/index.ts'
import { openTransfers, tradeRoutes } from './modules/trade/index.ts'
import { AppError, toAppError } from './platform/errors.ts'
import { type Deps, readerLanguage } from './platform/http.ts'
import { say } from './platform/i18n.ts'
import type { Subscriber } from './platform/journal.ts'
import type { DailyWork } from './platform/relay.ts'
import { allWords } from './words.ts'

/** Gives the parts that modules share to each other: how requests are authenticated, who reacts to the journal. */
export function wire(parts: Omit<Deps, 'authenticate' | 'subscribers'>): Deps {
  const subscribers: Subscriber[] = []
  const deps: Deps = { ...parts, subscribers, authenticate: authenticator(parts) }
  subscribers.push(
    captureJobSubscriber(deps),
    uploadSubscriber(deps),
    serialSubscriber,
    captureSubscriber,
    holdSubscriber(deps),
    productionSubscriber,
    ruleSubscriber,
    assetSubscriber,
    deviceSubscriber,
    controlSubscriber,
    oversightSubscriber,
    portalSubscriber,
    notifySubscriber,
    querySubscriber,
  )
  addRuleSource(serialRuleSource)
  addRecordEffect(serialRecordEffect)
  addRecordEffect(assetEffect)
  addPacking(serialPacking)
  addSubjectSource(serialSubjectSource)
  addRuleSource(assetRuleSource)
  addRuleSource(controlRuleSource)
  addRecordEffect(controlEffect)
  addRuleSource(deviceRuleSource)
  setAppliedSource(unscopedApplied)
  proofMetrics(deps)
  return deps
}

/** What modules do by the clock: once a day at night in China, or every so many minutes. */
export const dailyWork = (deps: Deps): DailyWork[] => [
  { name: 'remind', at: '22:10', work: () => remindAll(deps.db, deps.clock()) },
  { name: 'custody', at: { everyMinutes: 10 }, work: async () => void (await raiseOverdue(deps)) },
]

/** Loads reference data and what else must be there before the first request; safe to repeat. */
export async function prepare(deps: Deps, onProgress: (what: string) => void): Promise<void> {
  await loadDivisions(deps.db, deps.clock(), onProgress)
  await refreshOperatorAreas(deps.db, deps.clock(), onProgress)
  await loadCatalogue(deps.db, deps.clock(), onProgress)
}

/** Bytes that are no request: a refusal as any other, then the line is closed. Nobody can be asked for a language yet. */
function refuseUnreadable(err: Error & { code?: string }, socket: Socket): void {
  if (err.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  // a first line that fills the packet: it is the address that is too long
  const { rawPacket } = err as { rawPacket?: unknown }
  const begun = Buffer.isBuffer(rawPacket) ? rawPacket.subarray(0, 9000).toString('latin1') : ''
  const url = /^[A-Z]+ (\S{8000,})$/.exec(begun)?.[1]
  const refusal =
    err.code !== 'HPE_HEADER_OVERFLOW'
      ? new AppError('invalid', 'request.malformed')
      : url === undefined
        ? new AppError('too_large', 'request.too_large')
        : new AppError('uri_too_long', 'request.uri_too_long')
  const { status } = refusal
  const type = problemType(refusal, { url: url ?? '', method: 'GET' })
  const body = JSON.stringify({ ...refusal.toProblem(), title: say(allWords, refusal.reason, 'zh'), status, type })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // who goes on sending is not listened to
  setTimeout(() => socket.destroy(), 1000).unref()
}

const reasons = new Set(Object.keys(allWords))

/**
 * The headers of helmet 8, made once. Its plugin hangs a function on each reply, by which V8 moves every request into
 * the old generation: collecting the young one then stops a busy server for 10 ms instead of 1 (measured: scan-page).
 * A page may speak to this server and to the scale bridge on the reader's own computer (docs/domain/device.md).
 */
const securityHeaders = (https: boolean): Record<string, string> => ({
  'content-security-policy':
    "default-src 'self';img-src 'self' data: blob:;style-src 'self' 'unsafe-inline';script-src 'self';connect-src 'self' http://127.0.0.1:8137;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
})

/** The HTTP server with every module's routes; it does not listen yet. */
export function buildServer(deps: Deps, options: FastifyServerOptions = {}): FastifyInstance {
  const refuse = (err: unknown, req: FastifyRequest, reply: FastifyReply) => {
    const refusal = toAppError(err, reasons)
    if (refusal.status >= 500) req.log.error({ err }, 'request failed')
    deps.metrics.refusals.inc({ reason: refusal.reason })
    const retryAfter = refusal.details['retryAfter']
    if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
    // RFC 9110 §15.5.2; of the schemes we take, the one that makes no browser ask for a password
    if (refusal.code === 'unauthenticated')
      reply.header(
        'www-authenticate',
        `Bearer realm="suyuan"${refusal.reason === 'token.not_valid' ? ', error="invalid_token"' : ''}`,
      )
    const title = say(allWords, refusal.reason, readerLanguage(req), refusal.details)
    const problem = {
      ...refusal.toProblem(),
      title,
      requestId: req.id,
      status: refusal.status,
      type: problemType(refusal, req),
      detail: STATUS_CODES[refusal.status],
    }
    const { type, text } = problemDocument(problem, req)
    return reply.code(refusal.status).type(`${type}; charset=utf-8`).send(text)
  }
  const app = fastify({
    bodyLimit: 1024 * 1024,
    // an address is as long as a request may be: what is in it is refused by its shape, with its reason
    routerOptions: { maxParamLength: 16_384 },
    // an address that cannot be read has no route, and so no error handler
    frameworkErrors: refuse,
    clientErrorHandler: refuseUnreadable,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    trustProxy: deps.config.trustProxy.length ? deps.config.trustProxy : false,
    // a graceful stop lets requests in flight finish and tells keep-alive clients to go elsewhere
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    ...options,
  })
  app.register(cookie)
  const headers = Object.entries(securityHeaders(deps.config.origin.startsWith('https:')))
  app.addHook('onRequest', (req, reply, next) => {
    // on the raw answer: a route that writes its answer itself has them too
    if (!(req.routeOptions.config as { ownHeaders?: true }).ownHeaders)
      for (const [name, value] of headers) reply.raw.setHeader(name, value)
    // who asked to change the protocol and got an answer instead is on a connection that no server watches any more
    const { socket } = req.raw
    if (req.headers.upgrade !== undefined) reply.raw.once('finish', () => socket.destroySoon?.())
    next()
  })
  app.setErrorHandler(refuse)
  app.setNotFoundHandler(() => {
    throw new AppError('not_found', 'route.not_found')
  })
  app.addHook('onResponse', async (req, reply) => {
    const endpoint = (req.routeOptions.config as { endpoint?: string }).endpoint ?? req.routeOptions.url ?? 'none'
    deps.metrics.requests.observe(
      { endpoint, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    )
  })
  healthRoutes(app, deps)
  app.register(consoleRoutes)
  identityRoutes(app, deps)
  catalogueRoutes(app, deps)
  registryRoutes(app, deps, [openTransfers])
  batchRoutes(app, deps)
  holdRoutes(app, deps)
  walkRoutes(app, deps)
  proofRoutes(app, deps)
  productionRoutes(app, deps)
  serialRoutes(app, deps)
  // no thread runs before the first document; a stop finishes what is being printed
  const printer = openPrinter()
  app.addHook('onClose', () => printer.close())
  labelRoutes(app, deps, printer)
  tradeRoutes(app, deps, printer)
  assetRoutes(app, deps)
  deviceRoutes(app, deps)
  controlRoutes(app, deps)
  oversightRoutes(app, deps)
  retentionRoutes(app, deps)
  exchangeRoutes(app, deps)
  portalRoutes(app, deps)
  notifyRoutes(app, deps)
  return app
}
