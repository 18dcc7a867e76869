import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/Page.tsx'

export function DeskPage() {
  const { t } = useTranslation()
  return <Page title={t('menu.desk')}>{null}</Page>
}
