import { sql } from 'kysely'
import { compare } from '../../kernel/quantity.ts'
import type { CodeState } from '../../kernel/rule.ts'
import { arrayText } from '../../platform/array.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { stableId } from '../../platform/id.ts'
import type { RecordEffect, RecordedEvent } from '../production/index.ts'
import { bringBack, requireFacts, swapInside, unscopedRanges, useUp } from '../trace/index.ts'
import { actAlone, countIn, namedOf } from './acting.ts'
import { type Found, type Holder, holderOf, standingOf, unscopedCodes } from './code/lookup.ts'
import { codesNamed, effectOf, groupByTop, judgeRows, pieceIdentifier, stateAfter } from './rules.ts'
import { WrongRows, writeCodes } from './upload/write.ts'

/**
 * What a recorded event does to the codes it names: brings them on record, uses them up, voids them, sends them along with
 * their goods, hands them to a person and takes them back. By what the event does to goods, whatever the chain.
 */
export const serialRecordEffect: RecordEffect = { name: 'serial', follow }

type Made = RecordedEvent & { schemes: readonly string[] }
type Known = Found & { traceEvent?: string; was?: { homeId: string; itemId: string } }

async function follow(ctx: CommandCtx, recorded: RecordedEvent): Promise<void> {
  const { event, values, targets, profile } = recorded
  const schemes = profile.codeSchemes
  if (!schemes?.length) return
  const typed = codesNamed(event, values, targets)
  if (!typed.length) return
  const made: Made = { ...recorded, schemes }
  const effect = effectOf(event)
  if (effect === 'make') return bring(ctx, made, typed)
  const found = await standingOf(ctx.db, await unscopedCodes(ctx.db, typed, schemes))
  if (!found.length) return
  const known: readonly Known[] =
    effect === 'use' || effect === 'void'
      ? await spend(ctx, made, found, effect)
      : effect === 'send'
        ? await send(ctx, made, found)
        : effect === 'back'
          ? await takeBack(ctx, made, found)
          : effect === 'replace'
            ? await replace(ctx, made, found)
            : found
  await noteFacts(ctx, made, known, stateAfter(effect))
}

const detailsOf = ({ happenedAt, event }: Made) => ({ eventTime: happenedAt, step: event.step })

/** The goods of the acting party that an event is about. */
const goodsOf = (made: Made): Set<string> =>
  new Set([...made.holdingIds, ...(made.goods ?? []).map((g) => g.holdingId)])

/** The holding of these goods that a code is counted in, though all of it may just have left. */
const amongGoods = (f: Found, goods: ReadonlySet<string>): Holder | undefined =>
  f.holders.find((h) => goods.has(h.holdingId))

/** Codes that come on record with the goods they are on. */
async function bring(ctx: CommandCtx, made: Made, typed: readonly string[]): Promise<void> {
  const [holdingId] = made.holdingIds
  if (holdingId === undefined) return
  const [batch] = await requireFacts(ctx.db, ctx.actor.partyId, [holdingId])
  const rows = typed.map((code, i) => ({ line: i + 1, code, parent: '', level: '' }))
  const { columns, problems } = judgeRows(rows, made.schemes, false)
  if (problems.length) throw refusedCode(problems[0]!)
  const itemId = columns.identifier.map(stableId)
  try {
    await writeCodes(
      ctx,
      { rows: rows.length, columns: { ...columns, itemId }, grouped: groupByTop(columns), problems: [], wrong: 0 },
      {
        ...{ holdingId, batch: batch!, uploadId: made.recordId, happenedAt: made.happenedAt, fields: {} },
        // whoever buys from outside the platform did not make the codes
        foreign: made.event.step !== 'commissioning',
      },
      async () => {},
    )
  } catch (err) {
    throw err instanceof WrongRows ? refusedCode(err.problems[0]!) : err
  }
  const ranges = await unscopedRanges(
    ctx.db,
    columns.ranges.map((r) => r.key),
  )
  const keys = columns.code.map((code, i) => ({
    homeId: ranges.get(columns.ranges[columns.range[i]!]!.key)!.homeId,
    code,
  }))
  await noteFacts(ctx, made, keys, null)
}

/** What is wrong with a code that a form names, as a refusal of the form. */
const refusedCode = ({ reason, code, details }: { reason: string; code: string; details?: object }): AppError =>
  new AppError('conflict', reason.replace('serial.row.', 'serial.code.'), { ...details, code })

/**
 * Things are used up or destroyed. An event about pieces takes what the party has of them out of whatever they are in; one
 * about goods has used up its goods already, and names which: a case only as a whole.
 */
async function spend(
  ctx: CommandCtx,
  made: Made,
  found: readonly Found[],
  effect: 'use' | 'void',
): Promise<readonly Known[]> {
  if (made.event.object !== 'piece') {
    const goods = goodsOf(made)
    for (const f of found) {
      const holder = amongGoods(f, goods)
      if (!holder) throw new AppError('conflict', 'serial.other_goods', { code: f.typed })
      if (f.at.how === 'pack' && compare(holder.quantity, '0') > 0)
        throw new AppError('conflict', 'serial.break_first', { code: f.typed })
    }
    await refuseMore(ctx, made, found)
    return found
  }
  const { partyId } = ctx.actor
  // what is used already, or with somebody else, is told by the rules and counts nothing here
  const having = found.flatMap((f) => {
    const holder = holderOf(f.holders, partyId)
    const alive = f.state === 'active' || f.state === 'in' || f.state === 'out'
    return holder?.partyId === partyId && alive ? [{ ...f, holder }] : []
  })
  if (!having.length) return found
  const { holdingIds } = await actAlone(ctx, having, made.schemes, detailsOf(made))
  const { eventId } = await useUp(ctx, {
    ...detailsOf(made),
    kind: effect === 'use' ? 'consume' : 'destroy',
    holdingIds,
  })
  const acted = new Set(having.map((f) => f.itemId))
  return found.map((f) => (acted.has(f.itemId) ? { ...f, traceEvent: eventId } : f))
}

/**
 * More things than goods: the list does not fit the quantity. A case that is the goods themselves is as many as they are,
 * and what is in it is not counted: it may be a hundred thousand.
 */
async function refuseMore(ctx: CommandCtx, made: Made, found: readonly Found[]): Promise<void> {
  const goods = goodsOf(made)
  const own = new Set(found.flatMap((f) => (f.at.how === 'own' ? [amongGoods(f, goods)?.holdingId] : [])))
  const moved = (made.goods ?? []).flatMap((g) => (own.has(g.holdingId) ? [] : [g.moved]))
  if (!moved.length || moved.some((m) => m === undefined)) return
  const counted = found.filter((f) => f.at.how !== 'own')
  const things = await namedOf(ctx, counted, made.schemes)
  const inside = new Set(counted.map((f) => f.itemId))
  const pieces = things.reduce(
    (n, t, i) => (counted[i]!.parents.some((p) => inside.has(p.itemId)) ? n : n + Number(t.quantity)),
    0,
  )
  const available = moved.reduce((n, m) => n + Number(m), 0)
  if (pieces > available)
    throw new AppError('conflict', 'serial.more_codes_than_goods', { pieces, available, unit: '' })
}

/** Pieces that were counted in a batch are from now on counted in the batch that is on its way. */
async function send(ctx: CommandCtx, made: Made, found: readonly Found[]): Promise<readonly Known[]> {
  const goods = goodsOf(made)
  for (const f of found)
    if (!amongGoods(f, goods))
      throw new AppError('conflict', f.at.how === 'pack' ? 'serial.break_first' : 'serial.other_goods', {
        code: f.typed,
      })
  await refuseMore(ctx, made, found)
  const sources = new Set((made.goods ?? []).map((g) => g.holdingId))
  const sent = made.holdingIds.find((id) => !sources.has(id))
  if (sent === undefined) return found
  const [lot] = await requireFacts(ctx.db, ctx.actor.partyId, [sent])
  const loose = found.filter((f) => f.at.how === 'lot')
  await countIn(ctx, loose, lot!)
  return found.map((f) => (f.at.how === 'lot' ? { ...f, was: f.at } : f))
}

/** A customer brings back what was sold: it is in the stock again, on that person's word. */
async function takeBack(ctx: CommandCtx, made: Made, found: readonly Found[]): Promise<readonly Known[]> {
  const gone = found.filter((f) => f.state === 'used' && !holderOf(f.holders) && f.batchHome && f.batchId)
  if (!gone.length) return found
  const items = new Map<string, Awaited<ReturnType<typeof batchFacts>>>()
  const things = []
  for (const [i, thing] of (await namedOf(ctx, gone, made.schemes)).entries()) {
    const { batchHome, batchId } = gone[i]!
    const key = `${batchHome} ${batchId}`
    if (!items.has(key)) items.set(key, await batchFacts(ctx, batchHome!, batchId!))
    things.push({ ...thing, like: items.get(key)! })
  }
  const { eventId } = await bringBack(ctx, { ...detailsOf(made), things })
  const back = new Set(gone.map((f) => f.itemId))
  return found.map((f) => (back.has(f.itemId) ? { ...f, traceEvent: eventId } : f))
}

async function batchFacts({ db }: CommandCtx, homeId: string, itemId: string) {
  const item = await db
    .selectFrom('trace.item')
    .select([
      'homeId',
      'itemId',
      'code',
      'productId',
      'productName',
      'classCode',
      'sector',
      'profile',
      'unit',
      'madeOn',
    ])
    .where('homeId', '=', homeId)
    .where('itemId', '=', itemId)
    .executeTakeFirstOrThrow()
  return { ...item, kind: 'batch' as const }
}

/** A code that cannot be read is void; another takes its place, in the same pack or the same batch. */
async function replace(ctx: CommandCtx, made: Made, found: readonly Found[]): Promise<readonly Known[]> {
  const typed = made.values['new_code']
  const [old] = found
  if (typeof typed !== 'string' || found.length !== 1 || !old) throw new AppError('invalid', 'serial.replace_one')
  const piece = pieceIdentifier(typed, made.schemes)
  if (!piece) throw refusedCode({ reason: 'serial.row.not_a_code', code: typed })
  const holder = holderOf(old.holders, ctx.actor.partyId)
  if (old.at.how === 'own' || holder?.partyId !== ctx.actor.partyId)
    throw new AppError('conflict', 'serial.replace_in_stock', { code: old.typed })
  if (old.state !== 'active' && old.state !== 'in')
    throw new AppError('conflict', 'serial.replace_in_stock', { code: old.typed })
  const itemId = stableId(piece.identifier)
  const range = (await unscopedRanges(ctx.db, [piece.namespace])).get(piece.namespace)
  if (range?.homeId !== old.homeId) throw refusedCode({ reason: 'serial.row.other_home', code: typed })
  const { numAffectedRows } = await sql`
    insert into serial.code (home_id, code, item_id, scheme, level, maker_id, batch_home, batch_id, lot_home, lot_id,
      upload_id, created_at)
    values (${old.homeId}::uuid, ${piece.code}, ${itemId}::uuid, ${piece.scheme}, ${old.level}, ${old.makerId}::uuid,
      ${old.batchHome}::uuid, ${old.batchId}::uuid, ${old.lotHome}::uuid, ${old.lotId}::uuid, ${made.recordId}::uuid,
      ${ctx.now}::timestamptz)
    on conflict do nothing`.execute(ctx.db)
  if (!Number(numAffectedRows)) throw refusedCode({ reason: 'serial.row.on_record', code: typed })
  if (old.level > 1) throw new AppError('conflict', 'serial.replace_piece', { code: old.typed })
  const [parent] = old.parents
  const moved = parent
    ? await swapInside(ctx, {
        ...detailsOf(made),
        holdingId: holder.holdingId,
        left: { homes: [old.homeId], ids: [old.itemId], parentHomes: [parent.homeId], parentIds: [parent.itemId] },
        put: { homes: [old.homeId], ids: [itemId], parentHomes: [parent.homeId], parentIds: [parent.itemId] },
      })
    : undefined
  await noteFacts(ctx, made, [{ homeId: old.homeId, code: piece.code }], null)
  return [{ ...old, ...(moved ? { traceEvent: moved.eventId } : {}) }]
}

/** Notes an event at each of its codes, with the state it leaves them in. */
async function noteFacts(
  ctx: CommandCtx,
  { recordId, profile, event, happenedAt }: RecordedEvent,
  codes: readonly (Pick<Found, 'homeId' | 'code'> & Pick<Known, 'traceEvent' | 'was'>)[],
  state: CodeState | null,
): Promise<void> {
  const uuids = (list: readonly (string | undefined)[]) => arrayText(list, true)
  await sql`
    insert into serial.code_fact (home_id, code, happened_at, party_id, record_id, profile, event, state, trace_event,
      was_home, was_id, recorded_at)
    select u.home_id, u.code, ${happenedAt}::timestamptz, ${ctx.actor.partyId}::uuid, ${recordId}::uuid, ${profile.id},
      ${event.id}, ${state}, u.trace_event, u.was_home, u.was_id, ${ctx.now}::timestamptz
    from unnest(${uuids(codes.map((c) => c.homeId))}::uuid[], ${arrayText(
      codes.map((c) => c.code),
      false,
    )}::text[], ${uuids(codes.map((c) => c.traceEvent))}::uuid[], ${uuids(codes.map((c) => c.was?.homeId))}::uuid[],
      ${uuids(codes.map((c) => c.was?.itemId))}::uuid[]) as u (home_id, code, trace_event, was_home, was_id)
    on conflict do nothing`.execute(ctx.db)
}
