import { sql } from 'kysely'
import type { CommandCtx, Entry, JournalRow } from './ctx.ts'
import type { Db, Tx } from './db.ts'

export type { Entry, JournalRow, Subscriber } from './ctx.ts'

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
