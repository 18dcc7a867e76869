import type pg from 'pg'
import { balances } from '../../test/balances.ts'
import type { Ledger } from './clients.ts'

/** How many of each kind were looked for, lost, or stored in part; all but `checked` must be 0. */
export type Count = { checked: Record<string, number>; lost: Record<string, number>; half: Record<string, number> }

/** What must not be there when nothing is stored in part; each answers with the rows that are. */
const halves = {
  ...balances,
  eventWithoutBody: `select 1 from trace.event e where not exists (
    select 1 from trace.event_body b where b.party_id = e.party_id and b.event_id = e.event_id)
    and not exists (select 1 from trace.event_archive a where a.party_id = e.party_id and a.event_id = e.event_id)`,
  eventNobodySees: `select 1 from trace.event e where not exists (
    select 1 from trace.event_for f where f.viewer_id = e.party_id and f.event_id = e.event_id)`,
  eventThatTouchesNothing: `select 1 from trace.event e where not exists (
    select 1 from trace.item_event i where i.event_id = e.event_id)`,
  eventNotOnItsWayToTheLog: `select 1 from trace.event e where not exists (
      select 1 from trace.unsealed u where u.event_id = e.event_id and u.party_id = e.party_id)
    and not exists (select 1 from proof.leaf l where l.event_id = e.event_id and l.party_id = e.party_id)`,
  saleWithoutCommand: `select 1 from trace.transfer t where not exists (
    select 1 from platform.command c where c.party_id = t.party_id and c.result like '%' || t.transfer_id || '%')`,
  saleWithoutEvent: `select 1 from trace.transfer t where not exists (
    select 1 from trace.event e where e.party_id = t.party_id and e.event_id = t.dispatch_event)`,
  journalWithGaps: `select 1 from platform.journal_counter c where c.seq <> (
    select count(*) from platform.journal j where j.party_id = c.party_id)`,
  stillPending: 'select 1 from platform.pending',
}

/** Counts in a database at rest what clients were told against what is there. */
export async function countAll(db: pg.Client, ledger: Ledger): Promise<Count> {
  const count: Count = { checked: {}, lost: {}, half: {} }
  const rows = async (text: string, values: unknown[] = []) => (await db.query<{ id: string }>(text, values)).rows
  for (const [name, text] of Object.entries(halves)) count.half[name] = (await rows(text)).length

  const sold = new Map(
    (
      await db.query<{ id: string; received: boolean }>(
        'select transfer_id as id, received > 0 as received from trace.transfer',
      )
    ).rows.map((r) => [r.id, r.received]),
  )
  count.checked['sales'] = ledger.sales.length
  count.lost['sales'] = ledger.sales.filter((s) => !sold.has(s.transferId)).length
  count.lost['receipts'] = ledger.sales.filter((s) => s.received && !sold.get(s.transferId)).length

  const captured = new Set(
    (await rows('select external_id as id from trace.event where external_id is not null')).map((r) => r.id),
  )
  const missing = (ids: readonly string[]) => ids.filter((id) => !captured.has(id)).length
  count.checked['documents'] = ledger.documents.length
  count.checked['events'] = ledger.events.length
  count.checked['unknown'] = ledger.unknown.length
  count.lost['documents'] = ledger.documents.filter((d) => missing(d.eventIds) === d.eventIds.length).length
  count.half['documentsInPart'] = [...ledger.documents.map((d) => d.eventIds), ...ledger.unknown].filter(
    (ids) => missing(ids) > 0 && missing(ids) < ids.length,
  ).length
  count.lost['events'] = missing(ledger.events.map((e) => e.eventId))
  const jobs = await rows('select job_id as id from exchange.capture_job where not running and success')
  const done = new Set(jobs.map((r) => r.id))
  count.lost['jobs'] = ledger.documents.filter((d) => !done.has(d.captureId)).length
  return count
}
