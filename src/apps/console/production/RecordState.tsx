import { useTranslation } from 'react-i18next'
import type { ProductionRecord } from '../../../modules/production/record/schema.ts'
import { State } from '../../../ui/State.tsx'

/** Void, with gaps, or complete. */
export function RecordState({ record }: { record: Pick<ProductionRecord, 'voided' | 'missing'> }) {
  const { t } = useTranslation()
  if (record.voided) return <State kind="stop">{t('production.voided')}</State>
  if (record.missing.length)
    return <State kind="wait">{t('production.lacking', { count: record.missing.length })}</State>
  return <State kind="good">{t('production.complete')}</State>
}
