import { useTranslation } from 'react-i18next'
import type { CaptureJob } from '../../../modules/exchange/capture/schema.ts'
import type { Subscription } from '../../../modules/exchange/subscription/schema.ts'
import type { IdentifierState } from '../../../modules/registry/identifier/rules.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

const identifierLooks: Record<IdentifierState, StateKind> = {
  declared: 'wait',
  confirmed: 'good',
  refused: 'stop',
  withdrawn: 'plain',
}

export function IdentifierStateChip({ state }: { state: IdentifierState }) {
  const { t } = useTranslation()
  return <State kind={identifierLooks[state]}>{t(`identifier.state.${state}`)}</State>
}

export function SubscriptionStateChip({ state, failures }: Pick<Subscription, 'state' | 'failures'>) {
  const { t } = useTranslation()
  if (state === 'disabled') return <State kind="stop">{t('subscriptions.disabled')}</State>
  if (failures > 0) return <State kind="wait">{t('subscriptions.failing', { count: failures })}</State>
  return <State kind="good">{t('subscriptions.active')}</State>
}

/** A job that proceeded past errors has captured the rest. */
export function CaptureStateChip({ job }: { job: CaptureJob }) {
  const { t } = useTranslation()
  if (job.running) return <State kind="wait">{t('captures.running')}</State>
  if (job.success) return <State kind="good">{t('captures.done')}</State>
  return job.captureErrorBehaviour === 'proceed' ? (
    <State kind="wait">{t('captures.partly')}</State>
  ) : (
    <State kind="stop">{t('captures.failed')}</State>
  )
}
