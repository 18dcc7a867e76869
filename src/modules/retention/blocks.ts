import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { GoodsState, Key, RecordGoods } from './goods.ts'
import type { Candidate } from './page.ts'
import type { BlockReason } from './rules.ts'

/**
 * What modules above know that must keep a record: an open case, a complaint, a recall of theirs. It answers the ids of
 * those of the records that must stay.
 */
export type RetentionBlock = {
  readonly name: string
  readonly keeps: (
    db: Db | Tx,
    records: readonly { partyId: string; recordId: string; targets: readonly string[]; goods: readonly Key[] }[],
  ) => Promise<readonly string[]>
}

const sources = new Map<string, RetentionBlock>()

/** Adds what keeps records; called once for each module where the server is put together. */
export function addRetentionBlock(block: RetentionBlock): void {
  sources.set(block.name, block)
}

/**
 * Why records stay though their time is over, by record id, each reason once. Looked at: the goods of a record, those
 * they were made from and those made from them, to the other side of a delivery (a hold, and a recall with it, is on
 * every holding it reaches by itself, so it is found there); the record's own signals and tasks, those on these goods,
 * and of an asset those of all records on its code.
 */
export async function blocksOf(
  db: Db | Tx,
  partyId: string,
  records: readonly Candidate[],
  goods: ReadonlyMap<string, RecordGoods>,
  states: ReadonlyMap<string, GoodsState>,
): Promise<Map<string, BlockReason[]>> {
  const around = (id: string): Key[] => {
    const g = goods.get(id)
    return g ? [...g.own, ...g.back, ...g.forward] : []
  }
  const keys = [...new Map(records.flatMap((r) => around(r.recordId)).map((k) => [k.holdingId, k])).values()]
  const codes = [...new Set(records.flatMap((r) => (r.object === 'asset' || r.object === 'piece' ? r.targets : [])))]
  const ids = records.map((r) => r.recordId)
  const signals = await openSignals(db, partyId, ids, keys, codes)
  const tasks = await openTasks(db, partyId, ids, keys, codes)
  const kept = new Set<string>()
  for (const source of sources.values()) {
    const asked = records.map((r) => ({ ...r, goods: around(r.recordId) }))
    for (const id of await source.keeps(db, asked)) kept.add(id)
  }
  const touches = (open: readonly Open[], r: Candidate) => {
    const near = new Set(around(r.recordId).map((k) => k.holdingId))
    return open.some(
      (o) =>
        o.recordId === r.recordId ||
        (o.holdingId !== null && near.has(o.holdingId)) ||
        o.holdingIds.some((id) => near.has(id)) ||
        o.targets.some((t) => codes.includes(t) && r.targets.includes(t)),
    )
  }
  return new Map(
    records.map((r) => {
      const g = goods.get(r.recordId)
      const near = around(r.recordId).flatMap((k) => states.get(k.holdingId) ?? [])
      const ahead = [...(g?.own ?? []), ...(g?.forward ?? [])].flatMap((k) => states.get(k.holdingId) ?? [])
      const reasons: BlockReason[] = []
      if (near.some((s) => s.held)) reasons.push('held')
      if (touches(signals, r)) reasons.push('signal')
      if (touches(tasks, r)) reasons.push('task')
      if (near.some((s) => s.reserved)) reasons.push('transfer')
      if (ahead.some((s) => s.onHand)) reasons.push('on_hand')
      if (kept.has(r.recordId)) reasons.push('case')
      return [r.recordId, reasons]
    }),
  )
}

type Open = { recordId: string; holdingId: string | null; holdingIds: string[]; targets: string[] }

/** Signals that were neither withdrawn nor settled by an agency. */
async function openSignals(
  db: Db | Tx,
  partyId: string,
  ids: readonly string[],
  keys: readonly Key[],
  codes: readonly string[],
): Promise<Open[]> {
  const parties = [...new Set([partyId, ...keys.map((k) => k.partyId)])]
  const open = sql`s.withdrawn_at is null and not exists (select 1 from oversight.finding f
    where f.party_id = s.party_id and f.finding_id = s.signal_id and f.settled_at is not null)`
  const { rows } = await sql<Open>`
    select s.record_id, s.holding_id, '{}'::uuid[] as holding_ids, '{}'::text[] as targets from production.signal s
    where s.party_id = any(${parties}::uuid[]) and ${open}
      and (s.holding_id = any(${keys.map((k) => k.holdingId)}::uuid[]) or s.record_id = any(${[...ids]}::uuid[]))`.execute(
    db,
  )
  if (!codes.length) return rows
  const onCodes = await sql<Open>`
    select s.record_id, s.holding_id, '{}'::uuid[] as holding_ids, r.targets
    from production.record r join production.signal s on s.party_id = r.party_id and s.record_id = r.record_id
    where r.targets && ${[...codes]}::text[] and ${open}`.execute(db)
  return [...rows, ...onCodes.rows]
}

/** Tasks that nobody has finished, with the goods of the records that opened them. */
async function openTasks(
  db: Db | Tx,
  partyId: string,
  ids: readonly string[],
  keys: readonly Key[],
  codes: readonly string[],
): Promise<Open[]> {
  const parties = [...new Set([partyId, ...keys.map((k) => k.partyId)])]
  const { rows } = await sql<Open>`
    select t.record_id, null::uuid as holding_id, r.holding_ids, '{}'::text[] as targets
    from production.task t join production.record r on r.party_id = t.party_id and r.record_id = t.record_id
    where t.party_id = any(${parties}::uuid[]) and t.done_at is null
      and (t.record_id = any(${[...ids]}::uuid[]) or r.holding_ids && ${keys.map((k) => k.holdingId)}::uuid[])`.execute(
    db,
  )
  if (!codes.length) return rows
  const onCodes = await sql<Open>`
    select t.record_id, null::uuid as holding_id, r.holding_ids, r.targets
    from production.record r join production.task t on t.party_id = r.party_id and t.record_id = r.record_id
    where r.targets && ${[...codes]}::text[] and t.done_at is null`.execute(db)
  return [...rows, ...onCodes.rows]
}
