import { useTranslation } from 'react-i18next'
import type { TracedClass } from '../../../../modules/catalogue/traced/schema.ts'
import { chinaToday } from '../../../../ui/format.ts'
import { State } from '../../../../ui/State.tsx'

/** Whether an entry holds today, will, or did. */
export function EntryState({ entry: { validFrom, validTo } }: { entry: Pick<TracedClass, 'validFrom' | 'validTo'> }) {
  const { t } = useTranslation()
  const today = chinaToday()
  if (validTo !== null && validTo <= today) return <State kind="plain">{t('traced.over')}</State>
  if (validFrom > today) return <State kind="wait">{t('traced.coming', { date: validFrom })}</State>
  return <State kind="good">{validTo === null ? t('traced.in_force') : t('traced.until', { date: validTo })}</State>
}
