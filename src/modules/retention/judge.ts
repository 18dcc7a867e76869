import { sql } from 'kysely'
import { profiles } from '../../industries/index.ts'
import { type Profile, profileAt } from '../../kernel/profile.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { blocksOf } from './blocks.ts'
import { factsOf } from './facts.ts'
import { goodsOf, statesOf } from './goods.ts'
import type { Candidate } from './page.ts'
import { type BlockReason, type KeepReason, type KeptUntil, keptUntil } from './rules.ts'

/** What becomes of a record on a day: due for the archive, kept longer, or past its time and blocked, and why. */
export type Verdict = { kept: KeptUntil } & (
  | { outcome: 'due'; reasons: [] }
  | { outcome: 'kept'; reasons: [KeepReason] }
  | { outcome: 'blocked'; reasons: BlockReason[] }
)

/** The profile whose times count today: the version in force, or the last there was. */
export const profileToday = (id: string, today: string): Profile | undefined =>
  profileAt(profiles, id, today) ?? profiles.filter((p) => p.id === id).at(-1)

const nothingKnown = { record: null, sale: null, shelf_life_end: null, expiry: null, life_end: null }

/**
 * Judges a page of one party's records in a fixed number of statements; a page that concerns too many goods in halves, so
 * that only a record that does so alone stays for it.
 */
export async function judge(
  db: Db | Tx,
  partyId: string,
  records: readonly Candidate[],
  today: string,
): Promise<Map<string, Verdict>> {
  const known = new Map<string, Profile>()
  for (const { profile } of records) {
    const found = known.get(profile) ?? profileToday(profile, today)
    if (found) known.set(profile, found)
  }
  const goods = await goodsOf(db, partyId, records)
  if (!goods && records.length > 1) {
    const half = records.length >> 1
    const first = await judge(db, partyId, records.slice(0, half), today)
    return new Map([...first, ...(await judge(db, partyId, records.slice(half), today))])
  }
  const keptOf = (r: Candidate, facts: Parameters<typeof keptUntil>[2]) =>
    keptUntil(known.get(r.profile)?.retention ?? [], r.event, facts)
  if (!goods)
    return new Map(
      records.map((r) => [r.recordId, { kept: keptOf(r, nothingKnown), outcome: 'blocked', reasons: ['too_wide'] }]),
    )
  const states = await statesOf(
    db,
    [...goods.values()].flatMap((g) => [...g.own, ...g.back, ...g.forward]),
  )
  const facts = await factsOf(db, partyId, records, { profiles: known, goods, states })
  const kept = new Map(records.map((r) => [r.recordId, keptOf(r, facts.get(r.recordId)!)]))
  const over = records.filter((r) => {
    const { until } = kept.get(r.recordId)!
    return until !== null && until < today
  })
  const blocks = await blocksOf(db, partyId, over, goods, states)
  const unsealed = await unsealedAmong(db, partyId, over)
  return new Map(
    records.map((r): [string, Verdict] => {
      const k = kept.get(r.recordId)!
      const blocked = blocks.get(r.recordId)
      if (!blocked) return [r.recordId, { kept: k, outcome: 'kept', reasons: [k.unknown ?? 'not_yet'] }]
      const reasons =
        r.traceEvent !== null && unsealed.has(r.traceEvent) ? [...blocked, 'not_sealed' as const] : blocked
      return [
        r.recordId,
        reasons.length ? { kept: k, outcome: 'blocked', reasons } : { kept: k, outcome: 'due', reasons: [] },
      ]
    }),
  )
}

async function unsealedAmong(db: Db | Tx, partyId: string, records: readonly Candidate[]): Promise<Set<string>> {
  const ids = records.flatMap((r) => r.traceEvent ?? [])
  if (!ids.length) return new Set()
  const { rows } = await sql<{ eventId: string }>`
    select event_id from trace.unsealed where party_id = ${partyId} and event_id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map((r) => r.eventId))
}
