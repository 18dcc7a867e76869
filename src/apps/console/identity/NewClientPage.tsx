import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { createClient, listClients } from '../../../modules/identity/client/schema.ts'
import type { Sector } from '../../../modules/identity/party/schema.ts'
import { permissions as all, type Permission } from '../../../platform/permissions.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useSession } from '../app/session.tsx'
import { SectorField } from './AgencyFields.tsx'
import { Secret } from './Secret.tsx'

type Values = { name: string; permissions: Permission[]; sectors?: Sector[] }

/** Makes a machine client with a part of one's own rights; its secret is shown once. */
export function NewClientPage() {
  const { t } = useTranslation()
  const { party, permissions, sectors } = useSession()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const [made, setMade] = useState<{ clientId: string; secret: string }>()
  const create = useDo(createClient, { refresh: [listClients.name], onDone: setMade })
  if (made) return <Made {...made} onDone={() => void go('/clients', { replace: true })} />
  const own = all.filter((p) => permissions.includes(p))
  return (
    <Page title={t('clients.new')} back={{ to: '/clients', title: t('clients.title') }} narrow>
      <p className="ui-quiet">{t('clients.what')}</p>
      <FormPage<Values>
        form={form}
        initial={party?.kind === 'agency' ? { sectors: sectors as Sector[] } : {}}
        draftKey="client"
        submit={t('clients.create')}
        refusal={create.refusal}
        waiting={create.waiting}
        onSubmit={async ({ sectors: chosen, ...v }) =>
          (await create.run({ ...v, ...(chosen?.length ? { sectors: chosen } : {}) })) !== undefined
        }
      >
        <Form.Item
          name="name"
          label={t('clients.name')}
          extra={t('clients.name_help')}
          rules={[{ required: true, whitespace: true, message: t('clients.name_missing') }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="permissions"
          label={t('clients.permissions')}
          extra={t('clients.permissions_help')}
          rules={[{ required: true, message: t('clients.permissions_missing') }]}
        >
          <Choices
            label={t('clients.permissions')}
            multiple
            options={own.map((p) => ({ value: p, label: t(`permission.${p}`) }))}
          />
        </Form.Item>
        {party?.kind === 'agency' && <SectorField offered={sectors} />}
      </FormPage>
    </Page>
  )
}

function Made({ clientId, secret, onDone }: { clientId: string; secret: string; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <Page
      title={t('clients.made')}
      narrow
      action={
        <Button type="primary" onClick={onDone}>
          {t('clients.kept')}
        </Button>
      }
    >
      <Notice kind="wait">{t('clients.once')}</Notice>
      <Section title={t('clients.id')}>
        <Secret value={clientId} />
      </Section>
      <Section title={t('clients.secret')}>
        <Secret value={secret} />
      </Section>
      <p className="ui-quiet">{t('clients.basic')}</p>
    </Page>
  )
}
