import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CbvXmlFormat, EpcFormat } from '../../kernel/epcis/format.ts'
import { cbvXmlFormats, epcFormats, inFormat } from '../../kernel/epcis/format.ts'
import { type OutDocument, readJson, writeDocument } from '../../kernel/epcis/json.ts'
import type { Namespaces, ReadDocument } from '../../kernel/epcis/model.ts'
import { readXml } from '../../kernel/epcis/xml-read.ts'
import { writeXml } from '../../kernel/epcis/xml-write.ts'
import type { PrefixLengths } from '../../kernel/gs1/epc.ts'
import { AppError } from '../../platform/errors.ts'

/** The content types of an EPCIS document, for `takes` of an endpoint value. */
export const epcisTypes = ['application/json', 'application/ld+json', 'application/xml', 'text/xml'] as const

/** What is spoken here: openapi.yaml `GS1-EPCIS-*` and `GS1-CBV-*`. XML of the older versions is read, never written. */
export const versions = { epcis: '2.0.0', epcisMin: '1.0.0', cbv: '2.0.0', cbvMin: '1.0.0' } as const

type Format = 'json' | 'xml'
type Body = { format: Format; text: string }

/**
 * Lets the routes of a scope take EPCIS documents as JSON and XML; in the scope `req.body` is for `readBody` only, so
 * the endpoint value needs `takes: epcisTypes` (its input then stands in path and query).
 *
 *     app.register(async (scope) => {
 *       takeEpcisBodies(scope)
 *       mountRaw(scope, deps, api.capture, (ctx, input, reply, req) => …readBody(req)…, { bodyLimit })
 *     })
 *
 * Any other type or charset is refused as `unsupported` (415), text that is not UTF-8 as `invalid`; more bytes than the
 * route's `bodyLimit` as `too_large`. Nothing is parsed before `readBody`.
 */
export function takeEpcisBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<Buffer>(
    [...epcisTypes],
    { parseAs: 'buffer' },
    async (req: FastifyRequest, bytes: Buffer) => textOf(req, bytes),
  )
  scope.addContentTypeParser('*', async (req: FastifyRequest) => {
    throw unsupported(req.headers['content-type'] ?? '')
  })
}

const unsupported = (type: string) =>
  new AppError('unsupported', 'epcis.content_type_unsupported', { type, supported: epcisTypes.join(', ') })

function textOf(req: FastifyRequest, bytes: Buffer): Body {
  const given = req.headers['content-type'] ?? ''
  const [type = '', ...parameters] = given.toLowerCase().split(';')
  const charset = parameters.map((p) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(p)?.[1]).find((c) => c !== undefined)
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset)) throw unsupported(given)
  const format = type.trim().endsWith('xml') ? 'xml' : 'json'
  try {
    // the byte order mark stays for the readers: where one stands within a text it is a problem they name
    return { format, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    throw new AppError('invalid', 'epcis.not_utf8')
  }
}

/**
 * Text and form of the document in the body of a request that came through `takeEpcisBodies`.
 * @throws unsupported `epcis.content_type_unsupported` where no body came at all
 */
export function bodyOf(req: FastifyRequest): Body {
  const body = req.body as Body | undefined
  if (body === undefined) throw unsupported(req.headers['content-type'] ?? '')
  return body
}

/** The document in that body: never throws for what stands in it, its problems say so. */
export function readBody(req: FastifyRequest): ReadDocument {
  const { format, text } = bodyOf(req)
  return format === 'xml' ? readXml(text) : readJson(text)
}

/** How a request wants its events: by its Accept, GS1-EPC-Format and GS1-CBV-XML-Format headers. */
export type Answering = { format: Format; contentType: string; epcFormat: EpcFormat; cbvFormat: CbvXmlFormat }

/**
 * @throws not_acceptable `epcis.not_acceptable` when Accept names nothing that is written here, or the versions asked
 * for (GS1-EPCIS-Version, -Min, -Max and the same of CBV) leave out ours; invalid `epcis.header_malformed` for a header
 * of ours with a value that openapi.yaml does not know
 */
export function answering(req: FastifyRequest): Answering {
  const contentType = accepted(single(req, 'accept'))
  if (contentType === undefined)
    throw new AppError('not_acceptable', 'epcis.not_acceptable', { accept: single(req, 'accept') })
  checkVersions(req)
  return {
    format: contentType.endsWith('xml') ? 'xml' : 'json',
    contentType,
    epcFormat: oneOf(req, 'gs1-epc-format', epcFormats) ?? 'Always_GS1_Digital_Link',
    cbvFormat: oneOf(req, 'gs1-cbv-xml-format', cbvXmlFormats) ?? 'No_Preference',
  }
}

const single = (req: FastifyRequest, name: string): string | undefined => {
  const value = req.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

function oneOf<T extends string>(req: FastifyRequest, name: string, values: readonly T[]): T | undefined {
  const given = single(req, name)
  if (given === undefined) return undefined
  const found = values.find((v) => v === given.trim())
  if (found === undefined) throw new AppError('invalid', 'epcis.header_malformed', { header: name, value: given })
  return found
}

/** What we would rather write, first to last, when the client likes several as much: openapi.yaml answers with JSON. */
const written = ['application/json', 'application/ld+json', 'application/xml', 'text/xml']

/** The type to answer with (RFC 9110 §12.5.1: the most specific range decides a type's weight); undefined for none. */
export function accepted(accept: string | undefined): string | undefined {
  if (accept === undefined || accept.trim() === '') return written[0]
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.toLowerCase().split(';')
    const q = parameters.map((p) => /^\s*q\s*=\s*([0-9.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined)
    return { range: range.trim(), weight: q === undefined ? 1 : Number(q) }
  })
  const weight = (type: string) => {
    for (const range of [type, `${type.split('/')[0]}/*`, '*/*']) {
      const found = ranges.find((r) => r.range === range)
      if (found) return found.weight
    }
    return 0
  }
  const [best] = written.map((type) => ({ type, weight: weight(type) })).sort((a, b) => b.weight - a.weight)
  return best && best.weight > 0 ? best.type : undefined
}

/** −1, 0 or 1: versions as openapi.yaml writes them (`2`, `2.0`, `2.0.0` are the same). */
function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((v) => v.split('.').map(Number)) as [number[], number[]]
  for (let i = 0; i < Math.max(x.length, y.length); i++)
    if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) < (y[i] ?? 0) ? -1 : 1
  return 0
}

/**
 * Refuses a request for versions that leave out what is answered here. `GS1-EPCIS-Version` of a request with a body
 * says what the body is and may be older.
 * @throws not_acceptable `epcis.version_unsupported`; invalid `epcis.header_malformed`
 */
export function checkVersions(req: FastifyRequest): void {
  for (const [subject, here, oldest] of [
    ['epcis', versions.epcis, versions.epcisMin],
    ['cbv', versions.cbv, versions.cbvMin],
  ] as const) {
    const asked = (name: string) => {
      const value = single(req, `gs1-${subject}-${name}`)?.trim()
      if (value !== undefined && !/^\d{1,6}(?:\.\d{1,6}){0,5}$/.test(value))
        throw new AppError('invalid', 'epcis.header_malformed', { header: `gs1-${subject}-${name}`, value })
      return value
    }
    const [version, min, max] = [asked('version'), asked('min'), asked('max')]
    const hasBody = req.method === 'POST' || req.method === 'PUT'
    const tooOld = version !== undefined && compareVersions(version, hasBody ? oldest : here) < 0
    const tooNew = version !== undefined && compareVersions(version, here) > 0
    const outside =
      (min !== undefined && compareVersions(min, here) > 0) || (max !== undefined && compareVersions(max, here) < 0)
    if (tooOld || tooNew || outside)
      throw new AppError('not_acceptable', 'epcis.version_unsupported', { subject, version: here })
  }
}

/**
 * The namespaces of a request's GS1-Extensions header, `prefix=uri` in a comma list: prefixes that its query parameters
 * may use. @throws invalid `epcis.header_malformed`
 */
export function extensionsOf(req: FastifyRequest): Namespaces {
  const given = single(req, 'gs1-extensions')
  if (given === undefined || given.trim() === '') return {}
  const entries = given.split(',').map((part) => {
    const found = /^\s*([A-Za-z_][\w.-]*)\s*=\s*([A-Za-z][A-Za-z0-9+.-]*:[^\s,]+)\s*$/.exec(part)
    if (!found) throw new AppError('invalid', 'epcis.header_malformed', { header: 'gs1-extensions', value: given })
    return [found[1]!, found[2]!] as const
  })
  return Object.fromEntries(entries)
}

/** The version headers of every answer under /epcis; the extension namespaces its events use go along. */
export function versionHeaders(reply: FastifyReply, namespaces: Namespaces = {}): FastifyReply {
  const extensions = Object.entries(namespaces).map(([prefix, uri]) => `${prefix}=${uri}`)
  reply.header('GS1-EPCIS-Version', versions.epcis).header('GS1-CBV-Version', versions.cbv)
  // a header is Latin-1 on one line: what does not fit it stands in the document anyway
  return reply.header('GS1-Extensions', extensions.filter((e) => /^[\x21-\x2b\x2d-\x7e]+$/.test(e)).join(', '))
}

/**
 * Answers OPTIONS (openapi.yaml `204…Discovery`): `allow` is what the resource takes besides OPTIONS, `own` its further
 * headers, such as GS1-EPCIS-Capture-Limit.
 */
export function answerOptions(
  reply: FastifyReply,
  allow: readonly string[],
  own: Readonly<Record<string, string>> = {},
): FastifyReply {
  versionHeaders(reply)
    .header('Allow', ['OPTIONS', ...allow].join(', '))
    .header('GS1-EPCIS-Min', versions.epcisMin)
    .header('GS1-EPCIS-Max', versions.epcis)
    .header('GS1-CBV-Min', versions.cbvMin)
    .header('GS1-CBV-Max', versions.cbv)
    .header('GS1-EPC-Format', epcFormats.join(', '))
    .header('GS1-CBV-XML-Format', cbvXmlFormats.join(', '))
  for (const [name, value] of Object.entries(own)) reply.header(name, value)
  return reply.code(204).send()
}

/** OPTIONS of a resource, and the refusal (405) of what it does not take: `allow` and `own` as for `answerOptions`. */
export function mountDiscovery(
  app: FastifyInstance,
  path: string,
  allow: readonly string[],
  own: Readonly<Record<string, string>> = {},
): void {
  const config = { endpoint: 'epcisOptions' }
  app.options(path, { config }, async (_req, reply) => answerOptions(reply, allow, own))
  const onRequest = async (req: FastifyRequest, reply: FastifyReply) => {
    reply.header('Allow', ['OPTIONS', ...allow].join(', '))
    throw new AppError('method_not_allowed', 'request.method_not_allowed', { method: req.method })
  }
  const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((m) => !allow.includes(m))
  // refused before the body is read
  app.route({ method, url: path, config, onRequest, handler: async () => undefined })
}

/**
 * The text of a document as the request wants it: identifiers translated where `lengths` allow (prefixLengthsOf), JSON-LD
 * or XML. Send it with `answer.contentType` and `versionHeaders`.
 */
export function documentText(answer: Answering, document: OutDocument, lengths?: PrefixLengths): string {
  const events = document.events.map((e) => ({ ...e, event: inFormat(e.event, answer.epcFormat, lengths) }))
  const out = { ...document, events }
  return answer.format === 'xml' ? writeXml(out, answer.cbvFormat) : writeDocument(out)
}
