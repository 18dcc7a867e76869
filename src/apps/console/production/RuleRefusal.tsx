import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../modules/production/rule/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { Findings } from './Findings.tsx'

/** What a rule refused (`rule.blocked`): every rule that did, with its sentence, source and first day, and what to do. */
export default function RuleRefusal({ refusal }: { refusal: AppError }) {
  const { t } = useTranslation()
  return (
    <div className="production-findings">
      <Findings findings={refusal.details['findings'] as Finding[]}>
        <p>{t('production.blocked_told')}</p>
      </Findings>
    </div>
  )
}
