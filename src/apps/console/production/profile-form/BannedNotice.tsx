import { useTranslation } from 'react-i18next'
import type { BannedInput } from '../../../../industries/index.ts'
import { Notice } from '../../../../ui/Notice.tsx'

/** Before it is sent: that an input may not be used, why, and what sending it would do. */
export function BannedNotice({ input, found }: { input: string; found: BannedInput | undefined }) {
  const { t } = useTranslation()
  if (!found) return null
  const { substance, basis } = found.substance
  const word = found.status === 'banned' ? 'production.banned' : 'production.restricted'
  return <Notice kind="stop">{t(word, { input, substance, basis })}</Notice>
}
