import { useTranslation } from 'react-i18next'
import type { FilingState } from '../../../modules/registry/filing/rules.ts'
import type { OperatorState } from '../../../modules/registry/operator/rules.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

const filingKinds: Record<FilingState, StateKind> = {
  draft: 'plain',
  submitted: 'wait',
  returned: 'wait',
  rejected: 'stop',
  approved: 'good',
  withdrawn: 'plain',
}
const operatorKinds: Record<OperatorState, StateKind> = {
  temporary: 'info',
  approved: 'good',
  suspended: 'stop',
  revoked: 'stop',
  cancelled: 'plain',
  merged: 'plain',
}

/** Where a filing stands. */
export function FilingStateChip({ state }: { state: FilingState }) {
  const { t } = useTranslation()
  return <State kind={filingKinds[state]}>{t(`filing.state.${state}`)}</State>
}

/** Where an operator stands. */
export function OperatorStateChip({ state }: { state: OperatorState }) {
  const { t } = useTranslation()
  return <State kind={operatorKinds[state]}>{t(`operator.state.${state}`)}</State>
}
