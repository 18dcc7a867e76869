import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { HoldState } from './rules.ts'

/** The actor's own party's decisions that are not lifted, of the sectors the actor works on. */
const inForceOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('trace.hold as h')
    .where('h.partyId', '=', actor.partyId)
    .where('h.state', '<>', 'lifted')
    .where(sql<boolean>`(h.sector is null or h.sector = any(${[...actor.sectors]}::text[]))`)

export type HoldInForce = {
  issuerId: string
  holdId: string
  state: Exclude<HoldState, 'lifted'>
  source: string
  reason: string
  roots: number
  productName: string | null
  code: string | null
  placedAt: string
}

/** Holds that the actor's party has in force, oldest first, after a time and id. */
export async function holdsInForce(
  db: Db,
  actor: Actor,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<HoldInForce[]> {
  const rows = await inForceOf(db, actor)
    .select(['h.partyId as issuerId', 'h.holdId', 'h.state', 'h.source', 'h.reason', 'h.roots', 'h.productName'])
    .select(['h.rootCode as code', 'h.placedAt'])
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(h.placed_at, h.hold_id) > (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('h.placedAt')
    .orderBy('h.holdId')
    .limit(limit)
    .execute()
  return rows as HoldInForce[]
}

/** How many there are. */
export async function countHoldsInForce(db: Db, actor: Actor): Promise<number> {
  const row = await inForceOf(db, actor)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
