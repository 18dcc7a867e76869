import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvent } from '../../../test/epcis/arbitrary.ts'
import { namespacesOf } from './context.ts'
import type { EpcisEvent, NormalEvent } from './model.ts'
import { normalForm } from './normal.ts'
import { instantOf, isOffset, toMilliseconds } from './time.ts'

const namespaces = namespacesOf([{ ex: 'http://ns.example.com/epcis/' }])

test('identifiers, words, times, numbers and keys in one form', () => {
  const normal = normalForm(
    {
      type: 'ObjectEvent',
      eventID: 'urn:uuid:1',
      eventTime: '2026-03-01T08:30:00.1200+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'ADD',
      bizStep: 'urn:epcglobal:cbv:bizstep:commissioning',
      disposition: 'ex:odd',
      persistentDisposition: { set: ['https://ref.gs1.org/cbv/Disp-recalled'] },
      epcList: ['https://example.com/01/09506000134352/10/L/21/A?17=261231', 'urn:other:1'],
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.L1', quantity: 1.5e-7, uom: 'KGM' }],
      readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0', 'ex:gate': { 'ex:no': 1 } },
      bizTransactionList: [
        { bizTransaction: 'urn:epcglobal:cbv:bt:1:2' },
        { type: 'urn:epcglobal:cbv:btt:po', bizTransaction: 'urn:a:b' },
      ],
      sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00001' }],
      sensorElementList: [
        {
          sensorMetadata: { deviceID: 'urn:epc:id:giai:4000001.111', time: '2026-03-01T08:30:00+08:00' },
          sensorReport: [{ type: 'gs1:Temperature', value: 3.5, uom: 'CEL', booleanValue: true, 'ex:a': 1 }],
          'ex:b': 2,
        },
      ],
      certificationInfo: 'https://cert.example.org/1',
      errorDeclaration: {
        declarationTime: '2026-03-02T00:00:00Z',
        reason: 'urn:epcglobal:cbv:er:incorrect_data',
        'ex:who': 'x',
      },
      ilmd: { 'ex:grade': 'A', 'cbvmda:lotNumber': '1' },
      'ex:list': [{ 'ex:x': 1, bare: 2 }],
      'urn:full:key': 3,
    },
    namespaces,
  )
  const ex = 'http://ns.example.com/epcis/'
  expect(normal).toEqual({
    type: 'ObjectEvent',
    eventID: 'urn:uuid:1',
    eventTime: '2026-03-01T00:30:00.120Z',
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: `${ex}odd`,
    persistentDisposition: { set: ['recalled'], unset: [] },
    readPoint: 'https://id.gs1.org/414/4012345000016',
    epcs: ['https://id.gs1.org/01/09506000134352/21/A', 'urn:other:1'],
    quantities: [{ epcClass: 'https://id.gs1.org/01/04012345123456/10/L1', quantity: '0.00000015', uom: 'KGM' }],
    inputs: [],
    inputQuantities: [],
    outputs: [],
    outputQuantities: [],
    bizTransactions: [{ id: 'urn:epcglobal:cbv:bt:1:2' }, { type: 'po', id: 'urn:a:b' }],
    sources: [{ type: 'owning_party', id: 'https://id.gs1.org/417/4012345000016' }],
    destinations: [],
    certificationInfo: ['https://cert.example.org/1'],
    ilmd: { [`${ex}grade`]: 'A', 'urn:epcglobal:cbv:mda:lotNumber': '1' },
    sensors: [
      {
        sensorMetadata: { deviceID: 'https://id.gs1.org/8004/4000001111', time: '2026-03-01T00:30:00.000Z' },
        sensorReport: [{ type: 'Temperature', value: '3.5', uom: 'CEL', booleanValue: true, [`${ex}a`]: 1 }],
        [`${ex}b`]: 2,
      },
    ],
    errorDeclaration: {
      declarationTime: '2026-03-02T00:00:00.000Z',
      reason: 'incorrect_data',
      correctiveEventIDs: [],
      extensions: { [`${ex}who`]: 'x' },
    },
    extensions: { [`${ex}list`]: [{ [`${ex}x`]: 1, bare: 2 }], 'urn:full:key': 3 },
    readPointExtensions: { [`${ex}gate`]: { [`${ex}no`]: 1 } },
    bizLocationExtensions: {},
    namespaces: [ex],
  })
})

/** The normal form as an event again: canonical identifiers, bare words, full keys. */
function eventOf(n: NormalEvent): EpcisEvent {
  const aggregate = n.type === 'AggregationEvent' || n.type === 'AssociationEvent'
  const place = (id: string | undefined, extensions: Record<string, unknown>) =>
    id === undefined ? undefined : { id, ...extensions }
  const amounts = (list: NormalEvent['quantities']) =>
    list.map((q) => ({ ...q, ...(q.quantity ? { quantity: q.quantity } : {}) }))
  const event: Record<string, unknown> = {
    type: n.type,
    eventID: n.eventID,
    eventTime: n.eventTime,
    eventTimeZoneOffset: n.eventTimeZoneOffset,
    recordTime: n.recordTime,
    action: n.action,
    bizStep: n.bizStep,
    disposition: n.disposition,
    persistentDisposition: n.persistentDisposition,
    readPoint: place(n.readPoint, n.readPointExtensions),
    bizLocation: place(n.bizLocation, n.bizLocationExtensions),
    parentID: n.parentID,
    [aggregate ? 'childEPCs' : 'epcList']: n.epcs,
    [aggregate ? 'childQuantityList' : 'quantityList']: amounts(n.quantities),
    inputEPCList: n.inputs,
    inputQuantityList: amounts(n.inputQuantities),
    outputEPCList: n.outputs,
    outputQuantityList: amounts(n.outputQuantities),
    transformationID: n.transformationID,
    bizTransactionList: n.bizTransactions.map(({ id, ...t }) => ({ ...t, bizTransaction: id })),
    sourceList: n.sources.map(({ id, ...t }) => ({ ...t, source: id })),
    destinationList: n.destinations.map(({ id, ...t }) => ({ ...t, destination: id })),
    certificationInfo: n.certificationInfo,
    ilmd: n.ilmd,
    sensorElementList: n.sensors,
    errorDeclaration: n.errorDeclaration && {
      ...n.errorDeclaration,
      ...n.errorDeclaration.extensions,
      extensions: undefined,
    },
    ...n.extensions,
  }
  if (n.errorDeclaration) delete (event['errorDeclaration'] as Record<string, unknown>)['extensions']
  return event as EpcisEvent
}

test('the normal form of a normal form is itself', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const own = namespacesOf([
        {
          ex: 'http://ns.example.com/epcis/',
          ext1: 'http://example.com/ext1/',
          odd: 'https://example.org/ns#',
          short: 'urn:example:ns:',
        },
      ])
      const once = normalForm(event, own)
      expect(normalForm(eventOf(once), own)).toEqual(once)
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['2026-03-01T08:30:00+08:00', '2026-03-01T00:30:00.000Z'],
  ['2026-03-01T00:30:00Z', '2026-03-01T00:30:00.000Z'],
  ['2026-01-01T00:00:00.123456-05:30', '2026-01-01T05:30:00.123456Z'],
  ['2026-01-01T00:00:00.100000Z', '2026-01-01T00:00:00.100Z'],
  ['2024-02-29T12:00:00+14:00', '2024-02-28T22:00:00.000Z'],
  ['0099-12-31T23:59:59-00:00', '0099-12-31T23:59:59.000Z'],
])('%s in UTC is %s', (text, utc) => expect(instantOf(text)).toBe(utc))

test.each([
  '2026-03-01',
  '2026-03-01T08:30:00',
  '2026-03-01T08:30Z',
  '2026-03-01 08:30:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:60:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+14:01',
  '2026-01-01T00:00:00+0800',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-14:00',
  '26-01-01T00:00:00Z',
])('%s is no time', (text) => expect(instantOf(text)).toBeUndefined())

test('offsets and milliseconds', () => {
  expect(['+00:00', '-12:30', '+14:00'].every(isOffset)).toBe(true)
  expect(['Z', '8:00', '+8:00', '+14:01', '+08:60', ''].some(isOffset)).toBe(false)
  expect(toMilliseconds('2026-01-01T00:00:59.9996Z')).toBe('2026-01-01T00:01:00.000Z')
  expect(toMilliseconds('2026-01-01T00:00:59.12345Z')).toBe('2026-01-01T00:00:59.123Z')
})
