import { namespacesOf } from '../../src/kernel/epcis/context.ts'
import type { EpcisEvent } from '../../src/kernel/epcis/model.ts'
import { normalForm } from '../../src/kernel/epcis/normal.ts'
import { companyPrefixes, indexRows, insertIndexRows } from '../../src/modules/exchange/query/index-rows.ts'
import { captureEvents, eventHash } from '../../src/modules/trace/index.ts'
import type { Actor } from '../../src/platform/actor.ts'
import type { CommandCtx } from '../../src/platform/command.ts'
import { now, party, traceWorld } from '../trace.ts'
import { extensionContext } from './arbitrary.ts'

/** Captures events and makes them findable, in one transaction, as the capture job does. */
export async function captureIndexed(
  ctx: CommandCtx,
  { events, context = extensionContext }: { events: readonly EpcisEvent[]; context?: unknown[] },
): Promise<string[]> {
  const namespaces = namespacesOf(context)
  const given = events.map((event) => {
    const normal = normalForm(event, namespaces)
    return { event, context, normal, hash: eventHash(normal).hash }
  })
  const captured = await captureEvents(ctx, given)
  const rows = captured.flatMap((c, i) =>
    c.known
      ? []
      : [
          {
            ...{ partyId: ctx.actor.partyId, eventId: c.eventId, eventTime: c.eventTime, recordTime: c.recordTime },
            ...{ sector: c.sector, viewers: c.viewers, normal: given[i]!.normal, externalId: c.externalId },
            prefixes: companyPrefixes(JSON.stringify(given[i]!.event)),
          },
        ],
  )
  await insertIndexRows(ctx.db, indexRows(rows))
  return captured.map((c) => c.externalId)
}

export type Answer = Record<string, unknown> & { type: string; eventID: string }

/** A trace world whose parties also capture and ask over EPCIS. */
export async function epcisWorld() {
  const w = await traceWorld()
  const people = new Map<string, ReturnType<typeof w.t.as>>()
  const reader = (n: number, over: Partial<Actor> = {}) => {
    const key = JSON.stringify([n, over])
    const known = people.get(key) ?? w.t.as({ partyId: party(n), ...over })
    people.set(key, known)
    return known
  }
  const ask = async (
    n: number,
    url: string,
    headers: Record<string, string> = {},
    method: 'GET' | 'OPTIONS' | 'DELETE' = 'GET',
  ) => {
    const r = await w.t.app.inject({ method, url, headers: { ...reader(n).headers, ...headers } })
    const json = () => r.json() as Record<string, unknown>
    return { status: r.statusCode, headers: r.headers, body: r.body, json }
  }
  const listOf = (body: string): Answer[] => JSON.parse(body).epcisBody.queryResults.resultsBody.eventList as Answer[]
  /** The events of a query string; a refusal ends the test. */
  const events = async (n: number, query: string): Promise<Answer[]> => {
    const r = await ask(n, `/epcis/events?${query}`)
    if (r.status !== 200) throw new Error(r.body)
    return listOf(r.body)
  }
  const capture = (
    n: number,
    events: readonly EpcisEvent[],
    { at = now, context }: { at?: string; context?: unknown[] } = {},
  ) => w.as(party(n), captureIndexed, context ? { events, context } : { events }, at)
  return { ...w, ask, events, listOf, capture, reader }
}
export type EpcisWorld = Awaited<ReturnType<typeof epcisWorld>>
