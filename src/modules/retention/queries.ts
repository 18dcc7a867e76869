import { sql } from 'kysely'
import { findEvent, profiles } from '../../industries/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { civilDate } from '../../platform/civil.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { found } from '../../platform/errors.ts'
import { partyNames, rowsInScope } from '../identity/index.ts'
import { unscopedArchivedRecords } from '../production/index.ts'
import { judge, profileToday } from './judge.ts'
import { unscopedCandidate } from './page.ts'
import type * as api from './schema.ts'
import type { Counts } from './step.ts'

const runsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('retention.run as r')
    .select(['r.runId', 'r.what', 'r.trial', 'r.state', 'r.profile', 'r.operatorId', 'r.decisionNo', 'r.reason'])
    .select(['r.today', 'r.parties', 'r.counts', 'r.startedBy', 'r.startedAt', 'r.endedAt'])
    .where('r.partyId', '=', actor.partyId)

type Row = Awaited<ReturnType<ReturnType<typeof runsOf>['execute']>>[number]

async function shown(db: Db | Tx, rows: readonly Row[]): Promise<api.RetentionRun[]> {
  const names = await partyNames(
    db as Db,
    rows.flatMap((r) => r.operatorId ?? []),
  )
  return rows.map((r) => ({
    ...r,
    what: r.what as api.RetentionRun['what'],
    state: r.state as api.RetentionRun['state'],
    operatorName: r.operatorId === null ? null : (names.get(r.operatorId)?.name ?? null),
    parties: Number(r.parties),
    counts: { due: 0, kept: 0, blocked: 0, done: 0, ...(r.counts as Partial<Counts>) },
  }))
}

/** Runs of the person's agency, newest first. */
export async function findRuns(db: Db, actor: Actor, f: Input<typeof api.listRetentionRuns>) {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await runsOf(db, actor)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.started_at, r.run_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('r.startedAt', 'desc')
    .orderBy('r.runId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.startedAt, r.runId])
  return { items: await shown(db, items), nextCursor }
}

/** @throws not_found `run.not_found` */
export async function requireRun(db: Db | Tx, actor: Actor, runId: string): Promise<api.RetentionRun> {
  const row = await runsOf(db, actor).where('r.runId', '=', runId).executeTakeFirst()
  return (await shown(db, [found(row, 'run', runId)]))[0]!
}

/** A run with what it found, by chain, event and reason. */
export async function requireRunLines(
  db: Db,
  actor: Actor,
  runId: string,
): Promise<Output<typeof api.getRetentionRun>> {
  const run = await requireRun(db, actor, runId)
  type Line = { profile: string; event: string; outcome: string; reason: string; records: string; operators: string }
  const { rows } = await sql<Line>`
    select profile, event, outcome, reason, sum(records)::text as records, count(*)::text as operators
    from retention.outcome where run_id = ${runId}
    group by profile, event, outcome, reason order by profile, outcome, event, reason`.execute(db)
  return {
    ...run,
    lines: rows.map(({ reason, ...l }) => {
      const profile = profileToday(l.profile, civilDate(run.startedAt)) ?? profiles.find((p) => p.id === l.profile)
      return {
        ...l,
        profileNames: profile?.names ?? { zh: l.profile, en: l.profile },
        eventNames: (profile && findEvent(profile, l.event)?.names) ?? { zh: l.event, en: l.event },
        outcome: l.outcome as 'due' | 'kept' | 'blocked',
        reasons: reason.split(' ').filter(Boolean),
        records: Number(l.records),
        operators: Number(l.operators),
      }
    }),
  }
}

/** Operators at which a run found something, by their ids. */
export async function findOperators(
  db: Db,
  actor: Actor,
  f: Input<typeof api.listRetentionOperators>,
): Promise<Output<typeof api.listRetentionOperators>> {
  await requireRun(db, actor, f.runId)
  const after = decodeCursor(f.cursor, ['id'])
  type Line = { partyId: string; due: string; kept: string; blocked: string; reasons: string | null }
  const { rows } = await sql<Line>`
    select party_id, coalesce(sum(records) filter (where outcome = 'due'), 0)::text as due,
      coalesce(sum(records) filter (where outcome = 'kept'), 0)::text as kept,
      coalesce(sum(records) filter (where outcome = 'blocked'), 0)::text as blocked,
      string_agg(reason, ' ') filter (where outcome = 'blocked') as reasons
    from retention.outcome
    where run_id = ${f.runId} ${after ? sql`and party_id > ${after[0]}::uuid` : sql``}
      ${f.outcome === undefined ? sql`` : sql`and outcome = ${f.outcome}`}
    group by party_id order by party_id limit ${f.limit + 1}`.execute(db)
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.partyId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map((r) => ({
      partyId: r.partyId,
      partyName: names.get(r.partyId)?.name ?? '',
      due: Number(r.due),
      kept: Number(r.kept),
      blocked: Number(r.blocked),
      reasons: [...new Set(r.reasons?.split(' ') ?? [])].sort(),
    })),
    nextCursor,
  }
}

/** Whether the person may see the record at all. @throws not_found `record.not_found` */
export async function requireInSight(db: Db | Tx, actor: Actor, partyId: string, recordId: string): Promise<void> {
  const row = await db
    .selectFrom('production.record as r')
    .select('r.recordId')
    .where('r.partyId', '=', partyId)
    .where('r.recordId', '=', recordId)
    .where(rowsInScope(actor, 'r.partyId', 'r.sector'))
    .executeTakeFirst()
  found(row, 'record', recordId)
}

/** How long one record is kept, by which rules, and what keeps it beyond. @throws not_found `record.not_found` */
export async function requireRetention(
  db: Db,
  actor: Actor,
  { recordId, partyId = actor.partyId }: Input<typeof api.getRecordRetention>,
  now: string,
): Promise<Output<typeof api.getRecordRetention>> {
  await requireInSight(db, actor, partyId, recordId)
  const candidate = found(await unscopedCandidate(db, partyId, recordId), 'record', recordId)
  const verdict = (await judge(db, partyId, [candidate], civilDate(now))).get(recordId)!
  const archived = (await unscopedArchivedRecords(db, [candidate])).get(recordId)
  const { until, lawUntil, because } = verdict.kept
  return {
    ...{ partyId, recordId, until, lawUntil, because, outcome: verdict.outcome, reasons: [...verdict.reasons] },
    archivedAt: archived?.archivedAt ?? null,
    personsPurgedAt: archived?.personsPurgedAt ?? null,
    purgedAt: archived?.purgedAt ?? null,
    decision: archived?.decision ?? archived?.personsDecision ?? null,
  }
}
