import { sql } from 'kysely'
import { systemActor } from '../../../platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { record } from '../../../platform/journal.ts'
import {
  type HoldRow,
  insertMarks,
  lockHold,
  lockMarked,
  outputsOf,
  type Reached,
  reach,
  tellHolders,
} from './marks.ts'

export type JobDeps = CommandDeps & { clock: () => string }

/** One step holds the locks of this many parties and holdings at most, so that nobody waits for it longer than a blink. */
const STEP_PARTIES = 100
const STEP_HOLDINGS = 2000
/** What is marked before the answer to whoever places the hold; the job does the rest. */
const AT_ONCE = 2000

/**
 * Marks the roots, and what they went into as far as 2,000 holdings, within the command that places the hold. None of
 * it counts as expanded: the job walks on from each under its lock and finds what moved meanwhile (core.md §5).
 */
export async function markAtOnce(
  ctx: CommandCtx,
  hold: Pick<HoldRow, 'partyId' | 'holdId' | 'scope'>,
  roots: readonly Reached[],
): Promise<void> {
  const only = hold.scope === 'holding'
  const { reached } = only ? { reached: roots } : await reach(ctx.db, roots, AT_ONCE)
  await insertMarks(ctx.db, hold, reached, { expanded: only, at: ctx.now })
  await tellHolders(
    ctx,
    hold,
    reached.map((r) => r.partyId),
  )
}

/**
 * Walks on from every mark of the hold that has not been expanded, in steps of one transaction each, until there is
 * none. It can be stopped anywhere and started again, and several may run at once: the mark is the queue. `carriedTo`
 * are parties that goods have just taken the hold to: they are told.
 */
export async function spreadHold(
  deps: JobDeps,
  issuerId: string,
  holdId: string,
  carriedTo: readonly string[] = [],
): Promise<void> {
  let tell = carriedTo
  while (!(await step(deps, issuerId, 'hold.spread', (ctx) => spreadStep(ctx, holdId, tell))).done) tell = []
}

/** Takes away every mark of a hold that is being lifted, until a pass under locks finds none. */
export async function unspreadHold(deps: JobDeps, issuerId: string, holdId: string): Promise<void> {
  while (!(await step(deps, issuerId, 'hold.unspread', (ctx) => unspreadStep(ctx, holdId))).done);
}

type Done = { done: boolean }
const step = (deps: JobDeps, issuerId: string, name: string, run: (ctx: CommandCtx) => Promise<Done>): Promise<Done> =>
  runCommand(deps, { name, actor: systemActor(issuerId), now: deps.clock() }, run)

const inForce = (hold: HoldRow) => hold.state === 'spreading' || hold.state === 'standing'

/** One step: lock a batch of marked holdings, in a later statement read where goods went, mark there. */
async function spreadStep(ctx: CommandCtx, holdId: string, carriedTo: readonly string[]): Promise<Done> {
  const hold = await lockHold(ctx.db, ctx.actor.partyId, holdId)
  if (!hold || !inForce(hold)) return { done: true }
  await tellHolders(ctx, hold, carriedTo)
  const marks = await nextMarks(ctx.db, holdId, 'unexpanded')
  if (!marks.length) {
    await settle(ctx.db, hold)
    return { done: true }
  }
  if (hold.scope === 'forward') {
    await lockMarked(ctx.db, marks)
    // a later statement than the lock: a link committed before it is seen here, one written after it carries the mark
    const outputs = await outputsOf(ctx.db, marks)
    const marked = await insertMarks(ctx.db, hold, outputs, { expanded: false, at: ctx.now })
    await tellHolders(
      ctx,
      hold,
      marked.map((m) => m.partyId),
    )
  }
  // a mark that became one on the whole pack since it was read is left for the next step
  await sql`update trace.held set expanded = true
    from unnest(${marks.map((m) => m.partyId)}::uuid[], ${marks.map((m) => m.holdingId)}::uuid[],
      ${marks.map((m) => m.pieceId)}::uuid[]) as m (party_id, holding_id, piece_id)
    where held.party_id = m.party_id and held.holding_id = m.holding_id and held.hold_id = ${holdId}
      and held.piece_id is not distinct from m.piece_id and not held.expanded`.execute(ctx.db)
  return { done: false }
}

async function unspreadStep(ctx: CommandCtx, holdId: string): Promise<Done> {
  const hold = await lockHold(ctx.db, ctx.actor.partyId, holdId)
  if (hold?.state !== 'lifting') return { done: true }
  if (await liftMarks(ctx, holdId)) return { done: false }
  await endLifting(ctx, holdId)
  return { done: true }
}

/**
 * One pass of lifting: a batch of open marks, each under the lock of its holding. Who read such a mark while working
 * on the holding has committed what it copied before the lock is ours, so a later pass finds the copies.
 * @returns whether there was anything left to lift.
 */
export async function liftMarks(ctx: CommandCtx, holdId: string): Promise<boolean> {
  const marks = await nextMarks(ctx.db, holdId, 'open')
  if (!marks.length) return false
  await lockMarked(ctx.db, marks)
  await sql`update trace.held set lifted_at = ${ctx.now}::timestamptz
    from unnest(${marks.map((m) => m.partyId)}::uuid[], ${marks.map((m) => m.holdingId)}::uuid[]) as m (party_id, holding_id)
    where held.party_id = m.party_id and held.holding_id = m.holding_id and held.hold_id = ${holdId}
      and held.lifted_at is null`.execute(ctx.db)
  return true
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

/** The next marks to work on, in lock order, of at most a step's parties. */
async function nextMarks(tx: Tx, holdId: string, which: 'unexpanded' | 'open'): Promise<Reached[]> {
  const rows = await tx
    .selectFrom('trace.held')
    .select(['partyId', 'holdingId', 'pieceId'])
    .where('holdId', '=', holdId)
    .where('liftedAt', 'is', null)
    .$if(which === 'unexpanded', (q) => q.where((eb) => eb.not('expanded')))
    .orderBy('partyId')
    .orderBy('holdingId')
    .limit(STEP_HOLDINGS)
    .execute()
  const parties = new Set<string>()
  return rows.filter((r) => parties.add(r.partyId).size <= STEP_PARTIES)
}

/** Nothing is left to walk on from: the hold stands, and the list may show how much it marked. */
async function settle(tx: Tx, hold: HoldRow): Promise<void> {
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
