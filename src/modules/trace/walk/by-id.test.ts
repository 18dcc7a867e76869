import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EpcisWorld, epcisWorld } from '../../../../test/epcis/world.ts'
import { after, lossOnly, mango, now, party } from '../../../../test/trace.ts'
import { putParty } from '../../identity/index.ts'
import * as trace from '../index.ts'

let w: EpcisWorld
beforeAll(async () => {
  w = await epcisWorld()
  for (const n of [1, 2, 3, 10])
    await w.t.db
      .transaction()
      .execute((tx) => putParty(tx, { partyId: party(n), name: `示例${n}`, kind: 'operator', sectors: ['crop'], now }))
})
afterAll(() => w.close())

type Answer = {
  events: (Record<string, unknown> & { bizStep?: string })[]
  items: { identifier: string; holdingId: string; holder?: object; quantity?: string; start?: true }[]
  links: { from: string; to: string; quantity?: string; eventID?: string; eventTime: string }[]
  truncated: boolean
}
async function ask(n: number, id: string, more = ''): Promise<Answer> {
  const r = await w.ask(n, `/api/trace?id=${encodeURIComponent(id)}${more}`)
  if (r.status !== 200) throw new Error(`${r.status} ${r.body}`)
  return JSON.parse(r.body) as Answer
}

test('our own code: the same walk and sights as the screens have, as EPCIS events', async () => {
  const made = await w.as(party(1), trace.produce, { product: mango, quantity: '100', eventTime: now })
  const sold = await w.as(
    party(1),
    trace.dispatch,
    { holdingId: made.batch.holdingId, quantity: '60', buyer: { partyId: party(2) }, eventTime: after(1) },
    after(1),
  )
  const got = await w.as(
    party(2),
    trace.receive,
    { sellerId: party(1), transferId: sold.transferId, eventTime: after(2) },
    after(2),
  )
  const dried = await w.as(
    party(2),
    trace.processGoods,
    {
      inputs: [{ holdingId: got.batch.holdingId, quantity: '40' }],
      outputs: [{ product: mango, quantity: '10' }],
      event: 'process',
      yields: lossOnly,
      eventTime: after(3),
    },
    after(3),
  )
  const code = (c: string | null) => `https://sy.example/s/${c}`
  const whole = await ask(2, dried.batches[0]!.code!)
  expect(whole.truncated).toBe(false)
  expect(whole.links.map((l) => l.to)).toContain(code(dried.batches[0]!.code))
  // the farm's stock is beyond one step: what and when only
  expect(whole.items.filter((i) => i.identifier.startsWith('urn:uuid:'))).toHaveLength(1)
  expect(whole.events.map((e) => e.bizStep)).toEqual([
    'commissioning',
    'shipping',
    'receiving',
    'creating_class_instance',
  ])
  const harvest = whole.events[0]!
  expect(harvest).not.toHaveProperty('quantityList')
  expect(JSON.stringify(whole)).not.toContain(made.batch.code)
  expect(JSON.stringify(whole)).not.toContain('suyuan:productName')
  // what the event that names the buyer says of the goods, the buyer knows
  expect(whole.events[1]).toMatchObject({ quantityList: [{ epcClass: code(sold.batch.code), quantity: 60 }] })
  // the seller sees that its goods were processed, not into what
  const forward = await ask(1, made.batch.code!, '&direction=forward')
  expect(forward.events.at(-1)).not.toHaveProperty('outputQuantityList')
  expect(forward.events[0]).toMatchObject({ ilmd: { 'suyuan:productName': '示例芒果' } })
  expect(forward.links[0]).toMatchObject({ from: code(made.batch.code), to: code(sold.batch.code), quantity: '60' })
  // the whole address names the same
  expect(await ask(2, code(dried.batches[0]!.code))).toEqual(whole)
  // one step, and a window of time
  expect((await ask(2, got.batch.code!, '&direction=back&depth=one')).links).toHaveLength(1)
  const late = await ask(2, dried.batches[0]!.code!, `&from=${after(3)}`)
  expect(late.events.map((e) => e.bizStep)).toEqual(['creating_class_instance'])
  // nobody else, and nothing unknown
  await expect(ask(3, made.batch.code!)).rejects.toThrow('404')
  await expect(ask(1, 'urn:epc:id:sgtin:0614141.107346.1')).rejects.toThrow('item.not_found')
})

test('captured identifiers: URN, Digital Link and element string name the same lot and piece', async () => {
  const lot = 'urn:epc:class:lgtin:4012345.012345.LOT7'
  const common = { eventTimeZoneOffset: '+08:00' }
  await w.capture(10, [
    {
      ...common,
      type: 'TransformationEvent',
      eventTime: now,
      inputEPCList: ['urn:epc:id:sgtin:4012345.011122.25'],
      outputQuantityList: [{ epcClass: lot, quantity: 10, uom: 'KGM' }],
    },
    {
      ...common,
      type: 'ObjectEvent',
      action: 'OBSERVE',
      eventTime: after(5),
      bizStep: 'storing',
      quantityList: [{ epcClass: 'https://example.com/01/04012345123456/10/LOT7', quantity: 10, uom: 'KGM' }],
    },
  ])
  const answer = await ask(10, lot)
  expect(answer.events.map((e) => e['type'])).toEqual(['TransformationEvent', 'ObjectEvent'])
  expect(answer.items.map((i) => i.identifier).sort()).toEqual([
    'https://id.gs1.org/01/04012345111224/21/25',
    'https://id.gs1.org/01/04012345123456/10/LOT7',
  ])
  expect(answer.links).toMatchObject([
    { from: 'https://id.gs1.org/01/04012345111224/21/25', to: 'https://id.gs1.org/01/04012345123456/10/LOT7' },
  ])
  for (const spelling of ['https://brand.example/x/01/04012345123456/10/LOT7', '(01)04012345123456(10)LOT7'])
    expect(await ask(10, spelling)).toEqual(answer)
  const forward = await ask(10, 'https://id.gs1.org/01/04012345111224/21/25', '&direction=forward')
  expect(forward.links).toEqual(answer.links)
})
