import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import type { Applied, AppliedSource } from '../../trace/index.ts'

/** Days before a harvest in which what was used on its plot or group is told with it: ours, see docs/domain/trace.md. */
const DAYS = 365

/**
 * Which batches of inputs were used on what goods were harvested from, and the other way round: a use names the batch
 * and the plot or group, a harvest the plot or group and the goods. Worked out from the two records each time, so a use
 * that is recorded late, or declared an error, is told right without anything to correct. The caller scopes it.
 */
export const unscopedApplied: AppliedSource = async (db: Db, way, goods, asOf) => {
  const parties = [...new Set(goods.map((g) => g.partyId))]
  const ids = goods.map((g) => g.holdingId)
  const counts = (record: 'h' | 'u') =>
    asOf === undefined
      ? sql`${sql.ref(`${record}.voided_at`)} is null`
      : sql`${sql.ref(`${record}.recorded_at`)} <= ${asOf}::timestamptz
          and (${sql.ref(`${record}.voided_at`)} is null or ${sql.ref(`${record}.voided_at`)} > ${asOf}::timestamptz)`
  const asked = way === 'back' ? sql`h.holding_ids && ${ids}::uuid[]` : sql`p.holding_id = any(${ids}::uuid[])`
  const { rows } = await sql<Omit<Applied, 'outHolding'> & { harvested: string[] }>`
    select distinct h.party_id, p.holding_id as in_holding, h.holding_ids as harvested, u.trace_event as event_id,
      'applying' as step, u.happened_at as event_time
    from production.record h
      join production.input_use i on i.party_id = h.party_id and i.target = any(h.targets)
        and i.used_on <= h.happened_on and i.used_on > h.happened_on - ${DAYS}::int
      join production.input_purchase p on p.party_id = i.party_id and p.purchase_id = i.purchase_id
      join production.record u on u.party_id = i.party_id and u.record_id = i.record_id
    where h.party_id = any(${parties}::uuid[]) and ${asked} and h.object in ('plot', 'group') and h.holding_ids <> '{}'
      and p.holding_id is not null and u.trace_event is not null and ${counts('h')} and ${counts('u')}`.execute(db)
  const wanted = way === 'back' ? new Set(ids) : undefined
  return rows.flatMap(({ harvested, ...r }) =>
    harvested.filter((h) => wanted?.has(h) ?? true).map((outHolding) => ({ ...r, outHolding })),
  )
}
