import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { createAccount } from '../../../modules/identity/account/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { AccountsList } from './AccountsList.tsx'
import { PasswordSlip, type Slip } from './PasswordSlip.tsx'
import { useOwnPlace } from './useOwnPlace.ts'
import './identity.css'

/** The accounts of one's own organisation: an agency's people, or an operator's members. */
export function AccountsPage() {
  const { t } = useTranslation()
  const { party } = useSession()
  const may = useMay()
  const where = useOwnPlace()
  const [slip, setSlip] = useState<Slip>()
  const operator = party?.kind === 'operator'
  const title = t(operator ? 'accounts.members' : 'accounts.title')
  const path = operator ? '/organisation/members' : '/accounts'
  if (slip) return <PasswordSlip slip={slip} onDone={() => setSlip(undefined)} />
  const open = may(createAccount) ? (
    <Link to={`${path}/new`}>
      <Button type="primary">{t(operator ? 'accounts.new_member' : 'accounts.new')}</Button>
    </Link>
  ) : null
  return (
    <Page
      title={title}
      action={open}
      back={
        operator
          ? { to: '/organisation', title: t('menu.organisation') }
          : { to: '/agencies', title: t('agencies.title') }
      }
    >
      <AccountsList label={title} where={where} onSlip={setSlip} />
    </Page>
  )
}
