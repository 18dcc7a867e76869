import { useTranslation } from 'react-i18next'
import { Tabs } from '../../../ui/Tabs.tsx'
import './catalogue.css'

const pages = [
  ['/catalogue', 'traced.title'],
  ['/overlays', 'traced.tab_overlays'],
] as const

/** What follows which profile, and what provinces ask for beyond the profiles. */
export function CatalogueTabs() {
  const { t } = useTranslation()
  return <Tabs className="catalogue-tabs" label={t('traced.tabs')} pages={pages} />
}
