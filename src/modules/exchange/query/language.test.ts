import { describe, expect, test } from 'vitest'
import { standardContext } from '../../../kernel/epcis/names.ts'
import { AppError } from '../../../platform/errors.ts'
import { readQuery } from './language.ts'
import { type MasterData, matches } from './matches.ts'
import { normalOfEvent } from './select.ts'

const context = [standardContext, { ex: 'http://ns.example.com/epcis/', odd: 'https://example.org/ns#' }]
const namespaces = { ex: 'http://ns.example.com/epcis/', odd: 'https://example.org/ns#' }

/** One event with everything an object event can have, and others for what it cannot. */
const object = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:5e0c9a9e-7b1c-4ad9-9a4e-3a7f6e1c0001',
  eventTime: '2026-03-01T08:30:00.123456789+08:00',
  eventTimeZoneOffset: '+08:00',
  recordTime: '2026-03-01T01:00:00Z',
  action: 'ADD',
  bizStep: 'urn:epcglobal:cbv:bizstep:commissioning',
  disposition: 'https://ns.gs1.org/cbv/Disp-active',
  persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
  epcList: ['urn:epc:id:sgtin:0614141.107346.2018', 'https://example.com/01/10614141073464/21/2019'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 200, uom: 'KGM' }],
  readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0', 'ex:gate': 'north' },
  bizLocation: { id: 'https://id.gs1.org/414/0614141008889', 'ex:floor': { 'ex:room': 7 } },
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:0614141.00001.1618034' }],
  sourceList: [{ type: 'possessing_party', source: 'urn:epc:id:pgln:0614141.00001' }],
  destinationList: [{ type: 'ex:kind', destination: 'urn:epc:id:pgln:0614141.00002' }],
  ilmd: { 'ex:bestBefore': '2026-10-05', 'cbvmda:lotNumber': 'L7', 'ex:inner': { 'ex:deep': 12.5 } },
  'ex:grade': 'A1',
  'ex:weight': '12.50',
  'ex:checked': '2026-03-01T00:00:00Z',
  'odd:colour': ['red', 'green'],
  'ex:outer': { 'ex:nested': [{ 'ex:leaf': 'x' }, { 'ex:leaf': 'y' }], bare: 'z' },
  sensorElementList: [
    {
      sensorMetadata: {
        time: '2026-03-01T00:00:00Z',
        startTime: '2026-02-28T00:00:00Z',
        endTime: '2026-02-28T12:00:00Z',
        deviceID: 'urn:epc:id:giai:4000001.111',
        dataProcessingMethod: 'https://example.com/253/4012345000054987',
        bizRules: 'https://example.com/253/4012345000054987',
        'ex:channel': '7',
      },
      sensorReport: [
        { type: 'Temperature', value: 26, minValue: 10, maxValue: 30, meanValue: 20, sDev: 0.5, uom: 'CEL' },
        { type: 'Dimensionless', percRank: 50, percValue: 12.7, uom: 'CEL', 'ex:note': 'ok' },
        { type: 'ex:colour', stringValue: 'SomeString', booleanValue: true, hexBinaryValue: 'f0f0a0' },
        {
          type: 'ex:link',
          uriValue: 'https://id.gs1.org/8004/4000001111',
          microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
          chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N',
        },
      ],
      'ex:rig': 'r1',
    },
  ],
  errorDeclaration: {
    declarationTime: '2026-03-02T00:00:00Z',
    reason: 'incorrect_data',
    correctiveEventIDs: ['urn:uuid:5e0c9a9e-7b1c-4ad9-9a4e-3a7f6e1c0002'],
    'ex:by': { 'ex:desk': '4' },
  },
}
const aggregation = {
  type: 'AggregationEvent',
  eventTime: '2026-03-03T00:00:00Z',
  eventTimeZoneOffset: '+00:00',
  action: 'OBSERVE',
  parentID: 'urn:epc:id:sscc:0614141.1234567890',
  childEPCs: ['urn:epc:id:giai:0614141.crate-7'],
  childQuantityList: [{ epcClass: 'urn:epc:idpat:sgtin:4012345.098765.*', quantity: 10 }],
}
const transformation = {
  type: 'TransformationEvent',
  eventTime: '2026-03-04T00:00:00Z',
  eventTimeZoneOffset: '+00:00',
  transformationID: 'urn:epc:id:gdti:0614141.00001.9',
  inputEPCList: ['urn:epc:id:sgtin:4012345.011122.25'],
  inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: 0.01, uom: 'TNE' }],
  outputEPCList: ['urn:epc:id:sgtin:4012345.077889.25'],
  outputQuantityList: [{ epcClass: 'https://id.gs1.org/01/04012345778892/10/7', quantity: 4 }],
}
const events = { object, aggregation, transformation }
type Name = keyof typeof events

const masterData: MasterData = {
  withDescendants: (ids) =>
    new Set(ids.includes('urn:example:site') ? [...ids, 'https://id.gs1.org/414/0614141007776'] : ids),
  attributes: (id) =>
    id === 'https://id.gs1.org/414/0614141007776'
      ? new Map([
          ['site', ['0614141007776']],
          ['http://ns.example.com/epcis/zone', ['cold_1']],
        ])
      : undefined,
}
/** Which of the events a query finds. */
const found = (given: Record<string, unknown>, url = false): Name[] => {
  const query = readQuery(given, { url, namespaces })
  return (Object.keys(events) as Name[]).filter((n) => matches(normalOfEvent(events[n], context), query, masterData))
}

/** Parameter · a value by which `object` (or what is named) is found · one by which it is not. */
const table: [string, unknown, unknown, Name?][] = [
  ['eventType', ['ObjectEvent'], ['TransactionEvent', 'urn:example:event']],
  ['GE_eventTime', '2026-03-01T00:30:00.123456789Z', '2026-03-05T00:30:00.1234567891Z'],
  ['LT_eventTime', '2026-03-01T00:30:00.1234567891Z', '2026-03-01T00:30:00.123456789Z'],
  ['GE_recordTime', '2026-03-01T01:00:00Z', '2026-03-01T01:00:00.000001Z'],
  ['LT_recordTime', '2026-03-01T09:00:00.1+08:00', '2026-03-01T01:00:00Z'],
  ['EQ_action', ['ADD'], ['DELETE']],
  ['EQ_bizStep', ['commissioning'], ['shipping']],
  ['EQ_bizStep', ['https://ref.gs1.org/cbv/BizStep-commissioning'], ['urn:epcglobal:cbv:bizstep:shipping']],
  ['EQ_disposition', ['active', 'expired'], ['expired']],
  ['EQ_persistentDisposition_set', ['completeness_verified'], ['completeness_inferred']],
  ['EQ_persistentDisposition_unset', ['completeness_inferred'], ['completeness_verified']],
  ['EQ_readPoint', ['https://id.gs1.org/414/0614141007776'], ['https://id.gs1.org/414/0614141008889']],
  ['WD_readPoint', ['urn:example:site'], ['urn:example:other']],
  ['EQ_bizLocation', ['urn:epc:id:sgln:0614141.00888.0'], ['urn:example:site']],
  ['WD_bizLocation', ['urn:epc:id:sgln:0614141.00888.0'], ['urn:example:site']],
  ['EQ_transformationID', ['https://id.gs1.org/253/06141410000129'], ['urn:example:t'], 'transformation'],
  [
    'EQ_bizTransaction_po',
    ['https://id.gs1.org/253/06141410000121618034', 'urn:epc:id:gdti:0614141.00001.1618034'],
    ['urn:x:y'],
  ],
  ['EQ_bizTransaction_inv', undefined, ['urn:epc:id:gdti:0614141.00001.1618034']],
  ['EQ_source_possessing_party', ['urn:epc:id:pgln:0614141.00001'], ['urn:epc:id:pgln:0614141.00002']],
  [
    'EQ_source_urn:epcglobal:cbv:sdt:possessing_party',
    ['urn:epc:id:pgln:0614141.00001'],
    ['urn:epc:id:pgln:0614141.00002'],
  ],
  ['EQ_destination_ex:kind', ['urn:epc:id:pgln:0614141.00002'], ['urn:epc:id:pgln:0614141.00001']],
  [
    'EQ_destination_http://ns.example.com/epcis/kind',
    ['urn:epc:id:pgln:0614141.00002'],
    ['urn:epc:id:pgln:0614141.00001'],
  ],
  ['MATCH_epc', ['https://id.gs1.org/01/10614141073464/21/2018'], ['urn:epc:id:sgtin:0614141.107346.2020']],
  ['MATCH_epc', ['urn:epc:id:sgtin:0614141.107346.2019'], ['urn:epc:id:sscc:0614141.1234567890']],
  ['MATCH_epc', ['urn:epc:idpat:sgtin:0614141.107346.*'], ['urn:epc:idpat:sgtin:0614141.107347.*']],
  ['MATCH_epc', ['urn:epc:idpat:sgtin:0614141.*.*'], ['urn:epc:idpat:sgtin:4012345.*.*']],
  ['MATCH_epc', ['urn:epc:idpat:sgtin:*.*.*'], ['urn:epc:idpat:sscc:*.*']],
  ['MATCH_epc', ['https://brand.example/01/10614141073464/21/*'], ['https://id.gs1.org/01/04012345123456/21/*']],
  ['MATCH_epc', ['urn:epc:idpat:giai:0614141.*'], ['urn:epc:idpat:giai:0614142.*'], 'aggregation'],
  ['MATCH_parentID', ['urn:epc:idpat:sscc:0614141.*'], ['urn:epc:idpat:sscc:0614142.*'], 'aggregation'],
  ['MATCH_parentID', ['https://id.gs1.org/00/106141412345678908'], ['urn:epc:id:giai:0614141.crate-7'], 'aggregation'],
  ['MATCH_inputEPC', ['urn:epc:id:sgtin:4012345.011122.25'], ['urn:epc:id:sgtin:4012345.077889.25'], 'transformation'],
  ['MATCH_outputEPC', ['urn:epc:id:sgtin:4012345.077889.25'], ['urn:epc:id:sgtin:4012345.011122.25'], 'transformation'],
  ['MATCH_anyEPC', ['urn:epc:id:sgtin:4012345.077889.25'], ['urn:epc:id:sgtin:4012345.077889.26'], 'transformation'],
  [
    'MATCH_anyEPC',
    ['urn:epc:id:sscc:0614141.1234567890'],
    ['urn:epc:class:lgtin:4012345.012345.998877'],
    'aggregation',
  ],
  ['MATCH_epcClass', ['https://id.gs1.org/01/04012345123456/10/998877'], ['urn:epc:id:sgtin:0614141.107346.2018']],
  ['MATCH_epcClass', ['urn:epc:idpat:lgtin:4012345.012345.*'], ['urn:epc:idpat:lgtin:4012345.012346.*']],
  ['MATCH_epcClass', ['urn:epc:idpat:sgtin:4012345.098765.*'], ['urn:epc:idpat:sgtin:4012345.098766.*'], 'aggregation'],
  ['MATCH_epcClass', ['urn:epc:idpat:sgtin:4012345.*.*'], ['urn:epc:idpat:sgtin:0614141.*.*'], 'aggregation'],
  [
    'MATCH_inputEPCClass',
    ['urn:epc:class:lgtin:4012345.011111.4444'],
    ['https://id.gs1.org/01/04012345778892/10/7'],
    'transformation',
  ],
  [
    'MATCH_outputEPCClass',
    ['https://id.gs1.org/01/04012345778892/10/7'],
    ['urn:epc:class:lgtin:4012345.011111.4444'],
    'transformation',
  ],
  [
    'MATCH_anyEPCClass',
    ['urn:epc:class:lgtin:4012345.011111.4444'],
    ['urn:epc:id:sgtin:4012345.011122.25'],
    'transformation',
  ],
  ['EQ_quantity', [200], [201]],
  ['GT_quantity', 199.999, 200],
  ['GE_quantity', 200, 200.001],
  ['LT_quantity', 0.011, 0.01, 'transformation'],
  ['LE_quantity', 0.01, 0.009, 'transformation'],
  ['EQ_quantity_TNE', [0.2], [0.3]],
  ['EQ_quantity_GRM', [10000], [9999], 'transformation'],
  ['GE_quantity_LTR', undefined, 0],
  ['EQ_eventID', [object.eventID], ['urn:uuid:0']],
  ['EXISTS_errorDeclaration', true, undefined],
  ['GE_errorDeclarationTime', '2026-03-02T00:00:00Z', '2026-03-02T00:00:01Z'],
  ['LT_errorDeclaration_Time', '2026-03-02T00:00:01Z', '2026-03-02T00:00:00Z'],
  ['GE_ERROR_DECLARATION_Time', '2026-03-02T08:00:00+08:00', '2026-03-02T00:00:01Z'],
  ['EQ_errorReason', ['incorrect_data'], ['did_not_occur']],
  ['EQ_correctiveEventID', ['urn:uuid:5e0c9a9e-7b1c-4ad9-9a4e-3a7f6e1c0002'], ['urn:uuid:1']],
  ['EXISTS_sensorElementList', null, undefined],
  ['GE_time', '2026-03-01T00:00:00Z', '2026-03-01T00:00:01Z'],
  ['LT_startTime', '2026-02-28T00:00:01Z', '2026-02-28T00:00:00Z'],
  ['GE_endTime', '2026-02-28T12:00:00Z', '2026-02-28T12:00:01Z'],
  ['EQ_type', ['Temperature'], ['AbsoluteHumidity']],
  ['EQ_type', ['ex:colour'], ['ex:color']],
  ['EQ_deviceID', ['https://id.gs1.org/8004/4000001111'], ['urn:epc:id:giai:4000001.112']],
  ['EQ_dataProcessingMethod', ['https://id.gs1.org/253/4012345000054987'], ['urn:x:y']],
  ['EQ_bizRules', ['https://id.gs1.org/253/4012345000054987'], ['urn:x:y']],
  ['EQ_microorganism', ['https://www.ncbi.nlm.nih.gov/taxonomy/1126011'], ['https://www.ncbi.nlm.nih.gov/taxonomy/1']],
  ['EQ_chemicalSubstance', ['https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N'], ['urn:x:y']],
  ['EQ_stringValue', ['SomeString'], ['somestring']],
  ['EQ_booleanValue', true, false],
  ['EQ_hexBinaryValue', ['F0F0A0'], ['F0F0A1']],
  ['EQ_uriValue', ['https://id.gs1.org/8004/4000001111'], ['urn:x:y']],
  ['EQ_value_CEL', [26], [27]],
  ['EQ_value_KEL', [299.15], [299]],
  ['GE_value_FAH', 78.8, 78.9],
  ['GT_minValue_CEL', 9, 10],
  ['LE_maxValue_CEL', 30, 29],
  ['LT_meanValue_CEL', 21, 20],
  ['GE_sDev_CEL', 0.5, 0.6],
  ['GE_percRank', 50, 51],
  ['LT_percValue_CEL', 13, 12.7],
  ['EQ_ex:grade', ['A1'], ['a1']],
  ['EQ_http://ns.example.com/epcis/#grade', ['A1'], ['B']],
  ['EQ_https://example.org/ns#colour', ['green'], ['blue']],
  ['EQ_odd:colour', ['red'], ['blue']],
  ['EQ_ex:weight', 12.5, 12.51],
  ['GT_ex:weight', 12, 12.5],
  ['LE_ex:weight', 12.5, 12.4],
  ['GE_ex:checked', '2026-03-01T08:00:00+08:00', '2026-03-01T00:00:01Z'],
  ['LT_ex:checked', '2026-03-01T00:00:01Z', '2026-03-01T00:00:00Z'],
  ['EXISTS_ex:grade', null, undefined],
  ['EXISTS_ex:leaf', undefined, null],
  ['EQ_INNER_ex:leaf', ['y'], ['z']],
  ['EQ_INNER_#bare', ['z'], ['y']],
  ['EXISTS_INNER_ex:nested', 1, undefined],
  ['EXISTS_INNER_ex:grade', undefined, 1],
  ['EQ_ILMD_ex:bestBefore', ['2026-10-05'], ['2026-10-06']],
  ['EQ_ILMD_cbvmda:lotNumber', ['L7'], ['L8']],
  ['EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber', ['L7'], ['L8']],
  ['GE_INNER_ILMD_ex:deep', 12.5, 12.6],
  ['EXISTS_ILMD_ex:bestBefore', true, undefined],
  ['EXISTS_ERROR_DECLARATION_ex:by', true, undefined],
  ['EQ_INNER_ERROR_DECLARATION_ex:desk', ['4'], ['5']],
  ['EQ_readPoint_ex:gate', ['north'], ['south']],
  ['EQ_INNER_bizLocation_ex:room', 7, 8],
  ['EQ_SENSORELEMENT_ex:rig', ['r1'], ['r2']],
  ['EQ_SENSORMETADATA_ex:channel', ['7'], ['8']],
  ['EQ_SENSORREPORT_ex:note', ['ok'], ['no']],
  ['EXISTS_SENSORREPORT_ex:note', null, undefined],
  ['HASATTR_readPoint', ['site'], ['latitude']],
  ['HASATTR_readPoint', ['urn:epcglobal:cbv:mda#site'], ['http://ns.example.com/epcis/other']],
  ['EQATTR_readPoint_site', ['0614141007776'], ['0']],
  ['EQ_ATTR_readPoint_ex:zone', ['cold_1'], ['cold']],
]

describe('every parameter finds what it asks for and nothing else', () => {
  test.each(table)('%s %j, not %j', (name, hit, miss, of = 'object') => {
    if (hit !== undefined) expect(found({ [name]: hit })).toContain(of)
    if (miss !== undefined) expect(found({ [name]: miss })).not.toContain(of)
    // the same in a query string, where all is text and lists stand between bars
    const text = (v: unknown) => (Array.isArray(v) ? v.join('|') : String(v))
    if (hit !== undefined) expect(found({ [name]: text(hit) }, true)).toContain(of)
    if (miss !== undefined) expect(found({ [name]: text(miss) }, true)).not.toContain(of)
  })
})

test('filters hold together, values of one stand for each other', () => {
  expect(found({})).toEqual(['object', 'aggregation', 'transformation'])
  expect(found({ eventType: ['ObjectEvent', 'AggregationEvent'], EQ_action: ['OBSERVE'] })).toEqual(['aggregation'])
  expect(found({ EXISTS_errorDeclaration: false })).toHaveLength(3)
  expect(found({ EXISTS_errorDeclaration: 'false' }, true)).toHaveLength(3)
  // a plus that was not encoded
  expect(found({ LT_eventTime: '2026-03-02T00:00:00 08:00' }, true)).toEqual(['object'])
  // one value without a list, in a query string only
  expect(found({ EQ_bizStep: 'commissioning' }, true)).toEqual(['object'])
  expect(found({ EQ_bizStep: ['commissioning', 'shipping'] }, true)).toEqual(['object'])
})

const refusal = (given: Record<string, unknown>, url = false): string => {
  try {
    readQuery(given, { url, namespaces })
    return 'accepted'
  } catch (err) {
    if (!(err instanceof AppError)) throw err
    return `${err.reason.replace('epcis_query.', '')} ${String(err.details['parameter'])}`
  }
}

test.each<[Record<string, unknown>, string]>([
  [{ EQ_bizstep: ['shipping'] }, 'parameter_unknown EQ_bizstep'],
  [{ bizStep: ['shipping'] }, 'parameter_unknown bizStep'],
  [{ EQ_nobody: ['x'] }, 'parameter_unknown EQ_nobody'],
  [{ 'EQ_nobody:name': ['x'] }, 'parameter_unknown EQ_nobody:name'],
  [{ 'EQ_#name': ['x'] }, 'parameter_unknown EQ_#name'],
  [{ EQ_minvalue_CEL: 1 }, 'parameter_unknown EQ_minvalue_CEL'],
  [{ GE_value: 1 }, 'parameter_unknown GE_value'],
  [{ GE_value_celsius: 1 }, 'parameter_unknown GE_value_celsius'],
  [{ WD_epc: ['urn:a:b'] }, 'parameter_unknown WD_epc'],
  [{ MATCH_EPC: ['urn:a:b'] }, 'parameter_unknown MATCH_EPC'],
  [{ 'NE_ex:grade': ['a'] }, 'parameter_unknown NE_ex:grade'],
  [{ EQATTR_readPoint: ['a'] }, 'parameter_unknown EQATTR_readPoint'],
  [{ HASATTR_epcList: ['a'] }, 'parameter_unknown HASATTR_epcList'],
  [{ __proto__x: ['a'] }, 'parameter_unknown __proto__x'],
  [{ EQ_bizStep: ['shiping'] }, 'word_unknown EQ_bizStep'],
  [{ EQ_bizStep: ['urn:epcglobal:cbv:bizstep:shiping'] }, 'word_unknown EQ_bizStep'],
  [{ EQ_disposition: ['aktive'] }, 'word_unknown EQ_disposition'],
  [{ EQ_action: ['add'] }, 'word_unknown EQ_action'],
  [{ eventType: ['ObjectEvents'] }, 'word_unknown eventType'],
  [{ EQ_source_owner: ['urn:a:b'] }, 'word_unknown EQ_source_owner'],
  [{ EQ_type: ['Temprature'] }, 'word_unknown EQ_type'],
  [{ EQ_bizStep: 'shipping' }, 'value_malformed EQ_bizStep'],
  [{ EQ_bizStep: [] }, 'value_malformed EQ_bizStep'],
  [{ EQ_bizStep: [''] }, 'value_malformed EQ_bizStep'],
  [{ EQ_bizStep: [7] }, 'value_malformed EQ_bizStep'],
  [{ GE_eventTime: 'yesterday' }, 'value_malformed GE_eventTime'],
  [{ GE_eventTime: '2026-03-01T00:00:00' }, 'value_malformed GE_eventTime'],
  [{ GE_eventTime: '2026-02-30T00:00:00Z' }, 'value_malformed GE_eventTime'],
  [{ LT_recordTime: ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'] }, 'value_malformed LT_recordTime'],
  [{ GE_quantity: '5' }, 'value_malformed GE_quantity'],
  [{ EQ_quantity_KGM: ['five'] }, 'value_malformed EQ_quantity_KGM'],
  [{ EQ_booleanValue: 'yes' }, 'value_malformed EQ_booleanValue'],
  [{ EQ_hexBinaryValue: ['xyz'] }, 'value_malformed EQ_hexBinaryValue'],
  [{ EXISTS_errorDeclaration: 'perhaps' }, 'value_malformed EXISTS_errorDeclaration'],
  [{ 'GT_ex:grade': 'A' }, 'value_malformed GT_ex:grade'],
  [{ MATCH_epc: ['urn:epc:idpat:sgtin:*.107346.*'] }, 'pattern_malformed MATCH_epc'],
  [{ MATCH_epc: ['urn:epc:idpat:sgtin:0614141.*.5'] }, 'pattern_malformed MATCH_epc'],
  [{ MATCH_epc: ['urn:epc:idpat:sgtin:0614141.*'] }, 'pattern_malformed MATCH_epc'],
  [{ MATCH_epc: ['urn:epc:idpat:sgtin:0614141.1073.*'] }, 'pattern_malformed MATCH_epc'],
  [{ orderBy: 'quantity' }, 'value_malformed orderBy'],
  [{ orderBy: 'eventTime', orderDirection: 'down' }, 'value_malformed orderDirection'],
  [{ eventCountLimit: 5 }, 'limit_without_order eventCountLimit'],
  [{ eventCountLimit: 5, maxEventCount: 5, orderBy: 'eventTime' }, 'contradictory eventCountLimit'],
  [{ maxEventCount: 0 }, 'value_malformed maxEventCount'],
  [{ maxEventCount: 1.5 }, 'value_malformed maxEventCount'],
  [{ '@context': 7 }, 'value_malformed @context'],
  [{ EQ_eventID: Array.from({ length: 1001 }, (_, i) => `urn:uuid:${i}`) }, 'too_many_values EQ_eventID'],
])('refused, naming the parameter: %j', (given, expected) => {
  expect(refusal(given)).toBe(expected)
})

test('order, limits and a context of its own', () => {
  expect(readQuery({ orderBy: 'recordTime', orderDirection: 'ASC', eventCountLimit: 3 })).toMatchObject({
    orderBy: 'recordTime',
    direction: 'ASC',
    eventCountLimit: 3,
  })
  expect(readQuery({ orderBy: 'ex:weight' }, { namespaces })).toMatchObject({
    orderBy: { names: ['http://ns.example.com/epcis/weight'] },
    direction: 'DESC',
  })
  const own = { '@context': [standardContext, { my: 'http://ns.example.com/epcis/' }], 'EQ_my:grade': ['A1'] }
  expect(matches(normalOfEvent(object, context), readQuery(own))).toBe(true)
  expect(refusal({ 'EQ_my:grade': ['A1'] })).toBe('parameter_unknown EQ_my:grade')
  expect(refusal({ ...own, '@context': { other: 'http://ns.example.com/epcis/' } })).toBe(
    'parameter_unknown EQ_my:grade',
  )
})
