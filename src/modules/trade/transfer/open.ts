import { sql } from 'kysely'
import type { Obligation } from '../../registry/index.ts'

const some = 1000

/**
 * Transfers that wait for an answer keep an operator from being cancelled (agriculture.md §1.2): what it sent and
 * nobody has answered yet, and what was sent to it.
 */
export const openTransfers: Obligation = async (db, partyId) => {
  const out = await db
    .selectFrom('trace.transfer')
    .select('transferId')
    .where('partyId', '=', partyId)
    .where('state', 'in', ['open', 'partly'])
    .limit(some)
    .execute()
  const waiting = await db
    .selectFrom('trace.transferIn')
    .select(['sellerId', 'transferId'])
    .where('partyId', '=', partyId)
    .where('waiting', '=', true)
    .limit(some)
    .execute()
  // the buyer's row only narrows; what is open stands with the seller
  const incoming = waiting.length
    ? await db
        .selectFrom('trace.transfer')
        .select('transferId')
        .where('partyId', '=', sql<string>`any(${waiting.map((w) => w.sellerId)}::uuid[])`)
        .where('transferId', '=', sql<string>`any(${waiting.map((w) => w.transferId)}::uuid[])`)
        .where('state', 'in', ['open', 'partly'])
        .execute()
    : []
  if (!out.length && !incoming.length) return undefined
  return { reason: 'operator.has_open_transfers', details: { outgoing: out.length, incoming: incoming.length } }
}
