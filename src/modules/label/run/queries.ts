import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import type { Language } from '../../../platform/i18n.ts'
import { rowsInScope } from '../../identity/index.ts'
import type { Label } from '../print/shapes.ts'
import type { Template } from '../rules.ts'
import type { listPrintRuns, PrintRun } from './schema.ts'

/** The print runs this person may see: an operator its own, an agency those of its jurisdiction. */
const printRunsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('label.printRun as r')
    .select(['r.partyId', 'r.runId', 'r.holdingId', 'r.batchCode', 'r.productName', 'r.template', 'r.copies'])
    .select(['r.certificateCode', 'r.printedAt'])
    .where(rowsInScope(actor, 'r.partyId', 'r.sector'))

/** Print runs, newest first. */
export async function listRuns(
  db: Db,
  actor: Actor,
  f: Input<typeof listPrintRuns>,
): Promise<{ items: PrintRun[]; nextCursor: string | null }> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await printRunsOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('r.partyId', '=', f.partyId!))
    .$if(f.holdingId !== undefined, (q) => q.where('r.holdingId', '=', f.holdingId!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.printed_at, r.run_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('r.printedAt', 'desc')
    .orderBy('r.runId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows as PrintRun[], f.limit, (r) => [r.printedAt, r.runId])
  return { items, nextCursor }
}

/** What a run prints. @throws not_found `print_run.not_found` */
export async function requireRun(db: Db, actor: Actor, runId: string) {
  const row = await printRunsOf(db, actor)
    .select(['r.used', 'r.cutLines', 'r.language', 'r.label'])
    .where('r.partyId', '=', actor.partyId)
    .where('r.runId', '=', runId)
    .executeTakeFirst()
  const run = found(row, 'print_run', runId)
  return {
    ...run,
    template: run.template as Template,
    language: run.language as Language,
    label: JSON.parse(run.label) as Label,
  }
}

/** The delivery that a batch was made for: what a label says on circulation. The seller's own transfers only. */
export async function unscopedDelivery(
  db: Db | Tx,
  batch: { partyId: string; holdingId: string },
): Promise<{ buyerId: string; buyerName: string | null; quantity: string; dispatchedAt: string } | undefined> {
  const { rows } = await sql<{ transferId: string }>`
    select v.transfer_id from trace.holding_event e
    join trace.event v on v.party_id = e.party_id and v.event_id = e.event_id
    where e.party_id = ${batch.partyId} and e.holding_id = ${batch.holdingId} and e.voided_by is null
      and v.kind = 'dispatch' and v.transfer_id is not null
    order by e.event_time desc limit 20`.execute(db)
  if (!rows.length) return undefined
  return db
    .selectFrom('trace.transfer')
    .select(['buyerId', 'buyerName', 'quantity', 'dispatchedAt'])
    .where('partyId', '=', batch.partyId)
    .where('transferId', '=', sql<string>`any(${rows.map((r) => r.transferId)}::uuid[])`)
    .where('holdingId', '=', batch.holdingId)
    .where('state', 'in', ['open', 'partly', 'received'])
    .orderBy('dispatchedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}
