import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Login } from '../../../modules/identity/account/schema.ts'
import { refusePassword } from '../../../modules/identity/rules.ts'

/** The account with which the state is seen and what was returned corrected. */
export function AccountFields() {
  const { t } = useTranslation()
  return (
    <>
      <p className="ui-quiet">{t('registry.register.account_why')}</p>
      <Form.Item
        name="login"
        label={t('sign_in.login')}
        extra={t('registry.help.login')}
        validateFirst
        rules={[
          { required: true, message: t('sign_in.login_missing') },
          {
            validator: async (_, value?: string) => {
              if (value && !Login.safeParse(value).success) throw new Error(t('registry.help.login'))
            },
          },
        ]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={50} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('sign_in.password')}
        extra={t('registry.help.password')}
        validateFirst
        rules={[
          { required: true, message: t('sign_in.password_missing') },
          ({ getFieldsValue }) => ({
            validator: async (_, value?: string) => {
              const { login = '', contactName = '', mobile = '' } = getFieldsValue(true) as Record<string, string>
              const reason = value && refusePassword(value, [login, contactName, mobile])
              if (reason) throw new Error(t(reason))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  )
}
