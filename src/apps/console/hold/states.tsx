import { useTranslation } from 'react-i18next'
import type { HoldState } from '../../../modules/trace/hold/rules.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

const kinds: Record<HoldState, StateKind> = { spreading: 'wait', standing: 'stop', lifting: 'wait', lifted: 'plain' }

/** The state of a hold. */
export function HoldStateChip({ state }: { state: HoldState }) {
  const { t } = useTranslation()
  return <State kind={kinds[state]}>{t(`hold_state.${state}`)}</State>
}

/** It is on its way to, or away from, what was made of the goods: what is shown changes by itself. */
export const isMoving = (state: HoldState | undefined): boolean => state === 'spreading' || state === 'lifting'
