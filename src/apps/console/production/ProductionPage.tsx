import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { Page } from '../../../ui/Page.tsx'
import './production.css'

const parts = [
  ['/production', 'production.part.records'],
  ['/production/inputs', 'production.part.inputs'],
  ['/production/sites', 'production.part.sites'],
  ['/production/products', 'production.part.products'],
  ['/production/completeness', 'production.part.completeness'],
  ['/production/tasks', 'production.part.tasks'],
] as const

/** A page of the production side, with the way to the others. */
export function ProductionPage(p: { title: string; action?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Page title={p.title} action={p.action}>
      <nav className="production-parts no-print" aria-label={t('production.parts')}>
        {parts.map(([to, word]) => (
          <NavLink key={to} to={to} end={to === '/production'}>
            {t(word)}
          </NavLink>
        ))}
      </nav>
      {p.children}
    </Page>
  )
}
