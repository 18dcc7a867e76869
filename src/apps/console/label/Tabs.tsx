import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import './label.css'

const pages = [
  ['/certificates', 'label.tab.issued'],
  ['/certificates/collected', 'label.tab.collected'],
  ['/labels', 'label.tab.runs'],
] as const

/** The three lists of papers, one beside the other. */
export function PaperTabs() {
  const { t } = useTranslation()
  return (
    <nav className="label-tabs" aria-label={t('menu.labels')}>
      {pages.map(([to, word]) => (
        <NavLink key={to} to={to} end>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  )
}
