import { useTranslation } from 'react-i18next'
import { type Account, listAccounts } from '../../../modules/identity/account/schema.ts'
import { listText } from '../../../ui/listText.ts'
import { State } from '../../../ui/State.tsx'
import { When, whenText } from '../../../ui/values.tsx'
import { List } from '../app/ListPage.tsx'
import { AccountActions } from './AccountActions.tsx'
import type { Where } from './give.ts'
import type { Slip } from './PasswordSlip.tsx'

type AccountsListProps = {
  label: string
  /** Whose; one's own organisation when absent. */
  partyId?: string | undefined
  /** For the roles that may be given; without it roles are not changed here. */
  where: Where | undefined
  onSlip: (slip: Slip) => void
}

/** The accounts of an organisation, with what may be done to each. */
export function AccountsList({ label, partyId, where, onSlip }: AccountsListProps) {
  const { t, i18n } = useTranslation()
  const rolesText = (a: Account) =>
    listText(
      a.roles.map((r) => t(`role.${r}`)),
      i18n.language,
    )
  const sectorsText = (a: Account) =>
    a.sectors &&
    listText(
      a.sectors.map((s) => t(`sector.${s}`)),
      i18n.language,
    )
  return (
    <List
      label={label}
      endpoint={listAccounts}
      fixed={partyId ? { partyId } : {}}
      filters={[]}
      rowKey={(a) => a.accountId}
      actions={(a) => <AccountActions account={a} where={where} onSlip={onSlip} />}
      empty={{ text: t('accounts.empty') }}
      columns={[
        { key: 'name', title: t('accounts.name'), render: (a) => a.name, text: (a) => a.name },
        {
          key: 'state',
          title: t('accounts.state'),
          phone: 'state',
          width: 130,
          render: (a) => <AccountState account={a} />,
          text: (a) => t(`account.state.${a.state}`),
        },
        { key: 'login', title: t('accounts.login'), render: (a) => a.login, text: (a) => a.login },
        {
          key: 'roles',
          title: t('accounts.roles'),
          render: (a) => [rolesText(a), sectorsText(a)].filter(Boolean).join(' · '),
          text: rolesText,
        },
        { key: 'phone', title: t('accounts.phone'), width: 140, render: (a) => a.phone, text: (a) => a.phone },
        {
          key: 'signedInAt',
          title: t('accounts.signed_in'),
          width: 130,
          render: (a) => (a.signedInAt ? <When at={a.signedInAt} /> : t('accounts.never')),
          text: (a) => a.signedInAt && whenText(a.signedInAt, i18n.language),
        },
      ]}
    />
  )
}

function AccountState({ account: a }: { account: Account }) {
  const { t } = useTranslation()
  if (a.state === 'disabled') return <State kind="stop">{t('account.state.disabled')}</State>
  return a.mustChangePassword ? (
    <State kind="wait">{t('accounts.waits')}</State>
  ) : (
    <State kind="good">{t('account.state.open')}</State>
  )
}
