import { sql } from 'kysely'
import { profiles } from '../../industries/index.ts'
import { civilDate } from '../../platform/civil.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { AppError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import type { Sealer } from '../../platform/seal.ts'
import { requireParty } from '../identity/index.ts'
import { shownFields, unscopedArchivedRecords } from '../production/index.ts'
import { unscopedArchivedTexts } from '../trace/index.ts'
import { unscopedCandidate } from './page.ts'
import { requireInSight, requireRun } from './queries.ts'
import type * as api from './schema.ts'

/**
 * Begins a run over the operators of the person's jurisdiction; the worker carries it out. @throws invalid
 * `retention.decision_needed`, `retention.profile_unknown`, conflict `retention.running`, not_found `party.not_found`
 */
export async function startRun(
  ctx: CommandCtx,
  { what, trial, profile, operatorId, decisionNo, reason }: Input<typeof api.startRetention>,
): Promise<Output<typeof api.startRetention>> {
  const { actor, now } = ctx
  if (what !== 'archive' && !trial && decisionNo === undefined)
    throw new AppError('invalid', 'retention.decision_needed')
  if (profile !== undefined && !profiles.some((p) => p.id === profile))
    throw new AppError('invalid', 'retention.profile_unknown', { profile })
  if (operatorId !== undefined) await requireParty(ctx.db, actor, operatorId)
  // one at a time: two would look at the same records, and their counts would say less than they seem to
  await sql`select pg_advisory_xact_lock(hashtext(${`suyuan.retention ${actor.partyId}`}))`.execute(ctx.db)
  const { rows } = await sql`
    select 1 from retention.run where party_id = ${actor.partyId} and state = 'running' limit 1`.execute(ctx.db)
  if (rows.length) throw new AppError('conflict', 'retention.running')
  const runId = newId()
  await ctx.db
    .insertInto('retention.run')
    .values({
      ...{ partyId: actor.partyId, runId, what, trial, state: 'running', reason, today: civilDate(now) },
      ...{ profile: profile ?? null, operatorId: operatorId ?? null, decisionNo: decisionNo ?? null },
      ...{ divisions: [...actor.divisions], sectors: [...actor.sectors] },
      ...{ startedBy: actor.accountId, startedAt: now, changedAt: now },
    })
    .execute()
  const data = { what, trial, profile, operatorId, decisionNo, reason }
  record(ctx, 'retention.started', { about: runId, data })
  return requireRun(ctx.db, actor, runId)
}

/** Stops a run after the step in hand. @throws not_found `run.not_found`, conflict `retention.ended` */
export async function stopRun(
  ctx: CommandCtx,
  { runId }: Input<typeof api.stopRetention>,
): Promise<Output<typeof api.stopRetention>> {
  await requireRun(ctx.db, ctx.actor, runId)
  const done = await ctx.db
    .updateTable('retention.run')
    .set({ state: 'stopped', endedAt: ctx.now, changedAt: ctx.now })
    .where('partyId', '=', ctx.actor.partyId)
    .where('runId', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (!done.numUpdatedRows) throw new AppError('conflict', 'retention.ended')
  record(ctx, 'retention.stopped', { about: runId })
  return requireRun(ctx.db, ctx.actor, runId)
}

type Opened = Output<typeof api.openArchivedRecord>
const context = (partyId: string, recordId: string) => `retention.opened ${partyId} ${recordId}`

/**
 * What the archive has of a record: persons stay masked (`unmaskRecord` opens them, by its own permission). The answer
 * is stored sealed, the route opens it. @throws not_found `record.not_found`, `archive.not_found`
 */
export async function openArchived(
  ctx: CommandCtx,
  sealer: Sealer,
  { partyId, recordId, reason }: Input<typeof api.openArchivedRecord>,
): Promise<Opened> {
  await requireInSight(ctx.db, ctx.actor, partyId, recordId)
  const key = { partyId, recordId }
  const archived = found((await unscopedArchivedRecords(ctx.db, [key])).get(recordId), 'archive', recordId)
  const kept = found(archived.kept, 'archive', recordId)
  const { traceEvent } = found(await unscopedCandidate(ctx.db, partyId, recordId), 'record', recordId)
  const texts =
    traceEvent === null ? undefined : await unscopedArchivedTexts(ctx.db, [{ partyId, eventId: traceEvent }])
  const text = traceEvent === null ? undefined : texts?.get(traceEvent)
  const content = {
    fields: shownFields(kept.fields, kept.masked),
    findings: kept.findings,
    ...(text?.text === undefined ? {} : { text: text.text, nonce: text.nonce?.toString('hex') }),
  }
  record(ctx, 'archive.opened', { about: partyId, data: { recordId, reason } })
  const { archivedAt, keptUntil } = archived
  const sealed = sealer.seal(JSON.stringify(content), context(partyId, recordId))
  return { partyId, recordId, archivedAt, keptUntil, content: { sealed } }
}

/** The content that `openArchived` answered still sealed. */
export const openContent = (sealer: Sealer, answer: Opened): Opened => {
  const { sealed } = answer.content as { sealed: string }
  const text = sealer.open(sealed, context(answer.partyId, answer.recordId))
  return { ...answer, content: JSON.parse(text) as Opened['content'] }
}
