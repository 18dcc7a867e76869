import { sql } from 'kysely'
import type { Subscriber } from '../../platform/journal.ts'
import { goodsArrived } from './binding.ts'

/** Goods that have all been received are with the seller's loggers no more. */
export const deviceSubscriber: Subscriber = {
  name: 'device',
  kinds: ['transfer.received'],
  async handle(ctx, row) {
    const { sellerId } = row.data as { sellerId: string }
    const { rows } = await sql<{ homeId: string; itemId: string }>`
      select home_id, item_id from trace.transfer
      where party_id = ${sellerId} and transfer_id = ${row.about} and quantity = received + returned + withdrawn`.execute(
      ctx.db,
    )
    const [item] = rows
    if (!item) return
    const { rows: events } = await sql<{ at: string }>`
      select event_time as at from trace.event where party_id = ${row.partyId} and event_id = ${row.eventId}`.execute(
      ctx.db,
    )
    await goodsArrived(ctx, { partyId: sellerId, ...item, at: events[0]?.at ?? row.at })
  },
}
