import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/Page.tsx'
import { CaptureList } from './CaptureList.tsx'

/** The capture jobs of one's own party, the newest first. */
export function CapturesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('captures.title')} back={{ to: '/connections', title: t('connections.title') }}>
      <CaptureList most={100} />
    </Page>
  )
}
