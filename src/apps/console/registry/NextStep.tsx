import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Filing } from '../../../modules/registry/filing/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Reasons } from './FilingHistory.tsx'

const kinds = {
  draft: 'info',
  submitted: 'wait',
  returned: 'stop',
  rejected: 'stop',
  approved: 'good',
  withdrawn: 'info',
} as const

/** What happens next with a filing, and what its operator does now. */
export function NextStep({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const { state, kind, reviewerName, reasons, reason } = filing
  const word = kind === 'registration' || state === 'withdrawn' || state === 'draft' ? state : `${state}_${kind}`
  return (
    <Notice kind={kinds[state]}>
      <p>{t(`registry.next.${word}`, { agency: reviewerName ?? '' })}</p>
      {(state === 'returned' || state === 'rejected') && <Reasons reasons={reasons} note={reason} />}
      {state === 'approved' && kind === 'registration' && <Link to="/">{t('registry.next.begin')}</Link>}
      {state === 'withdrawn' && kind === 'registration' && (
        <Link to="/organisation/filing/edit">{t('registry.next.again')}</Link>
      )}
    </Notice>
  )
}
