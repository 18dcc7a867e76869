import type { Names } from './names.ts'
import type { Sourced } from './sourced.ts'

/**
 * What a profile of controlled goods says beside its events: which permits its events use, through whose hands the
 * goods pass, what is counted, what is a loss. Everything names events and fields of the profile by their ids, so that
 * the module that keeps permits and custody knows no industry. Nothing here is in the profile of other goods.
 */
export interface ProfileControl {
  /** Permits that an authority issues and events use up. */
  readonly permits: readonly ProfilePermit[]
  /** What a named person can be who has controlled goods in hand. */
  readonly persons: readonly ProfilePersonRole[]
  readonly custody?: ProfileCustody
  /** Events by which a unit counts what is in its store. */
  readonly counts: readonly ProfileCount[]
  /** Events by which a loss is reported: the authority is told at once. */
  readonly losses: readonly string[]
}

/** An event of the profile, only where the field `key` has one of these values. */
export interface ProfileWhen {
  readonly event: string
  readonly when?: { readonly key: string; readonly in: readonly string[] }
}

export interface ProfilePermit extends Sourced {
  /** As rules ask for it (`RulePermit.kind`). */
  readonly id: string
  readonly names: Names
  /** Whom it is issued to, and who stands beside it. */
  readonly holder: Names
  readonly counterpart: Names
  /** It states a route: places in order. */
  readonly route?: true
  /** Events that use it; `number` is the field with its number. */
  readonly uses: readonly (ProfileWhen & { readonly number: string })[]
  /** The event by which the permit is given back after use, the fields with its number and the day. */
  readonly handedIn?: { readonly event: string; readonly number: string; readonly on: string }
}

export interface ProfilePersonRole extends Sourced {
  /** `blaster`: unique in the profile. */
  readonly id: string
  readonly names: Names
  /** What the person's licence is called; absent: none is asked for. */
  readonly licence?: Names
}

/**
 * How an event moves goods between the store and a person: `in` a code comes on the unit's book · `out` from the store
 * into a hand · `back` from a hand into the store · `spent` used up or destroyed · `lost`.
 */
export type CustodyEffect = 'in' | 'out' | 'back' | 'spent' | 'lost'

export interface ProfileCustodyMove {
  readonly event: string
  readonly effect: CustodyEffect
  /** Fields: who has the goods in hand (or had them), with the role; the person of the store; codes; the amount. */
  readonly person?: { readonly key: string; readonly role: string }
  readonly keeper?: { readonly key: string; readonly role: string }
  readonly codes?: string
  readonly amount?: string
  /** Field with the instant by which what is `out` is to be back. */
  readonly until?: string
}

export interface ProfileCustody {
  readonly moves: readonly ProfileCustodyMove[]
  /** What is raised when goods are still out after that instant: id and names as those of a rule. */
  readonly overdue: Sourced & { readonly id: string; readonly names: Names }
}

/** Fields of a count: what was counted, where, what the unit's own book says and what is there. */
export interface ProfileCount {
  readonly event: string
  readonly variety: string
  readonly store: string
  readonly book: string
  readonly counted: string
}
