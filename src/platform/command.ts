import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { CommandCtx, Entry, LateWrite, Subscriber } from './ctx.ts'
import type { Db, Tx } from './db.ts'
import { AppError } from './errors.ts'
import { newId } from './id.ts'
import { takeNumbers } from './journal.ts'
import type { Sealer } from './seal.ts'
import { knowNode, writesApart } from './single-node.ts'

export type { CommandCtx, Ctx } from './ctx.ts'

export type CommandDeps = {
  db: Db
  sealer: Sealer
  subscribers: readonly Subscriber[]
  /** Called after a commit that left pending rows. */
  wake: () => void
}

export type CommandMeta = { name: string; actor: Actor; commandId?: string; now: string; input?: unknown }

/** Transient faults: the whole command is run again; the command id makes that safe (scaling.md R12). */
const transient = new Set(['40001', '40P01', '08006', 'XX000'])
const attempts = 8

/**
 * Runs one command: one transaction with its writes, its journal rows and its answer. The same command id of the same
 * party gives the same answer again, also when two arrive at once; another account, name or input with that id is
 * refused (`command.id_reused`). A refused command leaves nothing but what it gave to `onRefusal`.
 */
export async function runCommand<T>(
  deps: CommandDeps,
  meta: CommandMeta,
  run: (ctx: CommandCtx) => Promise<T>,
): Promise<T> {
  const commandId = meta.commandId ?? newId()
  // keyed: an input may hold a password or an identity number, which a plain hash would let one guess
  const hash = Buffer.from(deps.sealer.hash(JSON.stringify(meta.input ?? null), 'command.input'))
  const command = { ...meta, commandId, hash }
  for (let attempt = 1; ; attempt++) {
    let refusals: Parameters<CommandCtx['onRefusal']>[0][] = []
    try {
      const done = await deps.db.transaction().execute(async (tx) => {
        await knowNode(deps.db, tx)
        // an id that was made a moment ago has no earlier answer
        const fresh = meta.commandId === undefined && attempt === 1
        const earlier = fresh ? undefined : await earlierAnswer<T>(tx, command)
        if (earlier) return { ...earlier, pending: false }
        const ctx: CommandCtx = {
          db: tx,
          actor: meta.actor,
          now: meta.now,
          commandId,
          journal: [],
          ...(writesApart(tx) ? {} : { late: [] }),
          onRefusal: (write) => refusals.push(write),
        }
        const answer = await run(ctx)
        return { answer, pending: await finish(tx, deps.subscribers, command, ctx, answer) }
      })
      if (done.pending) deps.wake()
      return done.answer
    } catch (err) {
      const { code, constraint } = err as { code?: string; constraint?: string }
      const twin = code === '23505' && constraint === 'command_pkey'
      if ((twin || transient.has(code ?? '')) && attempt < attempts) {
        await new Promise((r) => setTimeout(r, attempt * 5 * Math.random()))
        continue
      }
      // a double click whose twin just committed trips over the twin's own rows: then the twin's answer is the answer
      const earlier = await earlierAnswer<T>(deps.db, command).catch(() => undefined)
      if (earlier) return earlier.answer
      const kept = refusals
      refusals = []
      if (err instanceof AppError && kept.length) {
        const pending = await deps.db.transaction().execute(async (tx) => {
          await knowNode(deps.db, tx)
          const journal: Entry[] = []
          for (const write of kept) await write(tx, journal)
          return journal.length > 0 && (await writeJournal(tx, deps.subscribers, command, journal))
        })
        if (pending) deps.wake()
      }
      throw err
    }
  }
}

type Known = CommandMeta & { commandId: string; hash: Buffer }

async function earlierAnswer<T>(db: Db | Tx, c: Known): Promise<{ answer: T } | undefined> {
  const row = await db
    .selectFrom('platform.command')
    .select(['name', 'accountId', 'inputHash', 'result'])
    .where('partyId', '=', c.actor.partyId)
    .where('commandId', '=', c.commandId)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.name !== c.name || row.accountId !== c.actor.accountId || !c.hash.equals(row.inputHash))
    throw new AppError('conflict', 'command.id_reused')
  return { answer: JSON.parse(row.result) as T }
}

/** The command's answer, its journal rows and the outbox, with what was left to be written: one statement on one node. */
async function finish(
  tx: Tx,
  subscribers: readonly Subscriber[],
  c: Known,
  { journal, late = [] }: Pick<CommandCtx, 'journal' | 'late'>,
  answer: unknown,
): Promise<boolean> {
  const { partyId, accountId } = c.actor
  const write = sql`insert into platform.command (party_id, command_id, name, account_id, input_hash, result, at)
    values (${partyId}, ${c.commandId}, ${c.name}, ${accountId}, ${c.hash}, ${JSON.stringify(answer ?? null)}, ${c.now})`
  if (journal.length) return writeJournal(tx, subscribers, c, journal, [...late, { name: 'answered', write }])
  await (late.length ? sql`with ${partsOf(late)} ${write}` : write).execute(tx)
  return false
}

const partsOf = (parts: readonly LateWrite[]): RawBuilder<unknown> =>
  sql.join(parts.map(({ name, write }) => sql`${sql.raw(name)} as (${write})`))

/**
 * Journal rows, their outbox and their place in the sealer's queue; `along`: what is written with them. The counter is
 * taken in the last statement, so that one party's commands queue shortest. @returns whether a subscriber has to work.
 */
async function writeJournal(
  tx: Tx,
  subscribers: readonly Subscriber[],
  c: Known,
  journal: Entry[],
  along: readonly LateWrite[] = [],
): Promise<boolean> {
  const { partyId, accountId, onBehalfOf } = c.actor
  const numbers = journal.map((_, i) => i + 1)
  const pending = journal.flatMap((e, i) =>
    subscribers.filter((s) => s.kinds.includes(e.kind)).map((s) => ({ subscriber: s.name, nr: i + 1 })),
  )
  const counted = takeNumbers(partyId, journal.length)
  const rowsAfter = (counter: RawBuilder<unknown>) => [
    {
      name: 'unsealed',
      write: sql`insert into platform.unsealed (party_id, seq, at)
        select ${partyId}::uuid, c.before + n.nr, ${c.now}::timestamptz
        from ${counter} c, unnest(${numbers}::bigint[]) as n (nr)`,
    },
    {
      name: 'pending',
      write: sql`insert into platform.pending (party_id, subscriber, seq, at)
        select ${partyId}::uuid, s.subscriber, c.before + s.nr, ${c.now}::timestamptz
        from ${counter} c,
          unnest(${pending.map((p) => p.subscriber)}::text[], ${pending.map((p) => p.nr)}::bigint[]) as s (subscriber, nr)`,
    },
    {
      name: 'journal',
      write: sql`insert into platform.journal (party_id, seq, kind, event_id, about, actor_id, on_behalf_of, command_id, data, at)
        select ${partyId}::uuid, c.before + e.nr, e.kind, e.event_id, e.about, ${accountId}::uuid,
          ${onBehalfOf ?? null}::uuid, ${c.commandId}::uuid, e.data::jsonb, ${c.now}::timestamptz
        from ${counter} c, unnest(${numbers}::bigint[], ${journal.map((e) => e.kind)}::text[],
          ${journal.map((e) => e.eventId ?? null)}::uuid[], ${journal.map((e) => e.about ?? null)}::text[],
          ${journal.map((e) => JSON.stringify(e.data ?? {}))}::text[]) as e (nr, kind, event_id, about, data)`,
    },
  ]
  if (writesApart(tx)) {
    for (const { write } of along) await write.execute(tx)
    const { rows } = await counted.execute(tx)
    for (const { write } of rowsAfter(sql`(select ${rows[0]!.before}::bigint as before)`)) await write.execute(tx)
  } else {
    const parts = [...along, { name: 'counted', write: counted }, ...rowsAfter(sql`counted`)]
    const last = parts.pop()!
    await sql`/* single node: its twin writes one table after another */ with ${partsOf(parts)} ${last.write}`.execute(
      tx,
    )
  }
  return pending.length > 0
}
