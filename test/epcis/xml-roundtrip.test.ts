import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namespacesOf } from '../../src/kernel/epcis/context.ts'
import { preHash } from '../../src/kernel/epcis/hash.ts'
import { readJson, writeDocument } from '../../src/kernel/epcis/json.ts'
import type { EpcisEvent, Namespaces } from '../../src/kernel/epcis/model.ts'
import { normalForm } from '../../src/kernel/epcis/normal.ts'
import { problemsOf } from '../../src/kernel/epcis/validate.ts'
import { readXml } from '../../src/kernel/epcis/xml-read.ts'
import { writeXml, writeXmlEvent } from '../../src/kernel/epcis/xml-write.ts'
import { anyDocument, anyOutEvent, anyText, extensionContext, extensionNamespaces, looseValue } from './arbitrary.ts'

/** The normal form without the list of declared namespaces, which is a document's and no fact of the event. */
function facts(event: EpcisEvent, namespaces: Namespaces): unknown {
  const { namespaces: _, ...normal } = normalForm(event, namespaces)
  return JSON.parse(JSON.stringify(normal))
}

test('the events of these tests are valid ones', () => {
  fc.assert(
    fc.property(anyOutEvent, ({ event, context }) => {
      expect(problemsOf(event, namespacesOf(context), '')).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('an event that went through XML is the same event with the same hash', () => {
  fc.assert(
    fc.property(anyDocument, fc.constantFrom('Always_URN', 'Always_Web_URI', 'Never_Translates'), (document, cbv) => {
      const back = readXml(writeXml(document, cbv))
      expect(back.problems).toEqual([])
      expect(back.kind).toBe(document.kind)
      expect(back.creationDate).toBe(document.creationDate)
      expect(back.queryName).toBe(document.queryName)
      expect(back.subscriptionID).toBe(document.subscriptionID)
      expect(back.events).toHaveLength(document.events.length)
      for (const [i, { event, context }] of document.events.entries()) {
        const namespaces = namespacesOf(context)
        const read = back.events[i]!
        expect(read.problems).toEqual([])
        expect(facts(read.event, read.namespaces)).toEqual(facts(event, namespaces))
        expect(preHash(normalForm(read.event, read.namespaces))).toBe(preHash(normalForm(event, namespaces)))
      }
    }),
    { numRuns: 30 },
  )
})

test('what XML read comes out as JSON and reads as the same event', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const xml = readXml(writeXml(document))
      const events = xml.events.map((e) => ({ event: e.event, context: xml.context }))
      const json = readJson(writeDocument({ ...document, events }))
      expect(json.problems).toEqual([])
      for (const [i, e] of json.events.entries())
        expect(facts(e.event, e.namespaces)).toEqual(facts(xml.events[i]!.event, xml.events[i]!.namespaces))
    }),
    { numRuns: 30 },
  )
})

test('an event alone as the root is read as itself', () => {
  fc.assert(
    fc.property(anyOutEvent, (out) => {
      const back = readXml(writeXmlEvent(out))
      expect(back.problems).toEqual([])
      expect(back.bare).toBe('event')
      const [read] = back.events
      expect(facts(read!.event, read!.namespaces)).toEqual(facts(out.event, extensionNamespaces))
    }),
    { numRuns: 30 },
  )
})

test('no value whatever makes broken XML, and lists of one keep their hash', () => {
  const wild = fc.record({
    a: looseValue,
    b: fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 8 })),
    c: fc.oneof(anyText, fc.string({ unit: 'binary', minLength: 1, maxLength: 8 })),
    d: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }),
  })
  fc.assert(
    fc.property(wild, ({ a, b, c, d }) => {
      const event: EpcisEvent = {
        type: 'ObjectEvent',
        eventTime: b,
        epcList: [b, b],
        action: c,
        'ex:a': a,
        [`ex:${c}`]: b,
        [c]: d,
        ilmd: { 'ex:d': d, [`http://else.example.net/${c}`]: c, '@x': b, '#text': d },
        sensorElementList: [{ sensorReport: [{ type: c, stringValue: b, [c]: b, [`ex:${c}`]: d }] }],
        readPoint: { id: b, [c]: d },
        bizTransactionList: [{ type: b, bizTransaction: c }, d],
      }
      const out = {
        kind: 'EPCISDocument',
        creationDate: '2026-03-01T08:30:00Z',
        events: [{ event, context: extensionContext }],
      }
      const back = readXml(writeXml(out as Parameters<typeof writeXml>[0]))
      expect(back.problems).toEqual([])
      expect(back.events).toHaveLength(1)
      const read = back.events[0]!
      const hashed = (e: EpcisEvent, namespaces: Namespaces) =>
        preHash(normalForm({ type: 'ObjectEvent', ...('ex:a' in e ? { 'ex:a': e['ex:a'] } : {}) }, namespaces))
      expect(hashed(read.event, read.namespaces)).toBe(hashed(event, extensionNamespaces))
    }),
    { numRuns: 100 },
  )
})
