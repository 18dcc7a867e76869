import { compare } from '../../kernel/quantity.ts'
import type { Permission } from '../../platform/permissions.ts'
import { openQuantity, type TransferCounts } from '../trace/rules.ts'

export type TransferAction = 'receive' | 'refuse' | 'return' | 'withdraw'

/** Who may do it: the buyer with the right to receive, the seller with the right to dispatch. */
export const transferActions = {
  receive: { side: 'buyer', needs: 'transfer:receive', of: 'open' },
  refuse: { side: 'buyer', needs: 'transfer:receive', of: 'open' },
  return: { side: 'buyer', needs: 'transfer:receive', of: 'received' },
  withdraw: { side: 'seller', needs: 'transfer:dispatch', of: 'open' },
} as const satisfies Record<TransferAction, { side: 'buyer' | 'seller'; needs: Permission; of: 'open' | 'received' }>

/** What this person may do with a transfer now: the same for the screen's buttons and the server's answer. */
export function actionsOn(
  t: TransferCounts & { state: string; sellerId: string; buyerId: string | null },
  actor: { partyId: string; permissions: readonly Permission[] },
): TransferAction[] {
  if (t.state === 'voided' || t.buyerId === null) return []
  const left = { open: openQuantity(t), received: t.received }
  return (Object.keys(transferActions) as TransferAction[]).filter((action) => {
    const { side, needs, of } = transferActions[action]
    const party = side === 'buyer' ? t.buyerId : t.sellerId
    return party === actor.partyId && actor.permissions.includes(needs) && compare(left[of], '0') > 0
  })
}

/** Whole hours since dispatch while something is unanswered: what the to-do list sorts and shows. */
export function waitingHours(t: TransferCounts & { state: string; dispatchedAt: string }, now: string): number | null {
  if (t.state === 'voided' || compare(openQuantity(t), '0') <= 0) return null
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(t.dispatchedAt)) / 3_600_000))
}

/** Lines of one voucher: each is a sale of its own in one transaction. */
export const mostLines = 100
