import { sql } from 'kysely'
import { arrayText } from '../../platform/array.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { type EventDetails, type InsideColumns, type Named, takeOut } from '../trace/index.ts'
import { type Found, type Holder, type ItemKey, itemText, unscopedPieces } from './code/lookup.ts'
import { pieceIdentifier } from './rules.ts'

/** What a code acts with: one unit for a piece, as many as are in it for a pack. */
export async function namedOf(ctx: CommandCtx, found: readonly Found[], schemes: readonly string[]): Promise<Named[]> {
  const pieces = await unscopedPieces(
    ctx.db,
    found.filter((f) => f.level > 1),
  )
  return found.map((f) => ({
    homeId: f.homeId,
    itemId: f.itemId,
    identifier: pieceIdentifier(f.typed, schemes)!.identifier,
    code: f.code,
    kind: f.level > 1 ? 'pack' : 'piece',
    quantity: f.level > 1 ? String(pieces.get(itemText(f)) ?? 0) : '1',
  }))
}

/** What leaves the pack it is right in. */
export const leaving = (found: readonly Found[]): InsideColumns => {
  const inside = found.filter((f) => f.parents.length)
  return {
    homes: inside.map((f) => f.homeId),
    ids: inside.map((f) => f.itemId),
    parentHomes: inside.map((f) => f.parents[0]!.homeId),
    parentIds: inside.map((f) => f.parents[0]!.itemId),
  }
}

/** A case and something in it, named by one event, would count twice. */
export function refuseNested(found: readonly Found[]): void {
  const own = new Set(found.map((f) => f.itemId))
  const twice = found.find((f) => f.parents.some((p) => own.has(p.itemId)))
  if (twice) throw new AppError('conflict', 'serial.inside_another', { code: twice.typed })
}

/**
 * Lets things act alone: those that are in a case or counted in a batch come out of it, each with a holding of its own.
 * @returns the holdings, in the order of the things
 */
export async function actAlone(
  ctx: CommandCtx,
  found: readonly (Found & { holder: Holder })[],
  schemes: readonly string[],
  details: EventDetails,
): Promise<{ holdingIds: string[]; eventIds: string[] }> {
  refuseNested(found)
  const holdings = new Map<string, string>()
  const eventIds: string[] = []
  for (const f of found) if (f.at.how === 'own') holdings.set(f.itemId, f.holder.holdingId)
  const inGoods = found.filter((f) => f.at.how !== 'own')
  const bySource = Map.groupBy(inGoods, (f) => f.holder.holdingId)
  for (const holdingId of [...bySource.keys()].sort()) {
    const some = bySource.get(holdingId)!
    const things = await namedOf(ctx, some, schemes)
    const made = await takeOut(ctx, { ...details, holdingId, things, left: leaving(some) })
    eventIds.push(made.eventId)
    for (const [i, t] of made.things.entries()) holdings.set(some[i]!.itemId, t.holdingId)
  }
  return { holdingIds: found.map((f) => holdings.get(f.itemId)!), eventIds }
}

/** Counts codes in another batch from now on. */
export async function countIn(
  ctx: CommandCtx,
  codes: readonly { homeId: string; code: string }[],
  lot: ItemKey,
): Promise<void> {
  if (!codes.length) return
  await sql`
    update serial.code c set lot_home = ${lot.homeId}::uuid, lot_id = ${lot.itemId}::uuid
    from unnest(${arrayText(
      codes.map((c) => c.homeId),
      true,
    )}::uuid[], ${arrayText(
      codes.map((c) => c.code),
      false,
    )}::text[]) as k (home_id, code)
    where c.home_id = k.home_id and c.code = k.code`.execute(ctx.db)
}
