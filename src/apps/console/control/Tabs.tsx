import { useTranslation } from 'react-i18next'
import { Tabs } from '../../../ui/Tabs.tsx'
import './control.css'

const pages = [
  ['/permits', 'permits.title'],
  ['/custody', 'custody.title'],
  ['/control-persons', 'persons.title'],
  ['/stock-counts', 'counts.title'],
] as const

/** What there is of controlled goods. */
export function ControlTabs() {
  const { t } = useTranslation()
  return <Tabs className="control-tabs" label={t('controlled.tabs')} pages={pages} />
}
