import { useTranslation } from 'react-i18next'
import type { Overlay } from '../../../../modules/catalogue/overlay/schema.ts'
import { chinaToday } from '../../../../ui/format.ts'
import { State } from '../../../../ui/State.tsx'

type Standing = Pick<Overlay, 'state' | 'validFrom' | 'validTo' | 'replacedOn'>

/** Whether it waits, holds, will hold, or no longer does. */
export function OverlayState({ overlay: o }: { overlay: Standing }) {
  const { t } = useTranslation()
  const today = chinaToday()
  if (o.state === 'proposed') return <State kind="wait">{t('overlays.state.proposed')}</State>
  if (o.state !== 'approved')
    return <State kind={o.state === 'refused' ? 'stop' : 'plain'}>{t(`overlays.state.${o.state}`)}</State>
  if (o.replacedOn !== null && o.replacedOn <= today) return <State kind="plain">{t('overlays.replaced')}</State>
  if (o.validTo !== null && o.validTo <= today) return <State kind="plain">{t('overlays.over')}</State>
  if (o.validFrom > today) return <State kind="info">{t('overlays.coming', { date: o.validFrom })}</State>
  return <State kind="good">{t('overlays.in_force')}</State>
}
