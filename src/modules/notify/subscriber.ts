import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { JournalRow, Subscriber } from '../../platform/journal.ts'
import { licenceKinds } from '../registry/index.ts'
import { insertNotices, type NewNotice } from './queries.ts'
import type { NoticeData, NoticeKind } from './rules.ts'

type Telling = (tx: Tx, row: JournalRow) => Promise<NewNotice[]>

/** Whom an entry concerns besides the one who made it, and what they are told. */
const tellings: Record<string, Telling> = {
  'hold.reached': toHolders('hold.reached'),
  'hold.lifted': toHolders('hold.lifted'),
  'hold.released': async (_, { partyId, about, data }) => {
    const { partyId: holder, holdingId } = data as { partyId: string; holdingId: string }
    const ids = { party: partyId, issuerId: partyId, holdId: about, holdingId }
    return [{ partyId: holder, kind: 'hold.released', about: `${about}/${holdingId}`, data: ids }]
  },
  'transfer.dispatched': async (tx, row) => {
    const { outside, buyerId } = row.data as { outside: boolean; buyerId: string }
    if (outside) return []
    const data = await transferFacts(tx, row.partyId, row.about!)
    return [{ partyId: buyerId, kind: 'transfer.arrived', about: row.about!, data: { ...data, party: row.partyId } }]
  },
  'transfer.received': toSeller('transfer.received'),
  'transfer.returned': async (tx, row) =>
    toSeller(row.data['of'] === 'arriving' ? 'transfer.refused' : 'transfer.returned')(tx, row),
  'transfer.withdrawn': async (tx, row) => {
    const { buyerId, ...data } = await transferFacts(tx, row.partyId, row.about!)
    if (!buyerId) return []
    return [{ partyId: buyerId, kind: 'transfer.withdrawn', about: row.about!, data: { ...data, party: row.partyId } }]
  },
  'filing.submitted': async (_, row) => {
    const { partyId, reviewerId } = row.data as { partyId: string; reviewerId: string | null }
    return reviewerId ? [filing(row, reviewerId, 'filing.submitted', partyId)] : []
  },
  'filing.approved': decided('filing.approved'),
  'filing.returned': decided('filing.returned'),
  'filing.rejected': decided('filing.rejected'),
  'identifier.confirmed': identifierDecided('identifier.confirmed'),
  'identifier.refused': identifierDecided('identifier.refused'),
  'licence.confirmed': licenceDecided('licence.confirmed'),
  'licence.refused': licenceDecided('licence.refused'),
  'licence.revoked': licenceDecided('licence.revoked'),
  'operator.suspended': toOperator('operator.suspended'),
  'operator.restored': toOperator('operator.restored'),
  'operator.revoked': toOperator('operator.revoked'),
  'permit.issued': toHolder('permit.issued'),
  'permit.closed': toHolder('permit.closed'),
  'permit.revoked': toHolder('permit.revoked'),
  'custody.overdue': async (_, { partyId, about, data }) => [
    { partyId, kind: 'custody.overdue', about: about!, data: { ...(data as NoticeData), recordId: about } },
  ],
  'control.lossReported': async (_, { partyId: party, about, data }) => {
    const { agencies, holdingId, product, quantity, unit } = data as { agencies: string[] } & NoticeData
    const facts = { party, recordId: about, holdingId, product, quantity, unit } as NoticeData
    return agencies.map((partyId) => ({ partyId, kind: 'control.loss', about: about!, data: facts }))
  },
  'device.excursion': async (_, row) => [excursion(row)],
  // switched off by hand it has no reason, and whoever did it knows
  'subscription.disabled': async (_, { partyId, about, data, at }) =>
    data['reason'] === undefined
      ? []
      : [
          {
            partyId,
            kind: 'subscription.stopped',
            about: `${about}/${at}`,
            data: { subscriptionId: about, queryName: String(data['queryName']) },
          },
        ],
}

/** Tells parties what others decided or did that concerns them. */
export const notifySubscriber: Subscriber = {
  name: 'notify',
  kinds: Object.keys(tellings),
  async handle(ctx, row) {
    await insertNotices(ctx.db, await tellings[row.kind]!(ctx.db, row), row.at)
  },
}

/** The hold names whom it has reached, each once; its reason and contact travel with the notice. */
function toHolders(kind: 'hold.reached' | 'hold.lifted'): Telling {
  return async (tx, { partyId, about, data }) => {
    const { partyIds } = data as { partyIds: string[] }
    const { rows } = await sql<NoticeData>`
      select reason, contact, document_no as "documentNo", product_name as "product" from trace.hold
      where party_id = ${partyId} and hold_id = ${about}`.execute(tx)
    const facts = { ...rows[0], party: partyId, issuerId: partyId, holdId: about }
    return partyIds.map((holder) => ({ partyId: holder, kind, about: about!, data: facts }))
  }
}

function toSeller(kind: NoticeKind): Telling {
  return async (tx, { partyId, about, eventId, data }) => {
    const { sellerId, quantity } = data as { sellerId: string; quantity: string }
    const facts = await transferFacts(tx, sellerId, about!)
    const reason = facts['returnReason'] ?? null
    return [{ partyId: sellerId, kind, about: eventId ?? about!, data: { ...facts, quantity, reason, party: partyId } }]
  }
}

async function transferFacts(tx: Tx, sellerId: string, transferId: string): Promise<NoticeData> {
  const { rows } = await sql<NoticeData>`
    select party_id as "sellerId", transfer_id as "transferId", buyer_id as "buyerId", product_name as product, code,
      quantity::text, unit, return_reason as "returnReason"
    from trace.transfer where party_id = ${sellerId} and transfer_id = ${transferId}`.execute(tx)
  return rows[0] ?? { sellerId, transferId }
}

function decided(kind: NoticeKind): Telling {
  return async (_, row) => [filing(row, String(row.data['partyId']), kind, row.partyId)]
}

/** An operator hears what its agency made of an identifier it declared. */
function identifierDecided(kind: NoticeKind): Telling {
  return async (_, { partyId: party, about, data }) => {
    const { partyId, value, reason = '' } = data as { partyId: string; value: string; reason?: string }
    return [{ partyId, kind, about: about!, data: { party, value, reason } }]
  }
}

/** An operator hears what its agency made of a licence it filed. */
function licenceDecided(kind: NoticeKind): Telling {
  return async (_, { partyId: party, about, data }) => {
    const {
      partyId,
      number,
      reason = '',
      ...rest
    } = data as Record<'partyId' | 'kind' | 'number', string> & {
      reason?: string
    }
    const names = licenceKinds().find((k) => k.kind === rest.kind)?.names
    const said = { licenceZh: names?.zh ?? rest.kind, licenceEn: names?.en ?? rest.kind }
    return [{ partyId, kind, about: about!, data: { party, number, reason, ...said } }]
  }
}

/** A filing handed in again is a new thing to decide, and to be told of. */
function filing(row: JournalRow, to: string, kind: NoticeKind, party: string): NewNotice {
  const { filingKind, revision, note } = row.data as { filingKind: string; revision: number; note?: string | null }
  const data = { party, filingId: row.about, filingKind, note: note ?? '' }
  return { partyId: to, kind, about: `${row.about}/${revision}`, data }
}

/** The holder hears of its own logger. */
function excursion({ partyId, about, data }: JournalRow): NewNotice {
  const { deviceId, device, celsius, low, high, container, goods } = data as {
    deviceId: string
    device: string
    celsius: string
    low: string | null
    high: string | null
    container: string | null
    goods: string[]
  }
  const limits = `${low === null ? '' : Number(low)}～${high === null ? '' : Number(high)}℃`
  const where = [container, ...goods].filter(Boolean).join('、')
  const facts = { party: partyId, deviceId, device, celsius, limits, where: where && `${where}。` }
  return { partyId, kind: 'device.excursion', about: about!, data: facts }
}

function toOperator(kind: NoticeKind): Telling {
  return async (_, { partyId, seq, about, data }) => {
    const reason = typeof data['reason'] === 'string' ? data['reason'] : ''
    return [{ partyId: about!, kind, about: `${partyId}/${seq}`, data: { party: partyId, reason } }]
  }
}

/** The holder of a permit hears what its authority did; a permit has one row in the journal for each. */
function toHolder(kind: 'permit.issued' | 'permit.closed' | 'permit.revoked'): Telling {
  return async (_, { partyId: party, about, data }) => {
    const { partyId, number, reason = '' } = data as { partyId: string; number: string; reason?: string }
    return [{ partyId, kind, about: about!, data: { party, holderId: partyId, permitId: about, number, reason } }]
  }
}
