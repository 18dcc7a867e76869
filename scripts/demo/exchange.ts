import { confirmIdentifier, declareIdentifier } from '../../src/modules/registry/identifier/schema.ts'
import type { Agencies } from './agencies.ts'
import type { Operators } from './operators.ts'

/** 952 is the prefix that GS1 keeps for examples. */
const gln = { mango1: '9521234000013', fruitpack: '9521234001003' }

/** How others name two operators: one confirmed by its county, one that waits on the desk. */
export async function identifiers(operators: Operators, { reviewer }: Agencies): Promise<void> {
  const { partyId, claimId } = await operators.mango1.call(declareIdentifier, { kind: 'location', value: gln.mango1 })
  await reviewer.yazhou.call(confirmIdentifier, { partyId, claimId })
  await operators.fruitpack.call(declareIdentifier, { kind: 'location', value: gln.fruitpack })
}

const place = `https://id.gs1.org/414/${gln.mango1}`
const lot = (name: string) => ({
  epcClass: `https://id.gs1.org/01/09521234000129/10/${name}`,
  quantity: 120,
  uom: 'KGM',
})
const picked = (hour: string, name: string) => ({
  type: 'ObjectEvent',
  eventTime: `2026-05-20T${hour}:00:00.000+08:00`,
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  readPoint: { id: place },
  bizLocation: { id: place },
  quantityList: [lot(name)],
})
const document = (eventList: object[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-05-20T18:00:00.000+08:00',
  epcisBody: { eventList },
})

/**
 * What a system of an operator does: two documents, one with an event that breaks the standard, and a named query that
 * it comes back to and subscribes to.
 */
export async function exchange(origin: string, client: { id: string; secret: string }): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const res = await fetch(origin + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    if (!res.ok) throw new Error(`${path}: ${res.status} ${await res.text()}`)
    return res.headers.get('location') ?? ''
  }
  const wrong = {
    type: 'AggregationEvent',
    eventTime: '2026-05-20T16:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'packing',
    childQuantityList: [lot('SL-0520-2')],
  }
  const jobs = [
    await post('/epcis/capture', document([picked('09', 'SL-0520-1')])),
    await post('/epcis/capture', document([picked('15', 'SL-0520-2'), wrong]), {
      'gs1-capture-error-behaviour': 'proceed',
    }),
  ]
  for (const job of jobs)
    for (let tries = 0; tries < 100; tries++) {
      const res = await fetch(new URL(job, origin), { headers: { authorization } })
      if (!((await res.json()) as { running: boolean }).running) break
      await new Promise((r) => setTimeout(r, 100))
    }
  await post('/epcis/queries', { name: 'harvested', query: { EQ_bizStep: ['commissioning'] } })
  // nobody is there: the demo shows what a receiver that fails looks like
  const nightly = { dest: 'https://erp.example/epcis', schedule: { hour: '1', minute: '5' }, reportIfEmpty: true }
  await post('/epcis/queries/harvested/subscriptions', { ...nightly, signatureToken: '示例' })
  const since = { stream: true, initialRecordTime: '2026-01-01T00:00:00Z' }
  await post('/epcis/queries/harvested/subscriptions', { dest: 'https://wms.example/events', ...since })
}
