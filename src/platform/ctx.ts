import type { RawBuilder } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, Tx } from './db.ts'

/** One accepted decision, as it will stand in the journal. Persons appear only as ids. */
export type Entry = {
  /** `subject.pastTense`, e.g. `hold.placed`. */
  kind: string
  eventId?: string | undefined
  /** Id of what it is about (a holding, an operator, a hold). */
  about?: string | undefined
  data?: Record<string, unknown> | undefined
}

/** An entry as a subscriber reads it. */
export type JournalRow = {
  partyId: string
  seq: string
  kind: string
  eventId: string | null
  about: string | null
  actorId: string
  onBehalfOf: string | null
  data: Record<string, unknown>
  at: string
}

/**
 * Reacts to journal entries, per party in order. `handle` works in one transaction with the removal of its pending
 * row: exactly once for database effects. `work` runs its own transactions and may run again: it must be idempotent.
 * A failure stops that party for that subscriber only, is retried, and shows in `suyuan_pending_oldest_seconds`.
 */
export type Subscriber = {
  name: string
  kinds: readonly string[]
} & ({ handle: (ctx: CommandCtx, row: JournalRow) => Promise<void> } | { work: (row: JournalRow) => Promise<void> })

/** A part of a statement (`name as (…)`) that writes; it may read the parts of its own kind before it. */
export type LateWrite = { name: string; write: RawBuilder<unknown> }

/** What a reading handler gets. */
export type Ctx<D = Db> = { db: D; actor: Actor; now: string }
/** What a command's handler gets: the transaction, the journal it fills, and a way to keep what a refusal must not undo. */
export type CommandCtx = Ctx<Tx> & {
  commandId: string
  journal: Entry[]
  /** Writes that nothing in this command reads: one node sends them with its last statement. Absent: write at once. */
  late?: LateWrite[]
  /**
   * Runs `write` in its own transaction if this command is refused (a lockout counter, "refused and reported"). What
   * it adds to `journal` is journalled; a command sent again is refused again, so it must know its own earlier rows.
   */
  onRefusal: (write: (tx: Tx, journal: Entry[]) => Promise<void>) => void
}
