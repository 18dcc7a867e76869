import type { Names } from './names.ts'
import type { RuleFact } from './rule.ts'

/** A dated duty of an asset. */
export interface Duty {
  readonly kind: string
  /** Civil date by which it must be done. */
  readonly dueOn: string
  /** Civil date from which one is reminded. */
  readonly remindFrom: string
  /** Overdue: the asset may not be used. */
  readonly blocks: boolean
}

/** Overdue on that day. */
export const isOverdue = (duty: Duty, today: string): boolean => duty.dueOn < today

export const assetStates = ['not_in_use', 'in_use', 'stopped', 'scrapped'] as const
export type AssetState = (typeof assetStates)[number]

/** What a kind of duty is called, the event of the profile that does it, and who owes it. */
export interface DutyKind {
  readonly names: Names
  readonly event: string
  /**
   * Roles of the profile, the first that is there: whoever last recorded, about the asset, an event of that role alone.
   * Who does the duty need not owe it: an inspection is done by a body and owed by the user.
   */
  readonly owedBy: readonly string[]
}

/**
 * What a profile knows of the life of its assets. Functions of the history (facts of every party about the one asset,
 * oldest first) that know no database and no clock.
 */
export interface ProfileAsset {
  readonly dutyKinds: Readonly<Record<string, DutyKind>>
  /** Fields, by event, that say what the asset is: shown as its facts, as the last record of them has it. */
  readonly identity: readonly { readonly event: string; readonly key: string }[]
  /** Duties that stand open, soonest first. */
  readonly duties: (history: readonly RuleFact[], today: string) => readonly Duty[]
  readonly state: (history: readonly RuleFact[]) => AssetState
  /** Further numbers on its plate or papers, by which it is looked up as by its code. */
  readonly numbers?: readonly { readonly event: string; readonly key: string }[]
  /** Who is in charge of it, as the public is told: whoever recorded the event last. */
  readonly inCharge?: readonly { readonly event: string; readonly names: Names }[]
  /** Events by which one makes an asset known as one's own: the same by a second party is told to the authority. */
  readonly claims?: readonly string[]
}
