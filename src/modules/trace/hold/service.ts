import { sql } from 'kysely'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { HoldingKey } from '../work/holding.ts'
import { endLifting } from './job.ts'
import { type HoldRow, lockHold, lockMarked } from './marks.ts'
import { type Root, requireHold, requireRoots, requireVisible, unscopedRoots } from './queries.ts'
import type { HoldDetail, HoldOrder } from './schema.ts'
import { liftMarks, markAtOnce } from './spread.ts'

/**
 * Stops goods the actor may see and, with scope `forward`, everything made from them, wherever it went: the hold
 * crosses jurisdictions on purpose. The roots and up to 2,000 holdings are marked when this returns; the job goes on.
 * @throws not_found `holding.not_found`, invalid `hold.piece_not_inside`
 */
export async function placeHold(ctx: CommandCtx, order: HoldOrder): Promise<HoldDetail> {
  const holdId = await insertHold(ctx, order, await requireRoots(ctx.db, ctx.actor, order.roots))
  return requireHold(ctx.db, ctx.actor, ctx.actor.partyId, holdId)
}

/** The same for a module that has its own reason why it may (a failed test, an expired permit). @returns its id. */
export const unscopedPlaceHold = async (ctx: CommandCtx, order: HoldOrder): Promise<string> =>
  insertHold(ctx, order, await unscopedRoots(ctx.db, order.roots))

async function insertHold(ctx: CommandCtx, order: HoldOrder, roots: readonly Root[]): Promise<string> {
  const { source, scope, reason, documentNo, contact, pieceId } = order
  const issuerId = ctx.actor.partyId
  const holdId = newId()
  const first = roots[0]!
  const marks = pieceId ? await piecesIn(ctx.db, roots, pieceId) : roots.map((r) => ({ ...r, pieceId: null }))
  await ctx.db
    .insertInto('trace.hold')
    .values({
      partyId: issuerId,
      holdId,
      source,
      scope,
      // nothing to walk on from: what was there is marked at once
      state: scope === 'holding' ? 'standing' : 'spreading',
      reason,
      documentNo: documentNo ?? null,
      contact: contact ?? null,
      roots: roots.length,
      rootParty: first.partyId,
      rootHolding: first.holdingId,
      rootHome: first.homeId,
      rootItem: first.itemId,
      rootCode: first.code,
      productName: first.productName,
      sector: first.sector,
      pieceId: pieceId ?? null,
      placedBy: ctx.actor.accountId,
      placedAt: ctx.now,
      markedHoldings: String(roots.length),
      markedParties: String(new Set(roots.map((r) => r.partyId)).size),
    })
    .execute()
  await markAtOnce(ctx, { partyId: issuerId, holdId, scope }, marks)
  const named = roots.map(({ partyId, holdingId }) => ({ partyId, holdingId }))
  record(ctx, 'hold.placed', {
    about: holdId,
    data: { source, scope, documentNo, pieceId, roots: named.slice(0, 100) },
  })
  return holdId
}

/** The roots as marks on one piece: on its own holding as a whole, on a pack for that piece that is inside it. */
async function piecesIn(tx: Tx, roots: readonly Root[], pieceId: string) {
  const { rows } = await sql<{ parentId: string }>`
    select parent_id from trace.contained
    where home_id = any(${roots.map((r) => r.homeId)}::uuid[]) and child_id = ${pieceId} and to_time is null`.execute(
    tx,
  )
  return roots.map((root) => {
    if (root.itemId === pieceId) return { ...root, pieceId: null }
    if (!rows.some((r) => r.parentId === root.itemId))
      throw new AppError('invalid', 'hold.piece_not_inside', { holdingId: root.holdingId, pieceId })
    return { ...root, pieceId }
  })
}

/** The actor's own hold, locked; another's that it may see is not its to change. */
async function requireOwn(ctx: CommandCtx, issuerId: string, holdId: string): Promise<HoldRow> {
  await requireVisible(ctx.db, ctx.actor, issuerId, holdId)
  if (issuerId !== ctx.actor.partyId) throw new AppError('forbidden', 'hold.not_yours', { issuerId })
  const hold = found(await lockHold(ctx.db, issuerId, holdId), 'hold', holdId)
  if (hold.state === 'lifting' || hold.state === 'lifted') throw new AppError('conflict', 'hold.already_lifting')
  return hold
}

/**
 * Lifts a hold everywhere, with a reason. A small one is lifted when this returns; of a large one the job takes away the
 * rest, and until then what it has not come to stays stopped. Releases and other holds are not touched.
 */
export async function liftHold(
  ctx: CommandCtx,
  { issuerId, holdId, reason }: { issuerId: string; holdId: string; reason: string },
): Promise<HoldDetail> {
  await requireOwn(ctx, issuerId, holdId)
  await ctx.db
    .updateTable('trace.hold')
    .set({ state: 'lifting', liftedBy: ctx.actor.accountId, liftReason: reason })
    .where('partyId', '=', issuerId)
    .where('holdId', '=', holdId)
    .execute()
  // one pass only: a second one would lock out of order. What it leaves is the job's
  await liftMarks(ctx, holdId)
  const detail = await requireHold(ctx.db, ctx.actor, issuerId, holdId)
  record(ctx, 'hold.lifting', { about: holdId, data: { marked: detail.progress.marked } })
  if (detail.progress.open) return detail
  await endLifting(ctx, holdId)
  return requireHold(ctx.db, ctx.actor, issuerId, holdId)
}

/**
 * Lets one holding go while the hold stays: goods that an error declaration took back, a part that was tested and found
 * good. What was made from it keeps its own marks. Held goods that come into it later are stopped again.
 * @throws conflict `hold.holding_not_held`, or `hold.still_spreading` while the job has yet to walk on from it
 */
export async function releaseHolding(
  ctx: CommandCtx,
  input: HoldingKey & { issuerId: string; holdId: string; reason: string },
): Promise<HoldDetail> {
  const { issuerId, holdId, partyId, holdingId, reason } = input
  await requireOwn(ctx, issuerId, holdId)
  await lockMarked(ctx.db, [{ partyId, holdingId }])
  const mark = await ctx.db
    .selectFrom('trace.held')
    .select(['expanded'])
    .where('partyId', '=', partyId)
    .where('holdingId', '=', holdingId)
    .where('holdId', '=', holdId)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  if (!mark) throw new AppError('conflict', 'hold.holding_not_held', { partyId, holdingId })
  if (!mark.expanded) throw new AppError('conflict', 'hold.still_spreading', { partyId, holdingId })
  await ctx.db
    .updateTable('trace.held')
    .set({ liftedAt: ctx.now, releasedBy: ctx.actor.accountId, releaseReason: reason })
    .where('partyId', '=', partyId)
    .where('holdingId', '=', holdingId)
    .where('holdId', '=', holdId)
    .execute()
  record(ctx, 'hold.released', { about: holdId, data: { holdId, partyId, holdingId } })
  return requireHold(ctx.db, ctx.actor, issuerId, holdId)
}
