import { describe, expect, test } from 'vitest'
import { preHash } from '../../src/kernel/epcis/hash.ts'
import { readJson, writeDocument } from '../../src/kernel/epcis/json.ts'
import type { ReadDocument, ReadEvent } from '../../src/kernel/epcis/model.ts'
import { standardContext } from '../../src/kernel/epcis/names.ts'
import { normalForm } from '../../src/kernel/epcis/normal.ts'
import { problemsOf } from '../../src/kernel/epcis/validate.ts'
import { readXml } from '../../src/kernel/epcis/xml-read.ts'
import { writeXml } from '../../src/kernel/epcis/xml-write.ts'

const ex = 'xmlns:ex="http://ns.example.com/epcis/"'
const two = (events: string, attributes = ex) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:cbvmda="urn:epcglobal:cbv:mda" ${attributes} schemaVersion="2.0" creationDate="2026-03-01T08:30:00Z">
<EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`
const one = (events: string, version = '1.2') =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" ${ex} schemaVersion="${version}" creationDate="2026-03-01T08:30:00Z"><EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`
const when = `<eventTime>2026-03-01T08:30:00.5+08:00</eventTime>
  <eventTimeZoneOffset> +08:00 </eventTimeZoneOffset>`
const time = { eventTime: '2026-03-01T08:30:00.5+08:00', eventTimeZoneOffset: '+08:00' }

function only(document: ReadDocument): ReadEvent {
  expect(document.problems).toEqual([])
  expect(document.events).toHaveLength(1)
  expect(document.events[0]!.problems).toEqual([])
  return document.events[0]!
}

/** The XML event is the JSON object, valid, and of the same hash as the same event that came as JSON. */
function same(xml: string, event: Record<string, unknown>): void {
  const read = only(readXml(xml))
  expect(read.event).toEqual(event)
  expect(problemsOf(read.event, read.namespaces, '')).toEqual([])
  const json = only(
    readJson(
      JSON.stringify({
        '@context': [standardContext, { ex: 'http://ns.example.com/epcis/' }],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-01T08:30:00Z',
        epcisBody: { eventList: [event] },
      }),
    ),
  )
  expect(preHash(normalForm(read.event, read.namespaces))).toBe(preHash(normalForm(json.event, json.namespaces)))
}

describe('EPCIS 2.0', () => {
  test('an ObjectEvent with every field', () => {
    same(
      two(`<ObjectEvent>
        ${when}
        <eventID>urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
        <errorDeclaration>
          <declarationTime>2026-03-02T00:00:00Z</declarationTime>
          <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
          <correctiveEventIDs><correctiveEventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8</correctiveEventID></correctiveEventIDs>
          <ex:clerk>No 7</ex:clerk>
        </errorDeclaration>
        <certificationInfo>https://certificates.example.org/A1</certificationInfo>
        <epcList><epc>
          urn:epc:id:sgtin:0614141.107346.2018 </epc></epcList>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <disposition>https://ref.gs1.org/cbv/Disp-active</disposition>
        <readPoint><id>urn:epc:id:sgln:0614141.00001.400</id><ex:gate>3</ex:gate></readPoint>
        <bizLocation><id>urn:epc:id:sgln:0614141.00002.0</id></bizLocation>
        <bizTransactionList>
          <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epc:id:gdti:0614141.00001.1618034</bizTransaction>
          <bizTransaction>http://transaction.example.com/9</bizTransaction>
        </bizTransactionList>
        <quantityList><quantityElement>
          <epcClass>urn:epc:class:lgtin:4012345.012345.998877</epcClass><quantity>200.50</quantity><uom>KGM</uom>
        </quantityElement><quantityElement>
          <epcClass>urn:epc:idpat:sgtin:4012345.066666.*</epcClass><quantity xsi:nil="true"/>
        </quantityElement></quantityList>
        <sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:4012345.00225</source></sourceList>
        <destinationList><destination type="https://words.example.org/ship-to">urn:epc:id:sgln:0614141.00777.0</destination></destinationList>
        <sensorElementList><sensorElement>
          <sensorMetadata time="2026-03-01T00:30:00Z" deviceID="urn:epc:id:giai:4000001.111" ex:shift="night"/>
          <sensorReport type="gs1:Temperature" value="26.0" sDev="0.1" uom="CEL" ex:probe="p1"/>
          <sensorReport type="https://words.example.org/open" booleanValue="1"/>
          <sensorReport exception="gs1:ALARM_CONDITION" component="cbv:Comp-latitude" booleanValue="true"/>
          <ex:further><ex:measure>123.5</ex:measure></ex:further>
        </sensorElement></sensorElementList>
        <persistentDisposition>
          <unset>urn:epcglobal:cbv:disp:completeness_inferred</unset><set>urn:epcglobal:cbv:disp:completeness_verified</set>
        </persistentDisposition>
        <ilmd><cbvmda:lotNumber>ABC123</cbvmda:lotNumber><ex:grade>A</ex:grade></ilmd>
        <ex:field>text</ex:field>
      </ObjectEvent>`),
      {
        type: 'ObjectEvent',
        ...time,
        eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
        errorDeclaration: {
          declarationTime: '2026-03-02T00:00:00Z',
          reason: 'incorrect_data',
          correctiveEventIDs: ['urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8'],
          'ex:clerk': 'No 7',
        },
        certificationInfo: 'https://certificates.example.org/A1',
        epcList: ['urn:epc:id:sgtin:0614141.107346.2018'],
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        readPoint: { id: 'urn:epc:id:sgln:0614141.00001.400', 'ex:gate': '3' },
        bizLocation: { id: 'urn:epc:id:sgln:0614141.00002.0' },
        bizTransactionList: [
          { type: 'po', bizTransaction: 'urn:epc:id:gdti:0614141.00001.1618034' },
          { bizTransaction: 'http://transaction.example.com/9' },
        ],
        quantityList: [
          { epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 200.5, uom: 'KGM' },
          { epcClass: 'urn:epc:idpat:sgtin:4012345.066666.*' },
        ],
        sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00225' }],
        destinationList: [
          { type: 'https://words.example.org/ship-to', destination: 'urn:epc:id:sgln:0614141.00777.0' },
        ],
        sensorElementList: [
          {
            sensorMetadata: {
              time: '2026-03-01T00:30:00Z',
              deviceID: 'urn:epc:id:giai:4000001.111',
              'ex:shift': 'night',
            },
            sensorReport: [
              { type: 'Temperature', value: 26, sDev: 0.1, uom: 'CEL', 'ex:probe': 'p1' },
              { type: 'https://words.example.org/open', booleanValue: true },
              { exception: 'ALARM_CONDITION', component: 'latitude', booleanValue: true },
            ],
            'ex:further': { 'ex:measure': '123.5' },
          },
        ],
        persistentDisposition: { unset: ['completeness_inferred'], set: ['completeness_verified'] },
        ilmd: { 'cbvmda:lotNumber': 'ABC123', 'ex:grade': 'A' },
        'ex:field': 'text',
      },
    )
  })

  test('the other types', () => {
    same(
      two(
        `<AggregationEvent>${when}<parentID>urn:epc:id:sscc:0614141.1234567890</parentID><childEPCs/><action>DELETE</action></AggregationEvent>`,
      ),
      {
        type: 'AggregationEvent',
        ...time,
        parentID: 'urn:epc:id:sscc:0614141.1234567890',
        childEPCs: [],
        action: 'DELETE',
      },
    )
    same(
      two(
        `<AssociationEvent>${when}<parentID>urn:epc:id:grai:4012345.55555.987</parentID><childEPCs><epc>urn:epc:id:giai:4000001.12345</epc></childEPCs><action>ADD</action></AssociationEvent>`,
      ),
      {
        type: 'AssociationEvent',
        ...time,
        parentID: 'urn:epc:id:grai:4012345.55555.987',
        childEPCs: ['urn:epc:id:giai:4000001.12345'],
        action: 'ADD',
      },
    )
    same(
      two(
        `<TransformationEvent>${when}<inputQuantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.011111.4444</epcClass><quantity>10</quantity><uom>KGM</uom></quantityElement></inputQuantityList><outputEPCList><epc>urn:epc:id:sgtin:4012345.077889.25</epc></outputEPCList><transformationID>urn:epc:id:gdti:0614141.12345.400</transformationID></TransformationEvent>`,
      ),
      {
        type: 'TransformationEvent',
        ...time,
        inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: 10, uom: 'KGM' }],
        outputEPCList: ['urn:epc:id:sgtin:4012345.077889.25'],
        transformationID: 'urn:epc:id:gdti:0614141.12345.400',
      },
    )
  })

  test('a quantity keeps digits that no double has', () => {
    const { event } = only(
      readXml(
        two(
          `<ObjectEvent>${when}<epcList/><action>ADD</action><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.1</epcClass><quantity>+012345678901234567.890</quantity></quantityElement></quantityList></ObjectEvent>`,
        ),
      ),
    )
    expect(JSON.stringify(event['quantityList'])).toContain('"quantity":12345678901234567.89')
    expect(normalForm(event, {}).quantities[0]!.quantity).toBe('12345678901234567.89')
  })

  test('extensions: attributes, text beside them, repetition, mixed text, types, nil, names', () => {
    const { event, namespaces } = only(
      readXml(
        two(
          `<ObjectEvent ex:sent="yes">${when}<epcList/><action>OBSERVE</action>
          <ex:weight measurementUnitCode="KGM">3.5</ex:weight>
          <ex:empty/><ex:blank>  </ex:blank><ex:nothing xsi:nil="true"/>
          <ex:n xsi:type="xsd:integer">10</ex:n><ex:d xsi:type="xsd:double">23.0</ex:d><ex:b xsi:type="xsd:boolean">true</ex:b>
          <ex:list>1</ex:list><ex:other>x</ex:other><ex:list><ex:in>2</ex:in></ex:list><ex:list>3</ex:list>
          <ex:mixed>see <ex:em>this</ex:em> and that</ex:mixed>
          <ex:plain><part>1</part><part>2</part></ex:plain>
          <ex:_x0031_st>coded</ex:_x0031_st>
          <own xmlns="http://own.example.org/ns#">mine</own>
          <ex:again xmlns:ex="http://other.example.org/">rebound</ex:again>
          <q:Text xmlns:q="http://ns.example.com/epcis/" xml:lang="zh">文</q:Text>
        </ObjectEvent>`,
        ),
      ),
    )
    expect(event).toMatchObject({
      'ex:sent': 'yes',
      'ex:weight': { '@measurementUnitCode': 'KGM', '#text': '3.5' },
      'ex:empty': '',
      'ex:blank': '  ',
      'ex:nothing': null,
      'ex:n': 10,
      'ex:d': 23,
      'ex:b': true,
      'ex:list': ['1', { 'ex:in': '2' }, '3'],
      'ex:other': 'x',
      'ex:mixed': { '#mixed': ['see ', { 'ex:em': 'this' }, ' and that'] },
      'ex:plain': { part: ['1', '2'] },
      'ex:1st': 'coded',
      'ns:own': 'mine',
      'ex2:again': 'rebound',
      'q:Text': { 'xml:lang': 'zh', '#text': '文' },
    })
    expect(namespaces).toEqual({
      ex: 'http://ns.example.com/epcis/',
      ns: 'http://own.example.org/ns#',
      ex2: 'http://other.example.org/',
      q: 'http://ns.example.com/epcis/',
    })
  })

  test('prefixes that would be read otherwise in JSON', () => {
    const { event, namespaces } = only(
      readXml(
        two(
          `<ObjectEvent>${when}<epcList/><action>OBSERVE</action><urn:a>1</urn:a><https:b>2</https:b><cbvmda:c>3</cbvmda:c><gs1:d>4</gs1:d></ObjectEvent>`,
          'xmlns:urn="http://ns.example.com/epcis/" xmlns:https="http://ns.example.com/s/" xmlns:gs1="https://ref.gs1.org/voc/"',
        ),
      ),
    )
    expect(event).toMatchObject({ 'ns:a': '1', 'https:b': '2', 'cbvmda:c': '3', 'gs1:d': '4' })
    // prefixes of GS1's context need no word of their own
    expect(namespaces).toEqual({ ns: 'http://ns.example.com/epcis/', https: 'http://ns.example.com/s/' })
    expect(Object.keys(normalForm(event, namespaces).extensions).sort()).toEqual([
      'http://ns.example.com/epcis/a',
      'http://ns.example.com/s/b',
      'https://ref.gs1.org/voc/d',
      'urn:epcglobal:cbv:mda:c',
    ])
  })

  test('words of the standard by any prefix and address', () => {
    const { event } = only(
      readXml(
        two(
          `<ObjectEvent>${when}<epcList/><action>OBSERVE</action><bizStep>http://ns.gs1.org/cbv/BizStep-shipping</bizStep><disposition>urn:epcglobal:cbv:disp:in_a_good_mood</disposition><sensorElementList><sensorElement><sensorReport type="voc:Mass" component="https://ref.gs1.org/cbv/Comp-x" value="1"/></sensorElement></sensorElementList></ObjectEvent>`,
          `${ex} xmlns:voc="https://ref.gs1.org/voc/"`,
        ),
      ),
    )
    expect(event).toMatchObject({
      bizStep: 'shipping',
      // no such word: left as it is, for validation to say so
      disposition: 'urn:epcglobal:cbv:disp:in_a_good_mood',
      sensorElementList: [{ sensorReport: [{ type: 'Mass', component: 'x', value: 1 }] }],
    })
    expect(problemsOf(event, {}, '').map((p) => p.reason)).toContain('word_unknown')
  })

  test('an event alone, and a document whose default namespace is that of EPCIS', () => {
    const alone = readXml(
      `<ObjectEvent xmlns:ex="http://ns.example.com/epcis/">${when}<epcList/><action>OBSERVE</action><ex:a>1</ex:a></ObjectEvent>`,
    )
    expect(alone.bare).toBe('event')
    expect(only(alone).event).toEqual({ type: 'ObjectEvent', ...time, epcList: [], action: 'OBSERVE', 'ex:a': '1' })
    const defaulted = two(
      `<ObjectEvent>${when}<epcList/><action>OBSERVE</action></ObjectEvent>`,
      'xmlns="urn:epcglobal:epcis:xsd:2"',
    )
    expect(only(readXml(defaulted)).event).toEqual({ type: 'ObjectEvent', ...time, epcList: [], action: 'OBSERVE' })
  })

  test('a byte order mark, comments and processing instructions say nothing', () => {
    const text = `\uFEFF<?xml version='1.0' encoding='utf-8'?><!-- a --><?style x?>${two(`<!-- b --><ObjectEvent>${when}<epcList/><action>OB<!-- c -->SERVE</action></ObjectEvent>`).replace(/^<\?xml.*\n/, '')}`
    expect(only(readXml(text)).event['action']).toBe('OBSERVE')
  })
})

describe('EPCIS 1.x', () => {
  test('what 1.1 and 1.2 kept in extension and baseExtension', () => {
    same(
      one(`<ObjectEvent>${when}
        <baseExtension><eventID>urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
          <errorDeclaration><declarationTime>2026-03-02T00:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:did_not_occur</reason></errorDeclaration></baseExtension>
        <epcList/><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <extension>
          <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.998877</epcClass><quantity>200</quantity><uom>KGM</uom></quantityElement></quantityList>
          <sourceList><source type="urn:epcglobal:cbv:sdt:possessing_party">urn:epc:id:pgln:4012345.00225</source></sourceList>
          <ilmd><extension><ex:grade>A</ex:grade></extension></ilmd>
          <extension><persistentDisposition><set>urn:epcglobal:cbv:disp:active</set></persistentDisposition></extension>
        </extension>
        <ex:field>text</ex:field></ObjectEvent>`),
      {
        type: 'ObjectEvent',
        ...time,
        eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
        errorDeclaration: { declarationTime: '2026-03-02T00:00:00Z', reason: 'did_not_occur' },
        epcList: [],
        action: 'ADD',
        bizStep: 'commissioning',
        quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 200, uom: 'KGM' }],
        sourceList: [{ type: 'possessing_party', source: 'urn:epc:id:pgln:4012345.00225' }],
        ilmd: { 'ex:grade': 'A' },
        persistentDisposition: { set: ['active'] },
        'ex:field': 'text',
      },
    )
  })

  test.each(['extension', 'nested'])('a TransformationEvent in %s', (how) => {
    const event = `<TransformationEvent>${when}<inputEPCList><epc>urn:epc:id:sgtin:4012345.011122.25</epc></inputEPCList><outputEPCList><epc>urn:epc:id:sgtin:4012345.077889.25</epc></outputEPCList></TransformationEvent>`
    const inside = `<extension>${event}</extension>`
    same(one(how === 'nested' ? `<extension>${inside}</extension>` : inside), {
      type: 'TransformationEvent',
      ...time,
      inputEPCList: ['urn:epc:id:sgtin:4012345.011122.25'],
      outputEPCList: ['urn:epc:id:sgtin:4012345.077889.25'],
    })
  })

  test('a QuantityEvent of 1.0 is the ObjectEvent that 1.1 tells to write instead', () => {
    same(
      one(
        `<QuantityEvent>${when}<epcClass>urn:epc:idpat:sgtin:0614141.107346.*</epcClass><quantity>7</quantity><bizStep>urn:epcglobal:cbv:bizstep:storing</bizStep></QuantityEvent>`,
        '1.0',
      ),
      {
        type: 'ObjectEvent',
        ...time,
        action: 'OBSERVE',
        bizStep: 'storing',
        quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:0614141.107346.*', quantity: 7 }],
      },
    )
  })

  test('a query document', () => {
    const document = readXml(
      `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T08:30:00Z"><EPCISBody><q:QueryResults><queryName>SimpleEventQuery</queryName><subscriptionID>s-1</subscriptionID><resultsBody><EventList><ObjectEvent>${when}<epcList/><action>OBSERVE</action></ObjectEvent></EventList></resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`,
    )
    expect(document).toMatchObject({ kind: 'EPCISQueryDocument', queryName: 'SimpleEventQuery', subscriptionID: 's-1' })
    expect(only(document).event).toEqual({ type: 'ObjectEvent', ...time, epcList: [], action: 'OBSERVE' })
  })
})

test('SBDH and master data of the header, there and back', () => {
  const header = `<EPCISHeader><sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion><sbdh:Sender><sbdh:Identifier Authority="SGLN">urn:epc:id:sgln:0353579.00001.0</sbdh:Identifier></sbdh:Sender><sbdh:Receiver><sbdh:Identifier>urn:epc:id:sgln:5012345.00001.0</sbdh:Identifier></sbdh:Receiver><sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard><sbdh:InstanceIdentifier>123</sbdh:InstanceIdentifier></sbdh:DocumentIdentification></sbdh:StandardBusinessDocumentHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:0037000.00729.0"><attribute id="urn:epcglobal:cbv:mda#city">昆明</attribute><attribute id="http://example.com/a#o"><ex:x>1</ex:x></attribute><children><id>urn:epc:id:sgln:0037000.00729.8201</id></children></VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>`
  const document = readXml(two('').replace('<EPCISBody>', `${header}<EPCISBody>`))
  expect(document.problems).toEqual([])
  expect(document.vocabularies).toEqual([
    {
      type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
      elements: [
        {
          id: 'urn:epc:id:sgln:0037000.00729.0',
          attributes: [
            { id: 'urn:epcglobal:cbv:mda#city', attribute: '昆明' },
            { id: 'http://example.com/a#o', attribute: { 'ex:x': '1' } },
          ],
          children: ['urn:epc:id:sgln:0037000.00729.8201'],
        },
      ],
    },
  ])
  expect(document.header).toMatchObject({
    sender: 'urn:epc:id:sgln:0353579.00001.0',
    receiver: 'urn:epc:id:sgln:5012345.00001.0',
    instanceIdentifier: '123',
  })
  const out = { ...document, creationDate: document.creationDate!, vocabularies: undefined, events: [], context: [] }
  const back = readXml(writeXml(out))
  expect(back.problems).toEqual([])
  expect(back.header?.['sbdh:StandardBusinessDocumentHeader']).toEqual(
    document.header?.['sbdh:StandardBusinessDocumentHeader'],
  )
  const json = readJson(writeDocument(out))
  expect(json.problems).toEqual([])
  expect(json.header?.['sender']).toBe('urn:epc:id:sgln:0353579.00001.0')
  expect(json.vocabularies).toHaveLength(1)
})

test('what others put beside the body is kept with the document', () => {
  const beside = '<ex:ignore><ex:field/></ex:ignore><ex:ignore>all</ex:ignore>'
  const document = readXml(
    two(`<ObjectEvent>${when}<epcList/><action>OBSERVE</action></ObjectEvent>`).replace(
      '<EPCISBody>',
      `${beside}<EPCISBody>`,
    ),
  )
  expect(document.problems).toEqual([])
  expect(document.header).toEqual({ 'ex:ignore': [{ 'ex:field': '' }, 'all'] })
  const events = document.events.map((e) => ({ event: e.event, context: document.context }))
  const back = readXml(writeXml({ ...document, creationDate: document.creationDate!, vocabularies: undefined, events }))
  expect(back.header).toEqual(document.header)
})

test('what is out of place in an event has its place said', () => {
  const problems = (inside: string) => readXml(two(`<ObjectEvent>${when}${inside}</ObjectEvent>`)).events[0]!.problems
  const at = (field: string) => `/epcisBody/eventList/0/${field}`
  for (const [inside, reason, path] of [
    ['<action>ADD</action><action>ADD</action>', 'field_repeated', at('action')],
    ['<epcList><item>x</item></epcList>', 'element_unexpected', at('epcList')],
    ['<quantityList>some<quantityElement/></quantityList>', 'text_unexpected', at('quantityList')],
    ['stray', 'text_unexpected', '/epcisBody/eventList/0'],
    [
      '<bizTransactionList><bizTransaction>a<b/></bizTransaction></bizTransactionList>',
      'element_unexpected',
      at('bizTransactionList/0'),
    ],
  ] as const)
    expect(problems(inside).map((p) => [p.reason, p.path])).toEqual([[reason, path]])
  const { event, namespaces } = readXml(
    two(`<ObjectEvent>${when}<epcList/><action>ADD</action><colour>red</colour></ObjectEvent>`),
  ).events[0]!
  expect(event['colour']).toBe('red')
  expect(problemsOf(event, namespaces, '').map((p) => [p.reason, p.path])).toContainEqual(['field_unknown', '/colour'])
})

test('XML comes out in the order of the schema, CBV words as asked', () => {
  const event = {
    bizStep: 'shipping',
    'ex:z': '1',
    sensorElementList: [{ sensorReport: [{ type: 'Mass', value: 1, component: 'x' }] }],
    disposition: 'https://ref.gs1.org/cbv/Disp-in_transit',
    action: 'OBSERVE',
    ...time,
    type: 'ObjectEvent',
    quantityList: [],
  }
  const context = [standardContext, { ex: 'http://ns.example.com/epcis/' }]
  const write = (cbv?: Parameters<typeof writeXml>[1]) =>
    writeXml({ kind: 'EPCISDocument', creationDate: '2026-03-01T08:30:00Z', events: [{ event, context }] }, cbv)
  const order = [...write().matchAll(/<(\w+)[ />]/g)].map((m) => m[1])
  expect(order.filter((n) => n! in event || n === 'epcList')).toEqual([
    'eventTime',
    'eventTimeZoneOffset',
    'epcList',
    'action',
    'bizStep',
    'disposition',
    'quantityList',
    'sensorElementList',
  ])
  expect(write()).toMatch(/<\/sensorElementList><ex:z>1<\/ex:z><\/ObjectEvent>/)
  for (const [cbv, words] of [
    [undefined, ['urn:epcglobal:cbv:bizstep:shipping', 'urn:epcglobal:cbv:disp:in_transit', 'gs1:Mass', 'cbv:Comp-x']],
    [
      'Always_Web_URI',
      ['https://ref.gs1.org/cbv/BizStep-shipping', 'https://ref.gs1.org/voc/Mass', 'https://ref.gs1.org/cbv/Comp-x'],
    ],
    ['Never_Translates', ['urn:epcglobal:cbv:bizstep:shipping', 'https://ref.gs1.org/cbv/Disp-in_transit']],
  ] as const)
    for (const word of words) expect(write(cbv)).toContain(word)
})
