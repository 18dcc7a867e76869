import type { CommandCtx } from '../../../platform/command.ts'
import { endLifting, inForce, type JobDeps, nextMarks, setExpanded, setLifted, settle, step } from './job.ts'
import {
  type HoldRow,
  insertMarks,
  lockFree,
  lockHold,
  lockMarked,
  outputsOf,
  type Reached,
  tellHolders,
  unmarkedOutputsOf,
} from './marks.ts'

/*
 * The job on one node. Most marks are set without any lock of a holding, which needs none (core.md §5): where goods went
 * is read and, when it is much, marked first, in transactions of their own. So a step under locks finds little left to
 * mark, however far a hub's holding went. It takes only locks that are free, in one statement, and never waits for one
 * while it holds others; what somebody was working on comes in the next pass. How many it takes follows how long it held
 * them.
 */

/** Marks that one transaction sets without holding a lock of a holding. */
const AHEAD = 5000
/** Marks that a step sets under its locks, at most. */
const FEW = 200
/** Holdings locked at once, at most; the first step begins in the middle. */
const LARGEST = 4000
const SMALLEST = 250
/** Milliseconds from the lock to the end of the transaction: above the one steps get smaller, below the other larger. */
const LONG = 200
const SHORT = 100

/** How many holdings the next step locks, by how long the last one held them. */
function pace() {
  let size = 1000
  let since: number | undefined
  return {
    size: () => size,
    locking: () => {
      since = performance.now()
    },
    released: () => {
      if (since === undefined) return
      const held = performance.now() - since
      since = undefined
      if (held > LONG) size = Math.max(SMALLEST, Math.floor(size / 2))
      else if (held < SHORT) size = Math.min(LARGEST, size * 2)
    },
  }
}
type Pace = ReturnType<typeof pace>

/** Walks on from every mark that has not been expanded, pass after pass, until one finds none. */
export async function spreadBatched(
  deps: JobDeps,
  issuerId: string,
  holdId: string,
  carriedTo: readonly string[],
): Promise<void> {
  const p = pace()
  let tell = carriedTo
  for (let after: Reached | undefined; ; ) {
    const marks = await nextMarks(deps.db, holdId, 'unexpanded', p.size(), after)
    if (!marks.length && after) {
      after = undefined
      continue
    }
    if (marks.length) await markAhead(deps, issuerId, holdId, marks)
    const next = await step(deps, issuerId, 'hold.spread', (ctx) => expand(ctx, holdId, marks, tell, p))
    if (next === 'done') return
    p.released()
    tell = []
    if (next === 'on') after = marks.at(-1)
  }
}

/** Marks where goods in these holdings went, if it is much, without a lock of any holding. */
async function markAhead(deps: JobDeps, issuerId: string, holdId: string, marks: readonly Reached[]): Promise<void> {
  const whole = marks.filter((m) => m.pieceId === null)
  for (;;) {
    const outputs = await unmarkedOutputsOf(deps.db, holdId, whole, AHEAD)
    if (outputs.length <= FEW) return
    const { done } = await step(deps, issuerId, 'hold.spread', async (ctx) => {
      const hold = await lockHold(ctx.db, issuerId, holdId)
      // what is on hold only where it is goes nowhere
      if (!hold || !inForce(hold) || hold.scope !== 'forward') return { done: true }
      await markAndTell(ctx, hold, outputs)
      return { done: outputs.length < AHEAD }
    })
    if (done) return
  }
}

async function markAndTell(ctx: CommandCtx, hold: HoldRow, outputs: readonly Reached[]): Promise<void> {
  const marked = await insertMarks(ctx.db, hold, outputs, { expanded: false, at: ctx.now })
  await tellHolders(
    ctx,
    hold,
    marked.map((m) => m.partyId),
  )
}

/**
 * One step: lock what is free, in a later statement read where goods went, mark what was not marked ahead. `again`: so
 * much has come since that it has to be marked ahead first.
 */
async function expand(
  ctx: CommandCtx,
  holdId: string,
  marks: readonly Reached[],
  carriedTo: readonly string[],
  p: Pace,
): Promise<'done' | 'on' | 'again'> {
  const hold = await lockHold(ctx.db, ctx.actor.partyId, holdId)
  if (!hold || !inForce(hold)) return 'done'
  await tellHolders(ctx, hold, carriedTo)
  if (!marks.length) {
    // under the lock of the decision: another job of it may have marked more since
    if ((await nextMarks(ctx.db, holdId, 'unexpanded', 1)).length) return 'on'
    await settle(ctx.db, hold)
    return 'done'
  }
  if (hold.scope !== 'forward') {
    await setExpanded(ctx.db, holdId, marks)
    return 'on'
  }
  const locked = await lockOf(ctx, marks, p)
  // a later statement than the lock: a link committed before it is seen here, one written after it carries the mark
  const whole = locked.filter((m) => m.pieceId === null)
  const outputs = await unmarkedOutputsOf(ctx.db, holdId, whole, FEW + 1)
  if (outputs.length > FEW) return 'again'
  const pieces = locked.filter((m) => m.pieceId !== null)
  if (pieces.length) outputs.push(...(await outputsOf(ctx.db, pieces)))
  if (outputs.length) await markAndTell(ctx, hold, outputs)
  await setExpanded(ctx.db, holdId, locked)
  return 'on'
}

/** Those whose holdings nobody is working on; when all are being worked on, it waits for the first. */
async function lockOf(ctx: CommandCtx, marks: readonly Reached[], p: Pace): Promise<Reached[]> {
  p.locking()
  const free = await lockFree(ctx.db, marks)
  if (free.length) return free
  await lockMarked(ctx.db, marks.slice(0, 1))
  p.locking()
  return marks.slice(0, 1)
}

/** Takes away every open mark of a hold that is being lifted, pass after pass, until one finds none. */
export async function unspreadBatched(deps: JobDeps, issuerId: string, holdId: string): Promise<void> {
  const p = pace()
  for (let after: Reached | undefined; ; ) {
    const marks = await nextMarks(deps.db, holdId, 'open', p.size(), after)
    if (!marks.length && after) {
      after = undefined
      continue
    }
    const { done } = await step(deps, issuerId, 'hold.unspread', async (ctx) => {
      const hold = await lockHold(ctx.db, issuerId, holdId)
      if (hold?.state !== 'lifting') return { done: true }
      if (marks.length) await setLifted(ctx, holdId, await lockOf(ctx, marks, p))
      else if (!(await nextMarks(ctx.db, holdId, 'open', 1)).length) {
        await endLifting(ctx, holdId)
        return { done: true }
      }
      return { done: false }
    })
    if (done) return
    p.released()
    after = marks.at(-1)
  }
}
