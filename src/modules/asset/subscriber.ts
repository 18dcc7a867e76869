import type { Subscriber } from '../../platform/journal.ts'
import { unscopedAssetsOfRecord } from '../production/index.ts'
import { keepDuties } from './duty-store.ts'

/** What is recorded about an asset, or declared an error, changes its duties. */
export const assetSubscriber: Subscriber = {
  name: 'asset',
  kinds: ['production.assetRecorded', 'production.recordVoided'],
  async handle(ctx, { partyId, about }) {
    const keys = await unscopedAssetsOfRecord(ctx.db, partyId, about!)
    if (keys.length) await keepDuties(ctx.db, keys, ctx.now, [partyId])
  },
}
