import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import './catalogue.css'

const pages = [
  ['/catalogue', 'traced.title'],
  ['/overlays', 'traced.tab_overlays'],
] as const

/** What follows which profile, and what provinces ask for beyond the profiles. */
export function CatalogueTabs() {
  const { t } = useTranslation()
  return (
    <nav className="catalogue-tabs" aria-label={t('traced.tabs')}>
      {pages.map(([to, word]) => (
        <NavLink key={to} to={to} end>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  )
}
