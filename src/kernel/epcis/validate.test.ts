import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvent } from '../../../test/epcis/arbitrary.ts'
import { epcisDocument } from '../../../test/epcis/damaged.ts'
import { readJson } from './json.ts'
import { reasonWords } from './reasons.ts'
import { expandedMost, namespaceMost, validateDocument } from './validate.ts'

const piece = 'urn:epc:id:sgtin:4012345.011111.1'
const lot = 'urn:epc:class:lgtin:4012345.012345.L1'
const pack = 'urn:epc:id:sscc:4012345.0000000111'
const time = { eventTime: '2026-03-01T08:30:00+08:00', eventTimeZoneOffset: '+08:00' }
const po = [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:1' }]
const object = { type: 'ObjectEvent', ...time, action: 'OBSERVE', epcList: [piece] }
const aggregation = { type: 'AggregationEvent', ...time, action: 'ADD', parentID: pack, childEPCs: [piece] }
const association = { ...aggregation, type: 'AssociationEvent', parentID: 'urn:epc:id:grai:4012345.55555.987' }
const transaction = { type: 'TransactionEvent', ...time, action: 'ADD', epcList: [piece], bizTransactionList: po }
const transformation = {
  type: 'TransformationEvent',
  ...time,
  inputEPCList: [piece],
  outputQuantityList: [{ epcClass: lot, quantity: 5, uom: 'KGM' }],
}
const report = { type: 'Temperature', value: 3, uom: 'CEL' }
const sensed = { ...object, sensorElementList: [{ sensorMetadata: { time: time.eventTime }, sensorReport: [report] }] }

type Loose = Record<string, unknown>
const problems = (event: Loose, over: Loose = {}) => {
  const d = validateDocument(readJson(JSON.stringify(epcisDocument([event], over))))
  expect(d.problems).toEqual([])
  return d.events[0]!.problems.map((p) => `${p.path.replace('/epcisBody/eventList/0', '')} ${p.reason}`)
}
const without = (event: Loose, ...keys: string[]): Loose =>
  Object.fromEntries(Object.entries(event).filter(([k]) => !keys.includes(k)))

test.each<[string, Loose]>([
  ['an object', object],
  ['an object with a lot', { ...without(object, 'epcList'), quantityList: [{ epcClass: lot }] }],
  ['sensor data of a place', { ...without(sensed, 'epcList'), readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' } }],
  ['sensor data of a place with an empty list', { ...sensed, epcList: [], readPoint: { id: 'geo:30.1,120.2' } }],
  ['an object made, with ILMD', { ...object, action: 'ADD', ilmd: { 'ex:grade': 'A', 'cbvmda:lotNumber': '1' } }],
  ['an aggregation', aggregation],
  ['an observed aggregation without parent', { ...without(aggregation, 'parentID'), action: 'OBSERVE' }],
  ['everything taken out', { ...without(aggregation, 'childEPCs'), action: 'DELETE' }],
  ['an association with a place', { ...association, parentID: 'urn:epc:id:sgln:4012345.00002.12' }],
  ['an association', association],
  ['a transaction', transaction],
  ['a transaction ended for all', { ...without(transaction, 'epcList'), action: 'DELETE' }],
  ['a transformation', transformation],
  [
    'one side of a transformation',
    { ...without(transformation, 'outputQuantityList'), transformationID: 'urn:epc:id:gdti:4012345.55555.1' },
  ],
  ['own words as URIs', { ...object, bizStep: 'https://ns.example.com/step', disposition: 'ex:odd' }],
  [
    'standard words as URN and as web URI',
    {
      ...object,
      bizStep: 'urn:epcglobal:cbv:bizstep:shipping',
      disposition: 'https://ref.gs1.org/cbv/Disp-in_transit',
    },
  ],
  ['what stands in recordTime is not looked at', { ...object, recordTime: 'yesterday' }],
  ['persistent dispositions of a transformation', { ...transformation, persistentDisposition: { set: ['recalled'] } }],
  [
    'persistent dispositions of an aggregation, which the schema leaves out',
    { ...aggregation, persistentDisposition: { unset: ['recalled'] } },
  ],
  ['an extension in an extension with bare names', { ...object, 'ex:a': { plain: [{ 'ex:b': 1 }] } }],
  ['a comment anywhere', { ...object, 'rdfs:comment': 'a', quantityList: [{ epcClass: lot, 'rdfs:comment': 'b' }] }],
  [
    'an error declaration',
    {
      ...object,
      errorDeclaration: {
        declarationTime: time.eventTime,
        reason: 'incorrect_data',
        correctiveEventIDs: ['urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8'],
        'ex:who': 'x',
      },
    },
  ],
  ['a Digital Link on any domain', { ...object, epcList: ['https://example.com/some/01/09506000134352/21/A'] }],
  [
    'an address that only looks like a Digital Link',
    { ...object, bizTransactionList: [{ bizTransaction: 'https://erp.example.com/01/77' }] },
  ],
  [
    'a place at an address that only looks like GS1’s',
    { ...object, readPoint: { id: 'https://erp.example.com/414/12' } },
  ],
  ['sensor data', sensed],
  [
    'a device named in the report only',
    { ...object, sensorElementList: [{ sensorReport: [{ ...report, deviceID: 'urn:epc:id:giai:4000001.111' }] }] },
  ],
  [
    'an alert without a value',
    { ...object, sensorElementList: [{ sensorReport: [{ exception: 'ALARM_CONDITION' }] }] },
  ],
])('%s is accepted', (_, event) => expect(problems(event)).toEqual([]))

describe('refused, with the reason and the place', () => {
  test.each<[string, Loose, string]>([
    // shape
    ['no type', without(object, 'type'), '/type event_type'],
    ['a type of one’s own', { ...object, type: 'HarvestEvent' }, '/type event_type'],
    ['no time', without(object, 'eventTime'), '/eventTime field_missing'],
    ['no offset', without(object, 'eventTimeZoneOffset'), '/eventTimeZoneOffset field_missing'],
    ['no action', without(object, 'action'), '/action field_missing'],
    ['an action in small letters', { ...object, action: 'add' }, '/action action_unknown'],
    ['an unknown field', { ...object, colour: 'red' }, '/colour field_unknown'],
    ['a field of another type', { ...object, childEPCs: [piece] }, '/childEPCs field_not_here'],
    ['an action of a transformation', { ...transformation, action: 'ADD' }, '/action field_not_here'],
    ['a parent of an object', { ...object, parentID: pack }, '/parentID field_not_here'],
    ['a prefix nobody declared', { ...object, 'foo:a': 1 }, '/foo:a prefix_undeclared'],
    ['such a prefix further inside', { ...object, 'ex:a': [{ 'foo:b': 1 }] }, '/ex:a/0/foo:b prefix_undeclared'],
    ['such a prefix in the ILMD', { ...object, action: 'ADD', ilmd: { 'foo:a': 1 } }, '/ilmd/foo:a prefix_undeclared'],
    ['a bare name in the ILMD', { ...object, action: 'ADD', ilmd: { grade: 'A' } }, '/ilmd/grade field_unknown'],
    ['a path with a slash in it', { ...object, 'a/b~c': 1 }, '/a~1b~0c field_unknown'],
    // times
    ['a time without zone', { ...object, eventTime: '2026-03-01T08:30:00' }, '/eventTime time_malformed'],
    ['a day that does not exist', { ...object, eventTime: '2026-02-29T08:30:00Z' }, '/eventTime time_malformed'],
    ['a time that is a number', { ...object, eventTime: 1 }, '/eventTime not_a_text'],
    ['an offset without sign', { ...object, eventTimeZoneOffset: '08:00' }, '/eventTimeZoneOffset offset_malformed'],
    ['an offset of 15 hours', { ...object, eventTimeZoneOffset: '+15:00' }, '/eventTimeZoneOffset offset_malformed'],
    ['Z as offset', { ...object, eventTimeZoneOffset: 'Z' }, '/eventTimeZoneOffset offset_malformed'],
    // identifiers
    ['a malformed EPC', { ...object, epcList: ['urn:epc:id:sgtin:40.1.1'] }, '/epcList/0 epc_malformed'],
    ['an unknown EPC scheme', { ...object, epcList: ['urn:epc:id:foo:4012345.1'] }, '/epcList/0 epc_malformed'],
    [
      'a wrong check digit',
      { ...object, epcList: ['https://id.gs1.org/01/09506000134353/21/A'] },
      '/epcList/0 check_digit',
    ],
    [
      'a wrong check digit on another domain',
      { ...object, epcList: ['https://example.com/01/09506000134353/21/A'] },
      '/epcList/0 check_digit',
    ],
    [
      'a place GS1 cannot have given',
      { ...object, readPoint: { id: 'https://id.gs1.org/414/12' } },
      '/readPoint/id check_digit',
    ],
    ['no URI', { ...object, epcList: ['4711'] }, '/epcList/0 uri_malformed'],
    ['a URI with a space', { ...object, epcList: ['urn:a:b c'] }, '/epcList/0 uri_malformed'],
    ['an identifier that is no text', { ...object, epcList: [7] }, '/epcList/0 not_a_text'],
    ['an identifier twice', { ...object, epcList: [piece, piece] }, '/epcList/1 list_repeats'],
    ['a list that is none', { ...object, epcList: piece, quantityList: [{ epcClass: lot }] }, '/epcList not_a_list'],
    ['a lot among pieces', { ...object, epcList: [lot] }, '/epcList/0 epc_class_level'],
    [
      'a lot as Digital Link among pieces',
      { ...aggregation, childEPCs: ['https://id.gs1.org/01/09506000134352/10/L1'] },
      '/childEPCs/0 epc_class_level',
    ],
    [
      'a piece among quantities',
      { ...object, quantityList: [{ epcClass: piece, quantity: 1 }] },
      '/quantityList/0/epcClass epc_instance_level',
    ],
    ['a place without id', { ...object, readPoint: {} }, '/readPoint/id field_missing'],
    ['a place as text', { ...object, readPoint: 'urn:epc:id:sgln:4012345.00001.0' }, '/readPoint not_an_object'],
    [
      'an event id that is no URI',
      { ...object, eventID: '374d95fc-9457-4a51-bd6a-0bba133845a8' },
      '/eventID event_id_malformed',
    ],
    ['an event id without end', { ...object, eventID: `urn:x:${'9'.repeat(2_000)}` }, '/eventID event_id_too_long'],
    ['a hash of the wrong form', { ...object, eventID: 'ni:///sha-256?ver=CBV2.0' }, '/eventID event_id_malformed'],
    ['a certificate that is no URI', { ...object, certificationInfo: ['none'] }, '/certificationInfo/0 uri_malformed'],
    // words
    ['an invented business step', { ...object, bizStep: 'shippping' }, '/bizStep word_unknown'],
    ['a disposition as business step', { ...object, bizStep: 'in_transit' }, '/bizStep word_unknown'],
    [
      'an invented word in GS1’s namespace',
      { ...object, bizStep: 'urn:epcglobal:cbv:bizstep:shippping' },
      '/bizStep word_unknown',
    ],
    [
      'an invented word on GS1’s host',
      { ...object, disposition: 'https://ref.gs1.org/cbv/Disp-lost' },
      '/disposition word_unknown',
    ],
    [
      'an invented transaction type',
      { ...object, bizTransactionList: [{ ...po[0], type: 'order' }] },
      '/bizTransactionList/0/type word_unknown',
    ],
    [
      'an invented measurement',
      { ...object, sensorElementList: [{ sensorReport: [{ type: 'Warmth' }] }] },
      '/sensorElementList/0/sensorReport/0/type word_unknown',
    ],
    [
      'an invented reason of an error',
      { ...object, errorDeclaration: { declarationTime: time.eventTime, reason: 'typo' } },
      '/errorDeclaration/reason word_unknown',
    ],
    // quantities
    [
      'a unit without quantity',
      { ...object, quantityList: [{ epcClass: lot, uom: 'KGM' }] },
      '/quantityList/0/uom uom_without_quantity',
    ],
    [
      'a unit that is none',
      { ...object, quantityList: [{ epcClass: lot, quantity: 1, uom: 'kg' }] },
      '/quantityList/0/uom uom_malformed',
    ],
    [
      'a quantity as text',
      { ...object, quantityList: [{ epcClass: lot, quantity: '1' }] },
      '/quantityList/0/quantity not_a_number',
    ],
    [
      'a negative quantity',
      { ...object, quantityList: [{ epcClass: lot, quantity: -1 }] },
      '/quantityList/0/quantity quantity_negative',
    ],
    ['a quantity of nothing', { ...object, quantityList: [{ quantity: 1 }] }, '/quantityList/0/epcClass field_missing'],
    [
      'an extension of a quantity',
      { ...object, quantityList: [{ epcClass: lot, 'ex:a': 1 }] },
      '/quantityList/0/ex:a field_unknown',
    ],
    // objects
    ['an object event about nothing', without(object, 'epcList'), ' object_without_what'],
    ['an object event about nothing, listed', { ...object, epcList: [] }, ' object_without_what'],
    ['sensor data of no place', without(sensed, 'epcList'), ' object_without_what'],
    ['ILMD of an observation', { ...object, ilmd: {} }, '/ilmd ilmd_not_here'],
    ['ILMD of a deletion', { ...object, action: 'DELETE', ilmd: { 'ex:a': 1 } }, '/ilmd ilmd_not_here'],
    ['ILMD of an aggregation', { ...aggregation, ilmd: {} }, '/ilmd ilmd_not_here'],
    // aggregation and association
    ['packing without parent', without(aggregation, 'parentID'), '/parentID parent_required'],
    [
      'unpacking without parent',
      { ...without(aggregation, 'parentID'), action: 'DELETE' },
      '/parentID parent_required',
    ],
    ['packing of nothing', without(aggregation, 'childEPCs'), ' children_required'],
    ['packing of nothing, listed', { ...aggregation, childEPCs: [] }, ' children_required'],
    ['observing nothing', { ...without(aggregation, 'childEPCs'), action: 'OBSERVE' }, ' children_required'],
    ['association without parent (TCR-54 step 3, ADD)', without(association, 'parentID'), '/parentID parent_required'],
    [
      'association without parent (TCR-54 step 3, DELETE)',
      { ...without(association, 'parentID'), action: 'DELETE' },
      '/parentID parent_required',
    ],
    ['association without children (TCR-54 step 4, ADD)', without(association, 'childEPCs'), ' children_required'],
    [
      'association without children (TCR-54 step 4, OBSERVE)',
      { ...without(association, 'childEPCs'), action: 'OBSERVE' },
      ' children_required',
    ],
    // transaction and transformation
    [
      'a transaction event without transaction',
      without(transaction, 'bizTransactionList'),
      '/bizTransactionList transaction_required',
    ],
    ['a transaction of nothing', without(transaction, 'epcList'), ' objects_required'],
    ['a transformation without output', without(transformation, 'outputQuantityList'), ' transformation_one_side'],
    ['a transformation without input', without(transformation, 'inputEPCList'), ' transformation_one_side'],
    [
      'a transformation of nothing',
      { ...without(transformation, 'inputEPCList', 'outputQuantityList'), transformationID: 'urn:a:b' },
      ' transformation_one_side',
    ],
    [
      'a source without type',
      { ...object, sourceList: [{ source: 'urn:epc:id:pgln:4012345.00001' }] },
      '/sourceList/0/type field_missing',
    ],
    [
      'a destination without party',
      { ...object, destinationList: [{ type: 'owning_party' }] },
      '/destinationList/0/destination field_missing',
    ],
    [
      'an empty transaction',
      { ...object, bizTransactionList: [{}] },
      '/bizTransactionList/0/bizTransaction field_missing',
    ],
    // dispositions
    [
      'persistent dispositions of nothing',
      { ...object, persistentDisposition: {} },
      '/persistentDisposition persistent_disposition_empty',
    ],
    ['an empty set', { ...object, persistentDisposition: { set: [] } }, '/persistentDisposition/set list_empty'],
    [
      'a word set and unset',
      { ...object, persistentDisposition: { set: ['damaged'], unset: ['recalled', 'damaged'] } },
      '/persistentDisposition/unset/1 persistent_disposition_both',
    ],
    // sensors
    [
      'a sensor without report',
      { ...object, sensorElementList: [{}] },
      '/sensorElementList/0/sensorReport sensor_report_missing',
    ],
    [
      'no report at all',
      { ...object, sensorElementList: [{ sensorReport: [] }] },
      '/sensorElementList/0/sensorReport list_empty',
    ],
    [
      'a report of nothing',
      { ...object, sensorElementList: [{ sensorReport: [{ value: 1 }] }] },
      '/sensorElementList/0/sensorReport/0 sensor_no_type',
    ],
    [
      'a device in both places (TCR-53 set 3)',
      {
        ...object,
        sensorElementList: [
          {
            sensorMetadata: { deviceID: 'urn:epc:id:giai:4000001.111' },
            sensorReport: [{ ...report, deviceID: 'urn:epc:id:giai:4000001.111' }],
          },
        ],
      },
      '/sensorElementList/0/sensorReport/0/deviceID sensor_twice',
    ],
    [
      'a time in both places (TCR-53 set 3)',
      {
        ...sensed,
        sensorElementList: [
          {
            sensorMetadata: { time: time.eventTime },
            sensorReport: [report, { ...report, time: '2026-03-01T08:31:00Z' }],
          },
        ],
      },
      '/sensorElementList/0/sensorReport/1/time sensor_twice',
    ],
    [
      'a percentile without its value',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, percRank: 50 }] }] },
      '/sensorElementList/0/sensorReport/0/percRank sensor_percentile',
    ],
    [
      'a percentile beyond 100',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, percRank: 101, percValue: 1 }] }] },
      '/sensorElementList/0/sensorReport/0/percRank sensor_percentile',
    ],
    [
      'a period that ends before it begins',
      {
        ...object,
        sensorElementList: [
          {
            sensorMetadata: { startTime: '2026-03-02T00:00:00Z', endTime: '2026-03-01T00:00:00Z' },
            sensorReport: [report],
          },
        ],
      },
      '/sensorElementList/0/sensorMetadata/startTime sensor_time_order',
    ],
    [
      'a value as text',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, value: '3' }] }] },
      '/sensorElementList/0/sensorReport/0/value not_a_number',
    ],
    [
      'a Boolean as text',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, booleanValue: 'true' }] }] },
      '/sensorElementList/0/sensorReport/0/booleanValue not_a_boolean',
    ],
    [
      'half a byte',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, hexBinaryValue: 'f0f' }] }] },
      '/sensorElementList/0/sensorReport/0/hexBinaryValue hex_malformed',
    ],
    [
      'an unknown field of a report',
      { ...object, sensorElementList: [{ sensorReport: [{ ...report, accuracy: 1 }] }] },
      '/sensorElementList/0/sensorReport/0/accuracy field_unknown',
    ],
    // error declaration
    [
      'an error declaration without time',
      { ...object, errorDeclaration: {} },
      '/errorDeclaration/declarationTime field_missing',
    ],
    [
      'a corrective id that is none',
      { ...object, errorDeclaration: { declarationTime: time.eventTime, correctiveEventIDs: ['x'] } },
      '/errorDeclaration/correctiveEventIDs/0 event_id_malformed',
    ],
  ])('%s', (_, event, problem) => expect(problems(event)).toEqual([problem]))
})

test('an error declaration repeats the wrong event as it was: its sensor attributes are not judged again', () => {
  const both = { sensorMetadata: { deviceID: 'urn:a:b' }, sensorReport: [{ ...report, deviceID: 'urn:a:c' }] }
  expect(
    problems({ ...object, sensorElementList: [both], errorDeclaration: { declarationTime: time.eventTime } }),
  ).toEqual([])
})

test('what would grow without bound when it is written in full is refused before', () => {
  const long = `http://ns.example.com/${'a'.repeat(namespaceMost)}`
  const own = { ...object, '@context': { long }, 'long:a': 1 }
  expect(problems(own)).toEqual(['/@context namespace_too_long'])
  const wide = { '@context': { wide: long.slice(0, namespaceMost) } }
  const many = Array.from({ length: expandedMost / namespaceMost }, (_, i) => `wide:${i}`)
  expect(problems({ ...object, ...wide, 'wide:list': many })).toEqual([' event_too_large'])
  expect(problems({ ...object, 'ex:list': many })).toEqual([])
})

test('several problems are told at once, in the order of the document', () => {
  const event = { ...aggregation, parentID: undefined, bizStep: 'x', eventTime: 'y', childEPCs: [] }
  expect(problems(event)).toEqual([
    '/eventTime time_malformed',
    '/bizStep word_unknown',
    '/parentID parent_required',
    ' children_required',
  ])
})

test('events made at random by the rules are accepted', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const d = validateDocument(readJson(JSON.stringify(epcisDocument([event]))))
      expect(d.events[0]!.problems).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('every reason has words in both languages', () => {
  for (const { zh, en } of Object.values(reasonWords)) {
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/[a-z]/)
    expect([...zh.matchAll(/\{\w+\}/g)].map(String).sort()).toEqual([...en.matchAll(/\{\w+\}/g)].map(String).sort())
  }
})
