import { profiles } from '../../../../industries/index.ts'
import { type OverlayChange, withOverlay } from '../../../../kernel/overlay.ts'
import {
  type Profile,
  type ProfileEvent,
  type ProfileField,
  profileAt,
  type Requirement,
} from '../../../../kernel/profile.ts'
import type { Overlay } from '../../../../modules/catalogue/overlay/schema.ts'

/** As it travels: what an overlay says of each event. */
export type Changes = Overlay['changes']
export type NewField = Changes[number]['fields'][number]

/** What an overlay does to one event, for people. */
export type EventDiff = {
  event: ProfileEvent
  added: ProfileField[]
  stricter: { field: ProfileField; from: Requirement; to: Requirement; source: string }[]
}

/** The profile that an overlay of this first day belongs to. */
export const profileOf = ({ profile, validFrom }: Pick<Overlay, 'profile' | 'validFrom'>): Profile | undefined =>
  profileAt(profiles, profile, validFrom)

/** What it adds and what it asks for more strictly, event by event; what the profile no longer has falls away. */
export function diffOf(profile: Profile, changes: Changes): EventDiff[] {
  return changes.flatMap((change) => {
    const event = profile.events.find((e) => e.id === change.event)
    if (!event) return []
    const stricter = change.require.flatMap(({ key, required, source }) => {
      const field = event.fields.find((f) => f.key === key)
      return field ? [{ field, from: field.required, to: required, source }] : []
    })
    return [{ event, added: change.fields as ProfileField[], stricter }]
  })
}

/** How many fields it adds and how many it asks for more strictly. */
export const countOf = (changes: Changes): { added: number; stricter: number } => ({
  added: changes.reduce((n, c) => n + c.fields.length, 0),
  stricter: changes.reduce((n, c) => n + c.require.length, 0),
})

/** The event as operators will see it. */
export const changedEvent = (profile: Profile, changes: Changes, eventId: string): ProfileEvent | undefined =>
  withOverlay(profile, { changes: changes as OverlayChange[] }).events.find((e) => e.id === eventId)

/** Fields of an event that can be asked for more strictly, and have not been. */
export const tightenable = (event: ProfileEvent, change: Changes[number] | undefined): ProfileField[] =>
  event.fields.filter(
    (f) => (f.required === false || f.required === 'warn') && !change?.require.some((r) => r.key === f.key),
  )

/**
 * The key of a field that a division adds, from its English name; with the division's first digits before it, so that
 * it never meets a key that the profile comes to have. Undefined: there is no Latin letter in the name.
 */
export function keyOf(divisionId: string, english: string): string | undefined {
  const words = english
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /[a-z]/.test(words) ? `d${divisionId.slice(0, 2)}_${words}`.slice(0, 40).replace(/_+$/, '') : undefined
}

/** The choices of a field as they are typed, one a line: Chinese | English. Undefined: a line cannot be read. */
export function choicesOf(text: string): { id: string; names: { zh: string; en: string } }[] | undefined {
  const lines = text.split('\n').filter((l) => l.trim() !== '')
  const choices = lines.flatMap((line) => {
    const [zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim())
    const id = keyOf('', en)?.slice(2)
    return zh && en && id && /^[a-z]/.test(id) ? [{ id, names: { zh, en } }] : []
  })
  const ids = new Set(choices.map((c) => c.id))
  return choices.length === lines.length && choices.length >= 2 && ids.size === choices.length ? choices : undefined
}

/** The changes with one of an event put in place of what was there; without it when nothing is left. */
export function withEvent(changes: Changes, next: Changes[number]): Changes {
  const known = changes.some((c) => c.event === next.event)
  const all = known ? changes.map((c) => (c.event === next.event ? next : c)) : [...changes, next]
  return all.filter((c) => c.fields.length + c.require.length > 0)
}
