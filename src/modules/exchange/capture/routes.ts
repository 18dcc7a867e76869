import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attributeText, elementText } from '../../../kernel/epcis/xml-text.ts'
import { writeXml } from '../../../kernel/epcis/xml-write.ts'
import { runCommand } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { answering, bodyOf, checkVersions, mountDiscovery, takeEpcisBodies, versionHeaders } from '../content.ts'
import { decodeListToken, encodeListToken, fingerprint } from '../query/token.ts'
import { acceptDocument, type Behaviour, findJob, listJobs, problemsIn } from './job.ts'
import { eventInBody, type Prepared } from './prepare.ts'
import { keepPrepared, readDocument } from './reader.ts'
import * as api from './schema.ts'
import { writeEvents } from './write.ts'

/** What one document may have, told with every answer about capture. */
const limits = {
  'GS1-EPCIS-Capture-Limit': String(api.captureMost.events),
  'GS1-EPCIS-Capture-File-Size-Limit': String(api.captureMost.bytes),
}
const single = { ...limits, 'GS1-EPCIS-Capture-Limit': '1', 'GS1-EPCIS-Capture-File-Size-Limit': String(api.eventMost) }
const PER_PAGE = { default: 30, most: 100 }
const Uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function captureRoutes(app: FastifyInstance, deps: Deps): void {
  app.register(async (scope) => {
    takeEpcisBodies(scope)
    // before anything is read: a refusal says them too
    scope.addHook('onRequest', async (req, reply) => {
      if (req.method === 'POST') reply.headers(req.routeOptions.url === api.captureEvent.path ? single : limits)
    })
    mountRaw(scope, deps, api.captureDocument, (ctx, _input, reply, req) => accept(deps, ctx, reply, req), {
      bodyLimit: api.captureMost.bytes,
    })
    // no limit of its own: the server's is the same, and who may send it is asked once
    mountRaw(scope, deps, api.captureEvent, (ctx, _input, reply, req) => captureOne(deps, ctx, reply, req))
  })
  mountRaw(app, deps, api.listCaptureJobs, async ({ db, actor, now }, input, reply, req) => {
    checkVersions(req)
    const perPage = perPageOf(input.perPage)
    const print = fingerprint(api.listCaptureJobs.path, {})
    const after =
      input.nextPageToken === undefined ? undefined : jobAfter(decodeListToken(input.nextPageToken, print, now))
    const jobs = await listJobs(db, actor, perPage + 1, after)
    const page = jobs.slice(0, perPage)
    if (jobs.length > perPage) {
      const { token, expires } = encodeListToken(print, [page.at(-1)!.captureID], now)
      const url = new URL(api.listCaptureJobs.path, deps.config.origin)
      url.searchParams.set('perPage', String(perPage))
      url.searchParams.set('nextPageToken', token)
      reply.header('Link', `<${url.href}>; rel="next"`).header('GS1-Next-Page-Token-Expires', expires)
    }
    return versionHeaders(reply).headers(limits).header('cache-control', 'no-store').send(page)
  })
  mountRaw(app, deps, api.getCaptureJob, async ({ db, actor }, { captureID }, reply, req) => {
    const wants = answering(req)
    const job = Uuid.test(captureID) ? await findJob(db, actor, captureID.toLowerCase()) : undefined
    if (!job) throw new AppError('not_found', 'epcis_capture.not_found', { id: captureID })
    versionHeaders(reply).header('cache-control', 'no-store')
    return reply
      .type(`${wants.contentType}; charset=utf-8`)
      .send(wants.format === 'xml' ? jobXml(job) : JSON.stringify(job))
  })
  mountDiscovery(app, api.captureDocument.path, ['GET', 'POST'], { ...limits, 'GS1-Capture-Error-Behaviour': 'all' })
  mountDiscovery(app, api.getCaptureJob.path, ['GET'])
}

type Asked = Parameters<typeof acceptDocument>[1]

async function accept(deps: Deps, { actor, now }: Asked, reply: FastifyReply, req: FastifyRequest): Promise<unknown> {
  answering(req)
  const behaviour = behaviourOf(req)
  const { text, format } = bodyOf(req)
  const prepared = await readDocument(text, format)
  const count = prepared.events.length
  if (count > api.captureMost.events || prepared.problems.some((p) => p.reason === 'too_many_events'))
    throw new AppError('too_large', 'epcis_capture.too_many_events', { count, most: api.captureMost.events })
  const problems = prepared.bare
    ? [{ path: '', reason: 'not_a_document', message: 'An EPCISDocument or EPCISQueryDocument is wanted here.' }]
    : prepared.problems
  if (problems.length)
    throw new AppError('invalid', 'epcis_capture.document_invalid', { problems: problems.slice(0, 100) })
  const jobId = await acceptDocument(deps, { actor, now }, { text, format, behaviour, events: count }, commandId(req))
  keepPrepared(jobId, prepared, text.length)
  return versionHeaders(reply).header('Location', `/epcis/capture/${jobId}`).code(202).send()
}

async function captureOne(
  deps: Deps,
  { actor, now }: Asked,
  reply: FastifyReply,
  req: FastifyRequest,
): Promise<unknown> {
  const wants = answering(req)
  const { text, format } = bodyOf(req)
  const prepared = await readDocument(text, format)
  const only = oneEvent(prepared, now)
  const input = { body: only.ready.body }
  const given = commandId(req)
  const externalId = await runCommand(
    deps,
    { name: 'captureEvent', actor, now, input, ...(given === undefined ? {} : { commandId: given }) },
    async (ctx) => (await writeEvents(ctx, [only], { late: true }))[0]!.externalId,
  ).catch((err: { code?: string }) => {
    // what no column takes, such as an identifier longer than an index can hold
    if (['54000', '22001', '22003', '22008'].includes(err.code ?? ''))
      throw new AppError('invalid', 'epcis_capture.refused')
    throw err
  })
  const { event: came, context } = eventInBody(only.ready.body)
  const event = { ...came, eventID: externalId }
  versionHeaders(reply)
    .header('Location', `/epcis/events/${encodeURIComponent(externalId)}`)
    .code(201)
  // in XML an event stands in a document, as it came; its identifiers as they came either way
  const answer =
    wants.format === 'xml'
      ? writeXml({ kind: 'EPCISDocument', creationDate: now, events: [{ event, context }] }, wants.cbvFormat)
      : JSON.stringify(event)
  return reply.type(`${wants.contentType}; charset=utf-8`).send(answer)
}

function oneEvent(prepared: Prepared, now: string) {
  if (prepared.problems.length)
    throw new AppError('invalid', 'epcis_capture.document_invalid', { problems: prepared.problems.slice(0, 100) })
  if (prepared.events.length !== 1)
    throw new AppError('invalid', 'epcis_capture.one_event', { count: prepared.events.length })
  const problems = problemsIn(prepared, now)
  const { ready, ...e } = prepared.events[0]!
  if (problems.length || !ready)
    throw new AppError('invalid', 'epcis_capture.event_invalid', { problems: problems.slice(0, 100) })
  return { ...e, ready, index: 0 }
}

function behaviourOf(req: FastifyRequest): Behaviour {
  const value = req.headers['gs1-capture-error-behaviour']
  if (value === undefined || value === 'rollback') return 'rollback'
  if (value === 'proceed') return 'proceed'
  throw new AppError('invalid', 'epcis.header_malformed', { header: 'gs1-capture-error-behaviour', value })
}

function commandId(req: FastifyRequest): string | undefined {
  const given = req.headers['idempotency-key']
  if (given === undefined) return undefined
  if (typeof given !== 'string' || !Uuid.test(given)) throw new AppError('invalid', 'command.id_malformed')
  return given.toLowerCase()
}

function perPageOf(value: string | undefined): number {
  if (value === undefined) return PER_PAGE.default
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new AppError('invalid', 'epcis_query.value_malformed', {
      parameter: 'perPage',
      expected: 'whole number above 0',
    })
  return Math.min(Number(value), PER_PAGE.most)
}

function jobAfter([id]: string[]): string {
  if (id === undefined || !Uuid.test(id))
    throw new AppError('invalid', 'epcis_query.token_invalid', { parameter: 'nextPageToken' })
  return id
}

/** The job as openapi.yaml names it in XML: its facts are attributes. */
function jobXml({ errors, ...facts }: api.CaptureJob): string {
  const attributes = Object.entries(facts).map(([name, value]) => ` ${name}="${attributeText(String(value))}"`)
  const children = errors.map((e) => {
    const fields = Object.entries(e).map(([name, value]) => `<${name}>${elementText(String(value))}</${name}>`)
    return `<errors>${fields.join('')}</errors>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISCaptureJob xmlns:epcis="urn:epcglobal:epcis:xsd:2"${attributes.join('')}>${children.join('')}</epcis:EPCISCaptureJob>`
}
