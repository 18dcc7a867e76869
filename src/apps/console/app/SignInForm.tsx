import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Session, signIn } from '../../../modules/identity/session/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { call } from './call.ts'
import { Refusal } from './Refusal.tsx'

/** Name and password; what was typed stays after a refusal. */
export function SignInForm({
  login,
  onEntered,
}: {
  login?: string | undefined
  onEntered: (session: Session) => void
}) {
  const { t } = useTranslation()
  const [refusal, setRefusal] = useState<AppError>()
  const [waiting, setWaiting] = useState(false)
  const enter = async (input: { login: string; password: string }) => {
    if (waiting) return
    setWaiting(true)
    setRefusal(undefined)
    await call(signIn, input).then(onEntered, setRefusal)
    setWaiting(false)
  }
  const required = (word: string) => [{ required: true, whitespace: true, message: t(word) }]
  return (
    <Form layout="vertical" requiredMark={false} onFinish={enter} initialValues={{ login }}>
      <Form.Item name="login" label={t('sign_in.login')} rules={required('sign_in.login_missing')}>
        <Input autoComplete="username" autoCapitalize="none" maxLength={200} disabled={login !== undefined} />
      </Form.Item>
      <Form.Item name="password" label={t('sign_in.password')} rules={required('sign_in.password_missing')}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Refusal refusal={refusal} />
      <Button type="primary" htmlType="submit" block loading={waiting} className="app-submit">
        {t('sign_in.enter')}
      </Button>
    </Form>
  )
}
