import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import { createAccount, Login, listAccounts } from '../../../modules/identity/account/schema.ts'
import { showAgency } from '../../../modules/identity/agency/schema.ts'
import type { Sector } from '../../../modules/identity/party/schema.ts'
import type { Role } from '../../../modules/identity/rules.ts'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { givableRoles, type Where } from './give.ts'
import { PasswordSlip, type Slip } from './PasswordSlip.tsx'
import { RoleFields } from './RoleFields.tsx'
import { useOwnPlace } from './useOwnPlace.ts'

type Values = { name: string; login: string; phone?: string; roles: Role[]; sectors?: Sector[] }

/** Opens an account, in one's own organisation or (`?partyId=`) in an agency that one allocates to. */
export function NewAccountPage() {
  const { t } = useTranslation()
  const [{ partyId }] = useAddress()
  const { party, permissions } = useSession()
  const go = useNavigate()
  const [slip, setSlip] = useState<Slip>()
  const [form] = Form.useForm<Values>()
  const create = useDo(createAccount, { refresh: [listAccounts.name], onDone: setSlip })
  const own = useOwnPlace()
  const agency = useAsk(showAgency, { partyId: partyId ?? '' }, { enabled: partyId !== undefined })
  const a = agency.data
  const there: Where | undefined =
    partyId === undefined ? own : a?.allocation ? { of: a.kind, level: a.level, allocation: a.allocation } : undefined
  const operator = party?.kind === 'operator'
  const list = partyId ? `/agencies/${partyId}` : operator ? '/organisation/members' : '/accounts'
  if (slip) return <PasswordSlip slip={slip} onDone={() => void go(list, { replace: true })} />
  const back = { to: list, title: a?.name ?? t(operator ? 'accounts.members' : 'accounts.title') }
  const only = there && givableRoles(there, permissions)
  return (
    <Page title={t(operator ? 'accounts.new_member' : 'accounts.new')} back={back} narrow>
      <Refusal refusal={agency.error} again={() => void agency.refetch()} />
      {!there && !agency.error && <Waiting rows={6} />}
      {there && (
        <FormPage<Values>
          form={form}
          // one that there is no choice of is ticked
          initial={only?.length === 1 ? { roles: only } : {}}
          draftKey={`account.${partyId ?? 'own'}`}
          submit={t('accounts.create')}
          refusal={create.refusal}
          waiting={create.waiting}
          onSubmit={async ({ phone, sectors, ...v }) =>
            (await create.run({
              ...v,
              ...(partyId ? { partyId } : {}),
              ...(phone?.trim() ? { phone } : {}),
              ...(sectors?.length ? { sectors } : {}),
            })) !== undefined
          }
        >
          <PersonFields />
          <RoleFields where={there} />
        </FormPage>
      )}
    </Page>
  )
}

function PersonFields() {
  const { t } = useTranslation()
  const required = (word: string) => ({ required: true, whitespace: true, message: t(word) })
  return (
    <>
      <Form.Item name="name" label={t('accounts.name')} rules={[required('accounts.name_missing')]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('accounts.login')}
        extra={t('setup.hint.login')}
        validateFirst
        rules={[
          required('accounts.login_missing'),
          {
            validator: async (_, value?: string) => {
              if (value && !Login.safeParse(value).success) throw new Error(t('setup.hint.login'))
            },
          },
        ]}
      >
        <Input maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="phone"
        label={t('accounts.phone')}
        rules={[
          {
            validator: async (_, value?: string) => {
              if (value?.trim() && !parseMobileNumber(value)) throw new Error(t('account.phone_invalid'))
            },
          },
        ]}
      >
        <Input type="tel" inputMode="tel" maxLength={30} autoComplete="off" />
      </Form.Item>
    </>
  )
}
