import { type Duty, isOverdue } from '../../kernel/duty.ts'
import type { Profile } from '../../kernel/profile.ts'
import type { RuleFact } from '../../kernel/rule.ts'
import type { AssetDuty } from './schema.ts'

const DAY_MS = 86_400_000

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
