import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { preHash } from '../../src/kernel/epcis/hash.ts'
import { normalForm } from '../../src/kernel/epcis/normal.ts'
import { problemsOf } from '../../src/kernel/epcis/validate.ts'
import { readXml, xmlReadLimits } from '../../src/kernel/epcis/xml-read.ts'
import { writeXml } from '../../src/kernel/epcis/xml-write.ts'
import { anyDocument } from './arbitrary.ts'

const head =
  '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T08:30:00Z"'
const event = (inside: string) =>
  `<ObjectEvent><eventTime>2026-03-01T08:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:0614141.107346.2017</epc></epcList><action>OBSERVE</action>${inside}</ObjectEvent>`
const body = (events: string, attributes = '') =>
  `${head}${attributes}><EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`
const laughs = `<!DOCTYPE lolz [<!ENTITY a "haha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]>`
const deep = (n: number) => `${'<ex:a>'.repeat(n)}${'</ex:a>'.repeat(n)}`
const ex = ' xmlns:ex="http://ns.example.com/epcis/"'

/** Each is refused with its reason, and with no event of it read. */
const refused: Record<string, [text: string, reason: string]> = {
  'a billion laughs': [laughs + body(event('&a19;')), 'xml_doctype'],
  'a document type without entities': [`<!DOCTYPE project>${body(event(''))}`, 'xml_doctype'],
  'an external entity': [
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body(event('<ex:a>&x;</ex:a>'), ex)}`,
    'xml_doctype',
  ],
  'an external subset': [`<!DOCTYPE a SYSTEM "http://169.254.169.254/x.dtd">${body(event(''))}`, 'xml_doctype'],
  'a parameter entity': [`<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x.example/"> %p;]>${body('')}`, 'xml_doctype'],
  'an entity nobody defined': [body(event('<ex:a>&x;</ex:a>'), ex), 'xml_malformed'],
  XInclude: [
    body(event('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')),
    'xml_include',
  ],
  'nesting without end': [body(event(deep(100_000)), ex), 'too_deep'],
  'nesting that never closes': ['<a>'.repeat(500_000), 'too_deep'],
  'attributes without end': [
    body(event(`<ex:a ${Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(' ')}/>`), ex),
    'too_large',
  ],
  'namespaces without end': [
    body('', Array.from({ length: 20_000 }, (_, i) => ` xmlns:p${i}="urn:p:${i}"`).join('')),
    'too_large',
  ],
  'an attribute twice': [body(event('<ex:a b="1" b="2"/>'), ex), 'xml_malformed'],
  'an attribute twice by two prefixes': [
    body(event('<ex:a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>'), ex),
    'xml_malformed',
  ],
  'a prefix nobody bound': [body(event('<ex:a/>')), 'xml_malformed'],
  'a control character': [body(event('<ex:a>\u0001</ex:a>'), ex), 'xml_malformed'],
  'a reference to a control character': [body(event('<ex:a>&#1;</ex:a>'), ex), 'xml_malformed'],
  'a reference to NUL': [body(event('<ex:a>&#0;</ex:a>'), ex), 'xml_malformed'],
  'a lone surrogate': [body(event('<ex:a>\ud800</ex:a>'), ex), 'xml_malformed'],
  'a reference to a surrogate': [body(event('<ex:a>&#xD800;</ex:a>'), ex), 'xml_malformed'],
  'XML 1.1, which has control characters': [
    `<?xml version="1.1"?>${body(event('<ex:a>&#1;</ex:a>'), ex)}`,
    'xml_version',
  ],
  'an encoding that is not UTF-8': [`<?xml version="1.0" encoding="GB18030"?>${body('')}`, 'xml_encoding'],
  'UTF-16 by its word': [`<?xml version="1.0" encoding="UTF-16"?>${body('')}`, 'xml_encoding'],
  'a truncated document': [body(event('')).slice(0, -40), 'xml_malformed'],
  'a document cut within a tag': [body(event('')).slice(0, 200), 'xml_malformed'],
  'something behind the document': [`${body(event(''))}<a/>`, 'xml_malformed'],
  'two byte order marks': [`\uFEFF\uFEFF${body('')}`, 'xml_malformed'],
  'crossed tags': [body('<a><b></a></b>'), 'xml_malformed'],
  nothing: ['', 'xml_malformed'],
  JSON: ['{"type":"EPCISDocument"}', 'xml_malformed'],
  'another document': ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'not_a_document'],
  'an EPCISDocument of nobody': ['<EPCISDocument schemaVersion="2.0"/>', 'not_a_document'],
  'master data of a query': [
    '<m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:2" schemaVersion="2.0"/>',
    'not_a_document',
  ],
  'a version that does not exist': [body('').replace('schemaVersion="2.0"', 'schemaVersion="3.0"'), 'schema_version'],
  'a 1.2 document that says 2.0': [body('').replace('xsd:2', 'xsd:1'), 'schema_version'],
  'no creation date': [body('').replace(/ creationDate="[^"]*"/, ''), 'creation_date'],
  'no body': [`${head}/>`, 'body_missing'],
  'a body of something else': [`${head}><EPCISBody><Poll/></EPCISBody></epcis:EPCISDocument>`, 'xml_body_unsupported'],
}

describe('what is refused', () => {
  test.each(Object.entries(refused))('%s', (_, [text, reason]) => {
    const document = readXml(text)
    expect(document.problems.map((p) => p.reason)).toEqual([reason])
    expect(document.problems[0]!.message.length).toBeLessThan(500)
    expect(document.events).toEqual([])
  })

  test('more text, events or elements than may be', () => {
    const two = body(event('') + event(''))
    expect(readXml(two).events).toHaveLength(2)
    for (const [limits, reason] of [
      [{ length: 100 }, 'too_large'],
      [{ nodes: 12 }, 'too_large'],
      [{ events: 1 }, 'too_many_events'],
      [{ depth: 4 }, 'too_deep'],
    ] as const) {
      const document = readXml(two, { ...xmlReadLimits, ...limits })
      expect(document.problems.map((p) => p.reason)).toEqual([reason])
      expect(document.events).toEqual([])
    }
  })
})

test('every beginning of a document is read without an exception', () => {
  const whole = body(event('<ex:a b="&amp;"><![CDATA[x]]><!-- c --></ex:a><?pi x?>'), ex)
  for (let i = 0; i < whole.length; i++) expect(readXml(whole.slice(0, i)).problems).not.toEqual([])
  expect(readXml(whole).problems).toEqual([])
})

test('a damaged document is read without an exception, and what comes of it can be judged, hashed and written', () => {
  const bits = [
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    'xmlns:ex="urn:y"',
    '<extension>',
    '</extension>',
    '<ex:a>',
    '<epc/>',
    'ObjectEvent',
    ' ',
    '\u0000',
    '\u{1F33E}',
    '<![CDATA[',
    ']]>',
    '-->',
    '<?',
    '&amp;',
    'é',
  ]
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(30),
    put: fc.constantFrom('', ...bits),
  })
  fc.assert(
    fc.property(anyDocument, fc.array(change, { minLength: 1, maxLength: 4 }), (document, changes) => {
      let text = writeXml(document)
      for (const { at, cut, put } of changes) {
        const i = Math.floor(at * text.length)
        text = text.slice(0, i) + put + text.slice(i + cut)
      }
      const read = readXml(text)
      for (const { event, namespaces } of read.events) {
        problemsOf(event, namespaces, '')
        preHash(normalForm(event, namespaces))
      }
      const events = read.events.map((e) => ({ event: e.event, context: read.context }))
      const { kind, header } = read
      expect(readXml(writeXml({ kind, header, creationDate: '2026-03-01T08:30:00Z', events })).problems).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('names of JavaScript are names like others', () => {
  const { events, problems } = readXml(
    body(
      event(
        '<__proto__><a>1</a></__proto__><constructor>2</constructor><ex:__proto__>3</ex:__proto__><ex:a><__proto__>4</__proto__><toString>5</toString></ex:a>',
      ),
      `${ex} xmlns:__proto__="urn:proto"`,
    ),
  )
  expect(problems).toEqual([])
  const read = events[0]!.event
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  expect(Object.keys(read)).toContain('__proto__')
  expect(read['constructor']).toBe('2')
  expect(read['ex:__proto__']).toBe('3')
  expect(JSON.stringify(read['ex:a'])).toBe('{"__proto__":"4","toString":"5"}')
  expect(({} as Record<string, unknown>)['a']).toBeUndefined()
})

test('an event list that stands in an extension is data', () => {
  const inner = `<ex:copy><EPCISBody><EventList>${event('')}</EventList></EPCISBody></ex:copy>`
  const document = readXml(body(event(inner), ex))
  expect(document.problems).toEqual([])
  expect(document.events).toHaveLength(1)
  expect(document.events[0]!.event['ex:copy']).toMatchObject({
    EPCISBody: { EventList: { ObjectEvent: { action: 'OBSERVE' } } },
  })
})
