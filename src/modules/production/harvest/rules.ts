import { type InputUse, insideInterval } from '../../../industries/index.ts'
import type { ProfileRule } from '../../../kernel/profile.ts'

/** A use as it is kept, with the record that says so. */
export type KeptUse = {
  recordId: string
  target: string
  name: string
  usedOn: string
  lastUsedOn: string
  intervalDays: number
  allowedFrom: string
}

const asUse = (u: KeptUse): InputUse => ({
  targetId: u.target,
  inputName: u.name,
  usedOn: u.usedOn,
  stoppedOn: u.lastUsedOn,
  intervalDays: u.intervalDays,
})

/** What forbids a harvest that day, and the first day on which none of the targets forbids it. */
export type Inside = { allowedFrom: string; use: KeptUse }

/**
 * What forbids taking goods from these plots or groups on a civil date (AG-1, safety-interval.md): of the uses that
 * decide on each target, the one that lasts longest. Undefined: allowed.
 */
export function insideAny(uses: readonly KeptUse[], targets: readonly string[], date: string): Inside | undefined {
  const kept = new Map(uses.map((u) => [asUse(u), u]))
  let found: Inside | undefined
  for (const target of targets) {
    const allowed = insideInterval([...kept.keys()], target, date)
    if (!allowed || (found && allowed.from <= found.allowedFrom)) continue
    found = { allowedFrom: allowed.from, use: kept.get(allowed.because)! }
  }
  return found
}

/** The rule of an event that keeps the interval, the strictest first. */
export const intervalRule = (rules: readonly ProfileRule[]): ProfileRule | undefined => {
  const ofInterval = rules.filter((r) => r.when === 'safety_interval')
  return ofInterval.find((r) => r.action === 'block') ?? ofInterval[0]
}
