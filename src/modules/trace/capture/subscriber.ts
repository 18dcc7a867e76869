import type { Subscriber } from '../../../platform/journal.ts'
import { itemKeyOf } from './contents.ts'
import { inferMoves } from './infer.ts'

/**
 * Works out what went along when packs moved, after each capture: it sees what other parties' captures have written by
 * then, and whichever of two captures is looked at last sees both.
 */
export const captureSubscriber: Subscriber = {
  name: 'trace.infer',
  kinds: ['event.captured'],
  async handle(ctx, { partyId, data }) {
    const { moved, packs } = data as { moved: string[]; packs: string[] }
    if (!moved.length && !packs.length) return
    await inferMoves(
      ctx,
      moved.map((eventId) => ({ partyId, eventId })),
      packs.map(itemKeyOf),
    )
  },
}
