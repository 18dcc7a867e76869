import { sql } from 'kysely'
import { systemActor } from '../../../platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { record } from '../../../platform/journal.ts'
import type { HoldingKey } from '../work/holding.ts'
import type { HoldRow, Reached } from './marks.ts'

/** What the steps of the job are made of, whichever way it goes: on one node (batched.ts) or by party (spread.ts). */
export type JobDeps = CommandDeps & { clock: () => string }

/** One transaction of the job, for the issuer. */
export const step = <T>(
  deps: JobDeps,
  issuerId: string,
  name: string,
  run: (ctx: CommandCtx) => Promise<T>,
): Promise<T> => runCommand(deps, { name, actor: systemActor(issuerId), now: deps.clock() }, run)

/** Marks are carried on as long as nobody lifts them. */
export const inForce = (hold: HoldRow): boolean => hold.state === 'spreading' || hold.state === 'standing'

/** Marks to work on, in lock order, after a holding. */
export function nextMarks(
  db: Db | Tx,
  holdId: string,
  which: 'unexpanded' | 'open',
  limit: number,
  after?: HoldingKey,
): Promise<Reached[]> {
  return db
    .selectFrom('trace.held')
    .select(['partyId', 'holdingId', 'pieceId'])
    .where('holdId', '=', holdId)
    .where('liftedAt', 'is', null)
    .$if(which === 'unexpanded', (q) => q.where((eb) => eb.not('expanded')))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(party_id, holding_id) > (${after!.partyId}::uuid, ${after!.holdingId}::uuid)`),
    )
    .orderBy('partyId')
    .orderBy('holdingId')
    .limit(limit)
    .execute()
}

const listed = (marks: readonly Reached[]) =>
  sql`unnest(${marks.map((m) => m.partyId)}::uuid[], ${marks.map((m) => m.holdingId)}::uuid[],
    ${marks.map((m) => m.pieceId)}::uuid[]) as m (party_id, holding_id, piece_id)`

/** Walked on from. A mark that became one on the whole pack since it was read is left for the next step. */
export async function setExpanded(tx: Tx, holdId: string, marks: readonly Reached[]): Promise<void> {
  await sql`update trace.held set expanded = true from ${listed(marks)}
    where held.party_id = m.party_id and held.holding_id = m.holding_id and held.hold_id = ${holdId}
      and held.piece_id is not distinct from m.piece_id and not held.expanded`.execute(tx)
}

/** Taken away, where they are open. */
export async function setLifted(ctx: CommandCtx, holdId: string, marks: readonly Reached[]): Promise<void> {
  await sql`update trace.held set lifted_at = ${ctx.now}::timestamptz from ${listed(marks)}
    where held.party_id = m.party_id and held.holding_id = m.holding_id and held.hold_id = ${holdId}
      and held.lifted_at is null`.execute(ctx.db)
}

/** Nothing is left to walk on from: the hold stands, and the list may show how much it marked. */
export async function settle(tx: Tx, hold: HoldRow): Promise<void> {
  const { rows } = await sql<{ holdings: string; parties: string }>`
    select count(*) as holdings, count(distinct party_id) as parties from trace.held where hold_id = ${hold.holdId}`.execute(
    tx,
  )
  await tx
    .updateTable('trace.hold')
    .set({ state: 'standing', markedHoldings: rows[0]!.holdings, markedParties: rows[0]!.parties })
    .where('partyId', '=', hold.partyId)
    .where('holdId', '=', hold.holdId)
    .execute()
}

/** No open mark is left: the hold is lifted, and those who were told of it are told so (`hold.lifted`, 500 an entry). */
export async function endLifting(ctx: CommandCtx, holdId: string): Promise<void> {
  const issuerId = ctx.actor.partyId
  await ctx.db
    .updateTable('trace.hold')
    .set({ state: 'lifted', liftedAt: ctx.now })
    .where('partyId', '=', issuerId)
    .where('holdId', '=', holdId)
    .execute()
  const told = await ctx.db
    .selectFrom('trace.holdNotice')
    .select('holderId')
    .where('partyId', '=', issuerId)
    .where('holdId', '=', holdId)
    .orderBy('holderId')
    .execute()
  for (let i = 0; i < told.length; i += 500)
    record(ctx, 'hold.lifted', {
      about: holdId,
      data: { holdId, partyIds: told.slice(i, i + 500).map((t) => t.holderId) },
    })
}
