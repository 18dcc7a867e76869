/** What parties are told, and once: the kind of a notice with what it is about (party, kind, about) is unique. */
export const noticeKinds = [
  'hold_reached',
  'hold_lifted',
  'hold_released',
  'transfer_arrived',
  'transfer_received',
  'transfer_refused',
  'transfer_returned',
  'transfer_withdrawn',
  'filing_waiting',
  'filing_approved',
  'filing_returned',
  'filing_rejected',
  'operator_suspended',
  'operator_restored',
  'operator_revoked',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The journal entry as far as notices need it. */
export type Told = {
  partyId: string
  seq: string
  kind: string
  eventId: string | null
  about: string | null
  data: Record<string, unknown>
}
export type NewNotice = { partyId: string; kind: NoticeKind; about: string; data: Record<string, unknown> }

const text = (v: unknown): string | undefined => (typeof v === 'string' ? v : undefined)
const texts = (v: unknown): string[] => (Array.isArray(v) ? v.filter((x) => typeof x === 'string') : [])

/**
 * Who is told what by an entry of the journal. `buyerId` is that of the transfer the entry is about, where the entry
 * does not name it.
 */
export function noticesOf(e: Told, buyerId?: string): NewNotice[] {
  const from = { fromId: e.partyId }
  // an answer may come in parts: each is told of, by its event
  const once = e.eventId ?? `${e.partyId}/${e.seq}`
  const to = (partyId: string | undefined, kind: NoticeKind, about: string, data: Record<string, unknown> = {}) =>
    partyId === undefined || partyId === e.partyId ? [] : [{ partyId, kind, about, data: { ...from, ...data } }]
  const { quantity, unit } = e.data
  const transfer = { transferId: e.about, quantity, unit }
  switch (e.kind) {
    case 'hold.reached':
    case 'hold.lifted': {
      const kind = e.kind === 'hold.reached' ? 'hold_reached' : 'hold_lifted'
      return texts(e.data['partyIds']).flatMap((p) => to(p, kind, e.about!, { holdId: e.about }))
    }
    case 'hold.released':
      return to(text(e.data['partyId']), 'hold_released', `${e.about}/${text(e.data['holdingId'])}`, {
        holdId: e.about,
      })
    case 'transfer.dispatched':
      return e.data['outside'] ? [] : to(text(e.data['buyerId']), 'transfer_arrived', e.about!, transfer)
    case 'transfer.received':
      return to(text(e.data['sellerId']), 'transfer_received', once, transfer)
    case 'transfer.returned':
      return to(
        text(e.data['sellerId']),
        e.data['of'] === 'arriving' ? 'transfer_refused' : 'transfer_returned',
        once,
        transfer,
      )
    case 'transfer.withdrawn':
      return to(buyerId, 'transfer_withdrawn', once, transfer)
    case 'filing.submitted':
      return to(text(e.data['reviewerId']), 'filing_waiting', once, {
        filingId: e.about,
        fromId: text(e.data['partyId']) ?? e.partyId,
      })
    case 'filing.approved':
    case 'filing.returned':
    case 'filing.rejected': {
      const kinds = { approved: 'filing_approved', returned: 'filing_returned', rejected: 'filing_rejected' } as const
      const decision = e.kind.slice('filing.'.length) as keyof typeof kinds
      return to(text(e.data['partyId']), kinds[decision], once, { filingId: e.about })
    }
    case 'operator.suspended':
    case 'operator.restored':
    case 'operator.revoked': {
      const kinds = {
        suspended: 'operator_suspended',
        restored: 'operator_restored',
        revoked: 'operator_revoked',
      } as const
      const decision = e.kind.slice('operator.'.length) as keyof typeof kinds
      return to(e.about ?? undefined, kinds[decision], once, { reason: text(e.data['reason']) })
    }
    default:
      return []
  }
}

/** Kinds of journal entries that lead to notices. */
export const toldKinds = [
  'hold.reached',
  'hold.lifted',
  'hold.released',
  'transfer.dispatched',
  'transfer.received',
  'transfer.returned',
  'transfer.withdrawn',
  'filing.submitted',
  'filing.approved',
  'filing.returned',
  'filing.rejected',
  'operator.suspended',
  'operator.restored',
  'operator.revoked',
] as const
