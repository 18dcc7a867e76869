import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { disableClient, listClients, type MachineClient } from '../../../modules/identity/client/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { DataList } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { listText } from '../../../ui/listText.ts'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './identity.css'

/** Machine clients of one's own organisation: what each may do, and how to stop it. */
export function ClientsPage() {
  const { t, i18n } = useTranslation()
  const [stopping, setStopping] = useState<MachineClient>()
  const clients = useAsk(listClients, {})
  const disable = useDo(disableClient, { refresh: [listClients.name], onDone: () => setStopping(undefined) })
  const add = (
    <Link to="/clients/new">
      <Button type="primary">{t('clients.new')}</Button>
    </Link>
  )
  return (
    <Page title={t('clients.title')} action={add} back={{ to: '/connections', title: t('connections.title') }}>
      <Refusal refusal={clients.error} again={() => void clients.refetch()} />
      {!clients.data && !clients.error && <Waiting rows={4} />}
      {clients.data?.items.length === 0 && <Empty text={t('clients.empty')} action={add} />}
      {clients.data && clients.data.items.length > 0 && (
        <DataList
          label={t('clients.title')}
          rows={clients.data.items}
          rowKey={(c) => c.clientId}
          columns={[
            { key: 'name', title: t('clients.name'), render: (c) => c.name },
            {
              key: 'state',
              title: t('clients.state'),
              phone: 'state',
              width: 130,
              render: (c) =>
                c.disabledAt ? (
                  <State kind="stop">{t('account.state.disabled')}</State>
                ) : (
                  <State kind="good">{t('account.state.open')}</State>
                ),
            },
            { key: 'id', title: t('clients.id'), render: (c) => <code>{c.clientId}</code> },
            {
              key: 'permissions',
              title: t('clients.permissions'),
              render: (c) =>
                listText(
                  c.permissions.map((p) => t(`permission.${p}`)),
                  i18n.language,
                ),
            },
            { key: 'createdAt', title: t('clients.created'), width: 130, render: (c) => <When at={c.createdAt} /> },
          ]}
          actions={(c) =>
            c.disabledAt ? null : (
              <Button danger onClick={() => setStopping(c)}>
                {t('clients.disable')}
              </Button>
            )
          }
        />
      )}
      <ConfirmDialog
        open={stopping !== undefined}
        title={t('clients.disable_title', { name: stopping?.name })}
        consequence={t('clients.disable_consequence')}
        verb={t('clients.disable')}
        danger
        waiting={disable.waiting}
        refusal={<Refusal refusal={disable.refusal} />}
        onConfirm={() => stopping && void disable.run({ clientId: stopping.clientId })}
        onClose={() => setStopping(undefined)}
      />
    </Page>
  )
}
