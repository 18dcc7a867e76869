import type { Subscriber } from '../../../platform/journal.ts'
import type { JobDeps } from './job.ts'
import { spreadHold, unspreadHold } from './spread.ts'

/**
 * The resumable part of holds. `hold.placed` and `hold.carried` walk on from marks that are not expanded, `hold.lifting`
 * takes the marks away; each may run again or twice at once without harm. `hold.carried` stands in the journal of
 * whoever moved held goods, the others in the issuer's.
 */
export const holdSubscriber = (deps: JobDeps): Subscriber => ({
  name: 'hold',
  kinds: ['hold.placed', 'hold.carried', 'hold.lifting'],
  async work({ kind, partyId, about, data }) {
    const holdId = about!
    if (kind === 'hold.lifting') return unspreadHold(deps, partyId, holdId)
    if (kind === 'hold.placed') return spreadHold(deps, partyId, holdId)
    const { issuerId, partyIds } = data as { issuerId: string; partyIds: string[] }
    await spreadHold(deps, issuerId, holdId, partyIds)
  },
})
