import { sql } from 'kysely'
import { compare } from '../../kernel/quantity.ts'
import { isCountable, isUnit } from '../../kernel/unit.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { stableId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import { identifierOf, issueCodes, itemIdOf } from './code.ts'
import { finish, type MadeMany, type MadeOne, takeInputs } from './goods.ts'
import type { EventMade } from './use.ts'
import { checkQuantity, type EventDetails, goodsOf, madeOf, requireFacts, sameGoods } from './work/batch.ts'
import { contain, type ItemKey, lockItems, refoldContent } from './work/containment.ts'
import { type HoldingKey, type Item, type ItemFacts, keyOf } from './work/holding.ts'
import { Work } from './work/work.ts'

const pieceItem = (homeId: string, identifier: string): ItemKey => ({ homeId, itemId: stableId(identifier) })

function checkPieces(pieces: readonly string[], quantity: string, unit: string): void {
  const countable = isUnit(unit) && isCountable(unit)
  if (!countable || compare(String(pieces.length), quantity) !== 0)
    throw new AppError('invalid', 'pack.pieces_do_not_match', { pieces: pieces.length, quantity, unit })
  if (new Set(pieces).size < pieces.length) throw new AppError('invalid', 'pack.piece_twice')
}

/**
 * Seals goods of one holding into a pack with a code of its own: the quantity moves into the pack. Pieces inside are
 * named by their identifiers and have no holding; they inherit what happens to the pack while they are in it.
 */
export async function packSealed(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; quantity: string; pieces?: string[] | undefined },
): Promise<MadeOne> {
  const { holdingId, quantity, pieces = [], eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const [facts] = await requireFacts(ctx.db, work.partyId, [holdingId])
  if (facts!.kind !== 'batch') throw new AppError('conflict', 'pack.of_batch_only', { code: facts!.code })
  checkQuantity(quantity, facts!.unit)
  if (pieces.length) checkPieces(pieces, quantity, facts!.unit)
  const children = pieces.map((p) => pieceItem(work.partyId, p))
  await lockItems(ctx.db, children)
  await refusePacked(ctx.db, work.partyId, children)
  const [code] = await issueCodes(ctx, [{ kind: 'batch', partyId: work.partyId }])
  const pack = sameGoods(work.partyId, code!, facts!, 'pack')
  const [taken] = await takeInputs(work, [{ holdingId, quantity }], [pack], eventTime)
  const key = keyOf(work.partyId, pack)
  const event = work.event({
    kind: 'pack',
    step,
    sector: pack.sector,
    eventTime,
    place,
    disposition: 'active',
    body: {
      fields,
      pieces: pieces.length || undefined,
      inputs: [goodsOf(facts!, quantity)],
      outputs: [goodsOf({ ...pack, ...key }, quantity)],
    },
  })
  work.addItem(pack)
  work.touch(taken!.key, `-${quantity}`, event, { says: false })
  work.touch(key, quantity, event)
  work.link(taken!.key, key, quantity, event)
  work.addList(event, pieces)
  if (children.length) await contain(work, event, children, pack, 'in')
  await work.flush()
  record(ctx, 'batch.packed', {
    about: key.holdingId,
    eventId: event.eventId,
    data: { inputs: [holdingId], outputs: [key.holdingId], pieces: pieces.length },
  })
  return { eventId: event.eventId, batch: madeOf(work.holding(key), quantity) }
}

async function refusePacked(tx: Tx, homeId: string, children: readonly ItemKey[]): Promise<void> {
  if (!children.length) return
  const inside = await tx
    .selectFrom('trace.contained')
    .select('childId')
    .where('homeId', '=', homeId)
    .where(sql<boolean>`child_id = any(${children.map((c) => c.itemId)}::uuid[])`)
    .where('toTime', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (inside) throw new AppError('conflict', 'pack.piece_already_packed', { itemId: inside.childId })
}

/** Opens a sealed pack without listed pieces, all or in part: the goods become a batch again, under a new code. */
export async function unpackSealed(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; quantity?: string | undefined },
): Promise<MadeOne> {
  const work = new Work(ctx)
  const [facts] = await requireFacts(ctx.db, work.partyId, [input.holdingId])
  if (facts!.kind !== 'pack') throw new AppError('conflict', 'unpack.not_a_pack', { code: facts!.code })
  const pieces = await ctx.db
    .selectFrom('trace.contained')
    .select('childId')
    .where('homeId', '=', facts!.homeId)
    .where('parentId', '=', facts!.itemId)
    .where('toTime', 'is', null)
    .limit(1)
    .execute()
  if (pieces.length) throw new AppError('conflict', 'unpack.by_piece', { code: facts!.code })
  const [code] = await issueCodes(ctx, [{ kind: 'batch', partyId: work.partyId }])
  const item = sameGoods(work.partyId, code!, facts!)
  const { holdingId, quantity } = input
  const taken = await takeInputs(work, [{ holdingId, quantity }], [item], input.eventTime)
  const goods = [{ item, quantity: taken[0]!.quantity }]
  const { eventId, batches } = await finish(work, 'unpack', input, taken, goods, 'batch.unpacked')
  return { eventId, batch: batches[0]! }
}

/**
 * Takes pieces out of a sealed pack: from now on each acts alone and has a holding. A hold on one piece stops that
 * piece only; its siblings come out free (core.md §5).
 */
export async function unpackPieces(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; pieces: string[] },
): Promise<MadeMany> {
  const { holdingId, pieces, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  const [pack] = await requireFacts(ctx.db, work.partyId, [holdingId])
  if (pack!.kind !== 'pack') throw new AppError('conflict', 'unpack.not_a_pack', { code: pack!.code })
  checkPieces(pieces, String(pieces.length), pack!.unit)
  const items = pieces.map((identifier): Item => {
    const { itemId } = pieceItem(pack!.homeId, identifier)
    return { ...factsOnly(pack!), itemId, identifier, kind: 'piece', code: null }
  })
  await lockItems(ctx.db, items)
  const inside = await ctx.db
    .selectFrom('trace.contained')
    .select('childId')
    .where('homeId', '=', pack!.homeId)
    .where(sql<boolean>`child_id = any(${items.map((i) => i.itemId)}::uuid[])`)
    .where('parentId', '=', pack!.itemId)
    .where('toTime', 'is', null)
    .execute()
  const missing = items.find((i) => !inside.some((c) => c.childId === i.itemId))
  if (missing) throw new AppError('conflict', 'unpack.not_inside', { piece: missing.identifier, code: pack!.code })
  const make = items.map((item) => ({
    partyId: work.partyId,
    item,
    regime: 'governed' as const,
    basis: 'own' as const,
    beganAt: eventTime,
  }))
  const source = { partyId: work.partyId, holdingId }
  await work.take({ make, lock: [source] })
  work.checkTime(eventTime, [source])
  for (const i of items) work.checkHeld(source, i.itemId)
  work.checkEnough(source, String(items.length))
  const event = work.event({
    kind: 'unpack',
    step,
    sector: pack!.sector,
    eventTime,
    place,
    disposition: 'active',
    body: { fields, inputs: [goodsOf(pack!, String(items.length))], pieces },
  })
  work.touch(source, `-${items.length}`, event, { says: false })
  for (const item of items) {
    const key = keyOf(work.partyId, item)
    work.addItem(item, pack!)
    work.touch(key, '1', event)
    work.link(source, key, '1', event)
  }
  await contain(work, event, items, pack!, 'out')
  await work.flush()
  record(ctx, 'batch.unpacked', {
    about: holdingId,
    eventId: event.eventId,
    data: { inputs: [holdingId], pieces: items.length },
  })
  const batches = items.map((i) => madeOf(work.holding(keyOf(work.partyId, i)), '1'))
  return { eventId: event.eventId, batches }
}

const factsOnly = ({ homeId, productId, productName, classCode, sector, profile, unit, madeOn }: ItemFacts) => ({
  ...{ homeId, productId, productName, classCode, sector, profile, unit, madeOn },
})

/** An open pack: a new one with a code, one made before, or a crate or pallet of one's own by its number. */
export type OpenPack = 'new' | { holdingId: string } | { assetNo: string }

/**
 * Puts batches into an open pack. They keep their holdings: being inside is an interval and no link, so that tracing
 * one of them never reaches its neighbours in the crate (core.md §2).
 */
export const packOpen = (
  ctx: CommandCtx,
  input: EventDetails & { pack: OpenPack; contents: string[] },
): Promise<EventMade & { pack: HoldingKey & { code: string | null } }> => openPacking(ctx, input, 'in')

/** Takes batches out of an open pack. Goods on hold may be taken out: it moves nothing and helps to set them apart. */
export const unpackOpen = (
  ctx: CommandCtx,
  input: EventDetails & { pack: Exclude<OpenPack, 'new'>; contents: string[] },
): Promise<EventMade & { pack: HoldingKey & { code: string | null } }> => openPacking(ctx, input, 'out')

async function openPacking(
  ctx: CommandCtx,
  input: EventDetails & { pack: OpenPack; contents: string[] },
  what: 'in' | 'out',
): Promise<EventMade & { pack: HoldingKey & { code: string | null } }> {
  const { contents, eventTime, step, place, fields } = input
  const work = new Work(ctx)
  if (new Set(contents).size < contents.length) throw new AppError('invalid', 'batch.taken_twice')
  const children = await requireFacts(ctx.db, work.partyId, contents)
  const { item, isNew, isAsset } = await openPackItem(ctx, work, input.pack, children[0]!)
  await lockItems(ctx.db, children)
  const packKey = keyOf(work.partyId, item)
  if (contents.includes(packKey.holdingId)) throw new AppError('invalid', 'pack.into_itself')
  const made = { partyId: work.partyId, item, regime: 'governed' as const, basis: 'own' as const, beganAt: eventTime }
  await work.take({ make: isNew && !isAsset ? [made] : [], lock: isAsset ? children : [...children, packKey] })
  work.checkTime(eventTime, children)
  if (what === 'in') for (const c of children) work.checkHeld(c)
  const event = work.event({
    kind: what === 'in' ? 'pack' : 'unpack',
    step,
    sector: item.sector,
    eventTime,
    place,
    disposition: 'active',
    body: {
      fields,
      pack: { homeId: item.homeId, itemId: item.itemId, code: item.code },
      contents: children.map((c) => goodsOf(c, work.holding(c).quantity)),
    },
  })
  if (isNew) work.addItem(item)
  for (const c of children) work.touch(c, '0', event)
  if (!isAsset) work.touch(packKey, '0', event)
  else
    work.add('itemEvent', {
      homeId: item.homeId,
      itemId: item.itemId,
      eventTime,
      eventId: event.eventId,
      partyId: work.partyId,
      holdingId: null,
      eventParty: work.partyId,
    })
  const inside = await contain(work, event, children, item, what)
  await refoldContent(work, children, inside)
  await work.flush()
  record(ctx, what === 'in' ? 'batch.packed' : 'batch.unpacked', {
    about: packKey.holdingId,
    eventId: event.eventId,
    data: { contents },
  })
  return { eventId: event.eventId, pack: { ...packKey, code: item.code } }
}

async function openPackItem(
  ctx: CommandCtx,
  work: Work,
  pack: OpenPack,
  like: ItemFacts,
): Promise<{ item: Item; isNew: boolean; isAsset: boolean }> {
  const empty = { productId: null, productName: null, classCode: null, profile: null, madeOn: null, unit: 'box' }
  const { sector } = like
  const { partyId } = work
  if (pack === 'new') {
    const code = (await issueCodes(ctx, [{ kind: 'batch', partyId }]))[0]!
    const names = { code, identifier: identifierOf(code), itemId: itemIdOf(code) }
    return { item: { ...empty, ...names, homeId: partyId, kind: 'pack', sector }, isNew: true, isAsset: false }
  }
  if ('assetNo' in pack) {
    const identifier = `asset/${partyId}/${pack.assetNo}`
    const names = { code: null, identifier, itemId: stableId(identifier) }
    return { item: { ...empty, ...names, homeId: partyId, kind: 'asset', sector }, isNew: true, isAsset: true }
  }
  const [facts] = await requireFacts(ctx.db, partyId, [pack.holdingId])
  if (facts!.kind !== 'pack' || facts!.productId !== null)
    throw new AppError('conflict', 'pack.not_open', { code: facts!.code })
  return { item: { ...facts!, identifier: '' }, isNew: false, isAsset: false }
}
