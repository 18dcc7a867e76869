import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import type { JournalRow, Subscriber } from '../../platform/journal.ts'
import { insertNotices } from './queries.ts'
import { noticesOf, toldKinds } from './rules.ts'

/** Tells parties of what concerns them: once each, however often an entry is delivered. */
export const notifySubscriber: Subscriber = {
  name: 'notify',
  kinds: toldKinds,
  async handle(ctx: CommandCtx, row: JournalRow) {
    const buyerId = row.kind === 'transfer.withdrawn' ? await buyerOf(ctx.db, row) : undefined
    await insertNotices(ctx.db, noticesOf(row, buyerId), ctx.now)
  },
}

/** The buyer of the seller's transfer that the entry is about. */
async function buyerOf(tx: Tx, { partyId, about }: JournalRow): Promise<string | undefined> {
  const row = await tx
    .selectFrom('trace.transfer')
    .select('buyerId')
    .where('partyId', '=', partyId)
    .where('transferId', '=', about!)
    .executeTakeFirst()
  return row?.buyerId
}
