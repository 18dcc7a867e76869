import { useQueries } from '@tanstack/react-query'
import type { Profile, ProfileEvent } from '../../../../kernel/profile.ts'
import { getProfile, listProfiles } from '../../../../modules/production/profile/schema.ts'
import { call, useAsk } from '../../app/call.ts'

/** A profile in force for this person. As it travels it is the same data, with its lists not marked read-only. */
export function useProfile(id: string | undefined) {
  const asked = useAsk(getProfile, { id: id ?? '' }, { enabled: Boolean(id) })
  return { profile: asked.data as unknown as Profile | undefined, refusal: asked.error }
}

/** The event of a profile with its fields, for `ProfileFields`. */
export function useEvent(profileId: string | undefined, eventId: string | undefined) {
  const { profile, refusal } = useProfile(profileId)
  const event: ProfileEvent | undefined = profile?.events.find((e) => e.id === eventId)
  return { profile, event, refusal }
}

/** The profiles of one's sectors with the names of their events. */
export const useProfiles = () => useAsk(listProfiles, {}).data?.items ?? []

/** Profiles with their fields and roles, by id, as far as they are there. */
export function useWholeProfiles(ids: readonly string[]): ReadonlyMap<string, Profile> {
  const whole = useQueries({
    queries: ids.map((id) => ({
      queryKey: [getProfile.name, { id }],
      queryFn: () => call(getProfile, { id }),
    })),
  })
  return new Map(whole.flatMap((q) => (q.data ? [[q.data.id, q.data as unknown as Profile] as const] : [])))
}

/** The events of one's profiles that are not about batches, by id, where a list names the event and not its profile. */
export function useEvents(): (id: string) => { profile: string; event: ProfileEvent } | undefined {
  const whole = useWholeProfiles(useProfiles().map((p) => p.id))
  return (id) =>
    [...whole.values()].flatMap((p) =>
      p.events.filter((e) => e.id === id && e.object !== 'batch').map((event) => ({ profile: p.id, event })),
    )[0]
}
