import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import { heldAmong } from './queries.ts'
import type { FoundItem, findItems } from './schema.ts'
import { findByCode } from './start.ts'

/** `%` and `_` in what a person typed are only characters. */
const likeText = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/**
 * Batches of the actor's jurisdiction (division × sector), or its own: by code, product, holder, date of making.
 * Newest first; the cursor is the last row's record time and id.
 */
export async function listItems(db: Db, actor: Actor, f: Input<typeof findItems>): Promise<Output<typeof findItems>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const coded = f.code === undefined ? undefined : await findByCode(db, actor, f.code)
  if (coded?.length === 0) return { items: [], nextCursor: null }
  const conditions = [
    rowsInScope(actor, 'h.partyId', 'h.sector'),
    sql`h.kind <> 'mix'`,
    ...(coded
      ? [
          sql`h.party_id = any(${coded.map((c) => c.partyId)}::uuid[]) and h.holding_id = any(${coded.map((c) => c.holdingId)}::uuid[])`,
        ]
      : []),
    ...(f.product ? [sql`h.product_name ilike ${`%${likeText(f.product.normalize('NFKC'))}%`}`] : []),
    ...(f.classCode ? [sql`h.class_code like ${`${likeText(f.classCode)}%`}`] : []),
    ...(f.partyId ? [sql`h.party_id = ${f.partyId}`] : []),
    ...(f.madeFrom ? [sql`h.made_on >= ${f.madeFrom}::date`] : []),
    ...(f.madeTo ? [sql`h.made_on <= ${f.madeTo}::date`] : []),
    ...(after ? [sql`(h.created_at, h.holding_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
  ]
  const { rows } = await sql<Omit<FoundItem, 'partyName' | 'held'>>`
    select h.party_id, h.holding_id, h.kind, h.code, h.product_name, h.sector, h.quantity, h.unit, h.made_on, h.place,
      h.disposition, h.created_at
    from trace.holding h
    where ${sql.join(conditions, sql` and `)}
    order by h.created_at desc, h.holding_id desc
    limit ${f.limit + 1}`.execute(db)
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.createdAt, r.holdingId])
  const names = await partyNames(
    db,
    items.map((i) => i.partyId),
  )
  const held = await heldAmong(db, items)
  return {
    items: items.map((i) => ({ ...i, partyName: names.get(i.partyId)?.name ?? null, held: held.has(i.holdingId) })),
    nextCursor,
  }
}
