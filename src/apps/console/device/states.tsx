import { useTranslation } from 'react-i18next'
import type { Binding, DeviceLine } from '../../../modules/device/schema.ts'
import { listText } from '../../../ui/listText.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

type Standing = 'off' | 'silent' | 'bound' | 'free'
const looks: Record<Standing, StateKind> = { off: 'plain', silent: 'stop', bound: 'good', free: 'info' }

export const standingOf = (d: DeviceLine): Standing =>
  d.disabledAt ? 'off' : d.silent ? 'silent' : d.bound ? 'bound' : 'free'

export function DeviceChip({ device }: { device: DeviceLine }) {
  const { t } = useTranslation()
  const standing = standingOf(device)
  return <State kind={looks[standing]}>{t(`devices.state.${standing}`)}</State>
}

/** `5.1 ℃, 60 %`; nothing where nothing was measured yet. */
export const readingText = (d: DeviceLine): string | null =>
  [d.lastCelsius === null ? [] : `${d.lastCelsius} ℃`, d.lastHumidity === null ? [] : `${d.lastHumidity} %`]
    .flat()
    .join(', ') || null

/** The container, else the goods by name. */
export function usePlace(): (b: Binding) => string {
  const { i18n } = useTranslation()
  return ({ container, goods }) =>
    container ?? listText([...new Set(goods.map((g) => g.productName ?? g.code ?? ''))], i18n.language)
}

/** Between which temperatures it is to be. */
export function useLimits(): (b: Pick<Binding, 'low' | 'high'>) => string {
  const { t } = useTranslation()
  return ({ low, high }) =>
    low !== null && high !== null
      ? t('devices.between', { low, high })
      : low !== null
        ? t('devices.at_least', { low })
        : high !== null
          ? t('devices.at_most', { high })
          : t('devices.no_limits')
}
