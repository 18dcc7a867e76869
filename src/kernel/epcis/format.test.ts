import { expect, test } from 'vitest'
import { prefixLengthsOf } from '../gs1/epc.ts'
import { inFormat } from './format.ts'
import type { EpcisEvent } from './model.ts'

const time = { eventTime: '2026-03-01T08:30:00Z', eventTimeZoneOffset: '+08:00' }

/** Every place of an event where an identifier stands, once as EPC URN and once as Digital Link. */
const places = (id: (urn: string, link: string) => string): EpcisEvent => {
  const sgtin = id('urn:epc:id:sgtin:0614141.107346.2018', 'https://id.gs1.org/01/10614141073464/21/2018')
  const lot = id('urn:epc:class:lgtin:4012345.012345.998877', 'https://id.gs1.org/01/04012345123456/10/998877')
  const pattern = id('urn:epc:idpat:sgtin:0614141.107346.*', 'https://id.gs1.org/01/10614141073464')
  const sgln = id('urn:epc:id:sgln:0614141.00777.12', 'https://id.gs1.org/414/0614141007776/254/12')
  const party = id('urn:epc:id:pgln:4012345.00225', 'https://id.gs1.org/417/4012345002256')
  const paper = id('urn:epc:id:gdti:0614141.00001.1618034', 'https://id.gs1.org/253/06141410000121618034')
  const device = id('urn:epc:id:giai:4000001.111', 'https://id.gs1.org/8004/4000001111')
  const pallet = id('urn:epc:id:sscc:0614141.1234567890', 'https://id.gs1.org/00/106141412345678908')
  return {
    type: 'ObjectEvent',
    ...time,
    epcList: [sgtin],
    childEPCs: [sgtin],
    inputEPCList: [sgtin],
    outputEPCList: [pallet],
    quantityList: [{ epcClass: lot, quantity: 1, uom: 'KGM' }],
    childQuantityList: [{ epcClass: pattern }],
    inputQuantityList: [{ epcClass: lot }],
    outputQuantityList: [{ epcClass: pattern }],
    parentID: pallet,
    transformationID: paper,
    readPoint: { id: sgln },
    bizLocation: { id: sgln },
    bizTransactionList: [{ type: 'po', bizTransaction: paper }],
    sourceList: [{ type: 'owning_party', source: party }],
    destinationList: [{ type: 'location', destination: sgln }],
    sensorElementList: [
      { sensorMetadata: { deviceID: device }, sensorReport: [{ type: 'Mass', value: 1, deviceID: device }] },
    ],
  }
}
const asUrns = places((urn) => urn)
const asLinks = places((_, link) => link)
const lengths = prefixLengthsOf(['0614141', '4012345', '4000001'])

test('every place is translated, to Digital Links and back', () => {
  expect(inFormat(asUrns, 'Always_GS1_Digital_Link')).toEqual(asLinks)
  expect(inFormat(asLinks, 'Always_EPC_URN', lengths)).toEqual(asUrns)
})

test('what has the wanted form stays, and so does everything where nothing is to be translated', () => {
  expect(inFormat(asLinks, 'Always_GS1_Digital_Link')).toEqual(asLinks)
  expect(inFormat(asUrns, 'Always_EPC_URN')).toEqual(asUrns)
  for (const format of ['Never_Translates', 'No_Preference'] as const) {
    expect(inFormat(asUrns, format)).toBe(asUrns)
    expect(inFormat(asLinks, format, lengths)).toBe(asLinks)
  }
})

test('a key becomes a URN only where its company prefix is known: by the table, or by the event itself', () => {
  expect(inFormat(asLinks, 'Always_EPC_URN')).toEqual(asLinks)
  const link = 'https://shop.example/a/01/10614141073464/10/L1/21/2018?17=261231'
  const event: EpcisEvent = { type: 'ObjectEvent', ...time, epcList: [link] }
  expect(inFormat(event, 'Always_EPC_URN')['epcList']).toEqual([link])
  const shown = { ...event, readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' } }
  expect(inFormat(shown, 'Always_EPC_URN')['epcList']).toEqual(['urn:epc:id:sgtin:0614141.107346.2018'])
})

test('what is no identifier of GS1 stays, and so does what stands in extensions', () => {
  const urn = 'urn:epc:id:sgtin:0614141.107346.2018'
  const event: EpcisEvent = {
    type: 'ObjectEvent',
    ...time,
    eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
    epcList: ['https://items.example.org/1', '/s/ABC', 'urn:epc:id:gid:1.2.3', 'urn:epc:id:sgtin:broken', 'not a uri'],
    readPoint: { id: 'geo:1,2', 'ex:near': urn },
    ilmd: { 'ex:made-from': urn },
    errorDeclaration: { declarationTime: time.eventTime, correctiveEventIDs: [urn] },
    'ex:see': urn,
    'ex:list': [{ epcClass: urn }],
    sensorElementList: [{ sensorReport: [{ type: 'Mass', value: 1, 'ex:deviceID': urn }], 'ex:deviceID': urn }],
  }
  expect(inFormat(event, 'Always_GS1_Digital_Link')).toEqual(event)
  expect(inFormat(event, 'Always_EPC_URN', lengths)).toEqual(event)
})

test('the event itself is never changed, and no shape of it throws', () => {
  const before = JSON.stringify(asUrns)
  inFormat(asUrns, 'Always_GS1_Digital_Link')
  expect(JSON.stringify(asUrns)).toBe(before)
  for (const wrong of [null, 1, 'x', [null], { id: 1 }, [[1]], [{ sensorReport: 'x', sensorMetadata: null }]]) {
    const event = Object.fromEntries(Object.keys(asUrns).map((key) => [key, wrong])) as unknown as EpcisEvent
    expect(inFormat(event, 'Always_GS1_Digital_Link')).toEqual(event)
  }
})
