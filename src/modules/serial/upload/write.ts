import { sql } from 'kysely'
import { compare } from '../../../kernel/quantity.ts'
import { arrayText } from '../../../platform/array.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { firstEverPacked, type InsideColumns, openRanges, requireFacts, sealPacks } from '../../trace/index.ts'
import { MOST_SEALED, PROBLEMS_KEPT, type RowProblem } from '../rules.ts'
import type { Prepared } from './prepare.ts'

/** What a file is for. */
export type Target = {
  holdingId: string | null
  batch: { homeId: string; itemId: string } | null
  /** The upload, or the record of the event that brings the codes on record. */
  uploadId: string
  happenedAt: string
  /** Codes of somebody else, met here first: their ranges are not claimed. */
  foreign?: boolean
  /** What stands in the events that seal: the profile. */
  fields: Record<string, unknown>
}

/** Something is wrong with lines of the file: thrown, so that nothing of it stays. */
export class WrongRows extends Error {
  readonly problems: RowProblem[]
  readonly count: number
  constructor(problems: RowProblem[], count = problems.length) {
    super('wrong rows')
    this.problems = problems
    this.count = count
  }
}

export type Written = { pieces: number; packs: number; sealed: number; homes: string[] }

/** Rows of a statement at most. */
const ROWS = 10_000

/**
 * Writes all of a file, in the caller's transaction: ranges, codes, and the packs with what is in them.
 * `told` hears how many codes are written. @throws WrongRows, and what trace refuses
 */
export async function writeCodes(
  ctx: CommandCtx,
  { columns, grouped }: Prepared,
  target: Target,
  told: (written: number) => Promise<void>,
): Promise<Written> {
  const homes = await homesOf(ctx, columns, target)
  const [pieces, packs] = count(columns.level)
  if (target.holdingId) await checkGoods(ctx, target.holdingId, pieces, grouped.tops.length)
  await insertCodes(ctx, columns, homes, target, told)
  if (target.holdingId && grouped.tops.length) {
    const { tops, inside, ends } = grouped
    const home = (i: number) => homes[columns.range[i]!]!
    const within: InsideColumns = {
      homes: inside.map(home),
      ids: inside.map((i) => columns.itemId[i]!),
      parentHomes: inside.map((i) => home(columns.parent[i]!)),
      parentIds: inside.map((i) => columns.itemId[columns.parent[i]!]!),
    }
    await refuseEverPacked(ctx.db, columns, inside, within)
    await sealPacks(ctx, {
      holdingId: target.holdingId,
      eventTime: target.happenedAt,
      step: 'packing',
      fields: target.fields,
      packs: tops.map((i, n) => ({
        homeId: home(i),
        itemId: columns.itemId[i]!,
        identifier: columns.identifier[i]!,
        code: columns.code[i]!,
        kind: 'pack',
        quantity: String(grouped.pieces[n]),
      })),
      inside: within,
      ends,
      list: inside.map((i) => columns.identifier[i]!),
    })
  }
  return { pieces, packs, sealed: grouped.tops.length, homes: [...new Set(homes)] }
}

const count = (levels: readonly number[]): [pieces: number, packs: number] => {
  const pieces = levels.reduce((n, l) => (l === 1 ? n + 1 : n), 0)
  return [pieces, levels.length - pieces]
}

/** Homes of the ranges, by their index. What is in a pack is looked for at the pack's home, so both must be there. */
async function homesOf(ctx: CommandCtx, columns: Prepared['columns'], target: Target): Promise<string[]> {
  const ranges = await openRanges(ctx, columns.ranges, { foreign: target.foreign ?? false })
  const known = columns.ranges.map((r) => ranges.get(r.key)!)
  const others = new Set(known.flatMap((r, i) => (r.ownerId !== null && r.ownerId !== ctx.actor.partyId ? [i] : [])))
  refuseLines(columns, (i) => (others.has(columns.range[i]!) ? 'serial.row.range_of_another' : undefined))
  const home = (i: number) => known[columns.range[i]!]!.homeId
  if (target.batch)
    refuseLines(columns, (i) => {
      const parent = columns.parent[i]!
      return parent >= 0 && home(i) !== home(parent) ? 'serial.row.other_home' : undefined
    })
  return known.map((r) => r.homeId)
}

function refuseLines(columns: Prepared['columns'], wrong: (i: number) => string | undefined): void {
  const problems: RowProblem[] = []
  let all = 0
  for (let i = 0; i < columns.code.length; i++) {
    const reason = wrong(i)
    if (reason === undefined) continue
    all++
    if (problems.length < PROBLEMS_KEPT) problems.push({ line: columns.line[i]!, code: columns.code[i]!, reason })
  }
  if (all) throw new WrongRows(problems, all)
}

/** Said before anything is written: it would be refused anyway. */
async function checkGoods(ctx: CommandCtx, holdingId: string, pieces: number, tops: number): Promise<void> {
  if (tops > MOST_SEALED) throw new AppError('invalid', 'serial.too_many_packs', { packs: tops, most: MOST_SEALED })
  await requireFacts(ctx.db, ctx.actor.partyId, [holdingId])
  const { quantity, reserved, unit } = await ctx.db
    .selectFrom('trace.holding')
    .select(['quantity', 'reserved', 'unit'])
    .where('partyId', '=', ctx.actor.partyId)
    .where('holdingId', '=', holdingId)
    .executeTakeFirstOrThrow()
  const available = Number(quantity) - Number(reserved)
  if (compare(String(pieces), String(available)) > 0)
    throw new AppError('conflict', 'serial.more_codes_than_goods', { pieces, available, unit })
}

/** Codes that nobody has on record; those that this party only issued become codes of the batch. */
async function insertCodes(
  ctx: CommandCtx,
  columns: Prepared['columns'],
  homes: readonly string[],
  target: Target,
  told: (written: number) => Promise<void>,
): Promise<void> {
  const { partyId } = ctx.actor
  const { batch, uploadId } = target
  // in one order for everybody: of two files with the same codes one waits for the other
  const order = columns.code.map((_, i) => i)
  order.sort((a, b) => (columns.code[a]! < columns.code[b]! ? -1 : 1))
  for (let from = 0; from < order.length; from += ROWS) {
    const some = order.slice(from, from + ROWS)
    const uuids = <T>(pick: (i: number) => T) => arrayText(some.map(pick), true)
    const texts = (pick: (i: number) => string) => arrayText(some.map(pick), false)
    const { numAffectedRows } = await sql`
      insert into serial.code (home_id, code, item_id, scheme, level, maker_id, batch_home, batch_id, lot_home, lot_id,
        upload_id, created_at)
      select u.home_id, u.code, u.item_id, u.scheme, u.level, ${partyId}::uuid, ${batch?.homeId ?? null}::uuid,
        ${batch?.itemId ?? null}::uuid, case when u.piece then ${batch?.homeId ?? null}::uuid end,
        case when u.piece then ${batch?.itemId ?? null}::uuid end, ${uploadId}::uuid, ${ctx.now}::timestamptz
      from unnest(${uuids((i) => homes[columns.range[i]!])}::uuid[], ${texts((i) => columns.code[i]!)}::text[],
        ${uuids((i) => columns.itemId[i])}::uuid[], ${texts((i) => columns.scheme[i]!)}::text[],
        ${uuids((i) => columns.level[i])}::smallint[],
        ${uuids((i) => columns.level[i] === 1)}::boolean[])
        as u (home_id, code, item_id, scheme, level, piece)
      on conflict (home_id, code) do update set batch_home = excluded.batch_home, batch_id = excluded.batch_id,
        lot_home = excluded.lot_home, lot_id = excluded.lot_id, level = excluded.level, upload_id = excluded.upload_id
      where code.batch_id is null and excluded.batch_id is not null and code.maker_id = excluded.maker_id`.execute(
      ctx.db,
    )
    if (Number(numAffectedRows) !== some.length) await refuseKnown(ctx.db, columns, homes, target)
    await told(from + some.length)
  }
}

/** Which lines have codes that were on record before this upload. */
async function refuseKnown(
  tx: Tx,
  columns: Prepared['columns'],
  homes: readonly string[],
  { uploadId }: Target,
): Promise<never> {
  const known = new Set<string>()
  for (let from = 0; from < columns.code.length; from += ROWS) {
    const codes = columns.code.slice(from, from + ROWS)
    const { rows } = await sql<{ code: string }>`
      select code from serial.code
      where home_id = any(${[...new Set(homes)]}::uuid[]) and code = any(${arrayText(codes, false)}::text[])
        and upload_id is distinct from ${uploadId}`.execute(tx)
    for (const r of rows) known.add(r.code)
  }
  refuseLines(columns, (i) => (known.has(columns.code[i]!) ? 'serial.row.on_record' : undefined))
  throw new AppError('conflict', 'serial.upload_failed')
}

async function refuseEverPacked(
  tx: Tx,
  columns: Prepared['columns'],
  inside: readonly number[],
  within: InsideColumns,
): Promise<void> {
  const childId = await firstEverPacked(tx, within)
  if (childId === undefined) return
  const at = inside.find((i) => columns.itemId[i] === childId)!
  throw new WrongRows([{ line: columns.line[at]!, code: columns.code[at]!, reason: 'serial.row.packed_before' }])
}

/** How far a job has come, for who looks at it: apart from its transaction. */
export async function sayProgress(
  db: Db,
  partyId: string,
  uploadId: string,
  set: { state: 'reading' | 'writing'; rowsTotal?: number; rowsWritten?: number },
): Promise<void> {
  await db
    .updateTable('serial.upload')
    .set(set)
    .where('partyId', '=', partyId)
    .where('uploadId', '=', uploadId)
    .where('finishedAt', 'is', null)
    .execute()
}
