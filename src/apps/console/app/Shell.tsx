import { BellOutlined, EllipsisOutlined, UserOutlined } from '@ant-design/icons'
import { Badge } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import { listNotices } from '../../../modules/notify/schema.ts'
import { usePhone } from '../../../ui/useMedia.ts'
import { useAsk } from './call.ts'
import { type Entry, isAt, menuOf } from './menu.tsx'
import { Offline } from './Offline.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { useMay, useSession } from './session.tsx'
import { UserMenu } from './UserMenu.tsx'

/** The frame of every page for people who are signed in: entries left (phone: bottom), who I am and notices on top. */
export function Shell() {
  const session = useSession()
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const phone = usePhone()
  const main = useRef<HTMLElement>(null)
  // a new page begins at its top, for eyes and for screen readers
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it reacts to
  useEffect(() => {
    scrollTo(0, 0)
    if (document.activeElement instanceof HTMLElement && main.current) main.current.focus({ preventScroll: true })
  }, [pathname])
  if (!session.account) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
  if (session.account.mustChangePassword && pathname !== '/password') return <Navigate to="/password" replace />
  const entries = menuOf(session)
  return (
    <div className="app">
      <a className="app-skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="app-top">
        <Link to="/" className="app-mark">
          {t('console.mark')}
        </Link>
        <span className="app-party">{session.party?.name}</span>
        <Bell />
        <UserMenu />
      </header>
      {!phone && (
        <nav className="app-side" aria-label={t('shell.entries')}>
          {entries.map((e) => (
            <EntryLink key={e.to} entry={e} path={pathname} />
          ))}
        </nav>
      )}
      <main className="app-main" id="main" ref={main} tabIndex={-1}>
        <Offline />
        <Outlet />
      </main>
      {phone && <BottomBar entries={entries} path={pathname} />}
      <SignInAgain />
    </div>
  )
}

function EntryLink({ entry, path }: { entry: Entry; path: string }) {
  const { t } = useTranslation()
  const here = isAt(entry, path)
  const Icon = entry.icon
  return (
    <Link to={entry.to} className={here ? 'app-entry app-here' : 'app-entry'} aria-current={here ? 'page' : undefined}>
      <Icon aria-hidden /> <span>{t(entry.word)}</span>
    </Link>
  )
}

const preferences: Entry = { to: '/preferences', word: 'menu.preferences', icon: UserOutlined }

function BottomBar({ entries, path }: { entries: Entry[]; path: string }) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const bar = entries.filter((e) => e.bar)
  const rest = entries.filter((e) => !e.bar)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => list.current?.hidePopover(), [path])
  return (
    <>
      <nav className="app-bottom" aria-label={t('shell.entries')}>
        {bar.map((e) => (
          <EntryLink key={e.to} entry={e} path={path} />
        ))}
        <button
          type="button"
          className={rest.some((e) => isAt(e, path)) ? 'app-entry app-here' : 'app-entry'}
          popoverTarget="more-menu"
        >
          <EllipsisOutlined aria-hidden /> <span>{t('shell.more')}</span>
        </button>
      </nav>
      <div id="more-menu" popover="auto" className="app-more" ref={list}>
        <nav aria-label={t('shell.more')}>
          {[...rest, preferences].map((e) => (
            <EntryLink key={e.to} entry={e} path={path} />
          ))}
        </nav>
      </div>
    </>
  )
}

function Bell() {
  const { t } = useTranslation()
  const may = useMay()(listNotices)
  const notices = useAsk(listNotices, { limit: 1 }, { enabled: may, every: 60_000 })
  if (!may) return null
  const count = notices.data?.unread ?? 0
  return (
    <Link to="/notices" className="app-bell" aria-label={t('shell.notices', { count })}>
      <Badge count={count} size="small" overflowCount={99}>
        <BellOutlined className="app-bell-icon" aria-hidden />
      </Badge>
    </Link>
  )
}
