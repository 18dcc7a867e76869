import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EpcisWorld, epcisWorld } from '../../../../test/epcis/world.ts'
import { after, party } from '../../../../test/trace.ts'
import { newId } from '../../../platform/id.ts'

let w: EpcisWorld
beforeAll(async () => {
  w = await epcisWorld()
  // confirmed for another operator: whose a prefix is, is no secret, and its length is what it is for everybody
  await w.t.db
    .insertInto('registry.partyIdentifier')
    .values({ identifier: 'gs1/prefix/9506000', partyId: party(2), claimId: newId(), confirmedAt: after(0) })
    .execute()
})
afterAll(() => w.close())

test('a confirmed company prefix is known: what came as Digital Link goes out as EPC URN where it is asked for', async () => {
  const event = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: after(1),
    eventTimeZoneOffset: '+08:00',
    epcList: [
      'https://id.gs1.org/01/09506000134352/21/7',
      'https://example.com/gtin/9506000134352/ser/8',
      'https://id.gs1.org/00/106141412345678908',
    ],
    readPoint: { id: 'https://id.gs1.org/414/9506000123455' },
  }
  await w.capture(1, [event])
  const asked = { 'gs1-epc-format': 'Always_EPC_URN' }
  const [told] = w.listOf((await w.ask(1, '/epcis/events', asked)).body)
  expect(told).toMatchObject({
    epcList: [
      'urn:epc:id:sgtin:9506000.013435.7',
      'urn:epc:id:sgtin:9506000.013435.8',
      // nobody confirmed this one
      'https://id.gs1.org/00/106141412345678908',
    ],
    readPoint: { id: 'urn:epc:id:sgln:9506000.12345.0' },
  })
  const { member } = (await w.ask(1, '/epcis/readPoints', asked)).json()
  expect(member).toEqual(['urn:epc:id:sgln:9506000.12345.0'])
  const [same] = w.listOf((await w.ask(1, '/epcis/events', { 'gs1-epc-format': 'Never_Translates' })).body)
  expect(same).toMatchObject(event)
})
