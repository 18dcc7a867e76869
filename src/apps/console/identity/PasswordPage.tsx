import { useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { refusePassword } from '../../../modules/identity/rules.ts'
import { changePassword, showSession } from '../../../modules/identity/session/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useSession } from '../app/session.tsx'

type Values = { password: string; newPassword: string; again: string }

/** Replaces one's own password; with a temporary one nothing else can be done before. */
export function PasswordPage() {
  const { t } = useTranslation()
  const { account } = useSession()
  const queries = useQueryClient()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const change = useDo(changePassword)
  const forced = account?.mustChangePassword ?? false
  const submit = async ({ password, newPassword }: Values) => {
    if ((await change.run({ password, newPassword })) === undefined) return false
    await queries.invalidateQueries({ queryKey: [showSession.name] })
    void go(forced ? '/' : '/preferences', { replace: true })
    return true
  }
  const required = (word: string) => ({ required: true, message: t(word) })
  return (
    <Page
      title={t(forced ? 'password.first_title' : 'password.title')}
      narrow
      {...(forced ? {} : { back: { to: '/preferences', title: t('menu.preferences') } })}
    >
      {forced && <Notice kind="wait">{t('password.first')}</Notice>}
      <FormPage<Values>
        form={form}
        submit={t('password.change')}
        refusal={change.refusal}
        waiting={change.waiting}
        onSubmit={submit}
      >
        {/* for the browser's password store */}
        <input
          className="ui-hidden"
          type="text"
          autoComplete="username"
          readOnly
          tabIndex={-1}
          aria-hidden
          value={account?.login ?? ''}
        />
        <Form.Item
          name="password"
          label={t(forced ? 'password.temporary' : 'password.current')}
          rules={[required('sign_in.password_missing')]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={t('password.new')}
          extra={t('password.rule')}
          validateFirst
          rules={[
            required('password.new_missing'),
            ({ getFieldValue }) => ({
              validator: async (_, value?: string) => {
                const reason = value && refusePassword(value, [account?.login ?? '', account?.name ?? ''])
                if (reason) throw new Error(t(reason))
                if (value && value === getFieldValue('password')) throw new Error(t('password.same'))
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['newPassword']}
          validateFirst
          rules={[
            required('password.again_missing'),
            ({ getFieldValue }) => ({
              validator: async (_, value?: string) => {
                if (value && value !== getFieldValue('newPassword')) throw new Error(t('password.differs'))
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </FormPage>
      {!forced && <p className="ui-quiet">{t('password.others_out')}</p>}
    </Page>
  )
}
