import { Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { signIn } from '../../../modules/identity/session/schema.ts'
import { registerOperator } from '../../../modules/registry/filing/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { call, useDo } from '../app/call.ts'
import { useDraft } from '../app/draft.ts'
import { setLanguage } from '../app/i18n.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useEnter, useSession } from '../app/session.tsx'
import { AccountFields } from './AccountFields.tsx'
import { ContactFields, FactsFields } from './FactsFields.tsx'
import { KindFields } from './KindFields.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { ScaleFields } from './ScaleFields.tsx'
import { Steps } from './Steps.tsx'
import { type FactsValues, factsOf, markIssues } from './values.ts'

type Values = FactsValues & { login?: string; password?: string }
const last = 4
/** Neither is kept on the device: it may be somebody else's. */
const unkept = ({ password: _, identityNumber: _number, ...values }: Values) => values

/**
 * Registration without an account, a few fields a step: kind, facts, place, account. Then the account is open with a
 * filing that is not handed in yet, and the page of the filing goes on with documents.
 */
export function RegisterPage() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const enter = useEnter()
  const go = useNavigate()
  const [address, change] = useAddress()
  const [form] = Form.useForm<Values>()
  const draft = useDraft<Values>('register')
  const register = useDo(registerOperator)
  const [entering, setEntering] = useState<AppError>()
  const [registered, setRegistered] = useState(false)
  const organisation = Form.useWatch('form', { form, preserve: true })
  // a reload begins where the typed values are: nobody lands on a step whose fields before it are empty
  const asked = Number(address['step'] ?? 1)
  const step = draft.found || form.getFieldValue('form') ? Math.min(Math.max(asked, 1), last) : 1
  useEffect(() => {
    document.title = `${t('registry.register.title')} · ${t('console.name')}`
  }, [t])
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  if (account) return <Navigate to="/organisation/filing" replace />

  const toStep = (n: number) => {
    change({ step: n === 1 ? undefined : String(n) })
    scrollTo(0, 0)
  }
  const next = async () => {
    const done = await form.validateFields().catch(() => undefined)
    if (!done) return
    if (step < last) return toStep(step + 1)
    const { login = '', password = '', ...values } = form.getFieldsValue(true) as Values
    const facts = factsOf(values)
    if (!registered) {
      if (!markIssues(form, facts, (r) => t(r))) return toStep(2)
      if (!(await register.run({ facts, login, password, draft: true }))) return
      draft.drop()
      setRegistered(true)
    }
    await call(signIn, { login, password }).then((session) => {
      enter(session)
      void go('/organisation/filing', { replace: true })
    }, setEntering)
  }
  return (
    <div className="registry-door">
      <header>
        <Link to="/sign-in" className="app-mark">
          {t('console.mark')}
        </Link>
        <Button type="text" lang={other} onClick={() => void setLanguage(other)}>
          {t('shell.other_language')}
        </Button>
      </header>
      <main className="ui-page ui-narrow">
        <h1>{t('registry.register.title')}</h1>
        <Steps at={step} />
        {draft.found && step === 1 && (
          <Notice>
            {t('form.restored')} <When at={draft.found.at} />
          </Notice>
        )}
        <Form<Values>
          form={form}
          layout="vertical"
          className="app-form"
          validateTrigger="onBlur"
          scrollToFirstError={{ block: 'center', focus: true }}
          requiredMark={(label, { required }) => (
            <>
              {label}
              {!required && <span className="ui-quiet app-optional">{t('ui.optional')}</span>}
            </>
          )}
          initialValues={{ attributes: [], ...draft.found?.values }}
          onValuesChange={() => draft.keep(unkept(form.getFieldsValue(true) as Values))}
          onFinish={next}
        >
          {step === 1 && <KindFields />}
          {step === 2 && (
            <>
              <FactsFields form={organisation} />
              <ContactFields />
            </>
          )}
          {step === 3 && (
            <>
              <PlaceFields />
              <ScaleFields />
            </>
          )}
          {step === 4 && <AccountFields />}
          <Refusal refusal={register.refusal ?? entering} />
          <div className="ui-form-foot">
            {step > 1 && <Button onClick={() => toStep(step - 1)}>{t('registry.register.before')}</Button>}
            <Button type="primary" htmlType="submit" loading={register.waiting}>
              {t(step === last ? 'registry.register.open' : 'ui.next')}
            </Button>
          </div>
        </Form>
        <p className="ui-quiet">
          {t('registry.register.have_account')} <Link to="/sign-in">{t('sign_in.enter')}</Link>
        </p>
      </main>
    </div>
  )
}
