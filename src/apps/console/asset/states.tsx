import { useTranslation } from 'react-i18next'
import type { AssetDuty, AssetLine } from '../../../modules/asset/schema.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

const useLooks: Record<AssetLine['state'], StateKind> = {
  not_in_use: 'plain',
  in_use: 'good',
  stopped: 'wait',
  scrapped: 'plain',
}
const dueLooks: Record<AssetDuty['standing'], StateKind> = { overdue: 'stop', soon: 'wait', later: 'good' }

export function UseChip({ state }: { state: AssetLine['state'] }) {
  const { t } = useTranslation()
  return <State kind={useLooks[state]}>{t(`assets.state.${state}`)}</State>
}

/** How a duty stands; none: nothing is due. */
export function DueChip({ duty }: { duty: AssetDuty | null }) {
  const { t } = useTranslation()
  if (!duty) return <State kind="plain">{t('assets.nothing_due')}</State>
  return <State kind={dueLooks[duty.standing]}>{t(`assets.standing.${duty.standing}`)}</State>
}

/** Days until a duty is due, or since it was. */
export function useDays(): (duty: AssetDuty) => string {
  const { t } = useTranslation()
  return ({ daysLeft }) => {
    if (daysLeft === 0) return t('assets.today')
    return daysLeft < 0 ? t('assets.days_over', { count: -daysLeft }) : t('assets.days_left', { count: daysLeft })
  }
}
