import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { useAddress } from './address.ts'
import { setLanguage } from './i18n.ts'
import { useLooks } from './looks.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useEnter, useSession } from './session.tsx'

/** The door: sign in, register, language, large type. */
export function SignInPage() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const enter = useEnter()
  const go = useNavigate()
  const [{ next }] = useAddress()
  const [looks, setLooks] = useLooks()
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  useEffect(() => {
    document.title = `${t('sign_in.title')} · ${t('console.name')}`
  }, [t])
  // only a page of ours: `//elsewhere` is another site
  const target = next && /^\/(?!\/)/.test(next) ? next : '/'
  if (account) return <Navigate to={target} replace />
  return (
    <div className="app-door">
      <main>
        <p className="app-door-mark">{t('console.mark')}</p>
        <h1>{t('sign_in.title')}</h1>
        <p className="ui-quiet">{t('sign_in.intro')}</p>
        <SignInForm
          onEntered={(session) => {
            enter(session)
            void go(target, { replace: true })
          }}
        />
        <p>
          {t('sign_in.no_account')} <Link to="/register">{t('sign_in.register')}</Link>
        </p>
        <div className="ui-chips">
          <Button type="text" lang={other} onClick={() => void setLanguage(other)}>
            {t('shell.other_language')}
          </Button>
          <Button type="text" onClick={() => setLooks({ size: looks.size === 'large' ? 'normal' : 'large' })}>
            {t(looks.size === 'large' ? 'shell.normal_type' : 'shell.large_type')}
          </Button>
          <a href="/">{t('sign_in.public')}</a>
        </div>
      </main>
    </div>
  )
}
