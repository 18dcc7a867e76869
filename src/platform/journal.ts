import { sql } from 'kysely'
import type { CommandCtx } from './command.ts'
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

/** Adds a decision to the acting party's journal; written with the command's answer as its last statements. */
export function record(ctx: CommandCtx, kind: string, entry: Omit<Entry, 'kind'> = {}): void {
  ctx.journal.push({ kind, ...entry })
}

/** The next numbers of a party's journal: the counter row is taken last, so that one party's commands queue shortest. */
export async function nextSeq(tx: Tx, partyId: string, count: number): Promise<bigint> {
  const { rows } = await sql<{ seq: string }>`
    insert into platform.journal_counter (party_id, seq) values (${partyId}, ${count})
    on conflict (party_id) do update set seq = journal_counter.seq + excluded.seq
    returning seq`.execute(tx)
  return BigInt(rows[0]!.seq) - BigInt(count) + 1n
}

/** The journal row with this number. */
export async function unscopedJournalRow(db: Db, partyId: string, seq: string): Promise<JournalRow | undefined> {
  const row = await db
    .selectFrom('platform.journal')
    .select(['partyId', 'seq', 'kind', 'eventId', 'about', 'actorId', 'onBehalfOf', 'data', 'at'])
    .where('partyId', '=', partyId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row && { ...row, data: row.data as Record<string, unknown> }
}
