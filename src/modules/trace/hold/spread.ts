import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { isSingleNode } from '../../../platform/single-node.ts'
import { spreadBatched, unspreadBatched } from './batched.ts'
import { endLifting, inForce, type JobDeps, nextMarks, setExpanded, setLifted, settle, step } from './job.ts'
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
 * are parties that goods have just taken the hold to: they are told. On one node in batches, on a cluster by party.
 */
export async function spreadHold(
  deps: JobDeps,
  issuerId: string,
  holdId: string,
  carriedTo: readonly string[] = [],
): Promise<void> {
  if (await isSingleNode(deps.db)) return spreadBatched(deps, issuerId, holdId, carriedTo)
  let tell = carriedTo
  while (!(await step(deps, issuerId, 'hold.spread', (ctx) => spreadStep(ctx, holdId, tell))).done) tell = []
}

/** Takes away every mark of a hold that is being lifted, until a pass under locks finds none. */
export async function unspreadHold(deps: JobDeps, issuerId: string, holdId: string): Promise<void> {
  if (await isSingleNode(deps.db)) return unspreadBatched(deps, issuerId, holdId)
  while (!(await step(deps, issuerId, 'hold.unspread', (ctx) => unspreadStep(ctx, holdId))).done);
}

type Done = { done: boolean }

/** One step: lock a batch of marked holdings, in a later statement read where goods went, mark there. */
async function spreadStep(ctx: CommandCtx, holdId: string, carriedTo: readonly string[]): Promise<Done> {
  const hold = await lockHold(ctx.db, ctx.actor.partyId, holdId)
  if (!hold || !inForce(hold)) return { done: true }
  await tellHolders(ctx, hold, carriedTo)
  const marks = await stepOf(ctx.db, holdId, 'unexpanded')
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
  await setExpanded(ctx.db, holdId, marks)
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
  const marks = await stepOf(ctx.db, holdId, 'open')
  if (!marks.length) return false
  await lockMarked(ctx.db, marks)
  await setLifted(ctx, holdId, marks)
  return true
}

/** The next marks to work on, in lock order, of at most a step's parties. */
async function stepOf(tx: Tx, holdId: string, which: 'unexpanded' | 'open'): Promise<Reached[]> {
  const rows = await nextMarks(tx, holdId, which, STEP_HOLDINGS)
  const parties = new Set<string>()
  return rows.filter((r) => parties.add(r.partyId).size <= STEP_PARTIES)
}
