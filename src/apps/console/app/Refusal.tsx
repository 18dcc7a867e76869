import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../platform/errors.ts'
import { Notice } from '../../../ui/Notice.tsx'

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
