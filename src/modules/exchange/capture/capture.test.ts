import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { commission, context, makeHolder, named, sgtin } from '../../../../test/capture/world.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { readXml } from '../../../kernel/epcis/xml-read.ts'
import { writeXml } from '../../../kernel/epcis/xml-write.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import { captureMost } from './schema.ts'

let t: TestApp
let me: Awaited<ReturnType<typeof actor>>
const actor = async () => {
  const { partyId, gln } = await makeHolder(t.deps)
  const call = t.as({ partyId, sectors: ['crop'] })
  return { partyId, gln, headers: call.headers }
}
beforeAll(async () => {
  t = await testApp()
  me = await actor()
})
afterAll(() => t.close())

let serial = 0
const fresh = () => sgtin(`H${++serial}`)
const documentOf = (events: readonly EpcisEvent[], more: object = {}) => ({
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-06-01T00:00:00Z',
  epcisBody: { eventList: events },
  ...more,
})
const post = (url: string, payload: unknown, headers: Record<string, string> = {}, who = me) =>
  t.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...who.headers, ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
const get = (url: string, headers: Record<string, string> = {}, who = me) =>
  t.app.inject({ url, headers: { ...who.headers, ...headers } })
const jobOf = async (location: string) => (await get(location)).json()
const held = async (epc: string) =>
  (
    await t.owner.query<{ quantity: string }>(
      `select trim_scale(quantity)::text as quantity from trace.holding h join trace.item i using (home_id, item_id) where i.identifier = $1 and h.party_id = $2`,
      [canonicalIdentifier(epc), me.partyId],
    )
  ).rows[0]?.quantity
const count = async (table: string) =>
  Number((await t.owner.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n)

test('who asks for XML is answered in XML: one event in a document, a refusal as a problem', async () => {
  const xml = { accept: 'application/xml' }
  const epc = fresh()
  const res = await post('/epcis/events', { '@context': context, ...named(commission(1, [epc])) }, xml)
  expect([res.statusCode, String(res.headers['content-type'])]).toEqual([201, 'application/xml; charset=utf-8'])
  const read = readXml(res.body)
  expect(read.problems).toEqual([])
  const [event] = read.events
  expect(event?.event).toMatchObject({ type: 'ObjectEvent', action: 'ADD', epcList: [epc] })
  expect(`/epcis/events/${encodeURIComponent(String(event?.event['eventID']))}`).toBe(res.headers['location'])

  for (const accept of ['text/xml', 'application/problem+xml']) {
    const refused = await post('/epcis/capture', '<', { accept, 'content-type': 'text/plain' })
    expect(String(refused.headers['content-type'])).toBe('application/problem+xml; charset=utf-8')
    expect(refused.body).toContain(
      '<problem xmlns="urn:ietf:rfc:7807"><code>unsupported</code><reason>epcis.content_type_unsupported</reason>',
    )
    expect(refused.body).toMatch(/<status>415<\/status><type>epcisException:UnsupportedMediaTypeException<\/type>/)
    expect(refused.body).toContain('<type>text/plain</type>')
  }
  const invalid = await post('/epcis/events', { '@context': context, type: 'Other <1>' }, xml)
  expect([invalid.statusCode, invalid.body]).toEqual([400, expect.stringContaining('<problems><i><path>')])
  expect(invalid.body).not.toContain('<1>')
  const other = await t.app.inject({ url: '/api/nothing', headers: xml })
  expect(String(other.headers['content-type'])).toMatch(/^application\/problem\+json/)
})

describe('a document', () => {
  test('is durable and invisible when it is answered, captured when its job is done', async () => {
    const [x, y] = [fresh(), fresh()]
    const res = await post('/epcis/capture', documentOf([named(commission(1, [x])), commission(2, [y])]))
    expect([res.statusCode, res.body]).toEqual([202, ''])
    const location = String(res.headers['location'])
    expect(location).toMatch(/^\/epcis\/capture\/[0-9a-f-]{36}$/)
    expect(await jobOf(location)).toEqual({
      captureID: location.split('/').at(-1),
      createdAt: '2026-06-01T08:00:00Z',
      running: true,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
    })
    expect(await held(x)).toBeUndefined()
    await t.drain()
    expect(await jobOf(location)).toMatchObject({
      running: false,
      success: true,
      finishedAt: '2026-06-01T08:00:00Z',
      errors: [],
    })
    expect([await held(x), await held(y)]).toEqual(['1', '1'])
    expect(await count('exchange.capture_job where document is not null')).toBe(0)
    const found = await get(`/epcis/events?MATCH_epc=${encodeURIComponent(x)}`)
    expect(found.json().epcisBody.queryResults.resultsBody.eventList).toHaveLength(1)
  })

  test('in XML is the same document', async () => {
    const x = fresh()
    const event = named(commission(1, [x]))
    const xml = writeXml({ kind: 'EPCISDocument', creationDate: '2026-06-01T00:00:00Z', events: [{ event, context }] })
    const res = await post('/epcis/capture', xml, { 'content-type': 'application/xml' })
    expect(res.statusCode).toBe(202)
    await post('/epcis/capture', documentOf([event]))
    await t.drain()
    expect(await held(x)).toBe('1')
    expect(await count(`trace.event where external_id = '${String(event['eventID'])}'`)).toBe(1)
  })

  test('may have master data alone, and no events', async () => {
    const id = 'urn:epc:id:sgln:0614141.00777.0'
    const element = { id, attributes: [{ id: 'cbvmda:city', attribute: '海口' }] }
    const list = [{ type: 'urn:epcglobal:epcis:vtype:ReadPoint', vocabularyElementList: [element] }]
    const header = { epcisHeader: { epcisMasterData: { vocabularyList: list } } }
    const document = { ...(JSON.parse(JSON.stringify(documentOf([]))) as object), ...header }
    const other = await actor()
    const res = await post('/epcis/capture', document, {}, other)
    expect(res.statusCode).toBe(202)
    await t.drain()
    expect((await get(String(res.headers['location']), {}, other)).json()).toMatchObject({
      running: false,
      success: true,
      errors: [],
    })
    expect(await count(`exchange.vocabulary where id = '${canonicalIdentifier(id)}'`)).toBe(1)
  })

  test('rollback: one bad event and nothing is kept; proceed: the others are', async () => {
    for (const behaviour of ['rollback', 'proceed'] as const) {
      const [x, y] = [fresh(), fresh()]
      const bad: EpcisEvent = { ...named(commission(2, [y])), action: 'MAYBE' }
      const late = named({ ...commission(3, [y]), eventTime: '2026-06-01T09:00:00Z' })
      const res = await post('/epcis/capture', documentOf([named(commission(1, [x])), bad, late]), {
        'gs1-capture-error-behaviour': behaviour,
      })
      await t.drain()
      const job = await jobOf(String(res.headers['location']))
      expect(job).toMatchObject({ running: false, success: false, captureErrorBehaviour: behaviour })
      expect(
        job.errors.map((e: Record<string, unknown>) => [e['event'], e['eventID'], e['type'], e['status']]),
      ).toEqual([
        [1, bad['eventID'], 'epcisException:ValidationException', 400],
        [2, late['eventID'], 'epcisException:ValidationException', 400],
      ])
      expect(job.errors[0].instance).toBe('/epcisBody/eventList/1/action')
      expect(job.errors[1].reason).toBe('event.in_future')
      expect([await held(x), await held(y)], behaviour).toEqual([behaviour === 'proceed' ? '1' : undefined, undefined])
    }
  })

  test('what the database refuses is found among the others', async () => {
    const [x, y] = [fresh(), fresh()]
    const monster = `urn:uuid:${crypto.randomUUID()}`
    const long = (n: number) => Array.from({ length: n }, () => crypto.randomUUID()).join('/')
    for (const behaviour of ['proceed', 'rollback'] as const) {
      const events = [
        named(commission(1, [x])),
        commission(2, [`https://example.org/${long(400)}`], {
          eventID: `${monster}`,
          bizLocation: { id: `https://example.org/place/${long(400)}` },
        }),
        named(commission(3, [y])),
      ]
      const res = await post('/epcis/capture', documentOf(events), { 'gs1-capture-error-behaviour': behaviour })
      await t.drain()
      const job = await jobOf(String(res.headers['location']))
      expect(job).toMatchObject({
        success: false,
        errors: [{ event: 1, eventID: monster, type: 'epcisException:ImplementationException' }],
      })
      expect([await held(x), await held(y)], behaviour).toEqual(['1', '1'])
    }
  })

  test('master data of its header is kept, the last word of each element', async () => {
    const vocabulary = (name: string) => ({
      epcisHeader: {
        epcisMasterData: {
          vocabularyList: [
            {
              type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
              vocabularyElementList: [
                {
                  id: 'urn:epc:id:sgln:9521321.00001.0',
                  attributes: [{ id: 'urn:epcglobal:cbv:mda#name', attribute: name }],
                  children: ['urn:epc:id:sgln:9521321.00001.1'],
                },
              ],
            },
          ],
        },
      },
    })
    for (const name of ['示例仓库', '示例仓库"二"'])
      expect((await post('/epcis/capture', documentOf([], vocabulary(name)))).statusCode).toBe(202)
    await t.drain()
    const { rows } = await t.owner.query(
      'select type, id, attributes, children from exchange.vocabulary where party_id = $1',
      [me.partyId],
    )
    expect(rows).toEqual([
      {
        type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
        id: canonicalIdentifier('urn:epc:id:sgln:9521321.00001.0'),
        attributes: [{ id: 'urn:epcglobal:cbv:mda#name', attribute: '示例仓库"二"' }],
        children: [canonicalIdentifier('urn:epc:id:sgln:9521321.00001.1')],
      },
    ])
  })

  test('a large one is read in a thread; numbers too long for JavaScript come through it', async () => {
    const events = Array.from({ length: 300 }, (_, i) => named(commission(i, [fresh()])))
    const text = JSON.stringify(
      documentOf(events, { '@context': [...context, { ex: 'https://example.org/ns/' }] }),
    ).replace('"bizStep"', '"ex:n":12345678901234567890.123,"bizStep"')
    const res = await post('/epcis/capture', text)
    expect(res.statusCode).toBe(202)
    await t.drain()
    expect(await jobOf(String(res.headers['location']))).toMatchObject({ success: true, errors: [] })
    const { rows } = await t.owner.query<{ body: string }>(
      `select body from trace.event_body b join trace.event e using (party_id, event_id) where external_id = $1`,
      [events[0]!['eventID']],
    )
    expect(rows[0]!.body).toContain('12345678901234567890.123')
    expect(
      (await get(`/epcis/events?EQ_eventID=${encodeURIComponent(String(events[299]!['eventID']))}`)).body,
    ).toContain(String(events[299]!['eventID']))
  })
})

describe('refused before there is a job', () => {
  const refusal = async (res: Awaited<ReturnType<typeof post>>) => {
    const { type, status, title, reason } = res.json()
    expect(res.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect([status, typeof title]).toEqual([res.statusCode, 'string'])
    return [res.statusCode, type, reason]
  }
  test('with the type the standard has for it', async () => {
    const jobs = await count('exchange.capture_job')
    const bytes = captureMost.bytes
    const many = JSON.stringify(
      documentOf(Array.from({ length: captureMost.events + 1 }, () => ({ type: 'ObjectEvent' }))),
    )
    const tooMany = await post('/epcis/capture', many)
    expect(await refusal(tooMany)).toEqual([
      413,
      'epcisException:CaptureLimitExceededException',
      'epcis_capture.too_many_events',
    ])
    expect(tooMany.headers['gs1-epcis-capture-limit']).toBe(String(captureMost.events))
    const tooLong = await post('/epcis/capture', ' '.repeat(bytes + 1))
    expect(await refusal(tooLong)).toEqual([413, 'epcisException:CaptureLimitExceededException', 'request.too_large'])
    expect(tooLong.headers['gs1-epcis-capture-file-size-limit']).toBe(String(bytes))
    expect(await refusal(await post('/epcis/capture', ' '.repeat(bytes)))).toEqual([
      400,
      'epcisException:ValidationException',
      'epcis_capture.document_invalid',
    ])
    expect(await refusal(await post('/epcis/capture', '{'))).toEqual([
      400,
      'epcisException:ValidationException',
      'epcis_capture.document_invalid',
    ])
    expect(await refusal(await post('/epcis/capture', commission(1, [fresh()])))).toEqual([
      400,
      'epcisException:ValidationException',
      'epcis_capture.document_invalid',
    ])
    expect(
      await refusal(await post('/epcis/capture', documentOf([]), { 'gs1-capture-error-behaviour': 'maybe' })),
    ).toEqual([400, 'epcisException:ValidationException', 'epcis.header_malformed'])
    expect(await refusal(await post('/epcis/capture', 'x', { 'content-type': 'text/plain' }))).toEqual([
      415,
      'epcisException:UnsupportedMediaTypeException',
      'epcis.content_type_unsupported',
    ])
    expect(await refusal(await post('/epcis/capture', documentOf([]), { 'gs1-epcis-min': '3.0.0' }))).toEqual([
      406,
      'epcisException:NotAcceptableException',
      'epcis.version_unsupported',
    ])
    for (const url of ['/epcis/capture', '/epcis/events'])
      expect(await refusal(await post(url, documentOf([]), { accept: 'text/html' }))).toEqual([
        406,
        'epcisException:NotAcceptableException',
        'epcis.not_acceptable',
      ])
    expect(
      await refusal(await post('/epcis/capture', documentOf([]), {}, { ...me, headers: { 'x-test-actor': '' } })),
    ).toEqual([401, 'epcisException:SecurityException', 'login.required'])
    const reader = t.as({ permissions: ['epcis:query'] })
    expect(await refusal(await post('/epcis/capture', documentOf([]), {}, { ...me, headers: reader.headers }))).toEqual(
      [403, 'epcisException:SecurityException', 'permission.missing'],
    )
    expect(await refusal(await get('/epcis/capture/nothing'))).toEqual([
      404,
      'epcisException:NoSuchNameException',
      'epcis_capture.not_found',
    ])
    expect(await count('exchange.capture_job')).toBe(jobs)
  })
})

test('one event is captured at once and told where it is', async () => {
  const x = fresh()
  const event = { '@context': context, ...commission(1, [x]) }
  const res = await post('/epcis/events', event)
  expect(res.statusCode).toBe(201)
  expect(res.json()).toMatchObject({ ...event, eventID: expect.stringMatching(/^ni:\/\/\/sha-256;/) })
  expect(await held(x)).toBe('1')
  const found = await get(String(res.headers['location']))
  expect(found.json().epcisBody.queryResults.resultsBody.eventList).toHaveLength(1)
  // again: the same event
  const again = await post('/epcis/events', event)
  expect([again.statusCode, again.headers['location']]).toEqual([201, res.headers['location']])
  expect(await held(x)).toBe('1')
  const bad = await post('/epcis/events', { ...event, action: 'MAYBE' })
  expect([bad.statusCode, bad.json().type, bad.json().details.problems[0].instance]).toEqual([
    400,
    'epcisException:ValidationException',
    '/action',
  ])
  const two = await post('/epcis/events', documentOf([event, event]))
  expect([two.statusCode, two.json().reason]).toEqual([400, 'epcis_capture.one_event'])
})

test('jobs are listed newest first, a page at a time, to their party only', async () => {
  const [other, stranger] = [await actor(), await actor()]
  for (let i = 0; i < 5; i++) await post('/epcis/capture', documentOf([]), {}, other)
  const first = await get('/epcis/capture?perPage=3', {}, other)
  expect(first.json()).toHaveLength(3)
  const next = /<([^>]+)>; rel="next"/.exec(String(first.headers['link']))![1]!
  const second = await get(next.replace('https://sy.example', ''), {}, other)
  expect(second.json()).toHaveLength(2)
  expect(second.headers['link']).toBeUndefined()
  const ids = [...first.json(), ...second.json()].map((j: { captureID: string }) => j.captureID)
  expect(ids).toEqual([...ids].sort().reverse())
  expect((await get('/epcis/capture', {}, stranger)).json()).toEqual([])
  expect((await get(`/epcis/capture/${ids[0]}`, {}, stranger)).statusCode).toBe(404)
  const xml = await get(`/epcis/capture/${ids[0]}`, { accept: 'application/xml' }, other)
  expect(xml.headers['content-type']).toMatch(/^application\/xml/)
  expect(xml.body).toContain(`captureID="${ids[0]}" createdAt=`)
})

test('OPTIONS says what is taken', async () => {
  const res = await t.app.inject({ method: 'OPTIONS', url: '/epcis/capture' })
  expect([res.statusCode, res.body]).toEqual([204, ''])
  expect(res.headers).toMatchObject({
    allow: 'OPTIONS, GET, POST',
    'gs1-epcis-capture-limit': String(captureMost.events),
    'gs1-epcis-capture-file-size-limit': String(captureMost.bytes),
    'gs1-capture-error-behaviour': 'all',
    'gs1-epcis-version': '2.0.0',
  })
  expect(
    (await t.app.inject({ method: 'OPTIONS', url: `/epcis/capture/${crypto.randomUUID()}` })).headers['allow'],
  ).toBe('OPTIONS, GET')
})
