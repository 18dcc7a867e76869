import { sql } from 'kysely'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { voidEvent } from '../../trace/index.ts'
import { type Declarer, declareError } from '../input/service.ts'
import { requireOperator } from './actor.ts'
import type { voidRecord } from './schema.ts'

type Voidable = { recordId: string; event: string; traceEvent: string | null; voidedAt: string | null }

async function findOwn(tx: Tx, partyId: string, column: 'record_id' | 'trace_event', id: string) {
  const { rows } = await sql<Voidable>`
    select record_id, event, trace_event, voided_at from production.record
    where party_id = ${partyId} and ${sql.ref(column)} = ${id}`.execute(tx)
  return rows[0]
}

/**
 * Declares a record an error: it stays, marked, and counts no more. Goods it made are taken back by an error
 * declaration of their event, which refuses while anything was done with them (`event.has_outputs`).
 */
export async function voidOwnRecord(
  ctx: CommandCtx,
  { recordId, reason }: Input<typeof voidRecord>,
): Promise<{ recordId: string; voidedAt: string }> {
  const { partyId } = ctx.actor
  const wrong = found(await findOwn(ctx.db, partyId, 'record_id', recordId), 'record', recordId)
  await requireOperator(ctx)
  if (wrong.voidedAt) throw new AppError('conflict', 'record.voided')
  if (wrong.traceEvent) await voidEvent(ctx, { eventId: wrong.traceEvent, reason })
  await markVoided(ctx, wrong, reason)
  return { recordId, voidedAt: ctx.now }
}

/** A step's event was declared an error at the trace, by whom the journal says: so is its record. */
export async function voidRecordOfEvent(
  ctx: CommandCtx,
  { eventId, reason, by }: { eventId: string; reason: string; by: Declarer },
): Promise<void> {
  const wrong = await findOwn(ctx.db, ctx.actor.partyId, 'trace_event', eventId)
  if (wrong && !wrong.voidedAt) await markVoided(ctx, wrong, reason, by)
}

async function markVoided(
  ctx: CommandCtx,
  { recordId, event }: Voidable,
  reason: string,
  by: Declarer = ctx.actor,
): Promise<void> {
  const { partyId } = ctx.actor
  await declareError(ctx, recordId, reason, by)
  for (const table of ['record', 'input_use'])
    await sql`update ${sql.table(`production.${table}`)} set voided_by = ${ctx.commandId}, voided_at = ${ctx.now}
      where party_id = ${partyId} and record_id = ${recordId} and voided_at is null`.execute(ctx.db)
  record(ctx, 'production.recordVoided', { about: recordId, data: { event, reason } })
}
