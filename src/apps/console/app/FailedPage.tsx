import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'

/** An address without a page. */
export function NotThere() {
  const { t } = useTranslation()
  return (
    <Page title={t('shell.not_there')}>
      <Empty text={t('route.not_found')} action={<Link to="/">{t('shell.to_home')}</Link>} />
    </Page>
  )
}

/** A page that broke, or a part that could not be loaded: the rest of the console goes on. */
export function FailedPage() {
  const { t } = useTranslation()
  return (
    <main className="app-main">
      <Empty text={t('shell.failed')} action={<Button onClick={() => location.reload()}>{t('ui.retry')}</Button>} />
    </main>
  )
}
