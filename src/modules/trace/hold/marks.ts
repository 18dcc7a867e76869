import { sql } from 'kysely'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { record } from '../../../platform/journal.ts'
import { byParty, type HoldingKey, inLockOrder, isForeign, textOf } from '../work/holding.ts'
import { carriedPiece, type HoldScope, type HoldState } from './rules.ts'

/** Where a hold has come to, and whether only for one piece of a pack. */
export type Reached = HoldingKey & { pieceId: string | null }

/** The decision that a mark belongs to, as the job reads it. */
export type HoldRow = { partyId: string; holdId: string; state: HoldState; scope: HoldScope }

const keyColumns = (keys: readonly HoldingKey[]) =>
  sql`unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.holdingId)}::uuid[]) as k (party_id, holding_id)`

/**
 * Open marks of holdings, by primary key: for the public page, lists and traces. A mark with `pieceId` stops that
 * piece, and the pack as a whole. `issuerId` and `holdId` name the decision.
 */
export async function openMarks(
  db: Db | Tx,
  holdings: readonly HoldingKey[],
): Promise<(Reached & { holdId: string; issuerId: string; placedAt: string })[]> {
  if (!holdings.length) return []
  const { rows } = await sql<Reached & { holdId: string; issuerId: string; placedAt: string }>`
    select m.party_id, m.holding_id, m.piece_id, m.hold_id, m.hold_party as issuer_id, m.placed_at
    from ${keyColumns(holdings)}
    join trace.held m on m.party_id = k.party_id and m.holding_id = k.holding_id
    where m.lifted_at is null`.execute(db)
  return rows
}

/** Where goods in these holdings went, each place once, with what of the mark goes there; about `most` at most. */
export async function outputsOf(db: Db | Tx, marks: readonly Reached[], most?: number): Promise<Reached[]> {
  const whole = marks.filter((m) => m.pieceId === null)
  const outputs = new Map<string, Reached>()
  if (whole.length) {
    const { rows } = await sql<HoldingKey>`
      select distinct l.out_party as party_id, l.out_holding as holding_id
      from ${keyColumns(whole)}
      join trace.link_f l on l.in_party = k.party_id and l.in_holding = k.holding_id
      where l.voided_by is null ${most === undefined ? sql`` : sql`limit ${most}`}`.execute(db)
    for (const r of rows) outputs.set(textOf(r), { ...r, pieceId: null })
  }
  for (const mark of marks) {
    if (mark.pieceId === null) continue
    // a piece leaves its pack at the pack's holder, so what it became is in the same shard
    const { rows } = await sql<HoldingKey & { sameItem: boolean; itemId: string | null }>`
      select distinct l.out_party as party_id, l.out_holding as holding_id, l.same_item, o.item_id
      from trace.link_f l
      left join trace.holding o on o.party_id = l.in_party and o.holding_id = l.out_holding
      where l.in_party = ${mark.partyId} and l.in_holding = ${mark.holdingId} and l.voided_by is null`.execute(db)
    for (const { partyId, holdingId, sameItem, itemId } of rows) {
      const carried = carriedPiece(mark.pieceId, { sameItem, toItem: itemId ?? '' })
      const key = { partyId, holdingId }
      if (carried && outputs.get(textOf(key))?.pieceId !== null) outputs.set(textOf(key), { ...key, ...carried })
    }
  }
  return [...outputs.values()]
}

/**
 * Everything that goods in `roots` went into, the roots first, level by level with plain reads: at most about `limit`
 * holdings (`complete` says whether that was all). It takes no locks: what moves meanwhile is the job's business.
 */
export async function reach(
  db: Db | Tx,
  roots: readonly Reached[],
  limit: number,
): Promise<{ reached: Reached[]; complete: boolean }> {
  const seen = new Map(roots.map((r) => [textOf(r), r]))
  let level = [...seen.values()]
  while (level.length) {
    if (seen.size >= limit) return { reached: [...seen.values()].slice(0, limit), complete: false }
    const next: Reached[] = []
    for (let i = 0; i < level.length; i += 5000)
      // no more than is needed to know that it is too much: a hub's holding may have gone to a hundred thousand
      for (const out of await outputsOf(db, level.slice(i, i + 5000), limit + seen.size)) {
        const earlier = seen.get(textOf(out))
        if (earlier && (earlier.pieceId === null || out.pieceId !== null)) continue
        seen.set(textOf(out), out)
        next.push(out)
      }
    level = next
  }
  return { reached: [...seen.values()], complete: true }
}

/**
 * Puts a hold on holdings that do not have it yet, in lock order; no lock of the holding is needed for that. What was
 * marked for one piece and is now meant as a whole has to be walked on from again; what was released stays released.
 * @returns the holdings that are marked now and were not before.
 */
export async function insertMarks(
  tx: Tx,
  hold: { partyId: string; holdId: string },
  marks: readonly Reached[],
  { expanded, at }: { expanded: boolean; at: string },
): Promise<HoldingKey[]> {
  if (!marks.length) return []
  const wanted = new Map(marks.map((m) => [textOf(m), m]))
  const sorted = inLockOrder(marks).map((k) => wanted.get(textOf(k))!)
  const { rows } = await sql<HoldingKey>`
    insert into trace.held (party_id, holding_id, hold_id, hold_party, piece_id, expanded, placed_at)
    select m.party_id, m.holding_id, ${hold.holdId}::uuid, ${hold.partyId}::uuid, m.piece_id, ${expanded}::boolean,
      ${at}::timestamptz
    from unnest(${sorted.map((m) => m.partyId)}::uuid[], ${sorted.map((m) => m.holdingId)}::uuid[],
      ${sorted.map((m) => m.pieceId)}::uuid[]) as m (party_id, holding_id, piece_id)
    on conflict (party_id, holding_id, hold_id) do update set piece_id = null, expanded = false
      where held.lifted_at is null and held.piece_id is not null and excluded.piece_id is null
    returning party_id, holding_id`.execute(tx)
  return rows
}

/** Locks holdings in the order in which everybody locks, one statement a party, as a cluster needs it. */
export async function lockMarked(tx: Tx, marks: readonly HoldingKey[]): Promise<void> {
  for (const [partyId, ids] of byParty(marks))
    await sql`select 1 from trace.holding where party_id = ${partyId} and holding_id = any(${ids}::uuid[])
      order by holding_id for no key update`.execute(tx)
}

/**
 * The twin of `lockMarked` on one node: locks those of the holdings that nobody else holds, in lock order, in one
 * statement, and waits for none. @returns the marks whose holdings are locked now.
 */
export async function lockFree(tx: Tx, marks: readonly Reached[]): Promise<Reached[]> {
  const { rows } = await sql<HoldingKey>`
    /* single node: its twin is lockMarked */
    select h.party_id, h.holding_id from ${keyColumns(marks)}
    join trace.holding h on h.party_id = k.party_id and h.holding_id = k.holding_id
    order by h.party_id, h.holding_id for no key update of h skip locked`.execute(tx)
  const locked = new Set(rows.map(textOf))
  return marks.filter((m) => locked.has(textOf(m)))
}

/**
 * The twin of `outputsOf` on one node, for marks on the whole of a holding: only the places that the hold has not come
 * to yet as a whole, and was not released from; `most` at most.
 */
export async function unmarkedOutputsOf(
  db: Db | Tx,
  holdId: string,
  marks: readonly HoldingKey[],
  most: number,
): Promise<Reached[]> {
  if (!marks.length) return []
  const { rows } = await sql<HoldingKey>`
    /* single node: its twin is outputsOf */
    select distinct l.out_party as party_id, l.out_holding as holding_id
    from ${keyColumns(marks)}
    join trace.link_f l on l.in_holding = k.holding_id and l.in_party = k.party_id
    where l.voided_by is null and not exists (
      select 1 from trace.held m where m.party_id = l.out_party and m.holding_id = l.out_holding and m.hold_id = ${holdId}
        and (m.piece_id is null or m.lifted_at is not null))
    limit ${most}`.execute(db)
  return rows.map((r) => ({ ...r, pieceId: null }))
}

/** The decision, locked: its job's steps, its lifting and its releases happen one after the other. */
export async function lockHold(tx: Tx, issuerId: string, holdId: string): Promise<HoldRow | undefined> {
  const { rows } = await sql<HoldRow>`
    select party_id, hold_id, state, scope from trace.hold
    where party_id = ${issuerId} and hold_id = ${holdId} for no key update`.execute(tx)
  return rows[0]
}

/**
 * Tells each holder once, whatever is retried: the row in hold_notice decides, and `hold.reached` in the issuer's
 * journal says whom (up to 500 an entry). Whoever holds goods only by somebody's word has no account to be told.
 * The decision is locked by the caller, or new.
 */
export async function tellHolders(
  ctx: CommandCtx,
  hold: { partyId: string; holdId: string },
  partyIds: readonly string[],
): Promise<void> {
  const holders = [...new Set(partyIds)].filter((p) => !isForeign(p)).sort()
  if (!holders.length) return
  const { rows } = await sql<{ holderId: string }>`
    insert into trace.hold_notice (party_id, hold_id, holder_id, noticed_at)
    select ${hold.partyId}::uuid, ${hold.holdId}::uuid, h, ${ctx.now}::timestamptz from unnest(${holders}::uuid[]) as h
    on conflict do nothing
    returning holder_id`.execute(ctx.db)
  const told = rows.map((r) => r.holderId).sort()
  for (let i = 0; i < told.length; i += 500)
    record(ctx, 'hold.reached', {
      about: hold.holdId,
      data: { holdId: hold.holdId, partyIds: told.slice(i, i + 500) },
    })
}
