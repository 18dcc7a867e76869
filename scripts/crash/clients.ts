import { newId } from '../../src/platform/id.ts'
import type { Pair, Trader } from './world.ts'

/** What clients were told, and what they never learned the end of. */
export type Ledger = {
  /** Transfers that were answered with 200, and whether the receipt was too. */
  sales: { sellerId: string; transferId: string; received: boolean }[]
  /** Documents answered with 202: the job and the ids of its events. */
  documents: { partyId: string; captureId: string; eventIds: string[] }[]
  /** Events answered with 201. */
  events: { partyId: string; eventId: string }[]
  /** Documents and events whose answer never came: all or nothing of each. */
  unknown: string[][]
  /** Asked again with the same command id after a crash, and answered. */
  again: number
}
export const emptyLedger = (): Ledger => ({ sales: [], documents: [], events: [], unknown: [], again: 0 })

/** An answer that is no answer: the server is gone, or told that its database is. */
class Lost extends Error {}

export type Where = { origin: string; up: Promise<void>; stopped: boolean }

async function post(where: Where, who: Trader, path: string, body: object, headers: Record<string, string>) {
  let res: Response
  try {
    res = await fetch(where.origin + path, {
      method: 'POST',
      headers: { ...who.headers, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await res.text()
    // 5xx says that it did not work out, not that nothing was done
    if (res.status >= 500) throw new Lost(`${res.status} ${text}`)
    if (res.status >= 400) throw new Error(`${path}: ${res.status} ${text}`)
    return { location: res.headers.get('location') ?? '', text }
  } catch (err) {
    if (err instanceof Error && /: 4\d\d /.test(err.message)) throw err
    throw new Lost((err as Error).message)
  }
}

/** A command until it is answered, under one command id whatever happens in between. */
async function insist(where: Where, who: Trader, path: string, body: object, ledger: Ledger) {
  const commandId = newId()
  for (let tries = 0; ; tries++) {
    try {
      const { text } = await post(where, who, path, body, { 'idempotency-key': commandId })
      if (tries) ledger.again++
      return JSON.parse(text) as { transferId: string }
    } catch (err) {
      if (!(err instanceof Lost) || where.stopped) throw err
      await where.up
      await new Promise((r) => setTimeout(r, 50))
    }
  }
}

/** Sells and receives, one after the other, until it is over; what was lost on the way is asked again. */
export async function sellOn(where: Where, { seller, buyer, holdingId }: Pair, ledger: Ledger): Promise<void> {
  while (!where.stopped) {
    await where.up
    try {
      const out = { holdingId, quantity: '1', buyerId: buyer.partyId }
      const { transferId } = await insist(where, seller, '/api/transfers', out, ledger)
      const sale = { sellerId: seller.partyId, transferId, received: false }
      ledger.sales.push(sale)
      await insist(where, buyer, `/api/transfers/${transferId}/receive`, { sellerId: seller.partyId }, ledger)
      sale.received = true
    } catch (err) {
      if (!(err instanceof Lost)) throw err
    }
  }
}

const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld']
let serial = 0
const event = () => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:${crypto.randomUUID()}`,
  eventTime: new Date().toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  epcList: Array.from({ length: 4 }, () => `urn:epc:id:sgtin:9521321.081234.${process.pid}${++serial}`),
})

/** Captures documents of twenty events and single events in turn; what is lost is not sent again. */
export async function captureOn(where: Where, who: Trader, ledger: Ledger): Promise<void> {
  const { partyId } = who
  for (let n = 0; !where.stopped; n++) {
    await where.up
    const events = Array.from({ length: n % 3 ? 1 : 20 }, event)
    const ids = events.map((e) => e.eventID)
    const document = {
      ...{ '@context': context, type: 'EPCISDocument', schemaVersion: '2.0', creationDate: new Date().toISOString() },
      epcisBody: { eventList: events },
    }
    try {
      if (events.length > 1) {
        const { location } = await post(where, who, '/epcis/capture', document, {})
        ledger.documents.push({ partyId, captureId: location.split('/').at(-1)!, eventIds: ids })
      } else {
        await post(where, who, '/epcis/events', { '@context': context, ...events[0]! }, {})
        ledger.events.push({ partyId, eventId: ids[0]! })
      }
    } catch (err) {
      if (!(err instanceof Lost)) throw err
      ledger.unknown.push(ids)
      await new Promise((r) => setTimeout(r, 50))
    }
  }
}
