import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'

type TabsProps = {
  /** What the pages are, for those who do not see that they stand beside each other. */
  label: string
  /** Address and word of each. */
  pages: readonly (readonly [to: string, word: string])[]
  className?: string
}

/** Pages of one subject, beside each other under its title; where one is stands out. */
export function Tabs({ label, pages, className }: TabsProps) {
  const { t } = useTranslation()
  return (
    <nav className={`ui-tabs ${className ?? ''}`} aria-label={label}>
      {pages.map(([to, word]) => (
        <NavLink key={to} to={to} end>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  )
}
