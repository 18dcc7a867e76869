import { UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { signOut } from '../../../modules/identity/session/schema.ts'
import { usePhone } from '../../../ui/useMedia.ts'
import { call } from './call.ts'
import { forgetSentDrafts } from './draft.ts'
import { useLooks } from './looks.tsx'
import { useChoose } from './preferences.tsx'
import { useSession } from './session.tsx'

/** Who I am; language, type size, preferences, sign out. */
export function UserMenu() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const [looks] = useLooks()
  const choose = useChoose()
  const list = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  const close = () => list.current?.hidePopover()
  const leave = async () => {
    await call(signOut, {}).catch(() => undefined)
    if (account) forgetSentDrafts(account.accountId)
    // everything this person was shown leaves the memory with them
    location.assign('/console/sign-in')
  }
  return (
    <>
      <Button
        type="text"
        icon={<UserOutlined />}
        aria-label={t('shell.account', { name: account?.name })}
        popoverTarget="user-menu"
        className="app-user"
      >
        {phone ? null : account?.name}
      </Button>
      <div id="user-menu" popover="auto" className="app-user-menu" ref={list}>
        <button
          type="button"
          className="app-entry"
          lang={other}
          onClick={() => void choose({ language: other }).then(close)}
        >
          {t('shell.other_language')}
        </button>
        <button
          type="button"
          className="app-entry"
          onClick={() => {
            void choose({ typeSize: looks.size === 'large' ? 'normal' : 'large' })
            close()
          }}
        >
          {t(looks.size === 'large' ? 'shell.normal_type' : 'shell.large_type')}
        </button>
        <Link className="app-entry" to="/preferences" onClick={close}>
          {t('menu.preferences')}
        </Link>
        <button type="button" className="app-entry" onClick={() => void leave()}>
          {t('shell.sign_out')}
        </button>
      </div>
    </>
  )
}
