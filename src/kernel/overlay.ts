import type { Profile, ProfileEvent, ProfileField, Requirement } from './profile.ts'

/** What a province asks for beyond a profile at one of its events. */
export interface OverlayChange {
  readonly event: string
  /** Fields it adds; each names the decision it rests on. */
  readonly fields: readonly ProfileField[]
  /** Fields of the profile it asks for more strictly. */
  readonly require: readonly { readonly key: string; readonly required: true | 'warn'; readonly source: string }[]
}

/** Changes of a division to a profile, as they were approved. */
export interface ProfileOverlay {
  readonly divisionId: string
  readonly version: number
  readonly changes: readonly OverlayChange[]
}

export type OverlayReason =
  | 'overlay.event_unknown'
  | 'overlay.event_twice'
  | 'overlay.field_unknown'
  | 'overlay.field_there'
  | 'overlay.field_not_law'
  | 'overlay.loosens'
  | 'overlay.empty'

const STRICT: Readonly<Record<string, number>> = { false: 0, warn: 1, true: 2, law: 3 }
const strictness = (required: Requirement): number => STRICT[String(required)] ?? 0

/**
 * Why changes may not be made to a profile: an overlay adds and tightens, it never loosens what the profile or the law
 * asks, and calls nothing law that is a province's decision. Undefined: they may.
 */
export function overlayProblem(
  profile: Pick<Profile, 'events'>,
  changes: readonly OverlayChange[],
): { reason: OverlayReason; event?: string; key?: string } | undefined {
  if (!changes.some((c) => c.fields.length + c.require.length > 0)) return { reason: 'overlay.empty' }
  const seen = new Set<string>()
  for (const { event: id, fields, require } of changes) {
    const event = profile.events.find((e) => e.id === id)
    if (!event) return { reason: 'overlay.event_unknown', event: id }
    if (seen.has(id)) return { reason: 'overlay.event_twice', event: id }
    seen.add(id)
    const keys = new Set(event.fields.map((f) => f.key))
    for (const { key, required, confidence } of fields) {
      if (keys.has(key)) return { reason: 'overlay.field_there', event: id, key }
      if (required === 'law' || confidence === 'law') return { reason: 'overlay.field_not_law', event: id, key }
      keys.add(key)
    }
    for (const { key, required } of require) {
      const field = event.fields.find((f) => f.key === key)
      if (!field) return { reason: 'overlay.field_unknown', event: id, key }
      if (strictness(required) <= strictness(field.required)) return { reason: 'overlay.loosens', event: id, key }
    }
  }
  return undefined
}

/**
 * The profile with a division's overlay. What the profile in force no longer lets the overlay say (an event that is
 * gone, a field that the profile has come to ask for itself) falls away; a requirement is never made weaker.
 */
export function withOverlay(profile: Profile, { changes }: Pick<ProfileOverlay, 'changes'>): Profile {
  if (!changes.length) return profile
  return { ...profile, events: profile.events.map((event) => changed(event, changes)) }
}

function changed(event: ProfileEvent, changes: readonly OverlayChange[]): ProfileEvent {
  const own = changes.filter((c) => c.event === event.id)
  if (!own.length) return event
  const fields = event.fields.map((field): ProfileField => {
    const tighter = own
      .flatMap((c) => c.require)
      .find((r) => r.key === field.key && strictness(r.required) > strictness(field.required))
    return tighter ? { ...field, required: tighter.required, source: `${field.source}; ${tighter.source}` } : field
  })
  const added = own.flatMap((c) => c.fields).filter((f) => !fields.some((known) => known.key === f.key))
  return { ...event, fields: [...fields, ...added] }
}
