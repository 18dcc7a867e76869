import { findEvent, profiles } from '../../../industries/index.ts'
import { isCivilDate } from '../../../kernel/civil-date.ts'
import { withOverlay } from '../../../kernel/overlay.ts'
import { type Profile, type ProfileEvent, profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { overlaysOf } from '../../catalogue/index.ts'
import { type Values, whenOf } from '../record/rules.ts'
import { requireProfile, requireProfileEvent } from './rules.ts'

const asked = new WeakMap<CommandCtx, Map<string, ReturnType<typeof overlaysOf>>>()

/** Read once a command and day: a phone sends many records at once. */
function overlaysOnce(ctx: CommandCtx, date: string): ReturnType<typeof overlaysOf> {
  const known = asked.get(ctx) ?? new Map<string, ReturnType<typeof overlaysOf>>()
  asked.set(ctx, known)
  const overlays = known.get(date) ?? overlaysOf(ctx.db, ctx.actor.partyId, date)
  known.set(date, overlays)
  return overlays
}

const overlaid = (profile: Profile, overlays: Awaited<ReturnType<typeof overlaysOf>>): Profile =>
  overlays.filter((o) => o.profile === profile.id).reduce(withOverlay, profile)

/** A profile as it binds a party on a civil date: the version in force with the overlays of its divisions. */
export async function profileOn(db: Db | Tx, partyId: string, id: string, date: string): Promise<Profile | undefined> {
  const profile = profileAt(profiles, id, date)
  return profile && overlaid(profile, await overlaysOf(db, partyId, date))
}

/** The profiles this reader works with, each with the overlays that bind the reader. */
export async function withOverlays(db: Db, partyId: string, list: readonly Profile[], date: string) {
  const overlays = await overlaysOf(db, partyId, date)
  return list.map((p) => overlaid(p, overlays))
}

/**
 * The profile and event that judge what happened: the version and overlay in force at the event's time, which may not
 * be today's. What happened before the first version is judged by today's. @throws not_found `profile.not_found`,
 * `profile_event.not_found`
 */
export async function inForce(
  ctx: CommandCtx,
  id: string,
  eventId: string,
  given: { fields: Values; happenedAt?: string | undefined },
): Promise<{ profile: Profile; event: ProfileEvent }> {
  const today = civilDate(ctx.now)
  const base = requireProfile(ctx.actor, id, today)
  const event = requireProfileEvent(base, eventId)
  const judged = whenOf(event, given.fields, { now: ctx.now, happenedAt: given.happenedAt, civilDate })
  // a date that is none is refused when the fields are checked
  const date = 'when' in judged && isCivilDate(judged.when.happenedOn) ? judged.when.happenedOn : today
  const then = profileAt(profiles, id, date) ?? base
  const profile = overlaid(then, await overlaysOnce(ctx, date))
  return { profile, event: findEvent(profile, eventId) ?? event }
}
