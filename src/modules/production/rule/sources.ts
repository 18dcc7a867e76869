import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import type { RuleItem, RulePermit, RuleReadings, RuleStock } from '../../../kernel/rule.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Values } from '../record/rules.ts'

/** The event a rule is about to judge, as a source of facts is asked. */
export type Judged = {
  partyId: string
  profile: Profile
  event: ProfileEvent
  values: Values
  happenedOn: string
  happenedAt: string
  /** Batches and packs the event is about, with how much of each it moves. */
  goods?: readonly { holdingId: string; partyId?: string; moved?: string | undefined }[]
  /** Plots, groups, codes of pieces and assets the event is about. */
  targets?: readonly string[]
  counterpartId?: string | undefined
  /** A record that is there and is judged again: what it did itself is not counted against it. */
  recordId?: string | undefined
}

/**
 * Facts that modules above production know: pieces and packs by their serial codes, assets, permits for controlled
 * goods, readings of loggers. Each answers only for the events it knows; nobody's answer leaves the fact out.
 */
export type RuleSource = {
  readonly name: string
  /** Items the event's values name (serial codes, assets), with their histories up to the event. */
  readonly items?: (db: Db | Tx, about: Judged) => Promise<readonly RuleItem[]>
  readonly permit?: (db: Db | Tx, about: Judged) => Promise<RulePermit | undefined>
  /** What the book says of what a count names. */
  readonly stock?: (db: Db | Tx, about: Judged) => Promise<RuleStock | undefined>
  /** `holding`: whose goods the item is, where they are goods. */
  readonly readings?: (
    db: Db | Tx,
    about: Judged,
    item: RuleItem,
    holding: { partyId: string; holdingId: string } | undefined,
  ) => Promise<RuleReadings | undefined>
}

const sources = new Map<string, RuleSource>()

/** Gives the rules another source of facts; called once for each module where the server is put together. */
export function addRuleSource(source: RuleSource): void {
  sources.set(source.name, source)
}

export const ruleSources = (): readonly RuleSource[] => [...sources.values()]
