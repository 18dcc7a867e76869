import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inFormat } from '../../../kernel/epcis/format.ts'
import { standardContext } from '../../../kernel/epcis/names.ts'
import type { PrefixLengths } from '../../../kernel/gs1/epc.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Db } from '../../../platform/db.ts'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { admitted, type Deps, mountRaw } from '../../../platform/http.ts'
import {
  type Answering,
  accepted,
  answering,
  checkVersions,
  extensionsOf,
  mountDiscovery,
  versionHeaders,
} from '../content.ts'
import { eventsText } from './answer.ts'
import { epcsAfter } from './epcs.ts'
import type { Filter, Query } from './filter.ts'
import { readQuery } from './language.ts'
import { masterDataFor } from './master-data.ts'
import { createNamed, deleteNamed, listNamed, namedQuery, type QueryDeleted } from './named.ts'
import { prefixLengthsFor, prefixLengthsIn } from './prefixes.ts'
import * as api from './schema.ts'
import { type After, type Asking, type Found, refuseTooMany, selectEvents } from './select.ts'
import { type IdentifierKey, identifierKeys } from './terms.ts'
import { decodeListToken, decodeToken, encodeListToken, encodeToken, fingerprint, requireToken } from './token.ts'
import { isKnownValue, type ValueField, valuesAfter } from './words-of.ts'

type Given = Readonly<Record<string, unknown>>

/** The parameters of a request as they came, without those of paging. */
function parametersOf(req: FastifyRequest): { given: Given; perPage: number; token: unknown } {
  const { perPage, nextPageToken, ...given } = req.query as Record<string, unknown>
  return { given, perPage: perPageOf(perPage), token: nextPageToken }
}

function perPageOf(value: unknown): number {
  if (value === undefined) return api.perPageDefault
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value))
    throw new AppError('invalid', 'epcis_query.value_malformed', {
      parameter: 'perPage',
      expected: 'whole number above 0',
    })
  return Math.min(Number(value), api.perPageMost)
}

/** The address of the next page, in the Link header, and when it stops leading there. */
function linkNext(
  deps: Deps,
  reply: FastifyReply,
  req: FastifyRequest,
  next: { token: string; expires: string },
): void {
  const url = new URL(req.url, deps.config.origin)
  url.searchParams.delete('nextPageToken')
  url.searchParams.append('nextPageToken', next.token)
  reply.header('Link', `<${url.href}>; rel="next"`).header('GS1-Next-Page-Token-Expires', next.expires)
}

/** What the company prefixes in these events are, where the answer is to have EPC URNs. */
const lengthsFor = async (
  { epcFormat }: Answering,
  { db, actor }: Ctx<Db>,
  events: readonly Found[],
): Promise<PrefixLengths> => (epcFormat === 'Always_EPC_URN' ? prefixLengthsFor(db, actor, events) : () => undefined)

/** A page of events of a query, with its headers. */
async function sendEvents(
  deps: Deps,
  ctx: Ctx<Db>,
  req: FastifyRequest,
  reply: FastifyReply,
  {
    query,
    queryName,
    wants,
    given,
    perPage,
    token,
  }: {
    query: Query
    queryName: string
    wants: Answering
    given: Given
    perPage: number
    token: unknown
  },
): Promise<unknown> {
  const { db, actor, now } = ctx
  const { origin } = deps.config
  const print = fingerprint(req.routeOptions.url ?? '', { ...given, ...(req.params as object) })
  const place = token === undefined ? undefined : decodeToken(token, print, now)
  const asking: Asking = { db, actor, query, masterData: await masterDataFor(db, actor, query), origin }
  if (!place) await refuseTooMany(asking)
  const left = place?.left ?? query.eventCountLimit
  const page = await selectEvents(asking, Math.min(perPage, left ?? perPage), place?.after)
  const remaining = left === undefined ? undefined : left - page.events.length
  if (page.next && remaining !== 0)
    linkNext(deps, reply, req, encodeToken(print, { after: page.next as After, left: remaining }, now))
  const lengths = await lengthsFor(wants, ctx, page.events)
  const { text, namespaces } = eventsText(wants, { events: page.events, queryName, creationDate: now }, lengths)
  versionHeaders(reply, namespaces).header('cache-control', 'no-store')
  return reply.type(`${wants.contentType}; charset=utf-8`).send(text)
}

/** Events by the parameters of the address, with those that the resource itself brings along. */
const eventsBy =
  (deps: Deps, own: (input: Record<string, unknown>) => readonly Filter[]) =>
  async (ctx: Ctx<Db>, input: unknown, reply: FastifyReply, req: FastifyRequest): Promise<unknown> => {
    const wants = answering(req)
    const { given, perPage, token } = parametersOf(req)
    const asked = readQuery(given, { url: true, namespaces: extensionsOf(req) })
    const query = { ...asked, filters: [...own(input as Record<string, unknown>), ...asked.filters] }
    return sendEvents(deps, ctx, req, reply, { query, queryName: 'SimpleEventQuery', wants, given, perPage, token })
  }

/** Answers JSON, which is all that lists and definitions are written in. */
function sendJson(req: FastifyRequest, reply: FastifyReply, value: unknown): unknown {
  checkVersions(req)
  const type = accepted(req.headers.accept)
  if (type === undefined || type.endsWith('xml'))
    throw new AppError('not_acceptable', 'epcis.not_acceptable', { accept: req.headers.accept })
  versionHeaders(reply).header('cache-control', 'no-store')
  return reply.type(`${type}; charset=utf-8`).send(JSON.stringify(value))
}

/** A collection of the resource tree; URIs in namespaces that the client names are told by its prefixes. */
function collection(req: FastifyRequest, member: readonly string[]): Record<string, unknown> {
  const extensions = Object.entries(extensionsOf(req))
  const used: Record<string, string> = {}
  const told = member.map((m) => {
    const found = extensions.find(([, uri]) => m.startsWith(uri) && m.length > uri.length)
    if (!found) return m
    used[found[0]] = found[1]
    return `${found[0]}:${m.slice(found[1].length)}`
  })
  const context = Object.keys(used).length ? [standardContext, used] : standardContext
  return { '@context': context, type: 'Collection', member: told }
}

const subResources = (req: FastifyRequest, reply: FastifyReply) => sendJson(req, reply, collection(req, ['events']))
const noResource = (): never => {
  throw new AppError('not_found', 'epcis_query.resource_not_found')
}

/** Identifiers as the request wants them; our own with the address of the platform. */
async function identifiersTold(deps: Deps, ctx: Ctx<Db>, req: FastifyRequest, ids: readonly string[]) {
  const { epcFormat } = answering(req)
  const lengths = epcFormat === 'Always_EPC_URN' ? await prefixLengthsIn(ctx.db, ctx.actor, ids) : undefined
  const event = inFormat({ type: 'ObjectEvent', epcList: ids }, epcFormat, lengths)
  return (event['epcList'] as string[]).map((id) => (id.startsWith('/s/') ? deps.config.origin + id : id))
}

type Branch = (typeof api.branches)[number]

function branchRoutes(app: FastifyInstance, deps: Deps, branch: Branch, field: ValueField, parameter: string): void {
  const key = branch.one.path.slice(branch.one.path.indexOf(':') + 1)
  /** The value of the address in the normal form of events. */
  const filterOf = (input: Record<string, unknown>, req: FastifyRequest): Filter & { values: readonly string[] } => {
    const namespaces = extensionsOf(req)
    try {
      const [filter] = readQuery({ [parameter]: [String(input[key])] }, { namespaces }).filters
      return filter as Filter & { values: readonly string[] }
    } catch (err) {
      // a word that cannot be one is a resource that is not there
      if (err instanceof AppError) return noResource()
      throw err
    }
  }
  mountRaw(app, deps, branch.list as Endpoint & { kind: 'raw' }, async (ctx, _input, reply, req) => {
    const { given, perPage, token } = parametersOf(req)
    refuseOthers(given)
    const print = fingerprint(branch.list.path, given)
    const last = token === undefined ? undefined : decodeListToken(token, print, ctx.now)[0]
    const values = await valuesAfter(ctx.db, ctx.actor, field, perPage, last)
    const shown = values.slice(0, perPage)
    if (values.length > perPage) linkNext(deps, reply, req, encodeListToken(print, [shown.at(-1)!], ctx.now))
    const place = field === 'readPoint' || field === 'bizLocation'
    return sendJson(req, reply, collection(req, place ? await identifiersTold(deps, ctx, req, shown) : shown))
  })
  mountRaw(app, deps, branch.one as Endpoint & { kind: 'raw' }, async (ctx, input, reply, req) => {
    const [value] = filterOf(input, req).values
    return (await isKnownValue(ctx.db, ctx.actor, field, value!)) ? subResources(req, reply) : noResource()
  })
  mountRaw(app, deps, branch.events as Endpoint & { kind: 'raw' }, async (ctx, input, reply, req) =>
    eventsBy(deps, (i) => [filterOf(i, req)])(ctx, input, reply, req),
  )
}

/** A list takes no parameters but those of paging. */
function refuseOthers(given: Given): void {
  const [parameter] = Object.keys(given)
  if (parameter !== undefined) throw new AppError('invalid', 'epcis_query.parameter_unknown', { parameter })
}

const anywhere: readonly IdentifierKey[] = identifierKeys
/** Events with this very identifier anywhere: as EPC, or as the class of a quantity, as our batches are. */
const byIdentifier = (epc: string): Filter => ({
  param: 'epc',
  on: 'identifier',
  keys: anywhere,
  patterns: [{ one: canonicalIdentifier(epc) }],
})

function epcRoutes(app: FastifyInstance, deps: Deps): void {
  const { list, one, events } = api.epcBranch
  mountRaw(app, deps, list, async (ctx, _input, reply, req) => {
    const { given, perPage, token } = parametersOf(req)
    refuseOthers(given)
    const print = fingerprint(list.path, given)
    const place = token === undefined ? undefined : epcPlace(decodeListToken(token, print, ctx.now))
    const { epcs, next } = await epcsAfter(ctx, perPage, place)
    if (next)
      linkNext(deps, reply, req, encodeListToken(print, [next.time, next.eventId, String(next.looked)], ctx.now))
    return sendJson(req, reply, collection(req, await identifiersTold(deps, ctx, req, epcs)))
  })
  mountRaw(app, deps, one as Endpoint & { kind: 'raw' }, async ({ db, actor }, input, reply, req) => {
    const query: Query = { filters: [byIdentifier(String(input['epc']))], direction: 'DESC' }
    const asking = { db, actor, query, masterData: await masterDataFor(db, actor, query), origin: deps.config.origin }
    const { events } = await selectEvents(asking, 1)
    return events.length ? subResources(req, reply) : noResource()
  })
  mountRaw(app, deps, events as Endpoint & { kind: 'raw' }, async (ctx, input, reply, req) =>
    eventsBy(deps, (i) => [byIdentifier(String(i['epc']))])(ctx, input, reply, req),
  )
}

function epcPlace([time, eventId, looked]: string[]): { time: string; eventId: string; looked: number } {
  if (
    !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time ?? '') ||
    !/^[0-9a-f-]{36}$/.test(eventId ?? '') ||
    !/^\d{1,9}$/.test(looked ?? '')
  )
    throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
  return { time: time!, eventId: eventId!, looked: Number(looked) }
}

function namedRoutes(app: FastifyInstance, deps: Deps, onDeleted: QueryDeleted): void {
  mountRaw(app, deps, api.listQueries, async (ctx, _input, reply, req) => {
    const { given, perPage, token } = parametersOf(req)
    refuseOthers(given)
    const print = fingerprint(api.listQueries.path, given)
    const last = token === undefined ? undefined : decodeListToken(token, print, ctx.now)[0]
    const rows = await listNamed(ctx.db, ctx.actor.partyId, perPage + 1, last)
    const shown = rows.slice(0, perPage)
    if (rows.length > perPage) linkNext(deps, reply, req, encodeListToken(print, [shown.at(-1)!.name], ctx.now))
    return sendJson(req, reply, shown)
  })
  mountRaw(app, deps, api.createQuery, async ({ actor, now }, input, reply, req) => {
    checkVersions(req)
    const key = req.headers['idempotency-key']
    const name = await createNamed(deps, actor, now, input, typeof key === 'string' ? commandIdOf(key) : undefined)
    versionHeaders(reply).header('Location', `${deps.config.origin}/epcis/queries/${encodeURIComponent(name)}`)
    return reply.code(201).send()
  })
  mountRaw(app, deps, api.getQuery, async ({ db, actor }, { queryName }, reply, req) => {
    const { name, definition } = await namedQuery(db, actor.partyId, queryName)
    return sendJson(req, reply, { name, query: definition })
  })
  mountRaw(app, deps, api.deleteQuery, async ({ actor, now }, { queryName }, reply) => {
    await deleteNamed(deps, actor, now, queryName, onDeleted)
    return versionHeaders(reply).code(204).send()
  })
}

/** @throws invalid `command.id_malformed` */
function commandIdOf(key: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) throw new AppError('invalid', 'command.id_malformed')
  return key.toLowerCase()
}

/** The answer to GET /epcis/queries/{name}/events; exported for whoever also takes a WebSocket there. */
export async function sendQueryResults(
  deps: Deps,
  ctx: Ctx<Db>,
  queryName: string,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const wants = answering(req)
  const { given, perPage, token } = parametersOf(req)
  refuseOthers(given)
  const { query } = await namedQuery(ctx.db, ctx.actor.partyId, queryName)
  return sendEvents(deps, ctx, req, reply, { query, queryName, wants, given, perPage, token })
}

/** `onDeleted`: what else goes with a named query; `results` false where somebody else mounts its events. */
export function queryRoutes(
  app: FastifyInstance,
  deps: Deps,
  { onDeleted = async () => {}, results = true }: { onDeleted?: QueryDeleted; results?: boolean } = {},
): void {
  const root = (req: FastifyRequest, reply: FastifyReply) => sendJson(req, reply, collection(req, topLevel))
  mountRaw(app, deps, api.getEpcisRoot, async (_ctx, _input, reply, req) => root(req, reply))
  // the root of openapi.yaml is `/` below the address of the server, which a client made from it asks for
  app.get(`${api.getEpcisRoot.path}/`, { config: { endpoint: api.getEpcisRoot.name } }, async (req, reply) => {
    await admitted(deps, req, api.getEpcisRoot)
    return root(req, reply)
  })
  mountRaw(
    app,
    deps,
    api.queryEvents,
    eventsBy(deps, () => []),
  )
  mountRaw(app, deps, api.getEpcisEvent, async (ctx, { eventID }, reply, req) => {
    const wants = answering(req)
    const query: Query = {
      filters: [{ param: 'eventID', on: 'value', field: 'eventID', values: [eventID] }],
      orderBy: 'recordTime',
      direction: 'ASC',
    }
    const asking = {
      ...ctx,
      query,
      masterData: await masterDataFor(ctx.db, ctx.actor, query),
      origin: deps.config.origin,
    }
    const { events } = await selectEvents(asking, api.perPageMost)
    if (!events.length) return noResource()
    const lengths = await lengthsFor(wants, ctx, events)
    const { text, namespaces } = eventsText(
      wants,
      { events, queryName: 'SimpleEventQuery', creationDate: ctx.now },
      lengths,
    )
    versionHeaders(reply, namespaces).header('cache-control', 'no-store')
    return reply.type(`${wants.contentType}; charset=utf-8`).send(text)
  })
  branchRoutes(app, deps, api.eventTypeBranch, 'eventType', 'eventType')
  branchRoutes(app, deps, api.bizStepBranch, 'bizStep', 'EQ_bizStep')
  branchRoutes(app, deps, api.dispositionBranch, 'disposition', 'EQ_disposition')
  branchRoutes(app, deps, api.readPointBranch, 'readPoint', 'EQ_readPoint')
  branchRoutes(app, deps, api.bizLocationBranch, 'bizLocation', 'EQ_bizLocation')
  epcRoutes(app, deps)
  namedRoutes(app, deps, onDeleted)
  mountRaw(app, deps, api.releasePageToken, async ({ now }, { token }, reply) => {
    requireToken(token, now)
    return versionHeaders(reply).code(204).send()
  })
  if (results)
    mountRaw(app, deps, api.queryResults, async (ctx, { queryName }, reply, req) =>
      sendQueryResults(deps, ctx, queryName, req, reply),
    )
  for (const [path, methods] of discovered) mountDiscovery(app, path, methods)
}

const topLevel = [
  'events',
  'eventTypes',
  'epcs',
  'bizSteps',
  'bizLocations',
  'readPoints',
  'dispositions',
  'capture',
  'queries',
]

/** What OPTIONS says each resource takes; /epcis/capture and subscriptions say it themselves. */
const discovered: readonly (readonly [path: string, methods: readonly string[]])[] = [
  ['/epcis', ['GET']],
  ['/epcis/', ['GET']],
  ['/epcis/events', ['GET', 'POST']],
  ['/epcis/events/:eventID', ['GET']],
  ...api.branches.flatMap((b) => [b.list, b.one, b.events].map((e) => [e.path, ['GET']] as const)),
  ['/epcis/queries', ['GET', 'POST']],
  ['/epcis/queries/:queryName', ['GET', 'DELETE']],
  ['/epcis/queries/:queryName/events', ['GET']],
  ['/epcis/nextPageToken/:token', ['DELETE']],
]
