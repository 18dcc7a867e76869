import { findEvent, profiles } from '../../../industries/index.ts'

/**
 * How much of a holding along a chain a person is shown (docs/domain/visibility.md):
 * `full` own, or of the jurisdiction · `named` who, what, when and what was handed over · `bare` what and when only.
 */
export const sights = ['full', 'named', 'bare'] as const
export type Sight = (typeof sights)[number]

/**
 * The sight of one holding. `mine`: own or in the jurisdiction; `next`: linked directly with an own one, or handed to
 * this person by an event that names it. An agency sees who holds the goods everywhere: it must be able to call the
 * neighbour county; an operator does not learn its supplier's suppliers or its buyer's buyers.
 */
export function sightOf(kind: string, mine: boolean, next: boolean): Sight {
  if (mine) return 'full'
  return kind === 'agency' || next ? 'named' : 'bare'
}

/** What was handed over is known to both sides of it; an agency reads it along the whole chain. */
export const seesQuantity = (kind: string, from: Sight, to: Sight): boolean =>
  kind === 'agency' || from === 'full' || to === 'full'

/** Keys of an event's fields that anybody on the chain may read: what the profile makes public; else none. */
export function publicFieldsOf(profileId: string | undefined, eventId: string | undefined): readonly string[] {
  const profile = profiles.find((p) => p.id === profileId)
  return (profile && eventId !== undefined && findEvent(profile, eventId)?.publicFields) || []
}

/** What looks wrong at a holding; the words are `trace.problem.<key>`. */
export const problems = ['negative', 'late', 'holder_unknown', 'origin_unknown', 'origin_declared'] as const
export type Problem = (typeof problems)[number]

/** When an event happened and when it was recorded; times as PostgreSQL gives them. */
export type Told = { eventTime: string; recordedAt: string }

/** True where something was recorded after facts that happened later than it: the history read otherwise for a while. */
export function cameLate(events: readonly Told[]): boolean {
  if (events.length < 2) return false
  const sorted = events
    .map((e) => ({ recorded: e.recordedAt.slice(0, -1), happened: e.eventTime.slice(0, -1) }))
    .sort((a, b) => (a.recorded < b.recorded ? -1 : 1))
  return sorted.some((e, i) => i > 0 && e.happened < sorted[i - 1]!.happened)
}

/**
 * The problems of a holding. `hasWayIn`: undefined where the walk did not look back from it. A holding without a way in
 * was made here when it stands on its holder's own word (harvest, production); otherwise nobody recorded its making.
 */
export function problemsOf(h: {
  quantity: string
  basis: string
  holderUnknown: boolean
  hasWayIn: boolean | undefined
  events: readonly Told[]
}): Problem[] {
  const found: Problem[] = []
  if (h.quantity.startsWith('-')) found.push('negative')
  if (cameLate(h.events)) found.push('late')
  if (h.holderUnknown) found.push('holder_unknown')
  if (h.hasWayIn === false && h.basis === 'declared') found.push('origin_declared')
  else if (h.hasWayIn === false && h.basis !== 'own') found.push('origin_unknown')
  return found
}
