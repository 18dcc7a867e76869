import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Account,
  changeAccountRoles,
  disableAccount,
  enableAccount,
  listAccounts,
  resetPassword,
  unmaskAccountPhone,
} from '../../../modules/identity/account/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import type { Where } from './give.ts'
import type { Slip } from './PasswordSlip.tsx'
import { RolesDialog } from './RolesDialog.tsx'
import { UnmaskPhone } from './UnmaskPhone.tsx'

type Doing = 'roles' | 'state' | 'password' | 'phone'
type AccountActionsProps = { account: Account; where: Where | undefined; onSlip: (slip: Slip) => void }

/** What may be done to an account that is not one's own; each is asked for by the dialog that says what follows. */
export function AccountActions({ account: a, where, onSlip }: AccountActionsProps) {
  const { t } = useTranslation()
  const may = useMay()
  const own = useSession().account?.accountId === a.accountId
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  const open = a.state === 'open'
  const entries: { key: Doing; label: string; shown: boolean }[] = [
    { key: 'roles', label: t('accounts.change_roles'), shown: !own && may(changeAccountRoles) && where !== undefined },
    { key: 'password', label: t('accounts.reset'), shown: !own && may(resetPassword) && open },
    { key: 'phone', label: t('accounts.unmask'), shown: may(unmaskAccountPhone) && a.phone !== null },
    { key: 'state', label: t(open ? 'accounts.disable' : 'accounts.enable'), shown: !own && may(disableAccount) },
  ]
  const items = entries.filter((e) => e.shown).map(({ key, label }) => ({ key, label }))
  if (!items.length) return null
  const choose: MenuProps['onClick'] = ({ key, domEvent }) => {
    // or the same Enter would press what the dialog has put the focus on: its close button
    domEvent.preventDefault()
    setDoing(key as Doing)
  }
  return (
    <>
      <Dropdown menu={{ items, onClick: choose }} trigger={['click']}>
        <Button icon={<MoreOutlined aria-hidden />} aria-label={t('accounts.actions', { name: a.name })} />
      </Dropdown>
      {where && <RolesDialog open={doing === 'roles'} account={a} where={where} onClose={done} />}
      <StateDialog open={doing === 'state'} account={a} onClose={done} />
      <ResetDialog open={doing === 'password'} account={a} onClose={done} onSlip={onSlip} />
      <UnmaskPhone open={doing === 'phone'} account={a} onClose={done} />
    </>
  )
}

type DialogProps = { open: boolean; account: Account; onClose: () => void }

function StateDialog({ open, account: a, onClose }: DialogProps) {
  const { t } = useTranslation()
  const to = a.state === 'open' ? 'disable' : 'enable'
  const change = useDo(to === 'disable' ? disableAccount : enableAccount, {
    refresh: [listAccounts.name],
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open={open}
      title={t(`accounts.${to}_title`, { name: a.name })}
      consequence={t(`accounts.${to}_consequence`, { name: a.name, login: a.login })}
      verb={t(`accounts.${to}`)}
      danger={to === 'disable'}
      waiting={change.waiting}
      refusal={<Refusal refusal={change.refusal} />}
      onConfirm={() => void change.run({ accountId: a.accountId })}
      onClose={onClose}
    />
  )
}

function ResetDialog({ open, account: a, onClose, onSlip }: DialogProps & { onSlip: (slip: Slip) => void }) {
  const { t } = useTranslation()
  const reset = useDo(resetPassword, { refresh: [listAccounts.name], onDone: onSlip })
  return (
    <ConfirmDialog
      open={open}
      title={t('accounts.reset_title', { name: a.name })}
      consequence={t('accounts.reset_consequence', { name: a.name })}
      verb={t('accounts.reset')}
      waiting={reset.waiting}
      refusal={<Refusal refusal={reset.refusal} />}
      onConfirm={() => void reset.run({ accountId: a.accountId })}
      onClose={onClose}
    />
  )
}
