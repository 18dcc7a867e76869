import { showAgency } from '../../../modules/identity/agency/schema.ts'
import { useAsk } from '../app/call.ts'
import { useMay, useSession } from '../app/session.tsx'
import type { Where } from './give.ts'

/** Where one's own organisation stands, for the rules of giving roles; undefined until it is known. */
export function useOwnPlace(): Where | undefined {
  const { party } = useSession()
  const agency = party?.kind === 'agency'
  const may = useMay()(showAgency)
  const own = useAsk(showAgency, { partyId: party?.partyId ?? '' }, { enabled: agency && may })
  if (!agency) return { of: 'operator', allocation: 'any' }
  return own.data && { of: own.data.kind, level: own.data.level, allocation: 'any' }
}
