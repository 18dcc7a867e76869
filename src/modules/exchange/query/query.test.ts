import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EpcisWorld, epcisWorld } from '../../../../test/epcis/world.ts'
import { after, party } from '../../../../test/trace.ts'
import { readXml } from '../../../kernel/epcis/xml-read.ts'
import { setSingleNode } from '../../../platform/single-node.ts'
import { createQuery } from './schema.ts'

let w: EpcisWorld
beforeAll(async () => {
  w = await epcisWorld()
})
afterAll(() => w.close())

const gtin = (item: string, serial: number | string) => `urn:epc:id:sgtin:0614141.${item}.${serial}`
const observed = (minute: number, over: Record<string, unknown> = {}) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: after(minute),
  eventTimeZoneOffset: '+08:00',
  bizStep: 'storing',
  epcList: [gtin('107346', minute)],
  ...over,
})
const time = (e: Record<string, unknown>) => String(e['eventTime'])
const nextOf = (headers: Record<string, unknown>): string | undefined =>
  /^<https:\/\/sy\.example([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1]
/** Every page of an address, the events of each. */
async function pages(n: number, url: string, headers: Record<string, string> = {}) {
  const all: Record<string, unknown>[][] = []
  for (let at: string | undefined = url; at !== undefined; ) {
    const r = await w.ask(n, at, headers)
    expect(r.status, r.body).toBe(200)
    all.push(w.listOf(r.body))
    if (nextOf(r.headers)) expect(String(r.headers['gs1-next-page-token-expires'])).toMatch(/^\d{4}-.*Z$/)
    at = nextOf(r.headers)
  }
  return all
}

test('pages follow each other in the order asked for, whole and each once, while others are captured', async () => {
  await w.capture(
    1,
    Array.from({ length: 25 }, (_, i) => observed(i)),
  )
  const first = await w.ask(1, '/epcis/events?perPage=10&EQ_bizStep=storing')
  await w.capture(1, [observed(100)], { at: after(200) })
  const rest = await pages(1, nextOf(first.headers)!)
  const told = [...w.listOf(first.body), ...rest.flat()].map(time)
  expect(told).toHaveLength(25)
  expect(told).toEqual([...told].sort().reverse())
  const ascending = (await pages(1, '/epcis/events?perPage=7&orderBy=eventTime&orderDirection=ASC')).flat().map(time)
  expect(ascending).toEqual([...ascending].sort())
  expect(ascending).toHaveLength(26)
  expect((await pages(1, '/epcis/events?perPage=7&orderBy=recordTime')).flat()[0]).toMatchObject({
    eventTime: after(100),
  })
  // filters that only the events decide page as well
  const odd = await pages(
    1,
    `/epcis/events?perPage=2&MATCH_epc=${[1, 3, 5, 7, 9].map((n) => gtin('107346', n)).join('|')}`,
  )
  expect(odd.map((p) => p.length)).toEqual([2, 2, 1])
})

test('a limit counts over all pages; a maximum refuses instead', async () => {
  const limited = await pages(1, '/epcis/events?orderBy=eventTime&eventCountLimit=5&perPage=2')
  expect(limited.map((p) => p.length)).toEqual([2, 2, 1])
  expect((await w.ask(1, '/epcis/events?maxEventCount=26')).status).toBe(200)
  const refused = await w.ask(1, '/epcis/events?maxEventCount=25')
  expect(refused.status).toBe(413)
  expect(refused.json()).toMatchObject({ type: 'epcisException:QueryTooLargeException', status: 413 })
  expect(String(refused.headers['content-type'])).toContain('application/problem+json')
})

test.each([
  ['EQ_bizStp=storing', 'EQ_bizStp'],
  ['eventCountLimit=2&maxEventCount=2&orderBy=eventTime', 'eventCountLimit'],
  ['perPage=0', 'perPage'],
  ['nextPageToken=abc', 'nextPageToken'],
])('%s: QueryParameterException with its name', async (query, parameter) => {
  const r = await w.ask(1, `/epcis/events?${query}`)
  expect(r.status).toBe(400)
  expect(r.json()).toMatchObject({ type: 'epcisException:QueryParameterException', details: { parameter } })
})

test('a token belongs to its query and its time', async () => {
  const next = nextOf((await w.ask(1, '/epcis/events?perPage=5&EQ_bizStep=storing')).headers)!
  expect((await w.ask(1, next.replace('storing', 'shipping'))).json()).toMatchObject({
    reason: 'epcis_query.token_invalid',
  })
  w.t.setNow(after(60 * 24 * 3))
  expect((await w.ask(1, next)).json()).toMatchObject({ reason: 'epcis_query.token_expired' })
  w.t.setNow('2026-06-01T08:00:00.000Z')
})

test('sorted by an extension field, numbers as numbers; what lacks it comes last', async () => {
  const weights = ['9', '10', 'x', undefined, '2.5']
  await w.capture(
    2,
    weights.map((v, i) => observed(i, v === undefined ? {} : { 'ex:weight': v })),
  )
  const by = encodeURIComponent('http://ns.example.com/epcis/#weight')
  const ascending = await pages(2, `/epcis/events?orderBy=${by}&orderDirection=ASC&perPage=2`)
  expect(ascending.flat().map((e) => e['ex:weight'])).toEqual(['2.5', '9', '10', 'x', undefined])
  const descending = await w.events(2, `orderBy=${by}&eventCountLimit=2`)
  expect(descending.map((e) => e['ex:weight'])).toEqual(['x', '10'])
})

test('identifiers as the client wants them; what came in comes out when nothing is translated', async () => {
  const urn = observed(1, {
    epcList: [gtin('107346', 'A/B'.replace('/', '%2F'))],
    readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' },
  })
  const link = observed(2, {
    epcList: ['https://example.com/01/10614141073464/21/77'],
    'ex:kept': 'urn:epc:id:sgln:0614141.00777.0',
  })
  await w.capture(3, [urn, link])
  const asked = async (format?: string) =>
    (await w.ask(3, '/epcis/events?orderBy=eventTime&orderDirection=ASC', format ? { 'gs1-epc-format': format } : {}))
      .body
  expect(w.listOf(await asked())).toMatchObject([
    {
      epcList: ['https://id.gs1.org/01/10614141073464/21/A%2FB'],
      readPoint: { id: 'https://id.gs1.org/414/0614141007776' },
    },
    { epcList: ['https://example.com/01/10614141073464/21/77'], 'ex:kept': 'urn:epc:id:sgln:0614141.00777.0' },
  ])
  expect(w.listOf(await asked('Always_EPC_URN'))[1]).toMatchObject({ epcList: [gtin('107346', 77)] })
  const same = w.listOf(await asked('Never_Translates')).map(({ recordTime, eventID, ...e }) => e)
  expect(same).toEqual([urn, link])
  expect((await w.ask(3, '/epcis/events', { 'gs1-epc-format': 'Sometimes' })).status).toBe(400)
  const xml = await w.ask(3, '/epcis/events', { accept: 'application/xml', 'gs1-epc-format': 'Never_Translates' })
  expect(String(xml.headers['content-type'])).toContain('application/xml')
  const read = readXml(xml.body)
  expect(read.problems).toEqual([])
  expect(read.events.map((e) => e.event['epcList'])).toEqual([link.epcList, urn.epcList])
  expect((await w.ask(3, '/epcis/events', { accept: 'text/csv' })).status).toBe(406)
})

test('events that mean other things by a prefix each say their own', async () => {
  const [one, two] = ['http://one.example/', 'http://two.example/'].map((ex) => [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ex },
  ])
  await w.capture(4, [observed(1, { 'ex:a': '1' })], { context: one! })
  await w.capture(4, [observed(2, { 'ex:a': '2' })], { context: two! })
  const r = await w.ask(4, '/epcis/events', { 'gs1-epc-format': 'Never_Translates' })
  expect(r.json()['@context']).toContainEqual({ ex: 'http://two.example/' })
  expect(w.listOf(r.body)[1]).toMatchObject({ 'ex:a': '1', '@context': one })
  expect(await w.events(4, `EQ_${encodeURIComponent('http://one.example/#a')}=1`)).toHaveLength(1)
  const client = await w.ask(4, '/epcis/events?EQ_t:a=2', { 'gs1-extensions': 't=http://two.example/' })
  expect(w.listOf(client.body)).toHaveLength(1)
})

type Collection = { member: string[]; '@context': unknown; type: string }
const members = async (n: number, url: string, headers = {}) => (await w.ask(n, url, headers)).json() as Collection

test('the resource trees list what the reader’s events have, and lead to them', async () => {
  const step = 'http://ns.example.com/steps/washing'
  await w.capture(5, [
    observed(1, {
      bizStep: step,
      disposition: 'http://ns.example.com/d/clean',
      epcList: [gtin('107346', 1), gtin('107346', 2)],
      readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' },
    }),
    observed(2, {
      epcList: [gtin('107346', 2), gtin('107346', 3)],
      bizLocation: { id: 'urn:epc:id:sgln:0614141.00888.0' },
    }),
    {
      type: 'AggregationEvent',
      action: 'ADD',
      eventTime: after(3),
      eventTimeZoneOffset: '+08:00',
      bizStep: 'packing',
      parentID: 'urn:epc:id:sscc:0614141.1234567890',
      childEPCs: [gtin('107346', 1)],
    },
  ])
  expect((await members(5, '/epcis')).member).toContain('bizSteps')
  expect((await members(5, '/epcis/eventTypes')).member).toEqual([
    'ObjectEvent',
    'AggregationEvent',
    'TransactionEvent',
    'TransformationEvent',
    'AssociationEvent',
  ])
  expect((await members(5, '/epcis/eventTypes/ObjectEvent')).member).toEqual(['events'])
  expect((await w.ask(5, '/epcis/eventTypes/NoEvent')).status).toBe(404)
  const steps = await members(5, '/epcis/bizSteps?perPage=100')
  expect(steps).toMatchObject({ type: 'Collection' })
  expect(steps.member).toContain('shipping')
  expect(steps.member.at(-1)).toBe(step)
  expect(
    (await members(5, '/epcis/bizSteps?perPage=100', { 'gs1-extensions': 's=http://ns.example.com/steps/' })).member.at(
      -1,
    ),
  ).toBe('s:washing')
  expect((await members(6, '/epcis/bizSteps?perPage=100')).member).not.toContain(step)
  expect((await members(5, '/epcis/readPoints')).member).toEqual(['https://id.gs1.org/414/0614141007776'])
  expect((await members(5, '/epcis/bizLocations', { 'gs1-epc-format': 'Always_EPC_URN' })).member).toEqual([
    'urn:epc:id:sgln:0614141.00888.0',
  ])
  const at = encodeURIComponent('urn:epc:id:sgln:0614141.00777.0')
  expect((await members(5, `/epcis/readPoints/${at}`)).member).toEqual(['events'])
  expect((await w.ask(6, `/epcis/readPoints/${at}`)).status).toBe(404)
  expect(w.listOf((await w.ask(5, `/epcis/readPoints/${at}/events`)).body)).toHaveLength(1)
  expect(w.listOf((await w.ask(5, `/epcis/bizSteps/${encodeURIComponent(step)}/events`)).body)).toHaveLength(1)
  expect(
    w.listOf(
      (await w.ask(5, `/epcis/dispositions/${encodeURIComponent('http://ns.example.com/d/clean')}/events`)).body,
    ),
  ).toHaveLength(1)
  const link = encodeURIComponent('https://id.gs1.org/01/10614141073464/21/2')
  expect(w.listOf((await w.ask(5, `/epcis/epcs/${link}/events?EQ_bizStep=storing`)).body)).toHaveLength(1)
  expect(w.listOf((await w.ask(5, `/epcis/eventTypes/AggregationEvent/events?EQ_bizStep=packing`)).body)).toHaveLength(
    1,
  )
  expect((await members(5, `/epcis/epcs/${link}`)).member).toEqual(['events'])
  expect((await w.ask(6, `/epcis/epcs/${link}`)).status).toBe(404)

  // every EPC once, over pages that end inside an event
  const told: string[] = []
  for (let url: string | undefined = '/epcis/epcs?perPage=1'; url !== undefined; ) {
    const r = await w.ask(5, url, { 'gs1-epc-format': 'Always_EPC_URN' })
    told.push(...(r.json() as Collection).member)
    url = nextOf(r.headers)
  }
  expect(told).toEqual([gtin('107346', 1), gtin('107346', 2), gtin('107346', 3), 'urn:epc:id:sscc:0614141.1234567890'])
  let words: string[] = []
  for (let url: string | undefined = '/epcis/bizSteps?perPage=15'; url !== undefined; ) {
    const r = await w.ask(5, url)
    words = [...words, ...(r.json() as Collection).member]
    url = nextOf(r.headers)
  }
  expect(words).toEqual(steps.member)
})

test('named queries are a party’s own: made, listed, asked, deleted', async () => {
  await w.capture(7, [observed(1), observed(2, { bizStep: 'shipping' })])
  const definition = {
    '@context': [{ my: 'http://ns.example.com/epcis/' }],
    EQ_bizStep: ['shipping'],
    eventType: ['ObjectEvent'],
  }
  const own = w.reader(7)
  const made = await w.t.app.inject({
    method: 'POST',
    url: '/epcis/queries',
    headers: own.headers,
    payload: { name: 'shipped', query: definition },
  })
  expect(made.statusCode).toBe(201)
  expect(made.headers.location).toBe('https://sy.example/epcis/queries/shipped')
  expect((await own(createQuery, { name: 'shipped', query: {} })).status).toBe(409)
  expect((await own(createQuery, { name: 'wrong', query: { EQ_bizStp: ['shipping'] } })).body).toMatchObject({
    details: { parameter: 'EQ_bizStp' },
  })
  expect((await own(createQuery, { name: 'with space', query: {} })).status).toBe(400)
  expect((await own(createQuery, { name: 'SimpleEventQuery', query: {} })).status).toBe(409)
  expect((await own(createQuery, { name: 'all', query: {} })).status).toBe(201)
  expect((await w.ask(7, '/epcis/queries')).json()).toEqual([
    { name: 'all', query: {} },
    { name: 'shipped', query: definition },
  ])
  expect((await w.ask(7, '/epcis/queries/shipped')).json()).toEqual({ name: 'shipped', query: definition })
  const r = await w.ask(7, '/epcis/queries/shipped/events')
  expect(w.listOf(r.body)).toMatchObject([{ bizStep: 'shipping' }])
  expect(r.json()).toMatchObject({ epcisBody: { queryResults: { queryName: 'shipped' } } })
  expect((await pages(7, '/epcis/queries/all/events?perPage=1')).map((p) => p.length)).toEqual([1, 1])
  expect((await w.ask(8, '/epcis/queries/shipped')).status).toBe(404)
  expect((await w.ask(8, '/epcis/queries/shipped', {}, 'DELETE')).status).toBe(404)
  expect((await w.ask(7, '/epcis/queries/shipped', {}, 'DELETE')).status).toBe(204)
  const gone = await w.ask(7, '/epcis/queries/shipped/events')
  expect(gone.json()).toMatchObject({ type: 'epcisException:NoSuchNameException', status: 404 })
})

test('who is named by a captured event sees what concerns it, and can ask for no more', async () => {
  await w.t.owner.query(
    `insert into registry.party_identifier (identifier, party_id, claim_id, confirmed_at) values ($1, $2, $2, now())`,
    ['https://id.gs1.org/417/0614141000029', party(20)],
  )
  const [id] = await w.capture(9, [
    observed(1, {
      bizStep: 'shipping',
      epcList: [gtin('107346', 'N1')],
      readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' },
      'ex:price': '12',
      sourceList: [
        { type: 'owning_party', source: 'urn:epc:id:pgln:0614141.00001' },
        { type: 'location', source: 'urn:epc:id:sgln:0614141.00888.0' },
      ],
      destinationList: [{ type: 'possessing_party', destination: 'urn:epc:id:pgln:0614141.00002' }],
    }),
  ])
  const [own] = await w.events(9, 'EQ_bizStep=shipping')
  expect(own).toMatchObject({ 'ex:price': '12', readPoint: {}, recordTime: '2026-06-01T08:00:00Z' })
  const [seen] = await w.events(20, '')
  expect(seen).toMatchObject({ eventID: id, bizStep: 'shipping', epcList: [expect.any(String)], destinationList: [{}] })
  expect(seen!['sourceList']).toHaveLength(1)
  for (const hidden of ['ex:price', 'readPoint']) expect(seen).not.toHaveProperty(hidden)
  const price = `EXISTS_${encodeURIComponent('http://ns.example.com/epcis/#price')}=true`
  const place = `EQ_readPoint=${encodeURIComponent('urn:epc:id:sgln:0614141.00777.0')}`
  const from = `EQ_source_location=${encodeURIComponent('urn:epc:id:sgln:0614141.00888.0')}`
  for (const asked of [price, place, from]) {
    expect(await w.events(9, asked), asked).toHaveLength(1)
    expect(await w.events(20, asked), asked).toHaveLength(0)
  }
  expect(await w.events(20, `MATCH_epc=${gtin('107346', 'N1')}`)).toHaveLength(1)
  expect((await members(20, '/epcis/readPoints')).member).toEqual([])
})

test('what lies below a place, and what is known of it, comes from captured master data', async () => {
  const [site, shelf, other] = [
    'urn:epc:id:sgln:0614141.00777.0',
    'urn:epc:id:sgln:0614141.00777.9',
    'urn:example:elsewhere',
  ]
  await w.capture(12, [
    observed(1, { bizLocation: { id: site } }),
    observed(2, { bizLocation: { id: shelf } }),
    observed(3, { bizLocation: { id: other } }),
  ])
  const below = ['https://id.gs1.org/414/0614141007776', 'https://id.gs1.org/414/0614141007776/254/9']
  const vocabulary = [
    ['urn:example:region', '[]', [below[0]!]],
    [below[0]!, JSON.stringify([{ id: 'urn:epcglobal:cbv:mda#site', attribute: 'north' }]), [below[1]!]],
    [below[1]!, '[]', ['urn:example:region']],
  ] as const
  for (const [id, attributes, children] of vocabulary)
    await w.t.owner.query(
      `insert into exchange.vocabulary (party_id, type, id, attributes, children, updated_at)
       values ($1, 'urn:epcglobal:epcis:vtype:BusinessLocation', $2, $3, $4, now())`,
      [party(12), id, attributes, children],
    )
  const times = async (query: string) => (await w.events(12, query)).map(time)
  expect(await times('WD_bizLocation=urn:example:region')).toEqual([after(2), after(1)])
  expect(await times(`EQ_bizLocation=${encodeURIComponent(site)}`)).toEqual([after(1)])
  expect(await times('HASATTR_bizLocation=site')).toEqual([after(1)])
  expect(await times('EQATTR_bizLocation_site=north|south')).toEqual([after(1)])
  expect(await times('EQATTR_bizLocation_site=south')).toEqual([])
  // another party's master data are another party's
  await w.capture(13, [observed(1, { bizLocation: { id: site } })])
  expect(await w.events(13, 'WD_bizLocation=urn:example:region')).toEqual([])
})

test('on a cluster the same, the texts read apart', async () => {
  const query = 'EQ_bizStep=storing&MATCH_epc=urn:epc:idpat:sgtin:0614141.107346.*&perPage=7'
  const one = await pages(1, `/epcis/events?${query}`)
  setSingleNode(w.t.db, false)
  const other = await pages(1, `/epcis/events?${query}`)
  setSingleNode(w.t.db, true)
  expect(one.flat().length).toBeGreaterThan(20)
  expect(other).toEqual(one)
})

test('OPTIONS says what each resource takes', async () => {
  const r = await w.ask(1, '/epcis/events', {}, 'OPTIONS')
  expect(r.status).toBe(204)
  expect(r.headers['allow']).toBe('OPTIONS, GET, POST')
  expect(r.headers['gs1-epcis-max']).toBe('2.0.0')
  expect((await w.ask(1, '/epcis/queries/x', {}, 'OPTIONS')).headers['allow']).toBe('OPTIONS, GET, DELETE')
})

test('what a resource does not take is refused with what it takes; the root is there with a slash, too', async () => {
  const { app } = w.t
  const { headers } = w.reader(1)
  for (const [method, url, allow] of [
    ['PUT', '/epcis/events', 'OPTIONS, GET, POST'],
    ['DELETE', '/epcis/events/x', 'OPTIONS, GET'],
    ['POST', '/epcis/eventTypes', 'OPTIONS, GET'],
    ['PATCH', '/epcis/capture', 'OPTIONS, GET, POST'],
    ['PUT', '/epcis/queries/x/subscriptions/y', 'OPTIONS, GET, DELETE'],
    ['GET', '/epcis/nextPageToken/x', 'OPTIONS, DELETE'],
  ] as const) {
    const payload = method === 'GET' ? {} : { payload: '<a/>' }
    const r = await app.inject({ method, url, headers: { ...headers, 'content-type': 'application/xml' }, ...payload })
    expect([r.statusCode, r.headers['allow'], r.json().reason], url).toEqual([405, allow, 'request.method_not_allowed'])
  }
  const root = await w.ask(1, '/epcis/')
  expect([root.status, root.json()['member']]).toEqual([200, (await w.ask(1, '/epcis')).json()['member']])
  expect((await app.inject('/epcis/')).statusCode).toBe(401)
})

test('a named query in another type than JSON is refused as such', async () => {
  const { headers } = w.reader(1)
  const r = await w.t.app.inject({
    ...{ method: 'POST', url: '/epcis/queries', payload: '<query/>' },
    headers: { ...headers, 'content-type': 'application/xml' },
  })
  expect([r.statusCode, r.json().type]).toEqual([415, 'epcisException:UnsupportedMediaTypeException'])
})

test('a page token may be given back; what is none is refused', async () => {
  await w.capture(8, [observed(1), observed(2)])
  const next = new URL(nextOf((await w.ask(8, '/epcis/events?perPage=1')).headers)!, 'https://sy.example')
  const token = next.searchParams.get('nextPageToken')!
  expect((await w.ask(8, `/epcis/nextPageToken/${token}`, {}, 'DELETE')).status).toBe(204)
  const list = new URL(nextOf((await w.ask(8, '/epcis/bizSteps?perPage=1')).headers)!, 'https://sy.example')
  const other = list.searchParams.get('nextPageToken')!
  expect((await w.ask(8, `/epcis/nextPageToken/${other}`, {}, 'DELETE')).status).toBe(204)
  const refused = await w.ask(8, '/epcis/nextPageToken/abc', {}, 'DELETE')
  expect([refused.status, refused.json()['reason']]).toEqual([400, 'epcis_query.token_invalid'])
})
