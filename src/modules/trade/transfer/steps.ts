import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Db } from '../../../platform/db.ts'
import type { TransferStep } from './schema.ts'

type Body = { reason?: string; of?: TransferStep['of']; inputs?: { quantity?: string }[] }

/**
 * What both sides did with a transfer, in the order it happened. Every step touches the seller's holding that travels,
 * so its history leads to them, wherever they are recorded. The caller knows that its reader may see the transfer.
 */
export async function unscopedSteps(
  db: Db,
  t: { partyId: string; transferId: string; holdingId: string },
): Promise<Omit<TransferStep, 'record'>[]> {
  const touched = await db
    .selectFrom('trace.holdingEvent')
    .select(['eventParty', 'eventId', 'voidedAt'])
    .where('partyId', '=', t.partyId)
    .where('holdingId', '=', t.holdingId)
    .orderBy('eventTime')
    .orderBy('recordedAt')
    .orderBy('eventId')
    .execute()
  if (!touched.length) return []
  const parties = sql<string>`any(${[...new Set(touched.map((e) => e.eventParty))]}::uuid[])`
  const ids = sql<string>`any(${touched.map((e) => e.eventId)}::uuid[])`
  const events = await db
    .selectFrom('trace.event as e')
    .leftJoin('trace.eventBody as b', (j) =>
      j.onRef('b.partyId', '=', 'e.partyId').onRef('b.eventId', '=', 'e.eventId'),
    )
    .select(['e.eventId', 'e.partyId', 'e.kind', 'e.eventTime', 'e.recordedAt', 'b.body'])
    .where('e.partyId', '=', parties)
    .where('e.eventId', '=', ids)
    .where('e.transferId', '=', t.transferId)
    .where('e.voids', 'is', null)
    .execute()
  const byId = new Map(events.map((e) => [e.eventId, e]))
  return touched.flatMap(({ eventId, voidedAt }) => {
    const event = byId.get(eventId)
    if (!event) return []
    const { body, ...facts } = event
    const { reason = null, of = null, inputs = [] } = (body ? JSON.parse(body) : {}) as Body
    const quantity = inputs[0]?.quantity
    return [
      {
        ...facts,
        kind: facts.kind as TransferStep['kind'],
        of,
        quantity: quantity === undefined ? null : normalise(quantity),
        reason,
        voidedAt,
      },
    ]
  })
}
