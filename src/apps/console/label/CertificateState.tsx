import { useTranslation } from 'react-i18next'
import { State } from '../../../ui/State.tsx'

/** Valid, or void. */
export function CertificateStateChip({ voidedAt }: { voidedAt: string | null }) {
  const { t } = useTranslation()
  return voidedAt ? (
    <State kind="stop">{t('certificate.state.voided')}</State>
  ) : (
    <State kind="good">{t('certificate.state.valid')}</State>
  )
}
