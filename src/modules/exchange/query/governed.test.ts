import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, lossOnly, mango, now, party, type TraceWorld, traceWorld } from '../../../../test/trace.ts'
import * as trace from '../../trace/index.ts'
import { indexOlderEvents } from './subscriber.ts'

let w: TraceWorld
beforeAll(async () => {
  w = await traceWorld()
})
afterAll(() => w.close())

type Event = Record<string, unknown> & { type: string; eventID: string }
const reader = (n: number) => w.t.as({ partyId: party(n) })
async function get(n: number, url: string, headers: Record<string, string> = {}) {
  const r = await w.t.app.inject({ method: 'GET', url, headers: { ...reader(n).headers, ...headers } })
  return { status: r.statusCode, headers: r.headers, body: r.body, json: () => r.json() }
}
async function events(n: number, query: string): Promise<Event[]> {
  const r = await get(n, `/epcis/events?${query}`)
  if (r.status !== 200) throw new Error(r.body)
  return r.json().epcisBody.queryResults.resultsBody.eventList as Event[]
}

test('every kind of our events comes out as the EPCIS event it is', async () => {
  const made = await w.as(party(1), trace.produce, {
    product: mango,
    quantity: '100',
    eventTime: now,
    fields: { profile: 'crop', event: 'harvest', variety: '金煌' },
  })
  const at = after(1)
  const sold = await w.as(
    party(1),
    trace.dispatch,
    { holdingId: made.batch.holdingId, quantity: '60', buyer: { partyId: party(2) }, eventTime: at, place: 'yard 3' },
    at,
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
  const packed = await w.as(
    party(2),
    trace.packSealed,
    { holdingId: dried.batches[0]!.holdingId, quantity: '4', eventTime: after(4) },
    after(4),
  )
  await w.as(
    party(2),
    trace.consume,
    { holdingId: dried.batches[0]!.holdingId, quantity: '1', eventTime: after(5) },
    after(5),
  )
  const code = (c: string | null) => `https://sy.example/s/${c}`
  await w.t.drain()

  const own = await events(1, 'orderBy=eventTime&orderDirection=ASC')
  expect(own).toMatchObject([
    {
      type: 'ObjectEvent',
      action: 'ADD',
      bizStep: 'commissioning',
      disposition: 'active',
      quantityList: [{ epcClass: code(made.batch.code), quantity: 100, uom: 'KGM' }],
      ilmd: { 'suyuan:productName': '示例芒果' },
      'suyuan:fields': { 'suyuan:variety': '金煌' },
      eventID: `urn:uuid:${made.eventId}`,
      recordTime: '2026-06-01T08:00:00Z',
    },
    {
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'in_transit',
      quantityList: [{ epcClass: code(sold.batch.code), quantity: 60, uom: 'KGM' }],
      sourceList: [{ type: 'possessing_party', source: `urn:uuid:${party(1)}` }],
      destinationList: [{ type: 'possessing_party', destination: `urn:uuid:${party(2)}` }],
      'suyuan:takenFrom': code(made.batch.code),
      'suyuan:place': 'yard 3',
    },
    { bizStep: 'receiving', destinationList: [{ destination: `urn:uuid:${party(2)}` }] },
  ])
  // the buyer's view of the seller's event: no place, no stock it was taken from, nothing of its own making
  const [shipped] = await events(2, 'EQ_bizStep=shipping')
  expect(shipped).toMatchObject({ quantityList: [{ quantity: 60 }], sourceList: [{}], destinationList: [{}] })
  expect(JSON.stringify(shipped)).not.toContain('suyuan:')
  expect(JSON.stringify(shipped)).not.toContain(made.batch.code)
  // and it cannot be found by what is not shown of it
  expect(await events(2, `EXISTS_suyuan:place=true`).catch((e: Error) => e.message)).toContain('parameter_unknown')
  const ns = encodeURIComponent('https://suyuan.example/ns/epcis/#place')
  expect(await events(1, `EXISTS_${ns}=true`)).toHaveLength(1)
  expect(await events(2, `EXISTS_${ns}=true`)).toHaveLength(0)

  expect(await events(2, 'eventType=TransformationEvent')).toMatchObject([
    {
      inputQuantityList: [{ epcClass: code(got.batch.code), quantity: 40, uom: 'KGM' }],
      outputQuantityList: [{ epcClass: code(dried.batches[0]!.code), quantity: 10, uom: 'KGM' }],
    },
  ])
  expect(await events(2, `MATCH_parentID=${packed.batch.code}`)).toMatchObject([
    { type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', childQuantityList: [{ quantity: 4 }] },
  ])
  expect(await events(2, 'EQ_action=DELETE')).toMatchObject([
    { bizStep: 'decommissioning', quantityList: [{ quantity: 1 }] },
  ])
  // kilograms are found by tonnes
  expect(await events(2, 'EQ_quantity_TNE=0.001')).toHaveLength(1)
  expect(await events(3, '')).toEqual([])
})

test('an event and the declaration that takes it back come under one id', async () => {
  const made = await w.as(party(5), trace.produce, { product: mango, quantity: '7', eventTime: now })
  await w.as(party(5), trace.voidEvent, { eventId: made.eventId, reason: '重复录入' }, after(9))
  await w.t.drain()
  const r = await get(5, `/epcis/events/urn:uuid:${made.eventId}`)
  const list = r.json().epcisBody.queryResults.resultsBody.eventList as Event[]
  expect(list).toMatchObject([
    { quantityList: [{ quantity: 7 }] },
    { quantityList: [{ quantity: 7 }], errorDeclaration: { declarationTime: after(9).replace('.000', '') } },
  ])
  expect(list[0]).not.toHaveProperty('errorDeclaration')
  expect(new Set(list.map((e) => e.eventID)).size).toBe(1)
  expect(await events(5, 'EXISTS_errorDeclaration=true')).toHaveLength(1)
  expect((await get(5, `/epcis/events/urn:uuid:${party(77)}`)).status).toBe(404)
  expect((await get(6, `/epcis/events/urn:uuid:${made.eventId}`)).status).toBe(404)
})

test('what was recorded before there was an index is put into it', async () => {
  const { batch } = await w.as(party(21), trace.produce, { product: mango, quantity: '7', eventTime: now })
  await w.t.drain()
  await w.t.owner.query('delete from exchange.epcis_event where viewer_id = $1', [party(21)])
  expect(await events(21, '')).toEqual([])
  expect(await indexOlderEvents(w.t.db)).toBe(1)
  expect(
    await events(21, `MATCH_anyEPCClass=${encodeURIComponent(`https://sy.example/s/${batch.code}`)}`),
  ).toHaveLength(1)
  expect(await indexOlderEvents(w.t.db)).toBe(0)
})
