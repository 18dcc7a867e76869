import { LeftOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

type PageProps = {
  title: ReactNode
  /** For the browser's tab when the title is not plain text. */
  name?: string | undefined
  state?: ReactNode
  /** One primary action, and what belongs beside it. */
  action?: ReactNode
  /** Where one came from, for pages deeper than two. */
  back?: { to: string; title: string } | undefined
  narrow?: boolean
  children: ReactNode
}

/** A page: what it is, its state, one primary action right; then its facts and sections. */
export function Page({ title, name, state, action, back, narrow = false, children }: PageProps) {
  const { t } = useTranslation()
  const tab = name ?? (typeof title === 'string' ? title : undefined)
  useEffect(() => {
    if (tab) document.title = `${tab} · ${t('console.name')}`
  }, [tab, t])
  return (
    <div className={narrow ? 'ui-page ui-narrow' : 'ui-page'}>
      {back && (
        <Link className="ui-back no-print" to={back.to}>
          <LeftOutlined aria-hidden /> {back.title}
        </Link>
      )}
      <header className="ui-title">
        <h1>{title}</h1>
        {state}
        {action && <div className="ui-title-action no-print">{action}</div>}
      </header>
      {children}
    </div>
  )
}

/** The four to six facts that matter, in a strip under the title. Those without a value are left out. */
export function Facts({ items }: { items: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="ui-facts">
      {items
        .filter((i) => i.value !== null && i.value !== undefined && i.value !== '')
        .map((i) => (
          <div key={i.label}>
            <dt>{i.label}</dt>
            <dd>{i.value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A part of a page on paper. */
export function Section({ title, extra, children }: { title?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="ui-section">
      {(title || extra) && (
        <div className="ui-section-head">
          {title && <h2>{title}</h2>}
          {extra && <div className="no-print">{extra}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
