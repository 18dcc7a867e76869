import { type RawBuilder, sql } from 'kysely'
import type { CommandCtx, Entry, JournalRow } from './ctx.ts'
import type { Db } from './db.ts'

export type { Entry, JournalRow, Subscriber } from './ctx.ts'

/** Adds a decision to the acting party's journal; written with the command's answer as its last statements. */
export function record(ctx: CommandCtx, kind: string, entry: Omit<Entry, 'kind'> = {}): void {
  ctx.journal.push({ kind, ...entry })
}

/** Takes the next numbers of a party's journal: `before`, the one before them. */
export const takeNumbers = (partyId: string, count: number): RawBuilder<{ before: string }> =>
  sql`insert into platform.journal_counter (party_id, seq) values (${partyId}, ${count})
    on conflict (party_id) do update set seq = journal_counter.seq + excluded.seq
    returning seq - ${count} as before`

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
