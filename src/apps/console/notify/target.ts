import type { Notice } from '../../../modules/notify/schema.ts'
import type { StateKind } from '../../../ui/State.tsx'

/** The page that shows what a notice is about. */
export function targetOf({ kind, data }: Pick<Notice, 'kind' | 'data'>): string {
  const id = (key: string) => (typeof data[key] === 'string' ? encodeURIComponent(data[key]) : '')
  if (kind.startsWith('transfer.')) return `/trade/${id('sellerId')}/${id('transferId')}`
  // told to holders: the case itself is the agency's, what of theirs it stops is theirs
  if (kind === 'hold.released') return `/batches/${id('holdingId')}`
  if (kind.startsWith('hold.')) return '/held'
  if (kind === 'filing.submitted') return `/reviews/${id('party')}/${id('filingId')}`
  // several at once have no code: the list of those that are due
  if (kind.startsWith('duty.'))
    return data['code']
      ? `/equipment/${id('profile')}/${id('code')}`
      : `/equipment?profile=${id('profile')}&due=${kind === 'duty.many_soon' ? 'soon' : 'overdue'}`
  if (kind === 'task.overdue') return '/production/tasks'
  if (kind.startsWith('identifier.') || kind === 'subscription.stopped') return '/connections'
  if (kind.startsWith('permit.')) return `/permits/${id('holderId')}/${id('permitId')}`
  if (kind === 'custody.overdue') return '/custody?which=overdue'
  if (kind === 'control.loss') return `/production/records/${id('recordId')}?partyId=${id('party')}`
  if (kind === 'device.excursion') return `/devices/${id('deviceId')}`
  return kind.startsWith('filing.') ? '/organisation/filing' : '/organisation'
}

const tones: Partial<Record<Notice['kind'], StateKind>> = {
  'hold.reached': 'stop',
  'hold.released': 'good',
  'hold.lifted': 'good',
  'transfer.arrived': 'wait',
  'transfer.received': 'good',
  'transfer.refused': 'stop',
  'transfer.returned': 'wait',
  'filing.submitted': 'wait',
  'filing.approved': 'good',
  'filing.returned': 'wait',
  'filing.rejected': 'stop',
  'identifier.confirmed': 'good',
  'identifier.refused': 'stop',
  'licence.confirmed': 'good',
  'licence.refused': 'stop',
  'licence.revoked': 'stop',
  'licence.expiring': 'wait',
  'licence.expired': 'stop',
  'duty.soon': 'wait',
  'duty.overdue': 'stop',
  'duty.blocked': 'stop',
  'duty.many_soon': 'wait',
  'duty.many_overdue': 'stop',
  'duty.many_blocked': 'stop',
  'task.overdue': 'stop',
  'operator.suspended': 'stop',
  'operator.restored': 'good',
  'operator.revoked': 'stop',
  'permit.revoked': 'stop',
  'custody.overdue': 'stop',
  'control.loss': 'stop',
  'device.excursion': 'stop',
  'subscription.stopped': 'stop',
}
/** How a notice is marked; the words say the same. */
export const toneOf = (kind: Notice['kind']): StateKind => tones[kind] ?? 'info'
