import { useTranslation } from 'react-i18next'
import { Tabs } from '../../../ui/Tabs.tsx'
import './label.css'

const pages = [
  ['/certificates', 'label.tab.issued'],
  ['/certificates/collected', 'label.tab.collected'],
  ['/labels', 'label.tab.runs'],
] as const

/** The three lists of papers, one beside the other. */
export function PaperTabs() {
  const { t } = useTranslation()
  return <Tabs className="label-tabs" label={t('menu.labels')} pages={pages} />
}
