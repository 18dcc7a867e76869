import { sql } from 'kysely'
import { compare } from '../../kernel/quantity.ts'
import { civilDate } from '../../platform/civil.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { stableId } from '../../platform/id.ts'
import type { Packing } from '../production/index.ts'
import { type EventDetails, openRanges, requireFacts, sealPacks, takeOut } from '../trace/index.ts'
import { countIn, leaving, namedOf, refuseNested } from './acting.ts'
import { type CodeRow, standingOf, unscopedChildren, unscopedCodes, unscopedCodesOf } from './code/lookup.ts'
import { pieceIdentifier } from './rules.ts'
import { schemesOf } from './upload/job.ts'

type Asked<K extends 'pack' | 'unpack'> = Parameters<Packing[K]>[1]

/**
 * Packing and unpacking of things whose codes are on record, by the profile's own events. A case has a code of the maker's
 * own; broken as a whole its boxes act alone and its single pieces are a batch again; what is named comes out alone.
 */
export const serialPacking: Packing = { name: 'serial', pack, unpack }

async function unpack(ctx: CommandCtx, asked: Asked<'unpack'>) {
  const { holdingId, quantity, pieces, profile, ...details } = asked
  const [pack] = await requireFacts(ctx.db, ctx.actor.partyId, [holdingId])
  if (pack!.kind !== 'pack') return undefined
  const own = (await unscopedCodesOf(ctx.db, [pack!])).get(`${pack!.homeId} ${pack!.itemId}`)
  if (!own) return undefined
  const schemes = schemesOf(profile, civilDate(ctx.now))
  if (pieces) {
    if (quantity !== undefined && compare(quantity, String(pieces.length)) !== 0)
      throw new AppError('invalid', 'pack.pieces_do_not_match', { pieces: pieces.length, quantity, unit: pack!.unit })
    const found = await standingOf(ctx.db, await onRecord(ctx, pieces, schemes))
    const other = found.find((f) => f.at.how !== 'pack' || f.at.itemId !== pack!.itemId)
    if (other) throw new AppError('conflict', 'unpack.not_inside', { piece: other.typed, code: own.code })
    refuseNested(found)
    const things = await namedOf(ctx, found, schemes)
    const made = await takeOut(ctx, { ...details, holdingId, things, left: leaving(found) })
    return { eventId: made.eventId, batches: made.things }
  }
  if (quantity !== undefined) throw new AppError('conflict', 'unpack.by_piece', { code: own.code })
  return breakWhole(ctx, { ...details, holdingId }, own, schemes)
}

/** All codes, each on record. @throws conflict `serial.not_on_record` */
async function onRecord(ctx: CommandCtx, typed: readonly string[], schemes: readonly string[]) {
  const rows = await unscopedCodes(ctx.db, [...new Set(typed)], schemes)
  const known = new Set(rows.map((r) => r.typed))
  const missing = typed.find((t) => !known.has(t))
  if (missing !== undefined) throw new AppError('conflict', 'serial.not_on_record', { code: missing })
  return rows
}

async function breakWhole(
  ctx: CommandCtx,
  details: EventDetails & { holdingId: string },
  own: CodeRow,
  schemes: readonly string[],
) {
  const inside = await unscopedChildren(ctx.db, own)
  if (!inside.length) return undefined
  const found = inside.map((c) => ({ ...c, typed: c.code }))
  const boxes = await standingOf(
    ctx.db,
    found.filter((f) => f.level > 1),
  )
  const single = found.filter((f) => f.level === 1)
  const made = await takeOut(ctx, {
    ...details,
    things: await namedOf(ctx, boxes, schemes),
    ...(single.length ? { rest: String(single.length) } : {}),
    left: {
      homes: found.map((f) => f.homeId),
      ids: found.map((f) => f.itemId),
      parentHomes: found.map(() => own.homeId),
      parentIds: found.map(() => own.itemId),
    },
  })
  if (made.rest) await countIn(ctx, single, made.rest)
  return { eventId: made.eventId, batches: [...made.things, ...(made.rest ? [made.rest] : [])] }
}

async function pack(ctx: CommandCtx, asked: Asked<'pack'>) {
  const { holdingId, quantity, pieces = [], code, profile, ...details } = asked
  const [lot] = await requireFacts(ctx.db, ctx.actor.partyId, [holdingId])
  if (lot!.kind !== 'batch' || !pieces.length) return undefined
  const schemes = schemesIfAny(profile, civilDate(ctx.now))
  if (!schemes) return undefined
  if (code === undefined && !(await unscopedCodes(ctx.db, pieces, schemes)).length) return undefined
  if (code === undefined) throw new AppError('invalid', 'serial.pack_needs_code')
  if (new Set(pieces).size < pieces.length) throw new AppError('invalid', 'pack.piece_twice')
  if (compare(quantity, String(pieces.length)) !== 0)
    throw new AppError('invalid', 'pack.pieces_do_not_match', { pieces: pieces.length, quantity, unit: lot!.unit })
  const piece = pieceIdentifier(code, schemes)
  if (!piece) throw new AppError('conflict', 'serial.code.not_a_code', { code })
  const found = await standingOf(ctx.db, await onRecord(ctx, pieces, schemes))
  for (const f of found) {
    if (f.at.how === 'pack') throw new AppError('conflict', 'pack.piece_already_packed', { code: f.typed })
    if (f.at.how !== 'lot' || f.at.itemId !== lot!.itemId || f.state === 'used' || f.state === 'void')
      throw new AppError('conflict', 'serial.other_goods', { code: f.typed })
  }
  const range = (await openRanges(ctx, [{ key: piece.namespace, claim: piece.claimable }])).get(piece.namespace)!
  if (range.ownerId !== null && range.ownerId !== ctx.actor.partyId)
    throw new AppError('conflict', 'serial.code.range_of_another', { code })
  if (found.some((f) => f.homeId !== range.homeId)) throw new AppError('conflict', 'serial.code.other_home', { code })
  const itemId = stableId(piece.identifier)
  await insertPack(ctx, { ...piece, homeId: range.homeId, itemId }, found[0]!)
  const columns = {
    homes: found.map((f) => f.homeId),
    ids: found.map((f) => f.itemId),
    parentHomes: found.map(() => range.homeId),
    parentIds: found.map(() => itemId),
  }
  const { eventIds, packs } = await sealPacks(ctx, {
    ...details,
    holdingId,
    packs: [{ homeId: range.homeId, itemId, identifier: piece.identifier, code: piece.code, kind: 'pack', quantity }],
    inside: columns,
    ends: [found.length],
    list: found.map((f) => pieceIdentifier(f.typed, schemes)!.identifier),
  })
  return { eventId: eventIds[0]!, batches: packs }
}

function schemesIfAny(profile: string, date: string): readonly string[] | undefined {
  try {
    return schemesOf(profile, date)
  } catch (err) {
    if (err instanceof AppError) return undefined
    throw err
  }
}

/** The code of a case that is made now; one that was only issued becomes that of this case. */
async function insertPack(
  ctx: CommandCtx,
  c: { homeId: string; itemId: string; code: string; scheme: string },
  like: CodeRow,
): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into serial.code (home_id, code, item_id, scheme, level, maker_id, batch_home, batch_id, created_at)
    values (${c.homeId}::uuid, ${c.code}, ${c.itemId}::uuid, ${c.scheme}, ${like.level + 1}::smallint,
      ${ctx.actor.partyId}::uuid, ${like.batchHome}::uuid, ${like.batchId}::uuid, ${ctx.now}::timestamptz)
    on conflict (home_id, code) do update set batch_home = excluded.batch_home, batch_id = excluded.batch_id,
      level = excluded.level
    where code.batch_id is null and code.maker_id = excluded.maker_id`.execute(ctx.db)
  if (!Number(numAffectedRows)) throw new AppError('conflict', 'serial.code.on_record', { code: c.code })
}
