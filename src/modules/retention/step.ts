import { sql } from 'kysely'
import { profiles } from '../../industries/index.ts'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../platform/command.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { record } from '../../platform/journal.ts'
import { partiesInScope } from '../identity/index.ts'
import { archiveRecords, purgeRecords } from '../production/index.ts'
import { eraseWithin } from '../proof/index.ts'
import { archiveTexts } from '../trace/index.ts'
import { judge, type Verdict } from './judge.ts'
import { type At, type Candidate, PAGE, pageOf } from './page.ts'
import { monthsAfter, type RunKind, shortestMonths } from './rules.ts'

/** Operators looked through in one step for the next that has anything to look at. */
const SLICE = 50

export type RunRow = {
  partyId: string
  runId: string
  what: RunKind
  trial: boolean
  state: 'running' | 'finished' | 'stopped'
  profile: string | null
  operatorId: string | null
  decisionNo: string | null
  divisions: string[]
  sectors: string[]
  today: string
  atParty: string | null
  atDay: string | null
  atRecord: string | null
}
export type Counts = { due: number; kept: number; blocked: number; done: number }

const columns = sql`party_id, run_id, what, trial, state, profile, operator_id, decision_no, divisions, sectors, today,
  at_party, at_day, at_record`

/** Runs that are not at their end, the oldest first. */
export async function runningRuns(db: Db): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from retention.run where state = 'running' order by started_at, run_id limit 20`.execute(db)
  return rows
}

/** Somebody else is at this run, or has brought it further meanwhile. */
class Elsewhere extends Error {}

/**
 * One step of a run: one page of one operator's records is judged, what is due is archived or purged, and the run's
 * place is moved, all in one transaction; killed at any point it leaves all of it or nothing. The run's row is locked:
 * of two processes one works and the other finds it elsewhere. `deps.db` is the owner's connection.
 * @returns whether there is more.
 */
export async function stepRun(deps: CommandDeps & { clock: () => string }, run: RunRow): Promise<boolean> {
  const until = monthsAfter(run.today, -shortestMonths(profiles))
  const target = await nextOperator(deps.db, run, until)
  if ('through' in target) return moveOn(deps.db, run, target.through, deps.clock())
  try {
    await runCommand(
      deps,
      { name: 'retention:step', actor: systemActor(target.partyId), now: deps.clock() },
      async (ctx) => {
        await lockRun(ctx.db, run)
        const page = await pageOf(ctx.db, { ...target, which: whichOf(run.what), until, ...ofRun(run) })
        const verdicts = await judge(ctx.db, target.partyId, page, run.today)
        const due = page.filter((r) => verdicts.get(r.recordId)!.outcome === 'due')
        const done = run.trial || !due.length ? 0 : await carryOut(ctx, run, target.partyId, due, verdicts)
        await note(ctx.db, run, target, page, verdicts, done, ctx.now)
        return null
      },
    )
  } catch (err) {
    if (err instanceof Elsewhere) return false
    throw err
  }
  return true
}

const ofRun = ({ profile, sectors }: RunRow) => ({ profile, sectors })

const whichOf = (what: RunKind) => (what === 'archive' ? 'hot' : what === 'purge' ? 'archived' : 'persons')

/** The run's jurisdiction as it was when the run was started. */
const scopeOf = ({ divisions, sectors }: RunRow): Actor => ({ ...systemActor(''), kind: 'agency', divisions, sectors })

type Target = { partyId: string; after: At | undefined }

/** Where the run goes on: the operator in hand, the next that has something, or `through` those that have nothing. */
async function nextOperator(db: Db, run: RunRow, until: string): Promise<Target | { through: string | null }> {
  if (run.atParty !== null && run.atDay !== null && run.atRecord !== null)
    return { partyId: run.atParty, after: { day: run.atDay, recordId: run.atRecord } }
  const hot = run.what === 'archive' ? sql`r.archived_at is null` : sql`r.archived_at is not null`
  const { rows } = await sql<{ partyId: string; has: boolean }>`
    select s.party_id, exists (select 1 from production.record r
        where r.party_id = s.party_id and r.happened_on <= ${until}::date and ${hot}) as has
    from (select p.party_id from identity.party p
      where p.kind = 'operator' and ${partiesInScope(scopeOf(run), 'p.partyId')}
        ${run.operatorId === null ? sql`` : sql`and p.party_id = ${run.operatorId}`}
        ${run.atParty === null ? sql`` : sql`and p.party_id > ${run.atParty}`}
      order by p.party_id limit ${SLICE}) s
    order by s.party_id`.execute(db)
  const next = rows.find((r) => r.has)
  if (next) return { partyId: next.partyId, after: undefined }
  return { through: rows.length < SLICE ? null : rows.at(-1)!.partyId }
}

const sameRun = (run: RunRow) => sql`party_id = ${run.partyId} and run_id = ${run.runId}`
/** The run as this step found it. */
const asFound = (run: RunRow) => sql`${sameRun(run)} and state = 'running'
  and at_party is not distinct from ${run.atParty}::uuid and at_record is not distinct from ${run.atRecord}::uuid`

async function lockRun(tx: Tx, run: RunRow): Promise<void> {
  const { rows } = await sql`select 1 from retention.run where ${asFound(run)} for update skip locked`.execute(tx)
  if (!rows.length) throw new Elsewhere()
}

/** Past operators that have nothing; null: past all of them. */
async function moveOn(db: Db, run: RunRow, through: string | null, now: string): Promise<boolean> {
  const done = await db.transaction().execute((tx) =>
    through === null
      ? sql`update retention.run set state = 'finished', ended_at = ${now}, changed_at = ${now} where ${asFound(run)}`.execute(
          tx,
        )
      : sql`update retention.run set at_party = ${through}, at_day = null, at_record = null, changed_at = ${now}
            where ${asFound(run)}`.execute(tx),
  )
  return through !== null && Number(done.numAffectedRows ?? 0n) > 0
}

/** Archives or purges what is due; one row of the operator's journal says so. @returns how many records. */
async function carryOut(
  ctx: CommandCtx,
  run: RunRow,
  partyId: string,
  due: readonly Candidate[],
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<number> {
  const { db: tx, now } = ctx
  const ids = due.map((r) => r.recordId)
  const holdingIds = [...new Set(due.flatMap((r) => r.holdingIds))]
  const about = { runId: run.runId, by: run.partyId }
  if (run.what === 'archive') {
    const texts = await eventsOfAll(tx, partyId, due, sql`r.archived_at is null`)
    await archiveTexts(tx, partyId, texts, now)
    const kept = due.map((r) => ({ recordId: r.recordId, keptUntil: verdicts.get(r.recordId)!.kept.until! }))
    const { records, digest } = await archiveRecords(tx, partyId, kept, ctx.commandId, now)
    if (records) record(ctx, 'retention.archived', { about: partyId, data: { ...about, records, digest, holdingIds } })
    return records
  }
  const decision = run.decisionNo!
  const what = run.what === 'purge' ? 'all' : 'persons'
  if (what === 'all') {
    const events = await eventsOfAll(
      tx,
      partyId,
      due,
      sql`not exists (select 1 from production.record_archive a
        where a.party_id = r.party_id and a.record_id = r.record_id and a.packed is null)`,
    )
    const there = await stillArchived(tx, partyId, events)
    await eraseWithin(
      tx,
      there.map((eventId) => ({ partyId, eventId })),
      decision,
      now,
    )
  }
  const records = await purgeRecords(tx, partyId, ids, what, decision, now)
  const data = { ...about, what, decision, records, holdingIds }
  if (records) record(ctx, 'retention.purged', { about: partyId, data })
  return records
}

/** Trace events of which these are all the records that still say something (`left`): one event may stand behind several. */
async function eventsOfAll(
  tx: Tx,
  partyId: string,
  due: readonly Candidate[],
  left: ReturnType<typeof sql>,
): Promise<string[]> {
  const events = [...new Set(due.flatMap((r) => r.traceEvent ?? []))]
  if (!events.length) return []
  const { rows } = await sql<{ traceEvent: string }>`
    select distinct r.trace_event from production.record r
    where r.party_id = ${partyId} and r.trace_event = any(${events}::uuid[])
      and r.record_id <> all(${due.map((r) => r.recordId)}::uuid[]) and ${left}`.execute(tx)
  const waiting = new Set(rows.map((r) => r.traceEvent))
  return events.filter((e) => !waiting.has(e))
}

async function stillArchived(tx: Tx, partyId: string, events: readonly string[]): Promise<string[]> {
  if (!events.length) return []
  const { rows } = await sql<{ eventId: string }>`
    select event_id from trace.event_archive
    where party_id = ${partyId} and event_id = any(${[...events]}::uuid[]) and packed is not null
    order by event_id`.execute(tx)
  return rows.map((r) => r.eventId)
}

/** Writes what was found at the operator and moves the run to the end of the page, or past the operator. */
async function note(
  tx: Tx,
  run: RunRow,
  { partyId, after }: Target,
  page: readonly Candidate[],
  verdicts: ReadonlyMap<string, Verdict>,
  done: number,
  now: string,
): Promise<void> {
  const counts: Counts = { due: 0, kept: 0, blocked: 0, done }
  const lines = new Map<string, { profile: string; event: string; outcome: string; reason: string; records: number }>()
  for (const { recordId, profile, event } of page) {
    const { outcome, reasons } = verdicts.get(recordId)!
    counts[outcome]++
    // one line a record: a blocked one stands under all its reasons together
    const reason = [...reasons].sort().join(' ')
    const key = `${profile} ${event} ${outcome} ${reason}`
    const line = lines.get(key) ?? { profile, event, outcome, reason, records: 0 }
    lines.set(key, { ...line, records: line.records + 1 })
  }
  const all = [...lines.values()]
  await sql`
    insert into retention.outcome (party_id, run_id, profile, event, outcome, reason, records)
    select ${partyId}::uuid, ${run.runId}::uuid, l.profile, l.event, l.outcome, l.reason, l.records
    from unnest(${all.map((l) => l.profile)}::text[], ${all.map((l) => l.event)}::text[],
      ${all.map((l) => l.outcome)}::text[], ${all.map((l) => l.reason)}::text[], ${all.map((l) => l.records)}::bigint[])
      as l (profile, event, outcome, reason, records)
    on conflict (party_id, run_id, profile, event, outcome, reason)
      do update set records = outcome.records + excluded.records`.execute(tx)
  const last = page.length === PAGE ? page.at(-1)! : undefined
  const added = sql`jsonb_build_object(${sql.join(
    Object.entries(counts).map(([k, n]) => sql`${k}::text, coalesce((counts ->> ${k})::bigint, 0) + ${n}::bigint`),
  )})`
  await sql`
    update retention.run set at_party = ${partyId}, at_day = ${last?.happenedOn ?? null}::date,
      at_record = ${last?.recordId ?? null}::uuid, counts = ${added}, parties = parties + ${after ? 0 : 1},
      changed_at = ${now}
    where ${sameRun(run)}`.execute(tx)
}
