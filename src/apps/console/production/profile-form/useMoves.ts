import { useTranslation } from 'react-i18next'
import type { Profile, ProfileEvent, ProfileMove } from '../../../../kernel/profile.ts'
import { listProfiles } from '../../../../modules/production/profile/schema.ts'
import { listLicences } from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { useAsk } from '../../app/call.ts'
import { useMay } from '../../app/session.tsx'
import { mayRecord, rolesOn } from '../recorded.ts'
import { useWholeProfiles } from './useProfile.ts'
import { today } from './values.ts'

/** An event by which goods change hands. `key`: `drug stock_out`. */
export type Move = { key: string; name: string; profile: Profile; event: ProfileEvent }

/** What is known of the goods that change hands. */
export type MovedGoods = { profile: string | null; classCode: string | null }

/**
 * The events of a move by which this person's chains let these goods change hands: of the goods' own profile first, then
 * of chains that they pass through, each for one's roles. None where no profile of one's sectors has such an event.
 */
export function useMoves(move: Extract<ProfileMove, 'dispatch' | 'receive'>, goods: MovedGoods | undefined) {
  const { i18n } = useTranslation()
  const listed = useAsk(listProfiles, {}, { enabled: goods !== undefined })
  const licences = useAsk(listLicences, {}, { enabled: useMay()(listLicences) && goods !== undefined })
  const concerned = (listed.data?.items ?? []).filter(
    (p) =>
      goods !== undefined &&
      (p.id === goods.profile || p.alsoClasses?.some((prefix) => goods.classCode?.startsWith(prefix))) &&
      p.events.some((e) => e.move === move),
  )
  const ids = concerned.map((p) => p.id).sort((a, b) => Number(b === goods?.profile) - Number(a === goods?.profile))
  const wholes = useWholeProfiles(ids)
  const ready = goods === undefined || (!listed.isPending && !licences.isLoading && ids.every((id) => wholes.has(id)))
  const language = i18n.language as Language
  const rolesIn = (id: string) => rolesOn(licences.data?.roles ?? [], id, today())
  // another chain is meant by who works in it, or where the goods' own has nothing to offer
  const meant = ids.filter(
    (id) => id === goods?.profile || !ids.includes(goods?.profile ?? '') || rolesIn(id).length > 0,
  )
  const moves = (ready ? meant : []).flatMap((id): Move[] => {
    const profile = wholes.get(id)!
    const roles = rolesIn(id)
    const events = profile.events.filter((e) => e.move === move && mayRecord(e, roles))
    return events
      .toSorted((a, b) => rank(a, roles) - rank(b, roles))
      .map((event) => ({
        ...{ key: `${id} ${event.id}`, profile, event },
        name: [event.names[language], meant.length > 1 && `(${profile.names[language]})`].filter(Boolean).join(' '),
      }))
  })
  return { ready, moves }
}

/** As the server takes one where none is named: that of one's role, then one for everybody, then the others. */
const rank = ({ roles }: ProfileEvent, own: readonly string[]): number =>
  roles?.some((r) => own.includes(r)) ? 0 : roles?.length ? 2 : 1
