import { Button } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../platform/errors.ts'
import { later } from '../../../ui/later.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { withLateWords } from './i18n.ts'

const RuleRefusal = later(withLateWords(() => import('../production/RuleRefusal.tsx')))

/** The sentence of a refusal in the reader's language. */
export function useRefusalText(): (refusal: AppError) => string {
  const { t, i18n } = useTranslation()
  return ({ reason, details }) => t(i18n.exists(reason) ? reason : 'internal', details as Record<string, string>)
}

/** What was refused, why, and what to do now; the input stays as it is. */
export function Refusal({
  refusal,
  again,
}: {
  refusal: AppError | null | undefined
  again?: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const text = useRefusalText()
  if (!refusal) return null
  // a rule of a chain is told with its source; the page that refuses by one has loaded enough to show it
  if (refusal.reason === 'rule.blocked' && Array.isArray(refusal.details['findings']))
    return (
      <Suspense fallback={<Notice kind="stop">{text(refusal)}</Notice>}>
        <RuleRefusal refusal={refusal} />
      </Suspense>
    )
  return (
    <Notice kind="stop">
      {text(refusal)}
      {again && (
        <Button type="link" size="small" onClick={again}>
          {t('ui.retry')}
        </Button>
      )}
    </Notice>
  )
}
