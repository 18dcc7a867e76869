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

/** An event of a holding as far as its problems go. Times as PostgreSQL gives them. */
export type Told = { kind: string | undefined; eventTime: string; recordedAt: string }

/** True where something was recorded after facts that happened later than it: the history read otherwise for a while. */
export function cameLate(events: readonly Told[]): boolean {
  if (events.length < 2) return false
  const sorted = [...events].sort((a, b) => (a.recordedAt.slice(0, -1) < b.recordedAt.slice(0, -1) ? -1 : 1))
  let latest = ''
  for (const e of sorted) {
    const time = e.eventTime.slice(0, -1)
    if (time < latest) return true
    latest = time
  }
  return false
}

const origins = new Set(['produce', 'purchase_in'])

/** The problems of a holding. `hasWayIn`: undefined where the walk did not look back from it. */
export function problemsOf(h: {
  quantity: string
  holderUnknown: boolean
  hasWayIn: boolean | undefined
  events: readonly Told[]
}): Problem[] {
  const found: Problem[] = []
  if (h.quantity.startsWith('-')) found.push('negative')
  if (cameLate(h.events)) found.push('late')
  if (h.holderUnknown) found.push('holder_unknown')
  if (h.hasWayIn === false) {
    const made = h.events.find((e) => e.kind !== undefined && origins.has(e.kind))
    if (!made) found.push('origin_unknown')
    else if (made.kind === 'purchase_in') found.push('origin_declared')
  }
  return found
}
