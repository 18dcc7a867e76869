import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { anyDocument } from '../../../../test/epcis/arbitrary.ts'
import { damagedDocument, epcisDocument } from '../../../../test/epcis/damaged.ts'
import { writeDocument } from '../../../kernel/epcis/json.ts'
import { reasonWords } from '../../../kernel/epcis/reasons.ts'
import { writeXml } from '../../../kernel/epcis/xml-write.ts'
import { allWords } from '../../../words.ts'
import { problemsMost, type Validated, validateMost } from './schema.ts'

let t: TestApp
let headers: Record<string, string>
const statements: string[] = []
beforeAll(async () => {
  t = await testApp({ onStatement: (sql) => statements.push(sql) })
  headers = t.as().headers
})
afterAll(() => t.close())

const send = (payload: string | Buffer, type = 'application/json', more: Record<string, string> = {}) =>
  t.app.inject({
    method: 'POST',
    url: '/epcis/validate',
    headers: { ...headers, 'content-type': type, ...more },
    payload,
  })
const check = async (value: unknown): Promise<Validated> => (await send(JSON.stringify(value))).json()

const event = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  eventTime: '2026-03-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  epcList: ['urn:epc:id:sgtin:4012345.011111.1'],
}

test('a sound document: the hash of every event and the string it is made of', async () => {
  const { epcList: _, ...lot } = {
    ...event,
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.L1', quantity: 2.5, uom: 'KGM' }],
  }
  const answer = await check(epcisDocument([event, { ...lot, eventID: undefined }]))
  expect(answer.problems).toEqual([])
  expect(answer.events.map((e) => [e.index, e.eventID, e.problems])).toEqual([
    [0, event.eventID, []],
    [1, null, []],
  ])
  expect(answer.events[0]!.preHash).toBe(
    'eventType=ObjectEventeventTime=2026-03-01T00:30:00.000ZeventTimeZoneOffset=+08:00epcListepc=https://id.gs1.org/01/04012345111118/21/1action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-shipping',
  )
  for (const e of answer.events)
    expect(e.hash).toBe(`ni:///sha-256;${createHash('sha256').update(e.preHash!).digest('hex')}?ver=CBV2.0`)
})

test('problems stand with their event, with path, reason and message; the other events keep their hash', async () => {
  const packing = { ...event, type: 'AggregationEvent', action: 'ADD', epcList: undefined, childEPCs: event.epcList }
  const answer = await check(epcisDocument([packing, event], { schemaVersion: '1.2' }))
  expect(answer).toMatchObject({
    problems: [{ path: '/schemaVersion', reason: 'schema_version', message: 'The schemaVersion must be 2.0.' }],
    events: [
      {
        hash: null,
        preHash: null,
        problems: [
          {
            path: '/epcisBody/eventList/0/parentID',
            reason: 'parent_required',
            message: 'AggregationEvent with action ADD needs a parentID.',
          },
        ],
      },
      { problems: [] },
    ],
  })
  expect(answer.events[1]!.hash).toMatch(/^ni:/)
})

test('an event alone and a list of events are read too', async () => {
  expect((await check(event)).events).toHaveLength(1)
  expect((await check([event, { ...event, action: 'x' }])).events[1]!.problems).toMatchObject([
    { path: '/1/action', reason: 'action_unknown' },
  ])
})

test('the same event in XML has the same hash', async () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-06-01T08:00:00Z">
  <EPCISBody><EventList><ObjectEvent>
    <eventTime>2026-03-01T00:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
    <eventID>${event.eventID}</eventID>
    <epcList><epc>${event.epcList[0]}</epc></epcList>
    <action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
  </ObjectEvent></EventList></EPCISBody>
</epcis:EPCISDocument>`
  const json = (await check(epcisDocument([event]))).events
  for (const type of ['application/xml', 'text/xml; charset=utf-8'])
    expect((await send(xml, type)).json()).toEqual({ problems: [], events: json })
})

test('documents made at random hash the same in JSON and in XML', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (d) => {
      const json = (await send(writeDocument(d))).json() as Validated
      const xml = (await send(writeXml(d), 'application/xml')).json() as Validated
      expect(json.problems).toEqual([])
      expect(json.events.flatMap((e) => e.problems)).toEqual([])
      expect(xml.events.map((e) => e.preHash)).toEqual(json.events.map((e) => e.preHash))
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('nothing is stored, not even for a sound document', async () => {
  statements.length = 0
  await check(epcisDocument([event]))
  expect(statements.filter((sql) => !/^\s*select/i.test(sql))).toEqual([])
})

test('who may not capture may not ask; a visitor neither', async () => {
  const reader = t.as({ permissions: ['epcis:query'] }).headers
  const ask = (h: Record<string, string>) =>
    t.app.inject({
      method: 'POST',
      url: '/epcis/validate',
      headers: { ...h, 'content-type': 'application/json' },
      payload: '{}',
    })
  expect((await ask(reader)).statusCode).toBe(403)
  expect((await ask({})).statusCode).toBe(401)
})

test('other content, more than may come, and bytes that are no text are refused as requests', async () => {
  expect((await send('a,b', 'text/csv')).statusCode).toBe(415)
  expect((await send(Buffer.from([0xff, 0xfe, 0x00]))).statusCode).toBe(400)
  const large = await send(' '.repeat(validateMost + 1))
  expect([large.statusCode, large.json().reason]).toEqual([413, 'request.too_large'])
})

test('a large document is judged in a thread, with the same answer', async () => {
  const events = Array.from({ length: 300 }, (_, i) => ({
    ...event,
    epcList: [`urn:epc:id:sgtin:4012345.011111.${i}`],
  }))
  const [one, many] = [await check([events[7]]), await check(events)]
  expect(many.events).toHaveLength(300)
  expect(many.events[7]).toEqual({ ...one.events[0], index: 7 })
})

test('what a short document grows to when it is written in full is bounded', async () => {
  const wide = { wide: `http://ns.example.com/${'a'.repeat(200)}/` }
  const one = {
    ...event,
    '@context': wide,
    'wide:list': Array.from({ length: 30_000 }, (_, i) => ({ [`wide:${i}`]: 1 })),
  }
  const answer = await check([one, one, one])
  expect(answer.events.map((e) => e.problems.map((p) => `${p.path} ${p.reason}`))).toEqual([
    [],
    ['/1 event_too_large'],
    ['/2 event_too_large'],
  ])
})

test('of very many problems only the first are told', async () => {
  const answer = await check([{ ...event, epcList: Array.from({ length: 5000 }, (_, i) => `no uri ${i}`) }])
  expect(answer.events[0]!.problems).toHaveLength(problemsMost)
})

test('damaged documents are answered with problems, never with an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(damagedDocument, fc.nat(3), async (document, cut) => {
      const text = JSON.stringify(document)
      const res = await send(cut === 0 ? text.slice(0, text.length >> 1) : text)
      expect(res.statusCode).toBe(200)
      const answer = res.json() as Validated
      for (const p of [...answer.problems, ...answer.events.flatMap((e) => e.problems)]) {
        expect(p.reason in reasonWords).toBe(true)
        expect(p.path === '' || p.path.startsWith('/')).toBe(true)
      }
      for (const e of answer.events) expect(e.hash === null).toBe(e.problems.length > 0)
    }),
    { numRuns: 80 },
  )
}, 120_000)

test('damaged XML is answered with problems too', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDocument,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '<', '&', '</a>', '<a>', '"', '\u0001', ']]>', 'x')), {
        minLength: 1,
        maxLength: 3,
      }),
      async (d, cuts) => {
        let xml = writeXml(d)
        for (const [where, what] of cuts) {
          const at = where % xml.length
          xml = xml.slice(0, at) + what + xml.slice(at + 1)
        }
        const res = await send(xml, 'application/xml')
        expect(res.statusCode).toBe(200)
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

test('every reason has words in both languages', () => {
  for (const reason of Object.keys(reasonWords)) {
    const word = allWords[`epcis.problem.${reason}`]
    expect([reason, typeof word?.zh, typeof word?.en]).toEqual([reason, 'string', 'string'])
  }
})
