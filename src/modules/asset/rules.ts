import { type Duty, isOverdue } from '../../kernel/duty.ts'
import type { Profile } from '../../kernel/profile.ts'
import type { RuleFact } from '../../kernel/rule.ts'
import type { AssetDuty } from './schema.ts'

const DAY_MS = 86_400_000

/** A code or number of an asset as it is looked for: one spelling of widths and case, without spaces; at most 60. */
export const numberKey = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase().slice(0, 60)

/** Whole days from one civil date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

const standingOf = (duty: Duty, today: string): AssetDuty['standing'] => {
  if (isOverdue(duty, today)) return 'overdue'
  return duty.remindFrom <= today ? 'soon' : 'later'
}

/** The duties of an asset that stand open on a day, with their names. */
export function dutiesOn(profile: Profile, history: readonly RuleFact[], today: string): AssetDuty[] {
  const { duties, dutyKinds } = profile.asset!
  return duties(history, today).map((duty) => {
    const { kind, dueOn, blocks } = duty
    const { names, event } = dutyKinds[kind] ?? { names: { zh: kind, en: kind }, event: '' }
    const daysLeft = daysBetween(today, dueOn)
    return { kind, names, event, dueOn, daysLeft, blocks, standing: standingOf(duty, today) }
  })
}

/** What the asset is: of each field that says so the value recorded last. */
export function factsOf(profile: Profile, history: readonly { event: string; shown: Record<string, unknown> }[]) {
  return profile.asset!.identity.flatMap(({ event, key }) => {
    const value = history.filter((r) => r.event === event && r.shown[key] !== undefined).at(-1)?.shown[key]
    const field = profile.events.find((e) => e.id === event)?.fields.find((f) => f.key === key)
    return value === undefined || !field || field.personal ? [] : [{ event, key, names: field.names, value }]
  })
}

/** A duty with the party that owes it. */
export type OwedDuty = Duty & { partyId: string }

/**
 * Who owes a duty of this kind: whoever last recorded, about the asset, an event that only one of the roles may record,
 * the first role of `owedBy` that is there; where that says nothing, an event that one of them may record among others;
 * else whoever recorded last.
 */
export function owesDuty(profile: Profile, history: readonly RuleFact[], kind: string): string | undefined {
  const owedBy = profile.asset?.dutyKinds[kind]?.owedBy ?? []
  const rolesOf = (f: RuleFact) => profile.events.find((e) => e.id === f.event)?.roles ?? []
  const last = (fits: (roles: readonly string[]) => boolean) => history.filter((f) => fits(rolesOf(f))).at(-1)?.partyId
  for (const role of owedBy) {
    const alone = last((roles) => roles.length === 1 && roles[0] === role)
    if (alone) return alone
  }
  return last((roles) => roles.some((r) => owedBy.includes(r))) ?? history.at(-1)?.partyId
}

/**
 * The dated duties of an asset with who owes them, one of a kind. What is due at once whenever one asks (an inspection
 * before a lift runs again) has no date to be late for: the rules ask for it, nobody is reminded.
 */
export function owedDuties(profile: Profile, history: readonly RuleFact[], today: string): OwedDuty[] {
  const kinds = new Set<string>()
  return profile.asset!.duties(history, today).flatMap((duty) => {
    const partyId = owesDuty(profile, history, duty.kind)
    if (!partyId || duty.remindFrom >= duty.dueOn || kinds.has(duty.kind)) return []
    kinds.add(duty.kind)
    return [{ ...duty, partyId }]
  })
}
