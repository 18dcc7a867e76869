import { sql } from 'kysely'
import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import type { JournalRow, Subscriber } from '../../platform/journal.ts'

type Source = { partyId: string; aboutId: string }

/** Pages marked in one statement at most. */
const CHUNK = 1000

/**
 * Marks the pages that an entry changes, so that the next scan makes them again. Holds are not among its kinds: a scan
 * reads their marks itself, whatever this is late with.
 */
export const portalSubscriber: Subscriber = {
  name: 'portal',
  kinds: [
    'batch.produced',
    'batch.purchasedIn',
    'batch.processed',
    'batch.merged',
    'batch.split',
    'batch.packed',
    'batch.unpacked',
    'batch.observed',
    'batch.consumed',
    'batch.destroyed',
    'transfer.dispatched',
    'transfer.received',
    'transfer.returned',
    'transfer.withdrawn',
    'event.voided',
    'certificate.issued',
    'certificate.voided',
    'voucher.issued',
    'voucher.voided',
    'operator.approved',
    'operator.changed',
    'operator.edited',
    'operator.suspended',
    'operator.restored',
    'operator.revoked',
    'operator.cancelled',
    'operator.merged',
    'retention.archived',
    'retention.purged',
  ],
  async handle(ctx: CommandCtx, row: JournalRow) {
    for (const source of await sourcesOfEntry(ctx.db, row)) await markPages(ctx.db, source)
  },
}

/** What of the world an entry changed: holdings, or a party. */
async function sourcesOfEntry(tx: Tx, row: JournalRow): Promise<Source[]> {
  const { kind, partyId, about, eventId } = row
  if (kind.startsWith('operator.')) return about === null ? [] : [{ partyId: about, aboutId: about }]
  if (kind.startsWith('retention.'))
    return (row.data['holdingIds'] as string[]).map((aboutId) => ({ partyId, aboutId }))
  if (kind.startsWith('certificate.')) {
    const { rows } = await sql<Source>`select party_id, holding_id as about_id from label.certificate
      where party_id = ${partyId} and certificate_id = ${about}`.execute(tx)
    return rows
  }
  if (kind.startsWith('voucher.')) {
    const { rows } = await sql<Source>`select distinct party_id, holding_id as about_id from trade.voucher_line
      where party_id = ${partyId} and voucher_id = ${about}`.execute(tx)
    return rows
  }
  const events = [eventId, kind === 'event.voided' ? about : null].flatMap((id) => id ?? [])
  if (!events.length) return []
  const { rows: named } = await sql<{ counterpartId: string | null }>`select counterpart_id from trace.event
    where party_id = ${partyId} and event_id = any(${events}::uuid[])`.execute(tx)
  const parties = [...new Set([partyId, ...named.flatMap((n) => n.counterpartId ?? [])])]
  const { rows } = await sql<Source>`select distinct party_id, holding_id as about_id from trace.holding_event
    where party_id = any(${parties}::uuid[]) and event_id = any(${events}::uuid[])`.execute(tx)
  return rows
}

async function markPages(tx: Tx, { partyId, aboutId }: Source): Promise<void> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ code: string }>`select code from portal.page_source
      where party_id = ${partyId} and about_id = ${aboutId} and code > ${after}
      order by code limit ${CHUNK}`.execute(tx)
    if (!rows.length) return
    after = rows.at(-1)!.code
    await sql`update portal.page set marks = marks + 1 where code = any(${rows.map((r) => r.code)}::text[])`.execute(tx)
  }
}
