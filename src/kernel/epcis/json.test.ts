import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvent } from '../../../test/epcis/arbitrary.ts'
import { damagedDocument, epcisDocument } from '../../../test/epcis/damaged.ts'
import { mergeContexts, namespacesOf } from './context.ts'
import { documentValue, eventPath, readJson, readLimits, writeDocument } from './json.ts'
import type { EpcisEvent } from './model.ts'
import { standardContext } from './names.ts'
import { normalForm } from './normal.ts'
import { decimalOf, isExactNumber, plainDecimal } from './number.ts'
import { validateDocument } from './validate.ts'

const event = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:4012345.011111.1'],
}
const read = (value: unknown) => readJson(JSON.stringify(value))
const reasons = (value: unknown) => read(value).problems.map((p) => `${p.path} ${p.reason}`)

describe('documents', () => {
  test('an EPCISDocument: context, header, creation date and events as they came', () => {
    const sender = 'urn:epc:id:sgln:0353579.00001.0'
    const d = read(
      epcisDocument([event, { ...event, 'ex:note': 'a' }], { id: 'https://id.example.org/1', sender, 'ex:routing': 7 }),
    )
    expect(d).toMatchObject({
      kind: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-06-01T08:00:00.000Z',
      header: { id: 'https://id.example.org/1', sender, 'ex:routing': 7 },
      problems: [],
    })
    expect(d.events.map((e) => e.event)).toEqual([event, { ...event, 'ex:note': 'a' }])
    expect(d.events[0]!.namespaces['ex']).toBe('http://ns.example.com/epcis/')
    expect(eventPath(d, 1)).toBe('/epcisBody/eventList/1')
  })

  test('an EPCISQueryDocument: query name, subscription and its own master data', () => {
    const d = read({
      '@context': standardContext,
      type: 'EPCISQueryDocument',
      epcisBody: {
        queryResults: {
          queryName: 'SimpleEventQuery',
          subscriptionID: 's1',
          resultsBody: {
            eventList: [event],
            vocabularyList: [
              { type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: [{ id: 'urn:a:b' }] },
            ],
          },
        },
      },
    })
    expect(d).toMatchObject({
      kind: 'EPCISQueryDocument',
      queryName: 'SimpleEventQuery',
      subscriptionID: 's1',
      problems: [],
    })
    expect(d.vocabularies).toEqual([
      {
        type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
        elements: [{ id: 'urn:a:b', attributes: [], children: [] }],
      },
    ])
    expect(eventPath(d, 0)).toBe('/epcisBody/queryResults/resultsBody/eventList/0')
  })

  test('master data of the header', () => {
    const id = 'urn:epc:id:sgln:4012345.00001.0'
    const d = read(
      epcisDocument([event], {
        epcisHeader: {
          epcisMasterData: {
            vocabularyList: [
              {
                type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
                vocabularyElementList: [
                  {
                    id,
                    attributes: [{ id: 'cbvmda:site', attribute: '1' }, { attribute: 'no id' }],
                    children: ['urn:a:c'],
                  },
                  { attributes: [] },
                ],
              },
              'no vocabulary',
            ],
          },
        },
      }),
    )
    expect(d.vocabularies).toEqual([
      {
        type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
        elements: [{ id, attributes: [{ id: 'cbvmda:site', attribute: '1' }], children: ['urn:a:c'] }],
      },
    ])
    const list = '/epcisHeader/epcisMasterData/vocabularyList'
    expect(d.problems.map((p) => p.path)).toEqual([
      `${list}/0/vocabularyElementList/0/attributes/1/id`,
      `${list}/0/vocabularyElementList/1/id`,
      `${list}/1`,
    ])
    expect(d.header).toHaveProperty('epcisHeader')
  })

  test('an event and a list of events stand for themselves', () => {
    const one = read({ ...event, '@context': [standardContext, { ex: 'http://a/' }] })
    expect(one).toMatchObject({ bare: 'event', problems: [] })
    expect(one.events[0]!.namespaces['ex']).toBe('http://a/')
    expect(eventPath(one, 0)).toBe('')
    const two = read([event, 7])
    expect(two.events[1]!.problems).toMatchObject([{ path: '/1', reason: 'not_an_object' }])
    expect(two).toMatchObject({ bare: 'list', problems: [] })
  })

  test('a byte order mark is no part of the text', () => {
    expect(readJson(`\ufeff${JSON.stringify(epcisDocument([event]))}`).problems).toEqual([])
  })

  test.each([
    ['text that is no JSON', '{', ' json_malformed'],
    ['nothing', '', ' json_malformed'],
    ['too deep', `${'['.repeat(100)}${']'.repeat(100)}`, ' too_deep'],
    ['an exponent without sense', '{"a":1e999}', ' number_out_of_range'],
    ['too large', ' '.repeat(readLimits.length + 1), ' too_large'],
  ])('%s is a problem of the document', (_, text, problem) => {
    const d = readJson(text)
    expect(d.problems.map((p) => `${p.path} ${p.reason}`)).toEqual([problem])
    expect(d.events).toEqual([])
  })

  test('brackets and digits inside text count for nothing', () => {
    const note = '[[[{{{"\\'.repeat(200)
    expect(read(epcisDocument([{ ...event, 'ex:note': `${note}1e999` }])).problems).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['a number', 7, ' not_a_document'],
    ['another type', { type: 'Invoice' }, '/type not_a_document'],
    ['no context', epcisDocument([], { '@context': undefined }), '/@context context_missing'],
    ['a context of numbers', epcisDocument([], { '@context': [standardContext, 7] }), '/@context/1 context_malformed'],
    ['no version', epcisDocument([], { schemaVersion: undefined }), '/schemaVersion schema_version'],
    ['version 1.2', epcisDocument([], { schemaVersion: '1.2' }), '/schemaVersion schema_version'],
    ['a version that is a number', epcisDocument([], { schemaVersion: 2 }), '/schemaVersion schema_version'],
    ['no creation date', epcisDocument([], { creationDate: undefined }), '/creationDate creation_date'],
    [
      'a creation date without zone',
      epcisDocument([], { creationDate: '2026-06-01T08:00:00' }),
      '/creationDate creation_date',
    ],
    ['no body', epcisDocument([], { epcisBody: undefined }), '/epcisBody body_missing'],
    ['no list', epcisDocument([], { epcisBody: {} }), '/epcisBody/eventList event_list_missing'],
    ['a list that is none', epcisDocument([], { epcisBody: { eventList: {} } }), '/epcisBody/eventList not_a_list'],
    ['a header that is none', epcisDocument([], { epcisHeader: [] }), '/epcisHeader header_malformed'],
    ['a field nobody knows', epcisDocument([], { events: [] }), '/events field_unknown'],
    [
      'query results without a name',
      {
        '@context': standardContext,
        type: 'EPCISQueryDocument',
        epcisBody: { queryResults: { resultsBody: { eventList: [] } } },
      },
      '/epcisBody/queryResults/queryName query_name_missing',
    ],
    [
      'no query results',
      { '@context': standardContext, type: 'EPCISQueryDocument', epcisBody: {} },
      '/epcisBody/queryResults query_results_missing',
    ],
  ])('%s', (_, value, problem) => {
    expect(reasons(value)).toEqual([problem])
  })

  test('more events than one document may hold', () => {
    const d = readJson(JSON.stringify(epcisDocument([event, event, event])), { ...readLimits, events: 2 })
    expect(d.problems).toMatchObject([{ path: '/epcisBody/eventList', reason: 'too_many_events' }])
    expect(d.events).toEqual([])
  })

  test('text that no database column takes is refused where it stands', () => {
    const d = read(epcisDocument([event, { ...event, 'ex:a': { 'ex:b': ['fine', 'a\0'] } }], { sender: '\ud800' }))
    expect(d.events.map((e) => e.problems.map((p) => p.path))).toEqual([[], ['/epcisBody/eventList/1/ex:a/ex:b/1']])
    expect(d.problems).toMatchObject([{ path: '/header/sender', reason: 'text_unstorable' }])
  })

  test('a key __proto__ is data and changes nothing else', () => {
    const text = JSON.stringify(epcisDocument([event])).replace('"action"', '"__proto__":{"polluted":1},"action"')
    const d = validateDocument(readJson(text))
    expect(d.events[0]!.problems).toMatchObject([{ path: '/epcisBody/eventList/0/__proto__', reason: 'field_unknown' }])
    expect(normalForm(d.events[0]!.event, d.events[0]!.namespaces)).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('polluted')
    const context = readJson(`{"@context":[{"__proto__":"http://a/","constructor":"http://b/"}],"type":"ObjectEvent"}`)
    expect(context.events[0]!.namespaces['constructor']).toBe('http://b/')
    expect(Object.hasOwn(context.events[0]!.namespaces, '__proto__')).toBe(true)
  })
})

describe('context', () => {
  test('prefixes of objects, with @id or plain; a later one wins; keywords and terms declare none', () => {
    const names = namespacesOf([
      'https://example.com/other.jsonld',
      {
        a: 'http://a/',
        b: { '@id': 'http://b/', '@prefix': true },
        '@vocab': 'http://v/',
        'a:weight': { '@type': 'xsd:decimal' },
      },
      { a: 'http://a2/' },
    ])
    expect({ ...names }).toEqual({ a: 'http://a2/', b: 'http://b/' })
  })

  test('an event may say what its prefixes mean', () => {
    const own = { ...event, '@context': { ex: 'urn:own:' }, 'ex:note': 1 }
    const d = read(epcisDocument([event, own]))
    expect(d.events.map((e) => e.namespaces['ex'])).toEqual(['http://ns.example.com/epcis/', 'urn:own:'])
    expect(normalForm(d.events[1]!.event, d.events[1]!.namespaces).extensions).toEqual({ 'urn:own:note': 1 })
  })

  test('one context for all: given back as it was when all came with it', () => {
    const context = [{ ext1: 'http://1/' }, standardContext, { ext2: 'http://2/' }]
    expect(mergeContexts([context, context])).toEqual({ context, own: [undefined, undefined] })
    expect(mergeContexts([]).context).toEqual([standardContext])
  })

  test('contexts of several documents: merged, and a prefix that means two things is told apart', () => {
    const a = { event: { ...event, 'ex:n': 'a' }, context: [standardContext, { ex: 'http://a/' }] }
    const b = {
      event: { ...event, 'ex:n': 'b' },
      context: [standardContext, { ex: 'http://b/', only: 'http://only/' }],
    }
    const c = {
      event: { ...event, 'z:n': 'c', '@context': { z: 'http://z/' } },
      context: ['https://gs1.github.io/EPCIS/epcis-context.jsonld'],
    }
    const text = writeDocument({ kind: 'EPCISDocument', creationDate: '2026-06-01T08:00:00Z', events: [a, b, c] })
    const d = validateDocument(readJson(text))
    expect([...d.problems, ...d.events.flatMap((e) => e.problems)]).toEqual([])
    expect(d.context).toEqual([standardContext, { ex: 'http://a/' }])
    expect(d.events.map((e) => normalForm(e.event, e.namespaces).extensions)).toEqual([
      { 'http://a/n': 'a' },
      { 'http://b/n': 'b' },
      { 'http://z/n': 'c' },
    ])
    expect(d.events[2]!.event).toEqual(c.event)
  })
})

describe('numbers', () => {
  const text = (n: string) => JSON.stringify(epcisDocument([event])).replace('"action"', `"ex:n":[${n}],"action"`)
  const back = (n: string) => {
    const d = readJson(text(n))
    const out = writeDocument({
      kind: 'EPCISDocument',
      creationDate: d.creationDate!,
      events: [{ event: d.events[0]!.event, context: d.context }],
    })
    return /"ex:n":\[([^\]]*)\]/.exec(out)![1]
  }
  test.each([
    '1',
    '0.1',
    '-12.5',
    '12345678901234567890',
    '0.12345678901234567890123',
    '1.00000000000000000001',
    '1e400'.replace('400', '308'),
  ])('%s comes out with the digits it had', (n) => {
    expect(plainDecimal(back(n)!)).toBe(plainDecimal(n))
  })
  test('only what a double cannot hold is kept as text', () => {
    const [plain, exact] = readJson(text('12345678901234567000,12345678901234567890')).events[0]!.event['ex:n'] as [
      unknown,
      unknown,
    ]
    expect(typeof plain).toBe('number')
    expect(isExactNumber(exact)).toBe(true)
    expect(decimalOf(exact)).toBe('12345678901234567890')
  })
  test.each([
    ['012.50', '12.5'],
    ['+1', '1'],
    ['-0.0', '0'],
    ['1e3', '1000'],
    ['1.25e-3', '0.00125'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-1.20E2', '-120'],
  ])('%s in plain digits is %s', (a, b) => expect(plainDecimal(a)).toBe(b))
  test.each(['', '.', 'e3', '1e9999', '0x1', '1_0', 'NaN', '1,5'])('%s is no decimal', (a) =>
    expect(plainDecimal(a)).toBeUndefined(),
  )
})

test('what is read, written and read again is the same', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 4 }), (events) => {
      const first = read(epcisDocument(events))
      expect(first.events.map((e) => e.event)).toEqual(JSON.parse(JSON.stringify(events)))
      const out = documentValue({
        kind: 'EPCISDocument',
        creationDate: first.creationDate!,
        header: first.header,
        events: first.events.map((e) => ({ event: e.event, context: first.context })),
      })
      const second = read(out)
      expect(second).toEqual(first)
    }),
    { numRuns: 40 },
  )
})

test('damaged documents are read, judged and normalised without an exception', () => {
  fc.assert(
    fc.property(damagedDocument, (document) => {
      const d = validateDocument(read(document))
      for (const e of d.events) normalForm(e.event as EpcisEvent, e.namespaces)
      expect(d.problems.every((p) => p.message.length > 0 && p.path.length >= 0)).toBe(true)
    }),
    { numRuns: 120 },
  )
})
