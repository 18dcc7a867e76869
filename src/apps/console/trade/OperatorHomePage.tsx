import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/Page.tsx'

export function OperatorHomePage() {
  const { t } = useTranslation()
  return <Page title={t('menu.home')}>{null}</Page>
}
