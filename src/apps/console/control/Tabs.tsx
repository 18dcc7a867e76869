import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
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
  return (
    <nav className="control-tabs" aria-label={t('controlled.tabs')}>
      {pages.map(([to, word]) => (
        <NavLink key={to} to={to} end>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  )
}
