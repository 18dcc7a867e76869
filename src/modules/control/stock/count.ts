import { type SqlBool, sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { normalise, subtract } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { partyNames, requireParty, rowsInScope } from '../../identity/index.ts'
import type { RecordedEvent } from '../../production/index.ts'
import { countOf, textOf } from '../rules.ts'
import { stockFact, unscopedBook } from './book.ts'
import type { getBook, listCounts } from './schema.ts'

/** Keeps a count with the book that the platform reckoned for its time. */
export async function keepCount(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const count = countOf(made.profile, made.event.id)
  const counted = count && textOf(made.values[count.counted])
  const variety = count && textOf(made.values[count.variety])
  if (!count || counted === undefined || variety === undefined) return
  const stock = await stockFact(ctx.db, made)
  await ctx.db
    .insertInto('control.count')
    .values({
      ...{ partyId: made.partyId, recordId: made.recordId, profile: made.profile.id, sector: made.profile.sector },
      ...{ store: textOf(made.values[count.store]) ?? null, variety, typed: textOf(made.values[count.book]) ?? null },
      ...{ book: stock?.book ?? null, unit: stock?.unit ?? null, counted },
      ...{ countedOn: made.happenedOn, happenedAt: made.happenedAt, recordedAt: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** A count was declared an error. */
export async function voidCount(ctx: CommandCtx, partyId: string, recordId: string): Promise<void> {
  await ctx.db
    .updateTable('control.count')
    .set({ voidedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('recordId', '=', recordId)
    .where('voidedAt', 'is', null)
    .execute()
}

/** What a unit that the reader may see is to have in its store now, an agency of its own sectors. @throws not_found `party.not_found` */
export async function bookOf(
  db: Db,
  actor: Actor,
  { partyId = actor.partyId, profile }: Input<typeof getBook>,
  now: string,
): Promise<Output<typeof getBook>> {
  await requireParty(db, actor, partyId)
  const sector = profiles.find((p) => p.id === profile)?.sector
  // as `rowsInScope`: a unit may be in several sectors, and be seen for another
  const hidden = actor.kind === 'agency' && !actor.sectors.some((s) => s === sector)
  return { at: now, lines: hidden ? [] : await unscopedBook(db, partyId, profile, now) }
}

/** Counts of units this person may see, in its sectors, the latest first. */
export async function findCounts(
  db: Db,
  actor: Actor,
  f: Input<typeof listCounts>,
): Promise<Output<typeof listCounts>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await db
    .selectFrom('control.count as c')
    .select(['c.partyId', 'c.recordId', 'c.profile', 'c.sector', 'c.store', 'c.variety', 'c.typed', 'c.book'])
    .select(['c.counted', 'c.unit', 'c.countedOn', 'c.happenedAt', 'c.voidedAt'])
    .where(rowsInScope(actor, 'c.partyId', 'c.sector'))
    .$if(f.partyId !== undefined, (q) => q.where('c.partyId', '=', f.partyId!))
    .$if(f.profile !== undefined, (q) => q.where('c.profile', '=', f.profile!))
    .$if(f.differs !== undefined, (q) => q.where(sql<SqlBool>`c.book <> c.counted and c.voided_at is null`))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(c.happened_at, c.record_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('c.happenedAt', 'desc')
    .orderBy('c.recordId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.happenedAt, r.recordId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map(({ voidedAt, ...r }) => ({
      ...r,
      partyName: names.get(r.partyId)?.name ?? '',
      typed: r.typed && normalise(r.typed),
      book: r.book && normalise(r.book),
      counted: normalise(r.counted),
      difference: r.book === null ? null : subtract(r.counted, r.book),
      voided: voidedAt !== null,
    })),
    nextCursor,
  }
}
