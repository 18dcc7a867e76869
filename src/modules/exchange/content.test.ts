import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standardContext } from '../../kernel/epcis/names.ts'
import { readXml } from '../../kernel/epcis/xml-read.ts'
import { toAppError } from '../../platform/errors.ts'
import {
  accepted,
  answering,
  answerOptions,
  documentText,
  extensionsOf,
  readBody,
  takeEpcisBodies,
  versionHeaders,
} from './content.ts'
import { exchangeWords } from './words.ts'

const event = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00Z',
  eventTimeZoneOffset: '+08:00',
  epcList: ['urn:epc:id:sgtin:0614141.107346.2018'],
  action: 'OBSERVE',
  bizStep: 'shipping',
  'ex:note': '有机',
}
const json = {
  '@context': [standardContext, { ex: 'http://ns.example.com/epcis/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T08:30:00Z',
  epcisBody: { eventList: [event] },
}
const xml =
  '<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="http://ns.example.com/epcis/" schemaVersion="2.0" creationDate="2026-03-01T08:30:00Z"><EPCISBody><EventList><ObjectEvent><eventTime>2026-03-01T08:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:0614141.107346.2018</epc></epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><ex:note>有机</ex:note></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>'

let app: FastifyInstance
beforeAll(async () => {
  app = fastify({ bodyLimit: 10_000 })
  app.setErrorHandler((err, _req, reply) => {
    const refusal = toAppError(err)
    return reply.code(refusal.status).send(refusal.toProblem())
  })
  app.register(async (scope) => {
    takeEpcisBodies(scope)
    scope.post('/read', async (req) => {
      const { kind, events, problems } = readBody(req)
      return { kind, events: events.map((e) => e.event), problems: problems.map((p) => p.reason) }
    })
    scope.post('/translate', async (req, reply) => {
      const answer = answering(req)
      const { kind, creationDate, events, context } = readBody(req)
      const document = { kind, creationDate: creationDate!, events: events.map((e) => ({ event: e.event, context })) }
      versionHeaders(reply, events[0]?.namespaces).type(answer.contentType)
      return documentText(answer, document)
    })
  })
  app.get('/extensions', async (req) => extensionsOf(req))
  app.options('/read', async (_req, reply) =>
    answerOptions(reply, ['GET', 'POST'], { 'GS1-EPCIS-Capture-Limit': '500' }),
  )
  await app.ready()
})
afterAll(() => app.close())

const post = (url: string, payload: string | Buffer, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url, payload, headers })

describe('bodies', () => {
  test.each([
    ['application/json', JSON.stringify(json)],
    ['application/ld+json; charset=utf-8', `\uFEFF${JSON.stringify(json)}`],
    ['application/xml', xml],
    ['text/xml;charset="UTF-8"', `\uFEFF${xml}`],
    ['Application/XML ; q=1', xml],
  ])('%s', async (type, text) => {
    const res = await post('/read', text, { 'content-type': type })
    expect(res.statusCode).toBe(200)
    expect(res.json()).toEqual({ kind: 'EPCISDocument', events: [event], problems: [] })
  })

  test.each([
    ['text/plain', xml, 415, 'epcis.content_type_unsupported'],
    ['application/xml; charset=GB18030', xml, 415, 'epcis.content_type_unsupported'],
    ['multipart/form-data; boundary=x', 'x', 415, 'epcis.content_type_unsupported'],
    ['application/xml', Buffer.from([0x3c, 0x61, 0xff, 0x3e]), 400, 'epcis.not_utf8'],
    ['application/xml', Buffer.from(`\uFEFF${xml}`, 'utf16le'), 400, 'epcis.not_utf8'],
    ['application/xml', `<a>${'x'.repeat(10_000)}</a>`, 413, 'request.too_large'],
  ])('%s is refused with %s', async (type, text, status, reason) => {
    const res = await post('/read', text, { 'content-type': type })
    expect([res.statusCode, res.json().reason]).toEqual([status, reason])
  })

  test('no body and no type', async () => {
    const res = await app.inject({ method: 'POST', url: '/read' })
    expect([res.statusCode, res.json().reason]).toEqual([415, 'epcis.content_type_unsupported'])
  })

  test('what stands in a body is a problem of the document and no refusal', async () => {
    const res = await post('/read', '<!DOCTYPE a><a/>', { 'content-type': 'application/xml' })
    expect([res.statusCode, res.json().problems]).toEqual([200, ['xml_doctype']])
  })
})

test('the type to answer with', () => {
  for (const [accept, type] of [
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/ld+json', 'application/ld+json'],
    ['application/xml', 'application/xml'],
    ['text/xml', 'text/xml'],
    ['text/*', 'text/xml'],
    ['application/xml;q=0.9, application/json;q=0.8', 'application/xml'],
    ['application/xml;q=0.5, */*', 'application/json'],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'application/xml'],
    ['application/json;q=0, application/*', 'application/ld+json'],
    ['APPLICATION/XML', 'application/xml'],
    ['text/html', undefined],
    ['application/json;q=0', undefined],
    ['nonsense', undefined],
  ] as const)
    expect([accept, accepted(accept)]).toEqual([accept, type])
})

describe('answers', () => {
  const asJson = { 'content-type': 'application/json' }
  test('JSON in, XML out, with the words and identifiers that were asked for', async () => {
    const res = await post('/translate', JSON.stringify(json), {
      ...asJson,
      accept: 'application/xml',
      'gs1-epc-format': 'Never_Translates',
      'gs1-cbv-xml-format': 'Always_Web_URI',
    })
    expect(res.headers['content-type']).toMatch(/^application\/xml/)
    expect(res.headers['gs1-epcis-version']).toBe('2.0.0')
    expect(res.headers['gs1-cbv-version']).toBe('2.0.0')
    expect(res.headers['gs1-extensions']).toBe('ex=http://ns.example.com/epcis/')
    expect(res.body).toContain('<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>')
    expect(readXml(res.body).events[0]!.event).toEqual(event)
  })

  test('Digital Links unless something else is asked for', async () => {
    const epc = async (headers: Record<string, string>) =>
      (await post('/translate', JSON.stringify(json), { ...asJson, ...headers })).json().epcisBody.eventList[0]
        .epcList[0]
    expect(await epc({})).toBe('https://id.gs1.org/01/10614141073464/21/2018')
    expect(await epc({ 'gs1-epc-format': 'Never_Translates' })).toBe(event.epcList[0])
    expect(await epc({ 'gs1-epc-format': 'Always_EPC_URN' })).toBe(event.epcList[0])
  })

  test.each([
    [{ accept: 'text/html' }, 406, 'epcis.not_acceptable'],
    [{ 'gs1-epc-format': 'Sometimes' }, 400, 'epcis.header_malformed'],
    [{ 'gs1-cbv-xml-format': 'urn' }, 400, 'epcis.header_malformed'],
    [{ 'gs1-epcis-version': '2.x' }, 400, 'epcis.header_malformed'],
    [{ 'gs1-epcis-version': '3.0' }, 406, 'epcis.version_unsupported'],
    [{ 'gs1-epcis-version': '0.9' }, 406, 'epcis.version_unsupported'],
    [{ 'gs1-epcis-min': '2.1' }, 406, 'epcis.version_unsupported'],
    [{ 'gs1-epcis-max': '1.2.0' }, 406, 'epcis.version_unsupported'],
    [{ 'gs1-cbv-max': '1.2' }, 406, 'epcis.version_unsupported'],
    [{ 'gs1-cbv-version': '2.1' }, 406, 'epcis.version_unsupported'],
    [
      { 'gs1-epcis-version': '2', 'gs1-epcis-min': '1.2', 'gs1-epcis-max': '2.0.0', 'gs1-cbv-version': '2.0' },
      200,
      undefined,
    ],
    // a body of 1.2 is read, and answered in 2.0
    [{ 'gs1-epcis-version': '1.2' }, 200, undefined],
  ] as const)('%j: %i', async (headers, status, reason) => {
    const res = await post('/translate', JSON.stringify(json), { ...asJson, ...headers } as Record<string, string>)
    expect([res.statusCode, res.json().reason]).toEqual([status, reason])
  })

  test('the prefixes of GS1-Extensions', async () => {
    const get = (value: string) => app.inject({ url: '/extensions', headers: { 'gs1-extensions': value } })
    expect((await get('a=http://a.example/, b-1 = urn:b:')).json()).toEqual({ a: 'http://a.example/', 'b-1': 'urn:b:' })
    expect((await get('')).json()).toEqual({})
    expect((await get('a')).json().reason).toBe('epcis.header_malformed')
    expect((await get('a=b')).json().reason).toBe('epcis.header_malformed')
  })

  test('OPTIONS tells what is spoken here', async () => {
    const res = await app.inject({ method: 'OPTIONS', url: '/read' })
    expect(res.statusCode).toBe(204)
    expect(res.headers).toMatchObject({
      allow: 'OPTIONS, GET, POST',
      'gs1-epcis-version': '2.0.0',
      'gs1-epcis-min': '1.0.0',
      'gs1-epcis-max': '2.0.0',
      'gs1-cbv-min': '1.0.0',
      'gs1-cbv-max': '2.0.0',
      'gs1-epc-format': 'No_Preference, Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates',
      'gs1-epcis-capture-limit': '500',
    })
  })

  test('a namespace that is no header text does not break the header', async () => {
    const odd = { ...json, '@context': [standardContext, { ex: 'http://ns.example.com/品/\r\nx: y' }] }
    const res = await post('/translate', JSON.stringify(odd), asJson)
    expect([res.statusCode, res.headers['gs1-extensions']]).toEqual([200, ''])
  })
})

test('every refusal has its words', () => {
  for (const reason of [
    'content_type_unsupported',
    'not_utf8',
    'not_acceptable',
    'version_unsupported',
    'header_malformed',
  ])
    expect(exchangeWords).toHaveProperty([`epcis.${reason}`])
})
