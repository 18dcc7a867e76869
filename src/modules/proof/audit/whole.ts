import { sql } from 'kysely'
import { compare } from '../../../kernel/quantity.ts'
import type { Db } from '../../../platform/db.ts'
import { auditExtras } from './extras.ts'
import { type Report, rowOf } from './finding.ts'
import { atOnce } from './snapshot.ts'

/** Rows read at once. */
const step = 5000
const first = '00000000-0000-0000-0000-000000000000'

/** Events that neither the log nor the sealer's queue knows: put in past the application, or taken out of the queue. */
async function eventsNotInLog(db: Db, report: Report): Promise<void> {
  let after: { partyId: string; eventId: string } | undefined = { partyId: first, eventId: first }
  while (after) {
    const { rows } = await sql<{ partyId: string; eventId: string; queued: boolean }>`
      select e.party_id, e.event_id, u.event_id is not null as queued
      from trace.event e left join trace.unsealed u on u.party_id = e.party_id and u.event_id = e.event_id
      where (e.party_id, e.event_id) > (${after.partyId}::uuid, ${after.eventId}::uuid)
      order by e.party_id, e.event_id limit ${step}`.execute(db)
    const asked = rows.filter((r) => !r.queued)
    const sealed = await sql<{ eventId: string }>`
      select l.event_id
      from unnest(${asked.map((r) => r.partyId)}::uuid[], ${asked.map((r) => r.eventId)}::uuid[]) as k (party_id, event_id)
      join proof.leaf l on l.event_id = k.event_id and l.party_id = k.party_id and l.kind in ('event', 'declaration')`.execute(
      db,
    )
    const known = new Set(sealed.rows.map((r) => r.eventId))
    for (const { partyId, eventId } of asked)
      if (!known.has(eventId))
        report({
          ...{ what: 'event_not_in_log', table: 'trace.event', row: rowOf({ party_id: partyId, event_id: eventId }) },
          says: 'neither the log nor the queue of the sealer knows it',
        })
    after = rows.length === step ? rows.at(-1) : undefined
  }
}

async function decisionsNotInLog(db: Db, report: Report): Promise<void> {
  let after: { partyId: string; seq: string } | undefined = { partyId: first, seq: '0' }
  while (after) {
    const { rows } = await sql<{ partyId: string; seq: string; queued: boolean }>`
      select j.party_id, j.seq, exists (select 1 from platform.unsealed u
        where u.party_id = j.party_id and u.seq = j.seq and u.at = j.at) as queued
      from platform.journal j
      where (j.party_id, j.seq) > (${after.partyId}::uuid, ${after.seq}::bigint)
      order by j.party_id, j.seq limit ${step}`.execute(db)
    const asked = rows.filter((r) => !r.queued)
    const sealed = await sql<{ partyId: string; seq: string }>`
      select l.party_id, l.seq
      from unnest(${asked.map((r) => r.partyId)}::uuid[], ${asked.map((r) => r.seq)}::bigint[]) as k (party_id, seq)
      join proof.leaf l on l.party_id = k.party_id and l.seq = k.seq and l.kind = 'decision'`.execute(db)
    const known = new Set(sealed.rows.map((r) => `${r.partyId} ${r.seq}`))
    for (const { partyId, seq } of asked)
      if (!known.has(`${partyId} ${seq}`))
        report({
          ...{ what: 'journal_not_in_log', table: 'platform.journal', row: rowOf({ party_id: partyId, seq }) },
          says: 'neither the log nor the queue of the sealer knows it',
        })
    after = rows.length === step ? rows.at(-1) : undefined
  }
}

type Link = { at: string[]; said: string }
const linkSaid = sql`concat_ws(' ', l.in_party, l.out_party, l.event_party, l.step, l.same_item, l.quantity, l.basis, l.event_time,
  l.recorded_at, l.voided_by, l.voided_at)`

/** Links that are only in one of their two tables, or say different things in them. */
async function linksDiffer(db: Db, report: Report): Promise<void> {
  for (const [here, there, own, other] of [
    ['link_f', 'link_b', 'in', 'out'],
    ['link_b', 'link_f', 'out', 'in'],
  ] as const) {
    const [a, b] = [sql.table(`trace.${here}`), sql.table(`trace.${there}`)]
    const [ownHolding, ownParty] = [sql.ref(`l.${own}_holding`), sql.ref(`l.${own}_party`)]
    const [otherHolding, otherParty] = [sql.ref(`l.${other}_holding`), sql.ref(`l.${other}_party`)]
    const key = sql`array[${ownHolding}, ${otherHolding}, l.event_id, ${ownParty}, ${otherParty}]::text[]`
    let after: string[] | undefined = [first, first, first, first]
    while (after) {
      const [x, y, z, w]: string[] = after
      after = await atOnce(db, async (tx) => {
        const { rows } = await sql<Link>`
          select ${key} as at, ${linkSaid} as said from ${a} l
          where (${ownHolding}, ${otherHolding}, l.event_id, ${ownParty}) > (${x}::uuid, ${y}::uuid, ${z}::uuid, ${w}::uuid)
          order by ${ownHolding}, ${otherHolding}, l.event_id, ${ownParty} limit ${step}`.execute(tx)
        if (!rows.length) return undefined
        const column = (i: number) => rows.map((r) => r.at[i]!)
        const twins = await sql<Link>`
          select ${key} as at, ${linkSaid} as said
          from unnest(${column(0)}::uuid[], ${column(1)}::uuid[], ${column(2)}::uuid[], ${column(4)}::uuid[])
            as k (own_holding, other_holding, event_id, party_id)
          join ${b} l on ${otherParty} = k.party_id and ${otherHolding} = k.other_holding and ${ownHolding} = k.own_holding
            and l.event_id = k.event_id`.execute(tx)
        const known = new Map(twins.rows.map((r) => [r.at.join(' '), r.said]))
        for (const r of rows)
          if (known.get(r.at.join(' ')) !== r.said)
            report({
              ...{ what: 'derived_changed', table: `trace.${here}` },
              row: rowOf({ [`${own}_holding`]: r.at[0], [`${other}_holding`]: r.at[1], event_id: r.at[2] }),
              says: `trace.${there} has no such row`,
            })
        return rows.length === step ? rows.at(-1)!.at.slice(0, 4) : undefined
      })
    }
  }
}

/** Holdings whose quantity is not the sum of the deltas that count. */
async function quantitiesDiffer(db: Db, report: Report): Promise<void> {
  let after: { partyId: string; holdingId: string } | undefined = { partyId: first, holdingId: first }
  while (after) {
    const { partyId, holdingId }: { partyId: string; holdingId: string } = after
    after = await atOnce(db, async (tx) => {
      const { rows } = await sql<{ partyId: string; holdingId: string; quantity: string }>`
        select party_id, holding_id, quantity from trace.holding
        where (party_id, holding_id) > (${partyId}::uuid, ${holdingId}::uuid)
        order by party_id, holding_id limit ${step}`.execute(tx)
      const sums = await sql<{ holdingId: string; sum: string }>`
        select d.holding_id, sum(d.delta) as sum
        from unnest(${rows.map((r) => r.partyId)}::uuid[], ${rows.map((r) => r.holdingId)}::uuid[]) as k (party_id, holding_id)
        join trace.holding_event d on d.party_id = k.party_id and d.holding_id = k.holding_id
        where d.voided_by is null group by d.holding_id`.execute(tx)
      const sumOf = new Map(sums.rows.map((s) => [s.holdingId, s.sum]))
      for (const r of rows) {
        const sum = sumOf.get(r.holdingId) ?? '0'
        if (compare(sum, r.quantity) !== 0)
          report({
            ...{ what: 'quantity_differs', table: 'trace.holding' },
            row: rowOf({ party_id: r.partyId, holding_id: r.holdingId }),
            says: `quantity is ${r.quantity}, its events add up to ${sum}`,
          })
      }
      return rows.length === step ? rows.at(-1) : undefined
    })
  }
}

/** What only shows when whole tables are looked through. */
export async function auditWhole(db: Db, report: Report): Promise<void> {
  await eventsNotInLog(db, report)
  await decisionsNotInLog(db, report)
  await linksDiffer(db, report)
  await quantitiesDiffer(db, report)
  await auditExtras(db, report)
}
