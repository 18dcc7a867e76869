import { findEvent, profiles } from '../../../industries/index.ts'
import { type Profile, type ProfileEvent, profileAt } from '../../../kernel/profile.ts'
import { AppError } from '../../../platform/errors.ts'

/** Whose profiles: everybody sees those of its sectors; an operator without any named sees all. */
export type ProfileReader = { kind: string; sectors: readonly string[] }

/** The profiles in force on a civil date that this reader works with, one version of each. */
export function profilesFor(reader: ProfileReader, date: string): Profile[] {
  const ids = [...new Set(profiles.map((p) => p.id))]
  const all = reader.sectors.length === 0 && reader.kind !== 'agency'
  return ids
    .flatMap((id) => profileAt(profiles, id, date) ?? [])
    .filter((p) => all || reader.sectors.includes(p.sector))
}

/** @throws not_found `profile.not_found`: unknown, not in force that day, or of a sector that is not the reader's. */
export function requireProfile(reader: ProfileReader, id: string, date: string): Profile {
  const profile = profilesFor(reader, date).find((p) => p.id === id)
  if (!profile) throw new AppError('not_found', 'profile.not_found', { id })
  return profile
}

/** @throws not_found `profile_event.not_found` */
export function requireProfileEvent(profile: Profile, id: string): ProfileEvent {
  const event = findEvent(profile, id)
  if (!event) throw new AppError('not_found', 'profile_event.not_found', { id, profile: profile.id })
  return event
}
