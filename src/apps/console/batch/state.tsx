import { useTranslation } from 'react-i18next'
import { compare } from '../../../kernel/quantity.ts'
import type { Holding } from '../../../modules/trace/schema.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

type Balance = Pick<Holding, 'held' | 'quantity' | 'available' | 'disposition'>
export type BatchState = 'held' | 'in_stock' | 'reserved' | 'sold' | 'used_up'

/** How a batch stands at its holder: what matters first. */
export function stateOf({ held, quantity, available, disposition }: Balance): BatchState {
  if (held) return 'held'
  if (compare(available, '0') > 0) return 'in_stock'
  if (compare(quantity, '0') > 0) return 'reserved'
  return disposition === 'sold' || disposition === 'in_transit' ? 'sold' : 'used_up'
}

const kinds: Record<BatchState, StateKind> = {
  held: 'stop',
  in_stock: 'good',
  reserved: 'wait',
  sold: 'plain',
  used_up: 'plain',
}

/** The state of a batch as icon and word. */
export function BatchStateChip({ batch }: { batch: Balance }) {
  const { t } = useTranslation()
  const state = stateOf(batch)
  return <State kind={kinds[state]}>{t(`batch.state.${state}`)}</State>
}
