import {
  addDays,
  type BannedInput,
  bannedInput,
  inputsOf,
  type Substance,
  useOf,
  withdrawalDays,
} from '../../../industries/index.ts'
import type { InputValue, ProfileEvent, ProfileRule } from '../../../kernel/profile.ts'
import { add, convert, subtract } from '../../../kernel/quantity.ts'
import type { Unit } from '../../../kernel/unit.ts'
import { targetsOf, type Values } from '../record/rules.ts'

/** An input as it goes into production.input_use. */
export type Use = {
  field: string
  target: string
  input: InputValue
  amount: string | null
  unit: Unit | null
  usedOn: string
  lastUsedOn: string
  intervalDays: number | null
  allowedFrom: string | null
}

/**
 * The inputs a record says were used on its target. The interval belongs to the input that the record's dates are of
 * (its first); a label that gives degree-days beside days counts by the longer of the two (safety-interval.md).
 */
export function usesOf(event: ProfileEvent, values: Values, happenedOn: string): Use[] {
  const [target] = targetsOf(event, values)
  if (target === undefined) return []
  const counted = useOf(event, values)
  return inputsOf(event, values).map(({ key, input }, i): Use => {
    const amount = values['amount'] as { quantity: string; unit: Unit } | undefined
    const first = i === 0
    const usedOn = (first && counted?.usedOn) || happenedOn
    const stopped = first ? (counted?.stoppedOn ?? usedOn) : usedOn
    // a last day before the first is a slip: the later of the two counts (safety-interval.md)
    const lastUsedOn = [usedOn, stopped].sort()[1]!
    const days = first && counted ? Math.max(counted.intervalDays ?? 0, degreeDays(values)) : 0
    return {
      field: key,
      target,
      input,
      amount: (first && amount?.quantity) || null,
      unit: (first && amount?.unit) || null,
      usedOn,
      lastUsedOn,
      intervalDays: days || null,
      allowedFrom: days ? addDays(lastUsedOn, days) : null,
    }
  })
}

function degreeDays(values: Values): number {
  const { withdrawal_degree_days: degrees, water_temperature: celsius } = values
  if (typeof degrees !== 'string' || typeof celsius !== 'string') return 0
  return withdrawalDays(degrees, celsius) ?? 0
}

export type Verdict = { rule: ProfileRule; found: BannedInput }

/**
 * What the profile's rules say of an input on the day of use: the first rule with `block` that finds something,
 * otherwise the first that finds something. `classCodes`: what grows or lives there, as far as known.
 */
export function judgeInput(
  rules: readonly ProfileRule[],
  entries: readonly Substance[],
  input: Pick<InputValue, 'name' | 'substances'>,
  usedOn: string,
  classCodes: readonly string[],
): Verdict | undefined {
  const classes = classCodes.length ? classCodes : [undefined]
  const verdicts = rules.flatMap((rule): Verdict[] => {
    const status = rule.when === 'banned_input' ? 'banned' : rule.when === 'restricted_input' ? 'restricted' : undefined
    if (!status) return []
    // always against the whole list: 乙酰甲胺磷 is only told from 甲胺磷 by being on it
    const found = classes.map((c) => bannedInput(entries, input, usedOn, c)).find((f) => f?.status === status)
    return found ? [{ rule, found }] : []
  })
  return verdicts.find((v) => v.rule.action === 'block') ?? verdicts[0]
}

/** A restricted substance is in it, and what grows there is not known: nobody can say whether it may be used. */
export function maybeRestricted(
  rules: readonly ProfileRule[],
  entries: readonly Substance[],
  input: Pick<InputValue, 'name' | 'substances'>,
  usedOn: string,
  classCodes: readonly string[],
): boolean {
  if (classCodes.length || !rules.some((r) => r.when === 'restricted_input')) return false
  const anywhere = entries.map((e): Substance => ({ ...e, forbiddenOn: [''] }))
  return bannedInput(anywhere, input, usedOn, '')?.status === 'restricted'
}

export type Amount = { quantity: string; unit: string }

/**
 * What is left of an input bought, in the unit it was bought in; below zero when more was used than bought, which is
 * shown and stops nothing. Uses in units that do not convert (bottles of a canister) are counted apart.
 */
export function leftOf(bought: Amount, uses: readonly Amount[]): { left: string; uncounted: number } {
  let used = '0'
  let uncounted = 0
  for (const use of uses) {
    const converted = convert(use.quantity, use.unit as Unit, bought.unit as Unit)
    if (converted === undefined) uncounted++
    else used = add(used, converted)
  }
  return { left: subtract(bought.quantity, used), uncounted }
}
