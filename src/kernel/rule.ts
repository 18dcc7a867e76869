import type { Names } from './names.ts'
import type { Sourced } from './sourced.ts'

/**
 * Rules of a profile as functions: they judge one event on facts that the caller has gathered up to the event's time,
 * and know no database and no clock. The same facts give the same judgement, so a late fact can be judged again.
 */

/** An event of the history, as it was recorded. Voided ones are left out by the caller. */
export interface RuleFact {
  readonly profile: string
  readonly event: string
  /** Civil date in Asia/Shanghai, and the instant. */
  readonly happenedOn: string
  readonly happenedAt: string
  readonly partyId: string
  readonly values: Readonly<Record<string, unknown>>
}

/** A licence or approval of a party, as filed. Dates are civil, `validTo` is the last day it is good. */
export interface RuleLicence {
  readonly kind: string
  readonly number: string
  readonly validFrom?: string
  readonly validTo?: string
  /** What it is limited to, such as a stock limit in boxes. */
  readonly limits?: Readonly<Record<string, string>>
}

export interface RuleParty {
  readonly partyId: string
  /** False: a buyer or supplier that is not registered here. */
  readonly registered: boolean
  /** Roles it has in this profile. */
  readonly roles: readonly string[]
  readonly licences: readonly RuleLicence[]
}

/** States of a serial code (industries.md §3.3): issued, active, in a stock, out, used up, void. */
export const codeStates = ['issued', 'active', 'in', 'out', 'used', 'void'] as const
export type CodeState = (typeof codeStates)[number]

/** Temperatures of a container over a time, as loggers told them; `gaps` are spans without a reading. */
export interface RuleReadings {
  readonly from: string
  readonly to: string
  readonly minC?: string
  readonly maxC?: string
  readonly count: number
  readonly gaps: readonly { readonly from: string; readonly to: string }[]
}

/** What the event is about: a batch, a piece, a pack, an asset. */
export interface RuleItem {
  readonly identifier: string
  readonly kind: 'batch' | 'piece' | 'pack' | 'asset'
  readonly classCode?: string
  readonly madeOn?: string
  readonly expiresOn?: string
  /** What the acting party has of it, and what of it the event moves. */
  readonly available?: string
  readonly moved?: string
  readonly unit?: string
  /** Undefined: nobody known holds it. */
  readonly holderId?: string
  readonly held: boolean
  readonly state?: CodeState
  /** Facts of this item and of what it was made from, oldest first, up to the event's time. */
  readonly history: readonly RuleFact[]
  readonly readings?: RuleReadings
}

/** A permit for controlled goods, with what is left of it before this event. */
export interface RulePermit {
  readonly number: string
  readonly kind: string
  readonly holderId: string
  readonly counterpartId?: string
  readonly variety: string
  readonly left: string
  readonly unit: string
  readonly validFrom: string
  readonly validTo: string
  /** Places in the order of the route. */
  readonly route?: readonly string[]
  readonly closedOn?: string
}

/** What the platform's own book says of what a count names, at the time of the count. */
export interface RuleStock {
  readonly book: string
  readonly unit: string
}

export interface RuleFacts {
  readonly profile: string
  readonly event: string
  readonly happenedOn: string
  readonly happenedAt: string
  readonly values: Readonly<Record<string, unknown>>
  readonly actor: RuleParty
  readonly counterpart?: RuleParty
  readonly items: readonly RuleItem[]
  readonly permit?: RulePermit
  readonly stock?: RuleStock
  /** Facts of the acting party under this profile that name none of the items (ledgers, drills, filings), oldest first. */
  readonly ledger: readonly RuleFact[]
}

/** Why the rule applies: one sentence in each language, with the figures it rests on. */
export interface Judgement {
  readonly text: Names
  /** Identifiers of the items concerned; none: the event as such. */
  readonly items?: readonly string[]
  /** First civil date on which the same event would pass, where there is one. */
  readonly from?: string
}

export type RuleAction = 'block' | 'warn' | 'alarm' | 'task'

/** `block` refuses, `warn` accepts with a warning, `alarm` also tells an authority at once, `task` opens dated work. */
export interface JudgedRule extends Sourced {
  /** `R-DR-ACTIVE`: as docs/domain/coverage.md lists it. */
  readonly id: string
  /** Ids of events of the profile. */
  readonly on: readonly string[]
  readonly action: RuleAction
  readonly names: Names
  /** Undefined: nothing to say. Never throws. */
  readonly judge: (facts: RuleFacts) => Judgement | undefined
}

export type RuleFinding = { readonly rule: JudgedRule; readonly judgement: Judgement }

/** All findings of the rules that apply on the event, in the order of the rules. */
export function judgeRules(rules: readonly JudgedRule[], facts: RuleFacts): RuleFinding[] {
  return rules.flatMap((rule) => {
    if (!rule.on.includes(facts.event)) return []
    const judgement = rule.judge(facts)
    return judgement ? [{ rule, judgement }] : []
  })
}
