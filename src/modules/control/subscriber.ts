import { profiles } from '../../industries/index.ts'
import type { CommandCtx, JournalRow } from '../../platform/ctx.ts'
import type { Subscriber } from '../../platform/journal.ts'
import { unscopedRecord } from '../production/index.ts'
import { unmoveCustody } from './custody/move.ts'
import { unscopedByNumber } from './permit/lookup.ts'
import { giveBack, unusePermit } from './permit/use.ts'
import { permitHandedIn, permitUsed } from './rules.ts'
import { voidCount } from './stock/count.ts'

/**
 * Undoes what a record did when it is declared an error, and gives back to a permit what came back of a sale. A return
 * that is itself declared an error takes nothing back again: its buyer sends the goods anew.
 */
export const controlSubscriber: Subscriber = {
  name: 'control',
  kinds: ['production.recordVoided', 'transfer.returned', 'transfer.withdrawn'],
  async handle(ctx: CommandCtx, row: JournalRow) {
    if (row.kind === 'production.recordVoided') return undo(ctx, row)
    const { sellerId = row.partyId, quantity } = row.data as { sellerId?: string; quantity: string }
    if (row.eventId) await giveBack(ctx, { sellerId, transferId: row.about!, eventId: row.eventId, quantity })
  },
}

async function undo(ctx: CommandCtx, { partyId, about }: JournalRow): Promise<void> {
  const wrong = await unscopedRecord(ctx.db, partyId, about!)
  const profile = wrong && profiles.find((p) => p.id === wrong.profile && p.control)
  if (!profile) return
  const values = wrong.fields as Record<string, unknown>
  const named = [permitUsed(profile, wrong.event, values), permitHandedIn(profile, wrong.event, values)]
  for (const used of named) {
    if (!used) continue
    const permits = await unscopedByNumber(ctx.db, profile.id, used.kind.id, used.number)
    await unusePermit(ctx, wrong, [...new Set(permits.map((p) => p.partyId))])
  }
  await unmoveCustody(ctx, partyId, wrong.recordId)
  await voidCount(ctx, partyId, wrong.recordId)
}
